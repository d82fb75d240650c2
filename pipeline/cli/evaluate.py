"""`xinpu evaluate`: precision, recall and F1 against annotated documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import ConfigOption, JsonOption


def evaluate(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD…", help="Annotated documents, one JSON object a line.")],
    config: ConfigOption = None,
    rules: Annotated[bool, typer.Option("--rules", help="Also what each rule got right and wrong.")] = False,
    gold_mentions: Annotated[
        bool,
        typer.Option("--gold-mentions", help="Read relations between the annotated mentions, not recognised ones."),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Extract from the texts of annotated documents and print precision, recall and F1."""
    from pipeline.config import load_config
    from pipeline.engine.local import extract_all
    from pipeline.evaluate import reach, read_gold, score
    from pipeline.knowledge.lexicon import load_lexicon
    from pipeline.language.given import extract_with_mentions
    from pipeline.records import Article, Extraction
    from pipeline.schema import load_schema

    settings = load_config(config)
    documents = [document for path in gold for document in read_gold(path)]
    if gold_mentions:
        system = [extract_with_mentions(document, settings) for document in documents]
    else:
        articles = [Article(d.id, d.title, d.text, d.source, d.published) for d in documents]
        system = [found for found in extract_all(articles, settings) if isinstance(found, Extraction)]
    scores = score(documents, system, load_schema(settings.schema))
    names = reach(documents, system, load_lexicon(settings.schema, settings.lexicons))
    if as_json:
        recall = {kind: {figure: count.scores[figure] for figure in ("r", "tp", "fn")} for kind, count in names.items()}
        print(json.dumps(scores.as_dict() | {"names": recall}, ensure_ascii=False))
        return
    for line in scores.lines(with_rules=rules, mentions_given=gold_mentions):
        print(line)
    for kind, count in () if gold_mentions else names.items():
        print(f"names      {kind:14} {'':7}  R {count.scores['r']:.3f}  {'':8}  tp {count.tp} fn {count.fn}")
