"""Ways in which a text gives a person a place at a company, now or before."""

from __future__ import annotations

import pytest

import pipeline


def _posts(text: str) -> set[str]:
    found = pipeline.extract(text)
    names = {mention.entity: mention.text for mention in found.mentions}
    return {f"{names[r.head]} {names[r.tail]} {r.modality}" for r in found.relations if r.relation == "works-for"}


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        ("英特尔的CEO名叫陈立武。", {"陈立武 英特尔 asserted"}),
        ("由李斌创办的蔚来公布了财报。", {"李斌 蔚来 asserted"}),
        ("英伟达聘请前高通工程师周明哲主管网络芯片。", {"周明哲 英伟达 asserted", "周明哲 高通 asserted"}),
        ("周明哲从高通跳槽到了英伟达。", {"周明哲 高通 asserted", "周明哲 英伟达 asserted"}),
        ("梁孟松离开三星后去了中芯国际。", {"梁孟松 三星 asserted", "梁孟松 中芯国际 asserted"}),
        ("蒋尚义已从台积电退休。", {"蒋尚义 台积电 asserted"}),
        (
            "王小川、杨植麟分别担任百川智能和月之暗面的CEO。",
            {"王小川 百川智能 asserted", "杨植麟 月之暗面 asserted"},
        ),
        ("张建中出身于英伟达。", {"张建中 英伟达 asserted"}),
        ("贾扬清履历丰富，曾在谷歌、Meta等公司工作。", {"贾扬清 谷歌 asserted", "贾扬清 Meta asserted"}),
    ],
)
def test_a_post_is_read_as_it_is_said(text: str, posts: set[str]) -> None:
    """Hired, left, retired, called and grown up there: each names a post and no other."""
    assert _posts(text) == posts


@pytest.mark.parametrize("text", ["陈天石是寒武纪的股东。", "孙正义作为英伟达的投资人出席了会议。"])
def test_who_only_owns_has_no_post(text: str) -> None:
    """Investors and shareholders do not work for what they own."""
    assert _posts(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "三星电子与工会开始谈薪。韩国总统李在明呼吁双方让步。",
        "英伟达股价上涨。美国商务部部长卢特尼克称会再看出口规定。",
        "高通被立案调查。国务院副总理何立峰会见了美国商界代表。",
        "特斯拉发布新品。英国首相斯塔默出席了会议。",
    ],
)
def test_an_official_has_no_post_at_the_business_named_before(text: str) -> None:
    """Roles of a state and its bodies carry over to no business."""
    assert _posts(text) == set()


def test_a_role_carries_over_to_the_business_named_before() -> None:
    """A chief executive without a company beside the role is the one of the business spoken of."""
    assert _posts("英伟达公布了财报。首席执行官黄仁勋表示满意。") == {"黄仁勋 英伟达 asserted"}
