"""Frames: how a cue and its arguments may stand, as templates over masked sentences.

    {S}~{cue}~{T}        the subject, a cue, the nearest tail       微软宣布将采购40万颗GB200
    {S}向{T}≈{cue}       source marker                              微软向英伟达采购GPU
    {T}被{H}~{cue}       passive                                    Arm被英伟达收购

Slots: {H} head, {T} tail, {A} and {B} the two ends of a symmetric relation, {P} several of one type in a list,
{S} the head as subject, {O} the tail as subject (found by rule, see subjects.py), {Z} the end that is left as what the
sentences before speak of, {TYPE} any mention of that entity type, {M} any mention; {H}&{T} any two of a sentence.
Gaps: ~ a few characters of one clause without a mention, ≈ the same with mentions, … over commas too.
<name> is a word list of words.toml or a pattern of frames.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.errors import ConfigError
from pipeline.knowledge.cues import Cue, frame_templates
from pipeline.knowledge.words import words
from pipeline.language.masking import signs
from pipeline.language.subjects import STOPS
from pipeline.schema import RelationType, Schema


@dataclass(frozen=True, slots=True)
class Frame:
    """A compiled row of the cue table.

    ``subject`` names the end that the subject before the match fills (H or T), if one does; ``carried``: it is what
    the sentences before speak of. Without a ``pattern`` any two mentions of one sentence are the ends.
    """

    row: Cue
    relation: RelationType
    pattern: re.Pattern[str] | None
    subject: str
    carried: bool
    block: re.Pattern[str] | None

    @property
    def in_brackets(self) -> bool:
        """Whether a bracket is part of the statement, so that brackets must be seen."""
        return "（" in self.row.template

    @property
    def heads(self) -> tuple[str, ...]:
        """Types that may fill the head, the usual one first."""
        return self.row.heads or self.relation.head_types()

    @property
    def tails(self) -> tuple[str, ...]:
        """Types that may fill the tail, the usual one first."""
        return self.row.tails or self.relation.tail_types()

    def matches(self, string: str) -> Iterator[re.Match[str]]:
        """Yield the matches in a masked string, also overlapping ones."""
        at = 0
        while self.pattern and (match := self.pattern.search(string, at)):
            yield match
            at = match.start() + 1


_SUBJECTS = {"{S}": "H", "{O}": "T"}


def compile_row(row: Cue, schema: Schema) -> Frame:
    """Compile a row; ConfigError names its place when its template does."""
    relation = schema.relations[row.relation]
    template, end, carried = row.template, _SUBJECTS.get(row.template[:3], ""), row.template.startswith("{Z}")
    if carried:
        end = "T" if "{H}" in template else "H"
    if end:
        template = template[3:].lstrip("~≈…")
    try:
        pattern = None if template == "{H}&{T}" else re.compile(_regex(template, row, relation, schema))
        block = re.compile(_regex(row.block, row, relation, schema)) if row.block else None
    except re.error as error:
        raise ConfigError(f"{row.place}: frame {row.template!r} makes no pattern: {error}") from error
    slots = set(pattern.groupindex) if pattern else {"H", "T"}
    if "P" not in slots and not {"H", "T"} <= slots | {end}:
        raise ConfigError(f"{row.place}: frame {row.template!r} lacks an end; a head and a tail are needed, or {{P}}")
    return Frame(row, relation, pattern, end, carried, block)


def _regex(template: str, row: Cue, relation: RelationType, schema: Schema) -> str:
    sign_of = signs(schema)
    every = "".join(sign_of.values())

    def types(kinds: tuple[str, ...]) -> str:
        return "[" + "".join(sign_of[kind] for kind in kinds) + "]"

    heads, tails = row.heads or relation.head_types(), row.tails or relation.tail_types()
    slots = {
        "{H}": f"(?P<H>{types(heads)})",
        "{T}": f"(?P<T>{types(tails)})",
        "{A}": f"(?P<H>{types(heads)})",
        "{B}": f"(?P<T>{types(tails)})",
        "{P}": f"(?P<P>{types(heads)})",
        "{M}": f"[{every}]",
        "{M}]": f"{every}]",
        "~": f"[^{STOPS}{every}]{{0,18}}?",
        "≈": f"[^{STOPS}]{{0,36}}?",
        "…": "[^。！？\\n]{0,60}?",
    } | {f"{{{kind}}}": sign for kind, sign in sign_of.items()}

    patterns = frame_templates()["patterns"]

    def expand(match: re.Match[str]) -> str:
        slot = match.group()
        if slot == "{cue}":
            return f"(?P<cue>{_regex(row.cue, row, relation, schema)})"
        if slot in slots:
            return slots[slot]
        name = slot[1:-1]
        if name in patterns:
            return f"(?:{_regex(patterns[name], row, relation, schema)})"
        try:
            return "(?:" + "|".join(map(re.escape, words(name))) + ")"
        except KeyError:
            raise ConfigError(f"{row.place}: frame {template!r} uses {slot!r}, which is no list or slot") from None

    return re.sub(r"\{M\}\]|\{[A-Z]+\}|\{cue\}|(?<!\?)<[a-z_]+>|[~≈…]", expand, template)
