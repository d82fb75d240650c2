"""Full text: the sentences of the corpus that hold some words."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from typing import Any

from pipeline.errors import QuestionError
from pipeline.lookup.moment import at_one_moment
from pipeline.records import Range
from pipeline.store import Store
from pipeline.store.articles import SENTENCE_BITS
from pipeline.store.words import lowered, pattern, phrase, storable, terms

#: The longest query, in characters.
_LONGEST = 200
#: Sentences looked at for one answer.
_MOST = 5000


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article; ``hits`` are the ranges in ``text`` of the words asked for, ``start`` its place there.

    ``published`` is YYYY-MM-DD or None; ``states`` counts the statements that have it as their evidence.
    """

    text: str
    hits: tuple[Range, ...]
    article: str
    title: str
    source: str
    published: str | None
    start: int
    end: int
    states: int


@at_one_moment
def full_text(store: Store, query: str, limit: int = 20) -> list[Sentence]:
    """Return up to ``limit`` sentences that hold all words of ``query`` (parted by spaces), the latest first.

    Chinese words are found wherever they stand, Latin ones and numbers whole or as the beginning of a word.
    """
    if len(query) > _LONGEST:
        raise QuestionError(f"the query has {len(query)} characters; up to {_LONGEST} are looked for")
    wanted = terms(storable(query))
    if not wanted:
        return []
    patterns = [pattern(term) for term in wanted]
    match = " AND ".join(map(phrase, wanted))
    asked: dict[str, Any] = {
        "match": match,
        "below": 2**63 - 1,
        "limit": min(max(limit, 50), _MOST),
        "article": -(2**SENTENCE_BITS),
    }
    found: list[Sentence] = []
    for _ in range(0, _MOST, asked["limit"]):
        # What the index gives is looked at again, since it does not see what stands between words.
        rows = store.rows(_SENTENCES, asked)
        found += [sentence for row in rows if (sentence := _sentence(store, row, patterns))]
        if len(found) >= limit or len(rows) < asked["limit"]:
            break
        asked["below"] = rows[-1]["id"]
    return found[:limit]


_SENTENCES = """
SELECT s.id, s.start, s."end", a.id AS article, a.title, a.source, a.published,
    substr(a.text, s.start + 1, s."end" - s.start) AS text
FROM (SELECT rowid FROM words WHERE words MATCH :match AND rowid < :below ORDER BY rowid DESC LIMIT :limit) w
    CROSS JOIN sentences s ON s.id = w.rowid
    CROSS JOIN articles a ON a.number = s.id & :article
ORDER BY s.id DESC
"""


def _sentence(store: Store, row: sqlite3.Row, patterns: list[re.Pattern[str]]) -> Sentence | None:
    text = lowered(row["text"])
    hits = [[Range(*match.span()) for match in one.finditer(text)] for one in patterns]
    if not all(hits):
        return None
    states = store.rows(
        "SELECT count(*) FROM statements WHERE article = ? AND evidence_start < ? AND evidence_end > ?"
        " AND verdict <> 'wrong'",
        [row["article"], row["end"], row["start"]],
    )
    return Sentence(
        text=row["text"],
        hits=tuple(sorted({hit for of_one in hits for hit in of_one})),
        article=row["article"],
        title=row["title"],
        source=row["source"],
        published=row["published"],
        start=row["start"],
        end=row["end"],
        states=states[0][0],
    )
