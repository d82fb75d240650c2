"""One id for one thing: homonyms told apart by their companies, the same ids whatever the order of the articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.language.extraction import extract, extract_article
from pipeline.records import Article

HOMONYMS = (
    "id,name,aliases,companies\nperson:lmy-huawei,李铭远,,company:huawei\nperson:lmy-xiaomi,李铭远,,company:xiaomi\n"
)


@pytest.mark.parametrize(("company", "ident"), [("华为", "person:lmy-huawei"), ("小米", "person:lmy-xiaomi")])
def test_a_homonym_is_told_by_its_company(tmp_path: Path, company: str, ident: str) -> None:
    """Of two people of one name the one whose company the article names is meant."""
    table = tmp_path / "names.csv"
    table.write_text(HOMONYMS, encoding="utf-8")
    found = extract(f"李铭远加入{company}多年。", Config(lexicons=(table,)))
    assert [m.entity for m in found.mentions if m.type == "PERSON"] == [ident]


def test_ids_do_not_depend_on_the_order_of_articles() -> None:
    """An article gets the same ids whatever was read before it."""
    texts = [
        "杭州灵卡科技股份有限公司（简称“灵卡”）采购H100。",
        "灵卡科技发布了LK100芯片。",
        "初创公司澄砚智算（Chengyan Compute）由陈砚之创立。",
        "昇腾 987C与MI 355 X对比。",
    ]
    articles = [Article(str(number), "", text, "") for number, text in enumerate(texts)]
    first = {one.id: extract_article(one).to_json() for one in articles}
    assert {one.id: extract_article(one).to_json() for one in reversed(articles)} == first


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("Marvell首席执行官Matt Murphy说：“订单强劲。”Murphy表示，需求仍在上升。", "Murphy", "Matt Murphy"),
        ("首席科学家Tobias Lindqvist加入公司。Lindqvist表示满意。", "Lindqvist", "Tobias Lindqvist"),
    ],
)
def test_a_learned_short_form_is_linked_to_its_full_name(text: str, short: str, full: str) -> None:
    """A surname that stands by itself is the person named in full before."""
    ids = {m.text: m.entity for m in extract(text).mentions}
    assert ids[short] == ids[full]


def test_a_surname_of_two_people_stays_by_itself() -> None:
    """Where two people of the article bear a surname, the bare surname is linked to neither."""
    found = extract("首席科学家Tobias Lindqvist和首席财务官Anna Lindqvist到场。Lindqvist表示满意。")
    ids = {m.text: m.entity for m in found.mentions}
    assert ids["Tobias Lindqvist"] != ids["Anna Lindqvist"]
    assert ids.get("Lindqvist") not in {ids["Tobias Lindqvist"], ids["Anna Lindqvist"]}
