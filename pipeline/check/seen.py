"""What a check remembers of a file so far: the columns, and a number for each id, so that memory stays small."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.check.parts import Column, Edge, Format, Node, Opening, Part


@dataclass(slots=True)
class Seen:
    """Columns by owner and id; ids and pairs of ends as hashes, eight bytes each.

    ``missing`` are ends of edges whose node has not come yet, with the place that names them first.
    """

    format: Format
    direction: str | None = None
    columns: dict[tuple[str, str], Column] = field(default_factory=dict)
    nodes: set[int] = field(default_factory=set)
    edges: set[int] = field(default_factory=set)
    pairs: set[int] = field(default_factory=set)
    missing: dict[int, tuple[int, str]] = field(default_factory=dict)
    kinds: bool = False
    partitioned: bool = False

    def take(self, part: Part) -> None:
        """Remember a part, after the rules have looked at it."""
        match part:
            case Opening(direction=direction):
                self.direction = direction
            case Column():
                self.columns.setdefault((part.owner, part.ident), part)
            case Node(ident=ident):
                self.nodes.add(hash(ident))
                self.missing.pop(hash(ident), None)
            case Edge():
                self._take_edge(part)

    def _take_edge(self, edge: Edge) -> None:
        self.edges.add(hash(edge.ident))
        self.pairs.add(hash((edge.source, edge.target, edge.kind)))
        for end in (edge.source, edge.target):
            if hash(end) not in self.nodes:
                self.missing.setdefault(hash(end), (edge.line, end))
        if edge.kind:
            self.kinds = True
            self.partitioned = self.partitioned or any(value.text == edge.kind for value in edge.values)

    def column(self, owner: str, ident: str) -> Column | None:
        """Return the column that an attribute of a node or an edge belongs to."""
        return self.columns.get((owner, ident)) or self.columns.get(("all", ident))

    def names(self, owner: str) -> set[str]:
        """Return the names and ids of a node's or an edge's columns."""
        return {
            name
            for (of, _), column in self.columns.items()
            if of in {owner, "all"}
            for name in (column.name, column.ident)
        }
