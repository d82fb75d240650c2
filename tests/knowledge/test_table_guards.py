"""Every alias of our tables has an owner, and is guarded where it could be something else."""

from __future__ import annotations

from pathlib import Path

import jieba
import pytest

from pipeline.knowledge.lexicon import Lexicon, load_lexicon
from pipeline.knowledge.tables import Entry

#: Parts of speech that jieba's dictionary gives to proper names and abbreviations of them.
_PROPER = frozenset({"nr", "nrfg", "nrt", "ns", "nt", "nz", "j"})


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """Return the lexicon of our tables."""
    return load_lexicon()


@pytest.fixture(scope="module")
def everyday() -> set[str]:
    """Return the words of jieba's dictionary that are no proper names."""
    with jieba.Tokenizer().get_dict_file() as file:
        fields = [line.split(" ") for line in file.read().decode("utf-8").splitlines()]
    return {word.lower() for word, _, tag in fields if tag not in _PROPER}


def _unguarded(lexicon: Lexicon, name: str) -> list[str]:
    owners = lexicon.owners[name]
    return [one for one in owners if (name, one) not in lexicon.uses and lexicon.entries[one].needs is None]


def test_no_alias_is_without_owner(lexicon: Lexicon) -> None:
    """Each name that is looked for, and each guard of one, leads to entries that a table has."""
    assert [
        name for name, owners in lexicon.owners.items() if not owners or not set(owners) <= lexicon.entries.keys()
    ] == []
    assert [use for use in lexicon.uses if use[1] not in lexicon.owners.get(use[0], ())] == []


def test_no_unambiguous_alias_has_two_owners(lexicon: Lexicon) -> None:
    """Of several owners of a name, whatever their types, all but one are told apart by a guard."""
    assert {name: free for name in lexicon.owners if len(free := _unguarded(lexicon, name)) > 1} == {}


def test_no_alias_is_an_everyday_word_without_a_guard(lexicon: Lexicon, everyday: set[str]) -> None:
    """A word of the dictionary is guarded, unless it was looked at and is a name and nothing else (names_only.txt)."""
    looked_at = set(Path(__file__).with_name("names_only.txt").read_text(encoding="utf-8").split())
    words = {name for name in lexicon.owners.keys() & everyday if _unguarded(lexicon, name)}
    assert sorted(words - looked_at) == []
    assert sorted(looked_at - words) == []


def _goes_on(name: str, begun: str) -> bool:
    """Whether ``name`` is ``begun`` with a word or a letter more: RTX 4090 D, 昇腾910B, and no other number."""
    rest = name.removeprefix(begun)
    return rest != name and bool(rest) and (rest[0] in " -+" or (begun[-1].isdigit() and rest[0].isalpha()))


def _above(lexicon: Lexicon, entry: Entry) -> list[str]:
    parent = entry.facts.get("parent", "")
    return [parent, *_above(lexicon, lexicon.entries[parent])] if parent else []


def test_a_variant_stands_below_the_chip_whose_name_it_goes_on_from(lexicon: Lexicon) -> None:
    """GB200 NVL72 is below GB200, RTX 4090 D below RTX 4090, wherever both are of one maker and one family."""
    chips = [entry for entry in lexicon.entries.values() if entry.type == "CHIP" and entry.facts.get("parent")]
    misplaced = [
        (one.id, other.id)
        for one in chips
        for other in chips
        if _goes_on(one.name, other.name)
        and one.facts.get("maker") == other.facts.get("maker")
        and one.facts["parent"] in _above(lexicon, other)
    ]
    assert misplaced == []


def test_the_chain_from_family_to_rack(lexicon: Lexicon) -> None:
    """Blackwell, B200, GB200, GB200 NVL72: each is below the one before."""
    rack = lexicon.entries["chip:gb200-nvl72"]
    assert _above(lexicon, rack) == ["chip:gb200", "chip:b200", "chip:blackwell"]


def test_a_part_has_the_maker_of_what_it_is_part_of(lexicon: Lexicon) -> None:
    """No chip or model is below one of another maker."""
    wrong = [
        (entry.id, parent)
        for entry in lexicon.entries.values()
        if entry.type in {"CHIP", "MODEL"}
        and (parent := entry.facts.get("parent", ""))
        and entry.facts.get("maker") != lexicon.entries[parent].facts.get("maker")
    ]
    assert wrong == []
