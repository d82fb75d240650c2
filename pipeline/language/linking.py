"""Entities of an article: one id for all mentions of one thing, short forms after full ones."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.knowledge.fold import slug
from pipeline.language.names import mention
from pipeline.language.resources import schema_from
from pipeline.language.segment import JiebaTokenizer, Segmenter
from pipeline.language.short_forms import short_forms
from pipeline.schema import Schema


class Linking:
    """Give every mention an entity id, and find again in the article what was surely found once."""

    def __init__(self, segmenter: Segmenter, schema: Schema) -> None:
        self._segmenter, self._schema = segmenter, schema

    def __call__(self, doc: Doc) -> Doc:
        """Complete ``Doc.spans["mentions"]``; afterwards each has an entity."""
        linked = [span if span.kb_id_ else self._computed(span) for span in doc.spans["mentions"]]
        glossed = dict(_glosses(doc, linked))
        linked = [mention(s, s.label_, glossed.get(s.kb_id_, s.kb_id_), s.id_) for s in linked]
        doc.spans["mentions"] = sorted([*linked, *self._repeated(doc, linked)], key=lambda span: span.start)
        return doc

    def _repeated(self, doc: Doc, mentions: list[Span]) -> Iterator[Span]:
        """Yield further mentions of names that no table knows, and short forms of full names."""
        taken = {i for span in [*mentions, *doc.spans["hits"]] for i in range(span.start, span.end)}
        text, names = doc.text, self._names(mentions)
        for name in sorted(names, key=lambda one: (-len(one), one)):
            for match in re.finditer(_edged(name), text):
                again = doc.char_span(*match.span())
                if again is not None and taken.isdisjoint(range(again.start, again.end)):
                    taken |= set(range(again.start, again.end))
                    yield mention(again, *names[name], "repeated")

    def _names(self, mentions: list[Span]) -> dict[str, tuple[str, str]]:
        """Return name → (type, entity) of what is looked for again; a whole name comes before a short form."""
        names: dict[str, tuple[str, str]] = {}
        for span in mentions:
            if span.id_ in {"context", "model"} and not self._segmenter.knows_bare(span.text):
                names.setdefault(span.text, (span.label_, span.kb_id_))
        for span in mentions:
            for short in short_forms(span.text, span.label_, self._segmenter):
                names.setdefault(short, (span.label_, span.kb_id_))
        return names

    def _computed(self, span: Span) -> Span:
        """Link a name no table knows to an id that every machine computes alike."""
        prefix = self._schema.entities[span.label_].prefix
        return mention(span, span.label_, f"{prefix}:{slug(span.text)}", span.id_)


def _edged(name: str) -> str:
    """Return a pattern for ``name`` that a Latin name's ends do not cut a word."""
    left = r"(?<![A-Za-z0-9])" if re.match(r"[A-Za-z0-9]", name) else ""
    right = r"(?![A-Za-z0-9])" if re.search(r"[A-Za-z0-9]$", name) else ""
    return left + re.escape(name) + right


def _glosses(doc: Doc, mentions: list[Span]) -> Iterator[tuple[str, str]]:
    """Yield (id, id it is merged into) for a name in brackets right after one of its type: 戴维·柯克(David Kirk)."""
    text = doc.text
    for before, after in itertools.pairwise(mentions):
        between = text[before.end_char : after.start_char]
        if (
            before.label_ == after.label_
            and re.fullmatch(r"\s?[(（]\s?", between)
            and after.id_ in {"context", "model"}
        ):
            yield after.kb_id_, before.kb_id_


@Language.factory("xinpu_linking", default_config={"schema": ""})
def make_linking(nlp: Language, name: str, schema: str) -> Linking:
    """Make the component for a pipeline config."""
    del name
    if not isinstance(nlp.tokenizer, JiebaTokenizer):
        raise TypeError("xinpu_linking needs the tokenizer xinpu.jieba.v1")
    return Linking(nlp.tokenizer.segmenter, schema_from(schema))
