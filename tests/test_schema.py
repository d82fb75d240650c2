"""Entity and relation types as data."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from pipeline.schema import BUILT_IN, EntityType, RelationType, Schema, load_schema


def test_the_built_in_types(schema: Schema) -> None:
    """Four kinds of things and five of edges are built in, each kind of thing with a prefix of its own."""
    assert {kind.name: kind.prefix for kind in schema.entities.values()} == {
        "COMPANY": "company",
        "CHIP": "chip",
        "PERSON": "person",
        "MODEL": "model",
    }
    assert list(schema.relations) == ["buys", "trains-on", "competes-with", "makes", "works-for"]


def test_only_competition_is_symmetric(schema: Schema) -> None:
    """Of the built-in relations only competes-with has no direction."""
    assert [relation.name for relation in schema.relations.values() if relation.symmetric] == ["competes-with"]


def test_labels_and_colours_tell_the_types_apart(schema: Schema) -> None:
    """Every built-in type has a Chinese and an English label, and no two of a kind share a colour."""
    for kinds in (list(schema.entities.values()), list(schema.relations.values())):
        assert len({kind.color for kind in kinds}) == len(kinds)
        assert all(not kind.zh.isascii() and kind.en.isascii() for kind in kinds)


def test_a_directed_relation_joins_its_ends_one_way(schema: Schema) -> None:
    """A company buys a chip, a chip buys nothing."""
    buys = schema.relations["buys"]
    assert buys.joins("COMPANY", "CHIP")
    assert not buys.joins("CHIP", "COMPANY")
    assert buys.head_types() == ("COMPANY", "PERSON")
    assert buys.tail_types() == ("CHIP", "COMPANY")


def test_a_symmetric_relation_joins_its_ends_both_ways(schema: Schema) -> None:
    """Either end of a symmetric relation may stand first, and only ends that the schema pairs are joined."""
    rivals = schema.relations["competes-with"]
    assert rivals.joins("CHIP", "COMPANY")
    assert rivals.joins("COMPANY", "CHIP")
    assert not rivals.joins("MODEL", "COMPANY")
    assert rivals.head_types() == rivals.tail_types() == ("COMPANY", "CHIP", "MODEL")


def test_an_id_tells_its_type(schema: Schema) -> None:
    """The type of an id is that of its prefix; a prefix of no type is a KeyError."""
    assert schema.type_of("chip:h100") == "CHIP"
    for foreign in ("fab:linhai", "chips:h100", "h100", ""):
        with pytest.raises(KeyError):
            schema.type_of(foreign)


def test_a_schema_of_ones_own(tmp_path: Path) -> None:
    """A schema file stands for itself: its types and no others, with defaults for what it leaves out."""
    path = tmp_path / "schema.toml"
    path.write_text(
        '[entities.FAB]\n[entities.COMPANY]\nprefix = "firm"\nzh = "公司"\nen = "company"\ncolor = "#123abc"\n'
        '[relations.built-in]\nends = [["FAB", "COMPANY"], ["FAB", "FAB"]]\nsymmetric = true\n',
        encoding="utf-8",
    )
    assert load_schema(path) == Schema(
        entities={
            "FAB": EntityType("FAB", "fab", "FAB", "FAB", "#888888"),
            "COMPANY": EntityType("COMPANY", "firm", "公司", "company", "#123abc"),
        },
        relations={
            "built-in": RelationType(
                "built-in", (("FAB", "COMPANY"), ("FAB", "FAB")), "built-in", "built-in", "#888888", symmetric=True
            )
        },
    )


def test_our_schema_file_is_the_pattern_for_others() -> None:
    """The file we ship spells out every key that a schema may have, so that it can be copied and changed."""
    raw = tomllib.loads(BUILT_IN.read_text(encoding="utf-8"))
    assert all(row.keys() == {"prefix", "zh", "en", "color"} for row in raw["entities"].values())
    keys = {key for row in raw["relations"].values() for key in row}
    assert keys == {"ends", "symmetric", "attributes", "zh", "en", "color"}
