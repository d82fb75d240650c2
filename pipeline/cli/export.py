"""`xinpu export`: the graph of a run, whole or in part, in any of the formats."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import ConfigOption, StoreOption

if TYPE_CHECKING:
    from pipeline.store import Store


def export(  # noqa: PLR0913, PLR0917 - each filter is an option of its own
    to: Annotated[Path, typer.Option("--to", metavar="FOLDER", help="Where the files go.")],
    formats: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="LIST",
            help="Any of graphml, gexf, csv, cytoscape, neo4j, cypher, turtle, jsonld, parquet, with commas.",
        ),
    ] = "graphml,gexf,csv",
    store: StoreOption = Path("outputs"),
    config: ConfigOption = None,
    minimum_sources: Annotated[
        int, typer.Option("--minimum-sources", metavar="N", help="Independent sources that an edge needs.")
    ] = 1,
    confidence: Annotated[float, typer.Option(metavar="X", help="Confidence that an edge needs, 0 to 1.")] = 0.0,
    modality: Annotated[
        str, typer.Option(metavar="LIST", help="Only these: asserted, planned, rumored, negated.")
    ] = "",
    relation: Annotated[str, typer.Option(metavar="LIST", help="Only these relations.")] = "",
    types: Annotated[str, typer.Option("--type", metavar="LIST", help="Only entities of these types.")] = "",
    since: Annotated[str, typer.Option(metavar="DAY", help="Only articles from this day on, 2024-01-31.")] = "",
    until: Annotated[str, typer.Option(metavar="DAY", help="Only articles up to this day.")] = "",
    ego: Annotated[
        list[str] | None, typer.Option("--ego", metavar="NAME", help="Only what is near this entity; again for more.")
    ] = None,
    hops: Annotated[int, typer.Option(metavar="N", help="How many edges far from --ego.")] = 1,
) -> None:
    """Write the graph of a run for Gephi, Cytoscape, Neo4j, RDF or data frames."""
    from pipeline.config import load_config
    from pipeline.export.formats import FORMATS, chosen
    from pipeline.export.graphml import misread_by_gephi
    from pipeline.graph import Policy, complete_graph, statements_of
    from pipeline.schema import load_schema
    from pipeline.store import Store

    policy = Policy(
        minimum_sources=minimum_sources,
        modalities=_list(modality),
        since=_day("--since", since),
        until=_day("--until", until),
        relations=_list(relation),
        types=_list(types),
        confidence=confidence,
    )
    names, schema = chosen(formats), load_schema(load_config(config).schema)
    with Store(store / "knowledge.sqlite") as opened:
        around = [ident for name in ego or () for ident in _bearers(opened, name, store)]
        graph = complete_graph(opened, schema, policy, around, hops)
        for name in names:
            FORMATS[name].write(graph, statements_of(graph, opened, schema, policy), to)
    if "graphml" in names and (misread := misread_by_gephi(graph)):
        print(f"xinpu: Gephi shows Infinity for INF in {misread} texts outside labels of the GraphML", file=sys.stderr)
    print(f"nodes 节点  {graph.number_of_nodes()}")
    print(f"edges 边    {graph.number_of_edges()}")
    for name in names:
        for file in FORMATS[name].files:
            print(f"  {to / file}")


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _day(option: str, text: str) -> date | None:
    from pipeline.errors import ConfigError

    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise ConfigError(f"export: {option} {text!r}; a day such as 2024-01-31 would do") from error


def _bearers(store: Store, name: str, folder: Path) -> list[str]:
    from pipeline.errors import ConfigError

    found = store.entities_named(name) or ([name] if store.entity(name) else [])
    if not found:
        raise ConfigError(f"export: no entity is named {name!r} in {folder}; `xinpu lookup` tells the nearest names")
    return found
