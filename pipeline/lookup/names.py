"""From a name in any spelling to the ids of its bearers."""

from __future__ import annotations

from rapidfuzz import fuzz

from pipeline.errors import QuestionError, quoted
from pipeline.knowledge.fold import key
from pipeline.lookup.alike import alike
from pipeline.lookup.search import search
from pipeline.store import Store
from pipeline.store.grams import LONGEST
from pipeline.store.words import storable

#: Below this likeness (0 to 100) a name is no help.
_LIKE = 55
#: Slips that the nearest names may have.
_SLIPS = 3


def bearers(store: Store, name: str) -> list[str]:
    """Return the ids of all entities that bear ``name`` in any spelling, or ``name`` itself when it is an id."""
    return store.entities_named(name) or ([name] if store.entity(name) else [])


def nearest(store: Store, name: str, limit: int = 5) -> list[str]:
    """Return up to ``limit`` names in the store that look most like ``name``."""
    slips = [hit.matched for hit in search(store, name, limit)]
    folded = key(storable(name[:LONGEST]))
    ranked = sorted(
        (-likeness, -row["weight"], row["matched"])
        for row in alike(store, folded, _SLIPS)
        if (likeness := fuzz.WRatio(folded, row["folded"])) >= _LIKE
    )
    return list(dict.fromkeys([*slips, *(matched for _, _, matched in ranked)]))[:limit]


def the_one(store: Store, name: str) -> str:
    """Return the id of the only bearer of ``name``; QuestionError when nothing bears it, or more than one thing."""
    found = bearers(store, name)
    if not found:
        raise unknown(store, name)
    if len(found) > 1:
        ids = ", ".join(f"{ident} ({store.name(ident)})" for ident in found)
        raise QuestionError(
            f"{quoted(name)} is the name of {len(found)} entities; say which by its id: {ids}", choices=tuple(found)
        )
    return found[0]


def unknown(store: Store, name: str) -> QuestionError:
    """Return the error that says nothing bears ``name`` and what comes nearest."""
    near = tuple(nearest(store, name))
    hint = f"; nearest: {'、'.join(near)}" if near else ""
    return QuestionError(f"no entity is named {quoted(name)} in {store.path.parent}{hint}", nearest=near)
