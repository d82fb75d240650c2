"""The pieces of two characters by which a name is found from inside, or with a slip in it."""

from __future__ import annotations

from itertools import pairwise

#: Names are looked into up to here.
LONGEST = 200


def pairs_of(folded: str) -> set[str]:
    """Return the overlapping pairs of neighbouring characters of a folded name or query."""
    return set(map("".join, pairwise(folded[:LONGEST])))


def gaps_of(folded: str) -> set[str]:
    """Return what a slip leaves of a short name when no pair may be left: 英伟达 → 英 达, 华为 → 华␣ and ␣为.

    The space stands for the character between, or beside; folded names have none. Longer names always keep a pair.
    """
    if len(folded) == 2:
        return {f"{folded[0]} ", f" {folded[1]}"}
    if len(folded) in (3, 4):
        return {f"{one} {other}" for one, other in zip(folded, folded[2:], strict=False)}
    return set()


def grams_of(folded: str) -> set[str]:
    """Return all pieces under which a folded name is filed."""
    return pairs_of(folded) | gaps_of(folded)


def slips_of(folded: str) -> set[str]:
    """Return the pieces under which a name may be filed that differs from a folded query by one slip.

    A character left out makes a gap of the name a pair of the query, one too many the other way round.
    """
    pairs, gaps = pairs_of(folded), gaps_of(folded)
    if len(folded) > 4:
        return pairs
    return pairs | gaps | {" ".join(pair) for pair in pairs} | {gap.replace(" ", "") for gap in gaps if len(folded) > 2}
