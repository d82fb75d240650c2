"""A row beside our tables: names that we have already, and facts that point at nothing."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.knowledge.fold import key
from pipeline.knowledge.lexicon import Lexicon
from pipeline.knowledge.tables import Entry, split
from pipeline.lexicon_check.finding import Finding
from pipeline.lexicon_check.form import names_of
from pipeline.lexicon_check.table import Row


def beside_ours(row: Row, entry: Entry, ours: Lexicon) -> Iterator[Finding]:
    """Yield what of ``row``, read as ``entry``, says nothing new or contradicts our tables."""
    names = names_of(row)
    same = [name for name in names if entry.id in ours.owners.get(key(name), ())]
    if len(same) == len(names):
        why = f"and all its names are {entry.id!r} in our tables already"
        yield Finding(row.line, "shadowed", row.get("name"), why, "leave the row out, or add a name that we have not")
        return
    for name in names:
        yield from _taken(row.line, name, entry, ours)


def _taken(line: int, name: str, entry: Entry, ours: Lexicon) -> Iterator[Finding]:
    owners = [one for one in ours.owners.get(key(name), ()) if ours.entries[one].type == entry.type]
    if owners and entry.id not in owners:
        known = ours.entries[owners[0]]
        why = f"is ambiguous: {known.id!r} {known.name} in our tables has this name too"
        remedy = f"write {known.id!r} in the column 'id' to add names to it, or leave the name out"
        yield Finding(line, "ambiguous", name, why, remedy)
    if key(name) in ours.others:
        remedy = "leave it out, or write in 'needs' what stands near it when it is yours"
        yield Finding(line, "ambiguous", name, "is ambiguous: a medium, product or standard has this name", remedy)


def of_facts(row: Row, ids: frozenset[str], ours: Lexicon) -> Iterator[Finding]:
    """Yield makers, parents and companies that are ids of nothing, here (``ids``) or in our tables."""
    for column in ("maker", "parent", "companies"):
        for ident in split(row.get(column)):
            if ident not in ids and ident not in ours.entries:
                owners = ours.owners.get(key(ident), ())
                remedy = f"write {owners[0]!r}" if owners else "add a row with this id, or leave it out"
                yield Finding(row.line, column, ident, f"is a {column} that no table has", remedy)
