"""The columns of nodes and edges: what type each has, and the text that stands for a value in a file."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from operator import getitem
from typing import Any

#: What XML cannot hold, nor UTF-8 the surrogates among it.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile("\r\n?")
#: Attributes whose value is a day, YYYY-MM-DD, or empty.
DAYS = frozenset({"first_seen", "last_seen", "date_first", "date_last", "published"})
_KEPT = 1 << 14
_LONGEST_KEPT = 200


def columns(rows: Iterable[Mapping[str, Any]]) -> dict[str, type]:
    """Return each attribute's type (str, int, float or bool), in order of appearance; int beside float is float.

    Anything else raises ValueError: no format of ours could give it back.
    """
    types: dict[str, type] = {}
    names, kinds = list[str](), list[type]()
    for row in rows:
        shape = list(map(type, row.values()))
        if shape == kinds and list(row) == names:
            continue
        names, kinds = list(row), shape
        for name, value in row.items():
            if types.get(name) is not type(value):
                types[name] = _joined(name, types.get(name), value)
    return types


def _joined(name: str, known: type | None, value: Any) -> type:
    kind = type(value)
    if kind not in {str, int, float, bool}:
        raise ValueError(f"attribute {name} is {value!r}; a str, int, float or bool would do")
    if known in {None, kind}:
        return kind
    if {known, kind} == {int, float}:
        return float
    raise ValueError(f"attribute {name} is {value!r} beside values of type {known.__name__ if known else ''}")


def plain(name: str, kind: type) -> Callable[[Any], str]:
    """Return what turns a value of the column ``name`` into text: true, 3, 0.5, or the writable text itself."""
    if kind is str:
        return writable
    if kind is bool:
        return lambda value: "true" if value else "false"
    if kind is int:
        return str
    return lambda value: _decimal(name, value)


def _decimal(name: str, value: float) -> str:
    if not math.isfinite(value):
        raise ValueError(f"attribute {name} is {value}; readers lose it")
    return repr(float(value))


def writable(text: str) -> str:
    """Return ``text`` as any reader gives it back: what XML cannot hold becomes U+FFFD, a line ends in LF."""
    if _UNWRITABLE.search(text):
        text = _UNWRITABLE.sub("\ufffd", text)
    return _LINE_END.sub("\n", text) if "\r" in text else text


class Pieces(dict[Any, str]):
    """What stands in a file for each value of one column; made once for values that come again, if they are short."""

    def __init__(self, make: Callable[[Any], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, value: Any) -> str:
        """Make the piece for a new value."""
        piece = self._make(value)
        if len(piece) <= _LONGEST_KEPT and len(self) < _KEPT:
            self[value] = piece
        return piece


def row_of(values: Mapping[str, Pieces]) -> Callable[[Mapping[str, Any]], str]:
    """Return what joins the pieces of a row, those of the columns in ``values``, in the row's order."""
    orders: dict[tuple[str, ...], list[Pieces]] = {}
    nothing = Pieces(lambda _: "")

    def written(data: Mapping[str, Any]) -> str:
        names = tuple(data)
        if names not in orders:
            orders[names] = [values.get(name, nothing) for name in names]
        return "".join(map(getitem, orders[names], data.values()))

    return written
