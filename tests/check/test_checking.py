"""The checker on files of others, broken files and dangerous ones, and its command."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import networkx as nx
import pytest
from graphs import built
from typer.testing import CliRunner

from pipeline.check.checking import check
from pipeline.cli import app
from pipeline.errors import ConfigError
from pipeline.export.graphml import write_graphml
from pipeline.export.neo4j import write_neo4j
from pipeline.export.tables import write_tables


def test_what_networkx_writes_is_told(tmp_path: Path) -> None:
    """Its multi-edge keys as ids, its missing types and labels: a graph that Gephi would read in part."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_edge("英伟达", "Arm", weight=1)
    graph.add_edge("英伟达", "Arm", weight=1)
    graph.add_edge("微软", "Arm", weight=1)
    nx.write_graphml_lxml(graph, tmp_path / "n.graphml")
    losses = {finding.rule.name for finding in check([tmp_path / "n.graphml"]) if finding.rule.loss}
    assert losses == {"repeated-edge-id", "untyped-parallel"}


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    """A bomb of entities and a file of the machine are both refused at the document type."""
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 100}">' for n in range(12))
    for name, inside in (("bomb", bomb), ("file", '<!ENTITY e11 SYSTEM "file:///etc/hostname">')):
        path = tmp_path / f"{name}.graphml"
        path.write_text(
            f'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE graphml [{inside}]>'
            '<graphml><graph edgedefault="directed"><node id="n">&e11;</node></graph></graphml>',
            encoding="utf-8",
        )
        assert [finding.rule.name for finding in check([path])] == ["doctype"]


@pytest.mark.slow
def test_a_huge_file_takes_little_memory(tmp_path: Path) -> None:
    """Ten megabytes of nodes and one label of five are read in pieces."""
    path = tmp_path / "huge.graphml"
    node = '<node id="n{}"><data key="n_label">名称</data><data key="n_note">{}</data></node>\n'
    with path.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<graphml>')
        file.write('<key id="n_label" for="node" attr.name="label" attr.type="string"/>')
        file.write('<key id="n_note" for="node" attr.name="note" attr.type="string"/><graph edgedefault="directed">\n')
        file.writelines(node.format(number, "长" * 100) for number in range(30_000))
        file.write(node.format("long", "长" * 5_000_000))
        file.write("</graph></graphml>")
    tracemalloc.start()
    found = check([path])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert {finding.rule.name for finding in found} == {"no-name", "no-size"}
    assert peak < 16_000_000


def test_lines_are_counted_beyond_65535(tmp_path: Path) -> None:
    """A fault far down is told with its own line."""
    path = tmp_path / "long.graphml"
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<graphml><graph edgedefault="directed">\n'
    path.write_text(head + "\n" * 70_000 + '<node id="a"/>\n<node id="a"/></graph></graphml>', encoding="utf-8")
    (finding,) = (one for one in check([path]) if one.rule.loss)
    assert finding.places == [(70_004, "node 'a' again")]


def test_many_places_are_counted_and_five_are_told(tmp_path: Path) -> None:
    """The list stays short."""
    path = tmp_path / "nodes.csv"
    path.write_text("Id,Label\n" + "a,A\n" * 100, encoding="utf-8")
    (finding,) = check([path])
    assert (finding.count, len(finding.places)) == (99, 5)
    assert list(finding.lines())[-1] == f"{path}: … 99 in all [repeated-node]"


def test_tables_in_another_encoding_are_told(tmp_path: Path) -> None:
    """GB18030 is no UTF-8, and Gephi asks for one encoding."""
    path = tmp_path / "nodes.csv"
    path.write_bytes("Id,Label\na,英伟达\n".encode("gb18030"))
    (finding,) = check([path])
    assert finding.rule.name == "broken"
    assert "no UTF-8" in finding.places[0][1]


def test_tables_for_neo4j_are_read_by_their_own_heads(tmp_path: Path) -> None:
    """Ours have no fault; an id given twice and an end without a node are found."""
    graph, _ = built(tmp_path)
    nodes, edges = tmp_path / "n.csv", tmp_path / "r.csv"
    write_neo4j(graph, nodes, edges)
    assert check([edges, nodes]) == []
    nodes.write_text(nodes.read_text(encoding="utf-8").replace("\ncompany:arm", "\ncompany:amd"), encoding="utf-8")
    assert [finding.rule.name for finding in check([edges, nodes])] == ["repeated-node", "missing-end"]


def test_edges_alone_may_name_any_node(tmp_path: Path) -> None:
    """Without a table of nodes Gephi makes them from the edges."""
    graph, _ = built(tmp_path)
    write_tables(graph, tmp_path / "nodes.csv", tmp_path / "edges.csv")
    assert check([tmp_path / "edges.csv"]) == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("none.graphml", "none.graphml: no such file; name a graph's file"),
        ("graph.gml", "graph.gml: ending '.gml'; files ending in .graphml, .xml, .gexf, .csv, .cx2 are checked"),
    ],
)
def test_files_that_cannot_be_checked_are_refused(tmp_path: Path, name: str, message: str) -> None:
    """The message names the file and what would do."""
    (tmp_path / "graph.gml").write_text("graph [ ]", encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        check([tmp_path / name])
    assert str(error.value).endswith(message)


def test_the_command_tells_and_counts(tmp_path: Path) -> None:
    """Status 0 when nothing is lost, 1 when something is; JSON holds the same."""
    graph, _ = built(tmp_path)
    path = tmp_path / "graph.graphml"
    write_graphml(graph, path)
    done = CliRunner().invoke(app, ["check", str(path)])
    assert (done.exit_code, done.output) == (0, "1 files checked, 0 losses, 0 warnings\n")
    path.write_text(path.read_text(encoding="utf-8").replace('"e_weight">1.0', '"e_weight">0'), encoding="utf-8")
    done = CliRunner().invoke(app, ["check", str(path)])
    assert done.exit_code == 1
    assert "edge 'e0' has weight '0': Gephi: deletes the edge; a weight above 0 would do [zero-weight]" in done.output
    assert done.output.endswith("1 files checked, 3 losses, 0 warnings\n")
    done = CliRunner().invoke(app, ["check", str(path), "--json"])
    assert (done.exit_code, [row["rule"] for row in json.loads(done.output)]) == (1, ["zero-weight"])
