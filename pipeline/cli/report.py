"""`xinpu report`: a run as one page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import ConfigOption, StoreOption


def report(
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="Where the page goes, such as report.html.")],
    store: StoreOption = Path("outputs"),
    config: ConfigOption = None,
) -> None:
    """Write a run as one page to read, print and pass on: picture, top entities, evidence, rumours, failures."""
    from pipeline.config import load_config
    from pipeline.graph import complete_graph
    from pipeline.report import write_report
    from pipeline.schema import load_schema
    from pipeline.store import Store

    schema = load_schema(load_config(config).schema)
    with Store(store / "knowledge.sqlite") as opened:
        write_report(complete_graph(opened, schema), opened, schema, to)
    print(to)
