"""Names and queries that mean harm are names and queries like any other."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from by_hand import SCHEMA, States, article, stored
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import QuestionError
from pipeline.lookup import (
    bearers,
    card,
    changes,
    compare,
    evidence,
    explain,
    full_text,
    lookup,
    nearest,
    neighbours,
    path,
    search,
    timeline,
    top,
)
from pipeline.store import Store

#: Names that quote, command, mark up and control.
NAMES = {
    "company:x-1": "Robert'); DROP TABLE names;--",
    "company:x-2": '<script>alert("1")</script>',
    "company:x-3": "甲\x00乙\x1b[31m",
    "company:x-4": "100% _ * ? 'OR' 1=1",
    "company:x-5": '"NEAR(a b)" AND -c',
    "company:x-6": "\U0001f600\u202e倒\u200b写",
}
QUERIES = [
    *NAMES.values(),
    "' OR 1=1 --",
    "%",
    "_",
    "*",
    '"',
    "a\x00b",
    "\ud800",
    "甲\udfff",
    "../../etc/passwd",
    "{x}{0}",
    ":folded",
    "?1",
    "甲" * 300_000,
    "a " * 500_000,
    "\n\r\t",
]
QUESTIONS: dict[str, Callable[[Store, str], object]] = {
    "search": search,
    "types": lambda store, text: search(store, "甲", types=[text]),
    "full text": full_text,
    "lookup": lambda store, text: lookup(store, text, SCHEMA),
    "nearest": nearest,
    "card": lambda store, text: card(store, text, SCHEMA),
    "neighbours": lambda store, text: neighbours(store, text, SCHEMA),
    "relations": lambda store, text: neighbours(store, "company:x-1", SCHEMA, relations=[text]),
    "evidence": lambda store, text: evidence(store, text, text, text),
    "explain": lambda store, text: explain(store, text, text),
    "path": lambda store, text: path(store, text, "company:x-1", SCHEMA),
    "timeline": lambda store, text: timeline(store, text, text),
    "compare": lambda store, text: compare(store, text, "company:x-1", SCHEMA),
    "top": lambda store, text: top(store, text, text),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Yield a store of such names."""
    (first, *_), text = NAMES, "".join(f"[{name}|{ident}]，" for ident, name in NAMES.items() if "]" not in name)
    said = article(text + "。", States(first, "competes-with", "company:x-2"), published="2024-01-01")
    with Store(stored(tmp_path_factory.mktemp("hostile"), [said])) as opened:
        yield opened


@pytest.mark.parametrize("ident", [ident for ident, name in NAMES.items() if "]" not in name and "|" not in name])
def test_a_hostile_name_is_found_as_it_is_written(store: Store, ident: str) -> None:
    """By itself, by its beginning and by a piece from inside."""
    name = store.name(ident)
    assert bearers(store, name) == [ident]
    assert ident in {hit.id for hit in search(store, name)}
    assert ident in {hit.id for hit in search(store, name[:2])}
    assert ident in {hit.id for hit in search(store, name[1:4])}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("number", range(len(QUERIES)))
def test_whatever_is_asked_the_answer_is_an_answer_or_a_clear_error(store: Store, question: str, number: int) -> None:
    """Nothing fails but with QuestionError or KeyError, nothing takes long, and the store is as it was."""
    before, message = time.perf_counter(), ""
    try:
        QUESTIONS[question](store, QUERIES[number])
    except QuestionError as error:
        message = str(error)
    except KeyError:
        assert question in {"card", "compare"}
    assert (len(message) < 500, "\n" in message) == (True, False)
    assert time.perf_counter() - before < 5
    assert len(store.entities()) == len([name for name in NAMES.values() if "]" not in name])


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=12) | st.text("甲乙'\"%_*()-: \x00AND", max_size=12))
def test_any_text_can_be_asked_for(store: Store, text: str) -> None:
    """Every question that takes words takes any."""
    for question in ("search", "full text", "lookup", "nearest", "explain", "timeline"):
        QUESTIONS[question](store, text)


def test_a_reader_cannot_write(store: Store) -> None:
    """The connection refuses every change."""
    with pytest.raises(Exception, match="readonly database"):
        store.rows("DELETE FROM names")


def test_days_beyond_the_calendar_are_days(store: Store) -> None:
    """The first and the last day there is."""
    assert neighbours(store, "company:x-1", SCHEMA, since=date.min, until=date.max)
    assert changes(store, SCHEMA, date.max) == []
