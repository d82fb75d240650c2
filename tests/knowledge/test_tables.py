"""Tables of names, read from CSV."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import ConfigError
from pipeline.knowledge.fold import key
from pipeline.knowledge.lexicon import build_lexicon
from pipeline.knowledge.tables import Entry, Family, read_entries, read_uses, split
from pipeline.schema import Schema

USES = "alias,id,default,yes_before,yes_after,no_before,no_after,companions\n"


def _table(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "names.csv"
    path.write_text(text, encoding=encoding)
    return path


def _entries(folder: Path, text: str, schema: Schema) -> list[tuple[Entry, Family | None]]:
    return list(read_entries(_table(folder, text), schema))


def test_a_row_with_an_id(tmp_path: Path, schema: Schema) -> None:
    """The id's prefix tells the type; columns that are no part of the name are facts, empty cells are none."""
    text = "id,name,aliases,maker,country\nchip:mu-1,牧一,MU-1| Mu One ||,company:jia,\n"
    ((entry, family),) = _entries(tmp_path, text, schema)
    assert entry == Entry("chip:mu-1", "CHIP", "牧一", ("MU-1", "Mu One"), {"maker": "company:jia"})
    assert family is None


def test_a_row_with_a_type(tmp_path: Path, schema: Schema) -> None:
    """Without an id one is computed from the name, the same for every spelling of it."""
    spellings = ("临海芯微", "臨海芯微", "临海 芯微")
    rows = "".join(f"{name},COMPANY\n" for name in spellings)
    entries = [entry for entry, _ in _entries(tmp_path, "name,type\n" + rows, schema)]
    assert [entry.name for entry in entries] == list(spellings)
    assert len({entry.id for entry in entries}) == 1
    assert schema.type_of(entries[0].id) == "COMPANY"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_spreadsheets_may_write_a_byte_order_mark(tmp_path: Path, schema: Schema, encoding: str) -> None:
    """A table is read with and without the byte order mark that spreadsheet programs write."""
    path = _table(tmp_path, "name,type\r\n临海芯微,COMPANY\r\n", encoding)
    assert [entry.name for entry, _ in read_entries(path, schema)] == ["临海芯微"]


def test_a_short_row_is_filled_with_nothing(tmp_path: Path, schema: Schema) -> None:
    """Cells that a row leaves out at its end are empty, and blank lines are no rows."""
    ((entry, _),) = _entries(tmp_path, "name,type,aliases,country\n\n临海芯微,COMPANY\n\n", schema)
    assert (entry.aliases, entry.facts) == ((), {})


def test_quoted_cells_hold_commas(tmp_path: Path, schema: Schema) -> None:
    """A quoted cell may hold commas and quotes."""
    ((entry, _),) = _entries(tmp_path, 'name,type\n"Linhai, ""Inc.""",COMPANY\n', schema)
    assert entry.name == 'Linhai, "Inc."'


def test_a_family_makes_its_members(tmp_path: Path, schema: Schema) -> None:
    """A pattern's core becomes a member's name and id; its maker is the family's, its parent the family."""
    text = (
        "id,name,maker,pattern,member_name,member_id\n"
        "chip:mu,牧野,company:jia,牧野[ -]?(?P<core>\\d{3}[A-Z]?),牧野{core},mu-{core}\n"
    )
    ((_, family),) = _entries(tmp_path, text, schema)
    assert family is not None
    match = family.pattern.search("新一代牧野 310B发布")
    assert match is not None
    assert (match.group(), match["core"]) == ("牧野 310B", "310B")
    assert family.member(match["core"]) == Entry(
        "chip:mu-310b", "CHIP", "牧野310B", (), {"maker": "company:jia", "parent": "chip:mu"}
    )


@pytest.mark.parametrize("text", ["XMU7", "MU71", "MU7A"])
def test_a_pattern_ends_at_latin_word_edges(tmp_path: Path, schema: Schema, text: str) -> None:
    """A name built by rule is not read out of a longer Latin word."""
    ((_, family),) = _entries(tmp_path, "name,type,pattern\nMU,CHIP,MU(?P<core>\\d)\n", schema)
    assert family is not None
    assert list(family.find(text)) == []
    assert [match.group() for match in family.find("牧MU7的")] == ["MU7"]


def test_a_pattern_may_begin_with_a_chinese_character_after_a_latin_word(tmp_path: Path, schema: Schema) -> None:
    """AMD霄龙 9006: a Chinese name begins where it begins; decimals after a number are not cut off."""
    ((_, family),) = _entries(tmp_path, "name,type,pattern\n牧野,CHIP,牧野[ ]?(?P<core>\\d+)\n", schema)
    assert family is not None
    assert [match.group() for match in family.find("ABC牧野 31年，牧野7.5")] == ["牧野 31"]


def test_a_member_is_by_default_named_by_its_core(tmp_path: Path, schema: Schema) -> None:
    """Without member_name and member_id the core itself is name and id."""
    ((_, family),) = _entries(tmp_path, "name,type,pattern\nMU,CHIP,(?P<core>MU\\d)\n", schema)
    assert family is not None
    assert (family.member("MU7").id, family.member("MU7").name) == ("chip:mu7", "MU7")


def test_needs_is_a_pattern(tmp_path: Path, schema: Schema) -> None:
    """What an ambiguous name needs beside it is a regular expression, inherited by the members of a family."""
    text = "name,type,needs,pattern\n麒麟芯,CHIP,华为|海思,麒麟芯(?P<core>\\d)\n"
    ((entry, family),) = _entries(tmp_path, text, schema)
    assert entry.needs is not None
    assert entry.needs.search("海思的产品")
    assert family is not None
    assert family.member("9").needs is entry.needs


def test_uses_of_an_ambiguous_name(tmp_path: Path) -> None:
    """Context patterns are anchored at the name: the end of what stands before, the start of what stands after."""
    path = _table(tmp_path, USES + "輝 達,company:nvidia,no,买|卖,股价,吃,树,黄仁勋|CUDA\n")
    ((filed, use),) = read_uses(path)
    assert filed == key("辉达")
    assert (use.id, use.default, use.companions) == ("company:nvidia", False, ("黄仁勋", "CUDA"))
    yes_before, yes_after = use.yes
    assert yes_before is not None
    assert yes_before.search("他想买")
    assert not yes_before.search("买了")
    assert yes_after is not None
    assert yes_after.match("股价上涨")
    assert use.no[0] is not None
    assert use.no[1] is not None


def test_an_empty_context_decides_nothing(tmp_path: Path) -> None:
    """An empty cell is no pattern, rather than one that fits everywhere."""
    ((_, use),) = read_uses(_table(tmp_path, USES + "甲,company:jia,yes,,,,,\n"))
    assert (use.yes, use.no, use.companions) == ((None, None), (None, None), ())


def test_split() -> None:
    """Items of a cell are joined by a bar; empty ones and the spaces around them are nothing."""
    assert split(" a | b||c ") == ("a", "b", "c")
    assert split("") == ()


def test_an_unclosed_quote_in_a_long_table_is_a_config_error(tmp_path: Path, schema: Schema) -> None:
    """A quote that is opened and never closed is told with the file's name, never with a traceback."""
    path = _table(tmp_path, 'name,type\n"甲,COMPANY\n' + "乙公司,COMPANY\n" * 15_000)
    with pytest.raises(ConfigError, match=r"names\.csv"):
        build_lexicon(schema, [path])


def test_an_unclosed_quote_loses_no_rows_silently(tmp_path: Path, schema: Schema) -> None:
    """In a short table, too, a quote that is never closed is refused: the rows after it would be lost in one cell."""
    path = _table(tmp_path, 'name,type,aliases\n甲,COMPANY,"Jia\n乙,COMPANY,Yi\n')
    with pytest.raises(ConfigError, match=r"names\.csv"):
        build_lexicon(schema, [path])
