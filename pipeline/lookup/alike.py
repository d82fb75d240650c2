"""Names that look like a query, from which those with a slip of the pen and the nearest are chosen."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable

from pipeline.store import Store
from pipeline.store.grams import LONGEST, pairs_of, slips_of

#: Rows of names looked at for one query, where few of its pieces tell enough.
_ROWS = 4000


def alike(store: Store, folded: str, slips: int, lengths: tuple[int, int] = (1, LONGEST)) -> list[sqlite3.Row]:
    """Return names (id, matched, folded, weight) that may differ from a folded query by so many slips.

    ``lengths`` are the least and the greatest number of characters. A slip spoils at most three of the query's pairs,
    so of some more than that, the rarest, a name with all slips still has the rest.
    """
    chosen: dict[str, int] = {}
    for gram, names in tallies(store, slips_of(folded)).items():
        if len(chosen) >= 3 * slips + 3 and sum(chosen.values()) + names > _ROWS:
            break
        chosen[gram] = names
    shared = max(1, len(pairs_of(folded) & chosen.keys()) - 3 * slips)
    query = f"""
        SELECT n.id, n.name AS matched, n.folded, n.weight
        FROM (SELECT name FROM grams WHERE gram IN ({_signs(chosen)}) GROUP BY name HAVING count(*) >= ?) g
            JOIN names n ON n.id = g.name
        WHERE length(n.folded) BETWEEN ? AND ?"""  # noqa: S608 - question marks alone
    return store.rows(query, [*chosen, shared, *lengths])


def tallies(store: Store, grams: Iterable[str]) -> dict[str, int]:
    """Return how many names have each of these pieces, those that none has left out, the rarest first."""
    asked = sorted(grams)
    query = f"SELECT gram, names FROM tallies WHERE gram IN ({_signs(asked)}) ORDER BY names, gram"  # noqa: S608
    return {row["gram"]: row["names"] for row in store.rows(query, asked)}


def _signs(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))
