"""Changes: what is new, stronger or denied between two days or two runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.lookup.neighbours import Evidence
from pipeline.schema import Schema
from pipeline.store import Store


@dataclass(frozen=True, slots=True)
class Change:
    """A relation of which more, or something else, is said than before.

    ``kind``: new (nothing was said), confirmed (a stronger modality than ``before``), denied (now negated), stronger
    (more sources say it). ``before`` and ``after`` are modalities, ``before`` empty when new.
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


def changes(
    store: Store,
    schema: Schema,
    since: date | int | None = None,
    until: date | int | None = None,
    limit: int | None = None,
) -> list[Change]:
    """Return what statements after ``since`` and up to ``until`` changed; both are days of articles, or run numbers."""
    raise NotImplementedError
