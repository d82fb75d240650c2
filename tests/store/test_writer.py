"""Writing: articles put in any order and at any time, answers that change at one stroke."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from by_hand import RUN, SCHEMA, States, article, lexicon
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import StoreError
from pipeline.knowledge.lexicon import Lexicon
from pipeline.knowledge.tables import Entry
from pipeline.lookup import card
from pipeline.records import Extraction, Failure, Merge, Range
from pipeline.store import Store, StoreWriter

ARTICLES = [
    article(
        "[微软|company:microsoft]采购[H100|chip:h100]。",
        States("company:microsoft", "buys", "chip:h100", "rumored"),
        ident="a",
        published="2024-01-01",
    ),
    article(
        "[微软公司|company:microsoft]采购了[H 100|chip:h100]，[谷歌|company:google]没有。",
        States("company:microsoft", "buys", "chip:h100", confidence=0.9),
        ident="b",
        published="2024-03-01",
    ),
    article("[谷歌|company:google]与[微软公司|company:microsoft]竞争。", ident="c"),
]
#: Tables whose rows a reader sees, without numbers that count insertions.
SEEN = {
    "articles": "id, number, digest, text",
    "entities": "*",
    "names": "entity, name, folded, mentions, weight",
    "mentions": "*",
    "statements": "article, head, relation, tail, modality, confidence",
    "edges": "*",
    "merges": "*",
    "sentences": "*",
    "tallies": "gram, names, gram",
}


def _said(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of all tables that answers come from, and how many names each gram and sound leads to."""
    connection = sqlite3.connect(path)
    queries = {table: f"SELECT {columns} FROM {table} ORDER BY 1, 2, 3" for table, columns in SEEN.items()}  # noqa: S608
    for table, column in (("grams", "gram"), ("sounds", "spelled")):
        queries[table] = f"SELECT {column}, n.name FROM {table} JOIN names n ON n.id = {table}.name ORDER BY 1, 2"  # noqa: S608
    rows = {table: connection.execute(query).fetchall() for table, query in queries.items()}
    connection.close()
    return rows


def _finished(path: Path, extractions: list[Extraction], known: Lexicon | None = None) -> Path:
    with StoreWriter(path, known or Lexicon()) as writer:
        for extraction in extractions:
            writer.put(extraction)
        writer.finish(RUN)
    return path


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    order=st.permutations(range(3)),
    runs=st.lists(st.booleans(), min_size=3, max_size=3),
    again=st.lists(st.integers(0, 2), max_size=3),
)
def test_the_answers_do_not_depend_on_the_way_articles_came(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], runs: list[bool], again: list[int]
) -> None:
    """Any order, several runs, articles put anew after others of the same id: the same rows as from one go."""
    folder = tmp_path_factory.mktemp("orders")
    with StoreWriter(folder / "many.sqlite", Lexicon()) as writer:
        for index in again:
            writer.put(replace(ARTICLES[index], text="旧文。", mentions=(), relations=(), entities=()))
            writer.finish(RUN)
        for index, finish in zip(order, runs, strict=True):
            writer.put(ARTICLES[index])
            if finish:
                writer.finish(RUN)
        writer.finish(RUN)
    assert _said(folder / "many.sqlite") == _said(_finished(folder / "one.sqlite", ARTICLES))


def test_what_is_put_is_answered_only_when_the_run_is_finished(tmp_path: Path) -> None:
    """A reader beside a writer sees what the last finished run left, then all of the next at once."""
    path = _finished(tmp_path / "s.sqlite", ARTICLES[:1])
    with Store(path) as store, StoreWriter(path, Lexicon()) as writer:
        writer.put(ARTICLES[1])
        writer.withdraw("a")
        assert [row["article"] for row in store.statements()] == ["a"]
        assert card(store, "company:microsoft", SCHEMA).mentions == 1
        writer.finish(RUN)
        assert [row["article"] for row in store.statements()] == ["b"]
        assert card(store, "company:microsoft", SCHEMA).names == ("微软公司",)


def test_what_was_put_before_a_crash_is_there_after_it(tmp_path: Path) -> None:
    """A writer that ends without finishing leaves what it was given, with its fingerprint; nothing is answered yet."""
    path = tmp_path / "s.sqlite"
    with StoreWriter(path, Lexicon()) as writer:
        writer.put(ARTICLES[0], "one")
    with Store(path) as store:
        assert store.entities() == []
    with StoreWriter(path, Lexicon()) as writer:
        assert writer.done() == {"a": "one"}
        writer.put(ARTICLES[1], "two")
        writer.finish(RUN)
        writer.put(ARTICLES[0], "three")
        assert writer.done() == {"a": "three", "b": "two"}
        writer.withdraw("b")
        assert writer.done() == {"a": "three"}


def test_a_withdrawn_article_leaves_nothing_behind(tmp_path: Path) -> None:
    """Names, keys, sentences and edges of an article go with it."""
    path = _finished(tmp_path / "s.sqlite", ARTICLES)
    with StoreWriter(path, Lexicon()) as writer:
        for one in ARTICLES:
            writer.withdraw(one.id)
        writer.finish(RUN)
    assert all(rows == [] for rows in _said(path).values())


def test_a_second_writer_is_told_that_there_is_one(tmp_path: Path) -> None:
    """The error names the store; when the first has ended the second may write."""
    path = tmp_path / "s.sqlite"
    with StoreWriter(path, Lexicon()), pytest.raises(StoreError, match=r"s\.sqlite: another run is writing this store"):
        StoreWriter(path, Lexicon())
    StoreWriter(path, Lexicon()).close()
    assert [file.name for file in tmp_path.iterdir()] == ["s.sqlite"]


def test_a_store_that_cannot_be_made_is_an_error_of_one_line(tmp_path: Path) -> None:
    """A folder that is not there is named with the path."""
    with pytest.raises(StoreError, match=r"none/s\.sqlite: the store cannot be written: unable to open"):
        StoreWriter(tmp_path / "none" / "s.sqlite", Lexicon())


def test_failures_can_be_forgiven(tmp_path: Path) -> None:
    """A source read at last has no failure any more; others keep theirs."""
    path = tmp_path / "s.sqlite"
    with StoreWriter(path, Lexicon()) as writer:
        writer.fail(Failure("x.txt", "line 3", "no JSON"), "f1")
        writer.fail(Failure("y.txt", "", "empty"))
        writer.forgive("x.txt")
        writer.finish(RUN)
    with Store(path) as store:
        assert [tuple(row) for row in store.rows("SELECT source, reason FROM failures")] == [("y.txt", "empty")]
        assert [(run["number"], run["articles"], run["failures"]) for run in store.runs()] == [(1, 0, 1)]


def test_the_shown_name_is_the_lexicons_or_the_most_written(tmp_path: Path) -> None:
    """微软公司 is written twice and wins over 微软, until a lexicon says 微软; of equal ones the longer wins."""
    with Store(_finished(tmp_path / "a.sqlite", ARTICLES)) as store:
        named = {entity.id: entity.name for entity in store.entities()}
    assert named == {"company:microsoft": "微软公司", "chip:h100": "H 100", "company:google": "谷歌"}
    known = lexicon(Entry("company:microsoft", "COMPANY", "微软", ("Microsoft",), {"country": "US"}))
    with Store(_finished(tmp_path / "a.sqlite", [], known)) as store:
        entity = store.entity("company:microsoft")
        assert entity is not None
        assert (entity.name, entity.facts) == ("微软", {"country": "US"})
        assert entity.names == ("微软公司", "微软", "Microsoft")


def test_statements_keep_the_run_that_first_brought_them(tmp_path: Path) -> None:
    """An article put anew keeps the run of what it said before; what is new in it has the new run."""
    path = _finished(tmp_path / "s.sqlite", ARTICLES[:1])
    more = article(
        "[微软|company:microsoft]采购[H100|chip:h100]，[谷歌|company:google]也买。",
        States("company:microsoft", "buys", "chip:h100", "rumored"),
        States("company:google", "buys", "chip:h100"),
        ident="a",
    )
    _finished(path, [more])
    with Store(path) as store:
        assert {(row["head"], row["run"]) for row in store.statements()} == {
            ("company:microsoft", 1),
            ("company:google", 2),
        }


def test_a_statement_of_what_no_mention_names_is_left_out(tmp_path: Path) -> None:
    """An end that is nowhere named has no name to show; the article's other statements are kept."""
    said = article(
        "[微软|company:microsoft]采购[H100|chip:h100]。",
        States("company:microsoft", "buys", "chip:none"),
        States("company:microsoft", "buys", "chip:h100"),
    )
    with Store(_finished(tmp_path / "s.sqlite", [said])) as store:
        assert [row["tail"] for row in store.statements()] == ["chip:h100"]


def test_halves_of_surrogates_are_stored_as_signs_of_the_same_width(tmp_path: Path) -> None:
    """A text that no encoding can hold is kept with its offsets."""
    with Store(_finished(tmp_path / "s.sqlite", [article("\ud800[微软|company:microsoft]\udfff。")])) as store:
        assert store.texts() == {"a": "\ufffd微软\ufffd。"}
        assert store.mentions("a", 0, 9)[0]["start"] == 1


def test_merged_ids_are_one_entity_and_can_be_parted(tmp_path: Path) -> None:
    """Mentions and statements of an alias become the entity's; without the article that said so they part again."""
    said = article(
        "[戴维·柯克|person:x-1]（[David Kirk|person:david-kirk]）加入[谷歌|company:google]。",
        States("person:x-1", "works-for", "company:google"),
        ident="gloss",
    )
    merged = replace(said, merges=(Merge("person:david-kirk", "person:x-1", "gloss", Range(0, 17)),))
    other = article("[David Kirk|person:david-kirk]说。", ident="other")
    path = _finished(tmp_path / "s.sqlite", [merged, other])
    with Store(path) as store:
        assert store.entities_named("david kirk") == store.entities_named("戴维柯克") == ["person:x-1"]
        assert store.mention_counts("person:x-1") == (3, 2)
        assert store.entity("person:david-kirk") is None
        (row,) = store.merges("person:x-1")
        assert (row["alias"], row["state"], row["reason"], row["evidence"]) == (
            "person:david-kirk",
            "stands",
            "gloss",
            "戴维·柯克（David Kirk）"[:17],
        )
    _finished(path, [said])
    assert _said(path) == _said(_finished(tmp_path / "fresh.sqlite", [said, other]))
