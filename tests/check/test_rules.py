"""Each fault planted in a file of ours is found by the rule that knows it, and by no other; ours have none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from graphs import HOSTILE, built, named

from pipeline.check.checking import RULES, check
from pipeline.export.formats import FORMATS
from pipeline.export.gexf import write_gexf
from pipeline.export.graphml import write_graphml

NODE = '<node id="company:amd">'
EDGE = '<edge id="e0" source="company:amd" target="company:nvidia" label="competes-with">'
SPARE = '<key id="n_name" for="edge" attr.name="spare" attr.type="string"/>'
NODES_HEAD = "Id,Label,name,type,type_zh,aliases"

#: Rule, file, what stands there, what is planted instead.
PLANTED = [
    ("no-declaration", "graph.graphml", '<?xml version="1.0" encoding="UTF-8"?>\n', ""),
    ("broken", "graph.graphml", '<data key="n_label">AMD', '<data key="n_label">AMD & \x0b'),
    ("broken", "graph.graphml", "</graph>\n</graphml>", ""),
    ("doctype", "graph.graphml", "<graphml", '<!DOCTYPE graphml SYSTEM "http://example.org/x.dtd">\n<graphml'),
    ("no-direction", "graph.graphml", ' edgedefault="directed"', ""),
    ("second-graph", "graph.graphml", "</graph>\n", '</graph>\n<graph id="H" edgedefault="directed"></graph>\n'),
    ("rare-element", "graph.graphml", "</graph>\n", "<hyperedge/></graph>\n"),
    ("for-all", "graph.graphml", 'id="n_size" for="node"', 'id="n_size" for="all"'),
    ("list-type", "graph.graphml", 'attr.name="aliases" attr.type="string"', 'attr.name="aliases" attr.type="list"'),
    ("unknown-type", "graph.graphml", 'attr.name="date" attr.type="string"', 'attr.name="date" attr.type="datetime"'),
    ("special-case", "graph.graphml", 'attr.name="weight"', 'attr.name="Weight"'),
    ("special-case", "graph.graphml", 'attr.name="size"', 'attr.name="viz:size"'),
    ("reserved-name", "graph.graphml", 'attr.name="sense"', 'attr.name="kind"'),
    ("repeated-node", "graph.graphml", NODE, f"{NODE}</node>\n{NODE}"),
    ("node-without-id", "graph.graphml", NODE, f"<node></node>\n{NODE}"),
    ("node-after-edge", "graph.graphml", "</graph>\n", '<node id="company:late"></node>\n</graph>\n'),
    ("missing-end", "graph.graphml", EDGE, EDGE.replace("company:amd", "company:intel")),
    ("repeated-edge-id", "graph.graphml", '<edge id="e1"', '<edge id="e0"'),
    ("parallel-edges", "graph.graphml", EDGE, f"{EDGE.replace('e0', 'e9')}</edge>\n{EDGE}"),
    ("other-direction", "graph.graphml", EDGE, EDGE.replace(" label=", ' directed="false" label=')),
    ("zero-weight", "graph.graphml", '<data key="e_weight">1.0', '<data key="e_weight">0'),
    ("no-number", "graph.graphml", '<data key="e_weight">1.0', '<data key="e_weight">heavy'),
    ("decimal-integer", "graph.graphml", '<data key="n_mentions">1<', '<data key="n_mentions">1.0<'),
    ("long-integer", "graph.graphml", '<data key="n_mentions">1<', '<data key="n_mentions">3000000000<'),
    ("no-finite-number", "graph.graphml", '<data key="e_confidence">0.5<', '<data key="e_confidence">nan<'),
    ("no-number", "graph.graphml", '<data key="n_mentions">1<', '<data key="n_mentions">many<'),
    ("no-boolean", "graph.graphml", '<data key="e_symmetric">true<', '<data key="e_symmetric">yes<'),
    ("null-text", "graph.graphml", '<data key="n_name">AMD<', '<data key="n_name">null<'),
    ("lost-space", "graph.graphml", '<data key="n_name">AMD<', '<data key="n_name">A &amp; &lt;B<'),
    ("bad-color", "graph.graphml", '<data key="n_color">#', '<data key="n_color">0x'),
    ("undeclared", "graph.graphml", '<data key="n_name">AMD<', '<data key="n_other">AMD<'),
    ("repeated-key", "graph.graphml", '<key id="e_role"', f'{SPARE}\n<key id="e_role"'),
    ("no-direction", "graph.gexf", ' defaultedgetype="directed"', ""),
    ("list-type", "graph.gexf", 'title="aliases" type="string"', 'title="aliases" type="liststring"'),
    ("unknown-type", "graph.gexf", 'title="aliases" type="string"', 'title="aliases" type="text"'),
    ("other-title", "graph.gexf", 'id="type" title="type"', 'id="type" title="Type of thing"'),
    ("unlabelled", "graph.gexf", ' label="AMD"', ""),
    ("other-direction", "graph.gexf", ' kind="makes"', ' kind="makes" type="undirected"'),
    ("parallel-edges", "graph.gexf", ' kind="trains-on"', ' kind="buys"'),
    ("short-day", "graph.gexf", 'spell start="2020-07-31"', 'spell start="2020"'),
    (
        "backwards",
        "graph.gexf",
        'spell start="2020-07-31" end="2020-09-13"',
        'spell start="2020-07-31" end="2019-01-01"',
    ),
    ("lost-weight", "graph.gexf", 'weight="1.0"', 'weight="heavy"'),
    ("zero-weight", "graph.gexf", 'weight="1.0"', 'weight="0"'),
    ("decimal-integer", "graph.gexf", 'for="mentions" value="1"', 'for="mentions" value="1.5"'),
    ("undeclared", "graph.gexf", 'attvalue for="mentions"', 'attvalue for="mention"'),
    ("broken", "graph.cx2", '{"status"', '{"status'),
    ("unfinished", "graph.cx2", '"success":true', '"success":false'),
    ("unfinished", "graph.cx2", '"elementCount":4', '"elementCount":5'),
    ("repeated-edge-id", "graph.cx2", '{"id":1,"s"', '{"id":0,"s"'),
    ("missing-end", "graph.cx2", '"s":3', '"s":77'),
    ("undeclared", "graph.cx2", '"v":{"id":"company:amd"', '"v":{"ident":"company:amd"'),
    ("no-number", "graph.cx2", '"mentions":1,', '"mentions":"one",'),
    ("no-boolean", "graph.cx2", '"symmetric":true', '"symmetric":"yes"'),
    ("decimal-integer", "graph.cx2", '"mentions":1,', '"mentions":1.5,'),
    ("missing-head", "nodes.csv", NODES_HEAD, NODES_HEAD.replace("Id,", "Ident,")),
    ("missing-head", "edges.csv", "Source,Target,", "Source,Goal,"),
    ("repeated-head", "nodes.csv", NODES_HEAD, NODES_HEAD.replace("type_zh", "type")),
    ("repeated-node", "nodes.csv", "\ncompany:arm,", "\ncompany:amd,"),
    ("broken", "nodes.csv", "\ncompany:arm,", "\ncompany:arm"),
    ("broken", "nodes.csv", "\ncompany:arm,Arm,", '\ncompany:arm,Arm,"'),
    ("unknown-direction", "edges.csv", ",Directed,buys", ",yes,buys"),
    ("parallel-edges", "edges.csv", ",Directed,trains-on,", ",Directed,buys,"),
    ("missing-end", "edges.csv", "\ncompany:amd,", "\ncompany:intel,"),
    ("zero-weight", "edges.csv", ",Directed,buys,3.0", ",Directed,buys,0"),
    ("lost-weight", "edges.csv", ",Directed,buys,3.0", ",Directed,buys,three"),
]
#: Faults that take more than one change, and what is no loss but a warning.
COLUMNS = ("interaction", "name", "label", "size")


FILES = ("graph.graphml", "graph.gexf", "nodes.csv", "edges.csv", "graph.cx2")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the graph of four articles in the formats that are checked."""
    folder = tmp_path_factory.mktemp("written")
    graph, statements = built(folder)
    for name in ("graphml", "gexf", "csv", "cytoscape"):
        FORMATS[name].write(graph, statements, folder)
    return folder


@pytest.fixture
def folder(written: Path, tmp_path: Path) -> Path:
    """Return a copy of those files to spoil."""
    for name in FILES:
        shutil.copy(written / name, tmp_path)
    return tmp_path


def _files(folder: Path) -> list[Path]:
    return [folder / name for name in FILES]


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def test_ours_have_no_fault(folder: Path) -> None:
    """Not even a warning in any of our files."""
    assert check(_files(folder)) == []


@pytest.mark.parametrize(("rule", "name", "old", "new"), PLANTED, ids=[row[0] for row in PLANTED])
def test_a_planted_fault_is_found_by_its_rule(folder: Path, rule: str, name: str, old: str, new: str) -> None:
    """That rule alone finds a loss, on a line of the file, and says who loses it and what would do."""
    _change(folder / name, old, new)
    spoilt = [folder / name] if name == "nodes.csv" else _files(folder)
    found = [finding for finding in check(spoilt) if finding.rule.loss]
    assert [finding.rule.name for finding in found] == [rule]
    (line, what), *_ = found[0].places
    text = (folder / name).read_text(encoding="utf-8")
    assert 1 <= line <= text.count("\n") + 1
    (shown, *_) = found[0].lines()
    assert shown.startswith(f"{folder / name}:{line}: {what}: {found[0].rule.readers}: ")
    assert shown.endswith(f" would do [{rule}]")


def test_parallel_edges_without_a_type_are_told_apart_from_typed_ones(folder: Path) -> None:
    """Without the label attribute Gephi merges what the columns keep apart."""
    path = folder / "graph.graphml"
    text = path.read_text(encoding="utf-8")
    for name in ("buys", "makes", "competes-with", "trains-on"):
        text = text.replace(f' label="{name}">', ">")
    path.write_text(text, encoding="utf-8")
    assert [(f.rule.name, f.count) for f in check([path]) if f.rule.loss] == [("untyped-parallel", 1)]


@pytest.mark.parametrize("column", COLUMNS)
def test_a_missing_column_is_a_warning(folder: Path, column: str) -> None:
    """Nothing is lost, but a reader has no name, relation or size to show."""
    path = folder / "graph.graphml"
    _change(path, f'attr.name="{column}"', 'attr.name="another"')
    for letter in "ne":
        path.write_text(
            path.read_text(encoding="utf-8").replace(f'"{letter}_{column}"', f'"{letter}_b{column}"'), encoding="utf-8"
        )
    assert {finding.rule.name for finding in check([path])} == {f"no-{column}"}
    assert not any(finding.rule.loss for finding in check([path]))


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        ("negative-weight", '<data key="e_weight">1.0', '<data key="e_weight">-1'),
        ("infinity-in-text", '<data key="n_name">AMD<', '<data key="n_name">INFINEON<'),
        ("id-no-token", 'id="chip:h100"', 'id="chip h100"'),
        ("no-token", 'attr.name="sense"', 'attr.name="the sense"'),
    ],
)
def test_what_is_no_loss_is_a_warning(folder: Path, rule: str, old: str, new: str) -> None:
    """The file is whole, but not what it could be."""
    _change(folder / "graph.graphml", old, new)
    if rule == "id-no-token":
        _change(folder / "graph.graphml", 'target="chip:h100"', 'target="chip h100"')
    assert [(finding.rule.name, finding.rule.loss) for finding in check([folder / "graph.graphml"])] == [(rule, False)]


def test_a_type_that_no_column_repeats_is_a_warning(folder: Path) -> None:
    """Gephi partitions edges on a column, not on their type."""
    path = folder / "graph.graphml"
    text = path.read_text(encoding="utf-8")
    for name in ("buys", "makes", "competes-with", "trains-on"):
        text = text.replace(f' label="{name}">', f' label="x-{name}">')
    path.write_text(text, encoding="utf-8")
    assert [finding.rule.name for finding in check([path])] == ["no-partition"]


def test_every_rule_has_a_test() -> None:
    """A rule without a planted fault would be a rumour."""
    tested = {rule for rule, *_ in PLANTED} | {f"no-{column}" for column in COLUMNS}
    tested |= {"untyped-parallel", "negative-weight", "infinity-in-text", "id-no-token", "no-token", "no-partition"}
    assert {rule.name for rule in RULES} == tested
    assert len({rule for rule, *_ in PLANTED}) >= 25


def test_hostile_names_of_ours_break_nothing(tmp_path: Path) -> None:
    """Whatever stands in a label, only what Gephi itself misreads is found: the text null, and INF outside labels."""
    write_graphml(named(HOSTILE), tmp_path / "graph.graphml")
    write_gexf(named(HOSTILE), tmp_path / "graph.gexf")
    found = check([tmp_path / "graph.graphml", tmp_path / "graph.gexf"])
    names = {finding.rule.name for finding in found if finding.file.endswith("graphml")}
    assert names - {"no-interaction"} == {"null-text", "infinity-in-text"}
    assert [finding.rule.name for finding in found if finding.file.endswith("gexf")] == ["no-interaction"]
