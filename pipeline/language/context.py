"""Names no table knows, told by what stands beside them: a role, a title, a verb of saying, a gloss in brackets.

CEO王小川 · 帕特·基辛格(Pat Gelsinger) · 张三表示 · Lightrick公司. The trained recogniser behind these rules is told
what they found, and may overrule them where they found a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.knowledge.fold import plain
from pipeline.knowledge.words import characters, words
from pipeline.language.businesses import businesses
from pipeline.language.called import called
from pipeline.language.names import mention
from pipeline.language.resources import schema_from
from pipeline.language.segment import JiebaTokenizer, Segmenter
from pipeline.schema import Schema

_LATIN_NAME = r"[A-Z][a-zà-ÿ'’]+(?:[ -][A-Z][a-zà-ÿ'’]*\.?){1,3}"
_AFTER_NAME = frozenset(
    "说称表示在将就也曾和与对向为是的于等则更又已从被把以及认指透提宣出还都并近今当先此来去加创担任接离因等共均便即自由聚"
)


def _any(name: str) -> str:
    return "|".join(map(re.escape, words(name)))


def _called(text: str) -> Iterator[tuple[int, int, str]]:
    for noun in called():
        yield from noun.find(text)


class Context:
    """Find persons and companies by the words around them."""

    def __init__(self, segmenter: Segmenter, schema: Schema) -> None:
        self._segmenter, self._kinds = segmenter, schema.entities.keys()
        sounds = "".join(sorted(characters("transliteration")))
        self._role = re.compile(rf"(?:{_any('roles')})[、\s]{{0,2}}(?P<name>)")
        self._said = re.compile(rf"(?:{_any('said')}|{_any('honorifics')})")
        self._dotted = re.compile(rf"(?:[{sounds}]{{1,6}}|[A-Z]\.?)(?:[·•・‧][{sounds}A-Z][{sounds}.]{{0,6}})+")
        self._sounds = re.compile(rf"[{sounds}]{{2,6}}")
        self._latin = re.compile(_LATIN_NAME)
        self._gloss = re.compile(rf"\s?[(（]\s?(?P<latin>{_LATIN_NAME})\s?[)）,，]")
        self._surnames = frozenset(words("surnames"))

    def __call__(self, doc: Doc) -> Doc:
        """Add what the context tells to ``Doc.spans["mentions"]``; mentions already there stay as they are."""
        text = plain(doc.text)
        taken = {i for span in doc.spans["hits"] for i in range(span.start_char, span.end_char)}
        found = dict.fromkeys(self._persons(doc, text))
        kept = list(doc.spans["mentions"])
        firms = ((a, b, "COMPANY") for a, b in businesses(text))
        for start, end, kind in [*((a, b, "PERSON") for a, b in found), *firms, *_called(text)]:
            span = doc.char_span(start, end)
            if kind in self._kinds and span is not None and taken.isdisjoint(range(start, end)):
                kept.append(mention(span, kind, "", "context"))
                taken |= set(range(start, end))
        doc.spans["mentions"] = sorted(kept, key=lambda span: span.start)
        return doc

    def _persons(self, doc: Doc, text: str) -> Iterator[tuple[int, int]]:
        edges = {token.idx for token in doc} | {len(text)}
        for match in self._dotted.finditer(text):
            yield match.span()
            yield from self._glossed(text, match.end())
        for match in self._role.finditer(text):
            if name := self._name_at(text, match.end(), edges, introduced=True):
                yield name
                yield from self._glossed(text, name[1])
        for match in self._said.finditer(text):
            if name := self._name_before(text, match.start(), edges):
                yield name

    def _glossed(self, text: str, end: int) -> Iterator[tuple[int, int]]:
        if gloss := self._gloss.match(text, end):
            yield gloss.span("latin")

    def _name_at(self, text: str, at: int, edges: set[int], *, introduced: bool) -> tuple[int, int] | None:
        """Return the person's name that begins at ``at``, if one does."""
        for pattern in (self._dotted, self._latin):
            if match := pattern.match(text, at):
                return match.span()
        if (chinese := self._chinese(text, at, edges)) is not None:
            return chinese
        sounds = self._sounds.match(text, at) if introduced else None
        while sounds and len(sounds.group()) >= 2:
            if sounds.end() in edges and not self._segmenter.knows(sounds.group()):
                return sounds.span()
            sounds = self._sounds.match(text, at, sounds.end() - 1)
        return None

    def _chinese(self, text: str, at: int, edges: set[int]) -> tuple[int, int] | None:
        if at not in edges:
            return None
        for surname in (text[at : at + 2], text[at : at + 1]):
            if surname in self._surnames:
                for given in (2, 1):
                    end = at + len(surname) + given
                    if self._is_chinese_name(text, at, at + len(surname), end, edges):
                        return at, end
        return None

    def _is_chinese_name(self, text: str, at: int, given: int, end: int, edges: set[int]) -> bool:
        name = text[at:end]
        if end not in edges or not re.fullmatch(r"[\u4e00-\u9fff]+", name) or len(name) != end - at:
            return False
        if name[-1] in _AFTER_NAME or text[given] in _AFTER_NAME:
            return False
        loose = all(i in edges for i in range(at, end))
        apart = given in edges and not self._segmenter.knows(name)
        return loose or apart or (len(name) > 2 and self._segmenter.knows_person(name))

    def _name_before(self, text: str, end: int, edges: set[int]) -> tuple[int, int] | None:
        """Return the person's name that ends at ``end`` and begins a clause, if one does."""
        for length in (4, 3, 2):
            start = end - length
            if start >= 0 and (start == 0 or text[start - 1] in '，,。；;：:、“”"\n！？. 》）)'):
                name = self._chinese(text, start, edges)
                if name and name[1] == end:
                    return name
        latin = re.search(rf"{_LATIN_NAME}$", text[max(0, end - 40) : end])
        return (end - len(latin.group()), end) if latin else None


@Language.factory("xinpu_context", requires=["token.is_sent_start"], default_config={"schema": ""})
def make_context(nlp: Language, name: str, schema: str) -> Context:
    """Make the component for a pipeline config."""
    del name
    if not isinstance(nlp.tokenizer, JiebaTokenizer):
        raise TypeError("xinpu_context needs the tokenizer xinpu.jieba.v1")
    return Context(nlp.tokenizer.segmenter, schema_from(schema))
