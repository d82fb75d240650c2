"""Entities of an article: one id for all mentions of one thing, and what says so.

A known name has its table's id, any other an id computed from its folded form, the same on every machine. What the
article states of two names being one goes to ``Doc._.merges``, so that the corpus can be merged by it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.knowledge.fold import key, slug
from pipeline.knowledge.lexicon import Lexicon
from pipeline.language.boundaries import is_form_only
from pipeline.language.names import mention
from pipeline.language.resources import lexicon_from, schema_from
from pipeline.language.segment import JiebaTokenizer, Segmenter
from pipeline.language.short_forms import name_in_use, short_forms
from pipeline.language.stated import Stated, stated
from pipeline.records import Merge, Range
from pipeline.schema import Schema

if not Doc.has_extension("merges"):
    Doc.set_extension("merges", default=())

#: Makers of mentions that no table vouches for.
_UNKNOWN = frozenset({"context", "model", "stated"})


class Linking:
    """Give every mention an entity id, and find again in the article what was surely found once."""

    def __init__(self, segmenter: Segmenter, schema: Schema, lexicon: Lexicon) -> None:
        self._segmenter, self._schema, self._lexicon = segmenter, schema, lexicon

    def __call__(self, doc: Doc) -> Doc:
        """Complete ``Doc.spans["mentions"]``, each then with an entity, and set ``Doc._.merges``."""
        said = [self._linked(one) for one in stated(doc, doc.spans["mentions"])]
        spans = {(span.start, span.end): span for span in doc.spans["mentions"]}
        spans |= {(one.other.start, one.other.end): one.other for one in said}
        linked = [self._with_id(span) for span in sorted(spans.values(), key=lambda span: span.start)]
        merges = list(self._merges(said))
        linked = self._shortened([_merged(span, merges) for span in linked])
        again = list(self._repeated(doc, linked))
        doc.spans["mentions"] = sorted([*linked, *again], key=lambda span: span.start)
        doc._.merges = tuple({(one.alias, one.entity): one for one in [*self._short(linked, again), *merges]}.values())
        return doc

    def _with_id(self, span: Span) -> Span:
        return span if span.kb_id_ else mention(span, span.label_, self._id(span.text, span.label_), span.id_)

    def _linked(self, said: Stated) -> Stated:
        return Stated(self._with_id(said.name), self._with_id(said.other), said.reason)

    def _id(self, name: str, kind: str) -> str:
        """Return the id of the owner of a name, or of the name in use that it is the full form of; else compute one."""
        core = name_in_use(name, self._segmenter) if kind == "COMPANY" else name
        known = self._owner(core, kind)
        if not known and core != name:
            ends = (end for end in range(len(core) - 1, 1, -1) if is_form_only(core[end:]))
            known = next((owner for end in ends if (owner := self._owner(core[:end], kind))), "")
        return known or f"{self._schema.entities[kind].prefix}:{slug(key(core))}"

    def _owner(self, name: str, kind: str) -> str:
        owners = self._lexicon.owners.get(key(name), ())
        return next((ident for ident in owners if self._lexicon.entries[ident].type == kind), "")

    def _merges(self, said: Iterable[Stated]) -> Iterator[Merge]:
        """Yield what is stated of two ids; two things that tables tell apart stay apart."""
        for one in said:
            name, other = one.name.kb_id_, one.other.kb_id_
            known = [ident for ident in (name, other) if ident in self._lexicon.entries]
            if name != other and len(known) < 2 and one.name.label_ == one.other.label_:
                entity = known[0] if known else name
                alias = other if entity == name else name
                evidence = Range(one.name.start_char, one.other.end_char)
                yield Merge(alias, entity, one.reason, evidence)

    def _shortened(self, mentions: list[Span]) -> list[Span]:
        """Link an unknown name to the one whose short form it is: Murphy to Matt Murphy, if there is but one."""
        full: dict[tuple[str, str], set[str]] = defaultdict(set)
        for span in mentions:
            for short in short_forms(span.text, span.label_, self._segmenter):
                full[key(short), span.label_].add(span.kb_id_)
        linked = []
        for span in mentions:
            owners = full.get((key(span.text), span.label_), set())
            unknown = span.id_ in _UNKNOWN and span.kb_id_ not in self._lexicon.entries
            only = next(iter(owners)) if unknown and len(owners) == 1 else span.kb_id_
            linked.append(span if only == span.kb_id_ else mention(span, span.label_, only, span.id_))
        return linked

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
            if span.id_ in _UNKNOWN and not self._segmenter.knows_bare(span.text):
                names.setdefault(span.text, (span.label_, span.kb_id_))
        for span in mentions:
            for short in short_forms(span.text, span.label_, self._segmenter):
                names.setdefault(short, (span.label_, span.kb_id_))
        return names

    def _short(self, full: list[Span], again: list[Span]) -> Iterator[Merge]:
        """Yield what a business's short form elsewhere in the corpus stands for, where this article has both."""
        names = {key(span.text) for span in full}
        for span in again:
            alias = self._id(span.text, span.label_)
            new = alias != span.kb_id_ and alias not in self._lexicon.entries
            if span.label_ == "COMPANY" and new and key(span.text) not in names:
                yield Merge(alias, span.kb_id_, "short", Range(span.start_char, span.end_char))


def _merged(span: Span, merges: Iterable[Merge]) -> Span:
    entity = span.kb_id_
    for one in merges:
        if entity == one.alias:
            entity = one.entity
    return span if entity == span.kb_id_ else mention(span, span.label_, entity, span.id_)


def _edged(name: str) -> str:
    """Return a pattern for ``name`` that a Latin name's ends do not cut a word."""
    left = r"(?<![A-Za-z0-9])" if re.match(r"[A-Za-z0-9]", name) else ""
    right = r"(?![A-Za-z0-9])" if re.search(r"[A-Za-z0-9]$", name) else ""
    return left + re.escape(name) + right


@Language.factory("xinpu_linking", requires=["doc.spans"], default_config={"schema": "", "lexicons": []})
def make_linking(nlp: Language, name: str, schema: str, lexicons: list[str]) -> Linking:
    """Make the component for a pipeline config."""
    del name
    if not isinstance(nlp.tokenizer, JiebaTokenizer):
        raise TypeError("xinpu_linking needs the tokenizer xinpu.jieba.v1")
    return Linking(nlp.tokenizer.segmenter, schema_from(schema), lexicon_from(schema, lexicons))
