"""Businesses no table knows, told by the words around their names.

Lightrick公司 · 芯片企业“清研精准” · 初创公司Neurophos · 本轮由启赋资本领投 · （简称“北京联通”）
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.knowledge.words import words

_LATIN = r"[A-Z][A-Za-z0-9]+(?:[ .&-][A-Z][A-Za-z0-9]+){0,2}"
_PLAIN = r"[\u4e00-\u9fffA-Za-z0-9·&]"
#: The end of a business's full name and what leads from there to its short one.
_FULL = (
    r"(?:公司|企业|集团|合伙|基金|资本|银行|股份|证券|Inc|Ltd|Limited|Corp|Corporation|LLC|GmbH|SASU|Company)[.）)”」\"]{0,2}"
    r"[(（,，](?:[^()（）]{0,30}[,，；;])?"
)
#: Words that no name has and a quoted remark may have.
_REMARK = re.compile(r"[的是在了和与将]")


def _any(name: str) -> str:
    return "|".join(map(re.escape, words(name)))


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    nouns = _any("business_nouns")
    return (
        re.compile(rf"(?<![A-Za-z0-9.·-])(?P<name>{_LATIN})\s?(?:{_any('company_tails')})"),
        re.compile(rf"(?:{nouns})\s?(?P<name>(?=[A-Za-z0-9]{{4}})(?=[A-Z]+[a-z]){_LATIN})(?![A-Za-z0-9])"),
        re.compile(rf"(?:{nouns})[“「\"](?P<name>{_PLAIN}{{2,12}})[”」\"]"),
        re.compile(rf"{_FULL}(?:以下|下文)?(?:简称|下称)为?[：:]?[“「\"](?P<name>{_PLAIN}{{2,10}})[”」\"]"),
        re.compile(rf"(?:融资|本轮|该轮)由(?P<name>{_PLAIN}{{2,10}}?)(?=领投|独家投资|、)"),
    )


def businesses(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the names of businesses that the words of ``text`` tell, in code points."""
    for pattern in _patterns():
        for match in pattern.finditer(text):
            name = match["name"]
            if (
                len(name) > 2 - (not name.isascii())
                and not (name.isascii() and name.isupper())
                and not _REMARK.search(name)
            ):
                yield match.span("name")
