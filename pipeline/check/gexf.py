"""The parts of a GEXF file."""

from __future__ import annotations

from pipeline.check.parts import Column, Edge, Node, Oddity, Opening, Value
from pipeline.check.xml import XmlReading

_TIMES = ("start", "end", "timestamp")


class GexfReading(XmlReading):
    """One pass over a GEXF file."""

    def __init__(self) -> None:
        super().__init__()
        self._graphs = 0
        self._owner = "node"
        self._item: Node | Edge | None = None

    def opened(self, name: str, given: dict[str, str]) -> None:
        """Take the start of an element."""
        if name == "graph":
            self._graphs += 1
            if self._graphs > 1:
                self.parts.append(Oddity(self.line, "second graph"))
            else:
                self.parts.append(Opening(self.line, self.declared, given.get("defaultedgetype")))
        elif name == "attributes":
            self._owner = given.get("class", "node")
        elif name == "attribute":
            ident = given.get("id", "")
            kind = given.get("type", "string")
            self.parts.append(Column(self.line, self._owner, ident, given.get("title", ident), kind))
        elif name == "node":
            self._item = Node(self.line, given.get("id", ""), given.get("label"), times=_times(given))
        elif name == "edge":
            self._item = Edge(
                self.line,
                given.get("id", ""),
                given.get("source", ""),
                given.get("target", ""),
                kind=given.get("kind", ""),
                direction=given.get("type"),
                weight=given.get("weight"),
                label=given.get("label"),
                times=_times(given),
            )
        elif self._item:
            self._inside(self._item, name, given)

    def closed(self, name: str, text: str, *, spaced: bool) -> None:  # noqa: ARG002 - GEXF says nothing in texts
        """Take its end."""
        if name in {"node", "edge"} and self._item:
            self.parts.append(self._item)
            self._item = None

    def _inside(self, item: Node | Edge, name: str, given: dict[str, str]) -> None:
        if name == "attvalue":
            item.values.append(Value(self.line, given.get("for", given.get("id", "")), given.get("value", "")))
        elif name == "spell":
            item.times.extend(_times(given))


def _times(given: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, given[name]) for name in _TIMES if given.get(name)]
