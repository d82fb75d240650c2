"""What the routes serve: one store, one schema."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError

from pipeline.schema import Schema
from pipeline.store import Store


@dataclass(frozen=True, slots=True)
class Site:
    """The store's file, opened anew for each request: SQLite connections stay in their thread, and a run may go on."""

    store: Path
    schema: Schema

    def open(self) -> Store:
        """Return the store, opened for reading."""
        return Store(self.store)

    def check(self, relations: Iterable[str] = (), types: Iterable[str] = ()) -> None:
        """Refuse, as the request's fault, a relation or type that the schema does not have."""
        check_known("relation", relations, self.schema.relations)
        check_known("type", types, self.schema.entities)


def check_known(parameter: str, named: Iterable[str], known: Iterable[str]) -> None:
    """Refuse, as the request's fault, a value of a query parameter that is not among ``known``."""
    known = tuple(known)
    for value in named:
        if value not in known:
            fault = {"loc": ("query", parameter), "type": "literal_error", "input": value, "msg": ""}
            raise RequestValidationError([fault | {"ctx": {"expected": ", ".join(known)}}])


async def _of(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


SiteOf = Annotated[Site, Depends(_of)]
