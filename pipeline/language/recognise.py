"""The trained recogniser, and the one merge of what it finds with what is known.

Order of belief where two readings overlap:

    1. a longer learned name that holds a known one of its type, or several and ends as full names do   台塑大金
    2. a known name that the lexicon decided, and a name built by grammar                   英伟达, 昇腾910B
    3. a business, chip or model told by the word beside it                                 Neurophos公司
    4. a learned name, also for a known name that the rules of use left undecided           苹果, DeepSeek
    5. a person told by the words around                                                    CEO王某某

Learned spans are trimmed to the shortest whole name first (GUIDELINES: generic tails stay out).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from pipeline.errors import ConfigError
from pipeline.knowledge.contexts import Lookalikes
from pipeline.knowledge.fold import key, plain, slug
from pipeline.knowledge.lexicon import Lexicon
from pipeline.knowledge.words import words
from pipeline.language.boundaries import is_form_only, registered, trimmed
from pipeline.language.consistency import plausible, voted
from pipeline.language.features import reading_copy
from pipeline.language.names import meant, mention, refused
from pipeline.language.resources import lexicon_from, schema_from
from pipeline.language.segment import JiebaTokenizer
from pipeline.schema import Schema

#: The trained weights that are shipped.
MODEL = Path(__file__).parents[1] / "model" / "recogniser"

#: A full registered name, or a fund's or unit's, which may begin with a name that stands by itself elsewhere.
_FULL = re.compile(r"(?:有限|公司|事务所|分公司|基金|资本|证券|创投|风投|产投|研究院|实验室)$|(?:Inc|Ltd|Corp|LLC)\.?$")


#: How much text before and after a name tells a code of something else, in code points.
_REACH = 24


#: A code that is a chip's only among words of chips: P70 the phone, C919 the aircraft.
_CODE = re.compile(r"[A-Za-z]{1,3}-?\d{1,4}[A-Za-z]{0,2}\d?")
_CHIP_WORDS = re.compile(
    r"芯片|芯粒|处理器|加速器|加速卡|显卡|算力卡|GPU|CPU|NPU|TPU|SoC|ASIC|FPGA|DPU|流片|制程|晶圆|架构|封装"
)


#: What follows the name of an index or of a stock market.
_INDEX = re.compile(r"(?:综合|工业|平均|成份|成分|科技)*(?:指数|期指|指[双翻收涨跌报期盘高低])")


@dataclass(frozen=True, slots=True)
class Learned:
    """A name the trained recogniser found: code points and entity type."""

    start: int
    end: int
    type: str


class Recogniser:
    """A spaCy pipeline with an ``ner``: ours, which reads our words and what we know of them, or anybody's."""

    def __init__(self, model: Language, labels: Mapping[str, str], schema: Schema) -> None:
        self._model, self._labels, self._schema = model, labels, schema
        self._reads_our_words = model.meta.get("xinpu_words") is True

    def find(self, doc: Doc, tokenizer: JiebaTokenizer) -> Iterator[Learned]:
        """Yield the names in ``doc`` whose label stands for a type of the schema."""
        for span in self._read(doc, tokenizer).ents:
            kind = self._labels.get(span.label_, span.label_)
            if kind in self._schema.entities:
                yield Learned(span.start_char, span.end_char, kind)

    def _read(self, doc: Doc, tokenizer: JiebaTokenizer) -> Doc:
        if not self._reads_our_words:
            return self._model(doc.text)
        copy = reading_copy(doc, self._model.vocab, tokenizer.segmenter, self._schema)
        for _, component in self._model.pipeline:
            copy = component(copy)
        return copy


class Recognition:
    """The component: find, then merge into ``Doc.spans["mentions"]``."""

    def __init__(self, tokenizer: JiebaTokenizer, recogniser: Recogniser, lexicon: Lexicon) -> None:
        self._tokenizer, self._recogniser, self._lexicon = tokenizer, recogniser, lexicon
        self._lookalikes = Lookalikes()
        self._role = re.compile(rf"(?:{'|'.join(words('roles'))})(?=[\u4e00-\u9fff]{{2}})")

    def __call__(self, doc: Doc) -> Doc:
        """Complete the mentions with learned ones."""
        text = doc.text
        mentions = [self._placed(_grown(span, text)) for span in merged(doc.spans["mentions"], self._learned(doc))]
        doc.spans["mentions"] = voted(doc, filter_spans(mentions), self._tokenizer.segmenter)
        return doc

    def _placed(self, span: Span) -> Span:
        """Return a full registered name with the place before it: 上海寒武纪科技股份有限公司."""
        if span.label_ != "COMPANY" or not re.search("有限(?:责任)?公司$", span.text) or not span.start:
            return span
        place = span.doc[span.start - 1]
        if self._tokenizer.segmenter.tag(place.text) != "ns" or place.whitespace_:
            return span
        return mention(span.doc[place.i : span.end], span.label_, span.kb_id_, span.id_)

    def _learned(self, doc: Doc) -> Iterator[Span]:
        """Yield the learned names that no table says to be none, each linked where the lexicon knows it."""
        text = plain(doc.text)
        none = [(hit.start_char, hit.end_char) for hit in doc.spans["hits"] if not hit.kb_id_]
        for one in self._recogniser.find(doc, self._tokenizer):
            start, end = trimmed(text, one.start, one.end)
            if one.type == "PERSON" and (role := self._role.match(text, start, end)):
                start = role.end()
            if text.endswith("集团", start, end) and self._owner(text[start : end - 2], one.type):
                end -= 2
            span = doc.char_span(start, end, alignment_mode="expand") if start < end else None
            if span is None or any(a <= start and end <= b for a, b in none):
                continue
            found = mention(span, one.type, self._owner(span.text, one.type), "model")
            if self._namesake(found, text):  # with the id that a name no table knows has
                found = mention(span, one.type, f"{found.kb_id_.partition(':')[0]}:{slug(key(span.text))}", "model")
            if plausible(found, self._tokenizer.segmenter) and not self._refused(found, text):
                yield found

    def _refused(self, span: Span, text: str) -> bool:
        """Whether the words beside a learned name tell that it is none, or nothing tells that it is one."""
        start, end = span.start_char, span.end_char
        before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
        if self._lookalikes.refuse(before, text[start:end], after) or _INDEX.match(after):
            return True
        uses = [self._lexicon.uses.get((key(span.text), one)) for one in self._lexicon.owners.get(key(span.text), ())]
        if uses and all(use and refused(use, before, after) for use in uses):
            return True
        if span.label_ == "CHIP" and _CODE.fullmatch(span.text):
            return not (_CHIP_WORDS.search(text[span.sent.start_char : span.sent.end_char]) or _names_chip(span))
        return self._everyday(span)

    def _namesake(self, span: Span, text: str) -> bool:
        """Whether a person has the guarded full name of one we know, and nothing tells that it is that one."""
        use = self._lexicon.uses.get((key(span.text), span.kb_id_))
        if span.label_ != "PERSON" or use is None or key(self._lexicon.entries[span.kb_id_].name) != key(span.text):
            return False
        return not meant(use, text[max(0, span.start_char - _REACH) : span.start_char], text[span.end_char :], text)

    def _everyday(self, span: Span) -> bool:
        """Whether a word of the dictionary (苹果) stands in a sentence that names nothing else we know."""
        if not self._tokenizer.segmenter.knows_bare(span.text) or not span.kb_id_:
            return False
        sentence = span.sent
        return not any(sentence.start <= m.start < sentence.end for m in span.doc.spans["mentions"])

    def _owner(self, name: str, kind: str) -> str:
        owners = self._lexicon.owners.get(key(name), ())
        return next((ident for ident in owners if self._lexicon.entries[ident].type == kind), "")


def _names_chip(span: Span) -> bool:
    """Whether the sentence of ``span`` names a chip that we know."""
    return any(m.label_ == "CHIP" and m.sent == span.sent for m in span.doc.spans["mentions"])


def merged(known: Iterable[Span], learned: Iterable[Span]) -> list[Span]:
    """Return the mentions in order, those that come first in the order of belief winning where two overlap."""
    known = list(known)
    candidates = [*((_rank(span), span) for span in known), *((_learned_rank(span, known), span) for span in learned)]
    candidates.sort(key=lambda item: (item[0], item[1].start - item[1].end, item[1].start))
    kept: list[Span] = []
    taken: set[int] = set()
    for _, span in candidates:
        if taken.isdisjoint(range(span.start, span.end)):
            kept.append(span)
            taken |= set(range(span.start, span.end))
    return sorted(kept, key=lambda span: span.start)


def _grown(span: Span, text: str) -> Span:
    """Return a business's full registered name where ``span`` is the beginning of one in ``text``."""
    end = registered(text, span.end_char) if span.label_ == "COMPANY" else span.end_char
    whole = span.doc.char_span(span.start_char, end) if end > span.end_char else None
    if whole is None:
        return span
    entity = span.kb_id_ if is_form_only(text[span.end_char : end]) else ""
    return mention(whole, span.label_, entity, span.id_)


def _rank(span: Span) -> int:
    if span.id_ != "context":
        return 2
    return 5 if span.label_ == "PERSON" else 3


def _learned_rank(span: Span, known: list[Span]) -> int:
    inside = [one for one in known if span.start <= one.start and one.end <= span.end and len(one) < len(span)]
    alike = inside and all(one.label_ == span.label_ for one in inside)
    if alike and len(span.text) - len(inside[0].text) == 1 and span.text[-1] != "云":
        return 4  # 美光是: a word of one sign after a known name
    return 1 if alike and (len(inside) == 1 or _FULL.search(span.text)) else 4


def _load(path: str) -> Language:
    """Load a spaCy pipeline by folder or package name; ours when ``path`` is empty."""
    try:
        model = spacy.load(path or MODEL)
    except (OSError, ValueError, ImportError) as error:
        what = "a folder or an installed package that holds a spaCy pipeline would do"
        raise ConfigError(f"model: {path or str(MODEL)!r} cannot be loaded: {error}; {what}") from error
    if "ner" not in model.pipe_names:
        found = ", ".join(model.pipe_names) or "none"
        raise ConfigError(f"model: {path!r} has no component 'ner'; its components: {found}")
    return model


@Language.factory(
    "xinpu_recognise",
    requires=["doc.spans"],
    default_config={"schema": "", "lexicons": [], "model": {"path": "", "labels": {}}},
)
def make_recognition(nlp: Language, name: str, schema: str, lexicons: list[str], model: dict[str, Any]) -> Recognition:
    """Make the component for a pipeline config."""
    del name
    if not isinstance(nlp.tokenizer, JiebaTokenizer):
        raise TypeError("xinpu_recognise needs the tokenizer xinpu.jieba.v1")
    recogniser = Recogniser(_load(model["path"]), model["labels"], schema_from(schema))
    return Recognition(nlp.tokenizer, recogniser, lexicon_from(schema, lexicons))
