"""Rules on the attributes of nodes and edges."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from pipeline.check.parts import Column, Undeclared, Value
from pipeline.check.rule import GRAPHML, TYPED, XML, Place, Rule

_WHOLE = frozenset({"int", "long", "integer", "short", "byte"})
_FRACTION = frozenset({"float", "double"})
_LIMIT = 2**31
_STRING = frozenset({"string"})
_NUMBERS = _WHOLE | _FRACTION


def _decimal(_: Column, value: Value) -> Iterable[Place]:
    if "." in value.text and re.fullmatch(r"\s*[+-]?\d+\.\d*\s*", value.text):
        return [(value.line, f"{value.text!r} in a column of whole numbers")]
    return ()


def _long(_: Column, value: Value) -> Iterable[Place]:
    if len(value.text) > 9 and re.fullmatch(r"-?\d{10,}", value.text) and abs(int(value.text)) >= _LIMIT:
        return [(value.line, f"{value.text} in a column of 32 bits")]
    return ()


def _infinite(_: Column, value: Value) -> Iterable[Place]:
    number = _number(value.text)
    return [(value.line, f"{value.text!r}")] if number is not None and not math.isfinite(number) else ()


def _no_number(_: Column, value: Value) -> Iterable[Place]:
    if value.text and _number(value.text) is None:
        return [(value.line, f"{value.text[:40]!r} in a column of numbers")]
    return ()


def _no_boolean(_: Column, value: Value) -> Iterable[Place]:
    if value.text.lower() not in {"true", "false", ""}:
        return [(value.line, f"{value.text[:40]!r} in a column of true and false")]
    return ()


def _null(_: Column, value: Value) -> Iterable[Place]:
    return [(value.line, "the text 'null'")] if value.text == "null" else ()


def _infinity_in_text(column: Column, value: Value) -> Iterable[Place]:
    if "INF" in value.text and "label" not in {column.name, column.ident}:
        start = value.text.index("INF")
        return [(value.line, f"INF in {value.text[max(0, start - 10) : start + 13]!r}")]
    return ()


def _spaces(_: Column, value: Value) -> Iterable[Place]:
    return [(value.line, f"a space beside an escaped sign in {value.text[:40]!r}")] if value.spaced else ()


def _color(column: Column, value: Value) -> Iterable[Place]:
    if column.name == "color" and not re.fullmatch("#[0-9a-fA-F]{6}", value.text):
        return [(value.line, f"{value.text[:40]!r}")]
    return ()


def _undeclared(_: None, value: Value) -> Iterable[Place]:
    return [(value.line, "a value of a column that is not declared for it")]


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


RULES = (
    Rule(
        "decimal-integer",
        TYPED,
        Value,
        _decimal,
        "Gephi",
        "loses the value",
        "3 for 3.0, or the type double",
        types=_WHOLE,
    ),
    Rule(
        "long-integer",
        XML,
        Value,
        _long,
        "Gephi",
        "loses the value",
        "the type long",
        types=frozenset({"int", "integer"}),
    ),
    Rule("no-finite-number", XML, Value, _infinite, "Gephi", "loses the value", "leave it out", types=_FRACTION),
    Rule(
        "no-number",
        TYPED,
        Value,
        _no_number,
        "Gephi, networkx",
        "lose the value or stop",
        "the type string",
        types=_NUMBERS,
    ),
    Rule(
        "no-boolean",
        TYPED,
        Value,
        _no_boolean,
        "Gephi, networkx",
        "lose the value or stop",
        "true or false",
        types=frozenset({"boolean"}),
    ),
    Rule(
        "null-text", GRAPHML, Value, _null, "Gephi", "makes it empty", "another word, or the label alone", types=_STRING
    ),
    Rule("lost-space", GRAPHML, Value, _spaces, "Gephi", "loses the space", "write the text as CDATA"),
    Rule("bad-color", GRAPHML, Value, _color, "Gephi, Gephi Lite", "draw it grey", "#rrggbb", types=_STRING),
    Rule(
        "infinity-in-text",
        GRAPHML,
        Value,
        _infinity_in_text,
        "Gephi",
        "shows Infinity for INF outside labels",
        "keep such text in the label, or another spelling",
        loss=False,
        types=_STRING,
    ),
    Rule(
        "undeclared", TYPED, Undeclared, _undeclared, "Gephi, networkx", "lose the value or stop", "declare the column"
    ),
)
