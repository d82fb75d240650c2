"""From scores to probabilities and bounds."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.train_pairs.calibration import Seen, bounds, curve


def test_the_curve_gives_the_share_of_right_ones() -> None:
    """Of those scored 1 three in four are right, of those scored -1 one in four."""
    seen = [Seen(score, n < right, by_rule=False) for score, right in ((1.0, 3), (-1.0, 1)) for n in range(4)] * 25
    slope, offset = curve(seen)
    high, low = (1 / (1 + np.exp(-(slope * score + offset))) for score in (1.0, -1.0))
    assert high == pytest.approx(0.75, abs=0.02)
    assert low == pytest.approx(0.25, abs=0.02)


def test_bounds_lie_between_the_right_and_the_wrong() -> None:
    """The model's own statements are parted at a half; the rule's are all right and all kept."""
    own = [(0.8, True), (0.7, True), (0.3, False), (0.2, False)]
    seen = [Seen(0.0, right, by_rule=False) for _, right in own] + [Seen(0.0, right=True, by_rule=True)] * 3
    chosen = bounds(seen, [p for p, _ in own] + [0.1] * 3, missed=0)
    assert 0.3 < chosen.say <= 0.7
    assert chosen.keep <= 0.1


def test_wrong_rules_are_not_kept() -> None:
    """Where a rule is mostly wrong when the model doubts it, the bound for keeping rises over the doubt."""
    seen = [Seen(0.0, right=True, by_rule=True)] * 6 + [Seen(0.0, right=False, by_rule=True)] * 6
    assert 0.2 < bounds(seen, [0.9] * 6 + [0.2] * 6, missed=0).keep <= 0.9
