"""Search: entities by any part of any of their names, in any spelling, by sound, and with a slip of the pen."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from pipeline.knowledge.fold import key
from pipeline.lookup.alike import alike
from pipeline.store import Store
from pipeline.store.grams import LONGEST, pairs_of
from pipeline.store.words import storable

#: How a name can answer to a query, the surest first.
KINDS = ("exact", "prefix", "substring", "pinyin", "initials", "typo")
#: Names that match are sorted when they are no more than this; of more, the most mentioned are looked through.
_FEW = 1000
_LAST = "\U0010ffff"
_SOUND = re.compile(r"[a-z0-9]*[a-z][a-z0-9]*")
_ROWS = """
SELECT n.entity, n.name AS matched, e.name, e.type, e.mentions
FROM {source} CROSS JOIN entities e ON e.id = n.entity
WHERE {condition} AND (:types = '[]' OR e.type IN (SELECT value FROM json_each(:types)))
ORDER BY n.weight DESC, n.folded, n.entity LIMIT :limit
"""
_HEAVIEST = "names n INDEXED BY names_by_weight"


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


def search(store: Store, query: str, limit: int = 20, types: Iterable[str] = ()) -> list[Hit]:
    """Return up to ``limit`` entities, each once: by kind of match, then by how often the corpus mentions them.

    Empty ``types`` let all pass. A query longer than any name finds nothing.
    """
    folded = key(storable(query[: LONGEST * 4]))
    if not 0 < len(folded) <= LONGEST:
        return []
    found = _Finder(store, folded, limit, json.dumps(sorted(types)))
    hits: dict[str, Hit] = {}
    for kind, rows in found.all():
        for row in rows:
            hit = Hit(row["entity"], row["name"], row["type"], row["matched"], kind, row["mentions"])
            hits.setdefault(hit.id, hit)
        if len(hits) >= limit or (kind == "initials" and any(hit.kind == "exact" for hit in hits.values())):
            break
    return list(hits.values())[:limit]


@dataclass(frozen=True, slots=True)
class _Finder:
    """The ways of finding a folded query, each giving rows in their order; ``types`` is JSON."""

    store: Store
    folded: str
    limit: int
    types: str

    def all(self) -> Iterator[tuple[str, list[sqlite3.Row]]]:
        """Yield (kind, rows) from the surest to the least sure way, each looked for when it is its turn."""
        yield "exact", self._rows("names n", "n.folded = :folded")
        yield "prefix", self._beginning("names n", "n.folded", self.folded)
        yield "substring", self._inside()
        sound = self.folded.replace("ü", "v").replace("'", "")
        for kind, column in (("pinyin", "s.spelled"), ("initials", "s.initials")):
            if _SOUND.fullmatch(sound):
                source = "sounds s CROSS JOIN names n ON n.id = s.name"
                yield kind, self._rows(source, f"{column} = :sound", sound=sound)
                yield kind, self._beginning(source, column, sound)
        yield "initials", []
        yield "typo", self._slips()

    def _rows(self, source: str, condition: str, **values: object) -> list[sqlite3.Row]:
        # An entity has several names: more rows than entities are asked for.
        given = {"folded": self.folded, "types": self.types, "limit": self.limit * 4}
        return self.store.rows(_ROWS.format(source=source, condition=condition), given | values)

    def _beginning(self, source: str, column: str, text: str) -> list[sqlite3.Row]:
        """Return names whose ``column`` begins with a text."""
        condition = f"{column} >= :first AND {column} < :last"
        bounds = {"first": text, "last": text + _LAST}
        if self._few(f"SELECT 1 FROM {source} WHERE {condition}", bounds):  # noqa: S608 - our own names
            return self._rows(source, condition, **bounds)
        heaviest = _HEAVIEST if source == "names n" else f"{_HEAVIEST} CROSS JOIN sounds s ON s.name = n.id"
        return self._rows(heaviest, condition, **bounds)

    def _inside(self) -> list[sqlite3.Row]:
        """Return names that have the query inside."""
        inside = "instr(n.folded, :folded) > 0"
        for pair in sorted(pairs_of(self.folded)):
            if self._few("SELECT 1 FROM grams WHERE gram = :pair", {"pair": pair}):
                return self._rows(
                    "grams g CROSS JOIN names n ON n.id = g.name", f"g.gram = :pair AND {inside}", pair=pair
                )
        return self._rows(_HEAVIEST, inside) if len(self.folded) > 1 else []

    def _few(self, query: str, values: dict[str, str]) -> bool:
        counted = self.store.rows(f"SELECT count(*) FROM ({query} LIMIT {_FEW + 1})", values)  # noqa: S608
        return bool(counted[0][0] <= _FEW)

    def _slips(self) -> list[sqlite3.Row]:
        """Return names that differ from the query by one slip, two when it is long, the likest first."""
        length = len(self.folded)
        if length < 2:
            return []
        slips = 1 if length < 6 else 2
        candidates = alike(
            self.store,
            self.folded,
            shared=len(pairs_of(self.folded)) - 3 * slips,
            lengths=(max(2, length - slips), length + slips),
        )
        ranked = sorted(
            (distance, -row["weight"], row["entity"], row["matched"])
            for row in candidates
            if (distance := OSA.distance(self.folded, row["folded"], score_cutoff=slips)) <= slips
        )
        rows = []
        for _, _, entity, matched in ranked[: self.limit * 4]:
            rows += self._rows("names n", "n.entity = :entity AND n.name = :matched", entity=entity, matched=matched)
        return rows
