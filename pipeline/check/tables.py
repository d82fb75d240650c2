"""The parts of a table of nodes or edges, as Gephi's Data Laboratory takes it, or Neo4j's import."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from pipeline.check.parts import Broken, Column, Edge, End, Node, Opening, Part, Value

_NODE_HEADS = ("Id", "Label")
#: What Neo4j calls them; its other heads are ``name:type``.
_NEO4J = {":ID": "Id", ":START_ID": "Source", ":END_ID": "Target", ":TYPE": "Kind"}
_EDGE_HEADS = ("Source", "Target", "Type", "Kind", "Weight", "Label", "Id")


def is_edge_table(path: Path) -> bool:
    """Whether the first line names a source or a target; a file that is no text is none."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return not {"Source", "Target"}.isdisjoint(_heads(next(csv.reader(file), [])))
    except (UnicodeDecodeError, csv.Error):
        return False


def read_table(path: Path) -> Iterator[Part]:
    """Yield the parts of a table; a table of edges is told by its heads."""
    owner = "edge" if is_edge_table(path) else "node"
    line = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, strict=True)
            heads = _heads(next(rows, []))
            yield Opening(1, declared=True, direction="directed")
            for head in heads:
                yield Column(1, owner, head, head, "")
            for row in rows:
                if len(row) == len(heads):
                    yield _item(owner, line + 1, dict(zip(heads, row, strict=True)))
                elif row:
                    yield Broken(line + 1, f"{len(row)} cells under {len(heads)} heads")
                line = rows.line_num
    except UnicodeDecodeError as error:
        yield Broken(line, f"no UTF-8: {error.reason}")
    except csv.Error as error:
        yield Broken(line + 1, str(error))
    else:
        yield End()


def _heads(written: list[str]) -> list[str]:
    """Return the heads of a table; those of Neo4j's import in Gephi's words, without their types."""
    split = [head.partition(":") for head in written]
    if not any(f":{kind}" in _NEO4J for _, _, kind in split):
        return written
    return [_NEO4J.get(f":{kind}", name or kind) for name, _, kind in split]


def _item(owner: str, line: int, cells: dict[str, str]) -> Node | Edge:
    special = _EDGE_HEADS if owner == "edge" else _NODE_HEADS
    values = [Value(line, head, text) for head, text in cells.items() if head not in special]
    if owner == "node":
        return Node(line, cells.get("Id", ""), cells.get("Label"), values)
    return Edge(
        line,
        cells.get("Id", ""),
        cells.get("Source", ""),
        cells.get("Target", ""),
        kind=cells.get("Kind", ""),
        direction=cells.get("Type"),
        weight=cells.get("Weight"),
        label=cells.get("Label"),
        values=values,
    )
