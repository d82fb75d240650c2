"""Dates in running text as intervals of days: 2023年8月, 去年第三季度, 上周五, 今年年底, 本月中旬, 未来三年.

What is told relative to the article (去年, 上周五, 8月) counts from its date; without one it keeps its text alone.
A month or day without a year is of the year told before in its sentence (2024年5月…6月), or else of the article's, of
the one before where it would lie more than half a year ahead, or of the next where it is planned and over. 一年后 and
当月 count from what is told, not from the article, and keep their text alone. A fiscal year is taken for the calendar
year, and marked so.

No library is used. jionlp reads most of these rightly, but counts from today where no date is given, knows neither
Q3, 上个月 nor FY2026, and installs 150 MB; dateparser reads no 季度, 旬, 上周五 or 年底, and makes a day of a month;
recognizers-text has not moved since 2019, and its import fails beside a present-day emoji package.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline.knowledge.fold import plain
from pipeline.language.numbers import read_number
from pipeline.records import Attribute

Days = tuple[date, date]

_RELATIVE_YEAR = {"前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "年内": 0, "明年": 1, "后年": 2}
_TOLD_YEAR = {"当年": 0, "同年": 0, "次年": 1, "翌年": 1}
_RELATIVE_DAY = {"前": -2, "昨": -1, "今": 0, "明": 1, "后": 2}
_SIDE = {"上": -1, "本": 0, "这": 0, "下": 1}
_PLANNED = "(?:将|拟|计划|预计|有望|预期|定)"
_BEFORE_PLANNED, _AFTER_PLANNED = re.compile(rf"{_PLANNED}[于在将会到至]{{0,3}}$"), re.compile(rf"，?{_PLANNED}")
_WEEKDAYS = {sign: index for index, sign in enumerate("一二三四五六日")} | {"天": 6, "末": 5}
_SEASONS = {"春": 3, "夏": 6, "秋": 9, "冬": 12}
_ORDINAL = {"一": 1, "二": 2, "三": 3, "四": 4, "首": 1}
_HAN = "[零〇○一二三四五六七八九]"
_NUMBER = r"[\d一二两三四五六七八九十几数]+"

_YEAR = (
    rf"(?P<year>(?<!\d)(?:19|20)\d{{2}}(?=\s?(?:年|财))|(?:一九|二[零〇○]){_HAN}{{2}}(?=年))\s?"
    r"(?P<fiscal>财年|年?财年|年)度?"
    r"|(?<![A-Za-z])FY\s?(?P<fy>20\d{2}|\d{2})(?!\d)|(?P<relative>前年|去年|上年度?|今年|本年度?|明年|后年|年内(?!存)|[当同次翌]年)"
)
_PART = (
    r"(?:第?(?P<quarter>[一二三四1-4首])财?季(?![节报])度?|(?<![A-Za-z])Q(?P<q>[1-4])(?!\d))"
    r"|(?P<half>[上下])半年"
    r"|(?P<month>(?<![\d.])(?:1[0-2]|0?[1-9])|十[一二]?|(?<![个十])[一二三四五六七八九])月(?!球|之暗面|饼)"
    r"(?:份?(?P<third>初|上旬|中旬|下旬|底|末)|(?P<day>[12]\d|3[01]|0?[1-9]|[一二三]?十?[一二三四五六七八九十])[日号])?"
    r"|年?(?P<edge>(?:年|(?<=年))(?:初(?![创步始])|中(?![国东美方芯兴科部央期外移石信日英韩欧])|底(?![层部座])|末(?!端))|岁末)"
    r"|(?P<season>[春夏秋冬])[季天]"
)
_NEAR = (
    r"(?P<lastmonth>[上下]个?|本|这个?)月(?!球)(?P<ten>初|上旬|中旬|下旬|底|末)?"
    r"|(?P<week>[上下]个?|本|这个?)(?:周(?!期)|星期|礼拜)(?P<weekday>[一二三四五六日天末](?![年个]))?"
    r"|(?<![一二两三四五六七八九十几数\d每上下本这])(?:周|星期)(?P<bare>[一二三四五六日])(?![年个期])"
    r"|(?P<dayword>[前昨今明后])[天日晚](?![报本])"
    r"|(?P<lastquarter>[上下]|本)一?(?:财?季度|季(?!节))"
)
_SPAN = (
    rf"(?P<way>未来|今后|接下来|过去|最近|近)(?:的)?(?P<many>{_NUMBER})(?P<length>年|个月|周|天|个季度)"
    rf"|(?P<ago>{_NUMBER})(?P<unit>年|个月|周|天)(?P<side>前|后|之前|之后|以前|以后)"
)
_DATE = re.compile(
    rf"(?P<from>(?:19|20)\d{{2}})年?\s?[-–—~～至到]\s?(?P<to>(?:19|20)\d{{2}})年"
    r"|(?P<iso>(?<!\d)(?:19|20)\d{2}[-/.](?:1[0-2]|0?[1-9])[-/.](?:[12]\d|3[01]|0?[1-9])(?!\d))"
    rf"|(?:(?:{_YEAR})的?\s?(?:{_PART})?|{_PART.replace('(?P<', '(?P<x')}|{_NEAR}|{_SPAN})"
    r"(?P<bound>之前|以前|前(?=[，。,；、完交将就实投量建])|之后|以后|起|以来)?"
)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What a date is read from: the article's day, the year told before in the sentence, and whether it lies ahead.

    ``chained`` says that the year was told with a month or part, so that the next month is of it too.
    """

    published: date | None
    told: int | None = None
    chained: bool = False
    ahead: bool = False


def find_dates(text: str, published: date | None = None) -> Iterator[Attribute]:
    """Yield the dates in a text, in order; ``published`` is the day that relative ones count from."""
    frame, until = _Frame(published), 0
    folded = plain(text)
    for match in _DATE.finditer(folded):
        said = {name.removeprefix("x"): value for name, value in match.groupdict().items() if value}
        if re.search("[。！？\n]", folded[until : match.start()]):
            frame = _Frame(published)
        before, after = folded[max(0, match.start() - 8) : match.start()], folded[match.end() : match.end() + 4]
        frame = replace(frame, ahead=bool(_BEFORE_PLANNED.search(before) or _AFTER_PLANNED.match(after)))
        days = _days(said, frame)
        if days and said.keys() & {"year", "relative"}:
            frame = replace(frame, told=days[0].year, chained=bool(said.keys() & {"month", "quarter", "half"}))
        until = match.end()
        yield Attribute(
            kind="date",
            text=text[match.start() : match.end()],
            start=match.start(),
            end=match.end(),
            precision=_precision(said),
            first=days[0] if days else None,
            last=days[1] if days else None,
        )


def _precision(said: dict[str, str]) -> str:
    bound = said.get("bound", "")
    if bound:
        return "before" if "前" in bound else "after"
    return "fiscal" if "fy" in said or "财" in said.get("fiscal", "") else ""


def _days(said: dict[str, str], frame: _Frame) -> Days | None:
    """Return the first and last day of what a match says; None where it cannot be told."""
    try:
        if "from" in said:
            return _period(date(int(said["from"]), 1, 1), 12 * (int(said["to"]) - int(said["from"]) + 1))
        if "iso" in said:
            day = date(*map(int, re.split("[-/.]", said["iso"])))
            return day, day
        year = _year(said, frame)
        if year is not None:
            return _in_year(said, year)
        if frame.published is None or said.get("relative", "") in _TOLD_YEAR:
            return None
        return _relative(said, frame.published, ahead=frame.ahead)
    except (ValueError, OverflowError):
        return None


def _year(said: dict[str, str], frame: _Frame) -> int | None:
    if "year" in said:
        return int("".join(str(_han_digit(sign)) for sign in said["year"]))
    if "fy" in said:
        return int(said["fy"]) if len(said["fy"]) == 4 else 2000 + int(said["fy"])
    word = said.get("relative", "").removesuffix("度")
    if word in _TOLD_YEAR or ("month" in said and not word):
        known = frame.told if word or frame.chained else None
        return None if known is None else known + _TOLD_YEAR.get(word, 0)
    return frame.published.year + _RELATIVE_YEAR[word] if word and frame.published else None


def _han_digit(sign: str) -> int:
    return int(sign) if sign.isdigit() else "零一二三四五六七八九".find(sign.replace("〇", "零").replace("○", "零"))


def _in_year(said: dict[str, str], year: int) -> Days | None:
    """Return the days of the part of a year that is said, or of all of it."""
    if quarter := said.get("q") or said.get("quarter"):
        number = _ORDINAL.get(quarter) or int(quarter)
        return _period(date(year, number * 3 - 2, 1), 3)
    if half := said.get("half"):
        return _period(date(year, 1 if half == "上" else 7, 1), 6)
    if month := said.get("month"):
        return _in_month(said, year, _small(month))
    if edge := said.get("edge"):
        start, months = {"初": (1, 2), "中": (6, 2)}.get(edge[-1], (11, 2))
        return _period(date(year, start, 1), months)
    if season := said.get("season"):
        return _period(date(year, _SEASONS[season], 1), 3)
    return _period(date(year, 1, 1), 12)


def _in_month(said: dict[str, str], year: int, month: int) -> Days | None:
    if day := said.get("day"):
        exact = date(year, month, _small(day))
        return exact, exact
    return _third(date(year, month, 1), said.get("third"))


def _third(first: date, name: str | None) -> Days:
    """Return ten days of the month that begins on ``first``, or all of it."""
    last = calendar.monthrange(first.year, first.month)[1]
    start, end = {"初": (1, 10), "上旬": (1, 10), "中旬": (11, 20)}.get(name or "", (21 if name else 1, last))
    return first.replace(day=start), first.replace(day=end)


def _relative(said: dict[str, str], today: date, *, ahead: bool) -> Days | None:
    """Return the days of what is said from the point of view of an article written on ``today``."""
    if word := said.get("dayword"):
        day = today + timedelta(_RELATIVE_DAY[word])
        return day, day
    if "week" in said or "bare" in said:
        return _week(said, today)
    if word := said.get("lastmonth"):
        return _third(_shifted(today.replace(day=1), _SIDE[word[0]]), said.get("ten"))
    if word := said.get("lastquarter"):
        begin = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
        return _period(_shifted(begin, 3 * _SIDE[word]), 3)
    if "many" in said or "ago" in said:
        return _span(said, today)
    return _unnamed(said, today, ahead=ahead) if "month" in said else _in_year(said, today.year)


def _week(said: dict[str, str], today: date) -> Days:
    """Return a week or a day of it; a weekday alone is the last one up to today."""
    monday = today - timedelta(today.weekday())
    if "bare" in said:
        day = today - timedelta((today.weekday() - _WEEKDAYS[said["bare"]]) % 7)
        return day, day
    monday += timedelta(7 * _SIDE[said["week"][0]])
    if weekday := said.get("weekday"):
        day = monday + timedelta(_WEEKDAYS[weekday])
        return day, day + timedelta(weekday == "末")
    return monday, monday + timedelta(6)


def _span(said: dict[str, str], today: date) -> Days | None:
    """Return the days from today on, or up to today; 三年前 is three years ago, 三年后 counts from what is told."""
    number = read_number(said.get("many") or said["ago"])
    if number is None or number.high or "后" in said.get("side", ""):
        return None
    count, unit = int(number.low), said.get("length") or said["unit"]
    if "way" in said:
        other = _moved(today, unit, count if said["way"] in {"未来", "今后", "接下来"} else -count)
        return min(today, other), max(today, other)
    there = _moved(today, unit, -count)
    if unit == "年":
        return _period(date(there.year, 1, 1), 12)
    return _third(there.replace(day=1), None) if unit == "个月" else (there, there)


def _moved(day: date, unit: str, count: int) -> date:
    if unit in {"周", "天"}:
        return day + timedelta(count * (7 if unit == "周" else 1))
    return _shifted(day, count * {"年": 12, "个季度": 3}.get(unit, 1))


def _unnamed(said: dict[str, str], today: date, *, ahead: bool) -> Days | None:
    """Return the days of a month or day without a year: of this year, unless a neighbouring one is meant."""
    days = _in_year(said, today.year)
    if days and ahead and days[1] < today:
        return _in_year(said, today.year + 1)
    if days and not ahead and days[0] > today + timedelta(183):
        return _in_year(said, today.year - 1)
    return days


def _period(first: date, months: int) -> Days:
    return first, _shifted(first, months) - timedelta(1)


def _shifted(day: date, months: int) -> date:
    """Return the day so many months on, or the last of its month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _small(numeral: str) -> int:
    number = int(numeral) if numeral.isdigit() else read_number(numeral)
    return number if isinstance(number, int) else int(number.low) if number else 0
