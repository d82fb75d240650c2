"""What a graph file consists of, whatever its format; a reader yields these parts in the file's order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Format: TypeAlias = Literal["graphml", "gexf", "csv", "cx2"]
Owner: TypeAlias = Literal["node", "edge", "all"]


@dataclass(frozen=True, slots=True)
class Opening:
    """Where the graph begins: whether UTF-8 was declared, and what is said of its edges' direction (None: nothing)."""

    line: int
    declared: bool
    direction: str | None


@dataclass(frozen=True, slots=True)
class Column:
    """A declared attribute: GraphML's key, GEXF's attribute, a table's head; ``type`` is the file's word for it."""

    line: int
    owner: str
    ident: str
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Value:
    """One attribute's text; ``spaced``: a space stands alone beside an escaped sign, outside CDATA."""

    line: int
    column: str
    text: str
    spaced: bool = False


class Undeclared(Value):
    """A value whose column the file does not declare."""

    __slots__ = ()


@dataclass(slots=True)
class Node:
    """A node; ``label`` and ``size`` are what Gephi would take for them, None where there is nothing."""

    line: int
    ident: str
    label: str | None = None
    values: list[Value] = field(default_factory=list)
    times: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Edge:
    """An edge; ``kind`` is what Gephi takes for its type, ``direction`` what it says of its own direction."""

    line: int
    ident: str
    source: str
    target: str
    kind: str = ""
    direction: str | None = None
    weight: str | None = None
    label: str | None = None
    values: list[Value] = field(default_factory=list)
    times: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Oddity:
    """A piece that most readers do not know: ``what`` names it."""

    line: int
    what: str


@dataclass(frozen=True, slots=True)
class Broken:
    """Where the file stops being one of its format."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class End:
    """The end of the file."""

    line: int = 0


Part: TypeAlias = Opening | Column | Node | Edge | Oddity | Broken | End
