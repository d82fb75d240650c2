"""From a graph with measures and places to a scene: edges, nodes, labels, title and legend."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from pipeline.graph import Graph
from pipeline.graph.spacing import label_width
from pipeline.picture.arrows import DASHES, curve
from pipeline.picture.labels import placed
from pipeline.picture.scene import FAINT, Disc, Line, Scene, Text, one_line

WIDTH = 1600.0
_EDGE = 70.0
_TOP = 120.0
_LEGEND = 132.0
_TALLEST = 2400.0
#: The most important nodes are drawn, and the most important of these have a label.
_DRAWN = 500
_LABELS = 80
_LONGEST = 16
MODALITY_KEYS = {"asserted": "陈述", "planned": "计划", "rumored": "传闻", "negated": "否认"}


def compose(graph: Graph, title: str = "芯谱知识图谱", note: str = "") -> Scene:
    """Return the picture of ``graph``, whose nodes have x, y, size, color, type, type_zh, degree and weighted_degree.

    Nodes without an edge are left out where there are edges, and all but the 500 most important of a large graph; the
    line below the title says so. The same graph gives the same scene, in whatever order it was made.
    """
    shown = _shown(graph)
    places, height = _placed(graph, shown)
    scene = Scene(WIDTH, height, title)
    discs = {node: _disc(graph.nodes[node], places[node]) for node in shown}
    scene.discs += sorted(discs.values(), key=lambda disc: -disc.radius)
    edges = sorted((head, tail, key) for head, tail, key in graph.edges(keys=True) if head in discs and tail in discs)
    scene.lines += _lines(graph, edges, discs)
    wanted = [(discs[node], _label(graph, node), _letter(graph.nodes[node]["size"])) for node in shown]
    canvas = (8.0, _TOP, WIDTH - 8, height - _LEGEND)
    scene.texts += placed(((d, text, size) for d, text, size in wanted if text), scene.discs, canvas, _LABELS)
    _write_title(scene, graph, len(shown), len(edges), note)
    _write_legend(scene, [graph.nodes[n] for n in shown], [graph.edges[edge] for edge in edges])
    return scene


def _shown(graph: Graph) -> list[str]:
    """Return the nodes to draw, the most important first."""
    nodes = [node for node, data in graph.nodes(data=True) if data["degree"]] or list(graph)
    return sorted(nodes, key=lambda node: _importance(graph.nodes[node], node))[:_DRAWN]


def _importance(data: Mapping[str, Any], node: str) -> tuple[float, float, str]:
    return -data["weighted_degree"], -data.get("mentions", 0), node


def _placed(graph: Graph, nodes: list[str]) -> tuple[dict[str, tuple[float, float, float]], float]:
    """Return (x, y, scale) of each node, and the height of the whole picture."""
    xs = [graph.nodes[node]["x"] for node in nodes] or [0.0]
    ys = [graph.nodes[node]["y"] for node in nodes] or [0.0]
    wide, high = max(1.0, max(xs) - min(xs)), max(1.0, max(ys) - min(ys))
    room = _TALLEST - _TOP - _LEGEND - 2 * _EDGE
    scale = min((WIDTH - 2 * _EDGE) / wide, room / high, 2.0)
    left = (WIDTH - wide * scale) / 2
    places = {
        node: (left + (x - min(xs)) * scale, _TOP + _EDGE / 2 + (max(ys) - y) * scale, scale)
        for node, x, y in zip(nodes, xs, ys, strict=bool(nodes))
    }
    return places, round(_TOP + _EDGE + max(high * scale, 120.0) + _LEGEND)


def _disc(data: Mapping[str, Any], place: tuple[float, float, float]) -> Disc:
    x, y, scale = place
    told = f"{data['label']} · {data.get('type_zh', data['type'])} {data['type']} · 关系 {data['degree']}"
    radius = max(4.0, data["size"] * min(scale, 1.0) / 2)
    return Disc((round(x, 1), round(y, 1)), round(radius, 1), data.get("color", "#888888"), one_line(told, 200))


def _lines(graph: Graph, edges: list[tuple[str, str, str]], discs: Mapping[str, Disc]) -> list[Line]:
    between = defaultdict(list)
    for edge in edges:
        between[tuple(sorted(edge[:2]))].append(edge)
    lines = []
    for (first, _), together in sorted(between.items()):
        for at, (head, tail, key) in enumerate(together):
            data = graph.edges[head, tail, key]
            side = (at - (len(together) - 1) / 2) * (1 if head == first else -1)
            names = f"{graph.nodes[head]['label']} → {graph.nodes[tail]['label']}"
            told = one_line(f"{names} · {data['label']} · {data.get('first_seen', '')} {data.get('evidence', '')}", 200)
            if head != tail:
                lines.append(curve(discs[head], discs[tail], side, data, told))
    return lines


def _label(graph: Graph, node: str) -> str:
    return one_line(graph.nodes[node]["label"], _LONGEST)


def _letter(size: float) -> float:
    return round(12 + min(10.0, size / 6), 1)


def _write_title(scene: Scene, graph: Graph, nodes: int, edges: int, note: str) -> None:
    scene.texts.append(Text((40, 44), one_line(scene.name, 40), 30, bold=True))
    parts = [f"实体 {graph.number_of_nodes()} entities", f"关系 {graph.number_of_edges()} relations"]
    if nodes < len(graph):
        parts.append(f"画出其中 {nodes} 个实体、{edges} 条关系 shown")
    scene.texts.append(Text((40, 82), one_line(" · ".join([*parts, *([note] if note else [])]), 140), 16, color=FAINT))


def _write_legend(scene: Scene, nodes: list[Mapping[str, Any]], edges: list[Mapping[str, Any]]) -> None:
    """Write three rows at the foot: types, relations, modalities, each with how many are shown."""
    types = Counter((data.get("type_zh", ""), data["type"], data.get("color", "#888888")) for data in nodes)
    relations = Counter((data.get("relation_zh", ""), data["relation"], data.get("color", "#888888")) for data in edges)
    modalities = Counter(data.get("modality", "") for data in edges)
    row = scene.height - _LEGEND + 34
    texts = [f"{zh} {name} {count}" for (zh, name, _), count in _ranked(types)]
    for x, text, (_, _, color) in _row(scene, row, "实体 entities", texts, [kind for kind, _ in _ranked(types)]):
        scene.discs.append(Disc((x + 14, row), 7, color))
        scene.texts.append(Text((x + 30, row), text, 14))
    row += 34
    texts = [f"{zh} {name} {count}" for (zh, name, _), count in _ranked(relations)]
    for x, text, (_, _, color) in _row(scene, row, "关系 relations", texts, [kind for kind, _ in _ranked(relations)]):
        scene.lines.append(Line((x, row), (x + 12, row), (x + 24, row), color, 3))
        scene.texts.append(Text((x + 30, row), text, 14))
    row += 34
    said = [(name, modalities[name]) for name in DASHES if modalities[name]]
    texts = [f"{MODALITY_KEYS[name]} {name} {count}" for name, count in said]
    for x, text, name in _row(scene, row, "情态 modality", texts, [name for name, _ in said]):
        scene.lines.append(Line((x, row), (x + 12, row), (x + 24, row), "#444444", 2, DASHES[name]))
        scene.texts.append(Text((x + 30, row), text, 14))


def _ranked(counts: Counter[tuple[str, str, str]]) -> list[tuple[tuple[str, str, str], int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _row(scene: Scene, y: float, head: str, texts: list[str], keys: list[Any]) -> list[tuple[float, str, Any]]:
    """Write the head of a legend's row and return (left end, text, key) of what stands in it, as far as it has room."""
    x, entries = 190.0, []
    if texts:
        scene.texts.append(Text((40, y), head, 14, color=FAINT))
    for text, key in zip((one_line(text, 30) for text in texts), keys, strict=True):
        wide = 56 + label_width(text) * 14
        if x + wide < WIDTH:
            entries.append((x, text, key))
        x += wide
    return entries
