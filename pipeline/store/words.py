"""How a text is spelled for the full-text index, and how a query is, so that the two meet.

Chinese characters go in as overlapping pairs, the last of a row alone (算力人才 → 算力 力人 人才 才); Latin words and
numbers go in whole and apart (H100 → h 100), so that GPT-4, GPT 4 and GPT4 are alike.
"""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.knowledge.fold import plain

_RUN = re.compile(r"[a-z\u00df-\u024f]+|\d+|[^\W\d_a-z\u00df-\u024f]+")
_HALVES = re.compile("[\ud800-\udfff]")
_LATIN = re.compile(r"[a-z\u00df-\u024f]")


def lowered(text: str) -> str:
    """Return ``text`` simplified, half-width and in lower case; the length stays the same."""
    text = plain(text)
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def spelled(text: str) -> str:
    """Return the tokens of ``text`` for the index, parted by spaces."""
    tokens: list[str] = []
    for run in _RUN.findall(lowered(text)):
        tokens += _tokens(run)
    return " ".join(tokens)


def _tokens(run: str) -> list[str]:
    if _is_word(run):
        return [run]
    return [*map("".join, pairwise(run)), run[-1]]


def _is_word(run: str) -> bool:
    return run[0].isdigit() or bool(_LATIN.match(run))


def terms(query: str) -> list[str]:
    """Return what a query asks for: its pieces between spaces that have a letter or a number, folded."""
    return [term for term in lowered(query).split() if _RUN.search(term)]


def phrase(term: str) -> str:
    """Return the FTS5 phrase that finds a term; its last word may go on."""
    tokens = [token for run in _RUN.findall(term) for token in _tokens(run)]
    last = _RUN.findall(term)[-1]
    if not _is_word(last) and len(last) > 1:
        return f'"{" ".join(tokens[:-1])}"'  # pairs alone: in the text, another character may follow
    return f'"{" ".join(tokens)}" *'


def pattern(term: str) -> re.Pattern[str]:
    """Return the expression that finds a term in a :func:`lowered` text: where words begin, with any signs between."""
    runs = _RUN.findall(term)
    source = ""
    for before, run in zip(["", *runs], runs, strict=False):
        kind = _class(run)
        apart = r"[\W_]+" if before and kind and kind == _class(before) else r"[\W_]*" if before else ""
        edge = f"(?<!{kind})" if kind and not before else ""
        source += f"{apart}{edge}{re.escape(run)}"
    return re.compile(source)


def _class(run: str) -> str:
    """Return the signs that would go on with a word or number, none for Chinese."""
    return r"\d" if run[0].isdigit() else r"[a-z\u00df-\u024f]" if _is_word(run) else ""


def storable(text: str) -> str:
    """Return ``text`` with what SQLite cannot hold, halves of a surrogate pair, replaced one by one."""
    return _HALVES.sub("\ufffd", text)
