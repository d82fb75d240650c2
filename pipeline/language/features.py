"""What the recogniser sees of each word beside its letters: what we know of it before reading.

A reading copy of the Doc carries it in token attributes that spaCy can embed, so that the user's Doc stays clean:

    TAG    part of speech in the dictionary            量产 → n, 表示 → v, letters and digits by their kind
    LEMMA  lexicon and grammar, BIO                    英伟达 → B-COMPANY-lexicon, 苹果 undecided → B-maybe-COMPANY
    DEP    the word lists it stands in                 王 → surname, CEO → role, 尔 → sound
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from pipeline.knowledge.fold import plain
from pipeline.knowledge.words import characters, words
from pipeline.language.segment import Segmenter
from pipeline.schema import Schema

_LISTS = ("roles", "said", "honorifics", "company_tails", "organisation_tails")
_LATIN = re.compile(r"[A-Za-zÀ-ÿ]+")
_NUMBER = re.compile(r"[\d.,%]+")


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    found: dict[str, str] = {}
    for name in _LISTS:
        for word in words(name):
            found.setdefault(word, name)
    surnames, sounds = frozenset(words("surnames")), characters("transliteration")
    for sign in surnames | sounds:
        kinds = [kind for kind, members in (("surname", surnames), ("sound", sounds)) if sign in members]
        found.setdefault(sign, "+".join(kinds))
    return found


def reading_copy(doc: Doc, vocab: Vocab, segmenter: Segmenter, schema: Schema) -> Doc:
    """Return a Doc of the same words in ``vocab`` whose TAG, LEMMA and DEP tell what is known of each."""
    known = _known(doc, schema)
    plain_words = [plain(token.text) for token in doc]
    copy = Doc(
        vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        tags=[segmenter.tag(word) or _kind(word) for word in plain_words],
        lemmas=known,
    )
    classes = _classes()
    for token, word in zip(copy, plain_words, strict=True):
        token.norm_ = word.lower()
        token.dep_ = classes.get(word, "none")
    return copy


def _kind(word: str) -> str:
    """Return what an unknown word is made of."""
    if _LATIN.fullmatch(word):
        return "latin"
    if _NUMBER.fullmatch(word):
        return "number"
    return "mixed" if word.isascii() and word.isalnum() else "unknown"


def _known(doc: Doc, schema: Schema) -> list[str]:
    """Return each word's lexicon tag: decided mentions first, then hits that were not believed."""
    tags = ["O"] * len(doc)
    for span, label in (*_undecided(doc, schema), *_decided(doc)):
        for place in range(span.start, span.end):
            tags[place] = f"{'B' if place == span.start else 'I'}-{label}"
    return tags


def _decided(doc: Doc) -> Iterator[tuple[Span, str]]:
    for span in doc.spans["mentions"]:
        yield span, f"{span.label_}-{span.id_}"


def _undecided(doc: Doc, schema: Schema) -> Iterator[tuple[Span, str]]:
    for span in doc.spans["hits"]:
        kinds = {schema.type_of(ident) for ident in span.kb_id_.split("|") if ident}
        yield span, f"maybe-{'/'.join(sorted(kinds))}" if kinds else "other"
