"""Decisions of users are kept in the store and followed by every run that finishes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from by_hand import RUN, SCHEMA, States, article, lexicon

from pipeline.graph import build_graph
from pipeline.knowledge.lexicon import Lexicon
from pipeline.knowledge.tables import Entry
from pipeline.lookup import card
from pipeline.records import Merge, Range
from pipeline.store import Decision, Store, StoreWriter, write_store

TEXT = "[微软|company:microsoft]采购[H100|chip:h100]。[巨硬|company:x-2]也是。"
BUYS = States("company:microsoft", "buys", "chip:h100", confidence=0.6)
SAID = article(TEXT, BUYS, ident="a", published="2024-01-01")
AGAIN = article("[微软|company:microsoft]买了[H100|chip:h100]。", BUYS, ident="b", published="2024-02-01")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a store of two articles that state the same."""
    with StoreWriter(tmp_path / "s.sqlite", Lexicon()) as writer:
        writer.put(SAID)
        writer.put(AGAIN)
        writer.finish(RUN)
    return tmp_path / "s.sqlite"


def _decide(path: Path, *decisions: Decision, known: Lexicon | None = None) -> None:
    with StoreWriter(path, known or Lexicon()) as writer:
        writer.decide(decisions)
        writer.finish(RUN)


def test_a_statement_called_wrong_is_kept_and_told_nowhere(path: Path) -> None:
    """Of one article or of all: out of the card and the graph, its row with the verdict stays; right brings it back."""
    wrong = Decision("wrong", "company:microsoft", "chip:h100", "buys", "a")
    _decide(path, wrong)
    with Store(path) as store:
        assert card(store, "company:microsoft", SCHEMA).relations["buys"][0].articles == 1
        assert [row["article"] for row in store.statements()] == ["b"]
    _decide(path, replace(wrong, article=""))
    with Store(path) as store:
        assert card(store, "company:microsoft", SCHEMA).relations == {}
        assert build_graph(store, SCHEMA).number_of_edges() == 0
        assert [row[0] for row in store.rows("SELECT verdict FROM statements")] == ["wrong", "wrong"]
    _decide(path, replace(wrong, verdict="right"))
    with Store(path) as store:
        assert [(row["article"], row["confidence"]) for row in store.statements()] == [("a", 1.0)]


def test_a_statement_called_right_is_certain(path: Path) -> None:
    """Its confidence is 1, what read it stays."""
    _decide(path, Decision("right", "company:microsoft", "chip:h100", "buys"))
    with Store(path) as store:
        assert [(row["confidence"], row["made_by"]) for row in store.statements()] == [(1.0, "hand")] * 2
        assert card(store, "chip:h100", SCHEMA).relations["← buys"][0].confidence == 1.0


def test_two_called_the_same_are_one_until_called_different(path: Path) -> None:
    """The later decision holds, in whatever order the two ids are given."""
    _decide(path, Decision("same", "company:x-2", "company:microsoft"))
    with Store(path) as store:
        assert store.entities_named("巨硬") == ["company:microsoft"]
        assert store.mention_counts("company:microsoft") == (3, 2)
    _decide(path, Decision("different", "company:microsoft", "company:x-2"))
    with Store(path) as store:
        assert store.entities_named("巨硬") == ["company:x-2"]


def test_two_called_different_are_not_merged_whatever_articles_say(path: Path) -> None:
    """The proposal is kept with its state."""
    _decide(path, Decision("different", "company:microsoft", "company:x-2"))
    with StoreWriter(path, Lexicon()) as writer:
        writer.put(replace(SAID, merges=(Merge("company:x-2", "company:microsoft", "gloss", Range(0, 4)),)))
        writer.finish(RUN)
    with Store(path) as store:
        assert [row["state"] for row in store.merges("company:microsoft")] == ["different"]
        assert store.entities_named("巨硬") == ["company:x-2"]


def test_a_name_given_by_a_user_finds_its_entity(path: Path) -> None:
    """It is a name like the lexicon's."""
    _decide(path, Decision("name", "company:microsoft", "软件巨头"))
    with Store(path) as store:
        assert store.entities_named("軟件巨頭") == ["company:microsoft"]


def test_an_entity_of_the_lexicon_can_be_named_as_the_same_before_any_article_has_it(path: Path) -> None:
    """巨硬 becomes a company that only the lexicon knows."""
    known = lexicon(Entry("company:giant", "COMPANY", "巨人", ("Giant",)))
    _decide(path, Decision("same", "company:x-2", "company:giant"), known=known)
    with Store(path) as store:
        entity = store.entity("company:giant")
        assert entity is not None
        assert (entity.name, entity.names) == ("巨人", ("巨硬", "Giant", "巨人"))


def test_decisions_outlive_a_store_written_anew(path: Path) -> None:
    """A run that writes all articles again follows them."""
    _decide(path, Decision("wrong", "company:microsoft", "chip:h100", "buys"))
    write_store(path, [replace(SAID, title="新"), AGAIN], [], Lexicon(), RUN)
    with Store(path) as store:
        assert store.statements() == []
