"""From scores of documents the model has not seen to probabilities, and to the ones from which a statement is made."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from pipeline.train_pairs.learners import fit_logistic

#: How much recall counts against precision where the bounds are chosen (an F measure's beta).
BETA = 1.0
_STEPS = tuple(round(0.02 * step, 2) for step in range(1, 45))
_KEEPS = tuple(round(0.05 * step, 2) for step in range(11))


@dataclass(frozen=True, slots=True)
class Seen:
    """A triple of a document: its best score, whether the document states it, whether a rule reads it."""

    score: float
    right: bool
    by_rule: bool


def curve(seen: Sequence[Seen]) -> tuple[float, float]:
    """Return slope and offset of the logistic curve that turns scores into the share of right ones (Platt)."""
    scores = csr_matrix(np.array([[one.score] for one in seen]))
    slope, offset = fit_logistic(scores, np.array([float(one.right) for one in seen]), strength=100.0)
    return float(slope[0]), offset


@dataclass(frozen=True, slots=True)
class Bounds:
    """From which probability the model states something itself, and keeps what a rule states."""

    say: float
    keep: float


def bounds(seen: Sequence[Seen], probabilities: Sequence[float], missed: int) -> Bounds:
    """Choose the bounds with the best F measure; ``missed`` counts stated triples that no candidate joins.

    They are one pair for all relations: with calibrated probabilities, bounds of each alone would differ by chance.
    """
    wanted = sum(one.right for one in seen) + missed
    added = [_right_of(seen, probabilities, say, by_rule=False) for say in _STEPS]
    kept = [_right_of(seen, probabilities, keep, by_rule=True) for keep in _KEEPS]

    def measure(pair: tuple[int, int]) -> float:
        right, given = (one + other for one, other in zip(added[pair[0]], kept[pair[1]], strict=True))
        return (1 + BETA**2) * right / (given + BETA**2 * wanted) if given else 0.0

    best = max(itertools.product(range(len(_STEPS)), range(len(_KEEPS))), key=measure)
    return Bounds(_STEPS[best[0]], _KEEPS[best[1]])


def _right_of(seen: Iterable[Seen], probabilities: Iterable[float], bound: float, *, by_rule: bool) -> tuple[int, int]:
    given = [one for one, p in zip(seen, probabilities, strict=True) if one.by_rule == by_rule and p >= bound]
    return sum(one.right for one in given), len(given)
