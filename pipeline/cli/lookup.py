"""`xinpu lookup`, `xinpu explain`: questions to what a run left."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import ConfigOption, JsonOption, StoreOption


def lookup(
    name: Annotated[str, typer.Argument(help="A name in any spelling, or an entity's id.")],
    store: StoreOption = Path("outputs"),
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print the card of whatever bears a name."""
    from pipeline.config import load_config
    from pipeline.lookup import lookup as find
    from pipeline.lookup import nearest
    from pipeline.schema import load_schema
    from pipeline.show import show_card
    from pipeline.store import Store

    with Store(store / "knowledge.sqlite") as opened:
        cards = find(opened, name, load_schema(load_config(config).schema))
        near = [] if cards else nearest(opened, name)
    if as_json:
        print(json.dumps([asdict(card) for card in cards], ensure_ascii=False, indent=2))
    else:
        print("\n\n".join("\n".join(show_card(card)) for card in cards), end="\n" if cards else "")
    if not cards:
        _print_unknown(name, store, near)
        raise typer.Exit(1)


def _print_unknown(name: str, store: Path, near: list[str]) -> None:
    hint = f"; nearest: {'、'.join(near)}" if near else ""
    print(f"xinpu: no entity is named {name!r} in {store}{hint}", file=sys.stderr)


def explain(
    one: Annotated[str, typer.Argument(metavar="A", help="A name in any spelling, or an entity's id.")],
    other: Annotated[str, typer.Argument(metavar="B", help="Another.")],
    store: StoreOption = Path("outputs"),
    as_json: JsonOption = False,
) -> None:
    """Print every statement between two entities, with the words that say so."""
    from pipeline.lookup import bearers, nearest
    from pipeline.lookup import explain as find
    from pipeline.show import show_statement
    from pipeline.store import Store

    with Store(store / "knowledge.sqlite") as opened:
        unknown = [(name, nearest(opened, name)) for name in (one, other) if not bearers(opened, name)]
        statements = find(opened, one, other)
    if as_json:
        print(json.dumps([asdict(statement) for statement in statements], ensure_ascii=False, indent=2))
    else:
        shown = ("\n".join(show_statement(statement)) for statement in statements)
        print("\n\n".join(shown), end="\n" if statements else "")
    for name, near in unknown:
        _print_unknown(name, store, near)
    if not statements and not unknown:
        print(f"xinpu: nothing is stated between {one!r} and {other!r} in {store}", file=sys.stderr)
    if not statements:
        raise typer.Exit(1)
