"""Roles of persons in companies, as the text words them: CEO, 前首席科学家, 联合创始人兼CEO, or the verb 创办."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.knowledge.fold import plain
from pipeline.knowledge.measures import alternation, listed, spellings
from pipeline.knowledge.words import words
from pipeline.records import Attribute, Range

#: How far a role may stand from the name or the cue it belongs to.
_REACH = 12


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    known = sorted({*words("roles"), *(word for word, _ in spellings("roles"))}, key=lambda word: (-len(word), word))
    role = f"(?:{'|'.join(map(re.escape, known))})"
    return re.compile(
        rf"(?:(?<![此之目日当先以年月天提])[前原])?{role}(?:(?:兼任?|、|及|和|暨|&|/){role})*", re.IGNORECASE
    )


def find_roles(text: str) -> Iterator[Attribute]:
    """Yield the roles in a text, in order; ``unit`` is the common name of each that has one."""
    for match in _pattern().finditer(plain(text)):
        precision = "former" if match[0].startswith(("前", "原")) else ""
        named = (_names()[word[0].lower()] for word in _named().finditer(match[0]))
        start, end = match.span()
        yield Attribute("role", text[start:end], start, end, unit=", ".join(dict.fromkeys(named)), precision=precision)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Return the common name of each spelling of a role, in lower case."""
    return {word.lower(): name for word, name in spellings("roles")}


@lru_cache(maxsize=1)
def _named() -> re.Pattern[str]:
    return re.compile(alternation("roles"), re.IGNORECASE)


def is_verb(role: Attribute) -> bool:
    """Whether a role is worded as what the person did: 创办."""
    return role.unit.endswith("founder") and not role.text.endswith(("人", "创"))


def distance(text: str, role: Attribute, cue: Range, companies: list[Range]) -> int | None:
    """Return how far a role stands behind the cue or the company it is in; None where it is another's."""
    if role.start < cue.end and cue.start < role.end:
        return 0
    before = [role.start - place.end for place in (cue, *companies) if place.end <= role.start]
    gap = min(before, default=_REACH + 1)
    taken_up = (
        gap <= 1
        or text[: role.start].endswith(listed("taking", "words"))
        or not re.search("[，,]", text[role.start - gap : role.start])
    )
    return gap + 1 if gap <= _REACH and taken_up and not is_verb(role) else None


def is_former(text: str, role: Attribute, cue: Range, company: Range) -> bool:
    """Whether the words before the company or the role, or the cue, tell of a role of old."""
    before = [text[max(0, place - 3) : place] for place in (company.start, role.start, cue.start)]
    said = text[cue.start : cue.end]
    return said.startswith(listed("former", "words")) or any(map(_says_former, [*before, said]))


def _says_former(piece: str) -> bool:
    return piece.endswith(listed("former", "words")) and not piece.endswith(listed("former", "not"))
