"""Names that look like a query, from which those with a slip of the pen and the nearest are chosen."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from pipeline.store import Store
from pipeline.store.grams import pairs_of, slips_of

#: A piece that more names have says little; it is left out where rarer ones are at hand.
_COMMON = 4000
#: Where so few names have a piece, no rarer one is looked for.
_VERY_FEW = 100


def alike(store: Store, folded: str, *, shared: int = 1, lengths: tuple[int, int] = (1, 200)) -> list[sqlite3.Row]:
    """Return names (id, matched, folded, weight) that have at least ``shared`` pieces of a folded query.

    ``lengths`` are the least and the greatest number of characters; of pieces that very many names have, none counts
    towards ``shared`` unless there are no others.
    """
    counts = {gram: _count(store, gram, _COMMON) for gram in sorted(slips_of(folded))}
    found = {gram: count for gram, count in counts.items() if count}
    rare = [gram for gram, count in found.items() if count <= _COMMON] or sorted(found, key=lambda g: (found[g], g))[:1]
    left_out = len(pairs_of(folded) & (found.keys() - set(rare)))
    return store.rows(
        """
        SELECT n.id, n.name AS matched, n.folded, n.weight FROM
            (SELECT name FROM grams WHERE gram IN (SELECT value FROM json_each(?)) GROUP BY name HAVING count(*) >= ?) g
            JOIN names n ON n.id = g.name
        WHERE length(n.folded) BETWEEN ? AND ?""",
        [json.dumps(rare), max(1, shared - left_out), *lengths],
    )


def rarest(store: Store, grams: Iterable[str], most: int) -> str | None:
    """Return the piece that the fewest names have, or one that very few have; None when all have more than ``most``."""
    for bound in (_VERY_FEW, most):
        counts = {gram: _count(store, gram, bound) for gram in sorted(grams)}
        least = min(counts, key=counts.__getitem__, default=None)
        if least is not None and counts[least] <= bound:
            return least
    return None


def _count(store: Store, gram: str, bound: int) -> int:
    """Return how many names have a piece, or one more than ``bound`` when they are more."""
    query = "SELECT count(*) FROM (SELECT 1 FROM grams WHERE gram = ? LIMIT ?)"
    return int(store.rows(query, [gram, bound + 1])[0][0])
