"""The two learners behind the pair reader: logistic regression, and boosted trees on yes-or-no features.

Both are deterministic: the same rows give the same weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csc_matrix, csr_matrix

from pipeline.language.pair_model import Trees

Floats = NDArray[np.float64]


def vocabulary(rows: Iterable[Collection[str]], at_least: int) -> dict[str, int]:
    """Return a number for each feature that so many rows have, in the features' own order."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update(set(row))
    return {name: index for index, name in enumerate(sorted(n for n, count in counts.items() if count >= at_least))}


def matrix(rows: Sequence[Collection[str]], known: dict[str, int]) -> csr_matrix:
    """Return rows × features, 1 where the row has the feature."""
    indexes: list[int] = []
    ends = [0]
    for row in rows:
        indexes += sorted({known[name] for name in row if name in known})
        ends.append(len(indexes))
    ones = np.ones(len(indexes))
    return csr_matrix((ones, indexes, ends), shape=(len(rows), len(known)))


def fit_logistic(x: csr_matrix, y: Floats, strength: float, weight: Floats | None = None) -> tuple[Floats, float]:
    """Return weights and bias; ``strength`` (C) is how much the rows count against small weights."""
    rows = np.ones(len(y)) if weight is None else weight
    sign = 2 * y - 1
    turned = csr_matrix(x.T)

    def loss(point: Floats) -> tuple[float, Floats]:
        margin = sign * (x @ point[:-1] + point[-1])
        pull = -sign * rows * strength / (1 + np.exp(np.clip(margin, -500, 500)))
        gradient = np.append(turned @ pull + point[:-1], pull.sum() + 0.01 * point[-1])
        value = strength * (rows * np.logaddexp(0, -margin)).sum()
        return value + 0.5 * (point[:-1] @ point[:-1]) + 0.005 * point[-1] ** 2, gradient

    found: Any = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 60})
    return found.x[:-1], float(found.x[-1])


class Boosting:
    """Gradient boosting of small trees on yes-or-no features, each tree on a random share of the features."""

    rounds = 90
    leaves = 8
    rate = 0.1
    least = 6
    ridge = 3.0
    share = 0.3

    def fit(self, x: csr_matrix, y: Floats, weight: Floats | None = None) -> Trees:
        """Return the trees for the rows ``x`` and their answers ``y``."""
        self._x, self._columns = x, csc_matrix(x)
        rows = np.ones(len(y)) if weight is None else weight
        mean = float(np.clip((rows * y).sum() / rows.sum(), 1e-4, 1 - 1e-4))
        start = float(np.log(mean / (1 - mean)))
        scores = np.full(len(y), start)
        chance = np.random.default_rng(0)
        trees = Trees.empty(start)
        for _ in range(self.rounds):
            p = 1 / (1 + np.exp(-scores))
            allowed = chance.random(x.shape[1]) < self.share
            tree, change = self._tree(rows * (p - y), rows * p * (1 - p), allowed)
            trees = trees.with_tree(tree)
            scores += change
        return trees

    def _tree(self, g: Floats, h: Floats, allowed: NDArray[np.bool_]) -> tuple[list[list[float]], Floats]:
        """Grow one tree, the best leaf first: its nodes (see Trees) and what it adds to each row."""
        nodes: list[list[float]] = [[-1, 0, 0, self._value(g, h)]]
        members: dict[int, NDArray[np.intp]] = {0: np.arange(len(g))}
        splits = {0: self._split(members[0], g, h, allowed)}
        for _ in range(self.leaves - 1):
            leaf = max(splits, key=lambda index: (splits[index][0], -index))
            gain, feature = splits.pop(leaf)
            if gain <= 0:
                break
            inside = members.pop(leaf)
            has = np.asarray(self._columns[:, feature].todense()).ravel()[inside] > 0
            nodes[leaf][:3] = [feature, len(nodes), len(nodes) + 1]
            for part in (inside[~has], inside[has]):
                members[len(nodes)] = part
                splits[len(nodes)] = self._split(part, g, h, allowed)
                nodes.append([-1, 0, 0, self._value(g[part], h[part])])
        change = np.zeros(len(g))
        for leaf, inside in members.items():
            change[inside] = nodes[leaf][3]
        return nodes, change

    def _value(self, g: Floats, h: Floats) -> float:
        return float(-self.rate * g.sum() / (h.sum() + self.ridge))

    def _split(self, inside: NDArray[np.intp], g: Floats, h: Floats, allowed: NDArray[np.bool_]) -> tuple[float, int]:
        """Return the gain of the best split of these rows, and its feature."""
        if len(inside) < 2 * self.least:
            return 0.0, -1
        x, g, h = self._x[inside], g[inside], h[inside]
        with_g, with_h, count = g @ x, h @ x, np.asarray(x.sum(axis=0)).ravel()
        all_g, all_h = g.sum(), h.sum()
        gain = with_g**2 / (with_h + self.ridge) + (all_g - with_g) ** 2 / (all_h - with_h + self.ridge)
        gain -= all_g**2 / (all_h + self.ridge)
        gain[~allowed | (count < self.least) | (len(inside) - count < self.least)] = 0.0
        best = int(np.argmax(gain))
        return float(gain[best]), best
