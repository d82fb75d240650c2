"""Search: entities by any part of any of their names, in any spelling, by sound, and with a slip of the pen."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from pipeline.knowledge.fold import key
from pipeline.lookup.alike import alike, tallies
from pipeline.lookup.moment import at_one_moment
from pipeline.store import Store
from pipeline.store.grams import LONGEST, pairs_of
from pipeline.store.words import storable

#: How a name can answer to a query, the surest first.
KINDS = ("exact", "prefix", "substring", "pinyin", "initials", "typo")
#: Names that match are sorted when they are no more than this; of more, the most mentioned are looked through.
_FEW = 2000
#: A piece that more names have is taken to be common, and with it any query that has only such pieces.
_MANY = 20_000
_LAST = "\U0010ffff"
_SOUND = re.compile(r"[a-z0-9]*[a-z][a-z0-9]*")
#: ``chosen`` gives the ids of names with their weight, the heaviest first.
_HITS = """
SELECT n.entity, n.name AS matched, e.name, e.type, e.mentions
FROM ({chosen} LIMIT :limit) c CROSS JOIN names n ON n.id = c.id CROSS JOIN entities e ON e.id = n.entity
ORDER BY c.weight DESC, n.folded, n.entity, n.mentions DESC, n.name
"""
_IN_ONE = "id IN (SELECT name FROM grams WHERE gram = :pair)"
_IN_BOTH = """
id IN (SELECT g.name FROM grams g CROSS JOIN grams o ON o.gram = :other AND o.name = g.name WHERE g.gram = :pair)
"""
_TYPED = """
AND EXISTS (SELECT 1 FROM names t CROSS JOIN entities e ON e.id = t.entity
    WHERE t.id = {id} AND e.type IN (SELECT value FROM json_each(:types)))
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that a query may mean: ``matched`` is the name that answers, ``kind`` (one of KINDS) how it does.

    ``name`` is the entity's shown name, ``mentions`` counts it in the corpus.
    """

    id: str
    name: str
    type: str
    matched: str
    kind: str
    mentions: int


@at_one_moment
def search(store: Store, query: str, limit: int = 20, types: Iterable[str] = ()) -> list[Hit]:
    """Return up to ``limit`` entities, each once: by kind of match, then by how often the corpus mentions them.

    Empty ``types`` let all pass. Slips of the pen are thought of only when nothing else is found. A query longer than
    any name finds nothing.
    """
    folded = key(storable(query[: LONGEST * 4]))
    if not 0 < len(folded) <= LONGEST:
        return []
    found = _Finder(store, folded, limit, json.dumps(sorted(types)))
    hits: dict[str, Hit] = {}
    for kind, rows in found.ways():
        for row in rows:
            hit = Hit(row["entity"], row["name"], row["type"], row["matched"], kind, row["mentions"])
            hits.setdefault(hit.id, hit)
        if len(hits) >= limit:
            break
    return list(hits.values())[:limit]


@dataclass(frozen=True, slots=True)
class _Finder:
    """The ways of finding a folded query, each giving rows in their order; ``types`` is JSON."""

    store: Store
    folded: str
    limit: int
    types: str

    def ways(self) -> Iterator[tuple[str, list[sqlite3.Row]]]:
        """Yield (kind, rows) from the surest to the least sure way, each looked for when it is its turn."""
        found = False
        for kind, rows in self._sure():
            found = found or bool(rows)
            yield kind, rows
        if not found:
            yield "typo", self._slips()

    def _sure(self) -> Iterator[tuple[str, list[sqlite3.Row]]]:
        yield "exact", self._chosen("names", "folded = :folded")
        yield "prefix", self._beginning("names", "folded", self.folded)
        yield "substring", self._inside()
        sound = self.folded.replace("ü", "v").replace("'", "")
        for kind, column in (("pinyin", "spelled"), ("initials", "initials")):
            if _SOUND.fullmatch(sound):
                yield kind, self._chosen("sounds", f"{column} = :sound", sound=sound)
                yield kind, self._beginning("sounds", column, sound)

    def _chosen(self, table: str, condition: str, *, heaviest: bool = False, **values: object) -> list[sqlite3.Row]:
        """Return the heaviest names of which a row of ``names`` or ``sounds`` meets a condition.

        With ``heaviest`` the rows are walked by weight until enough are found, else all that meet it are sorted.
        """
        ident = "name" if table == "sounds" else "id"
        source = f"{table} INDEXED BY {table}_by_weight" if heaviest else table
        typed = _TYPED.format(id=f"{table}.{ident}") if self.types != "[]" else ""
        chosen = f"SELECT {ident} AS id, weight FROM {source} WHERE {condition} {typed} ORDER BY weight DESC"  # noqa: S608
        # An entity has several names: more of them than entities are asked for.
        given = {"folded": self.folded, "types": self.types, "limit": self.limit * 2}
        return self.store.rows(_HITS.format(chosen=chosen), given | values)

    def _beginning(self, table: str, column: str, text: str) -> list[sqlite3.Row]:
        """Return names whose ``column`` begins with a text."""
        condition = f"{column} >= :first AND {column} < :last"
        bounds = {"first": text, "last": text + _LAST}
        few = self._few(f"SELECT 1 FROM {table} WHERE {condition}", bounds)  # noqa: S608 - our own names
        return self._chosen(table, condition, heaviest=not few, **bounds)

    def _inside(self) -> list[sqlite3.Row]:
        """Return names that have the query inside."""
        inside = "instr(folded, :folded) > 0"
        pairs = pairs_of(self.folded)
        counts = tallies(self.store, pairs)
        if not pairs or len(counts) < len(pairs):
            return []
        (pair, count), *others = counts.items()
        if count > _MANY or (count > _FEW and not others):
            return self._chosen("names", inside, heaviest=True)
        if count > _FEW:
            return self._chosen("names", f"{_IN_BOTH} AND {inside}", pair=pair, other=others[0][0])
        return self._chosen("names", f"{_IN_ONE} AND {inside}", pair=pair)

    def _few(self, query: str, values: dict[str, str]) -> bool:
        counted = self.store.rows(f"SELECT count(*) FROM ({query} LIMIT {_FEW + 1})", values)  # noqa: S608
        return bool(counted[0][0] <= _FEW)

    def _slips(self) -> list[sqlite3.Row]:
        """Return names that differ from the query by one slip, two when it is long, the likest first."""
        length = len(self.folded)
        if length < 2:
            return []
        slips = 1 if length < 6 else 2
        candidates = alike(self.store, self.folded, slips, (max(2, length - slips), length + slips))
        ranked = sorted(
            (distance, -row["weight"], row["id"])
            for row in candidates
            if (distance := OSA.distance(self.folded, row["folded"], score_cutoff=slips)) <= slips
        )
        rows = [self._chosen("names", "id = :id", id=ident) for _, _, ident in ranked[: self.limit * 2]]
        return [row for found in rows for row in found]
