"""Neo4j's import tables, and the Cypher script."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from antlr4 import CommonTokenStream, InputStream
from antlr4.error.ErrorListener import ErrorListener
from antlr4_cypher import CypherLexer, CypherParser
from graphs import HOSTILE, TEXTS, built, named, shown
from hypothesis import HealthCheck, example, given, settings

from pipeline.export.cypher import literal, write_cypher
from pipeline.export.neo4j import write_neo4j

READ: dict[str, Callable[[str], Any]] = {
    "string": str,
    "long": int,
    "double": float,
    "boolean": "true".__eq__,
    "date": str,
}


def _rows(path: Path) -> list[dict[str, Any]]:
    """Read a table as Neo4j does: ``name:type`` heads, a cell turned into its type."""
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    names = [name.split(":") for name in head]
    return [
        {name or kind: READ.get(kind, str)(cell) for (name, kind), cell in zip(names, row, strict=True)} for row in rows
    ]


def test_the_tables_hold_the_graph_with_types(tmp_path: Path) -> None:
    """Ids, labels and types of relationships in Neo4j's manner; every property in its type."""
    graph, _ = built(tmp_path)
    nodes, relationships = tmp_path / "n.csv", tmp_path / "r.csv"
    write_neo4j(graph, nodes, relationships)
    theirs = {row.pop("id"): (row.pop("LABEL"), row) for row in _rows(nodes)}
    assert theirs == {node: (f"Entity;{data['type']}", data) for node, data in graph.nodes(data=True)}
    edges = [(row.pop("START_ID"), row.pop("END_ID"), row.pop("TYPE"), row) for row in _rows(relationships)]
    kinds = {"buys": "BUYS", "makes": "MAKES", "trains-on": "TRAINS_ON", "competes-with": "COMPETES_WITH"}
    assert edges == [(a, b, kinds[relation], data) for a, b, relation, data in graph.edges(keys=True, data=True)]
    assert "first_seen:date" in nodes.read_text(encoding="utf-8").splitlines()[0].split(",")


def test_the_tables_hold_hostile_names(tmp_path: Path) -> None:
    """Quotes, commas and line breaks are quoted as CSV has it."""
    write_neo4j(named(HOSTILE), tmp_path / "n.csv", tmp_path / "r.csv")
    assert [row["name"] for row in _rows(tmp_path / "n.csv")] == [shown(name) for name in HOSTILE]


class _Strict(ErrorListener):  # type: ignore[misc]
    def syntaxError(self, _recognizer: Any, _symbol: Any, line: int, column: int, message: str, _error: Any) -> None:  # noqa: N802 - the parser's own signature
        raise AssertionError(f"{line}:{column}: {message}")


def _tokens(script: str) -> list[str]:
    lexer = CypherLexer(InputStream(script))
    lexer.removeErrorListeners()
    lexer.addErrorListener(_Strict())
    stream = CommonTokenStream(lexer)
    parser = CypherParser(stream)
    parser.removeErrorListeners()
    parser.addErrorListener(_Strict())
    parser.script()
    return [token.text for token in stream.tokens]


def _unquoted(tokens: list[str]) -> list[str]:
    """Return the texts of string literals; two joined by + are one."""
    joined = re.sub(r"'\s*\+\s*'", "", "\x01".join(t for t in tokens if t.strip()).replace("\x01+\x01", "+"))
    texts = [token[1:-1] for token in joined.split("\x01") if token.startswith("'")]
    signs = {"n": "\n", "t": "\t", "'": "'", "\\": "\\"}
    return [re.sub(r"\\(.)", lambda escape: signs[escape[1]], text) for text in texts]


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
@example(text="\\u0027")
def test_no_text_leaves_its_quotes(text: str) -> None:
    """A parser of openCypher sees one string, whatever it holds, and no backslash stands before a u."""
    written = literal(text)
    assert "\\u" not in written
    assert _unquoted(_tokens(f"RETURN {written};")) == [shown(text)]


def test_the_script_is_cypher_and_holds_the_graph(tmp_path: Path) -> None:
    """Every statement parses; every id, name and piece of evidence is in a literal; types are those of the graph."""
    graph, _ = built(tmp_path)
    write_cypher(graph, tmp_path / "graph.cypher")
    constraint, *statements = (tmp_path / "graph.cypher").read_text(encoding="utf-8").strip().split(";\n")
    assert constraint.startswith("CREATE CONSTRAINT entity_id IF NOT EXISTS")
    texts = [text for statement in statements for text in _unquoted(_tokens(f"{statement.rstrip(';')};"))]
    for node, data in graph.nodes(data=True):
        assert {node, data["label"], data["type"]} <= set(texts)
    for head, tail, data in graph.edges(data=True):
        assert {head, tail, data["evidence"]} <= set(texts)
    written = "".join(statements)
    assert re.findall(r"MERGE \(h\)-\[r:`(\w+)`\]", written) == ["BUYS", "COMPETES_WITH", "MAKES", "TRAINS_ON"]
    assert re.findall(r", n:`(\w+)`", written) == ["CHIP", "COMPANY"]
    assert "date('2020-07-31')" in written
