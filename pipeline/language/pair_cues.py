"""Where words that speak of a relation stand around the two ends of a candidate.

The classes of pair_cues.toml are looked up once a window; a region says where a word stands: before the left end,
between the two, after the right one, each in an end's own clause or farther away.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from pipeline.knowledge.tables import FOLDER, regex
from pipeline.language.candidates import Candidate, Item, Window

STOPS = frozenset("，,。；;：:！？!?\n")
_MARKERS = frozenset(
    "向 从 由 被 将 把 与 和 为 比 对 给 跟 同 在 以 用 于 的 是 等 至 像 如 除了 除 据 而".split()  # noqa: SIM905
)


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads((FOLDER / "pair_cues.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _classes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    place = str(FOLDER / "pair_cues.toml")
    return tuple((name, regex(place, _alternatives(row))) for name, row in _table()["classes"].items())


def _alternatives(row: str) -> str:
    return "|".join(sorted((word.lower() for word in row.split()), key=lambda word: (-len(word), word)))


@lru_cache(maxsize=1)
def _telling() -> dict[str, frozenset[str]]:
    return {relation: frozenset(row.split()) for relation, row in _table()["telling"].items()}


def cue_words(window: Window) -> tuple[tuple[str, int], ...]:
    """Return (class, index of its item) for each word of a class in the window."""
    indexes = [i for i, item in enumerate(window.items) for _ in item.text]
    string = "".join(item.text for item in window.items)
    return tuple((name, indexes[m.start()]) for name, pattern in _classes() for m in pattern.finditer(string))


def telling(relation: str, candidate: Candidate, cues: Sequence[tuple[str, int]]) -> int:
    """Return the index of the word that tells ``relation`` nearest to the two ends; the right end failing one."""
    left, right = sorted((candidate.at, candidate.to))
    classes = _telling().get(relation, frozenset())
    found = [(max(left - i, i - right, 0), i) for name, i in cues if name in classes and i not in (left, right)]
    return min(found)[1] if found else right


def region_of(index: int, left: int, right: int, stops: Sequence[int]) -> str:
    """Return where the item ``index`` stands; ``stops`` counts the clause ends up to each item."""
    if index < left:
        return "before" if stops[index] == stops[left] else "far before"
    if index > right:
        return "after" if stops[index] == stops[right] else "far after"
    if stops[left] == stops[right]:
        return "between"
    return "between left" if stops[index] == stops[left] else "between right" if stops[index] == stops[right] else "mid"


def mark(items: Sequence[Item], place: int) -> str:
    """Return what governs the item: the marker one or two words before it; ``^`` opens, ``n`` follows a name."""
    for step in (1, 2):
        if place < step:
            return "^"
        before = items[place - step]
        if before.points:
            return "n"
        if before.text in STOPS:
            return ","
        if before.text in _MARKERS:
            return before.text
    return ""


def cue_features(candidate: Candidate, cues: Sequence[tuple[str, int]], way: str) -> Iterator[tuple[str, bool]]:
    """Yield (feature, whether it is a plain one) for the cue words around the candidate's ends."""
    items, kinds = candidate.window.items, ">".join(candidate.types)
    left, right = sorted((candidate.at, candidate.to))
    stops = list(accumulate(item.text in STOPS for item in items))
    names = list(accumulate(bool(item.points) for item in items))
    marks = f"{mark(items, candidate.at)}:{mark(items, candidate.to)}"
    yield f"{kinds}{way}marks:{marks}", True
    for name, index in cues:
        if index in (left, right):
            continue
        region = region_of(index, left, right, stops)
        gap = left - index if index < left else index - right if index > right else min(index - left, right - index)
        low, high = (index, left) if index < left else (right, index) if index > right else (left, right)
        yield f"{way}{name} {region}", True
        yield f"{kinds} {name}", False
        here = f"{kinds}{way}{name} {region}"
        yield here, False
        yield f"{here} {'past' if names[high - 1] > names[low] else 'near'}", False
        yield f"{here} {'close' if gap <= 2 else 'wide'}", False
        yield f"{here} {marks}", False
