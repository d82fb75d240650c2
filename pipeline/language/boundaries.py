"""Where a name begins and ends: the shortest whole name, or the full registered one.

快手集团 → 快手 · 东吴证券 in 东吴证券股份有限公司 → the full name · “凌川科技” → without quotes
"""

from __future__ import annotations

import re

_EDGES = frozenset(" \t\u3000\u00a0\n\"'“”‘’「」『』《》〈〉【】[]()（）,，、。;；:：!！?？…—~·|*#/")
_TAIL = re.compile(
    r"(?<=[\u4e00-\u9fffA-Za-z0-9]{2})(?<!有限)(?<!责任)(?<!股份)(?<!分)(?<!子)(?:公司|系列|架构|处理器|芯片|模型|大模型)$"
)
#: What follows a business's name up to the end of its registered form.
_REGISTERED = re.compile(
    r"(?:[\u4e00-\u9fff]{0,12}?(?:[(（][\u4e00-\u9fff]{2,6}[)）])?[\u4e00-\u9fff]{0,6}?"
    r"(?:有限责任公司|股份有限公司|有限公司|有限合伙)(?:[\u4e00-\u9fff]{2,8}?分公司)?|,? (?:Inc|Ltd|Corp|LLC|Co)\b\.?)"
)
#: Words that no registered name runs over.
_OUTSIDE = re.compile(r"[与和及向的了在是为由将被对从等或]|联合|携手|公司.*公司")
#: What a registered name adds to the name in use without naming another business.
_FORM = re.compile(r"(?:[(（][一-鿿]{2,6}[)）]|集团|控股|股份|有限|责任|公司|科技|技术|,? (?:Inc|Ltd|Corp|LLC|Co)\.?)*")


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the shortest whole name in ``text[start:end]``: no quotes or stops at its ends, no generic tail."""
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    if tail := _TAIL.search(text[start:end]):
        end = start + tail.start()
    return start, end


def registered(text: str, end: int) -> int:
    """Return where the registered name ends of which ``text[:end]`` ends in the beginning; ``end`` if in none."""
    match = _REGISTERED.match(text, end)
    if not match or text.endswith("公司", 0, end) or _OUTSIDE.search(re.sub("分公司$", "", match.group())):
        return end
    return match.end()


def is_form_only(tail: str) -> bool:
    """Whether ``tail`` leaves the business the same: 股份有限公司 does, 云计算有限公司 does not."""
    return _FORM.fullmatch(tail) is not None
