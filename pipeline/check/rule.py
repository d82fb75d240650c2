"""A rule: which readers go wrong over which parts of which formats, and what would do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from pipeline.check.parts import Format

GRAPHML: tuple[Format, ...] = ("graphml",)
GEXF: tuple[Format, ...] = ("gexf",)
CSV: tuple[Format, ...] = ("csv",)
XML: tuple[Format, ...] = ("graphml", "gexf")
CX2: tuple[Format, ...] = ("cx2",)
#: All that Gephi opens.
GEPHI: tuple[Format, ...] = ("graphml", "gexf", "csv")
#: All that declare their columns.
TYPED: tuple[Format, ...] = ("graphml", "gexf", "cx2")
ANY: tuple[Format, ...] = ("graphml", "gexf", "csv", "cx2")
#: Where a rule finds a fault, and the fault: a line and what is there.
Place: TypeAlias = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """``find`` looks at each part of type ``part``, and at what was seen before, and gives the places of faults.

    With ``part`` Value it looks at a column of one of ``types`` (none: any) and a value of it; with Undeclared, at None
    and a value that has no column. ``readers`` lose or misread something there (``effect``), unless it is done as
    ``remedy`` says; a rule with ``loss`` False is a warning: nothing is lost, but something is not what it could be.
    """

    name: str
    formats: tuple[Format, ...]
    part: type
    find: Callable[[Any, Any], Iterable[Place]]
    readers: str
    effect: str
    remedy: str
    loss: bool = True
    types: frozenset[str] = frozenset()
