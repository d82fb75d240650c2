"""Which pairs the pair reader looks at."""

from __future__ import annotations

import pytest
from marked import paired

from pipeline.schema import Schema

_ORDER = "[微软|company:microsoft] 采购 [H100|chip:h100] 。"


def _ends(marked: str) -> list[tuple[str, str]]:
    return [(one.head, one.tail) for one in paired(marked)]


def test_types_decide_which_way_round_two_names_may_be_related() -> None:
    """A company and a chip make two candidates: the chip may rival the company, but never buy it."""
    assert _ends(_ORDER) == [("company:microsoft", "chip:h100"), ("chip:h100", "company:microsoft")]


def test_a_relation_takes_only_its_own_ends(schema: Schema) -> None:
    """The company may buy the chip; the chip and the company may only be rivals."""
    forward, backward = paired(_ORDER)
    assert {name for name, kind in schema.relations.items() if forward.fits(kind)} == {"buys", "trains-on", "makes"}
    assert {name for name, kind in schema.relations.items() if backward.fits(kind)} == {"competes-with"}


@pytest.mark.parametrize("link", ["、", "和", "与"])
def test_a_symmetric_relation_is_read_once_in_the_order_of_the_text(schema: Schema, link: str) -> None:
    """英伟达 and AMD, in one list or not, are one candidate for a rivalry and two for a purchase."""
    found = paired(f"[英伟达|company:nvidia] {link} [AMD|company:amd] 竞争 。")
    rivals = [(one.head, one.tail) for one in found if one.fits(schema.relations["competes-with"])]
    assert rivals == [("company:nvidia", "company:amd")]
    assert sum(one.fits(schema.relations["buys"]) for one in found) == 2


def test_a_list_is_one_item_whose_members_are_candidates_each() -> None:
    """谷歌和Meta都采购了H100: both stand equally near the chip."""
    found = paired("[谷歌|company:google] 和 [Meta|company:meta] 都 采购 了 [H100|chip:h100] 。")
    buyers = {one.head: (one.at, one.to) for one in found if one.tail == "chip:h100"}
    assert buyers == {"company:google": (0, 4), "company:meta": (0, 4)}


def test_a_word_that_stands_for_a_name_is_an_end() -> None:
    """该公司 carries the relation of the company it stands for."""
    found = paired("[该公司|*company:microsoft] 采购 [H100|chip:h100] 。")
    assert ("company:microsoft", "chip:h100") in [(one.head, one.tail) for one in found]
    assert found[0].window.items[0].stands_for


def test_the_nearest_two_mentions_are_the_ends() -> None:
    """Of two mentions of 微软 the one beside the chip is the head."""
    found = paired(
        "[微软|company:microsoft] 称 ， [微软|company:microsoft] 采购 [H100|chip:h100] ， [AMD|company:amd] 没有 。"
    )
    assert [(one.at, one.to) for one in found if (one.head, one.tail) == ("company:microsoft", "chip:h100")] == [(3, 5)]


def test_neighbouring_sentences_join_only_what_no_sentence_of_the_two_joins() -> None:
    """微软 and H100 meet over a full stop; 微软 and 英伟达 stand in one sentence, and are not paired again."""
    found = paired(
        "[微软|company:microsoft] 宣布 与 [英伟达|company:nvidia] 签约 。 "
        "它 将 采购 [H100|chip:h100] 与 [B200|chip:b200] 。"
    )
    over = {(one.head, one.tail) for one in found if one.window.sentences == 2}
    assert ("company:microsoft", "chip:h100") in over
    assert ("company:microsoft", "company:nvidia") not in over
    assert ("chip:h100", "chip:b200") not in over


def test_sentences_farther_apart_join_nothing() -> None:
    """A name two sentences away is no candidate."""
    assert _ends("[微软|company:microsoft] 开会 。 天气 很 好 。 有人 买 了 [H100|chip:h100] 。") == []


def test_a_crowd_of_names_is_no_sentence_about_any_two() -> None:
    """A table row of more than forty names makes no candidates."""
    crowd = " ； ".join(f"[甲{n}|company:c{n}]" for n in range(41))
    assert _ends(f"{crowd} 。") == []
