"""The pages: the same questions as the JSON routes, answered as HTML that works without JavaScript."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from pipeline.lookup import (
    Chain,
    changes,
    compare,
    evidence,
    full_text,
    nearest,
    path,
    search,
    the_one,
    timeline,
    top,
    unknown,
)
from pipeline.records import Entity
from pipeline.store import Store
from pipeline.web import asked
from pipeline.web.narrowing import FormNarrowingOf
from pipeline.web.rendering import Pages, stylesheet
from pipeline.web.site import Site, SiteOf

router = APIRouter(include_in_schema=False)
#: Neighbours of one relation on a card, until its own page is asked for; sentences below the names that were found.
_SHOWN = 12
_SENTENCES = 5


def _pages(request: Request) -> Pages:
    pages: Pages = request.app.state.pages
    return pages


@router.get("/")
def show_home(request: Request, site: SiteOf) -> Response:
    """Show the search box, and what the corpus speaks of most."""
    with site.open() as store:
        leading = {kind: top(store, kind, "mentions", 10) for kind in site.schema.entities}
    return _pages(request)(request, "home.html", leading=leading)


@router.get("/search")
def show_search(request: Request, site: SiteOf, type: asked.Types, q: asked.FormName = "") -> Response:  # noqa: A002
    """Show the entities that a query may mean, and the first sentences that hold its words."""
    words = q.strip()
    site.check(types=type)
    with site.open() as store:
        hits = search(store, words, asked.MOST, type) if words else []
        sentences = full_text(store, words, _SENTENCES + 1) if words else []
        near = nearest(store, words) if words and not hits else []
    return _pages(request)(
        request,
        "search.html",
        q=words,
        hits=hits,
        near=near,
        sentences=sentences[:_SENTENCES],
        more=len(sentences) > _SENTENCES,
    )


@router.get("/text")
def show_text(request: Request, site: SiteOf, q: asked.FormName = "") -> Response:
    """Show the sentences of the corpus that hold some words."""
    words = q.strip()
    with site.open() as store:
        sentences = full_text(store, words, asked.MOST + 1) if words else []
    more = len(sentences) > asked.MOST
    return _pages(request)(request, "text.html", q=words, sentences=sentences[: asked.MOST], more=more)


@router.get("/entity")
def show_entity(request: Request, site: SiteOf, id: asked.Ident, narrowing: FormNarrowingOf) -> Response:  # noqa: A002
    """Show an entity's card, its neighbours by relation, and their drawing."""
    with site.open() as store:
        found = _entity(store, id)
        mentions, articles = store.mention_counts(id)
        groups = narrowing.by_side(store, id, site, asked.MOST)
        facts = [(name, value, store.entity(value)) for name, value in found.facts.items()]
    shown = asked.MOST if len(narrowing.relations) == 1 else _SHOWN
    return _pages(request)(
        request,
        "entity.html",
        entity=found,
        facts=facts,
        mentions=mentions,
        articles=articles,
        groups={way: (group[:shown], len(group)) for way, group in groups.items()},
        most=asked.MOST,
        narrowing=narrowing,
    )


def _entity(store: Store, ident: str) -> Entity:
    found = store.entity(ident)
    if found is None:
        raise unknown(store, ident)
    return found


@router.get("/evidence")
def show_evidence(
    request: Request, site: SiteOf, head: asked.Ident, relation: asked.Relation, tail: asked.Ident
) -> Response:
    """Show every statement of one edge, with the words that make it."""
    site.check([relation])
    with site.open() as store:
        ends = _entity(store, head), _entity(store, tail)
        statements = evidence(store, head, relation, tail, schema=site.schema)
    return _pages(request)(
        request,
        "evidence.html",
        head=ends[0],
        relation=relation,
        tail=ends[1],
        statements=statements[: asked.MOST],
        total=len(statements),
    )


@router.get("/timeline")
def show_timeline(request: Request, site: SiteOf, one: asked.FormName = "", other: asked.FormName = "") -> Response:
    """Show the statements of an entity, or between two, by date."""
    with site.open() as store:
        first, second = _pair(store, one, other)
        dated = timeline(store, first.id, second.id if second else None, asked.MOST + 1) if first else []
    more = len(dated) > asked.MOST
    return _pages(request)(request, "timeline.html", one=first, other=second, dated=dated[: asked.MOST], more=more)


@router.get("/compare")
def show_compare(request: Request, site: SiteOf, one: asked.FormName = "", other: asked.FormName = "") -> Response:
    """Show two entities side by side."""
    with site.open() as store:
        first, second = _pair(store, one, other)
        comparison = compare(store, first.id, second.id, site.schema) if first and second else None
    return _pages(request)(
        request, "compare.html", one=first, other=second, comparison=comparison, most=asked.MOST // 4
    )


@router.get("/path")
def show_path(  # noqa: PLR0913, PLR0917 - a question's settings
    request: Request,
    site: SiteOf,
    relation: asked.Relations,
    one: asked.FormName = "",
    other: asked.FormName = "",
    longest: Annotated[int, Query(ge=1, le=6)] = 4,
) -> Response:
    """Show the chains of relations between two entities."""
    site.check(relation)
    with site.open() as store:
        first, second = _pair(store, one, other)
        chains = _chains(site, store, first, second, relation, longest)
    return _pages(request)(
        request, "path.html", one=first, other=second, chains=chains, chosen=relation, longest=longest
    )


def _chains(  # noqa: PLR0913, PLR0917 - a question's settings
    site: Site, store: Store, one: Entity | None, other: Entity | None, relations: list[str], longest: int
) -> list[Chain] | None:
    if one is None or other is None:
        return None
    return path(store, one.id, other.id, site.schema, relations=relations, longest=longest, limit=10)


def _pair(store: Store, *names: str) -> list[Entity | None]:
    """Return the only bearer of each name, None for an empty one."""
    return [_entity(store, the_one(store, name.strip())) if name.strip() else None for name in names]


@router.get("/changes")
def show_changes(request: Request, site: SiteOf, since: asked.FormDay = None, until: asked.FormDay = None) -> Response:
    """Show what is new, confirmed, denied or stronger between two days."""
    with site.open() as store:
        found = changes(store, site.schema, since, until, asked.MOST) if since or until else None
    return _pages(request)(request, "changes.html", since=since, until=until, changes=found)


@router.get("/schema.css")
async def get_colors(site: SiteOf) -> Response:
    """Return the schema's colours as a style sheet."""
    return Response(stylesheet(site.schema), media_type="text/css")
