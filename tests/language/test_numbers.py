"""Numerals: what Chinese news writes for numbers."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.language.numbers import NUMERAL, Number, read_number

_DIGITS = "零一二三四五六七八九"
_FOUR = ("", "十", "百", "千")


def _section(number: int) -> str:
    """Write a number below 10,000 with its zeros: 1005 is 一千零五."""
    written, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            written += ("零" if gap and written else "") + _DIGITS[digit] + _FOUR[place]
        gap = not digit
    return written


def _written(number: int) -> str:
    """Write a number as textbooks do: 10005 is 一万零五."""
    for size, unit in ((10**8, "亿"), (10**4, "万")):
        if number >= size:
            high, low = divmod(number, size)
            return _written(high) + unit + ("零" if 0 < low < size // 10 else "") + (_written(low) if low else "")
    return _section(number) or "零"


@settings(max_examples=300, deadline=None)
@example(0)
@example(10)
@example(10_005)
@example(9_400_009_481)
@example(10**12)
@given(st.integers(0, 10**15))
def test_a_written_integer_is_read_back(number: int) -> None:
    """Every integer, written in Chinese signs, is read as itself, and is one numeral in running text."""
    written = _written(number)
    assert read_number(written) == Number(number)
    found = re.search(NUMERAL, f"约{written}颗")
    assert found is not None
    assert found[0] == written


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 99_999), st.integers(0, 99), st.sampled_from([("万", 10**4), ("亿", 10**8), ("万亿", 10**12)]))
def test_digits_with_a_scale_are_read_exactly(whole: int, places: int, scale: tuple[str, int]) -> None:
    """48.5万 is 485,000 to the unit: no error of binary fractions."""
    unit, size = scale
    read = read_number(f"{whole}.{places:02}{unit}")
    assert read == Number((whole * 100 + places) * size // 100)


@settings(max_examples=200, deadline=None)
@given(st.text("零一二三四五六七八九十百千万亿兆两几数多余来点廿卅0123456789.,", max_size=12))
def test_any_jumble_of_signs_is_read_or_refused(text: str) -> None:
    """No text raises, and a span's end is beyond its beginning."""
    read = read_number(text)
    assert read is None or read.high is None or read.high > read.low >= 0


@pytest.mark.parametrize(
    ("text", "low", "high", "precision"),
    [
        ("48.5万", 485_000, None, ""),
        ("1.5万亿", 1_500_000_000_000, None, ""),
        ("2.5千亿", 250_000_000_000, None, ""),
        ("3,000", 3000, None, ""),
        ("500 亿", 50_000_000_000, None, ""),
        ("3亿5000万", 350_000_000, None, ""),
        ("1万2千", 12_000, None, ""),
        ("百万", 1_000_000, None, ""),
        ("三千五", 3500, None, ""),
        ("两百五", 250, None, ""),
        ("廿五", 25, None, ""),
        ("二〇二三", 2023, None, ""),
        ("二点五万", 25_000, None, ""),
        ("数千", 1000, 10_000, "some"),
        ("几十万", 100_000, 1_000_000, "some"),
        ("十几亿", 10 * 10**8, 20 * 10**8, "some"),
        ("两三万", 20_000, 30_000, "about"),
        ("1000多亿", 10**11, None, "over"),
        ("三百余", 300, None, "over"),
        ("十来万", 100_000, None, "about"),
    ],
)
def test_what_deals_are_told_in(text: str, low: float, high: float | None, precision: str) -> None:
    """Mixed, scaled and vague numerals say their value, its span and how sure it is."""
    assert read_number(text) == Number(low, high, precision)


@pytest.mark.parametrize("text", ["十十", "百百", "三二万", "多", "点五", "", "1.2.3", "3万5亿"])
def test_what_is_no_numeral_is_refused(text: str) -> None:
    """Signs of numbers that make no number give none."""
    assert read_number(text) is None
