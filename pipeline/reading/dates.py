"""The day an article is of, where no column says it: in a file's name, in front matter, in the text's dateline.

新华社北京2024年6月5日电 tells a day; 新华社北京6月5日电 one of the year that the file's name has (2024/a.txt), or none.
"""

from __future__ import annotations

import re
from datetime import date, datetime

_FULL = r"(?P<y>(?:19|20)\d{2})(?:-(?P<m1>\d{1,2})-(?P<d1>\d{1,2})|/(?P<m2>\d{1,2})/(?P<d2>\d{1,2})"
_FULL += r"|\.(?P<m3>\d{1,2})\.(?P<d3>\d{1,2})|年(?P<m4>\d{1,2})月(?P<d4>\d{1,2})日)(?!\d)"
_DAY = re.compile(rf"(?<!\d){_FULL}")
#: In names, days also stand as 20240605 and as 2024_06_05, and in folders as 2024/06/05.
_NAMED = re.compile(r"(?<!\d)((?:19|20)\d{2})([-_/.]?)(\d{2})\2(\d{2})(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年|(?!\d))")
#: How many lines of a text may hold its dateline, and how long a line of nothing but source and day is at most.
_HEAD, _LONGEST = 6, 60
#: An agency's opening: 新华社北京6月5日电, 本报讯（记者 …） is none.
_AGENCY = re.compile(
    r"^[\s　【\[（(]*(?:[\u4e00-\u9fffA-Za-z]{2,12}[社报网讯]|本报|本社|本网)[\u4e00-\u9fff、\s]{0,12}?"
    r"(?:(?P<y>\d{4})年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日[\u4e00-\u9fff\s]{0,4}?[电讯消]"
)
#: What a line holds beside its day and is still the line of a source: 来源：… 发布时间 10:30 作者 …
_AROUND = re.compile(r"来源|发布|时间|日期|作者|记者|编辑|更新|文[|｜/]|[:：|｜\d\s　\-]")


def day_of(value: object) -> date | None:
    """Return the day that a cell holds (a date, 2025-10-06T08:00, 2025/10/6, 20251006, 2025年10月6日); None if empty.

    ValueError when it holds something else.
    """
    if value in (None, ""):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value).strip()
    match = _DAY.match(text)
    day = _day(match) if match else _eight(text)
    if day is None:
        raise ValueError(f"{value!r} is no day")
    return day


def day_in_name(name: str) -> date | None:
    """Return the day that a file's name, or the folders in it, carry."""
    for match in _NAMED.finditer(name):
        if day := _made(match[1], match[3], match[4]):
            return day
    for match in _DAY.finditer(name):
        if day := _day(match):
            return day
    return None


def dateline(text: str, name: str = "") -> date | None:
    """Return the day that the head of a text gives as its own; its year may stand in the file's ``name`` instead.

    A day counts where it opens a line (2025年3月18日，…), stands in a line of source and day alone, or in an agency's
    opening; a day further inside a sentence may be that of anything.
    """
    lines = [line.strip() for line in text.lstrip()[:2_000].split("\n") if line.strip()]
    for line in lines[:_HEAD]:
        if match := _AGENCY.match(line):
            year = match["y"] or _year(name)
            return _made(year, match["m"], match["d"]) if year else None
        match = _DAY.search(line)
        if match and (match.start() == 0 or _is_imprint(line, match)):
            return _day(match)
    return None


def _is_imprint(line: str, match: re.Match[str]) -> bool:
    """Whether a line says little but the day: 来源：某报 2025-03-18 10:22, （2025年3月18日）."""
    if line[: match.start()].strip("（([【 　") == "" and match.start() <= 2:
        return True
    return len(line) <= _LONGEST and bool(_AROUND.search(line[: match.start()])) and "。" not in line


def _year(name: str) -> str:
    years = {match[1] for match in _YEAR.finditer(name)}
    return years.pop() if len(years) == 1 else ""


def _eight(text: str) -> date | None:
    return _made(text[:4], text[4:6], text[6:]) if re.fullmatch(r"(?:19|20)\d{6}", text) else None


def _day(match: re.Match[str]) -> date | None:
    month = next(filter(None, (match[f"m{n}"] for n in range(1, 5))))
    day = next(filter(None, (match[f"d{n}"] for n in range(1, 5))))
    return _made(match["y"], month, day)


def _made(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
