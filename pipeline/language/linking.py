"""Entities of an article: one id for all mentions of one thing, short forms after full ones."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.knowledge.fold import key, slug
from pipeline.language.names import mention
from pipeline.language.resources import schema_from
from pipeline.schema import Schema


class Linking:
    """Give every mention an entity id, and find again in the article what was surely found once."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def __call__(self, doc: Doc) -> Doc:
        """Complete ``Doc.spans["mentions"]``; afterwards each has an entity."""
        linked = [span if span.kb_id_ else self._computed(span) for span in doc.spans["mentions"]]
        glossed = dict(_glosses(doc, linked))
        linked = [mention(s, s.label_, glossed.get(s.kb_id_, s.kb_id_), s.id_) for s in linked]
        doc.spans["mentions"] = sorted([*linked, *_repeated(doc, linked)], key=lambda span: span.start)
        return doc

    def _computed(self, span: Span) -> Span:
        """Link a name no table knows to an id that every machine computes alike."""
        prefix = self._schema.entities[span.label_].prefix
        return mention(span, span.label_, f"{prefix}:{slug(span.text)}", span.id_)


def _glosses(doc: Doc, mentions: list[Span]) -> Iterator[tuple[str, str]]:
    """Yield (id, id it is merged into) for a name in brackets right after one of its type: 戴维·柯克(David Kirk)."""
    for before, after in itertools.pairwise(mentions):
        between = doc.text[before.end_char : after.start_char]
        if before.label_ == after.label_ and re.fullmatch(r"\s?[(（]\s?", between) and after.id_ == "context":
            yield after.kb_id_, before.kb_id_


def _repeated(doc: Doc, mentions: list[Span]) -> Iterator[Span]:
    """Yield further mentions of names found by context, and short forms of persons' full names."""
    taken = {i for span in [*mentions, *doc.spans["hits"]] for i in range(span.start, span.end)}
    names: dict[str, tuple[str, str]] = {}
    for span in mentions:
        if span.id_ == "context":
            names.setdefault(span.text, (span.label_, span.kb_id_))
        if span.label_ == "PERSON":
            for part in _parts(span.text):
                names.setdefault(part, (span.label_, span.kb_id_))
    for name, (kind, entity) in sorted(names.items(), key=lambda item: (-len(item[0]), item[0])):
        for match in re.finditer(re.escape(name), doc.text):
            again = doc.char_span(*match.span())
            if again is not None and taken.isdisjoint(range(again.start, again.end)):
                taken |= set(range(again.start, again.end))
                yield mention(again, kind, entity, "repeated")


def _parts(name: str) -> Iterator[str]:
    """Yield the parts of a person's full name that stand for it later: Sam Altman → Altman, 戴维·柯克 → 柯克."""
    parts = re.split(r"[ ·•・‧]", name)
    if len(parts) > 1:
        for part in (parts[-1], parts[0]):
            if len(key(part)) >= (4 if part.isascii() else 2):
                yield part


@Language.factory("xinpu_linking", default_config={"schema": ""})
def make_linking(nlp: Language, name: str, schema: str) -> Linking:
    """Make the component for a pipeline config."""
    del nlp, name
    return Linking(schema_from(schema))
