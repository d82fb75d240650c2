"""Timeline: statements by date, and what each changed."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.lookup.evidence import Statement
from pipeline.store import Store


@dataclass(frozen=True, slots=True)
class Dated:
    """A statement in its place in time; ``published`` is YYYY-MM-DD or None.

    ``change`` tells what it did to what was said of the same relation before (modality ``before``, empty when nothing
    was): first, confirmed (rumored or planned → asserted), denied (→ negated), revived (negated → another), repeated,
    other.
    """

    published: str | None
    change: str
    before: str
    statement: Statement


def timeline(store: Store, one: str, other: str | None = None, limit: int | None = None) -> list[Dated]:
    """Return the statements of an id, or between two, the earliest first, the undated last."""
    raise NotImplementedError
