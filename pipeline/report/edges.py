"""Edges for people: who, what, whom, and the sentence that says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from pipeline.graph import Graph
from pipeline.lookup import evidence_in
from pipeline.lookup.highlight import of_statement
from pipeline.picture.scene import one_line
from pipeline.report.writing import Element, element
from pipeline.store import Store

#: head, tail, relation, attributes
Edge: TypeAlias = tuple[str, str, str, Mapping[str, Any]]
MODALITIES = {"asserted": "陈述", "planned": "计划", "rumored": "传闻", "negated": "否认"}
_NAME = 40
_TITLE = 80
_SENTENCE = 300


def edges_of(graph: Graph) -> list[Edge]:
    """Return the edges of a graph in order of their ends and relations."""
    return sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3])


def strongest(edges: Iterable[Edge], most: int) -> list[Edge]:
    """Return the edges that the most independent sources speak of, of these the surest."""
    return sorted(edges, key=lambda edge: (-edge[3]["sources"], -edge[3]["confidence"], edge[:3]))[:most]


def newest(edges: Iterable[Edge], most: int) -> list[Edge]:
    """Return the edges first spoken of last, the undated left out."""
    dated = [edge for edge in edges if edge[3]["first_seen"]]
    ranked = strongest(dated, len(dated))
    return sorted(ranked, key=lambda edge: edge[3]["first_seen"], reverse=True)[:most]


def name(graph: Graph, node: str) -> str:
    """Return the name of a node on one line, shortened where it is very long."""
    return one_line(graph.nodes[node]["label"], _NAME) or node


def tag(modality: str) -> Element:
    """Return a modality as a coloured word."""
    return element("span", MODALITIES.get(modality, modality), kind=f"tag {modality}")


def listed(edges: Iterable[Edge], graph: Graph, store: Store) -> Element:
    """Return edges as a list, each with the sentence of its best statement, both names and the cue marked."""
    return element("ol", *(_item(edge, graph, store) for edge in edges), kind="edges")


def _item(edge: Edge, graph: Graph, store: Store) -> Element:
    head, tail, relation, data = edge
    arrow = "↔" if data["symmetric"] else "→"
    line = element("p", name(graph, head), kind="edge")
    line.append(element("span", f"{data['relation_zh']} {relation} {arrow}", kind="relation"))
    line[-1].tail = name(graph, tail) + " "
    line.append(tag(data["modality"]))
    if data["conflict"]:
        line[-1].tail = " "
        line.append(element("span", "有来源否认 contested", kind="tag negated"))
    return element("li", line, *_evidence(edge, store))


def _evidence(edge: Edge, store: Store) -> Iterator[Element]:
    head, tail, relation, data = edge
    said = evidence_in(store, data["evidence_article"], (head, tail), relation)
    if said is None:
        return
    quote = element("blockquote")
    length = 0
    for piece in of_statement(said):
        text = piece.text[: max(0, _SENTENCE - length)]
        length += len(piece.text)
        _append(quote, text, piece.kinds)
    if length > _SENTENCE:
        _append(quote, "…", ())
    yield quote
    title = one_line(said.title or said.article, _TITLE)
    parts = [said.published or "日期不详 undated", title, *_words(data)]
    sure = "0.99 以上" if data["confidence"] > 0.99 else f"{data['confidence']:.2f}"
    parts += [f"独立来源 {data['sources']} sources", f"置信度 {sure} confidence"]
    yield element("p", " · ".join(parts), kind="from")


def _append(quote: Element, text: str, kinds: tuple[str, ...]) -> None:
    if text and kinds:
        quote.append(element("mark", text, kind="cue" if "cue" in kinds else kinds[0]))
    elif text:
        quote.append(element("span", text))


def _words(data: Mapping[str, Any]) -> list[str]:
    return [one_line(data[kind], _NAME) for kind in ("quantity", "amount", "date", "role") if data[kind]]
