"""Which neighbours a request wants to see: by relation, direction, type, modality, date and number of sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Depends

from pipeline.lookup import Neighbour, neighbours
from pipeline.lookup.neighbours import sides
from pipeline.store import Store
from pipeline.web import asked
from pipeline.web.site import Site, SiteOf


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What is let pass; empty lists let all pass."""

    relations: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    modalities: tuple[asked.Modality, ...] = ()
    direction: asked.Direction = "both"
    since: date | None = None
    until: date | None = None
    minimum_sources: int = 1

    def neighbours(self, store: Store, ident: str, site: Site, limit: int) -> list[Neighbour]:
        """Return the first neighbours of an entity that pass, by relation."""
        return self._of(store, ident, site, self.relations, self.direction, limit)

    def by_side(self, store: Store, ident: str, site: Site, limit: int) -> dict[tuple[str, str], list[Neighbour]]:
        """Return the best supported neighbours that pass, at most ``limit`` of each relation and direction."""
        ways = sides(site.schema, self.relations, self.direction)
        found = {way: self._of(store, ident, site, (way[0],), way[1], limit) for way in ways}
        return {way: passing for way, passing in found.items() if passing}

    def _of(  # noqa: PLR0913, PLR0917 - a question's settings
        self, store: Store, ident: str, site: Site, relations: tuple[str, ...], direction: asked.Direction, limit: int
    ) -> list[Neighbour]:
        return neighbours(
            store,
            ident,
            site.schema,
            relations=relations,
            direction=direction,
            types=self.types,
            modalities=self.modalities,
            since=self.since,
            until=self.until,
            minimum_sources=self.minimum_sources,
            limit=limit,
        )


async def _strict(  # noqa: PLR0913, PLR0917 - a question's settings
    site: SiteOf,
    relation: asked.Relations,
    type: asked.Types,  # noqa: A002 - the house's word
    modality: asked.Modalities,
    direction: asked.Direction = "both",
    since: asked.Day = None,
    until: asked.Day = None,
    minimum_sources: asked.Sources = 1,
) -> Narrowing:
    site.check(relation, type)
    return Narrowing(tuple(relation), tuple(type), tuple(modality), direction, since, until, minimum_sources)


async def _from_form(  # noqa: PLR0913, PLR0917 - a question's settings
    site: SiteOf,
    relation: asked.Relations,
    type: asked.Types,  # noqa: A002 - the house's word
    modality: asked.Modalities,
    direction: asked.Direction = "both",
    since: asked.FormDay = None,
    until: asked.FormDay = None,
    minimum_sources: asked.Sources = 1,
) -> Narrowing:
    site.check(relation, type)
    return Narrowing(tuple(relation), tuple(type), tuple(modality), direction, since, until, minimum_sources)


#: As JSON routes take it; as the page's form sends it, in which an empty field is none.
NarrowingOf = Annotated[Narrowing, Depends(_strict)]
FormNarrowingOf = Annotated[Narrowing, Depends(_from_form)]
