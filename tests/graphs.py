"""Graphs for the tests of exporters and of the checker, and texts that try to break a file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import networkx as nx
from by_hand import SCHEMA, States, article, stored
from hypothesis import strategies as st

from pipeline.graph import Graph, Policy, complete_graph, statements_of
from pipeline.store import Store

HOSTILE = (
    "]]>",
    "]]]]>>",
    "A & <B>",
    "a &amp; b",
    "<![CDATA[x]]>",
    "quote \" and '",
    "'; MATCH (n) DETACH DELETE n; //",
    "\\u0027}) DELETE n //",
    "back\\slash\\",
    "`tick`",
    'A,"B"\n𠮷',
    "INF",
    "null",
    "=1+1",
    "; x .\n<urn:a> <urn:b> <urn:c> .",
    "🚀𠮷𪚥",
    "\x00\x0b\x1f\ud800\ufffe",
    "长" * 100_000,
    "",
    " \t\n",
    "\r\n行\r末",
    "\u2028\u0085\u200b\u202e",
)
#: Any text, the characters that formats trip over among it.
TEXTS = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=40),
    st.text(st.sampled_from("\\u'\"`&<>]!-[CDATA;,#@^{}$\n\t\r 芯\ud800"), max_size=30),
)


def shown(text: str) -> str:
    """Return what a reader should give back for ``text``: unwritable signs replaced one by one, line ends LF."""
    clean = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
    return re.sub("\r\n?", "\n", clean)


def built(folder: Path) -> tuple[Graph, list[dict[str, object]]]:
    """Return the graph of four articles, with two relations between the same two entities, and its statements."""
    nvidia, arm, h100, amd = "company:nvidia", "company:arm", "chip:h100", "company:amd"
    deal = "[英伟达|company:nvidia]收购[Arm|company:arm]，并推出[H100|chip:h100]。"
    ends = (nvidia, "buys", arm)
    articles = [
        article("传" + deal, States(*ends, "rumored", 0.6), ident="a", published="2020-07-31", title="传闻"),
        article(deal, States(*ends, confidence=0.8), States(nvidia, "makes", h100), ident="b", published="2020-09-13"),
        article("否认" + deal, States(*ends, "negated"), States(nvidia, "trains-on", arm), ident="c"),
        article("[AMD|company:amd]与[英伟达|company:nvidia]竞争。", States(nvidia, "competes-with", amd), ident="d"),
    ]
    with Store(stored(folder, articles)) as store:
        graph = complete_graph(store, SCHEMA)
        return graph, list(statements_of(graph, store, SCHEMA, Policy()))


def named(names: Iterable[str]) -> Graph:
    """Return a graph whose nodes and edges bear these texts as labels and as another attribute."""
    graph: Graph = nx.MultiDiGraph()
    for number, name in enumerate(names):
        graph.add_node(f"company:x-{number}", label=name, name=name, type="COMPANY", size=6.0, x=0.5, y=1.5)
        data = {"label": name, "weight": 2.0, "relation": "buys", "evidence": name}
        graph.add_edge("company:x-0", f"company:x-{number}", key="buys", **data)
    return graph


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Return any small graph: nodes and edges with columns of all four types, self-loops and parallel edges too."""
    graph: Graph = nx.MultiDiGraph()
    numbers = st.floats(allow_nan=False, allow_infinity=False)
    for number in range(draw(st.integers(1, 5))):
        held = {"label": draw(TEXTS), "count": draw(st.integers(-(2**31), 2**31 - 1)), "share": draw(numbers)}
        graph.add_node(f"chip:n{number}", **held, known=draw(st.booleans()))
    ends = st.sampled_from(list(graph))
    for _ in range(draw(st.integers(0, 8))):
        relation = draw(st.sampled_from(["buys", "makes", "competes-with"]))
        held = {"label": draw(TEXTS), "weight": draw(st.floats(0.1, 1e9)), "relation": relation}
        graph.add_edge(draw(ends), draw(ends), key=relation, **held, symmetric=draw(st.booleans()))
    return graph


def plain_edges(graph: nx.MultiDiGraph[str]) -> list[tuple[object, ...]]:
    """Return the edges as texts and numbers in order, for comparing; an empty label is that or none."""
    names = ("relation", "weight", "symmetric")
    rows = graph.edges(data=True)
    return sorted((a, b, *(data[name] for name in names), shown(data.get("label") or "")) for a, b, data in rows)
