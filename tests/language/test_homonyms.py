"""People of one name in several articles: apart by company, together where an article or the corpus says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.knowledge.lexicon import load_lexicon
from pipeline.language.extraction import extract, extract_article
from pipeline.records import Article, Extraction
from pipeline.store import Store, write_store

RUN = {"settings": "{}", "version": "0"}


def _person(found: Extraction) -> str:
    (ident,) = {mention.entity for mention in found.mentions if mention.type == "PERSON"}
    return ident


def _people(tmp_path: Path, *texts: str) -> list[int]:
    """Return how many mentions each person of a corpus has, the fewest first."""
    articles = [extract_article(Article(str(number), "", text, "")) for number, text in enumerate(texts)]
    write_store(tmp_path / "knowledge.sqlite", articles, [], load_lexicon(), RUN)
    with Store(tmp_path / "knowledge.sqlite") as store:
        people = [entity.id for entity in store.entities() if entity.type == "PERSON"]
        return sorted(store.mention_counts(ident)[0] for ident in people)


HUAWEI, XIAOMI = "华为副总裁魏若谦表示满意。", "小米副总裁魏若谦表示满意。"
BARE = "首席科学家魏若谦表示满意。"


def test_the_company_tells_people_apart() -> None:
    """The same name at two companies has two ids; relations lead to the renamed person."""
    one, other = extract(HUAWEI), extract(XIAOMI)
    assert _person(one) != _person(other)
    assert {relation.head for relation in one.relations} == {_person(one)}


def test_known_and_foreign_names_need_no_company() -> None:
    """Who stands in a table, or has a long foreign name, is one person wherever he works."""
    for name in ("黄仁勋", "戴维·洛克菲尔德"):
        assert _person(extract(f"华为副总裁{name}表示满意。")) == _person(extract(f"小米副总裁{name}表示满意。"))


@pytest.mark.parametrize(
    ("texts", "mentions"),
    [
        ((HUAWEI, BARE), [2]),
        ((HUAWEI, XIAOMI), [1, 1]),
        ((HUAWEI, XIAOMI, BARE), [1, 1, 1]),
        ((HUAWEI, HUAWEI.replace("满意", "高兴")), [2]),
    ],
)
def test_a_bare_name_is_the_only_one_of_the_name(tmp_path: Path, texts: tuple[str, ...], mentions: list[int]) -> None:
    """Without a company a name is the one person of that name in the corpus; of two it is neither."""
    assert _people(tmp_path, *texts) == mentions


def test_an_article_that_tells_both_companies_joins_them(tmp_path: Path) -> None:
    """Who left one company for the other is one person, in that article and in those that tell only one of the two."""
    joined = "前华为副总裁魏若谦加入小米，小米副总裁魏若谦表示满意。"
    assert _people(tmp_path, HUAWEI, XIAOMI, joined) == [4]
