"""Explain: what is stated between two entities, and by which words."""

from __future__ import annotations

from pathlib import Path

from by_hand import States, article, lexicon, stored

from pipeline.knowledge.tables import Entry
from pipeline.lookup import explain
from pipeline.records import Attribute, Range
from pipeline.show import show_statement
from pipeline.store import Store

KNOWN = lexicon(
    Entry("company:nvidia", "COMPANY", "英伟达", ("NVIDIA",)), Entry("company:arm", "COMPANY", "Arm", ("安谋",))
)
ENDS = ("company:nvidia", "company:arm")
RUMOUR = article(
    "开头。[微软|company:microsoft]称，传[英伟达|company:nvidia]以400亿美元收购[Arm|company:arm]。",
    States(
        ENDS[0],
        "buys",
        ENDS[1],
        "rumored",
        sense="acquisition",
        evidence="传英伟达以400亿美元收购Arm。",
        attributes=(Attribute("amount", "400亿美元", 12, 18, value=4e10, unit="USD"),),
    ),
    ident="late",
    published="2020-09-13",
    title="传闻",
)
EARLIER = article(
    "[Arm|company:arm]与[英伟达|company:nvidia]竞争。",
    States(ENDS[1], "competes-with", ENDS[0]),
    ident="early",
    published="2019-01-01",
)
UNDATED = article(
    "[英伟达|company:nvidia]没有收购[Arm|company:arm]。", States(ENDS[0], "buys", ENDS[1], "negated"), ident="undated"
)


def _store(folder: Path) -> Store:
    return Store(stored(folder, [RUMOUR, EARLIER, UNDATED], known=KNOWN))


def test_every_statement_between_two_is_told_in_order_of_time(tmp_path: Path) -> None:
    """Any relation, either direction, every article; the undated last; the same whichever is named first."""
    with _store(tmp_path) as store:
        found = explain(store, "安谋", "nvidia")
        assert found == explain(store, "company:nvidia", "Arm")
    assert [(one.article, one.relation, one.modality) for one in found] == [
        ("early", "competes-with", "asserted"),
        ("late", "buys", "rumored"),
        ("undated", "buys", "negated"),
    ]


def test_ranges_point_into_the_sentence(tmp_path: Path) -> None:
    """Mentions of both ends, the cue and the attributes are ranges in the evidence, wherever that stands."""
    with _store(tmp_path) as store:
        rumour = explain(store, "英伟达", "Arm")[1]
    assert [rumour.text[place.start : place.end] for place in rumour.mentions] == ["英伟达", "Arm"]
    assert (rumour.text, rumour.cue) == ("传英伟达以400亿美元收购Arm。", Range(0, 1))
    (amount,) = rumour.attributes
    assert (amount["start"], amount["end"]) == (5, 11)
    assert rumour.text[5:11] == amount["text"]


def test_a_statement_is_shown_with_its_words_and_its_source(tmp_path: Path) -> None:
    """Ends in brackets, the cue between guillemets, modality, attributes, article, date, rule and confidence."""
    with _store(tmp_path) as store:
        rumour = explain(store, "英伟达", "Arm")[1]
    assert list(show_statement(rumour)) == [
        "英伟达 ─ buys [acquisition] (rumored 传闻) → Arm",
        "  “«传»[英伟达]以400亿美元收购[Arm]。”",
        "  amount 400亿美元",
        "  article 文章: 2020-09-13 传闻 (late)",
        "  read by 依据: hand, confidence 置信度 0.50",
    ]


def test_a_third_party_is_no_part_of_it(tmp_path: Path) -> None:
    """Entities of one article that nothing is stated between have no statements."""
    with _store(tmp_path) as store:
        assert explain(store, "微软", "Arm") == []
        assert explain(store, "微软", "无名") == []


def test_a_statement_read_through_a_word_that_stands_for_an_end_shows_the_word(tmp_path: Path) -> None:
    """该公司 is told as what the buyer was read through; a statement by names tells none."""
    text = "[英伟达|company:nvidia]发布财报。该公司收购[Arm|company:arm]。"
    through = article(
        text, States(*ENDS[:1], "buys", ENDS[1], evidence="该公司收购Arm。", via=Range(8, 11)), ident="through"
    )
    with Store(stored(tmp_path, [through, EARLIER], known=KNOWN)) as store:
        by_name, by_word = explain(store, "Arm", "英伟达")
    assert "  through 指代: 该公司" in list(show_statement(by_word))
    assert by_word.via == Range(0, 3)
    assert by_name.via is None
