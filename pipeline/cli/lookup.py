"""`xinpu lookup`, `search`, `explain`, `evidence`: what the store says of a name, of two, of an edge, of some words."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.answering import asked, print_answers
from pipeline.cli.options import ConfigOption, JsonOption, LimitOption, StoreOption, TypesOption

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="A name in any spelling, or an entity's id.")]
OneArgument = Annotated[str, typer.Argument(metavar="A", help="A name in any spelling, or an entity's id.")]
OtherArgument = Annotated[str, typer.Argument(metavar="B", help="Another.")]


def lookup(
    name: NameArgument, store: StoreOption = Path("outputs"), config: ConfigOption = None, as_json: JsonOption = False
) -> None:
    """Print the card of whatever bears a name."""
    from pipeline.lookup import lookup as find
    from pipeline.lookup import unknown
    from pipeline.show import show_card

    with asked(store, config) as (opened, schema):
        cards = find(opened, name, schema)
        error = None if cards else unknown(opened, name)
    print_answers(cards, show_card, as_json=as_json)
    if error:
        raise error


def search(  # noqa: PLR0913, PLR0917 - a question's settings
    words: Annotated[str, typer.Argument(metavar="WORDS", help="Part of a name, pinyin, or words of a sentence.")],
    store: StoreOption = Path("outputs"),
    types: TypesOption = None,
    text: Annotated[bool, typer.Option("--text", help="Search the sentences instead of the names.")] = False,
    limit: LimitOption = 20,
    as_json: JsonOption = False,
) -> None:
    """Print the entities that may be meant by part of a name, or the sentences that hold some words."""
    from pipeline.lookup import full_text
    from pipeline.lookup import search as find
    from pipeline.show import show_hit, show_sentence

    with asked(store) as (opened, _):
        if text:
            sentences = full_text(opened, words, limit)
            print_answers(sentences, show_sentence, as_json=as_json)
            found = bool(sentences)
        else:
            hits = find(opened, words, limit, types or ())
            print_answers(hits, lambda hit: [show_hit(hit)], as_json=as_json, apart=False)
            found = bool(hits)
    if not found:
        print(f"xinpu: nothing is found for {words[:60]!r} in {store}", file=sys.stderr)
        raise typer.Exit(1)


def explain(
    one: OneArgument, other: OtherArgument, store: StoreOption = Path("outputs"), as_json: JsonOption = False
) -> None:
    """Print every statement between two entities, with the words that say so."""
    from pipeline.lookup import bearers, unknown
    from pipeline.lookup import explain as find
    from pipeline.show import show_statement

    with asked(store) as (opened, _):
        error = next((unknown(opened, name) for name in (one, other) if not bearers(opened, name)), None)
        statements = find(opened, one, other)
    print_answers(statements, show_statement, as_json=as_json)
    if error:
        raise error
    if not statements:
        print(f"xinpu: nothing is stated between {one!r} and {other!r} in {store}", file=sys.stderr)
        raise typer.Exit(1)


def evidence(  # noqa: PLR0913, PLR0917 - an edge has three parts
    head: Annotated[str, typer.Argument(metavar="HEAD", help="A name in any spelling, or an entity's id.")],
    relation: Annotated[str, typer.Argument(metavar="RELATION", help="buys, makes …")],
    tail: Annotated[str, typer.Argument(metavar="TAIL", help="Another name or id.")],
    store: StoreOption = Path("outputs"),
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print the statements behind one edge of the graph."""
    from pipeline.lookup import evidence as find
    from pipeline.lookup import the_one
    from pipeline.show import show_statement

    with asked(store, config) as (opened, schema):
        found = find(opened, the_one(opened, head), relation, the_one(opened, tail), schema=schema)
    print_answers(found, show_statement, as_json=as_json)
    if not found:
        print(f"xinpu: no article states {head!r} {relation} {tail!r} in {store}", file=sys.stderr)
        raise typer.Exit(1)
