"""Compare: two entities side by side, what they share and what each has alone."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.lookup.neighbours import Neighbour
from pipeline.schema import Schema
from pipeline.store import Store


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two compared, and how much the corpus says of it."""

    id: str
    name: str
    type: str
    mentions: int
    articles: int


@dataclass(frozen=True, slots=True)
class Aspect:
    """Neighbours of one kind: ``name`` is chips, models, customers, suppliers, rivals, people, or a relation's label.

    ``shared`` has those that both have, as the first one's neighbours; ``one`` and ``other`` what each has alone.
    """

    name: str
    shared: tuple[Neighbour, ...]
    one: tuple[Neighbour, ...]
    other: tuple[Neighbour, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two entities and the aspects in which either has anything; ``between`` are the relations that join the two."""

    one: Side
    other: Side
    between: tuple[Neighbour, ...]
    aspects: tuple[Aspect, ...]


def compare(store: Store, one: str, other: str, schema: Schema) -> Comparison:
    """Return two ids side by side; KeyError if there is no such entity."""
    raise NotImplementedError
