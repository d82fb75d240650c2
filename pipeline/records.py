"""The nouns that cross the walls: Article, Extraction, Entity, Failure, each one JSON line.

Offsets are Unicode code points into ``Article.text``, end exclusive, everywhere.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from typing import Any, Literal

Modality = Literal["asserted", "planned", "rumored", "negated"]
#: From the strongest fact to the weakest.
MODALITIES: tuple[Modality, ...] = ("asserted", "planned", "rumored", "negated")
#: What a relation may carry besides its ends.
ATTRIBUTE_KINDS = ("quantity", "amount", "date", "role")


@dataclass(frozen=True, slots=True)
class Article:
    """A text to extract from; ``text`` never changes after reading.

    ``encoding`` is how its bytes were read where that was not UTF-8: gb18030, big5, utf-16-le.
    """

    id: str
    title: str
    text: str
    source: str
    published: date | None = None
    encoding: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """A piece of an article's text: code points, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands; ``entity`` is the id of the thing it names, ``made_by`` what found it."""

    start: int
    end: int
    text: str
    type: str
    entity: str
    made_by: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A thing named in an article: id, type and the name to show for it."""

    id: str
    type: str
    name: str


@dataclass(frozen=True, slots=True)
class Attribute:
    """What else a sentence says of a relation: its words, where they are, and what they say in plain values.

    ``kind`` is one of ATTRIBUTE_KINDS. A quantity or an amount has a ``value`` (and ``upper``, for spans such as
    20亿至30亿 or 数千) and a ``unit``: 颗, or the currency's ISO code. A date has its ``first`` and ``last`` day, or
    neither where they cannot be told. A role has the role's common name as its unit (CEO, co-founder).
    ``precision`` qualifies: about, nearly, below, over, at-least, at-most, some; before, after, fiscal; former.
    """

    kind: str
    text: str
    start: int
    end: int
    value: float | None = None
    upper: float | None = None
    unit: str = ""
    precision: str = ""
    first: date | None = None
    last: date | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return what is set, as JSON holds it."""
        values = ((one.name, getattr(self, one.name), one.default) for one in fields(self))
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value, default in values
            if value != default
        }

    @classmethod
    def from_dict(cls, raw: dict[str, Any]) -> Attribute:
        """Read what :meth:`as_dict` gave."""
        days: dict[str, Any] = {name: date.fromisoformat(raw[name]) for name in ("first", "last") if name in raw}
        return cls(**(raw | days))


@dataclass(frozen=True, slots=True)
class Relation:
    """What an article states about two entities, with the characters that say so.

    ``sense`` tells a purchase from an acquisition for `buys`, else it is empty. ``confidence`` is between 0 and 1.
    ``attributes`` holds what else the sentence says of the relation, at most one of a kind. ``via`` is the word that
    stands for an end named before (该公司, 其), if one does.
    """

    head: str
    relation: str
    tail: str
    modality: Modality
    evidence: Range
    cue: Range
    confidence: float
    sense: str = ""
    attributes: tuple[Attribute, ...] = ()
    made_by: str = ""
    via: Range | None = None


#: Why a bare name is proposed to be the person whose company an article tells; it holds if there is no other one.
HOMONYM = "only-one-of-the-name"


@dataclass(frozen=True, slots=True)
class Merge:
    """Two ids that an article says are one thing: ``alias`` goes into ``entity``.

    ``reason`` names the way of saying it (gloss for 戴维·柯克(David Kirk), renamed for 更名为), ``evidence`` its words.
    """

    alias: str
    entity: str
    reason: str
    evidence: Range


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was found in one article. Its JSON is what the scorer and ``xinpu extract`` speak.

    ``encoding`` is the article's; it stands in the JSON where there is one, that is, where the bytes were no UTF-8.
    """

    id: str
    title: str
    published: date | None
    source: str
    text: str
    entities: tuple[Named, ...]
    mentions: tuple[Mention, ...]
    relations: tuple[Relation, ...]
    merges: tuple[Merge, ...] = ()
    encoding: str = ""

    def to_json(self) -> str:
        """Return one JSON line, without the line end; dates as YYYY-MM-DD, Chinese as it is."""
        return json.dumps(self, ensure_ascii=False, default=_plain)

    @classmethod
    def from_json(cls, line: str) -> Extraction:
        """Read what :meth:`to_json` wrote, or a gold document, in which the makers are not named."""
        raw = json.loads(line)
        published = raw.get("published")
        return cls(
            id=raw["id"],
            title=raw.get("title") or "",
            published=date.fromisoformat(published) if published else None,
            source=raw.get("source") or "",
            text=raw["text"],
            entities=tuple(Named(e["id"], e["type"], e["name"]) for e in raw["entities"]),
            mentions=tuple(Mention(**m) for m in raw["mentions"]),
            relations=tuple(_relation(r) for r in raw["relations"]),
            merges=tuple(Merge(**one | {"evidence": Range(**one["evidence"])}) for one in raw.get("merges") or ()),
            encoding=raw.get("encoding") or "",
        )


@dataclass(frozen=True, slots=True)
class Entity:
    """One real thing across the corpus: all its names, and the facts the lexicon holds of it."""

    id: str
    type: str
    name: str
    names: tuple[str, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be read or extracted, where, and why."""

    source: str
    place: str
    reason: str


def _relation(raw: dict[str, Any]) -> Relation:
    evidence = Range(**raw["evidence"])
    return Relation(
        head=raw["head"],
        relation=raw["relation"],
        tail=raw["tail"],
        modality=raw["modality"],
        evidence=evidence,
        cue=Range(**raw["cue"]) if raw.get("cue") else evidence,
        confidence=raw.get("confidence", 1.0),
        sense=raw.get("sense") or "",
        attributes=tuple(Attribute.from_dict(one) for one in raw.get("attributes") or ()),
        made_by=raw.get("made_by", ""),
        via=Range(**raw["via"]) if raw.get("via") else None,
    )


def _plain(value: object) -> object:
    """Return what JSON knows for a date or a record, one level at a time."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Attribute):
        return value.as_dict()
    if is_dataclass(value):
        unsaid = {"encoding"} if isinstance(value, Extraction) and not value.encoding else set()
        return {one.name: getattr(value, one.name) for one in fields(value) if one.name not in unsaid}
    raise TypeError(f"no JSON for {value!r}")
