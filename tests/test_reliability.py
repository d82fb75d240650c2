"""Of the relations given 0.8 to 0.9, how many are right."""

from __future__ import annotations

import pytest
from by_hand import SCHEMA, States, article

from pipeline.reliability import Band, bands, error, judged

_TEXT = "[微软|company:microsoft]采购[H100|chip:h100]，与[谷歌|company:google]竞争。"


def test_each_stated_triple_is_right_or_wrong_with_its_confidence() -> None:
    """What the gold states is right, in either order where symmetric; else wrong; denials are left out."""
    gold = article(
        _TEXT,
        States("company:microsoft", "buys", "chip:h100"),
        States("company:google", "competes-with", "company:microsoft"),
    )
    mine = article(
        _TEXT,
        States("company:microsoft", "buys", "chip:h100", confidence=0.9),
        States("company:microsoft", "competes-with", "company:google", confidence=0.7),
        States("company:microsoft", "makes", "chip:h100", confidence=0.4),
        States("company:google", "buys", "chip:h100", modality="negated", confidence=0.8),
    )
    assert sorted(judged([gold], [mine], SCHEMA)) == [(0.4, False), (0.7, True), (0.9, True)]


def test_bands_count_the_right_ones() -> None:
    """0.8 and 0.85 lie in one band, 0.9 in the next, 1 in the last."""
    table = bands([(0.8, True), (0.85, False), (0.9, True), (1.0, True)])
    assert [(band.given, band.right) for band in table[7:]] == [(0, 0), (2, 1), (2, 2)]
    assert table[8].share == 0.5
    assert table[8].confidence == pytest.approx(0.825)


def test_the_error_is_the_mean_gap_of_confidence_and_share() -> None:
    """Three relations 0.2 too sure and one just right are 0.15 apart."""
    assert error([Band(0.7, 0.8, 3, 0, 0.2), Band(0.9, 1.0, 1, 1, 1.0)]) == pytest.approx(0.15)


def test_nothing_stated_is_no_error() -> None:
    """An empty table is no division by zero."""
    assert error(bands([])) == 0.0


def test_a_band_is_a_line_for_people() -> None:
    """The line gives the edges, the counts, the share and the confidence."""
    assert Band(0.8, 0.9, 4, 3, 0.86).line.split() == [
        "0.8-0.9",
        "3",
        "of",
        "4",
        "right",
        "share",
        "0.75",
        "confidence",
        "0.86",
    ]
