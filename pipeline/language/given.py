"""Documents whose mentions are given, not found: what the relation reader does when every name is right.

The rest of the pipeline (words, sentences, coreference, relations) runs as ever. Entities keep the lexicon's ids where
it knows their names, so that its facts are at hand; two given entities never become one.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.knowledge.fold import key, slug
from pipeline.knowledge.lexicon import Lexicon
from pipeline.records import Extraction
from pipeline.schema import Schema

#: The components that find and link mentions; given ones take their place.
_FINDERS = ("names", "context", "recognise", "linking")


def read_given(nlp: Language, lexicon: Lexicon, schema: Schema, given: Extraction) -> tuple[Doc, dict[str, str]]:
    """Return the document read with the mentions of ``given``, and for each id in it the given entity's."""
    ids = _ids(given, lexicon, schema)
    doc = nlp.make_doc(given.text)
    for name, component in nlp.pipeline:
        if name in _FINDERS:
            doc.spans["mentions"] = list(_spans(doc, given, ids))
        else:
            doc = component(doc)
    return doc, {mine: theirs for theirs, mine in ids.items()}


def _spans(doc: Doc, given: Extraction, ids: dict[str, str]) -> Iterator[Span]:
    """Yield the given mentions; one whose edge lies inside a word takes the whole word."""
    end = 0
    for one in sorted(given.mentions, key=lambda mention: (mention.start, mention.end)):
        span = doc.char_span(one.start, one.end, one.type, ids[one.entity], alignment_mode="expand")
        if span is not None and span.start >= end:
            span.id_ = "given"
            end = span.end
            yield span


def _ids(given: Extraction, lexicon: Lexicon, schema: Schema) -> dict[str, str]:
    """Return for each given entity the lexicon's id of its commonest names, or a computed one."""
    ids: dict[str, str] = {}
    for entity in given.entities:
        names = dict.fromkeys([entity.name, *(m.text for m in given.mentions if m.entity == entity.id)])
        prefix = schema.entities[entity.type].prefix
        known = (i for name in names for i in lexicon.owners.get(key(name), ()) if schema.type_of(i) == entity.type)
        computed = f"{prefix}:{slug(entity.name)}"
        ids[entity.id] = next((i for i in (*known, computed) if i not in ids.values()), f"{prefix}:{slug(entity.id)}")
    return ids
