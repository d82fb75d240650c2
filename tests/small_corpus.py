"""A small corpus of our own for the page's tests: four articles, three kinds of modality, a name that is HTML."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from by_hand import States, article, lexicon, stored

from pipeline.knowledge.tables import Entry
from pipeline.records import Attribute

HTML_NAME = "<img src=x onerror=alert(1)>"
KNOWN = lexicon(
    Entry("company:nvidia", "COMPANY", "英伟达", ("NVIDIA", "輝達"), {"country": "US", "sector": "chip"}),
    Entry("company:microsoft", "COMPANY", "微软", ("Microsoft",), {"country": "US"}),
    Entry("company:huawei", "COMPANY", "华为", ("Huawei",)),
    Entry("company:amd", "COMPANY", "超威半导体", ("AMD",)),
    Entry("company:baidu", "COMPANY", "百度", ()),
    Entry("chip:h100", "CHIP", "H100", (), {"maker": "company:nvidia"}),
    Entry("chip:ascend-910b", "CHIP", "昇腾910B", ("Ascend 910B",), {"maker": "company:huawei"}),
    Entry("person:jensen-huang", "PERSON", "黄仁勋", ("Jensen Huang",)),
    Entry("model:ernie", "MODEL", "文心一言", ()),
)
ORDERED = (
    Attribute("date", "去年", 0, 2, first=date(2023, 1, 1), last=date(2023, 12, 31)),
    Attribute("quantity", "两千枚", 8, 11, value=2000.0, unit="枚"),
)
ARTICLES = [
    article(
        "😀[微软|company:microsoft]将向[英伟达|company:nvidia]采购[H100|chip:h100]。",
        States("company:microsoft", "buys", "company:nvidia", "planned", 0.8, "purchase"),
        States("company:microsoft", "buys", "chip:h100", "planned", 0.9, "purchase"),
        States("company:nvidia", "makes", "chip:h100", confidence=0.95),
        ident="orders",
        published="2024-05-01",
        title="微软的订单",
    ),
    article(
        "据传[微软|company:microsoft]已向[英伟达|company:nvidia]下单；[黄仁勋|person:jensen-huang]执掌[英伟达|company:nvidia]。",
        States("company:microsoft", "buys", "company:nvidia", "rumored", 0.6, "purchase", "据传微软已向英伟达下单"),
        States("person:jensen-huang", "works-for", "company:nvidia", confidence=0.9, evidence="黄仁勋执掌英伟达。"),
        ident="rumour",
        published="2024-06-01",
        title="传闻",
    ),
    article(
        "[英伟达|company:nvidia]与[AMD|company:amd]在算力市场竞争，[AMD|company:amd]没有收购[英伟达|company:nvidia]。",
        States("company:nvidia", "competes-with", "company:amd", confidence=0.9),
        States("company:amd", "buys", "company:nvidia", "negated", 0.7, "acquisition"),
        ident="rivals",
        published="2024-07-01",
        title="对手",
    ),
    article(
        "去年[百度|company:baidu]向[华为|company:huawei]订购两千枚[昇腾910B|chip:ascend-910b]，"
        f"[{HTML_NAME}|company:html]与[华为|company:huawei]竞争，算力紧张。[百度|company:baidu]不再用[英伟达|company:nvidia]。",
        States("company:baidu", "buys", "chip:ascend-910b", "asserted", 0.9, "purchase", attributes=ORDERED),
        States("company:huawei", "makes", "chip:ascend-910b", confidence=0.9),
        States("company:html", "competes-with", "company:huawei", confidence=0.6),
        ident="ascend",
        title="<b>昇腾</b>",
    ),
]


def small_store(folder: Path) -> Path:
    """Write the store of these articles into ``folder`` and return the folder."""
    stored(folder, ARTICLES, known=KNOWN)
    return folder
