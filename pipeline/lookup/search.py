"""Search: entities by any part of any of their names, in any spelling, by sound, and with a slip of the pen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.store import Store

#: How a name can answer to a query, the surest first.
KINDS = ("exact", "prefix", "substring", "pinyin", "initials", "typo")


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that a query may mean: ``matched`` is the name that answers, ``kind`` (one of KINDS) how it does.

    ``name`` is the entity's shown name, ``mentions`` counts it in the corpus.
    """

    id: str
    name: str
    type: str
    matched: str
    kind: str
    mentions: int


def search(store: Store, query: str, limit: int = 20, types: Iterable[str] = ()) -> list[Hit]:
    """Return up to ``limit`` entities, each once: by kind of match, then by how often the corpus mentions them."""
    raise NotImplementedError
