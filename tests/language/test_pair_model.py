"""The weights of the pair reader: what they score, how they are stored, what is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import ConfigError
from pipeline.language.pair_features import Features
from pipeline.language.pair_model import Numbered, PairModel, Reader, Trees, load_model, save_model

#: One tree: 2 with the feature, -1 without.
_TREE = [[0, 1, 2, 0.0], [-1, 0, 0, -1.0], [-1, 0, 0, 2.0]]


def _model() -> PairModel:
    trees = Trees.empty(0.5).with_tree(_TREE).with_tree([[-1, 0, 0, 0.25]])
    reader = Reader(np.array([1.0, -2.0], np.float32), 0.5, trees, (2.0, -1.0), 0.6, 0.2)
    return PairModel({"rule": 0}, {"rule": 0, "word:\n": 1}, {"buys": reader})


def _row(*names: str) -> Numbered:
    return _model().number(Features(frozenset(names) & {"rule"}, frozenset(names)))


def test_a_score_is_the_mean_of_the_linear_part_and_the_trees() -> None:
    """By hand: linear 0.5 + 1, trees 0.5 + 2 + 0.25; without any feature 0.5, and 0.5 - 1 + 0.25."""
    scores = _model().scores("buys", [_row("rule"), _row(), _row("rule", "word:\n"), _row("never seen")])
    assert scores.tolist() == [(1.5 + 2.75) / 2, (0.5 - 0.25) / 2, (-0.5 + 2.75) / 2, (0.5 - 0.25) / 2]


def test_no_rows_have_no_scores() -> None:
    """A document without candidates is no special case."""
    assert _model().scores("buys", []).tolist() == []


def test_the_curve_turns_scores_into_probabilities() -> None:
    """Slope 2, offset -1: a score of 0.5 is even."""
    assert _model().readers["buys"].probabilities(np.array([0.5])).tolist() == [0.5]


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    """Names (of line ends, too), weights, trees, curve and bounds come back."""
    save_model(_model(), tmp_path / "pairs.npz")
    back = load_model(tmp_path / "pairs.npz")
    rows = [_row("rule"), _row("word:\n"), _row()]
    assert back.scores("buys", rows).tolist() == _model().scores("buys", rows).tolist()
    one, other = back.readers["buys"], _model().readers["buys"]
    assert (back.plain, back.every) == (_model().plain, _model().every)
    assert (one.curve, one.say, one.keep) == (other.curve, other.say, other.keep)


def test_the_same_model_makes_the_same_file(tmp_path: Path) -> None:
    """No time and no order of hashing is in the file."""
    for name in ("a.npz", "b.npz"):
        save_model(_model(), tmp_path / name)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_a_file_that_is_no_model_is_refused_by_name(tmp_path: Path) -> None:
    """The message names the file and what would do."""
    path = tmp_path / "pairs.npz"
    path.write_text("not weights", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"pairs\.npz: no weights of the pair reader: .*train-pairs") as caught:
        load_model(path)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """So is one that is not there."""
    with pytest.raises(ConfigError, match=r"none\.npz: no weights"):
        load_model(tmp_path / "none.npz")


def test_arrays_that_are_no_model_are_refused(tmp_path: Path) -> None:
    """An .npz of something else lacks what a model says of itself."""
    path = tmp_path / "other.npz"
    np.savez(path, other=np.zeros(3))
    with pytest.raises(ConfigError, match=r"other\.npz: .*about"):
        load_model(path)


def test_a_model_of_another_format_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights whose features mean something else are not used."""
    path = tmp_path / "old.npz"
    monkeypatch.setattr("pipeline.language.pair_model.FORMAT", 0)
    save_model(_model(), path)
    monkeypatch.undo()
    with pytest.raises(ConfigError, match=r"old\.npz: .*format 0, this version reads 1"):
        load_model(path)
