"""Who buys from whom, in the many ways a text can say it."""

from __future__ import annotations

import pytest

import pipeline


def _purchases(text: str) -> set[str]:
    found = pipeline.extract(text)
    names = {entity.id: entity.name for entity in found.entities}
    return {f"{names[r.head]} {names[r.tail]} {r.modality}" for r in found.relations if r.relation == "buys"}


@pytest.mark.parametrize(
    ("text", "purchases"),
    [
        ("安集科技的第二大客户是长江存储。", {"长江存储 安集科技 asserted"}),
        ("台积电把高通列为重要客户。", {"高通 台积电 asserted"}),
        (
            "沐曦的产品已售出两万颗，部署至新华三、联想集团等公司。",
            {"新华三 沐曦股份 asserted", "联想集团 沐曦股份 asserted"},
        ),
        ("燧原科技拿到腾讯的订单。", {"腾讯 燧原科技 asserted"}),
        ("AMD从微软手里拿到了一笔MI355X的订单。", {"微软 MI355X asserted"}),
        ("浪潮信息向腾讯交付了首批MI355X服务器。", {"腾讯 MI355X asserted", "腾讯 浪潮信息 asserted"}),
        ("腾讯机房里的H20都由浪潮信息供货。", {"腾讯 H20 asserted", "腾讯 浪潮信息 asserted"}),
        ("寒武纪发布公告。公司与字节跳动签订采购协议。", {"字节跳动 寒武纪 planned"}),
    ],
)
def test_supply_told_from_the_other_side(text: str, purchases: set[str]) -> None:
    """Customers, deliveries and orders won make the other end the buyer."""
    assert _purchases(text) == purchases


@pytest.mark.parametrize(
    ("text", "purchases"),
    [
        ("AMD以全股票交易方式收购AI初创公司“Enosemi”。", {"AMD Enosemi asserted"}),
        ("博通取得VMware的控制权。", {"博通 VMware asserted"}),
        ("软银获得Graphcore 80%的股权。", {"软银 Graphcore asserted"}),
        ("Altera的全部股权被英特尔拿下。", {"英特尔 Altera asserted"}),
        ("软银增资Graphcore，取得了其51%股权。", {"软银 Graphcore asserted"}),
        ("Altera于2015年并入英特尔。", {"英特尔 Altera asserted"}),
        ("腾讯收购搜狗30%的股份。", set()),
        ("软银获得Graphcore 20%的股权。", set()),
    ],
)
def test_more_than_half_of_a_company_is_a_takeover(text: str, purchases: set[str]) -> None:
    """Control is bought, a part of the shares is not; how it is paid does not matter."""
    assert _purchases(text) == purchases


@pytest.mark.parametrize(
    ("text", "purchases"),
    [
        ("高通的骁龙8 Gen 5由台积电代工。", {"高通 台积电 asserted"}),
        ("英伟达转单给英特尔。", {"英伟达 英特尔 asserted"}),
        ("谷歌把芯片订单分给博通和联发科。", {"谷歌 博通 asserted", "谷歌 联发科 asserted"}),
        ("台积电的2nm产能被苹果拿走大半。", {"苹果 台积电 asserted"}),
        ("消息人士称，苹果正与英特尔洽谈芯片制造合作。", {"苹果 英特尔 rumored"}),
    ],
)
def test_orders_with_a_foundry(text: str, purchases: set[str]) -> None:
    """Who has chips made is the foundry's customer."""
    assert _purchases(text) == purchases


@pytest.mark.parametrize(
    ("text", "purchases"),
    [
        ("京东获准采购H200，此前阿里巴巴、腾讯已获批。", {f"{n} H200 planned" for n in ("京东", "阿里巴巴", "腾讯")}),
        ("中国移动未获批采购H20。", {"中国移动 H20 negated"}),
        ("微软正评估向AMD订购MI400。", set()),
        ("除AMD外，微软还向英伟达采购芯片。", {"微软 AMD asserted", "微软 英伟达 asserted"}),
        ("从AMD采购芯片的不是谷歌，而是微软。", {"谷歌 AMD negated", "微软 AMD asserted"}),
        ("微软一度取消AMD的订单，今年又重新下单。", {"微软 AMD asserted"}),
        ("阿里云的客户包括小鹏汽车。", set()),
    ],
)
def test_permits_lists_and_second_thoughts(text: str, purchases: set[str]) -> None:
    """A permit is a plan, evaluating is nothing, 除…外 counts, and a cloud's customers buy no chips."""
    assert _purchases(text) == purchases
