"""What a statement claims: asserted, planned, rumored, negated; or nothing (a question, a condition)."""

from __future__ import annotations

import re

from pipeline.knowledge.cues import empty_words, modality_cues
from pipeline.records import Modality

_CLAUSE_END = re.compile(r"[，,；;。：:！？!?\n]")
#: How far behind a cue its own continuation is read, in code points.
_AFTER = 14
#: Stands where words were that change nothing, so that places stay as they are.
_NOTHING = "·"


def modality(
    string: str, span: tuple[int, int], cue: tuple[int, int], relation: str, around: tuple[str, str] = ("", "")
) -> Modality | None:
    """Return the modality of the statement at ``span`` of ``string`` with its cue, or None when nothing is stated.

    ``around`` are the sentences before and after it, which may tell whose word it is, or deny it.
    """
    scopes = _scopes(_emptied(string), span, cue) | {"preceding": _emptied(around[0]), "following": _emptied(around[1])}
    for row in modality_cues():
        if relation not in row.spares and row.pattern.search(scopes[row.where]):
            return None if row.modality == "none" else row.modality  # type: ignore[return-value]
    return "asserted"


def _scopes(string: str, span: tuple[int, int], cue: tuple[int, int]) -> dict[str, str]:
    """Return the parts of a sentence in which a row of modality.toml may look."""
    start, end = span
    clause_start = _clause_start(string, cue[0])
    stop = _CLAUSE_END.search(string, cue[1])
    clause_end = stop.start() if stop else len(string)
    before = start if start < clause_start or string[start - 1 : start] == "的" else clause_start
    return {
        "condition": string[_clause_start(string, min(start, cue[0])) : cue[0]],
        "before": string[before : cue[0]],
        "clause": string[max(before, clause_start) : cue[0]],
        "close": string[max(clause_start, cue[0] - 6) : cue[0]],
        "within": string[cue[0] : cue[1]],
        "after": string[cue[1] : min(clause_end, cue[1] + _AFTER)],
        "ending": string[min(max(end, cue[1]), clause_end) : clause_end],
        "rest": string[cue[1] :],
        "opening": string[: max(end, cue[1])],
    }


def _emptied(string: str) -> str:
    """Blank the words that cancel each other out, or that look like a denial and are none: 不得不, 不仅, 并非没有."""
    for pattern in empty_words():
        string = pattern.sub(_blank, string)
    return string


def _blank(match: re.Match[str]) -> str:
    """Return the match with its groups blanked; all of it when it has none."""
    whole, at = list(match.group()), match.start()
    spans = [match.span(number) for number in range(1, (match.re.groups or 0) + 1)] or [match.span()]
    for start, end in spans:
        if start >= 0:
            whole[start - at : end - at] = _NOTHING * (end - start)
    return "".join(whole)


def _clause_start(string: str, at: int) -> int:
    return max((m.end() for m in _CLAUSE_END.finditer(string, 0, at)), default=0)
