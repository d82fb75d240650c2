"""A neighbourhood as GraphML: the one place where the page meets the graph's formats."""

from __future__ import annotations

import tempfile
from pathlib import Path

from pipeline.export.neighbourhood import write_neighbourhood
from pipeline.schema import Schema
from pipeline.web.drawing import Drawing

#: The drawing's unit in the units of graph.graphml.
_SCALE = 400.0


def as_graphml(drawing: Drawing, schema: Schema) -> bytes:
    """Return the drawing as a GraphML file, its attributes named as in graph.graphml."""
    nodes = {
        node.id: {
            "label": node.name,
            "name": node.name,
            "type": node.type,
            "type_zh": schema.entities[node.type].zh,
            "color": node.color,
            "size": node.size,
            "x": node.x * _SCALE,
            "y": node.y * _SCALE,
        }
        for node in drawing.nodes
    }
    edges = {
        (line.head, line.relation, line.tail): {
            "label": schema.relations[line.relation].zh,
            "weight": float(line.sources),
            "relation": line.relation,
            "color": line.color,
            "modality": line.modality,
            "sense": line.sense,
            "confidence": line.confidence,
            "articles": line.articles,
            "sources": line.sources,
            "evidence": line.evidence,
            "first_seen": line.first or "",
            "last_seen": line.last or "",
            "symmetric": line.symmetric,
        }
        for line in drawing.edges
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "neighbourhood.graphml"
        write_neighbourhood(nodes, edges, path)
        return path.read_bytes()
