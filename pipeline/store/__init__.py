"""The store: one SQLite file with everything that runs found; reading is imported at once, writing when it is used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from pipeline.store.reading import Store, attributes_of

if TYPE_CHECKING:
    from pipeline.store.decisions import Decision
    from pipeline.store.writing import StoreWriter, write_store

__all__ = ["Decision", "Store", "StoreWriter", "attributes_of", "write_store"]

_HOMES = {"Decision": "decisions", "StoreWriter": "writing", "write_store": "writing"}


def __getattr__(name: str) -> Any:
    """Import what writes from its module."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
