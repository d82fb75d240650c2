"""Rules on the file as a whole and on its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.check.parts import Broken, Column, End, Oddity, Opening
from pipeline.check.rule import ANY, CSV, CX2, GEPHI, GEXF, GRAPHML, TYPED, XML, Place, Rule
from pipeline.check.seen import Seen

_GRAPHML_TYPES = frozenset({"boolean", "int", "long", "float", "double", "string"})
_GEXF_TYPES = frozenset(
    {
        "string",
        "integer",
        "long",
        "float",
        "double",
        "boolean",
        "short",
        "byte",
        "bigdecimal",
        "biginteger",
        "char",
        "anyURI",
    }
)
_SPECIAL = {
    "node": frozenset({"label", "x", "y", "z", "size", "r", "g", "b", "color"}),
    "edge": frozenset({"label", "weight", "color"}),
}
_TOKEN = re.compile(r"[\w.:\-·]+")


def _broken(part: Broken, _: Seen) -> Iterator[Place]:
    yield part.line, part.reason


def _undeclared_encoding(part: Opening, _: Seen) -> Iterator[Place]:
    if not part.declared:
        yield 1, "no XML declaration with encoding UTF-8"


def _no_direction(part: Opening, _: Seen) -> Iterator[Place]:
    if part.direction not in {"directed", "undirected"}:
        yield part.line, f"the graph's default direction is {part.direction or 'missing'}"


def _doctype(part: Oddity, _: Seen) -> Iterator[Place]:
    if part.what == "doctype":
        yield part.line, "a document type; entities are not read, the check stops here"


def _second_graph(part: Oddity, _: Seen) -> Iterator[Place]:
    if part.what == "second graph":
        yield part.line, "another graph in the file"


def _rare(part: Oddity, _: Seen) -> Iterator[Place]:
    if part.what not in {"doctype", "second graph"}:
        yield part.line, part.what


def _for_all(part: Column, _: Seen) -> Iterator[Place]:
    if part.owner not in {"node", "edge", "graph"}:
        yield part.line, f'key {part.ident!r} is for="{part.owner}"'


def _list_type(part: Column, _: Seen) -> Iterator[Place]:
    if "list" in part.type or "[]" in part.type:
        yield part.line, f"column {part.name!r} has type {part.type!r}"


def _unknown_type(part: Column, seen: Seen) -> Iterator[Place]:
    known = _GRAPHML_TYPES if seen.format == "graphml" else _GEXF_TYPES
    if part.type not in known and "list" not in part.type:
        yield part.line, f"column {part.name!r} has type {part.type!r}"


def _special_case(part: Column, _: Seen) -> Iterator[Place]:
    special = _SPECIAL.get(part.owner, frozenset())
    plain = part.name.lower().removeprefix("viz:")
    if plain in special and not {part.ident, part.name} & special:
        yield part.line, f"column {part.name!r} is not {plain!r}"


def _repeated_key(part: Column, seen: Seen) -> Iterator[Place]:
    if any(ident == part.ident and owner != "graph" for owner, ident in seen.columns):
        yield part.line, f"key id {part.ident!r} again"


def _repeated_head(part: Column, seen: Seen) -> Iterator[Place]:
    if (part.owner, part.ident) in seen.columns:
        yield part.line, f"column {part.ident!r} twice"


def _reserved(part: Column, _: Seen) -> Iterator[Place]:
    if part.owner == "edge" and part.name.lower() in {"type", "kind", "source", "target"}:
        yield part.line, f"edge column {part.name!r}"


def _no_token(part: Column, _: Seen) -> Iterator[Place]:
    for what in dict.fromkeys((part.ident, part.name)):
        if not _TOKEN.fullmatch(what):
            yield part.line, f"{what!r} is no NMTOKEN"


def _other_title(part: Column, _: Seen) -> Iterator[Place]:
    if part.ident != part.name:
        yield part.line, f"attribute id {part.ident!r}, title {part.name!r}"


def _missing_heads(_: End, seen: Seen) -> Iterator[Place]:
    heads = {ident for _, ident in seen.columns}
    needed = ("Source", "Target") if any(owner == "edge" for owner, _ in seen.columns) else ("Id",)
    for head in needed:
        if head not in heads:
            yield 1, f"no column {head!r}"


def _unlabelled(_: End, seen: Seen) -> Iterator[Place]:
    table_of_edges = seen.format == "csv" and not seen.names("node")
    if seen.format != "gexf" and seen.nodes and not table_of_edges and not {"label", "Label"} & seen.names("node"):
        yield 1, "no node column 'label'"


def _unnamed(_: End, seen: Seen) -> Iterator[Place]:
    if seen.nodes and "name" not in seen.names("node"):
        yield 1, "no node column 'name'"


def _no_interaction(_: End, seen: Seen) -> Iterator[Place]:
    if seen.edges and "interaction" not in seen.names("edge"):
        yield 1, "no edge column 'interaction'"


def _no_size(_: End, seen: Seen) -> Iterator[Place]:
    if seen.nodes and not {"size", "viz:size"} & seen.names("node"):
        yield 1, "no node column 'size'"


def _no_partition(_: End, seen: Seen) -> Iterator[Place]:
    if seen.kinds and not seen.partitioned:
        yield 1, "the type of edges stands in no column"


def _missing_ends(_: End, seen: Seen) -> Iterator[Place]:
    if seen.format == "csv" and not (seen.nodes and {"Source", "Target"} <= seen.names("edge")):
        return
    for line, ident in seen.missing.values():
        yield line, f"there is no node {ident!r}"


EVERY = "every reader"
RULES = (
    Rule("broken", ANY, Broken, _broken, EVERY, "stops there", "write text through a library that escapes it"),
    Rule(
        "no-declaration",
        XML,
        Opening,
        _undeclared_encoding,
        "Gephi on Chinese Windows",
        "garbles Chinese",
        'begin with <?xml version="1.0" encoding="UTF-8"?>',
    ),
    Rule(
        "no-direction",
        XML,
        Opening,
        _no_direction,
        "networkx, Gephi Lite",
        "take the edges for undirected",
        'write edgedefault="directed" (GEXF: defaultedgetype)',
    ),
    Rule("doctype", XML, Oddity, _doctype, EVERY, "may expand or refuse entities", "leave the document type out"),
    Rule("second-graph", XML, Oddity, _second_graph, EVERY, "reads the first graph alone", "one graph a file"),
    Rule("unfinished", CX2, Oddity, _rare, "Cytoscape", "takes the file for cut off", "true counts and a status"),
    Rule("rare-element", GRAPHML, Oddity, _rare, EVERY, "leaves it out or stops", "nodes and edges alone"),
    Rule(
        "for-all",
        GRAPHML,
        Column,
        _for_all,
        "Gephi, Gephi Lite",
        "miss its values or do not open",
        "a key for node, one for edge",
    ),
    Rule(
        "list-type", XML, Column, _list_type, "Gephi Lite, networkx", "do not open the file", "one string, parts joined"
    ),
    Rule("unknown-type", XML, Column, _unknown_type, "Gephi", "loses the values", "string, int, double or boolean"),
    Rule(
        "special-case",
        GRAPHML,
        Column,
        _special_case,
        "Gephi",
        "takes it for an ordinary column, and loses the values of Weight",
        "the plain small-letter name",
    ),
    Rule("repeated-key", GRAPHML, Column, _repeated_key, EVERY, "mixes the two columns up", "ids such as n_x and e_x"),
    Rule(
        "repeated-head", CSV, Column, _repeated_head, "Gephi", "keeps one of them", "a name of its own for each column"
    ),
    Rule("reserved-name", XML, Column, _reserved, "Gephi", "mistakes it for its own field", "another name: relation"),
    Rule(
        "no-token",
        GRAPHML,
        Column,
        _no_token,
        "the schema",
        "forbids it",
        "letters, digits and . : - _ alone",
        loss=False,
    ),
    Rule("other-title", GEXF, Column, _other_title, "Gephi Lite", "shows the one for the other", "id and title alike"),
    Rule("missing-head", CSV, End, _missing_heads, "Gephi", "cannot import the table", "add the column"),
    Rule(
        "missing-end",
        ANY,
        End,
        _missing_ends,
        "Gephi Lite, Gephi",
        "refuses the file or makes a node up",
        "write the node",
    ),
    Rule("no-label", GEPHI, End, _unlabelled, "Gephi, Gephi Lite", "show ids for names", "a column label", loss=False),
    Rule("no-name", TYPED, End, _unnamed, "Cytoscape", "shows ids for names", "a column name too", loss=False),
    Rule(
        "no-interaction", XML, End, _no_interaction, "Cytoscape", "has no relation", "a column interaction", loss=False
    ),
    Rule("no-size", GRAPHML, End, _no_size, "Gephi", "draws all nodes alike", "a column size", loss=False),
    Rule(
        "no-partition", XML, End, _no_partition, "Gephi", "cannot colour edges by it", "a column relation", loss=False
    ),
)
