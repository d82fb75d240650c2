"""Cut Chinese news text into sentences, also where its punctuation is untidy.

A sentence ends at 。！？ or a line end, at ASCII ! and ? outside addresses, and at an ASCII stop that stands before
Chinese, a space or the end and is no abbreviation's (``Inc.``), number's or initial's (``J.``). Closing quotes and
brackets stay with the sentence they close.
"""

from __future__ import annotations

import re
from itertools import pairwise

_CANDIDATE = re.compile(r"[。！？!?.\n]+")
_CLOSERS = "”’」』）】》〉)]\"'"
_ABBREVIATION = re.compile(
    r"(?:^|[^A-Za-z0-9])(?:[A-Z]|Inc|Corp|Co|Ltd|Dr|Mr|Mrs|Ms|Prof|Jr|Sr|vs|No|St|etc|e\.g|i\.e|U\.S)$"
)


def sentence_ranges(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence, in order; together they cover ``text``."""
    cuts = [0]
    for match in _CANDIDATE.finditer(text):
        if _ends_sentence(text, match):
            cuts.append(_past_closers(text, cuts[-1], match.end()))
    cuts.append(len(text))
    return [(a, b) for a, b in pairwise(sorted(set(cuts))) if a < b]


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    signs = match.group()
    if re.search(r"[。！？\n]", signs):
        return True
    before, after = text[: match.start()][-8:], text[match.end() : match.end() + 1]
    if re.match(r"[A-Za-z0-9/_=&]", after):
        return False
    if signs == ".":
        return not before.endswith((" ", "\n")) and not _ABBREVIATION.search(before)
    return True


def _past_closers(text: str, start: int, end: int) -> int:
    while end < len(text) and text[end] in _CLOSERS:
        if text[end] in "\"'" and text.count(text[end], start, end) % 2 == 0:
            break
        end += 1
    return end
