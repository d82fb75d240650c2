"""GEXF 1.3 with a timeline: nodes and edges live from the first to the last day they are seen.

The relation is the edge's ``kind`` (Gephi's edge type), label and weight are attributes of the edge, colour, size and
place those of ``viz``; an attribute's id is its title, as Gephi Lite needs it. What has no date lives always.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import networkx as nx

from pipeline.export.columns import Pieces, columns, plain, row_of
from pipeline.export.writing import by_thousands, replacing
from pipeline.export.xml import DECLARATION, quoted

_OPENING = (
    '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">\n'
    "<meta><creator>XinPu</creator></meta>\n"
)
_TYPES = {str: "string", int: "integer", float: "double", bool: "boolean"}
#: Told by the element itself or by `viz`.
_ELSEWHERE = frozenset({"label", "weight", "color", "size", "x", "y"})


def write_gexf(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Write ``graph`` to ``path``; attribute values are str, int, float or bool, the keys of edges their relations.

    ``first_seen`` and ``last_seen`` are days, YYYY-MM-DD, or empty.
    """
    node_types = columns(data for _, data in graph.nodes(data=True))
    edge_types = columns(data for _, _, data in graph.edges(data=True))
    dated = any(data.get("first_seen") for _, data in graph.nodes(data=True)) or any(
        data.get("first_seen") for _, _, data in graph.edges(data=True)
    )
    time = 'mode="dynamic" timeformat="date" timerepresentation="interval"' if dated else 'mode="static"'
    with replacing(path) as file:
        file.write(f'{DECLARATION}{_OPENING}<graph defaultedgetype="directed" {time}>\n')
        file.writelines((_declared("node", node_types), _declared("edge", edge_types)))
        file.write("<nodes>\n")
        file.writelines(by_thousands(_nodes(graph, node_types)))
        file.write("</nodes>\n<edges>\n")
        file.writelines(by_thousands(_edges(graph, edge_types)))
        file.write("</edges>\n</graph>\n</gexf>\n")


def _declared(owner: str, types: Mapping[str, type]) -> str:
    rows = (
        f"<attribute id={quoted(name)} title={quoted(name)} type={quoted(_TYPES[kind])}/>\n"
        for name, kind in types.items()
        if name not in _ELSEWHERE
    )
    return f"<attributes class={quoted(owner)}>\n{''.join(rows)}</attributes>\n"


def _nodes(graph: nx.MultiDiGraph[str], types: Mapping[str, type]) -> Iterator[str]:
    inside = _inside(types)
    for node, data in graph.nodes(data=True):
        yield f"<node id={quoted(node)} label={quoted(data.get('label', node))}>{inside(data)}</node>\n"


def _edges(graph: nx.MultiDiGraph[str], types: Mapping[str, type]) -> Iterator[str]:
    inside, labels = _inside(types), Pieces(quoted)
    ids = {node: quoted(node) for node in graph}
    weights = Pieces(plain("weight", float))
    for number, (head, tail, relation, data) in enumerate(graph.edges(keys=True, data=True)):
        label, weight = labels[data.get("label", relation)], weights[data.get("weight", 1.0)]
        yield (
            f'<edge id="e{number}" source={ids[head]} target={ids[tail]} kind={labels[relation]} label={label}'
            f' weight="{weight}">{inside(data)}</edge>\n'
        )


def _inside(types: Mapping[str, type]) -> Callable[[Mapping[str, Any]], str]:
    """Return what writes the inside of a node or an edge: attributes, life, looks."""
    row = row_of({name: _attribute(name, kind) for name, kind in types.items() if name not in _ELSEWHERE})
    spell = Pieces(_spell)
    looks = [(name, make) for name, make in _looks(types).items() if name in types]
    place = Pieces(plain("x", float)), Pieces(plain("y", float))

    def inside(data: Mapping[str, Any]) -> str:
        drawn = "".join([pieces[data[name]] for name, pieces in looks if name in data])
        if "x" in data:
            drawn += f'<viz:position x="{place[0][data["x"]]}" y="{place[1][data["y"]]}"/>'
        life = spell[data.get("first_seen", ""), data.get("last_seen", "")]
        return f"<attvalues>{row(data)}</attvalues>{life}{drawn}"

    return inside


def _attribute(name: str, kind: type) -> Pieces:
    opening, text = f"<attvalue for={quoted(name)} value=", plain(name, kind)
    return Pieces(lambda value: f"{opening}{quoted(text(value))}/>")


def _spell(days: tuple[str, str]) -> str:
    first, last = days
    return f"<spells><spell start={quoted(first)} end={quoted(last or first)}/></spells>" if first else ""


def _looks(types: Mapping[str, type]) -> dict[str, Pieces]:
    size = plain("size", types.get("size", float))
    return {"color": Pieces(_color), "size": Pieces(lambda value: f'<viz:size value="{size(value)}"/>')}


def _color(value: str) -> str:
    red, green, blue = bytes.fromhex(value.removeprefix("#"))
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>'
