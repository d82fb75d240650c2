"""Changes: what is new, firmer, denied or better supported between two days or two runs."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from pipeline.errors import QuestionError
from pipeline.lookup.moment import at_one_moment
from pipeline.lookup.neighbours import Evidence, evidence_of
from pipeline.lookup.timeline import change_of
from pipeline.schema import Schema
from pipeline.store import Store
from pipeline.store.edges import FIRMNESS

#: The kinds of change, as they are listed.
CHANGES = ("denied", "revived", "confirmed", "firmer", "new", "stronger")
_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """A relation of which more, or something else, is said than before.

    ``kind``: new (nothing was said), denied (now negated, too), revived (only negated before), confirmed (now
    asserted), firmer (now planned, rumored before), stronger (more sources say it). ``before`` and ``after`` are the
    best modalities (``after`` negated when denied, ``before`` empty when new), ``best`` the best statement that is new.
    """

    kind: str
    head: str
    head_name: str
    relation: str
    tail: str
    tail_name: str
    before: str
    after: str
    sources_before: int
    sources_after: int
    best: Evidence


@at_one_moment
def changes(
    store: Store,
    schema: Schema,
    since: date | int | None = None,
    until: date | int | None = None,
    limit: int | None = None,
) -> list[Change]:
    """Return what statements after ``since`` and up to ``until`` changed: denied first, of a kind the best supported.

    Both are days of articles, or numbers of runs; with neither, the last run is compared with the one before it.
    Statements without a day are left out between days.
    """
    by_run = not (isinstance(since, date) or isinstance(until, date))
    if not by_run and (isinstance(since, int) or isinstance(until, int)):
        raise QuestionError(f"changes between {since} and {until}: two days or two numbers of runs would do")
    if since is None and until is None:
        since = len(store.runs()) - 1
    before, after = _said(store, schema, since, until, by_run=by_run)
    found = [_change(store, said, before.get(said, []), rows) for said, rows in after.items()]
    told = [change for change in found if change]
    told.sort(key=lambda c: (CHANGES.index(c.kind), -c.sources_after, c.head, c.relation, c.tail))
    return told[:limit]


_Said = dict[_Key, list[sqlite3.Row]]


def _said(
    store: Store, schema: Schema, since: date | int | None, until: date | int | None, *, by_run: bool
) -> tuple[_Said, _Said]:
    """Return the statements up to ``since`` and those after it, by edge, of edges that anything new is said of."""
    parts: tuple[_Said, _Said] = defaultdict(list), defaultdict(list)
    column, least, last = ("s.run", 0, 2**62) if by_run else ("a.published", "", "9999-12-31")
    values = {
        "since": least if since is None else since if by_run else str(since),
        "until": last if until is None else until if by_run else str(until),
    }
    for row in store.rows(_STATED.format(place=column), values):
        ends = (row["head"], row["tail"])
        head, tail = sorted(ends) if schema.relations[row["relation"]].symmetric else ends
        parts[row["place"] > values["since"]][head, row["relation"], tail].append(row)
    return parts


#: All statements up to :until of edges of which one is after :since, both ways round; ``place`` is a day or a run.
_STATED = """
WITH touched AS (
    SELECT DISTINCT s.head, s.relation, s.tail FROM articles a CROSS JOIN statements s ON s.article = a.id
    WHERE {place} > :since AND {place} <= :until AND s.verdict <> 'wrong' AND s.head <> s.tail),
ends AS (SELECT head, relation, tail FROM touched UNION SELECT tail, relation, head FROM touched)
SELECT s.head, s.relation, s.tail, s.modality, s.confidence, s.article, s.evidence_start, s.evidence_end, a.digest,
    {place} AS place
FROM ends t CROSS JOIN statements s ON s.head = t.head AND s.tail = t.tail AND s.relation = t.relation
    CROSS JOIN articles a ON a.id = s.article
WHERE {place} <= :until AND s.verdict <> 'wrong'
"""


def _change(store: Store, said: _Key, old: list[sqlite3.Row], new: list[sqlite3.Row]) -> Change | None:
    before = min((row["modality"] for row in old), key=FIRMNESS.__getitem__, default="")
    best = min(new, key=lambda row: (FIRMNESS[row["modality"]], -row["confidence"], row["article"]))
    denial = next((row for row in new if row["modality"] == "negated"), None)
    sources = len({row["digest"] for row in old}), len({row["digest"] for row in (*old, *new)})
    if not old:
        kind = "new"
    elif denial is not None and not any(row["modality"] == "negated" for row in old):
        kind, best = "denied", denial
    else:
        kind = change_of(before, min(before, best["modality"], key=FIRMNESS.__getitem__))
        if kind == "repeated":
            if sources[0] == sources[1]:
                return None
            kind = "stronger"
    head, relation, tail = said
    return Change(
        kind=kind,
        head=head,
        head_name=store.name(head),
        relation=relation,
        tail=tail,
        tail_name=store.name(tail),
        before=before,
        after="negated"
        if kind == "denied"
        else min(before or best["modality"], best["modality"], key=FIRMNESS.__getitem__),
        sources_before=sources[0],
        sources_after=sources[1],
        best=_evidence(store, best),
    )


def _evidence(store: Store, row: sqlite3.Row) -> Evidence:
    query = "SELECT id AS article, title, source, published, substr(text, ?, ?) AS evidence FROM articles WHERE id = ?"
    start, end = row["evidence_start"], row["evidence_end"]
    (said,) = store.rows(query, [start + 1, end - start, row["article"]])
    return evidence_of(said, row["modality"])
