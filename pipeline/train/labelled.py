"""Labelled texts to train on: annotated documents, silver ones, sentences of which only some names are labelled."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ConfigError

#: A silver mention at least this sure is a name; one less sure than the lower bound is none; between, nobody knows.
SURE, DOUBTFUL = 0.85, 0.25


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text, its names as (start, end, type), and whether what is outside them and ``unsure`` is surely no name.

    Offsets are code points into ``text``, end exclusive.
    """

    id: str
    text: str
    names: tuple[tuple[int, int, str], ...]
    unsure: tuple[tuple[int, int], ...] = ()
    complete: bool = True


def read_labelled(path: Path) -> Iterator[Labelled]:
    """Yield the documents of a file: ``.jsonl`` or ``.jsonl.gz`` as annotated or silver, ``.txt`` as FinRE sentences.

    A silver mention carries ``score``, between 0 and 1. ConfigError names the line that is no document.
    """
    reader = _finre if path.suffix == ".txt" else _documents
    try:
        yield from reader(path)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: this training data cannot be read: {error}") from error


def _documents(path: Path) -> Iterator[Labelled]:
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield _document(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                would = "a JSON object with id, text and mentions (start, end, type, and score if silver) would do"
                raise ConfigError(f"{path}:{number}: no labelled document: {error!r}; {would}") from error


def _document(raw: dict[str, object]) -> Labelled:
    text, mentions = raw["text"], raw["mentions"]
    if not isinstance(text, str) or not isinstance(mentions, list):
        raise TypeError("text is no string or mentions are no list")
    names, unsure = [], []
    for mention in mentions:
        start, end, score = mention["start"], mention["end"], mention.get("score", 1.0)
        if score >= SURE:
            names.append((start, end, mention["type"]))
        elif score >= DOUBTFUL:
            unsure.append((start, end))
    return Labelled(str(raw["id"]), text, tuple(names), tuple(unsure))


def _finre(path: Path) -> Iterator[Labelled]:
    """Yield each sentence once; only the companies of its pairs are labelled (head, tail, relation, sentence)."""
    companies: dict[str, set[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            head, tail, _, sentence = line.split("\t", 3)
            companies.setdefault(sentence, set()).update((head, tail))
    for number, (sentence, names) in enumerate(companies.items()):
        yield Labelled(f"finre-{number}", sentence, tuple(_places(sentence, names)), complete=False)


def _places(text: str, names: set[str]) -> Iterator[tuple[int, int, str]]:
    """Yield where companies stand; a name inside a longer one is left to the longer."""
    taken: set[int] = set()
    for name in sorted(names, key=lambda one: (-len(one), one)):
        at = text.find(name) if name else -1
        while at >= 0:
            if taken.isdisjoint(range(at, at + len(name))):
                taken |= set(range(at, at + len(name)))
                yield at, at + len(name), "COMPANY"
            at = text.find(name, at + 1)
