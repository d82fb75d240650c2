"""`xinpu neighbours`, `path`, `timeline`, `compare`, `top`, `changes`: what follows from many statements."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.answering import asked, print_answers
from pipeline.cli.lookup import NameArgument, OneArgument, OtherArgument
from pipeline.cli.options import ConfigOption, JsonOption, LimitOption, StoreOption, TypesOption

RelationsOption = Annotated[
    list[str] | None, typer.Option("--relation", metavar="NAME", help="These only; repeatable.")
]
_DAYS = ["%Y-%m-%d"]
SinceOption = Annotated[datetime | None, typer.Option(metavar="DAY", formats=_DAYS, help="From YYYY-MM-DD on.")]
UntilOption = Annotated[datetime | None, typer.Option(metavar="DAY", formats=_DAYS, help="Up to YYYY-MM-DD.")]


def neighbours(  # noqa: PLR0913, PLR0917 - a question's settings
    name: NameArgument,
    store: StoreOption = Path("outputs"),
    relations: RelationsOption = None,
    out: Annotated[bool, typer.Option("--out", help="Only where the entity is the head.")] = False,
    into: Annotated[bool, typer.Option("--into", help="Only where the entity is the tail.")] = False,
    types: TypesOption = None,
    modalities: Annotated[list[str] | None, typer.Option("--modality", metavar="NAME", help="These only.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    sources: Annotated[int, typer.Option(metavar="N", min=1, help="At least N articles of different text.")] = 1,
    limit: LimitOption = 100,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print what relations join to an entity, narrowed by relation, direction, type, modality, day and sources."""
    from pipeline.lookup import neighbours as find
    from pipeline.lookup import the_one
    from pipeline.show import show_neighbours

    with asked(store, config) as (opened, schema):
        found = find(
            opened,
            the_one(opened, name),
            schema,
            relations=relations or (),
            direction="both" if out == into else "out" if out else "in",
            types=types or (),
            modalities=modalities or (),
            since=_day(since),
            until=_day(until),
            minimum_sources=sources,
            limit=limit,
        )
    if as_json:
        print_answers(found, lambda _: (), as_json=True)
    else:
        print("\n".join(show_neighbours(found)), end="\n" if found else "")
    _none_is_a_failure(found, f"nothing is joined to {name!r} in this way in {store}")


def path(  # noqa: PLR0913, PLR0917 - a question's settings
    one: OneArgument,
    other: OtherArgument,
    store: StoreOption = Path("outputs"),
    relations: RelationsOption = None,
    longest: Annotated[int, typer.Option(metavar="N", min=1, max=6, help="Relations on a chain, at most.")] = 4,
    limit: LimitOption = 5,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print the chains of relations from one entity to another, the shortest first, of these the best supported."""
    from pipeline.lookup import path as find
    from pipeline.lookup import the_one
    from pipeline.show import show_chain

    with asked(store, config) as (opened, schema):
        ends = the_one(opened, one), the_one(opened, other)
        found = find(opened, *ends, schema, relations=relations or (), longest=longest, limit=limit)
    print_answers(found, show_chain, as_json=as_json)
    _none_is_a_failure(found, f"no chain of up to {longest} relations leads from {one!r} to {other!r} in {store}")


def timeline(
    one: OneArgument,
    other: Annotated[str | None, typer.Argument(metavar="[B]", help="Only statements between the two.")] = None,
    store: StoreOption = Path("outputs"),
    limit: LimitOption = 200,
    as_json: JsonOption = False,
) -> None:
    """Print the statements about an entity, or between two, by day, with what each changed."""
    from pipeline.lookup import the_one
    from pipeline.lookup import timeline as find
    from pipeline.show import show_dated

    with asked(store) as (opened, _):
        found = find(opened, the_one(opened, one), the_one(opened, other) if other else None, limit)
    print_answers(found, show_dated, as_json=as_json)
    _none_is_a_failure(found, f"nothing is stated of {one!r}{f' and {other!r}' if other else ''} in {store}")


def compare(
    one: OneArgument,
    other: OtherArgument,
    store: StoreOption = Path("outputs"),
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print two entities side by side: chips, customers, suppliers, rivals, people, shared and of each alone."""
    from pipeline.lookup import compare as find
    from pipeline.lookup import the_one
    from pipeline.show import show_comparison

    with asked(store, config) as (opened, schema):
        found = find(opened, the_one(opened, one), the_one(opened, other), schema)
    if as_json:
        print(json.dumps(asdict(found), ensure_ascii=False, indent=2))
    else:
        print("\n".join(show_comparison(found)))


def top(  # noqa: PLR0913, PLR0917 - a question's settings
    kind: Annotated[str, typer.Argument(metavar="[TYPE]", help="COMPANY, CHIP …; all when left out.")] = "",
    measure: Annotated[
        str, typer.Option("--by", metavar="MEASURE", help="mentions, articles, neighbours or statements.")
    ] = "mentions",
    store: StoreOption = Path("outputs"),
    limit: LimitOption = 20,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print the entities that have most of a measure."""
    from pipeline.lookup import check_known
    from pipeline.lookup import top as find
    from pipeline.show import show_ranked

    with asked(store, config) as (opened, schema):
        check_known(schema, types=[kind] if kind else ())
        found = find(opened, kind, measure, limit)
    print_answers(found, lambda ranked: [show_ranked(ranked)], as_json=as_json, apart=False)
    _none_is_a_failure(found, f"no {kind or 'entity'} is in {store}")


def changes(  # noqa: PLR0913, PLR0917 - a question's settings
    store: StoreOption = Path("outputs"),
    since: SinceOption = None,
    until: UntilOption = None,
    since_run: Annotated[int | None, typer.Option(metavar="N", min=0, help="After run N instead of a day.")] = None,
    until_run: Annotated[int | None, typer.Option(metavar="N", min=0, help="Up to run N instead of a day.")] = None,
    limit: LimitOption = 100,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print what is denied, confirmed, new or better supported after a day, or by the last run."""
    from pipeline.lookup import changes as find
    from pipeline.show import show_change

    low = since_run if since_run is not None else _day(since)
    high = until_run if until_run is not None else _day(until)
    with asked(store, config) as (opened, schema):
        found = find(opened, schema, low, high, limit)
    print_answers(found, show_change, as_json=as_json)
    _none_is_a_failure(found, f"nothing changed in {store}")


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None


def _none_is_a_failure(found: object, message: str) -> None:
    if not found:
        print(f"xinpu: {message}", file=sys.stderr)
        raise typer.Exit(1)
