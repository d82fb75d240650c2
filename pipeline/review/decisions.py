"""Read back a review table in which a person filled the column ``decision``, and say what in it is out of date."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from pipeline.errors import ConfigError
from pipeline.knowledge.tables import NO_ENTITY, rows
from pipeline.schema import Schema
from pipeline.store import Decision, Store

#: What may be decided about two ids, a relation that an article states, and a name that no table knows.
WORDS = {"merge": ("same", "different"), "relation": ("right", "wrong"), "name": ("add", "wrong")}
COLUMNS = (
    "kind",
    "decision",
    "suggestion",
    "one",
    "other",
    "relation",
    "article",
    "one_name",
    "other_name",
    "reason",
    "confidence",
    "mentions",
    "evidence",
)
_NEEDED = {"kind", "decision", "suggestion", "one", "other", "relation", "article", "one_name"}


@dataclass(frozen=True, slots=True)
class Decisions:
    """``judged``: merges and relations, which the store follows. ``names``: (name, entity type or NO_ENTITY)."""

    judged: tuple[Decision, ...] = ()
    names: tuple[tuple[str, str], ...] = ()


def read_decisions(path: Path, schema: Schema) -> Decisions:
    """Return what was decided in a review table; rows without a decision are passed over.

    ConfigError names the line of a row that cannot be honoured, and of a second row that decides the opposite.
    """
    decided: dict[tuple[str, ...], str] = {}
    judged: list[Decision] = []
    names: dict[str, str] = {}
    for place, row in rows(path, _NEEDED):
        if not row["decision"]:
            continue
        kind, word = _checked(place, row, schema)
        before = decided.setdefault(about(row), word)
        if before != word:
            raise ConfigError(
                f"{place}: decision {word!r} for what an earlier row calls {before!r}; keep one of the two rows"
            )
        if kind == "name":
            names[row["one_name"]] = _type(place, row, schema) if word == "add" else NO_ENTITY
        else:
            verdict = cast("Literal['same', 'different', 'right', 'wrong']", word)
            judged.append(Decision(verdict, row["one"], row["other"], row["relation"], row["article"]))
    return Decisions(tuple(dict.fromkeys(judged)), tuple(names.items()))


def about(row: dict[str, str]) -> tuple[str, ...]:
    """Return what a row is about: its kind, its ends (of a merge in order), relation and article."""
    ends = sorted((row["one"], row["other"])) if row["kind"] == "merge" else [row["one"], row["other"]]
    return row["kind"], *ends, row["relation"], row["article"]


def _checked(place: str, row: dict[str, str], schema: Schema) -> tuple[str, str]:
    kind, word = row["kind"], row["decision"].lower()
    if kind not in WORDS:
        raise ConfigError(f"{place}: kind {kind!r}; known kinds: {', '.join(WORDS)}")
    if word not in WORDS[kind]:
        would = " or ".join(WORDS[kind])
        raise ConfigError(f"{place}: decision {row['decision']!r}; for a {kind} {would} would do")
    for ident in (row["one"], row["other"])[: 1 if kind == "name" else 2]:
        try:
            schema.type_of(ident)
        except KeyError:
            prefixes = ", ".join(kind.prefix for kind in schema.entities.values())
            raise ConfigError(f"{place}: id {ident!r} has no known prefix; known prefixes: {prefixes}") from None
    if kind == "name" and not row["one_name"]:
        raise ConfigError(f"{place}: one_name {row['one_name']!r} is empty; the name that is meant would do")
    return kind, word


def _type(place: str, row: dict[str, str], schema: Schema) -> str:
    """Return the type under which a name is to be added: as suggested, or as the user wrote over it."""
    kind = row["suggestion"]
    if kind not in schema.entities:
        raise ConfigError(f"{place}: suggestion {kind!r}; to add a name, one of {', '.join(schema.entities)} would do")
    return kind


def keep_decisions(given: Path, kept: Path, schema: Schema) -> None:
    """Add the decided rows of ``given`` to the table ``kept``; of two on one matter the later holds."""
    read_decisions(given, schema)
    tables = [table for table in (kept, given) if table.is_file()]
    decided = {about(row): row for table in tables for _, row in rows(table, _NEEDED) if row["decision"]}
    with kept.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for _, row in sorted(decided.items()))


def write_names(names: tuple[tuple[str, str], ...], folder: Path) -> Path:
    """Write decided names as a lexicon into ``folder``, and return its path, which tells what is in it."""
    lines = "".join(f"{_cell(name)},{kind}\n" for name, kind in (("name", "type"), *sorted(names)))
    path = folder / f"names-{hashlib.sha256(lines.encode()).hexdigest()[:12]}.csv"
    path.write_text(lines, encoding="utf-8", newline="\n")
    return path


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if re.search(r'[",\n\r]', text) else text


def idle(decisions: Decisions, store: Store) -> Iterator[str]:
    """Yield, as lines for people, the decisions that nothing in the store answers to any more."""
    ids = {row["read_as"] for row in store.rows("SELECT read_as FROM ids")}
    for one in decisions.judged:
        if one.verdict in {"same", "different"} and not {one.one, one.other} <= ids:
            gone = "、".join(sorted({one.one, one.other} - ids))
            yield f"{one.verdict}: {one.one} {one.other}: no article names {gone} any more"
        elif one.verdict in {"right", "wrong"} and not _states(store, one):
            where = f" in {one.article}" if one.article else ""
            yield f"{one.verdict}: {one.one} {one.relation} {one.other}{where}: not stated any more"


def _states(store: Store, one: Decision) -> bool:
    query = (
        "SELECT 1 FROM statements WHERE ? IN (head, read_head) AND relation = ? AND ? IN (tail, read_tail)"
        " AND ? IN ('', article) LIMIT 1"
    )
    return bool(store.rows(query, [one.one, one.relation, one.other, one.article]))
