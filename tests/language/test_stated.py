"""What an article says of two names being one thing: which ids it merges, and which it keeps apart."""

from __future__ import annotations

import pytest

from pipeline.language.extraction import extract
from pipeline.records import Extraction


def _ids(found: Extraction, name: str) -> set[str]:
    return {mention.entity for mention in found.mentions if mention.text == name}


def _same(found: Extraction, one: str, other: str) -> bool:
    return bool(_ids(found, one)) and _ids(found, one) == _ids(found, other) and len(_ids(found, one)) == 1


@pytest.mark.parametrize(
    ("text", "one", "other", "reason"),
    [
        ("杭州灵卡科技股份有限公司（以下简称“灵卡”）采购了英伟达H100。", "杭州灵卡科技股份有限公司", "灵卡", "short"),
        (
            "深圳市澜图微电子有限公司（下称「澜图」）流片成功，澜图称良率高。",
            "深圳市澜图微电子有限公司",
            "澜图",
            "short",
        ),
        ("上海衡芯半导体有限公司，以下简称“衡芯”，宣布上市。", "上海衡芯半导体有限公司", "衡芯", "short"),
        ("首席科学家戴维·洛克菲尔德(David Rockfeld)加入了英伟达。", "戴维·洛克菲尔德", "David Rockfeld", "gloss"),
        ("初创公司澄砚智算（Chengyan Compute）获得融资。", "澄砚智算", "Chengyan Compute", "gloss"),
        ("初创公司澄砚智算（Chengyan Compute，总部在杭州）获得融资。", "澄砚智算", "Chengyan Compute", "gloss"),
        ("腾讯前副总裁魏若谦（花名“踏雪生”）出席。", "魏若谦", "踏雪生", "also-known"),
        ("芯片公司星河微电子前身为星河智能公司，由清华团队创立。", "星河微电子", "星河智能", "former"),
    ],
)
def test_one_thing(text: str, one: str, other: str, reason: str) -> None:
    """Both names have one id in the article, and the merge is filed with its reason."""
    found = extract(text)
    assert _same(found, one, other), [(m.text, m.type, m.entity) for m in found.mentions]
    assert reason in {merge.reason for merge in found.merges}


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("英伟达（NVIDIA）与台积电（TSMC）合作。", "英伟达", "NVIDIA"),
        ("輝達（Nvidia）股價上漲。", "輝達", "Nvidia"),
        ("AMD（超威半导体）发布MI300X。", "AMD", "超威半导体"),
        ("黄仁勋（Jensen Huang）表示，英伟达将扩产。", "黄仁勋", "Jensen Huang"),
        ("上海寒武纪科技股份有限公司发布公告，寒武纪股价大涨。", "上海寒武纪科技股份有限公司", "寒武纪"),
        ("初创公司澄砚智算发布芯片。澄砚智算有限公司说，芯片已量产。", "澄砚智算", "澄砚智算有限公司"),
    ],
)
def test_known_names_need_no_merge(text: str, one: str, other: str) -> None:
    """Names of one owner, and a registered name with its name in use, have one id by themselves."""
    assert _same(extract(text), one, other)


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("阿里云（阿里巴巴）发布了新服务器。", "阿里云", "阿里巴巴"),
        ("Alphabet（谷歌母公司）上涨，谷歌云也上涨。", "Alphabet", "谷歌云"),
        ("英特尔（和AMD）都在涨价。", "英特尔", "AMD"),
        ("英伟达将其云部门更名为“星云科技”。", "英伟达", "星云科技"),
        ("苏姿丰（AMD）与黄仁勋（英伟达）同台。", "苏姿丰", "黄仁勋"),
        ("初创公司澄砚智算（英伟达）参展。", "澄砚智算", "英伟达"),
    ],
)
def test_two_things(text: str, one: str, other: str) -> None:
    """An owner, a customer or a neighbour in brackets is no other name; two known things stay two."""
    found = extract(text)
    assert not _ids(found, one) & _ids(found, other)


@pytest.mark.parametrize(
    "text",
    [
        "英伟达（CEO）说。",
        "比亚迪（002594.SZ）上涨。",
        "大族数控（301200）领涨。",
        "台积电（NYSE）收盘上涨。",
        "OpenAI（一家人工智能研究公司）成立于2015年。",
        "《关于算力的规定》（以下简称《规定》）出台。",
    ],
)
def test_brackets_without_a_name(text: str) -> None:
    """Roles, codes, exchanges and descriptions in brackets become no mentions."""
    assert not [m for m in extract(text).mentions if m.made_by == "stated"]


def test_spellings_of_an_unknown_name_share_an_id() -> None:
    """Width, spaces and hyphens do not tell computed ids apart, in one article or in several."""
    spellings = ("Chengyan Compute", "Chengyan-Compute", "Ｃｈｅｎｇｙａｎ Ｃｏｍｐｕｔｅ")
    ids = [_ids(extract(f"芯片公司{name}公司完成了融资。"), name) for name in spellings]
    assert ids[0]
    assert all(one == ids[0] for one in ids)


def test_the_short_form_is_proposed_to_the_corpus() -> None:
    """Where an article has a business's full name and its short form, the short form's own id is merged into it."""
    found = extract("杭州灵卡科技股份有限公司宣布扩产。灵卡的订单排到了明年。")
    assert [(one.reason, found.text[one.evidence.start : one.evidence.end]) for one in found.merges] == [
        ("short", "灵卡")
    ]
    assert {one.entity for one in found.merges} == _ids(found, "杭州灵卡科技股份有限公司")
