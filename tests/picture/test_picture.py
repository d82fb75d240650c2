"""The picture: one scene, drawn as SVG and as PNG."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import networkx as nx
import pytest
from graphs import HOSTILE, built, shown
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import ConfigError, QuestionError
from pipeline.graph import Graph, add_layout, add_measures
from pipeline.picture import compose, svg_of, write_png, write_svg
from pipeline.picture.labels import box_of, overlap
from pipeline.picture.scene import Scene, Text, one_line

NAMES = (
    *HOSTILE,
    "很长的名称" * 60,
    "<script>alert(1)</script>",
    "שלום עולם",
    "مرحبا",
    "\u2066倒\u202e\u2069",
    "$x^2$",
)
SVG = "{http://www.w3.org/2000/svg}"


def _graph(names: tuple[str, ...], order: random.Random | None = None) -> Graph:
    """Return a graph in which the first bears an edge to each of the others, added in some order."""
    graph: Graph = nx.MultiDiGraph()
    numbers = list(range(len(names)))
    if order:
        order.shuffle(numbers)
    for number in numbers:
        node = {"label": names[number], "type": "CHIP", "type_zh": "芯片", "color": "#2f9e6e", "mentions": 1}
        graph.add_node(f"chip:{number:03}", **node)
    for number in numbers[:]:
        if number:
            data = {"label": "推出", "relation": "makes", "relation_zh": "推出", "color": "#4c9f70", "weight": 1.0}
            graph.add_edge("chip:000", f"chip:{number:03}", key="makes", modality="rumored", evidence="据传", **data)
    add_measures(graph)
    add_layout(graph)
    return graph


def _png(path: Path) -> tuple[bytes, int, int]:
    data = path.read_bytes()
    return data[:8], int.from_bytes(data[16:20]), int.from_bytes(data[20:24])


def test_hostile_names_stay_text() -> None:
    """Whatever the names are, the SVG is well-formed, runs nothing, and has no element but those of a drawing."""
    root = etree.fromstring(svg_of(compose(_graph(NAMES), title="<b>&标题")))
    names = {str(element.tag).removeprefix(SVG) for element in root.iter()}
    assert names == {"svg", "title", "rect", "g", "path", "polygon", "circle", "text"}
    assert not [name for element in root.iter() for name in element.attrib if str(name).startswith("on")]
    texts = ["".join(map(str, element.itertext())) for element in root.iter(f"{SVG}text")]
    assert "<b>&标题" in texts
    assert max(map(len, texts)) < 150


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_same_graph_gives_the_same_bytes(chance: random.Random) -> None:
    """The order in which nodes and edges were added does not matter."""
    names = tuple(f"昇腾{number}" for number in range(30))
    assert svg_of(compose(_graph(names, chance))) == svg_of(compose(_graph(names)))


def test_no_text_lies_on_another() -> None:
    """Boxes of title, labels and legend share no area, and all are inside the picture; 80 labels at most."""
    scene = compose(_graph(tuple(f"麒麟芯片{number}" for number in range(300))))
    boxes = [box_of(text) for text in scene.texts]
    assert not [(a, b) for at, a in enumerate(boxes) for b in boxes[:at] if overlap(a, b)]
    assert all(x0 >= 0 and y0 >= 0 and x1 <= scene.width and y1 <= scene.height for x0, y0, x1, y1 in boxes)
    assert 20 < sum(text.halo for text in scene.texts) <= 80


def test_arrows_dashes_and_legend_tell_what_is_meant(tmp_path: Path) -> None:
    """A directed edge has a head and a symmetric one none, a rumour is dotted, and each kind stands in the legend."""
    graph, _ = built(tmp_path)
    scene = compose(graph)
    by_label = {line.told.split(" · ")[1]: line for line in scene.lines if line.told}
    assert by_label["推出"].head
    assert not by_label["竞争"].head
    texts = " | ".join(text.text for text in scene.texts)
    assert "实体 4 entities · 关系 4 relations" in texts
    for key in ("公司 COMPANY 3", "芯片 CHIP 1", "推出 makes 1", "竞争 competes-with 1", "陈述 asserted 4"):
        assert key in texts
    rumour = compose(_graph(("a", "b"))).lines[0]
    assert rumour.dash


def test_a_large_graph_is_drawn_in_part() -> None:
    """Of 700 nodes the 500 most important are drawn, and the title says so."""
    scene = compose(_graph(tuple(map(str, range(700)))))
    assert "画出其中 500 个实体、499 条关系 shown" in next(text.text for text in scene.texts if "700" in text.text)


def test_an_empty_graph_is_a_picture_too() -> None:
    """Nothing to draw is no error."""
    assert "实体 0 entities" in svg_of(compose(nx.MultiDiGraph()))


def test_png_shows_every_name_without_missing_glyphs(tmp_path: Path) -> None:
    """Drawing warns of no glyph (a warning fails the test), and the size is twice the scene's."""
    pytest.importorskip("matplotlib")
    scene = compose(_graph(NAMES), title="芯谱 🚀")
    write_png(scene, tmp_path / "graph.png")
    assert _png(tmp_path / "graph.png") == (b"\x89PNG\r\n\x1a\n", 2 * scene.width, 2 * scene.height)


def test_png_without_a_chinese_font_is_refused(tmp_path: Path) -> None:
    """The message tells which fonts would do, and no file is left."""
    pytest.importorskip("matplotlib")
    with pytest.raises(ConfigError, match=r"graph\.png: no font with Chinese is installed; Noto Sans CJK \(Debian: "):
        write_png(Scene(10, 10, ""), tmp_path / "graph.png", fonts=("No Such Font",))
    assert not list(tmp_path.iterdir())


def test_png_without_matplotlib_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message tells the extra to install."""
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(ConfigError, match=r"graph\.png: matplotlib is not installed; `pip install 'xinpu\[picture\]'`"):
        write_png(Scene(10, 10, ""), tmp_path / "graph.png")


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    """No sign that breaks the line, hides or turns the direction is left; XML can hold all of it."""
    line = one_line(text, 16)
    assert len(line) <= 16
    assert line == shown(line)
    assert not set(line) & set("\n\r\t\x00\u200e\u200f\u202a\u202e\u2066\u2028\u2029")


def test_the_command_draws_both(tmp_path: Path) -> None:
    """``xinpu draw`` writes what the ending says, and the same SVG as from Python."""
    graph, _ = built(tmp_path)
    for name in ("graph.svg", "graph.png"):
        done = CliRunner().invoke(app, ["draw", "--in", str(tmp_path), "--to", str(tmp_path / name)])
        assert (done.exit_code, done.output) == (0, f"{tmp_path / name}\n")
    write_svg(compose(graph), tmp_path / "again.svg")
    assert (tmp_path / "graph.svg").read_bytes() == (tmp_path / "again.svg").read_bytes()


def test_the_command_draws_a_neighbourhood(tmp_path: Path) -> None:
    """--ego leaves only what is near, and the picture says of whom."""
    built(tmp_path)
    CliRunner().invoke(app, ["draw", "--in", str(tmp_path), "--to", str(tmp_path / "a.svg"), "--ego", "amd"])
    drawn = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "实体 2 entities" in drawn
    assert "AMD 周围 1 步" in drawn
    assert "H100" not in drawn


def test_what_cannot_be_drawn_is_refused(tmp_path: Path) -> None:
    """An ending that is no picture's, and a name that nothing bears."""
    built(tmp_path)
    done = CliRunner().invoke(app, ["draw", "--in", str(tmp_path), "--to", "graph.gif"])
    assert isinstance(done.exception, ConfigError)
    assert str(done.exception) == "draw: --to 'graph.gif'; a file that ends in .svg or .png would do"
    done = CliRunner().invoke(app, ["draw", "--in", str(tmp_path), "--to", "graph.svg", "--ego", "英伟大"])
    assert isinstance(done.exception, QuestionError)
    assert "英伟大" in str(done.exception)


def test_a_text_says_where_it_lies() -> None:
    """The box of a text goes by its anchor."""
    left, middle, right = (box_of(Text((100, 50), "芯谱", 10, anchor)) for anchor in ("start", "middle", "end"))
    assert (left[0], middle[0], right[2]) == (99, 89, 101)
