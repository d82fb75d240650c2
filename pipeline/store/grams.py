"""The pieces of two characters by which a name is found from inside, or with a slip in it."""

from __future__ import annotations

#: Names are looked into up to here.
_LONGEST = 200


def pairs_of(folded: str) -> set[str]:
    """Return the overlapping pairs of neighbouring characters of a folded name or query."""
    folded = folded[:_LONGEST]
    return {folded[i : i + 2] for i in range(len(folded) - 1)}


def gaps_of(folded: str) -> set[str]:
    """Return what is left of a short name when one character is wrong: 英伟达 → 英 达, 华为 → 华␣ and ␣为.

    The space marks the place, which folded names do not have; in names of four and more a pair is always left.
    """
    if len(folded) == 3:
        return {f"{folded[0]} {folded[2]}"}
    if len(folded) == 2:
        return {f"{folded[0]} ", f" {folded[1]}"}
    return set()


def grams_of(folded: str) -> set[str]:
    """Return all pieces under which a folded name is filed."""
    return pairs_of(folded) | gaps_of(folded)
