"""Top: the entities that stand out by a measure."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.errors import QuestionError, quoted
from pipeline.lookup.moment import at_one_moment
from pipeline.store import Store
from pipeline.store.words import storable

_COUNTED = """
SELECT e.id, e.name, e.type, count({what}) AS value FROM entities e
    JOIN (SELECT head AS one, tail AS other, articles FROM edges UNION ALL SELECT tail, head, articles FROM edges) j
    ON j.one = e.id WHERE :type IN ('', e.type) GROUP BY e.id ORDER BY value DESC, e.id LIMIT :limit
"""
_HELD = """
SELECT id, name, type, {what} AS value FROM entities WHERE :type IN ('', type) ORDER BY value DESC, id LIMIT :limit
"""
_QUERIES = {
    "mentions": _HELD.format(what="mentions"),
    "articles": _HELD.format(what="articles"),
    "neighbours": _COUNTED.format(what="DISTINCT j.other"),
    "statements": _COUNTED.format(what="*").replace("count(*)", "sum(j.articles)"),
}
#: What can be counted of an entity: mentions and articles that name it, entities joined to it, statements about it.
MEASURES = tuple(_QUERIES)


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entity, its place (1 is the first) and its value of the measure."""

    rank: int
    id: str
    name: str
    type: str
    value: int


@at_one_moment
def top(store: Store, type: str = "", measure: str = "mentions", limit: int = 20) -> list[Ranked]:  # noqa: A002
    """Return the entities of a type (of all when empty) with the most of a measure (one of MEASURES)."""
    if measure not in _QUERIES:
        raise QuestionError(f"unknown measure {quoted(measure)}; known measures: {', '.join(MEASURES)}")
    rows = store.rows(_QUERIES[measure], {"type": storable(type), "limit": limit})
    return [Ranked(rank, row["id"], row["name"], row["type"], row["value"]) for rank, row in enumerate(rows, 1)]
