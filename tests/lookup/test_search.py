"""Search: names by any part, spelling, sound, and with a slip."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from by_hand import article, lexicon, stored
from hypothesis import given
from hypothesis import strategies as st

from pipeline.knowledge.tables import Entry
from pipeline.lookup import search
from pipeline.store import Store
from pipeline.store.grams import grams_of, slips_of
from pipeline.store.sounds import sounds_of

KNOWN = lexicon(
    Entry("company:nvidia", "COMPANY", "英伟达", ("NVIDIA", "辉达")),
    Entry("company:huawei", "COMPANY", "华为", ("Huawei",)),
    Entry("company:huahong", "COMPANY", "华虹半导体"),
    Entry("company:changxin", "COMPANY", "长鑫存储", ("CXMT",)),
    Entry("company:chongqing", "COMPANY", "重庆长安"),
    Entry("chip:ascend-910b", "CHIP", "昇腾910B", ("Ascend 910B",)),
    Entry("person:jensen", "PERSON", "黄仁勋", ("Jensen Huang",)),
    Entry("company:tsmc", "COMPANY", "台积电", ("TSMC",)),
)
TEXT = (
    "[英伟达|company:nvidia]、[华为|company:huawei]、[华为|company:huawei]、[华虹半导体|company:huahong]、"
    "[长鑫存储|company:changxin]、[昇腾910B|chip:ascend-910b]、[黄仁勋|person:jensen]、[台积电|company:tsmc]、"
    "[重庆长安|company:chongqing]。"
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Yield a store of eight entities, 华为 named twice."""
    with Store(stored(tmp_path_factory.mktemp("search"), [article(TEXT)], known=KNOWN)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("query", "ident", "kind"),
    [
        ("英伟达", "company:nvidia", "exact"),
        ("輝達", "company:nvidia", "exact"),
        ("ｎvidia", "company:nvidia", "exact"),
        ("昇腾 910b", "chip:ascend-910b", "exact"),
        ("英伟", "company:nvidia", "prefix"),
        ("台", "company:tsmc", "prefix"),
        ("nvi", "company:nvidia", "prefix"),
        ("偉達", "company:nvidia", "substring"),
        ("910", "chip:ascend-910b", "substring"),
        ("yingweida", "company:nvidia", "pinyin"),
        ("yingw", "company:nvidia", "pinyin"),
        ("YING WEI DA", "company:nvidia", "pinyin"),
        ("shengteng910b", "chip:ascend-910b", "pinyin"),
        ("ywd", "company:nvidia", "initials"),
        ("hrx", "person:jensen", "initials"),
        ("英伟搭", "company:nvidia", "typo"),
        ("英X达", "company:nvidia", "typo"),
        ("伟英达", "company:nvidia", "typo"),
        ("英达", "company:nvidia", "typo"),
        ("英伟了达", "company:nvidia", "typo"),
        ("华未", "company:huawei", "typo"),
        ("nvidla", "company:nvidia", "typo"),
        ("jensenhaung", "person:jensen", "typo"),
        ("tmsc", "company:tsmc", "typo"),
    ],
)
def test_a_name_is_found_however_it_is_asked_for(store: Store, query: str, ident: str, kind: str) -> None:
    """Each way of asking leads to its entity first, and the hit tells the way."""
    hit = search(store, query)[0]
    assert (hit.id, hit.kind) == (ident, kind)


@pytest.mark.parametrize("query", ["changxin", "zhangxin", "chongqing", "zhongqing", "cxcc", "zxcc"])
def test_both_readings_of_an_everyday_character_are_known(store: Store, query: str) -> None:
    """长 is chang and zhang, 重 is chong and zhong."""
    assert search(store, query)[0].id in {"company:changxin", "company:chongqing"}


def test_surer_matches_come_first_then_what_is_named_more(store: Store) -> None:
    """华为 is named twice and before 华虹; a name that begins so before those that sound so, among them 辉达."""
    assert [hit.name for hit in search(store, "华")] == ["华为", "华虹半导体"]
    assert [(hit.name, hit.kind) for hit in search(store, "h")] == [
        ("华为", "prefix"),
        ("华虹半导体", "pinyin"),
        ("英伟达", "pinyin"),
        ("黄仁勋", "pinyin"),
    ]


def test_types_and_a_limit_narrow(store: Store) -> None:
    """Only the types asked for, only as many as asked for."""
    assert [hit.id for hit in search(store, "h", types=["PERSON"])] == ["person:jensen"]
    assert len(search(store, "h", limit=2)) == 2
    assert search(store, "英伟达", types=["CHIP"]) == []


@pytest.mark.parametrize("query", ["", " ", "·", "微软", "xyzzyx", "英伟达" * 100])
def test_what_no_name_is_like_finds_nothing(store: Store, query: str) -> None:
    """Neither an empty query, nor signs alone, nor a lexicon's name that the corpus has not, nor an endless one."""
    assert search(store, query) == []


def test_a_dense_prefix_gives_the_most_mentioned(tmp_path: Path) -> None:
    """Of 3,000 names that begin, contain or sound alike, the one named most is the first hit."""
    names = "".join(f"[华{chr(0x4E00 + n)}科技|company:x-{n}]、" for n in range(3000))
    often = "[华东科技|company:east]。" * 3
    with Store(stored(tmp_path, [article(names + often)])) as dense:
        for query in ("华", "科技", "h", "hua"):
            assert search(dense, query, limit=3)[0].id == "company:east", query


@given(st.text("英伟达华为芯微中abcd", min_size=3, max_size=12), st.randoms(use_true_random=False))
def test_a_name_with_a_slip_keeps_a_piece(name: str, draw: random.Random) -> None:
    """Whatever one character is wrong, missing, too many or changed about: some piece leads to the name."""
    at, kind = draw.randrange(len(name)), draw.randrange(4)
    wrong = {
        0: name[:at] + "错" + name[at + 1 :],
        1: name[:at] + name[at + 1 :],
        2: name[:at] + "错" + name[at:],
        3: name[:at] + name[at : at + 2][::-1] + name[at + 2 :],
    }[kind]
    assert slips_of(wrong) & grams_of(name)


def test_sounds_are_few() -> None:
    """The likeliest spelling is first, a name of many ambiguous characters has no more than five, a Latin one none."""
    assert sounds_of("英伟达") == [("yingweida", "ywd")]
    assert len(sounds_of("长乐重行曾单")) == 5
    assert sounds_of("NVIDIA") == []
