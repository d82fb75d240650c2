"""The parts of a CX2 file, Cytoscape's JSON, read piece by piece; JSON tells no lines, so all is on line 1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import ijson

from pipeline.check.parts import Broken, Column, Edge, End, Node, Oddity, Part, Value

_NODES, _EDGES = "item.nodes.item", "item.edges.item"
_WHOLE = {
    _NODES,
    _EDGES,
    "item.metaData.item",
    "item.attributeDeclarations.item",
    "item.status.item",
}


def read_cx2(path: Path) -> Iterator[Part]:
    """Yield the parts of a file; End is the last, unless it cannot be read on."""
    declared: dict[str, int] = {}
    counted: Counter[str] = Counter()
    finished = False
    try:
        with path.open("rb") as file:
            for prefix, held in _objects(ijson.parse(file, use_float=True)):
                aspect = prefix.split(".")[1]
                counted[aspect] += 1
                if aspect == "metaData":
                    declared[str(held.get("name"))] = held.get("elementCount", 0)
                elif aspect == "attributeDeclarations":
                    yield from _columns(held)
                elif aspect == "status":
                    finished = bool(held.get("success"))
                else:
                    yield _node(held) if prefix == _NODES else _edge(held)
    except (ijson.JSONError, UnicodeDecodeError) as error:
        yield Broken(1, " ".join(str(error).split()))
        return
    if not finished:
        yield Oddity(1, "no success in its status")
    for aspect in ("nodes", "edges"):
        if declared.get(aspect, counted[aspect]) != counted[aspect]:
            yield Oddity(1, f"{counted[aspect]} {aspect} where {declared[aspect]} are told")
    yield End()


def _objects(events: Iterable[tuple[str, str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each whole object of the aspects that matter, with its place."""
    builder, inside = None, ""
    for prefix, event, value in events:
        if builder is None and event == "start_map" and prefix in _WHOLE:
            builder, inside = ijson.ObjectBuilder(), prefix
        if builder is not None:
            builder.event(event, value)
            if event == "end_map" and prefix == inside:
                yield inside, builder.value
                builder = None


def _columns(declarations: dict[str, Any]) -> Iterator[Column]:
    for aspect, owner in (("nodes", "node"), ("edges", "edge")):
        for name, how in (declarations.get(aspect) or {}).items():
            yield Column(1, owner, name, name, (how or {}).get("d", "string"))


def _node(held: dict[str, Any]) -> Node:
    return Node(1, str(held.get("id", "")), values=_values(held))


def _edge(held: dict[str, Any]) -> Edge:
    return Edge(1, str(held.get("id", "")), str(held.get("s", "")), str(held.get("t", "")), values=_values(held))


def _values(held: dict[str, Any]) -> list[Value]:
    return [Value(1, name, _text(value)) for name, value in (held.get("v") or {}).items()]


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
