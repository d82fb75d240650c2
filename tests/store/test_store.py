"""The store keeps what a run found, and is built at one stroke."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from by_hand import States, article, lexicon, stored

from pipeline.errors import StoreError
from pipeline.knowledge.tables import Entry
from pipeline.records import Attribute, Failure
from pipeline.store import Store, attributes_of

BUYS = States("company:microsoft", "buys", "chip:h100", evidence="微软采购H100。")
TEXT = "开头。[微软|company:microsoft]采购[H100|chip:h100]。"


def test_statements_carry_the_evidence_text(tmp_path: Path) -> None:
    """A statement comes back with the very characters that state it, and with its article's date."""
    with Store(stored(tmp_path, [article(TEXT, BUYS, published="2024-05-01", title="题")])) as store:
        (row,) = store.statements("chip:h100")
    assert (row["evidence"], row["published"], row["title"]) == ("微软采购H100。", "2024-05-01", "题")


def test_statements_keep_their_attributes(tmp_path: Path) -> None:
    """Words, range and values of an attribute come back as they were stored."""
    held = Attribute("date", "去年", 3, 5, precision="before", first=date(2023, 1, 1), last=date(2023, 12, 31))
    with Store(stored(tmp_path, [article(TEXT, replace(BUYS, attributes=(held,)))])) as store:
        (row,) = store.statements()
    assert attributes_of(row) == (held,)


def test_an_entity_is_found_by_every_name_in_any_spelling(tmp_path: Path) -> None:
    """Case, width, traditional forms and the lexicon's aliases all lead to the one entity."""
    known = lexicon(Entry("company:nvidia", "COMPANY", "英伟达", ("NVIDIA", "辉达")))
    with Store(stored(tmp_path, [article("[英伟达|company:nvidia]说。")], known=known)) as store:
        for name in ("英伟达", "nvidia", "ＮＶＩＤＩＡ", "輝達"):
            assert store.entities_named(name) == ["company:nvidia"]
        assert store.entities_named("英伟") == []


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    """Two stores of the same extractions do not differ in a byte."""
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    files = [stored(tmp_path / folder, [article(TEXT, BUYS)]) for folder in ("a", "b")]
    assert files[0].read_bytes() == files[1].read_bytes()


def test_an_old_store_is_replaced_whole(tmp_path: Path) -> None:
    """What an earlier run found and a later one does not is gone."""
    stored(tmp_path, [article(TEXT, BUYS)])
    with Store(stored(tmp_path, [article("[AMD|company:amd]说。")])) as store:
        assert [entity.id for entity in store.entities()] == ["company:amd"]
        assert store.statements() == []


def test_failures_are_kept(tmp_path: Path) -> None:
    """Each failure is a row with its place and reason."""
    path = stored(tmp_path, [], [Failure("x.txt", "line 3", "x.txt:3: no JSON")])
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT source, place, reason FROM failures").fetchall() == [
            ("x.txt", "line 3", "x.txt:3: no JSON")
        ]
    connection.close()


def test_a_missing_store_says_how_to_make_one(tmp_path: Path) -> None:
    """The error names the path and the command."""
    with pytest.raises(StoreError, match=r"knowledge\.sqlite: no such store; `xinpu run"):
        Store(tmp_path / "knowledge.sqlite")


def test_a_file_that_is_no_store_is_refused(tmp_path: Path) -> None:
    """A text file of that name is an error of one line."""
    path = tmp_path / "knowledge.sqlite"
    path.write_text("no database " * 100, encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be read"):
        Store(path)


def test_a_store_is_read_where_nothing_may_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a medium that is read-only a store is taken as it lies there, and nothing is left beside it."""
    path = stored(tmp_path, [article(TEXT, BUYS)])
    monkeypatch.setattr("os.access", lambda *_: False)
    with Store(path) as store:
        assert len(store.statements()) == 1
        assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_a_reader_leaves_nothing_beside_the_store(tmp_path: Path) -> None:
    """The files that SQLite keeps while a store is read are gone when it is closed."""
    path = stored(tmp_path, [article(TEXT, BUYS)])
    with Store(path) as store:
        store.statements()
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
