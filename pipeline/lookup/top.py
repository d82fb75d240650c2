"""Top: the entities that stand out by a measure."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.store import Store

#: What can be counted of an entity.
MEASURES = ("mentions", "articles", "neighbours", "statements")


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entity, its place (1 is the first) and its value of the measure."""

    rank: int
    id: str
    name: str
    type: str
    value: int


def top(store: Store, type: str = "", measure: str = "mentions", limit: int = 20) -> list[Ranked]:  # noqa: A002 - the house's word
    """Return the entities of a type (all when empty) with the most of a measure (one of MEASURES)."""
    raise NotImplementedError
