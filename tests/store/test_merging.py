"""Merges: which proposals hold, and where they lead."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.store.merging import Pair, Resolved, Said, resolve

TYPES = {"a": "COMPANY", "b": "COMPANY", "c": "COMPANY", "d": "COMPANY", "p": "PERSON", "known": "COMPANY"}


def _resolved(
    proposed: dict[Pair, int], same: frozenset[Pair] = frozenset(), different: frozenset[Pair] = frozenset()
) -> Resolved:
    return resolve(Said(proposed, same, different), TYPES, lambda ident: ident == "known")


def test_a_merge_holds_within_one_type_and_never_for_a_known_alias() -> None:
    """A person is no company, a known thing keeps its id, an id that no article has is none, and nothing is itself."""
    resolved = _resolved({("a", "known"): 1, ("a", "p"): 9, ("known", "b"): 9, ("b", "z"): 1, ("c", "c"): 1})
    assert resolved.target == {"a": "known"}
    assert [pair for pair, state in resolved.states.items() if state == "stands"] == [("a", "known")]
    assert set(resolved.states.values()) == {"stands", "refused"}


def test_of_conflicting_targets_the_best_supported_holds() -> None:
    """More articles win; of equal support a known thing, then the first by id; the others are told as conflicts."""
    resolved = _resolved({("a", "b"): 2, ("a", "c"): 1, ("b", "d"): 1, ("b", "known"): 1, ("d", "c"): 1, ("d", "b"): 1})
    assert (resolved.states["a", "b"], resolved.states["a", "c"]) == ("stands", "conflict")
    assert (resolved.states["b", "known"], resolved.states["b", "d"]) == ("stands", "conflict")
    assert resolved.states["d", "b"] == "stands"


def test_chains_lead_to_their_end() -> None:
    """An alias of an alias goes to the last entity."""
    assert _resolved({("a", "b"): 1, ("b", "c"): 1, ("c", "known"): 1}).target == dict.fromkeys("abc", "known")


def test_a_ring_is_opened_at_its_weakest_link() -> None:
    """The alias of that link becomes the entity of all; of equal links the first by id is cut."""
    resolved = _resolved({("a", "b"): 2, ("b", "c"): 1, ("c", "a"): 3})
    assert resolved.target == {"a": "b", "c": "b"}
    assert resolved.states["b", "c"] == "cycle"
    assert _resolved({("a", "b"): 1, ("b", "a"): 1}).target == {"b": "a"}


def test_a_user_has_the_last_word() -> None:
    """Same holds across types and for known things; different parts, also what a chain brought together."""
    assert _resolved({}, same=frozenset({("known", "p")})).target == {"known": "p"}
    assert _resolved({("a", "b"): 9, ("a", "c"): 1}, same=frozenset({("a", "c")})).target == {"a": "c"}
    assert _resolved({("a", "b"): 9}, different=frozenset({("b", "a")})).target == {}
    parted = _resolved({("a", "b"): 1, ("b", "c"): 2}, different=frozenset({("c", "a")}))
    assert parted.target == {"b": "c"}
    assert parted.states["a", "b"] == "different"
    assert _resolved({("a", "c"): 1, ("b", "c"): 2}, different=frozenset({("a", "b")})).target == {"b": "c"}


_PAIRS = st.tuples(st.sampled_from(sorted(TYPES)), st.sampled_from(sorted(TYPES)))


@given(
    proposed=st.dictionaries(_PAIRS, st.integers(1, 3)),
    same=st.frozensets(_PAIRS, max_size=2),
    different=st.frozensets(_PAIRS, max_size=2),
)
def test_whatever_is_said_the_targets_are_ends(
    proposed: dict[Pair, int], same: frozenset[Pair], different: frozenset[Pair]
) -> None:
    """No target is an alias itself, every proposal has a state, and the order of proposals does not matter."""
    resolved = _resolved(proposed, same, different)
    assert not set(resolved.target) & set(resolved.target.values())
    assert set(resolved.states) == {*proposed, *same}
    assert all(resolved.states.values())
    assert _resolved(dict(reversed(proposed.items())), same, different) == resolved
