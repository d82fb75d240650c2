"""Where an article does not speak of its matter: 责任编辑：…, 免责声明, 点击关注, a list of what else to read.

Such lines stay in the text, so that offsets point into the file; they are outside of extraction.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from pipeline.records import Range

#: The settings some writers put before a text, between two lines of three hyphens.
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?:[^\n]*\n){0,60}?---[ \t]*(?:\n|\Z)")
#: What may stand around such a line.
_OPEN, _CLOSE = r"[\s\u3000（(【\[<《*_#>—▲▼◆●·-]*", r"[\s\u3000）)】\]>》*_—▲▼◆●·-]*"
#: The longest line that is looked at, in characters.
_LONGEST = 200
_LINE = re.compile(r"[^\n]+")


def boilerplate(text: str) -> tuple[Range, ...]:
    """Return the ranges of ``text`` outside of extraction, in order and apart."""
    lines, from_here = _expressions()
    front = FRONT_MATTER.match(text)
    found = [Range(0, front.end())] if front else []
    for line in _LINE.finditer(text, found[-1].end if found else 0):
        if line.end() - line.start() > _LONGEST:
            continue
        if from_here.fullmatch(text, *line.span()) and line.start() > len(text) / 2:
            found.append(Range(line.start(), len(text)))
            break
        if lines.fullmatch(text, *line.span()):
            found.append(Range(*line.span()))
    return tuple(found)


@lru_cache(maxsize=1)
def _expressions() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    whole, rest = (re.compile(f"{_OPEN}(?:{'|'.join(table[name])}){_CLOSE}") for name in ("lines", "from_here"))
    return whole, rest
