"""Who a predicate speaks of: its subject in the sentence, and the topic that sentences leave to the next one.

微软去年推出Maia，今年又采购H100      采购 has the subject 微软, from the clause before
微软公布了财报。此外采购了H100。      采购 has the topic 微软, from the sentence before
"""

from __future__ import annotations

import re

from pipeline.knowledge.cues import frame_templates
from pipeline.language.masking import Masked, Point

STOPS = "，,。；;：:！？!?\\n"
_SIGN = "[\ue000-\uf8ff]"
#: How many characters may stand before a predicate that takes the topic from afar.
_FAR = 30
_CUT = re.compile(f"[{STOPS}]")


def _pattern(name: str, shape: str) -> re.Pattern[str]:
    return re.compile(shape.format(frame_templates()["subjects"][name].replace("{M}", _SIGN)))


_GOVERNED = _pattern("governed", "(?:{})$")
_FREED = _pattern("freed", "(?:{})")
_OBJECT = _pattern("object", "(?:{})")
_GOVERNING = _pattern("object", "(?:{})了?(?:对手)?$")
_OTHERS = _pattern("others", "(?:{})")
_INTERRUPTS = _pattern("interrupts", "(?:{})")
_SAYS = _pattern("says", "(?:{})")
_OPENS = _pattern("opens", "(?:{})*$")
_RESPECTIVELY = _pattern("respectively", "(?:{})")


def subject(masked: Masked, at: int, kinds: tuple[str, ...], sign_of: dict[str, str]) -> int | None:
    """Return where the subject of the predicate at ``at`` stands, or None.

    The nearest mention before ``at`` in its clause that nothing governs; failing that, the first such mention of the
    nearest earlier clause of the sentence. A person only in the clause itself, and not as its speaker.
    """
    wanted = {sign_of[kind]: kind for kind in kinds}
    for index, (start, end) in enumerate(_clauses_before(masked.string, at)):
        places = [i for i in range(start, end) if masked.string[i] in wanted]
        free = [i for i in places if _is_free(masked.string, start, i, end, nearest=index == 0)]
        if "PERSON" in kinds:
            speaking = [i for i in free if wanted[masked.string[i]] == "PERSON"]
            free = [i for i in free if i not in speaking or not (index or _SAYS.match(masked.string, i + 1, end))]
        if free:
            found = free[-1] if index == 0 else free[0]
            return None if _INTERRUPTS.search(masked.string, found, at) else found
    return None


def _is_free(string: str, start: int, at: int, end: int, *, nearest: bool) -> bool:
    """Whether the mention at ``at`` of a clause can be its subject: no object, no owner of the subject."""
    if _OTHERS.match(string, at + 1, end):
        return False
    if _GOVERNED.search(string, start, at) or _GOVERNING.search(string, start, at):
        return bool(_FREED.match(string, at + 1, end))
    return nearest or not _OBJECT.search(string, start, at)


def respectively(string: str) -> bool:
    """Whether a statement pairs its subjects and objects in their order (A和B分别发布了C和D)."""
    return _RESPECTIVELY.search(string) is not None


def carried_subject(masked: Masked, at: int, kinds: tuple[str, ...], *, far: bool) -> tuple[Point, ...]:
    """Return the topic as subject of the predicate at ``at``, where the sentence names nothing before it.

    Between the sentence's begin and the predicate only adverbs may stand, or, ``far``, anything short but a subject.
    """
    before = masked.string[:at]
    fitting = next((points for points in masked.carried if points[0].type in kinds), ())
    if not fitting or re.search(_SIGN, before) or _INTERRUPTS.search(before):
        return ()
    opening = before[max((m.end() for m in _CUT.finditer(before)), default=0) :]
    return fitting if (len(before) <= _FAR if far else _OPENS.match(opening)) else ()


def topics(masked: Masked) -> tuple[tuple[Point, ...], ...]:
    """Return what a sentence speaks of: of each type the first mention that can be a subject, in their order."""
    clauses = _clauses_before(masked.string, len(masked.string))
    found: dict[str, int] = {}
    for start, end in reversed(clauses):
        for at in range(start, end):
            if at in masked.points and _is_free(masked.string, start, at, end, nearest=False):
                found.setdefault(masked.string[at], at)
    return tuple(masked.points[at] for at in sorted(found.values()))


def _clauses_before(string: str, at: int) -> list[tuple[int, int]]:
    """Return the clauses of ``string`` before ``at``, the nearest first."""
    cuts = [m.end() for m in _CUT.finditer(string, 0, at)]
    bounds = [0, *cuts, at]
    return list(zip(bounds[-2::-1], bounds[:0:-1], strict=True))
