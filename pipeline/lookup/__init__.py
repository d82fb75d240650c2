"""Questions to the store, one a file; each is a function whose first argument is an open Store.

Entities are named by their ids; :func:`the_one` and :func:`bearers` lead to these from a name in any spelling.
"""

import sys
from types import ModuleType
from typing import Any

from pipeline.lookup.card import Card, card, lookup
from pipeline.lookup.changes import CHANGES, Change, changes
from pipeline.lookup.compare import Aspect, Comparison, Side, compare
from pipeline.lookup.evidence import Statement, evidence, evidence_in, explain
from pipeline.lookup.full_text import Sentence, full_text
from pipeline.lookup.known import check_known
from pipeline.lookup.names import bearers, nearest, the_one, unknown
from pipeline.lookup.neighbours import Evidence, Neighbour, neighbours
from pipeline.lookup.path import Chain, Link, Stop, path
from pipeline.lookup.search import KINDS, Hit, search
from pipeline.lookup.timeline import Dated, timeline
from pipeline.lookup.top import MEASURES, Ranked, top

__all__ = [
    "CHANGES",
    "KINDS",
    "MEASURES",
    "Aspect",
    "Card",
    "Chain",
    "Change",
    "Comparison",
    "Dated",
    "Evidence",
    "Hit",
    "Link",
    "Neighbour",
    "Ranked",
    "Sentence",
    "Side",
    "Statement",
    "Stop",
    "bearers",
    "card",
    "changes",
    "check_known",
    "compare",
    "evidence",
    "evidence_in",
    "explain",
    "full_text",
    "lookup",
    "nearest",
    "neighbours",
    "path",
    "search",
    "the_one",
    "timeline",
    "top",
    "unknown",
]


class _Lookup(ModuleType):
    """This package, which can be called, so that ``pipeline.lookup(…)`` asks also once the package is imported."""

    def __call__(self, *args: Any, **kwargs: Any) -> list[Card]:
        return lookup(*args, **kwargs)


sys.modules[__name__].__class__ = _Lookup
