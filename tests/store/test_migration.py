"""An older store is brought to today's layout; a newer one is refused."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from by_hand import SCHEMA, article

from pipeline.errors import StoreError
from pipeline.knowledge.lexicon import Lexicon
from pipeline.lookup import card, lookup
from pipeline.store import Store, StoreWriter
from pipeline.store.layout import VERSION

#: A store of three articles as version 3 wrote it.
VERSION_3 = Path(__file__).with_name("version3.sql").read_text(encoding="utf-8")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return the path of a file of version 3."""
    connection = sqlite3.connect(tmp_path / "knowledge.sqlite")
    connection.executescript(VERSION_3)
    connection.close()
    return tmp_path / "knowledge.sqlite"


def test_a_reader_brings_an_old_store_up_to_date(old: Path) -> None:
    """Everything version 3 knew is answered as before, and what is new works too."""
    with Store(old) as store:
        (found,) = lookup(store, "nvidia", SCHEMA)
        assert (found.id, found.facts, found.mentions, found.articles) == ("company:nvidia", {"country": "US"}, 3, 3)
        assert found.names == ("英伟达", "輝達", "NVIDIA", "辉达")
        (bought,) = card(store, "company:microsoft", SCHEMA).relations["buys"]
        assert (bought.id, bought.modality, bought.best.text) == ("chip:h100", "planned", "微软去年向輝達采购H100。")
        assert store.presence()["company:microsoft"] == (3, 3, "2024-05-01", "2025-01-02")
    assert [file.name for file in old.parent.iterdir()] == ["knowledge.sqlite"]


def test_a_writer_goes_on_with_an_old_store(old: Path) -> None:
    """Articles are added to those of before, whose run is the first."""
    with StoreWriter(old, Lexicon()) as writer:
        assert writer.done() == {"a.txt": "", "b.txt": "", "c.txt": ""}
        writer.put(article("[微软|company:microsoft]。", ident="d"))
        writer.finish({"settings": "{}", "version": "1", "started": "2026-01-01"})
    with Store(old) as store:
        assert store.mention_counts("company:microsoft") == (4, 4)
        assert [(run["number"], run["started"], run["articles"]) for run in store.runs()] == [
            (1, "", 3),
            (2, "2026-01-01", 4),
        ]


def test_a_migration_that_fails_leaves_the_store_as_it_was(old: Path) -> None:
    """Version and tables are those of before."""
    connection = sqlite3.connect(old)
    connection.execute("DROP TABLE statements")
    connection.close()
    with pytest.raises(StoreError, match="the store cannot be written: no such"):
        Store(old)
    connection = sqlite3.connect(old)
    assert connection.execute("PRAGMA user_version").fetchone() == (3,)
    assert connection.execute("SELECT count(*) FROM articles").fetchone() == (3,)
    connection.close()


@pytest.mark.parametrize(
    ("version", "message"),
    [
        (99, f"the store has version 99, this program reads up to {VERSION}; use a newer xinpu"),
        (2, f"the store has version 2, too old to be brought to {VERSION}; remove it and run again"),
    ],
)
def test_a_store_of_another_version_is_refused(old: Path, version: int, message: str) -> None:
    """Reader and writer tell both versions, and leave the file alone."""
    connection = sqlite3.connect(old)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    before = old.read_bytes()
    for opening in (lambda: Store(old), lambda: StoreWriter(old, Lexicon())):
        with pytest.raises(StoreError, match=message):
            opening()
    assert old.read_bytes() == before
