"""Full text: the sentences of the corpus that hold some words."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records import Range
from pipeline.store import Store


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article; ``hits`` are the ranges in ``text`` of the words asked for, ``start`` its place there.

    ``published`` is YYYY-MM-DD or None; ``states`` counts the statements that have it as their evidence.
    """

    text: str
    hits: tuple[Range, ...]
    article: str
    title: str
    source: str
    published: str | None
    start: int
    end: int
    states: int


def full_text(store: Store, query: str, limit: int = 20) -> list[Sentence]:
    """Return up to ``limit`` sentences that hold all words of ``query`` (parted by spaces), the latest first.

    Chinese words are found wherever they stand, Latin ones and numbers whole or as the beginning of a word.
    """
    raise NotImplementedError
