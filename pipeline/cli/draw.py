"""`xinpu draw`: the graph of a run as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import ConfigOption, StoreOption


def draw(
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="graph.svg or graph.png: the ending tells.")],
    store: StoreOption = Path("outputs"),
    config: ConfigOption = None,
    ego: Annotated[
        list[str] | None, typer.Option("--ego", metavar="NAME", help="Only what is near this entity; again for more.")
    ] = None,
    hops: Annotated[int, typer.Option(metavar="N", help="How many edges far from --ego.")] = 1,
) -> None:
    """Draw the graph of a run, or what is near some entities."""
    from pipeline.config import load_config
    from pipeline.errors import ConfigError
    from pipeline.graph import complete_graph
    from pipeline.lookup import bearers, unknown
    from pipeline.picture import compose, write_png, write_svg
    from pipeline.schema import load_schema
    from pipeline.store import Store

    writers = {".svg": write_svg, ".png": write_png}
    if to.suffix not in writers:
        raise ConfigError(f"draw: --to {str(to)!r}; a file that ends in {' or '.join(writers)} would do")
    schema = load_schema(load_config(config).schema)
    with Store(store / "knowledge.sqlite") as opened:
        around = []
        for name in ego or ():
            found = bearers(opened, name)
            if not found:
                raise unknown(opened, name)
            around += found
        graph = complete_graph(opened, schema, around=around, hops=hops)
        near = "、".join(dict.fromkeys(opened.name(ident) for ident in around))
    writers[to.suffix](compose(graph, note=f"{near} 周围 {hops} 步" if near else ""), to)
    print(to)
