"""Extraction with the mentions given: what the components behind linking read when every name is known.

Given entities bear ids of their own document (E1); each is turned into the id the pipeline would give, so that the
lexicon's facts are found. Every mention keeps its span and type, every entity stays one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.config import Config
from pipeline.knowledge.fold import key, plain, slug
from pipeline.knowledge.lexicon import Lexicon
from pipeline.language.extraction import extraction_of, load
from pipeline.language.names import mention
from pipeline.language.resources import lexicon_from, schema_from
from pipeline.language.segment import JiebaTokenizer
from pipeline.records import Extraction
from pipeline.schema import Schema

#: The component after which mentions are complete; those before it, but for the sentences, find them.
_LAST_FINDER = "linking"


def extract_with_mentions(given: Extraction, config: Config | None = None) -> Extraction:
    """Extract from the text of ``given`` with its mentions in place of recognised ones; its relations are not seen."""
    config = config or Config()
    lexicon = lexicon_from(str(config.schema), map(str, config.lexicons))
    doc, _ = read_given(load(config), given, schema_from(str(config.schema)), lexicon)
    return extraction_of(given, doc, lexicon)


def read_given(nlp: Language, given: Extraction, schema: Schema, lexicon: Lexicon) -> tuple[Doc, dict[str, str]]:
    """Return the text of ``given`` read with its mentions, and for each id in it the id that ``given`` has."""
    if not isinstance(nlp.tokenizer, JiebaTokenizer):
        raise TypeError("mentions can be given to a pipeline with the tokenizer xinpu.jieba.v1 alone")
    ids = known_ids(given, schema, lexicon)
    doc = nlp.tokenizer.with_names(given.text, [(m.start, m.end) for m in given.mentions])
    doc._.published = given.published
    doc = nlp.get_pipe("sentences")(doc)
    doc.spans["mentions"] = list(_mentions(doc, given, ids))
    for name in nlp.pipe_names[nlp.pipe_names.index(_LAST_FINDER) + 1 :]:
        doc = nlp.get_pipe(name)(doc)
    return doc, {mine: theirs for theirs, mine in ids.items()}


def _mentions(doc: Doc, given: Extraction, ids: dict[str, str]) -> Iterator[Span]:
    for one in sorted(given.mentions, key=lambda m: (m.start, m.end)):
        span = doc.char_span(one.start, one.end)
        if span is None:
            raise AssertionError(f"mention {one} is no run of tokens")
        yield mention(span, one.type, ids[one.entity], "given")


def known_ids(given: Extraction, schema: Schema, lexicon: Lexicon) -> dict[str, str]:
    """Return the pipeline's id for each entity of ``given``: the lexicon's where a name is known, no id twice."""
    ids: dict[str, str] = {}
    for entity in given.entities:
        texts = [entity.name, *(m.text for m in given.mentions if m.entity == entity.id)]
        votes = Counter(ident for text in texts for ident in _owners(text, entity.type, lexicon))
        computed = f"{schema.entities[entity.type].prefix}:{slug(key(entity.name))}"
        free = (ident for ident in _choices(votes, computed) if ident not in ids.values())
        ids[entity.id] = next(free)
    return ids


def _owners(text: str, kind: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield what the lexicon knows of this type by this name, the likeliest first, else what its families build."""
    owners = [i for i in lexicon.owners.get(key(text), ()) if lexicon.entries[i].type == kind]
    yield from owners[:1]
    if not owners:
        for family in lexicon.families:
            if family.owner.type == kind and (match := family.pattern.fullmatch(plain(text))):
                yield lexicon.member(family, match["core"]).id


def _choices(votes: Counter[str], computed: str) -> Iterator[str]:
    yield from (ident for ident, _ in votes.most_common())
    yield computed
    number = 2
    while True:
        yield f"{computed}-{number}"
        number += 1
