"""The gate's own logic."""

from __future__ import annotations

import gate


def test_a_figure_below_its_floor_is_named() -> None:
    """Equal is enough, less is not, and a missing figure counts as none."""
    assert gate.below({"a": 0.5, "b": 0.5, "c": 0.1}, {"a": 0.5, "b": 0.499}) == ["b", "c"]


def test_floors_rise_but_fall_only_when_allowed() -> None:
    """An update never lowers a floor without the second flag."""
    assert gate.raised({"a": 0.5, "b": 0.9}, {"a": 0.8, "b": 0.8}, allow_lower=False) == {"a": 0.79, "b": 0.9}
    assert gate.raised({"a": 0.5, "b": 0.9}, {"a": 0.8, "b": 0.8}, allow_lower=True) == {"a": 0.79, "b": 0.79}
