"""The lexicon: our tables are sound, and a user's rows win."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from pipeline.knowledge.fold import key
from pipeline.knowledge.lexicon import Lexicon, build_lexicon, load_lexicon
from pipeline.knowledge.tables import FOLDER, read_uses
from pipeline.schema import Schema


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """Return the built-in lexicon."""
    return load_lexicon()


def test_the_tables_are_as_large_as_promised(lexicon: Lexicon) -> None:
    """At least 500 companies, 150 families of chips, 300 people and 150 models."""
    counts = Counter(entry.type for entry in lexicon.entries.values())
    assert counts["COMPANY"] >= 500
    assert counts["PERSON"] >= 300
    assert counts["MODEL"] >= 150
    parents = {entry.facts.get("parent") for entry in lexicon.entries.values() if entry.type == "CHIP"}
    families = {family.owner.id for family in lexicon.families if family.owner.type == "CHIP"}
    assert len(families | parents) >= 150


def test_every_maker_and_parent_is_known(lexicon: Lexicon) -> None:
    """No fact points at an id that no table has."""
    for entry in lexicon.entries.values():
        for fact in ("maker", "parent"):
            assert entry.facts.get(fact, entry.id) in lexicon.entries, entry.id


def test_no_name_has_two_owners_of_a_type_unless_it_is_guarded(lexicon: Lexicon) -> None:
    """Within a type a name means one thing, or ambiguous.csv tells when it means which."""
    for name, owners in lexicon.owners.items():
        by_type = defaultdict(list)
        for owner in owners:
            by_type[lexicon.entries[owner].type].append(owner)
        for same in by_type.values():
            assert len(same) == 1 or any((name, owner) in lexicon.uses for owner in same), (name, same)


def test_every_ambiguous_row_has_effect(lexicon: Lexicon) -> None:
    """Each guards a known id under a name the matcher looks for."""
    for name, use in read_uses(FOLDER / "ambiguous.csv"):
        assert use.id in lexicon.owners[name], (name, use.id)


@pytest.mark.parametrize(
    ("text", "ident", "name"),
    [
        ("昇腾 910B", "chip:ascend-910b", "昇腾910B"),
        ("Ascend 910B", "chip:ascend-910b", "昇腾910B"),
        ("Instinct MI300X", "chip:mi300x", "MI300X"),
        ("MI300X", "chip:mi300x", "MI300X"),
        ("H100", "chip:h100", "H100"),
        ("GPT-4o", "model:gpt-4o", "GPT-4o"),
    ],
)
def test_members_of_families_have_one_id_however_written(lexicon: Lexicon, text: str, ident: str, name: str) -> None:
    """A known alias or a family's pattern leads to the same entry."""
    found = set(lexicon.owners.get(key(text), ()))
    for family in lexicon.families:
        if match := family.pattern.fullmatch(text):
            found.add(lexicon.member(family, match["core"]).id)
    assert ident in found
    assert lexicon.entries[ident].name == name


def test_a_users_rows_win(tmp_path: Path, schema: Schema) -> None:
    """A name in a user's table means the user's thing first."""
    table = tmp_path / "mine.csv"
    table.write_text("id,name,aliases\ncompany:mine,我司,英伟达\n", encoding="utf-8")
    lexicon = build_lexicon(schema, [table])
    assert lexicon.owners[key("英伟达")][0] == "company:mine"


def test_a_users_row_with_our_id_adds_to_ours(tmp_path: Path, schema: Schema) -> None:
    """Our names and facts for it stay beside the user's."""
    table = tmp_path / "mine.csv"
    table.write_text("id,name,aliases,country\ncompany:nvidia,英伟达公司,显卡之王,XX\n", encoding="utf-8")
    entry = build_lexicon(schema, [table]).entries["company:nvidia"]
    assert (entry.name, entry.facts["country"], entry.facts["sector"]) == ("英伟达公司", "XX", "chip")
    assert {"显卡之王", "英伟达", "NVIDIA"} <= set(entry.aliases)


def test_a_subsidiary_belongs_to_its_house(lexicon: Lexicon) -> None:
    """A chip's house is its maker's topmost parent."""
    assert lexicon.house("chip:h100") == "company:nvidia"
    assert lexicon.house("no:such") == "no:such"
