"""Marks in a text from ranges of code points.

Browsers count UTF-16 units, so the text is cut here; the pieces are plain text, for the page to escape.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from pipeline.lookup.evidence import Statement
from pipeline.lookup.full_text import Sentence
from pipeline.records import Range


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text and the kinds of all marks that lie over it: mention, cue, via, hit."""

    text: str
    kinds: tuple[str, ...] = ()


def pieces(text: str, marks: Iterable[tuple[str, Range]]) -> list[Piece]:
    """Cut ``text`` at the ends of the marks; the pieces joined are the text. Marks may overlap and leave the text."""
    inside = [(kind, max(0, place.start), min(len(text), place.end)) for kind, place in marks]
    inside = [(kind, start, end) for kind, start, end in inside if start < end]
    cuts = sorted({0, len(text), *(at for _, start, end in inside for at in (start, end))})
    return [
        Piece(text[a:b], tuple(dict.fromkeys(kind for kind, start, end in inside if start <= a and b <= end)))
        for a, b in pairwise(cuts)
    ]


def of_statement(statement: Statement) -> list[Piece]:
    """Return a statement's evidence with both ends' mentions, the cue and the referring word marked."""
    marks = [("mention", place) for place in statement.mentions]
    marks.append(("cue", statement.cue))
    if statement.via:
        marks.append(("via", statement.via))
    whole = Range(0, len(statement.text))
    return pieces(statement.text, (mark for mark in marks if mark[1] != whole))


def of_sentence(sentence: Sentence) -> list[Piece]:
    """Return a sentence with the words asked for marked."""
    return pieces(sentence.text, (("hit", place) for place in sentence.hits))
