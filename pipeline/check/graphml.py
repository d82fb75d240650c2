"""The parts of a GraphML file."""

from __future__ import annotations

from pipeline.check.parts import Column, Edge, Node, Oddity, Opening, Value
from pipeline.check.xml import XmlReading

#: Pieces of the standard that hardly a reader knows.
_RARE = frozenset({"hyperedge", "port", "endpoint", "locator"})


class GraphmlReading(XmlReading):
    """One pass over a GraphML file."""

    def __init__(self) -> None:
        super().__init__()
        self._names: dict[str, str] = {}
        self._graphs = 0
        self._item: Node | Edge | None = None
        self._value: tuple[int, str] | None = None

    def opened(self, name: str, given: dict[str, str]) -> None:
        """Take the start of an element."""
        if name == "key":
            ident = given.get("id", "")
            self._names[ident] = given.get("attr.name", ident)
            kind = given.get("attr.type", "string")
            self.parts.append(Column(self.line, given.get("for", "all"), ident, self._names[ident], kind))
        elif name == "graph":
            self._graphs += 1
            if self._graphs > 1:
                self.parts.append(Oddity(self.line, "second graph"))
            else:
                self.parts.append(Opening(self.line, self.declared, given.get("edgedefault")))
        elif name == "node":
            self._item = Node(self.line, given.get("id", ""))
        elif name == "edge":
            ends = given.get("source", ""), given.get("target", "")
            kind, direction = given.get("label", ""), given.get("directed")
            self._item = Edge(self.line, given.get("id", ""), *ends, kind=kind, direction=direction)
        elif name == "data":
            self._value = (self.line, given.get("key", ""))
        elif name in _RARE:
            self.parts.append(Oddity(self.line, name))

    def closed(self, name: str, text: str, *, spaced: bool) -> None:
        """Take its end."""
        if name == "data" and self._item and self._value:
            self._take(self._item, Value(*self._value, text, spaced))
            self._value = None
        elif name in {"node", "edge"} and self._item:
            self.parts.append(self._item)
            self._item = None

    def _take(self, item: Node | Edge, value: Value) -> None:
        item.values.append(value)
        name = self._names.get(value.column)
        if "label" in {value.column, name}:
            item.label = value.text
        if isinstance(item, Edge) and "weight" in {value.column, name}:
            item.weight = value.text
