"""Names that look like a query, from which those with a slip of the pen and the nearest are chosen."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from pipeline.store import Store
from pipeline.store.grams import pairs_of, slips_of

#: A piece that more names have says little; it is left out where rarer ones are at hand.
_COMMON = 4000


def alike(store: Store, folded: str, *, shared: int = 1, lengths: tuple[int, int] = (1, 200)) -> list[sqlite3.Row]:
    """Return names (id, matched, folded, weight) that have at least ``shared`` pieces of a folded query.

    ``lengths`` are the least and the greatest number of characters; of pieces that very many names have, none counts
    towards ``shared`` unless there are no others.
    """
    found = tallies(store, slips_of(folded))
    rare = [gram for gram, count in found.items() if count <= _COMMON] or [*found][:1]
    left_out = len(pairs_of(folded) & (found.keys() - set(rare)))
    query = f"""
        SELECT n.id, n.name AS matched, n.folded, n.weight
        FROM (SELECT name FROM grams WHERE gram IN ({_signs(rare)}) GROUP BY name HAVING count(*) >= ?) g
            JOIN names n ON n.id = g.name
        WHERE length(n.folded) BETWEEN ? AND ?"""  # noqa: S608 - question marks alone
    return store.rows(query, [*rare, max(1, shared - left_out), *lengths])


def tallies(store: Store, grams: Iterable[str]) -> dict[str, int]:
    """Return how many names have each of these pieces, those that none has left out, the rarest first."""
    asked = sorted(grams)
    query = f"SELECT gram, names FROM tallies WHERE gram IN ({_signs(asked)}) ORDER BY names, gram"  # noqa: S608
    return {row["gram"]: row["names"] for row in store.rows(query, asked)}


def _signs(values: list[str]) -> str:
    return ", ".join("?" * len(values))
