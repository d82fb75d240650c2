"""Names that look like a query, from which those with a slip of the pen and the nearest are chosen."""

from __future__ import annotations

import json
import sqlite3

from pipeline.store import Store
from pipeline.store.grams import pairs_of, slips_of

#: A piece that more names have says little; it is left out where rarer ones are at hand.
_COMMON = 4000


def alike(store: Store, folded: str, *, shared: int = 1, lengths: tuple[int, int] = (1, 200)) -> list[sqlite3.Row]:
    """Return names (entity, matched, folded, weight) that have at least ``shared`` pieces of a folded query.

    ``lengths`` are the least and the greatest number of characters; of pieces that very many names have, none counts
    towards ``shared`` unless there are no others.
    """
    counts = {gram: _count(store, gram) for gram in sorted(slips_of(folded))}
    found = {gram: count for gram, count in counts.items() if count}
    rare = [gram for gram, count in found.items() if count <= _COMMON] or sorted(found, key=lambda g: (found[g], g))[:1]
    left_out = len(pairs_of(folded) & (found.keys() - set(rare)))
    return store.rows(
        """
        SELECT n.entity, n.name AS matched, n.folded, n.weight FROM
            (SELECT name FROM grams WHERE gram IN (SELECT value FROM json_each(?)) GROUP BY name HAVING count(*) >= ?) g
            JOIN names n ON n.id = g.name
        WHERE length(n.folded) BETWEEN ? AND ?""",
        [json.dumps(rare), max(1, shared - left_out), *lengths],
    )


def _count(store: Store, gram: str) -> int:
    query = "SELECT count(*) FROM (SELECT 1 FROM grams WHERE gram = ? LIMIT ?)"
    return int(store.rows(query, [gram, _COMMON + 1])[0][0])
