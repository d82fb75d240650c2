"""The JSON routes: each asks one question of pipeline.lookup and returns its answer as it is.

Search and card are asked in the event loop itself (``async def``): their answers take a millisecond or less, and the
way to a thread and back costs more. What can take longer runs in threads (``def``), so that nothing waits for it.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from pipeline.lookup import (
    MEASURES,
    Card,
    Chain,
    Change,
    Comparison,
    Dated,
    Hit,
    Neighbour,
    Ranked,
    Sentence,
    Statement,
    card,
    changes,
    compare,
    evidence,
    full_text,
    path,
    search,
    the_one,
    timeline,
    top,
    unknown,
)
from pipeline.web import asked
from pipeline.web.download import as_graphml
from pipeline.web.drawing import Drawing, draw
from pipeline.web.faults import Fault
from pipeline.web.narrowing import Narrowing, NarrowingOf
from pipeline.web.site import Site, SiteOf, check_known

_FAULTS: dict[int | str, dict[str, Any]] = {
    404: {"model": Fault, "description": "Nothing bears this name or id."},
    409: {"model": Fault, "description": "Several entities bear this name; `choices` has their ids."},
    414: {"model": Fault, "description": "The request is too long."},
    421: {"model": Fault, "description": "The Host header is not this server's."},
    422: {"model": Fault, "description": "A parameter does not fit."},
    503: {"model": Fault, "description": "The store cannot be read now."},
}
router = APIRouter(prefix="/api", responses=_FAULTS)


@router.get("/search")
async def get_search(site: SiteOf, q: asked.Words, type: asked.Types, limit: asked.Limit = 20) -> list[Hit]:  # noqa: A002
    """Return entities by any part of any of their names, in any spelling, by sound, and with a slip of the pen."""
    site.check(types=type)
    with site.open() as store:
        return search(store, q, limit, type)


@router.get("/card")
async def get_card(site: SiteOf, name: asked.Name, limit: asked.Limit = 20) -> Card:
    """Return what the corpus says of one entity, with at most ``limit`` neighbours for each relation."""
    with site.open() as store:
        return card(store, the_one(store, name), site.schema, limit)


@router.get("/neighbours")
def get_neighbours(site: SiteOf, name: asked.Name, narrowing: NarrowingOf, limit: asked.Limit = 50) -> list[Neighbour]:
    """Return the entities that statements join to one, by relation, the best supported first."""
    with site.open() as store:
        return narrowing.neighbours(store, the_one(store, name), site, limit)


@router.get("/drawing")
def get_drawing(site: SiteOf, name: asked.Name, narrowing: NarrowingOf, limit: asked.Limit = 48) -> Drawing:
    """Return an entity and its neighbours with places and colours, to be drawn."""
    return _drawn(site, name, narrowing, limit)


@router.get("/neighbourhood.graphml", response_class=Response)
def get_neighbourhood(site: SiteOf, name: asked.Name, narrowing: NarrowingOf, limit: asked.Limit = 100) -> Response:
    """Return the same as a GraphML file, for Gephi."""
    content = as_graphml(_drawn(site, name, narrowing, limit), site.schema)
    disposition = {"content-disposition": 'attachment; filename="neighbourhood.graphml"'}
    return Response(content, media_type="application/graphml+xml", headers=disposition)


def _drawn(site: Site, name: str, narrowing: Narrowing, limit: int) -> Drawing:
    with site.open() as store:
        ident = the_one(store, name)
        entity = store.entity(ident)
        if entity is None:
            raise unknown(store, name)
        found = narrowing.by_side(store, ident, site, asked.MOST)
        return draw(entity, [one for side in found.values() for one in side], site.schema, limit)


@router.get("/evidence")
def get_evidence(
    site: SiteOf, head: asked.Name, relation: asked.Relation, tail: asked.Name, limit: asked.Limit = asked.MOST
) -> list[Statement]:
    """Return the statements of one edge; ranges count code points of ``text``, end exclusive."""
    site.check([relation])
    with site.open() as store:
        ends = the_one(store, head), the_one(store, tail)
        return evidence(store, ends[0], relation, ends[1], schema=site.schema, limit=limit)


@router.get("/path")
def get_path(  # noqa: PLR0913, PLR0917 - a question's settings
    site: SiteOf,
    one: asked.Name,
    other: asked.Name,
    relation: asked.Relations,
    longest: Annotated[int, Query(ge=1, le=6, description="Edges of a chain.")] = 4,
    limit: Annotated[int, Query(ge=1, le=20, description="At most so many chains.")] = 5,
) -> list[Chain]:
    """Return the chains of relations between two entities, the shortest first, of these the best supported."""
    site.check(relation)
    with site.open() as store:
        ends = the_one(store, one), the_one(store, other)
        return path(store, *ends, site.schema, relations=relation, longest=longest, limit=limit)


@router.get("/timeline")
def get_timeline(
    site: SiteOf,
    one: asked.Name,
    other: Annotated[str | None, Query(min_length=1, max_length=asked.LONGEST)] = None,
    limit: asked.Limit = asked.MOST,
) -> list[Dated]:
    """Return the statements of an entity, or between two, by date, and what each changed."""
    with site.open() as store:
        second = None if other is None else the_one(store, other)
        return timeline(store, the_one(store, one), second, limit)


@router.get("/compare")
def get_compare(site: SiteOf, one: asked.Name, other: asked.Name) -> Comparison:
    """Return two entities side by side: what they share and what each has alone."""
    with site.open() as store:
        return compare(store, the_one(store, one), the_one(store, other), site.schema)


@router.get("/full-text")
def get_full_text(site: SiteOf, q: asked.Words, limit: asked.Limit = 20) -> list[Sentence]:
    """Return the sentences that hold all the words of ``q``, the latest first; ranges are code points."""
    with site.open() as store:
        return full_text(store, q, limit)


@router.get("/top")
def get_top(
    site: SiteOf,
    type: Annotated[str, Query(max_length=asked.LONGEST, description="An entity type; empty: all.")] = "",  # noqa: A002
    measure: Annotated[str, Query(max_length=asked.LONGEST)] = "mentions",
    limit: asked.Limit = 20,
) -> list[Ranked]:
    """Return the entities with the most mentions, articles, neighbours or statements."""
    site.check(types=[type] if type else [])
    check_known("measure", [measure], MEASURES)
    with site.open() as store:
        return top(store, type, measure, limit)


@router.get("/changes")
def get_changes(  # noqa: PLR0913, PLR0917 - a question's settings
    site: SiteOf,
    since: asked.Day = None,
    until: asked.Day = None,
    since_run: asked.Run = None,
    until_run: asked.Run = None,
    limit: asked.Limit = 50,
) -> list[Change]:
    """Return what is new, confirmed, denied or stronger between two days, or two runs when these are named."""
    with site.open() as store:
        if since_run is not None or until_run is not None:
            return changes(store, site.schema, since_run, until_run, limit)
        return changes(store, site.schema, since, until, limit)
