"""The sentences of the corpus and the index of their words."""

from __future__ import annotations

import sqlite3

from pipeline.language.sentences import sentence_ranges
from pipeline.store.articles import SENTENCE_BITS
from pipeline.store.words import spelled


def index_sentences(connection: sqlite3.Connection, number: int, text: str) -> None:
    """File the sentences of the article of this number; the index is fastest when later numbers come later."""
    ranges = _ranges(text)
    connection.executemany(
        "INSERT INTO sentences VALUES (?, ?, ?)", [(number + i, start, end) for i, (start, end) in enumerate(ranges)]
    )
    connection.executemany(
        "INSERT INTO words (rowid, text) VALUES (?, ?)",
        [(number + i, spelled(text[start:end])) for i, (start, end) in enumerate(ranges)],
    )


def forget_sentences(connection: sqlite3.Connection, number: int, text: str) -> None:
    """Undo what :func:`index_sentences` did for the same text."""
    connection.executemany(
        "INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)",
        [(number + i, spelled(text[start:end])) for i, (start, end) in enumerate(_ranges(text))],
    )
    last = number + 2**SENTENCE_BITS - 1
    connection.execute("DELETE FROM sentences WHERE id BETWEEN ? AND ?", [number, last])


def _ranges(text: str) -> list[tuple[int, int]]:
    """Return the sentences without the space around them; beyond what a number can count, the rest is one."""
    ranges = sentence_ranges(text)
    most = 2**SENTENCE_BITS
    if len(ranges) > most:
        ranges = [*ranges[: most - 1], (ranges[most - 1][0], len(text))]
    trimmed = []
    for start, end in ranges:
        piece = text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = end - len(piece) + len(piece.rstrip())
        if left < right:
            trimmed.append((left, right))
    return trimmed
