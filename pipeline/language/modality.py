"""What a statement claims: asserted, planned, rumored, negated; or nothing (a question, a condition)."""

from __future__ import annotations

import re

from pipeline.knowledge.cues import modality_cues
from pipeline.records import Modality

_CLAUSE_END = re.compile(r"[，,；;。：:！？!?\n]")
#: How far behind a cue its own continuation is read, in code points.
_AFTER = 14


def modality(
    string: str, span: tuple[int, int], cue: tuple[int, int], relation: str, around: tuple[str, str] = ("", "")
) -> Modality | None:
    """Return the modality of the statement at ``span`` of ``string`` with its cue, or None when nothing is stated.

    ``around`` are the sentences before and after it, which may tell whose word it is, or deny it.
    """
    start, end = span
    clause_start = _clause_start(string, cue[0])
    ends = _CLAUSE_END.search(string, cue[1])
    clause_end = ends.start() if ends else len(string)
    scopes = {
        "condition": string[_clause_start(string, min(start, cue[0])) : cue[0]],
        "before": string[min(clause_start, start) : cue[0]],
        "close": string[max(clause_start, cue[0] - 6) : cue[0]],
        "after": string[cue[1] : min(clause_end, cue[1] + _AFTER)],
        "rest": string[cue[1] :],
        "opening": string[: max(end, cue[1])],
        "preceding": around[0],
        "following": around[1],
    }
    for row in modality_cues():
        if relation not in row.spares and row.pattern.search(scopes[row.where]):
            return None if row.modality == "none" else row.modality  # type: ignore[return-value]
    return "asserted"


def _clause_start(string: str, at: int) -> int:
    return max((m.end() for m in _CLAUSE_END.finditer(string, 0, at)), default=0)
