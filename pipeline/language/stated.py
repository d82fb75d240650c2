"""What an article itself says of two names being one thing (stated.toml).

台积电（TSMC） · 戴维·柯克(David Kirk) · 杭州灵卡科技股份有限公司（以下简称“灵卡”） · 推特更名为X · 张勇（花名“逍遥子”）
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from spacy.tokens import Doc, Span

from pipeline.knowledge.fold import key, plain
from pipeline.knowledge.tables import FOLDER
from pipeline.knowledge.words import words
from pipeline.language.names import mention

#: The longest alias in quotes or brackets, in code points.
_LONGEST = 16
_QUOTED = (
    rf"(?:[“\"「『](?P<quoted>[^”\"」』\n]{{2,{_LONGEST}}})[”\"」』]"
    rf"|(?P<bare>[\u4e00-\u9fffA-Za-z0-9·.&]{{2,{_LONGEST}}})(?=\s?[)）]))"
)
_GLOSS = r"(?P<gloss>[A-Z][A-Za-zÀ-ÿ0-9.&'’-]*(?: [A-Z0-9][A-Za-zÀ-ÿ0-9.&'’-]*){0,4})"
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Stated:
    """That ``other``, a mention or new characters of the article, is one thing with the mention ``name``."""

    name: Span
    other: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Way:
    """One way of saying it: patterns for what stands before the other name and after it."""

    reason: str
    before: re.Pattern[str]
    after: re.Pattern[str]
    free: re.Pattern[str] | None
    alike: bool


@lru_cache(maxsize=1)
def ways() -> tuple[Way, ...]:
    """Return what stated.toml says, once a process."""
    table = tomllib.loads((FOLDER / "stated.toml").read_text(encoding="utf-8"))
    free = {"quoted": re.compile(_QUOTED), "gloss": re.compile(_GLOSS), "name": None}
    return tuple(
        Way(
            row["reason"],
            re.compile(row["before"]),
            re.compile(row.get("after", "")),
            free[row["other"]],
            row.get("alike", False),
        )
        for row in table["stated"]
    )


def stated(doc: Doc, mentions: Iterable[Span]) -> Iterator[Stated]:
    """Yield what the text of ``doc`` says of each mention, at most one thing a mention."""
    found, text = sorted(mentions, key=lambda span: span.start), doc.text
    for name, following in zip_longest(found, found[1:]):
        said = next((one for way in ways() if (one := _said(way, text, name, following))), None)
        if said:
            yield said


def _said(way: Way, text: str, name: Span, following: Span | None) -> Stated | None:
    before = way.before.match(text, name.end_char)
    if not before:
        return None
    other = _other(way, text, name, following, before.end())
    if other is None or not way.after.match(text, other.end_char) or key(other.text) == key(name.text):
        return None
    return None if way.alike and not _alike(name, other) else Stated(name, other, way.reason)


def _other(way: Way, text: str, name: Span, following: Span | None, at: int) -> Span | None:
    """Return the mention that begins at ``at`` or just behind a quote there, else what stands there in its stead."""
    if following is not None and at <= following.start_char <= at + 1:
        surer = following.id_ == "model" and name.id_ != "model" and following.label_ != name.label_
        return mention(following, name.label_, "", following.id_) if surer else following
    match = way.free.match(text, at) if way.free else None
    if not match or name.label_ in {"CHIP", "MODEL"} or _is_none(match[match.lastgroup or 0], way, name.label_):
        return None
    start, end = match.span(match.lastgroup or 0)
    if following is not None and following.start_char < end:
        return None
    whole = name.doc.char_span(start, end)
    if whole is None or any(hit.start < whole.end and whole.start < hit.end for hit in name.doc.spans["hits"]):
        return None
    return mention(whole, name.label_, "", "stated")


def _is_none(other: str, way: Way, kind: str) -> bool:
    """Whether characters in brackets are an abbreviation of something else (CEO, IPO) or too little for a name."""
    too_little = len(other) < 2 or (kind == "PERSON" and " " not in other)
    return plain(other) in words("no_gloss") or (way.reason == "gloss" and too_little)


def _alike(name: Span, other: Span) -> bool:
    """Whether two names can be one in two scripts, or one the other's abbreviation."""
    if name.label_ != other.label_:
        return False
    one, two = (key(span.text) for span in (name, other))
    if bool(_HAN.search(one)) != bool(_HAN.search(two)):
        return True
    short, long = sorted((one, two), key=len)
    letters = iter(long)
    return short[0] == long[0] and all(sign in letters for sign in short)
