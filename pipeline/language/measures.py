"""Quantities and amounts of money in running text: 48.5万颗, 数千块, 逾10万张, 54亿美元, 近百亿元, €20亿."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.knowledge.fold import plain
from pipeline.knowledge.measures import alternation, plain_part, spellings
from pipeline.language.numbers import NUMERAL, Number, read_number
from pipeline.records import Attribute

_ENGLISH = {"billion": 10**9, "bn": 10**9, "million": 10**6, "mn": 10**6, "trillion": 10**12}
_TO = r"\s?[-–—~～至到]\s?"


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The expressions that find measures, and what their words stand for."""

    amount: re.Pattern[str]
    quantity: re.Pattern[str]
    precisions: dict[str, str]
    currencies: dict[str, str]


@lru_cache(maxsize=1)
def _grammar() -> _Grammar:
    before = rf"(?:(?<![最附])(?P<before>{alternation('before')})\s?)?"
    after = rf"(?P<after>{alternation('after')})?"
    words = {plain_part(word): code for word, code in (*spellings("signs"), *spellings("currencies"))}
    sign, currency, units = alternation("signs"), alternation("currencies"), alternation("units")
    scale = rf"(?P<scale>\s?(?:{'|'.join(_ENGLISH)}|B|M)\b)?"
    low, high = rf"(?P<low>{NUMERAL})", rf"(?P<high>{NUMERAL})"

    def span(unit: str) -> str:
        return rf"{low}(?:(?:{unit})?{_TO}(?:{sign})?{high})?"

    signed = rf"(?P<sign>{sign})\s?{span(currency)}{scale}(?:{currency})?"
    worded = rf"{span(currency)}\s?(?P<currency>{currency})"
    counted = rf"{span(units)}\s?(?P<unit>{units})"
    named = re.compile(r"\(\?P<(\w+)>")
    worded = named.sub(r"(?P<\1_>", worded)
    return _Grammar(
        re.compile(rf"{before}(?:{signed}|{worded}){after}"),
        re.compile(rf"{before}{counted}{after}"),
        {plain_part(word): name for word, name in (*spellings("before"), *spellings("after"))},
        words,
    )


def find_amounts(text: str) -> Iterator[Attribute]:
    """Yield the amounts of money in a text, in order; ``unit`` is the currency's ISO code."""
    folded, grammar = plain(text), _grammar()
    for match in grammar.amount.finditer(folded):
        groups = match.groupdict()
        number = _number(groups["low"] or groups["low_"], groups["high"] or groups["high_"])
        code = grammar.currencies.get(groups["sign"] or groups["currency_"] or "", "")
        if number:
            number = _times(number, groups["scale"])
            yield _attribute("amount", text, match, number, code)


def find_quantities(text: str) -> Iterator[Attribute]:
    """Yield the counted things in a text, in order; ``unit`` is the word that counts them."""
    folded = plain(text)
    for match in _grammar().quantity.finditer(folded):
        number = _number(match["low"], match["high"])
        if number and number.low and match["low"] != "一":
            yield _attribute("quantity", text, match, number, match["unit"])


def _number(low: str, high: str | None) -> Number | None:
    """Return a numeral's value, or the span of two, the first of which may leave out the scale: 20-30亿."""
    one, other = read_number(low), read_number(high or "")
    if one is None or other is None:
        return one
    if one.low < other.low and not re.search("[十百千万亿兆]", low):
        bare = read_number(re.sub("[十百千万亿兆]", "", str(high)))
        if bare and bare.low:
            one = replace(one, low=_whole(one.low * (other.low / bare.low)))
    return replace(one, high=other.low) if one.low < other.low else one


def _times(number: Number, scale: str | None) -> Number:
    word = (scale or "").strip()
    factor = _ENGLISH.get(word) or {"B": 10**9, "M": 10**6}.get(word, 1)
    return replace(number, low=_whole(number.low * factor), high=_whole(number.high * factor) if number.high else None)


def _whole(value: float) -> float:
    return int(value) if value == int(value) else value


def _attribute(kind: str, text: str, match: re.Match[str], number: Number, unit: str) -> Attribute:
    precisions = _grammar().precisions
    start = match.start("before") if match["before"] else match.start()
    precision = precisions.get(match["after"] or match["before"] or "", number.precision)
    return Attribute(
        kind=kind,
        text=text[start : match.end()],
        start=start,
        end=match.end(),
        value=number.low,
        upper=number.high,
        unit=unit,
        precision=precision,
    )
