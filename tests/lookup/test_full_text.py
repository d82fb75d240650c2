"""Full text: every sentence that holds the words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from by_hand import States, article, stored
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import QuestionError
from pipeline.lookup import full_text
from pipeline.store import Store
from pipeline.store.words import lowered, pattern, phrase, spelled, terms

OLD = article(
    "算力紧张。[微软|company:microsoft]采购[H100|chip:h100]，打算扩产。",
    States("company:microsoft", "buys", "chip:h100", evidence="微软采购H100，打算扩产。"),
    ident="old",
    published="2023-01-01",
    title="旧",
)
NEW = article(
    "GPT-4用了很多算力，GPT 4也是，算力算力。\nＧＰＴ４很贵。AIGC火了，FAIR没有。", ident="new", published="2024-01-01"
)
UNDATED = article("沒有日期的算力。東京エレクトロン也在。价格4.5亿元，涨45%。", ident="undated")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Yield a store of three articles."""
    with Store(stored(tmp_path_factory.mktemp("text"), [OLD, NEW, UNDATED])) as opened:
        yield opened


def test_every_occurrence_is_found_with_its_places_the_latest_article_first(store: Store) -> None:
    """算力 in three articles, three times in one sentence; ranges are code points in the sentence."""
    found = full_text(store, "算力")
    assert [(one.article, one.start) for one in found] == [("new", 0), ("old", 0), ("undated", 0)]
    assert [found[0].text[hit.start : hit.end] for hit in found[0].hits] == ["算力"] * 3
    assert (found[1].title, found[1].source, found[1].published) == ("旧", "old.txt", "2023-01-01")


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("算", ["算", "算", "算", "算", "算", "算"]),
        ("没有日期", ["沒有日期"]),
        ("gpt4", ["GPT-4", "GPT 4", "ＧＰＴ４"]),
        ("GPT", ["GPT", "GPT", "ＧＰＴ"]),
        ("AI", ["AI"]),
        ("h1", ["H1"]),
        ("4.5亿", ["4.5亿"]),
        ("エレクトロン", ["エレクトロン"]),
        ("电采", []),
        ("IR", []),
    ],
)
def test_chinese_anywhere_latin_from_the_beginning_of_a_word(store: Store, query: str, hits: list[str]) -> None:
    """One character, traditional forms, numbers with signs, kana; AI is no part of FAIR, 算 is one of 打算."""
    found = [one.text[hit.start : hit.end] for one in full_text(store, query) for hit in one.hits]
    assert sorted(found) == sorted(hits)


def test_all_words_have_to_be_there(store: Store) -> None:
    """A sentence holds both words, in any order; it tells how many statements it carries."""
    (found,) = full_text(store, "打算 H100")
    assert (found.article, found.states) == ("old", 1)
    assert full_text(store, "算力 H100") == []


@pytest.mark.parametrize("query", ["", "   ", "，。", '"', "*", "AND OR NOT ( ) ^ -"])
def test_signs_alone_are_no_words(store: Store, query: str) -> None:
    """What FTS5 would take for its own language is nothing, or words like any other."""
    assert full_text(store, query) == []


def test_an_endless_query_is_refused(store: Store) -> None:
    """The error tells its length and what would do."""
    with pytest.raises(QuestionError, match="the query has 201 characters; up to 200 are looked for"):
        full_text(store, "算" * 201)


def test_a_limit_holds(store: Store) -> None:
    """As many sentences as asked for, the same first ones."""
    assert full_text(store, "算力", limit=2) == full_text(store, "算力")[:2]


@given(st.text("算力芯片华aB1 ，4", min_size=1, max_size=30), st.data())
def test_the_index_misses_no_occurrence_of_chinese(text: str, data: st.DataObject) -> None:
    """Any piece of Chinese characters of a text: its phrase is among the text's tokens, its pattern finds it."""
    runs = "".join(c if c > "\u3400" and c != "，" else " " for c in text).split()
    if not runs:
        return
    run = data.draw(st.sampled_from(runs))
    start = data.draw(st.integers(0, len(run) - 1))
    piece = run[start : data.draw(st.integers(start + 1, len(run)))]
    (term,) = terms(piece)
    wanted, tokens = phrase(term).strip('" *').split(), spelled(text).split()
    assert any(
        tokens[at : at + len(wanted) - 1] == wanted[:-1] and tokens[at + len(wanted) - 1].startswith(wanted[-1])
        for at in range(len(tokens) - len(wanted) + 1)
    )
    assert pattern(term).search(lowered(text))
