"""`xinpu check`: what Gephi and its neighbours would lose in a graph file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import JsonOption


def check(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="GraphML, GEXF, CX2, or tables of nodes and edges.")
    ],
    as_json: JsonOption = False,
) -> None:
    """Tell what Gephi, Gephi Lite, networkx and Cytoscape would lose or misread; exit status 1 if anything is lost."""
    from pipeline.check.checking import check as look

    found = look(files)
    if as_json:
        rows = [
            {
                "file": finding.file,
                "rule": finding.rule.name,
                "loss": finding.rule.loss,
                "readers": finding.rule.readers,
                "effect": finding.rule.effect,
                "remedy": finding.rule.remedy,
                "count": finding.count,
                "places": [{"line": line, "what": what} for line, what in finding.places],
            }
            for finding in found
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for finding in found:
            kind = "" if finding.rule.loss else "warning: "
            for line in finding.lines():
                print(kind + line)
    losses = sum(finding.count for finding in found if finding.rule.loss)
    if not as_json:
        print(f"{len(files)} files checked, {losses} losses, {sum(f.count for f in found) - losses} warnings")
    if losses:
        raise typer.Exit(1)
