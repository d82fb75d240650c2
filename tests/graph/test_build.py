"""From statements to edges."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from by_hand import SCHEMA, States, article, stored

from pipeline.graph import Graph, complete_graph
from pipeline.records import Attribute, Extraction
from pipeline.store import Store

PAIR = "[微软|company:microsoft]与[AMD|company:amd]竞争。"


def _graph(folder: Path, *articles: Extraction) -> Graph:
    with Store(stored(folder, articles)) as store:
        return complete_graph(store, SCHEMA)


def _rivals(ident: str, head: str, tail: str, text: str = PAIR, confidence: float = 0.5) -> Extraction:
    return article(text, States(head, "competes-with", tail, confidence=confidence), ident=ident)


def test_a_symmetric_relation_is_one_edge_in_either_direction(tmp_path: Path) -> None:
    """A–B and B–A from two articles make one edge that two sources carry."""
    one = _rivals("a", "company:microsoft", "company:amd")
    other = _rivals("b", "company:amd", "company:microsoft", text="今天" + PAIR)
    graph = _graph(tmp_path, one, other)
    ((head, tail, relation, data),) = graph.edges(keys=True, data=True)
    assert (head, tail, relation) == ("company:amd", "company:microsoft", "competes-with")
    assert (data["weight"], data["sources"], data["articles"], data["symmetric"]) == (2.0, 2, 2, True)
    assert data["confidence"] == 0.75


def test_articles_of_the_same_text_count_as_one_source(tmp_path: Path) -> None:
    """A reprint adds an article but no weight and no confidence."""
    graph = _graph(tmp_path, *(_rivals(i, "company:microsoft", "company:amd") for i in "ab"))
    ((_, _, data),) = graph.edges(data=True)
    assert (data["weight"], data["articles"], data["confidence"]) == (1.0, 2, 0.5)


def test_relations_between_the_same_two_stay_apart(tmp_path: Path) -> None:
    """There is one edge for each (source, relation, target)."""
    text = "[英伟达|company:nvidia]收购[Arm|company:arm]并与之竞争。"
    stated = [States("company:nvidia", name, "company:arm") for name in ("buys", "competes-with")]
    graph = _graph(tmp_path, article(text, *stated))
    assert sorted(key for _, _, key in graph.edges(keys=True)) == ["buys", "competes-with"]


def test_an_edge_takes_the_strongest_modality_and_the_span_of_dates(tmp_path: Path) -> None:
    """A rumour that came true is asserted, first seen when it was a rumour."""
    text = "[英伟达|company:nvidia]收购[Arm|company:arm]。"
    rumour = States("company:nvidia", "buys", "company:arm", "rumored", confidence=0.9)
    fact = States("company:nvidia", "buys", "company:arm", "asserted")
    articles = [
        article("传" + text, rumour, ident="a", published="2020-07-31"),
        article(text, fact, ident="b", published="2020-09-13"),
    ]
    ((_, _, data),) = _graph(tmp_path, *articles).edges(data=True)
    assert (data["modality"], data["first_seen"], data["last_seen"]) == ("asserted", "2020-07-31", "2020-09-13")
    assert data["evidence"] == "英伟达收购Arm。"


def test_an_edge_tells_its_attributes_in_plain_words(tmp_path: Path) -> None:
    """Of each kind, the words of the best statement that has it, from whichever article; a date also as days."""
    text = "[微软|company:microsoft]采购48.5万颗[H100|chip:h100]，总额54亿美元。"
    quantity = Attribute("quantity", "48.5万颗", 4, 10, value=485_000, unit="颗")
    amount = Attribute("amount", "54亿美元", 17, 22, value=5_400_000_000, unit="USD")
    when = Attribute("date", "去年", 0, 2, first=date(2023, 1, 1), last=date(2023, 12, 31))
    ends = ("company:microsoft", "buys", "chip:h100")
    sure = States(*ends, confidence=0.9, attributes=(quantity,))
    other = States(*ends, attributes=(replace(quantity, text="数十万颗"), amount, when))
    graph = _graph(tmp_path, article(text, sure, ident="a"), article("去年" + text, other, ident="b"))
    ((_, _, data),) = graph.edges(data=True)
    assert {name: data[name] for name in ("quantity", "amount", "date", "date_first", "date_last", "role")} == {
        "quantity": "48.5万颗",
        "amount": "54亿美元",
        "date": "去年",
        "date_first": "2023-01-01",
        "date_last": "2023-12-31",
        "role": "",
    }


def test_a_denied_relation_says_so_in_its_label(tmp_path: Path) -> None:
    """An edge that is only negated cannot be taken for a fact."""
    text = "[英伟达|company:nvidia]没有收购[Arm|company:arm]。"
    graph = _graph(tmp_path, article(text, States("company:nvidia", "buys", "company:arm", "negated")))
    ((_, _, data),) = graph.edges(data=True)
    assert data["label"] == "采购或收购（否认）"


def test_measures_and_places_are_the_same_each_time(tmp_path: Path) -> None:
    """The layout, the communities and PageRank do not depend on chance."""
    built = [_graph(tmp_path, _rivals("a", "company:microsoft", "company:amd")) for _ in range(2)]
    assert list(built[0].nodes(data=True)) == list(built[1].nodes(data=True))


def test_an_empty_store_gives_an_empty_graph(tmp_path: Path) -> None:
    """No article is no error."""
    assert _graph(tmp_path).number_of_nodes() == 0


def test_lone_entities_have_places_too(tmp_path: Path) -> None:
    """An entity without an edge still gets a position and a size above zero."""
    graph = _graph(tmp_path, article("[英伟达|company:nvidia]说，[AMD|company:amd]说。"))
    places = {(data["x"], data["y"]) for _, data in graph.nodes(data=True)}
    assert len(places) == 2
    assert all(data["size"] > 0 for _, data in graph.nodes(data=True))


def test_what_one_source_asserts_and_another_negates_is_a_conflict(tmp_path: Path) -> None:
    """The edge is marked, and the denial makes the assertion no surer; one source that says both is no conflict."""
    text = "[英伟达|company:nvidia]收购[Arm|company:arm]。"
    ends = ("company:nvidia", "buys", "company:arm")
    said = article(text, States(*ends, confidence=0.6), ident="a")
    denied = article("否认：" + text, States(*ends, "negated", confidence=0.9), ident="b")
    ((_, _, data),) = _graph(tmp_path, said, denied).edges(data=True)
    assert (data["conflict"], data["modality"], data["confidence"], data["sources"]) == (True, "asserted", 0.6, 2)
    reprinted = article(text, States(*ends, "negated"), ident="c")
    ((_, _, data),) = _graph(tmp_path, said, reprinted).edges(data=True)
    assert data["conflict"] is False
