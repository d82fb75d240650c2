"""The pair reader's model: for each relation a linear part, trees, and the curve from their sum to a probability.

It is one .npz file without pickles. Inference is NumPy alone.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import ConfigError
from pipeline.language.pair_features import Features

#: What the file must say of itself; a change of the features or of the file's shape is a new number.
FORMAT = 1
BUILT_IN = Path(__file__).parents[1] / "model" / "pairs.npz"


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees on yes-or-no features in flat arrays; a node with feature -1 is a leaf."""

    start: float
    roots: NDArray[np.int32]
    feature: NDArray[np.int32]
    without: NDArray[np.int32]
    having: NDArray[np.int32]
    value: NDArray[np.float32]

    @classmethod
    def empty(cls, start: float) -> Trees:
        """Return no trees: every row scores ``start``."""
        none = np.zeros(0, np.int32)
        return cls(start, none, none, none, none, np.zeros(0, np.float32))

    def with_tree(self, nodes: Sequence[Sequence[float]]) -> Trees:
        """Return these trees and one more, its nodes given as [feature, without, with, value]."""
        at = len(self.feature)
        rows = np.asarray(nodes, np.float64)
        links = rows[:, 1:3].astype(np.int32) + at
        return replace(
            self,
            roots=np.append(self.roots, np.int32(at)),
            feature=np.append(self.feature, rows[:, 0].astype(np.int32)),
            without=np.append(self.without, links[:, 0]),
            having=np.append(self.having, links[:, 1]),
            value=np.append(self.value, rows[:, 3].astype(np.float32)),
        )

    def scores(self, present: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return the score of each row of ``present`` (rows × features)."""
        rows = np.arange(len(present))[:, None]
        at = np.broadcast_to(self.roots, (len(present), len(self.roots)))
        while (inner := self.feature[at] >= 0).any():
            taken = np.where(present[rows, self.feature[at]], self.having[at], self.without[at])
            at = np.where(inner, taken, at)
        return np.asarray(self.start + self.value[at].sum(axis=1, dtype=np.float64))


@dataclass(frozen=True, slots=True)
class Reader:
    """What the model has for one relation.

    ``curve``: slope and offset from a score to a probability. ``say``: the probability from which a candidate is a
    statement; ``keep``: that from which a rule's statement stays one.
    """

    weights: NDArray[np.float32]
    bias: float
    trees: Trees
    curve: tuple[float, float]
    say: float
    keep: float

    def probabilities(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the calibrated probability of each score."""
        slope, offset = self.curve
        return np.asarray(1 / (1 + np.exp(-(slope * scores + offset))), np.float64)


@dataclass(frozen=True, slots=True)
class Numbered:
    """The features of a candidate by the model's numbers: plain ones, and all in order."""

    plain: list[int]
    every: list[int]


@dataclass(frozen=True, slots=True)
class PairModel:
    """Readers by relation, and the features they number: plain ones for the trees, all for the linear part."""

    plain: dict[str, int]
    every: dict[str, int]
    readers: dict[str, Reader]

    def number(self, features: Features) -> Numbered:
        """Return the numbers of the features that the model knows."""
        plain = [self.plain[name] for name in features.plain if name in self.plain]
        return Numbered(plain, sorted(self.every[name] for name in features.every if name in self.every))

    def scores(self, relation: str, rows: Sequence[Numbered]) -> NDArray[np.float64]:
        """Return the score of each row: the mean of what the linear part and the trees say."""
        reader = self.readers[relation]
        linear = [reader.bias + float(reader.weights[row.every].sum(dtype=np.float64)) for row in rows]
        present = np.zeros((len(rows), len(self.plain) + 1), bool)
        for index, row in enumerate(rows):
            present[index, row.plain] = True
        return (np.array(linear) + reader.trees.scores(present)) / 2


_TREE_PARTS = ("roots", "feature", "without", "having", "value")


def save_model(model: PairModel, path: Path) -> None:
    """Write a model; the same model gives the same bytes."""
    about = {
        "format": FORMAT,
        "relations": {
            name: {"bias": r.bias, "start": r.trees.start, "curve": r.curve, "say": r.say, "keep": r.keep}
            for name, r in model.readers.items()
        },
    }
    arrays: dict[str, Any] = {
        "about": _bytes(json.dumps(about)),
        "plain": _bytes(json.dumps(list(model.plain))),
        "every": _bytes(json.dumps(list(model.every))),
    }
    for name, reader in model.readers.items():
        arrays[f"{name}/weights"] = reader.weights.astype(np.float16)
        arrays |= {f"{name}/{part}": getattr(reader.trees, part) for part in _TREE_PARTS}
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **arrays)


def _bytes(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode("utf-8"), np.uint8)


@lru_cache(maxsize=2)
def load_model(path: Path = BUILT_IN) -> PairModel:
    """Read a model; ConfigError names the file and what is wrong with it."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return _model({name: arrays[name] for name in arrays.files})
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
        raise ConfigError(
            f"{path}: no weights of the pair reader: {error}; a file that train-pairs wrote would do"
        ) from error


def _model(arrays: dict[str, NDArray[Any]]) -> PairModel:
    about = json.loads(arrays["about"].tobytes())
    if about["format"] != FORMAT:
        raise ValueError(f"format {about['format']!r}, this version reads {FORMAT}")
    plain, every = (
        {name: index for index, name in enumerate(json.loads(arrays[part].tobytes()))} for part in ("plain", "every")
    )
    return PairModel(plain, every, {name: _reader(name, row, arrays) for name, row in about["relations"].items()})


def _reader(name: str, row: dict[str, Any], arrays: dict[str, NDArray[Any]]) -> Reader:
    trees = Trees(row["start"], *(arrays[f"{name}/{part}"] for part in _TREE_PARTS))
    slope, offset = row["curve"]
    weights = arrays[f"{name}/weights"].astype(np.float32)
    return Reader(weights, row["bias"], trees, (slope, offset), row["say"], row["keep"])
