"""The health of the tables of names that we ship."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from pipeline.knowledge.cues import modality_cues, read_cues, reference_cues
from pipeline.knowledge.fold import key, plain
from pipeline.knowledge.lexicon import TABLES, Lexicon, load_lexicon
from pipeline.knowledge.tables import FOLDER, Entry, Family, read_entries, read_uses, rows, split
from pipeline.records import MODALITIES
from pipeline.schema import Schema


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """Return the lexicon of our tables."""
    return load_lexicon()


@pytest.fixture(scope="module")
def tables(schema: Schema) -> dict[str, list[tuple[Entry, Family | None]]]:
    """Return the rows of each of our tables of names."""
    return {name: list(read_entries(FOLDER / name, schema)) for name in TABLES}


Tables = dict[str, list[tuple[Entry, Family | None]]]


@pytest.mark.parametrize("name", TABLES)
def test_ids_are_unique_and_of_the_tables_type(tables: Tables, name: str) -> None:
    """In each table every id stands once and begins with the table's prefix."""
    ids = [entry.id for entry, _ in tables[name]]
    assert [ident for ident, count in Counter(ids).items() if count > 1] == []
    assert [ident for ident in ids if not ident.startswith(f"{TABLES[name]}:")] == []


@pytest.mark.parametrize("name", [*TABLES, "others.csv", "ambiguous.csv"])
def test_tables_are_written_alike(name: str) -> None:
    """Each table is UTF-8 without byte order mark, with plain line ends, and every row has a cell for each column."""
    data = (FOLDER / name).read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    lines = list(csv.reader(data.decode("utf-8").splitlines()))
    assert {len(line) for line in lines} == {len(lines[0])}


@pytest.mark.parametrize("name", TABLES)
def test_no_name_is_repeated(tables: Tables, name: str) -> None:
    """No entry lists its shown name again among its aliases, or an alias twice."""
    repeated = {
        entry.id: [alias for alias, count in Counter((entry.name, *entry.aliases)).items() if count > 1]
        for entry, _ in tables[name]
    }
    assert {ident: names for ident, names in repeated.items() if names} == {}


@pytest.mark.parametrize("name", TABLES)
def test_no_name_is_a_single_character(tables: Tables, name: str) -> None:
    """Every name has a key of at least two characters: a single one would be found everywhere."""
    short = [(e.id, alias) for e, _ in tables[name] for alias in (e.name, *e.aliases) if len(key(alias)) < 2]
    assert short == []


def test_chips_and_models_are_anchored(lexicon: Lexicon) -> None:
    """Every maker of a chip or model is a company, and every parent is of the entry's own type."""
    for entry in lexicon.entries.values():
        if entry.type in {"CHIP", "MODEL"}:
            maker, parent = entry.facts.get("maker"), entry.facts.get("parent")
            assert not maker or lexicon.entries[maker].type == "COMPANY", entry.id
            assert not parent or lexicon.entries[parent].type == entry.type, entry.id


def test_people_belong_to_known_companies(lexicon: Lexicon) -> None:
    """Every company of a person is in companies.csv."""
    for entry in lexicon.entries.values():
        for company in split(entry.facts.get("companies", "")):
            assert lexicon.entries[company].type == "COMPANY", entry.id


def test_no_chain_of_parents_is_a_ring(lexicon: Lexicon) -> None:
    """Going from parent to parent always comes to an end."""
    for ident in lexicon.entries:
        seen, at = set(), ident
        while at:
            assert at not in seen, ident
            seen.add(at)
            at = lexicon.entries[at].facts.get("parent", "")


def test_the_promised_sizes(tables: Tables) -> None:
    """There are at least 500 companies, 150 chips in families, 300 people and 150 models."""
    assert len(tables["companies.csv"]) >= 500
    assert sum(family is not None or "parent" in entry.facts for entry, family in tables["chips.csv"]) >= 150
    assert len(tables["people.csv"]) >= 300
    assert len(tables["models.csv"]) >= 150


def test_an_ambiguous_name_between_two_of_a_type_has_rows_for_all_but_one(lexicon: Lexicon) -> None:
    """Where two things of one type share a name, ambiguous.csv tells when each is meant, but for one it falls to."""
    for name, owners in lexicon.owners.items():
        for kind in {lexicon.entries[owner].type for owner in owners}:
            same = [owner for owner in owners if lexicon.entries[owner].type == kind]
            assert sum((name, owner) not in lexicon.uses for owner in same) <= 1, (name, same)


def test_ambiguous_names_are_told_once(lexicon: Lexicon) -> None:
    """Each row of ambiguous.csv is the only one for its name and id, and its id is known."""
    uses = [(name, use.id) for name, use in read_uses(FOLDER / "ambiguous.csv")]
    assert [use for use, count in Counter(uses).items() if count > 1] == []
    assert [ident for _, ident in uses if ident not in lexicon.entries] == []


def test_a_name_off_by_default_can_be_believed(lexicon: Lexicon) -> None:
    """A use that is not the default says what would make it one."""
    hopeless = [
        (name, ident)
        for (name, ident), use in lexicon.uses.items()
        if not use.default and not any(use.yes) and not use.companions
    ]
    assert hopeless == []


def test_others_are_nobodys_names(lexicon: Lexicon) -> None:
    """What is filed as no entity is no entity's name, and stands once."""
    names = [key(row["name"]) for _, row in rows(FOLDER / "others.csv", {"name"})]
    assert [name for name, count in Counter(names).items() if count > 1] == []
    assert sorted(lexicon.others & lexicon.owners.keys()) == []


def test_tables_and_patterns_agree(tables: Tables) -> None:
    """A name that a table lists and a pattern also builds leads to the same entry both ways."""
    lexicon = load_lexicon.__wrapped__()
    entries = list(lexicon.entries.values())
    for family in [family for rows_ in tables.values() for _, family in rows_ if family]:
        for entry in entries:
            for name in (entry.name, *entry.aliases) if entry.type == family.owner.type else ():
                if match := family.pattern.fullmatch(plain(name)):
                    assert lexicon.member(family, match["core"]).id in lexicon.owners[key(name)], (name, family.owner)


@pytest.mark.parametrize(
    ("names", "ident"),
    [
        (["英伟达", "輝達", "NVIDIA", "ＮＶＩＤＩＡ", "Nvidia"], "company:nvidia"),
        (["台积电", "台積電", "TSMC"], "company:tsmc"),
        (["黄仁勋", "黃仁勳", "Jensen Huang"], "person:jensen-huang"),
    ],
)
def test_all_spellings_lead_to_one_id(lexicon: Lexicon, names: list[str], ident: str) -> None:
    """Simplified, traditional, English and full-width names of a thing are filed under its one id."""
    assert {lexicon.owners[key(name)][0] for name in names} == {ident}


def test_our_cue_tables_are_sound(schema: Schema) -> None:
    """Every relation has cues; confidences are shares; modality and reference cues name what the code knows."""
    cues = read_cues(schema)
    assert {cue.relation for cue in cues} == set(schema.relations)
    assert all(0 < cue.confidence <= 1 for cue in cues)
    assert all(0 < cue.confidence <= 1 for cue in reference_cues())
    assert len({cue.name for cue in cues}) == len(cues)
    assert {cue.modality for cue in modality_cues()} <= {*MODALITIES, "none"}
    places = {
        "condition",
        "before",
        "close",
        "after",
        "rest",
        "opening",
        "preceding",
        "following",
        "clause",
        "within",
        "ending",
    }
    assert {cue.where for cue in modality_cues()} <= places
    assert {name for cue in modality_cues() for name in cue.spares} <= set(schema.relations)
    assert {cue.type for cue in reference_cues()} <= set(schema.entities)
    assert {cue.pick for cue in reference_cues()} <= {
        *("subject", "last", "all", "other", "pair", "former", "latter", "described")
    }


def test_our_tables_are_beside_the_code() -> None:
    """Every table that the code names is there, and no table lies there that nothing reads."""
    assert {path.name for path in Path(FOLDER).glob("*.csv")} == {*TABLES, "others.csv", "ambiguous.csv"}
