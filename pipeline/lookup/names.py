"""From a name in any spelling to the ids of its bearers."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from pipeline.errors import QuestionError
from pipeline.knowledge.fold import key
from pipeline.store import Store


def bearers(store: Store, name: str) -> list[str]:
    """Return the ids of all entities that bear ``name`` in any spelling, or ``name`` itself when it is an id."""
    return store.entities_named(name) or ([name] if store.entity(name) else [])


def nearest(store: Store, name: str, limit: int = 5) -> list[str]:
    """Return up to ``limit`` names in the store that look most like ``name``."""
    names = store.names()
    found = process.extract(
        key(name), [folded for folded, _ in names], scorer=fuzz.WRatio, limit=limit * 3, score_cutoff=55
    )
    return list(dict.fromkeys(names[index][1] for _, _, index in found))[:limit]


def the_one(store: Store, name: str) -> str:
    """Return the id of the only bearer of ``name``; QuestionError when nothing bears it, or more than one thing."""
    found = bearers(store, name)
    if not found:
        raise unknown(store, name)
    if len(found) > 1:
        ids = ", ".join(_described(store, ident) for ident in found)
        raise QuestionError(f"{name!r} is the name of {len(found)} entities; use an id: {ids}", choices=tuple(found))
    return found[0]


def unknown(store: Store, name: str) -> QuestionError:
    """Return the error that says nothing bears ``name`` and what comes nearest."""
    near = tuple(nearest(store, name))
    hint = f"; nearest: {'、'.join(near)}" if near else ""
    return QuestionError(f"no entity is named {name!r} in {store.path.parent}{hint}", nearest=near)


def _described(store: Store, ident: str) -> str:
    entity = store.entity(ident)
    return f"{ident} ({entity.name})" if entity else ident
