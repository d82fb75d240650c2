"""Assemble the pipeline and turn its documents into extractions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_config, load_model_from_config

from pipeline.config import Config
from pipeline.errors import ArticleError
from pipeline.knowledge.boilerplate import boilerplate
from pipeline.knowledge.lexicon import Lexicon
from pipeline.language import (  # noqa: F401 - they register
    attributes,
    context,
    coreference,
    homonyms,
    linking,
    names,
    pairs,
    recognise,
    relations,
    segment,
)
from pipeline.language.resources import lexicon_from
from pipeline.records import Article, Extraction, Mention, Named, Range

CONFIG = Path(__file__).with_name("pipeline.cfg")


@lru_cache(maxsize=2)
def load(config: Config | None = None, *, without: tuple[str, ...] = ()) -> Language:
    """Return the spaCy pipeline for ``config``, built once a process; ``without`` names components to leave out.

    Mentions are in ``doc.spans["mentions"]``, relations in ``doc._.relations``, sentences in ``doc.sents``.
    """
    return load_model_from_config(
        load_config(CONFIG, overrides=_overrides(config or Config()), interpolate=True),
        exclude=without,
        auto_fill=True,
        validate=True,
    )


def load_known(config: Config | None = None) -> Language:
    """Return the part of the pipeline that needs no trained weights: words, sentences, known names, context."""
    overrides = _overrides(config or Config()) | {"nlp.pipeline": ["sentences", "names", "context"]}
    return load_model_from_config(load_config(CONFIG, overrides=overrides, interpolate=True), auto_fill=True)


def _overrides(config: Config) -> dict[str, object]:
    return {
        "paths.schema": str(config.schema),
        "paths.lexicons": list(map(str, config.lexicons)),
        "paths.cues": list(map(str, config.cues)),
        "paths.model": config.model.path,
        "paths.labels": dict(config.model.labels),
    }


def extract(text: str, config: Config | None = None, published: date | None = None) -> Extraction:
    """Extract from one text; offsets are code points into it. ``published`` is the day 去年 counts from."""
    return extract_article(Article("text", "", text, "", published), config)


def extract_article(article: Article, config: Config | None = None) -> Extraction:
    """Extract from an article, its boilerplate left out; ArticleError when its text is too long to be read at once."""
    config = config or Config()
    nlp = load(config)
    if len(article.text) > nlp.max_length:
        raise ArticleError(
            f"{article.source}: the text has {len(article.text)} characters; at most {nlp.max_length} are read at once"
        )
    lexicon = lexicon_from(str(config.schema), map(str, config.lexicons))
    doc = nlp.make_doc(article.text)
    doc._.published = article.published
    return _without(boilerplate(article.text), extraction_of(article, nlp(doc), lexicon))


def _without(outside: tuple[Range, ...], found: Extraction) -> Extraction:
    """Return ``found`` without the mentions and relations that stand in ranges of the text that are no matter of it.

    A relation goes, too, when an end of it is mentioned nowhere else.
    """
    if not outside:
        return found
    mentions = tuple(mention for mention in found.mentions if not _touches(outside, mention.start, mention.end))
    left = {mention.entity for mention in mentions}
    gone = {entity.id for entity in found.entities} - left
    return replace(
        found,
        mentions=mentions,
        entities=tuple(entity for entity in found.entities if entity.id in left),
        relations=tuple(
            one
            for one in found.relations
            if not _touches(outside, one.evidence.start, one.evidence.end) and gone.isdisjoint((one.head, one.tail))
        ),
    )


def _touches(outside: tuple[Range, ...], start: int, end: int) -> bool:
    return any(one.start < end and start < one.end for one in outside)


def extraction_of(article: Article | Extraction, doc: Doc, lexicon: Lexicon) -> Extraction:
    """Return what the components left in ``doc``, the text being the article's."""
    mentions = tuple(
        Mention(span.start_char, span.end_char, span.text, span.label_, span.kb_id_, span.id_)
        for span in doc.spans["mentions"]
    )
    return Extraction(
        id=article.id,
        title=article.title,
        published=article.published,
        source=article.source,
        text=article.text,
        entities=_entities(mentions, lexicon),
        mentions=mentions,
        relations=tuple(doc._.relations),
        merges=doc._.merges,
        encoding=article.encoding,
    )


def _entities(mentions: Iterable[Mention], lexicon: Lexicon) -> tuple[Named, ...]:
    entities: dict[str, Named] = {}
    for mention in mentions:
        known = lexicon.entries.get(mention.entity)
        name = known.name if known else mention.text
        entities.setdefault(mention.entity, Named(mention.entity, mention.type, name))
    return tuple(entities.values())
