"""Timeline: statements by date, and what each changed."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from pipeline.lookup.evidence import Statement, statement_of
from pipeline.lookup.moment import at_one_moment
from pipeline.store import Store
from pipeline.store.edges import FIRMNESS
from pipeline.store.words import storable


@dataclass(frozen=True, slots=True)
class Dated:
    """A statement in its place in time; ``published`` is YYYY-MM-DD or None.

    ``change`` tells what it did to what was last said of the same relation (modality ``before``, empty when nothing
    was): first, repeated, confirmed (now asserted), firmer (rumored → planned), weaker, denied (now negated), revived
    (negated before), undated.
    """

    published: str | None
    change: str
    before: str
    statement: Statement


@at_one_moment
def timeline(store: Store, one: str, other: str | None = None, limit: int | None = None) -> list[Dated]:
    """Return the statements of an id, or between two, the earliest first, the undated last.

    Of more than ``limit`` the latest are given; what they changed is told of all.
    """
    rows = store.rows(
        _LIGHT if other is None else _LIGHT_BETWEEN, {"one": storable(one), "other": storable(other or "")}
    )
    last: dict[tuple[str, str, str], str] = {}
    found: list[tuple[str, str, sqlite3.Row]] = []
    for row in rows:
        said = (row["head"], row["relation"], row["tail"])
        before = last.get(said, "")
        found.append((change_of(before, row["modality"]) if row["published"] else "undated", before, row))
        last[said] = row["modality"]
    kept = found if limit is None else found[max(0, len(found) - limit) :]
    return [
        Dated(row["published"], change, before, statement_of(store, _whole(store, row))) for change, before, row in kept
    ]


_LIGHT = """
SELECT s.article, s.head, s.relation, s.tail, s.read_head, s.read_tail, s.modality, a.published
FROM statements s JOIN articles a ON a.id = s.article
WHERE s.verdict <> 'wrong' AND s.head <> s.tail AND (s.head = :one OR s.tail = :one)
ORDER BY a.published IS NULL, a.published, s.article, s.head, s.relation, s.tail
"""
_LIGHT_BETWEEN = _LIGHT.replace(
    "(s.head = :one OR s.tail = :one)", "(s.head = :one AND s.tail = :other OR s.head = :other AND s.tail = :one)"
)


def _whole(store: Store, row: sqlite3.Row) -> sqlite3.Row:
    return store.statement(row["article"], row["read_head"], row["relation"], row["read_tail"])


def change_of(before: str, after: str) -> str:
    """Return what a modality does to the one before it, as :class:`Dated` tells it."""
    if not before:
        return "first"
    if before == after:
        return "repeated"
    if "negated" in (before, after):
        return "revived" if before == "negated" else "denied"
    if FIRMNESS[after] > FIRMNESS[before]:
        return "weaker"
    return "confirmed" if after == "asserted" else "firmer"
