"""Rules on the attributes of nodes and edges."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator

from pipeline.check.parts import Column, Edge, Node, Value
from pipeline.check.rule import GRAPHML, XML, Place, Rule
from pipeline.check.seen import Seen

_WHOLE = frozenset({"int", "long", "integer", "short", "byte"})
_FRACTION = frozenset({"float", "double"})
_LIMIT = 2**31
#: What one value of one column breaks, or None.
Fault = Callable[[Column, Value], str | None]


def _decimal(column: Column, value: Value) -> str | None:
    if column.type in _WHOLE and re.fullmatch(r"\s*[+-]?\d+\.\d*\s*", value.text):
        return f"{value.text!r} in a column of whole numbers"
    return None


def _long(column: Column, value: Value) -> str | None:
    if column.type in {"int", "integer"} and re.fullmatch(r"-?\d{10,}", value.text) and abs(int(value.text)) >= _LIMIT:
        return f"{value.text} in a column of 32 bits"
    return None


def _infinite(column: Column, value: Value) -> str | None:
    if column.type in _FRACTION:
        number = _number(value.text)
        if number is not None and not math.isfinite(number):
            return f"{value.text!r}"
    return None


def _no_number(column: Column, value: Value) -> str | None:
    if column.type in _WHOLE | _FRACTION and value.text and _number(value.text) is None:
        return f"{value.text[:40]!r} in a column of numbers"
    return None


def _no_boolean(column: Column, value: Value) -> str | None:
    if column.type == "boolean" and value.text.lower() not in {"true", "false", ""}:
        return f"{value.text[:40]!r} in a column of true and false"
    return None


def _null(column: Column, value: Value) -> str | None:
    return "the text 'null'" if column.type == "string" and value.text == "null" else None


def _infinity_in_text(column: Column, value: Value) -> str | None:
    if "INF" in value.text and column.type == "string" and "label" not in {column.name, column.ident}:
        start = value.text.index("INF")
        return f"INF in {value.text[max(0, start - 10) : start + 13]!r}"
    return None


def _spaces(_: Column, value: Value) -> str | None:
    return f"a space beside an escaped sign in {value.text[:40]!r}" if value.spaced else None


def _color(column: Column, value: Value) -> str | None:
    if column.name == "color" and not re.fullmatch("#[0-9a-fA-F]{6}", value.text):
        return f"{value.text[:40]!r}"
    return None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _each(fault: Fault) -> Callable[[Node | Edge, Seen], Iterator[Place]]:
    """Return what looks at every value of a node or an edge that belongs to a column."""

    def find(part: Node | Edge, seen: Seen) -> Iterator[Place]:
        owner = "node" if isinstance(part, Node) else "edge"
        for value in part.values:
            column = seen.column(owner, value.column)
            if column and (said := fault(column, value)):
                yield value.line, f"{owner} {part.ident!r}, {column.name}: {said}"

    return find


def _undeclared(part: Node | Edge, seen: Seen) -> Iterator[Place]:
    owner = "node" if isinstance(part, Node) else "edge"
    for value in part.values:
        if not seen.column(owner, value.column):
            yield value.line, f"{owner} {part.ident!r} has a value of {value.column!r}, which is not declared for it"


_ABOUT_VALUES = (
    ("decimal-integer", XML, _decimal, "Gephi", "loses the value", "3 for 3.0, or the type double", True),
    ("long-integer", XML, _long, "Gephi", "loses the value", "the type long", True),
    ("no-finite-number", XML, _infinite, "Gephi", "loses the value", "leave the value out", True),
    ("no-number", XML, _no_number, "Gephi, networkx", "lose the value or stop", "the type string", True),
    ("no-boolean", XML, _no_boolean, "Gephi, networkx", "lose the value or stop", "true or false", True),
    ("null-text", GRAPHML, _null, "Gephi", "makes it empty", "another word, or the label alone", True),
    ("lost-space", GRAPHML, _spaces, "Gephi", "loses the space", "write the text as CDATA", True),
    ("bad-color", GRAPHML, _color, "Gephi, Gephi Lite", "draw it grey", "#rrggbb", True),
    (
        "infinity-in-text",
        GRAPHML,
        _infinity_in_text,
        "Gephi",
        "shows Infinity for INF outside labels",
        "keep such text in the label, or another spelling",
        False,
    ),
)
RULES = tuple(
    Rule(name, formats, part, _each(fault), readers, effect, remedy, loss=loss)
    for name, formats, fault, readers, effect, remedy, loss in _ABOUT_VALUES
    for part in (Node, Edge)
) + tuple(
    Rule("undeclared", XML, part, _undeclared, "Gephi, networkx", "lose the value or stop", "declare the column")
    for part in (Node, Edge)
)
