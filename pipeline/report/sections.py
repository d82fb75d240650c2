"""The sections of the report, each a list of elements, empty where there is nothing to tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from pipeline.graph import Graph
from pipeline.picture import compose, svg_of
from pipeline.picture.scene import one_line
from pipeline.report.edges import Edge, listed, name, newest, strongest, tag
from pipeline.report.writing import Element, Part, element, heading, table
from pipeline.schema import Schema
from pipeline.store import Store

_TOP = 10
_STRONGEST = 4
_EVIDENCED = 12
_ROWS = 25
_FILES = 200
_PURCHASE = "buys"
_DOUBTFUL = ("rumored", "negated")


def opening(title: str, graph: Graph, store: Store) -> list[Element]:
    """Return the title, when the articles appeared, and the counts."""
    ((articles, first, last),) = store.rows("SELECT count(*), min(published), max(published) FROM articles")
    ((failures,),) = store.rows("SELECT count(*) FROM failures")
    span = f"文章日期 {first} 至 {last}" if first else "文章没有日期"
    counts = {
        "文章 articles": articles,
        "实体 entities": len(graph),
        "关系 relations": graph.number_of_edges(),
        "失败 failures": failures,
    }
    figures = (element("div", element("dt", key), element("dd", f"{count:,}")) for key, count in counts.items())
    return [
        element("h1", title),
        element("p", f"{span} · Knowledge graph report: who buys, makes, trains, competes, works where", kind="lead"),
        element("dl", *figures, kind="figures"),
    ]


def picture(graph: Graph) -> list[Element]:
    """Return the picture of the graph."""
    drawn = etree.fromstring(svg_of(compose(graph)).encode())
    return [heading(2, "图谱", "The graph"), element("div", drawn, kind="picture")]


def top_entities(graph: Graph, schema: Schema) -> list[Element]:
    """Return for each type the entities that the most edges lead to or from."""
    tables = []
    for kind in schema.entities.values():
        nodes = [(node, data) for node, data in graph.nodes(data=True) if data["type"] == kind.name]
        nodes.sort(key=lambda item: (-item[1]["weighted_degree"], -item[1]["mentions"], item[0]))
        rows: list[list[Part]] = [
            [name(graph, node), str(data["degree"]), str(data["articles"]), str(data["mentions"])]
            for node, data in nodes[:_TOP]
        ]
        if rows:
            dot = element("span", kind="dot", style=f"background:{kind.color}")
            head = element("h3", dot, kind.zh, " ", element("span", f"{kind.en} · {len(nodes)}", kind="en"))
            heads = ("名称 name", "关系 edges", "文章 articles", "提及 mentions")
            tables.append(element("div", head, table(heads, rows, frozenset({1, 2, 3}))))
    return [heading(2, "各类要角", "Top entities by type"), element("div", *tables, kind="columns")] if tables else []


def evidenced(edges: list[Edge], graph: Graph, store: Store) -> list[Element]:
    """Return the strongest edges of each relation, and the newest of all, with their evidence."""
    parts: list[Element] = []
    sure = [edge for edge in edges if edge[3]["modality"] not in _DOUBTFUL]
    for relation, zh in dict.fromkeys((edge[2], edge[3]["relation_zh"]) for edge in strongest(sure, len(sure))):
        found = [edge for edge in sure if edge[2] == relation]
        parts += [heading(3, zh, f"{relation} · {len(found)}"), listed(strongest(found, _STRONGEST), graph, store)]
    if parts:
        parts.insert(0, heading(2, "最有据的关系", "Strongest relations"))
    if fresh := newest(edges, _EVIDENCED):
        parts += [heading(2, "最新的关系", "Newest relations"), listed(fresh, graph, store)]
    return parts


def trade(edges: list[Edge], graph: Graph) -> list[Element]:
    """Return who buys from whom, by customer and by supplier; what is denied is left out."""
    bought = [edge for edge in edges if edge[2] == _PURCHASE and edge[3]["modality"] != "negated"]
    if not bought:
        return []
    customers = ("客户 customer", "向谁买、买什么 from whom, what", "数量、金额 how much", "日期 date", "情态")
    suppliers = ("供应方 supplier or goods", "客户 customer", "数量、金额 how much", "日期 date", "情态")
    return [
        heading(2, "客户", "Customers: who buys or acquires"),
        _sides([(head, tail, data) for head, tail, _, data in bought], graph, customers),
        heading(2, "供应方", "Suppliers: what is bought, and from whom"),
        _sides([(tail, head, data) for head, tail, _, data in bought], graph, suppliers),
    ]


def _sides(bought: list[tuple[str, str, Mapping[str, Any]]], graph: Graph, heads: tuple[str, ...]) -> Element:
    """Return a table of (one side, other side, attributes): the sides with the most to tell first."""
    weight: dict[str, float] = defaultdict(float)
    for one, _, data in bought:
        weight[one] += data["weight"]
    ranked = sorted(bought, key=lambda row: (-weight[row[0]], row[0], -row[2]["weight"], row[1]))
    rows: list[list[Part]] = []
    before = ""
    for one, other, data in ranked[:_ROWS]:
        much = one_line("，".join(filter(None, (data["quantity"], data["amount"]))), 40)
        sense = "（收购）" if data["sense"] == "acquisition" else ""
        shown = element("strong", name(graph, one)) if one != before else ""
        rows.append([shown, name(graph, other) + sense, much, data["last_seen"], tag(data["modality"])])
        before = one
    return _cut(table(heads, rows), len(ranked))


def _cut(shown: Element, total: int, most: int = _ROWS) -> Element:
    """Return a table with a line that tells what is left out, if anything is."""
    if total <= most:
        return shown
    return element("div", shown, element("p", f"共 {total} 行，列出 {most} 行 · {most} of {total} shown", kind="from"))


def rivals(edges: list[Edge], graph: Graph) -> list[Element]:
    """Return the pairs joined by a relation that goes both ways."""
    pairs = [edge for edge in edges if edge[3]["symmetric"] and edge[3]["modality"] != "negated"]
    if not pairs:
        return []
    heads = ("甲 one", "乙 other", "独立来源 sources", "最近 last seen", "情态")
    rows: list[list[Part]] = [
        [name(graph, head), name(graph, tail), str(data["sources"]), data["last_seen"], tag(data["modality"])]
        for head, tail, _, data in strongest(pairs, _ROWS)
    ]
    return [heading(2, "对手", "Rivals"), _cut(table(heads, rows, frozenset({2})), len(pairs))]


def doubtful(edges: list[Edge], graph: Graph, store: Store) -> list[Element]:
    """Return what is only rumoured, what is denied, and what some assert and others deny."""
    parts: list[Element] = []
    groups: Iterable[tuple[str, str, list[Edge]]] = (
        ("传闻", "Rumours", [edge for edge in edges if edge[3]["modality"] == "rumored"]),
        ("否认", "Denials", [edge for edge in edges if edge[3]["modality"] == "negated"]),
        ("说法不一", "Contested", [edge for edge in edges if edge[3]["conflict"]]),
    )
    for zh, en, found in groups:
        if found:
            parts += [heading(2, zh, f"{en} · {len(found)}"), listed(strongest(found, _EVIDENCED), graph, store)]
    return parts


def failures(store: Store) -> list[Element]:
    """Return what could not be read, where and why."""
    failed = store.rows("SELECT source, place, reason FROM failures ORDER BY source, place, reason")
    rows = [[one_line(value, 160) for value in row] for row in failed[:_FILES]]
    told = (
        table(("文件 file", "位置 place", "原因 reason"), rows) if rows else element("p", "全部读完，没有失败。None.")
    )
    return [heading(2, "未能读取", "What could not be read"), _cut(told, len(failed), _FILES)]


def articles(store: Store) -> list[Element]:
    """Return what was read, the newest first, with how many statements each makes."""
    ((total,),) = store.rows("SELECT count(*) FROM articles")
    read = store.rows(
        """SELECT a.published, a.title, a.id, (SELECT count(*) FROM statements s WHERE s.article = a.id) AS stated
        FROM articles a ORDER BY a.published IS NULL, a.published DESC, a.id LIMIT ?""",
        [_FILES],
    )
    rows = [
        [row["published"] or "", one_line(row["title"] or row["id"], 80), one_line(row["id"], 80), str(row["stated"])]
        for row in read
    ]
    heads = ("日期 date", "标题 title", "文章 article", "陈述 statements")
    return [heading(2, "读了什么", "What was read"), _cut(table(heads, rows, frozenset({3})), total, _FILES)]
