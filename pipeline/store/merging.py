"""Which of the merges that articles and users propose hold, and where they lead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of merges: how many articles propose each (alias, entity), and what users decided.

    ``same`` are (alias, entity) that stand whatever else is said, ``different`` pairs in any order that never do.
    """

    proposed: Mapping[Pair, int]
    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()


@dataclass(slots=True)
class Resolved:
    """``target``: where each alias goes at last. ``states``: what became of each proposal.

    A state is stands, refused (another type, or the alias is a known thing), conflict (another target is better
    supported), cycle (it would lead back to itself), different (a user said so).
    """

    target: dict[str, str] = field(default_factory=dict)
    states: dict[Pair, str] = field(default_factory=dict)


def resolve(said: Said, type_of: Mapping[str, str], known: Callable[[str], bool]) -> Resolved:
    """Decide every proposal; the result does not depend on the order in which they were made."""
    parted = {frozenset(pair) for pair in said.different}
    states = {pair: _allowed(pair, said, type_of, known, parted) for pair in {*said.proposed, *said.same}}
    chosen = _chosen(said, states, known)
    _cut_cycles(chosen, said, states)
    _cut_different(chosen, said, states)
    return Resolved({alias: _end(chosen, alias) for alias in chosen}, states)


def _allowed(
    pair: Pair, said: Said, type_of: Mapping[str, str], known: Callable[[str], bool], parted: set[frozenset[str]]
) -> str:
    alias, entity = pair
    if alias == entity or alias not in type_of or entity not in type_of:
        return "refused"
    if pair in said.same:
        return "stands"
    if frozenset(pair) in parted:
        return "different"
    return "refused" if type_of[alias] != type_of[entity] or known(alias) else "stands"


def _chosen(said: Said, states: dict[Pair, str], known: Callable[[str], bool]) -> dict[str, str]:
    """Return one target for each alias: a user's, else the best supported, of these a known thing, the first by id."""
    targets: dict[str, list[str]] = defaultdict(list)
    for alias, entity in sorted(pair for pair, state in states.items() if state == "stands"):
        targets[alias].append(entity)
    chosen = {}
    for alias, entities in targets.items():
        best = max(entities, key=lambda e: (*_support((alias, e), said), known(e), [-ord(sign) for sign in e]))
        chosen[alias] = best
        states.update({(alias, entity): "conflict" for entity in entities if entity != best})
    return chosen


def _support(pair: Pair, said: Said) -> tuple[bool, int]:
    return pair in said.same, said.proposed.get(pair, 0)


def _cut_cycles(chosen: dict[str, str], said: Said, states: dict[Pair, str]) -> None:
    """Open each ring at its weakest link, the first by alias; that alias becomes the entity of all."""
    for start in sorted(chosen):
        walked: list[str] = []
        at = start
        while at in chosen and at not in walked:
            walked.append(at)
            at = chosen[at]
        if at in walked:
            _cut(_links(chosen, walked[walked.index(at) :]), chosen, said, states, "cycle")


def _cut_different(chosen: dict[str, str], said: Said, states: dict[Pair, str]) -> None:
    """Part what users said is different and chains brought together, at the weakest link of the two chains."""
    for one, other in sorted(said.different):
        while one != other and _end(chosen, one) == _end(chosen, other):
            ways = [_way(chosen, one), _way(chosen, other)]
            apart = set(ways[0]) ^ set(ways[1])
            links = [link for link in _links(chosen, sorted(apart)) if link not in said.same]
            if not links:
                break
            _cut(links, chosen, said, states, "different")


def _cut(links: Iterable[Pair], chosen: dict[str, str], said: Said, states: dict[Pair, str], state: str) -> None:
    weakest = min(links, key=lambda link: (*_support(link, said), link))
    del chosen[weakest[0]]
    states[weakest] = state


def _links(chosen: dict[str, str], aliases: Iterable[str]) -> list[Pair]:
    return [(alias, chosen[alias]) for alias in aliases if alias in chosen]


def _way(chosen: dict[str, str], alias: str) -> list[str]:
    way = [alias]
    while way[-1] in chosen:
        way.append(chosen[way[-1]])
    return way


def _end(chosen: dict[str, str], alias: str) -> str:
    return _way(chosen, alias)[-1]
