"""What the lexicon knows of an id, whatever was read in this process before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from pipeline.knowledge.fold import plain
from pipeline.knowledge.lexicon import Lexicon
from pipeline.knowledge.tables import Entry

#: The facts of an entry that a family made.
_MADE = {"maker", "parent"}


def entry_of(lexicon: Lexicon, ident: str, kind: str, forms: Iterable[str]) -> Entry | None:
    """Return the table's or family's entry of an id of type ``kind``, None when it was computed from a name.

    A family's member is made from the first of the written ``forms`` that gives the id: the lexicon of one process may
    hold the members it has met, that of another not.
    """
    entry = lexicon.entries.get(ident)
    if entry and (entry.aliases or entry.facts.keys() != _MADE):
        return entry
    families = [family for family in lexicon.families if family.owner.type == kind]
    for form in forms:
        for family in families:
            if match := family.pattern.fullmatch(plain(form)):
                made = family.member(match["core"])
                if made.id == ident:
                    return made
    return entry


def lexicon_digest(lexicon: Lexicon) -> bytes:
    """Return a digest of all that the tables say of names and facts; members that families made are left out."""
    said = [
        (entry.id, entry.name, entry.aliases, sorted(entry.facts.items()))
        for _, entry in sorted(lexicon.entries.items())
        if entry.aliases or entry.facts.keys() != _MADE
    ]
    return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).digest()[:16]
