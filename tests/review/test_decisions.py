"""A review table with its decisions, read back."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import ConfigError
from pipeline.knowledge.lexicon import build_lexicon
from pipeline.review.decisions import Decisions, keep_decisions, read_decisions, write_names
from pipeline.schema import Schema
from pipeline.store import Decision

HEADER = "kind,decision,suggestion,one,other,relation,article,one_name\n"


def _read(path: Path, schema: Schema, *rows: str) -> Decisions:
    path.write_text(HEADER + "".join(row + "\n" for row in rows), encoding="utf-8-sig")
    return read_decisions(path, schema)


def test_each_kind_is_read(tmp_path: Path, schema: Schema) -> None:
    """Merges and relations are judged, names added or refused; rows without a decision are passed over."""
    found = _read(
        tmp_path / "review.csv",
        schema,
        "merge,Same,same,company:b,company:a,,,澄砚",
        "merge,,same,company:c,company:a,,,澄明",
        "relation,wrong,,company:a,chip:h100,buys,a.txt,",
        "name,add,COMPANY,person:x-1,,,,澄砚",
        "name,wrong,COMPANY,company:x-2,,,,光源",
    )
    assert found == Decisions(
        (Decision("same", "company:b", "company:a"), Decision("wrong", "company:a", "chip:h100", "buys", "a.txt")),
        (("澄砚", "COMPANY"), ("光源", "NONE")),
    )


def test_decided_names_are_a_lexicon(tmp_path: Path, schema: Schema) -> None:
    """A name that was added is known, one that was refused is none even where ours has it."""
    lexicon = build_lexicon(schema, [write_names((("澄砚,智算", "COMPANY"), ("英伟达", "NONE")), tmp_path)])
    assert [lexicon.entries[ident].type for ident in lexicon.owners["澄砚,智算"]] == ["COMPANY"]
    assert "英伟达" not in lexicon.owners
    assert "英伟达" in lexicon.others


def test_kept_decisions_grow(tmp_path: Path, schema: Schema) -> None:
    """Decisions of several tables add up; on the same matter the later one holds."""
    kept, one, two = (tmp_path / name for name in ("kept.csv", "one.csv", "two.csv"))
    _read(one, schema, "merge,same,,company:a,company:b,,,", "relation,wrong,,company:a,chip:b,buys,x,")
    _read(two, schema, "merge,different,,company:b,company:a,,,")
    keep_decisions(one, kept, schema)
    keep_decisions(two, kept, schema)
    assert [one.verdict for one in read_decisions(kept, schema).judged] == ["different", "wrong"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("alias,same,,company:a,company:b,,,", ":2: kind 'alias'; known kinds: merge, relation, name"),
        ("merge,yes,,company:a,company:b,,,", ":2: decision 'yes'; for a merge same or different would do"),
        ("merge,same,,firm:a,company:b,,,", ":2: id 'firm:a' has no known prefix; known prefixes: company, chip"),
        ("name,add,FIRM,company:a,,,,澄砚", ":2: suggestion 'FIRM'; to add a name, one of COMPANY, CHIP"),
        ("name,add,COMPANY,company:a,,,,", ":2: one_name '' is empty; the name that is meant would do"),
    ],
)
def test_a_row_that_cannot_be_honoured_is_named(tmp_path: Path, schema: Schema, row: str, message: str) -> None:
    """The message gives the line, the value and what would do."""
    with pytest.raises(ConfigError) as caught:
        _read(tmp_path / "review.csv", schema, row)
    assert str(caught.value).startswith(f"{tmp_path / 'review.csv'}{message}")


def test_two_rows_that_contradict_each_other_are_refused(tmp_path: Path, schema: Schema) -> None:
    """The second row is named; the same row twice is harmless."""
    same = "merge,same,,company:a,company:b,,,"
    assert len(_read(tmp_path / "twice.csv", schema, same, same).judged) == 1
    with pytest.raises(ConfigError, match=":3: decision 'different' for what an earlier row calls 'same'; keep one"):
        _read(tmp_path / "both.csv", schema, same, "merge,different,,company:b,company:a,,,")
