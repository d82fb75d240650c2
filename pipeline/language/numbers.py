"""Numerals as Chinese news writes them: 48.5万, 1.5万亿, 四十八万五千, 数千, 十几亿, 1000多亿, 两三万.

No library is used. cn2an reads pure Chinese and simple mixed numerals rightly, but refuses 1.5万亿, 2.5千亿, 百万,
3,000 and every vague numeral (数千, 几十万, 1000多亿), which deals are often told in. jionlp reads amounts of money
well, but installs 150 MB, prints a banner on standard output, and refuses €20亿.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "兆": 10**12}
_ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_SCALE = "[十百千万亿兆]"
_HAN = "[零〇一二两三四五六七八九十廿卅百千万亿兆]"
#: A numeral in running text; what it matches may still be none, see :func:`read_number`.
NUMERAL = (
    rf"(?<![A-Za-z0-9.])(?:{_ARABIC}[多余几来]?[ ]?{_SCALE}+(?:{_ARABIC}{_SCALE}+)*[多余]?|{_ARABIC}[多余]?)"
    rf"|(?<![\d第数几零〇一二两三四五六七八九十百千万亿])(?:[数几]{_SCALE}*|{_HAN}+(?:点{_HAN}+)?)(?:[多余几来]{_SCALE}*)?"
)
_CHUNK = re.compile(rf"({_ARABIC})({_SCALE}*)")
_VAGUE = re.compile(rf"(.+?)([多余来几])({_SCALE}*)")
_SEVERAL = re.compile(rf"[数几]({_SCALE}*)")
_NEIGHBOURS = re.compile(rf"([一二两三四五六七八九])([一二两三四五六七八九])({_SCALE}+)")
_POINT = re.compile(rf"({_HAN}+)点({_HAN}+?)({_SCALE}*)")


@dataclass(frozen=True, slots=True)
class Number:
    """What a numeral says: ``low``, or anything up to ``high``; ``precision`` is "", about, over or some."""

    low: float
    high: float | None = None
    precision: str = ""


def read_number(text: str) -> Number | None:
    """Return what a numeral in half-width signs and simplified characters says; None when it is none.

    >>> read_number("48.5万")
    Number(low=485000, high=None, precision='')
    >>> read_number("数千")
    Number(low=1000, high=10000, precision='some')
    """
    text = text.replace(" ", "")
    if several := _SEVERAL.fullmatch(text):
        scale = _scaled(several[1])
        return Number(scale, scale * 10, "some")
    if pair := _NEIGHBOURS.fullmatch(text):
        low, high, scale = _DIGITS[pair[1]], _DIGITS[pair[2]], _scaled(pair[3])
        return Number(low * scale, high * scale, "about") if low < high else None
    if vague := _VAGUE.fullmatch(text):
        return _vague(vague[1], vague[2], vague[3])
    value = _value(text) if text else None
    return None if value is None else Number(_tidy(value))


def _vague(base: str, sign: str, scale: str) -> Number | None:
    """Return what 1000多亿, 三百余 or 十几万 says."""
    value = _value(base)
    if value is None:
        return None
    low = _tidy(value * _scaled(scale))
    if sign != "几":
        return Number(low, None, "about" if sign == "来" else "over")
    return Number(low, low + 10 * _scaled(scale), "some") if base.endswith(("十", "0")) else None


def _value(text: str) -> Decimal | None:
    if text[:1].isdigit() and text.isascii():
        return Decimal(text.replace(",", "")) if re.fullmatch(_ARABIC, text) else None
    if text[:1].isascii():
        return _chunks(text)
    if point := _POINT.fullmatch(text):
        whole, places = _han(point[1]), [_DIGITS.get(sign) for sign in point[2]]
        if whole is None or None in places:
            return None
        return Decimal(f"{whole}.{''.join(map(str, places))}") * _scaled(point[3])
    value = _han(text)
    return None if value is None else Decimal(value)


def _chunks(text: str) -> Decimal | None:
    """Return the sum of digits with their scales, each smaller than the one before: 3亿5000万."""
    total, last, at = Decimal(0), None, 0
    for chunk in _CHUNK.finditer(text):
        scale = _scaled(chunk[2])
        value = Decimal(chunk[1].replace(",", "")) * scale
        if chunk.start() != at or (last is not None and value >= last):
            return None
        total, last, at = total + value, Decimal(scale), chunk.end()
    return total if at == len(text) else None


def _han(text: str) -> int | None:
    """Return the value of a numeral in Chinese signs alone; None when they make no number."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    if text and all(sign in _DIGITS for sign in text):
        return int("".join(str(_DIGITS[sign]) for sign in text))
    return _united(text)


def _united(text: str) -> int | None:
    """Return the value of a numeral with units, split at its greatest one."""
    if len(text) <= 1:
        return _DIGITS.get(text, _UNITS.get(text)) if text else 0
    unit = max((sign for sign in text if sign in _UNITS), key=_UNITS.__getitem__, default="")
    if not unit:
        return None
    left, _, right = text.rpartition(unit)
    size = _UNITS[unit]
    high = 1 if not left else _united(left)
    low = _rest(right, size)
    if high is None or low is None or low >= size or not 1 <= high < (10 if size < 10**4 else size):
        return None
    return high * size + low


def _rest(text: str, size: int) -> int | None:
    """Return what follows a unit; a digit alone is of the next unit below: 三千五 is 3500."""
    if len(text) == 1 and size >= 100 and _DIGITS.get(text):
        return _DIGITS[text] * size // 10
    return _united(text.lstrip("零〇"))


def _scaled(units: str) -> int:
    product = 1
    for unit in units:
        product *= _UNITS[unit]
    return product


def _tidy(value: Decimal) -> float:
    return int(value) if value == value.to_integral_value() else float(value)
