"""The two learners: they learn what can be learnt, and the same from the same rows."""

from __future__ import annotations

import numpy as np

from pipeline.train_pairs.learners import Boosting, fit_logistic, matrix, vocabulary

#: Every row in which exactly one of a and b stands is right: no single feature tells.
_ROWS = [{"a"}, {"b"}, {"a", "b"}, set[str](), {"a", "c"}, {"b", "c"}, {"a", "b", "c"}, {"c"}] * 12 + [{"a"}] * 20
_EITHER = np.array([float(("a" in row) != ("b" in row)) for row in _ROWS])
_HAS_A = np.array([float("a" in row) for row in _ROWS])


def test_rare_features_are_not_numbered() -> None:
    """A feature seen once is left out; numbers follow the names' order, not the rows'."""
    assert vocabulary([{"b", "a"}, {"b"}, {"a", "c"}], 2) == {"a": 0, "b": 1}


def test_a_matrix_marks_what_each_row_has() -> None:
    """Unknown features are passed over."""
    assert matrix([{"b", "x"}, set()], {"a": 0, "b": 1}).toarray().tolist() == [[0, 1], [0, 0]]


def test_logistic_regression_finds_the_feature_that_tells() -> None:
    """The weight of a is high, that of the idle c next to nothing."""
    weights, bias = fit_logistic(matrix(_ROWS, {"a": 0, "b": 1, "c": 2}), _HAS_A, 10.0)
    assert weights[0] > 3
    assert abs(weights[2]) < weights[0] / 10
    assert bias < 0


def test_a_weak_strength_keeps_weights_small() -> None:
    """The rows count less against small weights."""
    x = matrix(_ROWS, {"a": 0, "b": 1, "c": 2})
    assert fit_logistic(x, _HAS_A, 0.01)[0][0] < fit_logistic(x, _HAS_A, 1.0)[0][0]


def test_trees_learn_what_no_single_feature_tells() -> None:
    """Either a or b but not both: the trees tell it, the linear model cannot."""
    x = matrix(_ROWS, {"a": 0, "b": 1, "c": 2})
    boosting = Boosting()
    boosting.share = 1.0
    scores = boosting.fit(x, _EITHER).scores(x.toarray() > 0)
    assert ((scores > 0) == (_EITHER > 0)).all()
    weights, bias = fit_logistic(x, _EITHER, 10.0)
    assert (((x @ weights + bias) > 0) == (_EITHER > 0)).mean() < 0.8


def test_training_twice_gives_the_same_trees() -> None:
    """The random share of features is drawn alike every time."""
    x = matrix(_ROWS, {"a": 0, "b": 1, "c": 2})
    one, other = (Boosting().fit(x, _EITHER) for _ in range(2))
    assert one.feature.tolist() == other.feature.tolist()
    assert one.value.tolist() == other.value.tolist()
