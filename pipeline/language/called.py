"""Chips and models no table knows, told by the noun right beside their name (called.toml).

深度引擎芯片MX6800 · NSI6911F芯片 · “启明930”芯片 · 语音识别大模型Fun-ASR1.5 · “山海”大模型.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache

from pipeline.knowledge.tables import FOLDER

#: How far before its noun a name may begin, in code points.
_REACH = 32


class Called:
    """What one noun tells of the name beside it: a code or a quoted name before or after it."""

    def __init__(self, row: dict[str, str]) -> None:
        code = rf"(?<![A-Za-z0-9.+-])(?P<code>{row['code']})(?![A-Za-z0-9]|[.-][A-Za-z0-9])"
        quoted = rf"[“「\"《](?P<quoted>{row['quoted']})[”」\"》]"
        short = r"[“「\"《](?P<short>[\u4e00-\u9fff]{2})[”」\"》]"
        self._type = row["type"]
        self._noun = re.compile(row["noun"])
        self._before = re.compile(rf"(?:(?:{code}|{quoted})[ ]?(?:{row['between']})?|{short})$")
        latin = r"(?=[“「\"《][^”」\"》]*[A-Za-z0-9])"
        self._after = re.compile(rf"[ ]?(?:{code}|{latin}{quoted}(?!的?(?:{row['generic']})))")
        self._standard = re.compile(row["standard"])

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield (start, end, type) of the names."""
        for noun in self._noun.finditer(text):
            before = self._before.search(text, max(0, noun.start() - _REACH), noun.start())
            for match in (before, self._after.match(text, noun.end())):
                group = match and match.lastgroup
                if match and group and not self._standard.match(match[group]):
                    yield *match.span(group), self._type


@lru_cache(maxsize=1)
def called() -> tuple[Called, ...]:
    """Return what called.toml says, once a process."""
    table = tomllib.loads((FOLDER / "called.toml").read_text(encoding="utf-8"))
    return tuple(Called(row) for row in table["called"])
