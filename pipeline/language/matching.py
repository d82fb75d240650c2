"""Find known names and names built by rule, on characters.

Chinese ends of a name must fall on word edges of the segmenter, Latin ends on Latin word edges. Of overlapping
candidates the leftmost longest is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import ahocorasick_rs

from pipeline.knowledge.fold import folded, plain
from pipeline.knowledge.lexicon import Lexicon

_LATIN = re.compile(r"[A-Za-z0-9]")
#: Hyphens and spaces of other kinds, which patterns need not know.
_JOINTS = str.maketrans("\u2010\u2011\uff0d\u00a0\u2009\u3000", "---   ")


@dataclass(frozen=True, slots=True)
class Hit:
    """A name where it stands, and the ids it may stand for; no ids: what is known to be no entity."""

    start: int
    end: int
    ids: tuple[str, ...]
    made_by: str


class Matcher:
    """All names of a lexicon in one automaton, and its families' patterns."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._names = sorted(lexicon.owners.keys() | lexicon.others)
        self._automaton = ahocorasick_rs.AhoCorasick(self._names, matchkind=ahocorasick_rs.MatchKind.Standard)

    def find(self, text: str, edges: AbstractSet[int]) -> list[Hit]:
        """Return the hits in ``text`` in order, without overlap; ``edges`` are the word edges of the segmenter."""
        hits = [*self._known(text, edges), *self._built(text)]
        hits.sort(key=lambda hit: (hit.start, -hit.end, not hit.ids, hit.made_by == "grammar"))
        chosen: list[Hit] = []
        for hit in hits:
            if not chosen or hit.start >= chosen[-1].end:
                chosen.append(hit)
            elif chosen[-1].ids and (hit.start, hit.end) == (chosen[-1].start, chosen[-1].end):
                ids = tuple(dict.fromkeys((*chosen[-1].ids, *hit.ids)))
                chosen[-1] = Hit(hit.start, hit.end, ids, chosen[-1].made_by)
        return chosen

    def _known(self, text: str, edges: AbstractSet[int]) -> Iterator[Hit]:
        string, offsets = folded(text)
        for index, first, last in self._automaton.find_matches_as_indexes(string, overlapping=True):
            start, end = offsets[first], offsets[last - 1] + 1
            if _edge(text, start, edges, -1) and _edge(text, end, edges, 0) and "\n" not in text[start:end]:
                yield Hit(start, end, self._lexicon.owners.get(self._names[index], ()), "lexicon")

    def _built(self, text: str) -> Iterator[Hit]:
        string = plain(text).translate(_JOINTS)
        for family in self._lexicon.families:
            for match in family.find(string):
                entry = self._lexicon.member(family, match["core"])
                yield Hit(match.start(), match.end(), (entry.id,), "grammar")


def _edge(text: str, at: int, edges: AbstractSet[int], inner: int) -> bool:
    """Whether a name may begin (``inner`` 0 seen from behind: -1) or end at offset ``at``."""
    if at in (0, len(text)):
        return True
    inside, outside = (text[at], text[at - 1]) if inner == -1 else (text[at - 1], text[at])
    if _LATIN.match(plain(inside)):
        if _LATIN.match(plain(outside)):
            return False
        version = text[at : at + 2] if inner == 0 else ""
        return not re.match(r"\.\d", version)
    return at in edges
