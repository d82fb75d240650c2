"""What the routes serve: one store, one schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Annotated, TypeAlias

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError

from pipeline.errors import StoreError
from pipeline.schema import Schema
from pipeline.store import Store

#: What tells that a file is still the same one, unchanged: device, inode, size, time of change.
_State: TypeAlias = tuple[int, ...]


class Site:
    """The store's file and the schema; stores once opened are kept for the next requests.

    Opening costs more than most questions. A kept store sees what a run writes meanwhile; when the file is another one
    than before, it is opened anew.
    """

    def __init__(self, store: Path, schema: Schema) -> None:
        self.store = store
        self.schema = schema
        self._idle: SimpleQueue[tuple[_State | None, Store]] = SimpleQueue()

    @contextmanager
    def open(self) -> Iterator[Store]:
        """Lend a store to one request, for reading what belongs to one moment; StoreError if it cannot be read."""
        state = self._state()
        store = self._kept(state) or Store(self.store)
        try:
            with store.moment():
                yield store
        except StoreError:
            store.close()
            raise
        except BaseException:
            self._idle.put((state, store))
            raise
        self._idle.put((state, store))

    def _kept(self, state: _State | None) -> Store | None:
        while True:
            try:
                then, store = self._idle.get_nowait()
            except Empty:
                return None
            if then == state:
                return store
            store.close()

    def _state(self) -> _State | None:
        try:
            found = self.store.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns

    def close(self) -> None:
        """Close the stores that are kept."""
        self._kept(())

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
