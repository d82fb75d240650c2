"""Short forms under which a name comes back in the same article.

Sam Altman → Altman · 戴维·柯克 → 柯克 · 杭州灵卡科技股份有限公司 → 灵卡科技, 灵卡 · 摩尔线程智能科技 → 摩尔线程
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.knowledge.fold import key
from pipeline.language.segment import Segmenter

_FORM = re.compile(r"(?:[(（][^()（）]{2,6}[)）])?(?:股份|集团|控股)?(?:有限责任|有限)?公司$|[(（][^()（）]{2,6}[)）]$")
_TRADE = re.compile(
    r"(?:集成电路|半导体|微电子|电子|光电|智能|科技|技术|信息|软件|网络|通信|数据|机器人|生物|医药|汽车|能源|新能源|材料|"
    r"资本|创投|投资|控股|集团|股份|实业|互娱|娱乐|影业|传媒|食品|电动车|证券|基金)$"
)


def short_forms(name: str, kind: str, segmenter: Segmenter) -> Iterator[str]:
    """Yield what may stand later in the article for ``name``, of entity type ``kind``; everyday words never do."""
    if kind == "PERSON":
        yield from _parts_of_person(name)
    elif kind == "COMPANY":
        yield from (short for short in _parts_of_company(name, segmenter) if not segmenter.knows_bare(short))


def name_in_use(name: str, segmenter: Segmenter) -> str:
    """Return what a business is called for short: 灵卡科技 for 杭州灵卡科技股份有限公司; any other name as it is."""
    core = _FORM.sub("", name)
    return _without_place(core, segmenter) if core != name else name


def _parts_of_person(name: str) -> Iterator[str]:
    parts = re.split(r"[ ·•・‧]", name)
    if len(parts) > 1:
        for part in (parts[-1], parts[0]):
            if len(key(part)) >= (4 if part.isascii() else 2):
                yield part


def _parts_of_company(name: str, segmenter: Segmenter) -> Iterator[str]:
    core = name_in_use(name, segmenter)
    while len(core) >= 2 and re.fullmatch(r"[\u4e00-\u9fff]+", core):
        if core != name:
            yield core
        shorter = _TRADE.sub("", core)
        if shorter == core:
            break
        core = shorter


def _without_place(core: str, segmenter: Segmenter) -> str:
    for place in (core[:3], core[:2]):
        if segmenter.tag(place) == "ns" and len(core) - len(place) >= 4:
            return core[len(place) :].removeprefix("市").removeprefix("省")
    return core
