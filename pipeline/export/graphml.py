"""GraphML as Gephi, Gephi Lite, networkx and Cytoscape read it without loss, streamed to disk.

Keys are declared ``for="node"`` or ``for="edge"`` with ids that carry the type (``n_label``, ``e_weight``); nodes come
first; every edge has an id of its own and, as Gephi's edge type, its relation in the XML attribute ``label``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import networkx as nx
from lxml import etree

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_SCHEMA = f"{_NAMESPACE} http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd"
_TYPES = {str: "string", int: "int", float: "double", bool: "boolean"}
#: What XML 1.0 cannot hold.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Write ``graph`` to ``path``; attribute values are str, int, float or bool, the keys of edges their relations."""
    node_keys = _keys(data for _, data in graph.nodes(data=True))
    edge_keys = _keys(data for _, _, data in graph.edges(data=True))
    with path.open("wb") as file, etree.xmlfile(file, encoding="UTF-8") as xml:
        xml.write_declaration()
        location = {"{http://www.w3.org/2001/XMLSchema-instance}schemaLocation": _SCHEMA}
        names = {None: _NAMESPACE, "xsi": "http://www.w3.org/2001/XMLSchema-instance"}
        with xml.element("graphml", location, nsmap=names):
            for letter, kind, keys in (("n", "node", node_keys), ("e", "edge", edge_keys)):
                for name, type_ in keys.items():
                    declared = {"id": f"{letter}_{name}", "for": kind, "attr.name": name, "attr.type": type_}
                    xml.write(etree.Element("key", declared), pretty_print=True)
            with xml.element("graph", {"id": "G", "edgedefault": "directed"}):
                xml.write("\n")
                for node, data in graph.nodes(data=True):
                    xml.write(_element("node", {"id": str(node)}, "n", data), pretty_print=True)
                for number, (head, tail, relation, data) in enumerate(graph.edges(keys=True, data=True)):
                    ends = {
                        "id": f"e{number}",
                        "source": str(head),
                        "target": str(tail),
                        "label": str(relation),
                    }
                    xml.write(_element("edge", ends, "e", data), pretty_print=True)


def _keys(rows: Any) -> dict[str, str]:
    """Return each attribute's GraphML type, in order of appearance."""
    keys: dict[str, str] = {}
    for row in rows:
        for name, value in row.items():
            keys.setdefault(name, _TYPES[type(value)])
    return keys


def _element(tag: str, attributes: Mapping[str, str], letter: str, data: Mapping[str, Any]) -> etree._Element:
    element = etree.Element(tag, dict(attributes))
    for name, value in data.items():
        child = etree.SubElement(element, "data", {"key": f"{letter}_{name}"})
        text = _text(name, value)
        child.text = etree.CDATA(text) if "&" in text or "<" in text else text
    return element


def _text(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"attribute {name} is {value}; GraphML readers lose it")
    return str(value) if not isinstance(value, str) else writable(value)


def writable(text: str) -> str:
    """Return ``text`` with what XML cannot hold (control characters, lone surrogates) replaced by U+FFFD."""
    return _UNWRITABLE.sub("\ufffd", text)
