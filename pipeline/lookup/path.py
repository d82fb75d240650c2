"""Path: the chains of relations that lead from one entity to another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.lookup.neighbours import Evidence
from pipeline.schema import Schema
from pipeline.store import Store


@dataclass(frozen=True, slots=True)
class Stop:
    """An entity on a chain."""

    id: str
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Link:
    """A relation on a chain, from the stop before to the one after, the other way unless ``forward``, with evidence."""

    relation: str
    forward: bool
    modality: str
    articles: int
    best: Evidence


@dataclass(frozen=True, slots=True)
class Chain:
    """``stops`` from one entity to the other, ``links`` between them, one fewer.

    ``support`` is the number of articles behind the weakest link.
    """

    stops: tuple[Stop, ...]
    links: tuple[Link, ...]
    support: int


def path(  # noqa: PLR0913 - a question's settings, by name
    store: Store,
    one: str,
    other: str,
    schema: Schema,
    *,
    relations: Iterable[str] = (),
    longest: int = 4,
    limit: int = 5,
) -> list[Chain]:
    """Return up to ``limit`` chains between two ids, the shortest first, of these the best supported."""
    raise NotImplementedError
