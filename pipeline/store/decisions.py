"""What users decide: that two ids are one thing or not, that a statement is right or wrong, that a thing has a name."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Literal

from pipeline.records import HOMONYM
from pipeline.store.articles import mark_stale
from pipeline.store.merging import Said


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision; of two on the same matter the later holds.

    same, different: ``one`` goes into ``other``, or never does. right, wrong: the statements (``one``, ``relation``,
    ``other``) of ``article``, of all articles when it is empty. name: ``one`` is an id and ``other`` a name of it.
    ``note`` may say who decided and why.
    """

    verdict: Literal["same", "different", "right", "wrong", "name"]
    one: str
    other: str
    relation: str = ""
    article: str = ""
    note: str = ""


#: What articles propose; a bare name that would be one of several people of the name is proposed to be none of them.
_PROPOSED = """
    SELECT alias, entity, count(*) FROM merges WHERE reason <> ?1 OR alias NOT IN
        (SELECT alias FROM merges WHERE reason = ?1 GROUP BY alias HAVING count(DISTINCT entity) > 1)
    GROUP BY alias, entity"""


def merges_said(connection: sqlite3.Connection) -> Said:
    """Return what articles propose and users decided on merges."""
    proposed = connection.execute(_PROPOSED, [HOMONYM]).fetchall()
    last: dict[frozenset[str], tuple[str, tuple[str, str]]] = {}
    query = "SELECT verdict, one, other FROM decisions WHERE verdict IN ('same', 'different') ORDER BY number"
    for verdict, one, other in connection.execute(query):
        last[frozenset((one, other))] = verdict, (one, other)
    return Said(
        {(alias, entity): articles for alias, entity, articles in proposed},
        frozenset(pair for verdict, pair in last.values() if verdict == "same"),
        frozenset(pair for verdict, pair in last.values() if verdict == "different"),
    )


def judge_statements(connection: sqlite3.Connection) -> None:
    """Give statements their verdicts and confidence; the ends of those that changed become stale."""
    before = _judged(connection)
    connection.execute("UPDATE statements SET verdict = '', confidence = read_confidence WHERE verdict <> ''")
    connection.executemany(
        """
        UPDATE statements SET verdict = :verdict, confidence = iif(:verdict = 'right', 1.0, read_confidence)
        WHERE relation = :relation AND :article IN ('', article)
            AND head IN (:one, (SELECT entity FROM ids WHERE read_as = :one)) AND :one IN (head, read_head)
            AND tail IN (:other, (SELECT entity FROM ids WHERE read_as = :other)) AND :other IN (tail, read_tail)""",
        [
            dict(zip(("verdict", "one", "relation", "other", "article"), row, strict=True))
            for row in connection.execute(
                "SELECT verdict, one, relation, other, article FROM decisions WHERE verdict IN ('right', 'wrong')"
                " ORDER BY number"
            )
        ],
    )
    mark_stale(connection, {end for row in before ^ _judged(connection) for end in row[:2]})


def _judged(connection: sqlite3.Connection) -> set[tuple[str, str, str, str, str]]:
    query = "SELECT head, tail, relation, article, verdict FROM statements WHERE verdict <> ''"
    return set(connection.execute(query))
