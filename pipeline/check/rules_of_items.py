"""Rules on nodes, edges and their values."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import date

from pipeline.check.parts import Edge, Node
from pipeline.check.rule import ANY, CSV, GEPHI, GEXF, GRAPHML, XML, Place, Rule
from pipeline.check.seen import Seen

_TOKEN = re.compile(r"[\w.:\-·]+")
_UNDIRECTED = frozenset({"false", "undirected", "mutual"})
_DIRECTED = frozenset({"true", "directed"})


def _repeated_node(part: Node, seen: Seen) -> Iterator[Place]:
    if part.ident and hash(part.ident) in seen.nodes:
        yield part.line, f"node {part.ident!r} again"


def _late_node(part: Node, seen: Seen) -> Iterator[Place]:
    if seen.edges:
        yield part.line, f"node {part.ident!r} after an edge"


def _nameless(part: Node, seen: Seen) -> Iterator[Place]:
    if not part.ident and (seen.format != "csv" or ("node", "Id") in seen.columns):
        yield part.line, "a node without an id"


def _id_no_token(part: Node, _: Seen) -> Iterator[Place]:
    if part.ident and not _TOKEN.fullmatch(part.ident):
        yield part.line, f"node {part.ident!r}"


def _no_node_label(part: Node, _: Seen) -> Iterator[Place]:
    if part.label is None:
        yield part.line, f"node {part.ident!r} has no label"


def _repeated_edge(part: Edge, seen: Seen) -> Iterator[Place]:
    if part.ident and hash(part.ident) in seen.edges:
        yield part.line, f"edge id {part.ident!r} again"


def _parallel(part: Edge, seen: Seen) -> Iterator[Place]:
    if part.kind and hash((part.source, part.target, part.kind)) in seen.pairs:
        yield part.line, f"{_named(part)}: a second {part.kind!r} from {part.source!r} to {part.target!r}"


def _untyped(part: Edge, seen: Seen) -> Iterator[Place]:
    if not part.kind and hash((part.source, part.target, "")) in seen.pairs:
        yield part.line, f"{_named(part)}: a second edge from {part.source!r} to {part.target!r}, without a type"


def _other_direction(part: Edge, seen: Seen) -> Iterator[Place]:
    says = (part.direction or "").lower()
    if (says in _UNDIRECTED and seen.direction == "directed") or (says in _DIRECTED and seen.direction == "undirected"):
        yield part.line, f"{_named(part)} is {part.direction!r} in a graph that is {seen.direction}"


def _unknown_direction(part: Edge, _: Seen) -> Iterator[Place]:
    if part.direction is not None and part.direction.lower() not in {"directed", "undirected"}:
        yield part.line, f"{_named(part)} has Type {part.direction!r}"


def _zero(part: Edge, _: Seen) -> Iterator[Place]:
    if part.weight is not None and _number(part.weight) == 0:
        yield part.line, f"{_named(part)} has weight {part.weight!r}"


def _negative(part: Edge, _: Seen) -> Iterator[Place]:
    number = _number(part.weight or "")
    if number is not None and number < 0:
        yield part.line, f"{_named(part)} has weight {part.weight!r}"


def _weightless(part: Edge, _: Seen) -> Iterator[Place]:
    number = _number(part.weight or "1")
    if number is None or not math.isfinite(number):
        yield part.line, f"{_named(part)} has weight {part.weight!r}"


def _short_day(part: Node | Edge, _: Seen) -> Iterator[Place]:
    for name, text in part.times:
        if re.fullmatch(r"\d{4}(-\d{2})?", text):
            yield part.line, f"{_named(part)}: {name} {text!r}"


def _backwards(part: Node | Edge, _: Seen) -> Iterator[Place]:
    for (first, start), (last, end) in zip(part.times, part.times[1:], strict=False):
        if (first, last) == ("start", "end") and _day(start) and _day(end) and start > end:
            yield part.line, f"{_named(part)} ends {end} before it starts {start}"


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _named(part: Node | Edge) -> str:
    if isinstance(part, Node):
        return f"node {part.ident!r}"
    return f"edge {part.ident!r}" if part.ident else f"edge from {part.source!r}"


RULES = (
    Rule("repeated-node", ANY, Node, _repeated_node, "every reader", "makes one node of the two", "ids of their own"),
    Rule("node-without-id", ANY, Node, _nameless, "every reader", "drops it or stops", "an id for each node"),
    Rule("node-after-edge", GRAPHML, Node, _late_node, "Cytoscape", "loses the edges before it", "all nodes first"),
    Rule(
        "id-no-token",
        GRAPHML,
        Node,
        _id_no_token,
        "the schema",
        "forbids it",
        "an ASCII id, and the name in label",
        loss=False,
    ),
    Rule(
        "unlabelled", GEXF, Node, _no_node_label, "Gephi, Gephi Lite", "show the id for its name", "the attribute label"
    ),
    Rule(
        "repeated-edge-id",
        ANY,
        Edge,
        _repeated_edge,
        "Gephi, Gephi Lite",
        "drops the edge, or does not open the file",
        "ids of their own over the whole file",
    ),
    Rule(
        "parallel-edges",
        GEPHI,
        Edge,
        _parallel,
        "Gephi",
        "merges them: weights are summed, attributes of the first lost",
        "one edge for each source, type and target",
    ),
    Rule(
        "untyped-parallel",
        GEPHI,
        Edge,
        _untyped,
        "Gephi",
        "merges them whatever their columns say",
        "a type: GraphML's label= on the edge, GEXF's kind=, the column Kind",
    ),
    Rule(
        "other-direction",
        XML,
        Edge,
        _other_direction,
        "Gephi (GEXF), networkx, Gephi Lite",
        "drops the edge, refuses the file, or takes the edge for a directed one",
        "one direction for all, and a column symmetric",
    ),
    Rule("unknown-direction", CSV, Edge, _unknown_direction, "Gephi", "takes its default", "Directed or Undirected"),
    Rule("zero-weight", GEPHI, Edge, _zero, "Gephi", "deletes the edge", "a weight above 0"),
    Rule(
        "negative-weight",
        GEPHI,
        Edge,
        _negative,
        "Gephi",
        "warns, layouts go wrong",
        "a weight above 0",
        loss=False,
    ),
    Rule(
        "lost-weight",
        ("gexf", "csv"),
        Edge,
        _weightless,
        "Gephi",
        "takes 1 or drops the edge",
        "a finite number",
    ),
    Rule("short-day", GEXF, Node, _short_day, "Gephi 0.11", "aborts the import", "a whole day: 2024-01-31"),
    Rule("short-day", GEXF, Edge, _short_day, "Gephi 0.11", "aborts the import", "a whole day: 2024-01-31"),
    Rule("backwards", GEXF, Node, _backwards, "Gephi", "drops its time", "start before end"),
    Rule("backwards", GEXF, Edge, _backwards, "Gephi", "drops its time", "start before end"),
)
