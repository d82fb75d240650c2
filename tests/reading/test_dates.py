"""The day an article is of."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.dates import dateline, day_in_name, day_of

DAY = date(2024, 6, 5)


@pytest.mark.parametrize(
    "value",
    [
        "2024-06-05",
        "2024-06-05T08:00:00+08:00",
        "2024/6/5 10:30",
        "2024.06.05",
        "20240605",
        "2024年6月5日 08:00",
        DAY,
        datetime(2024, 6, 5, 23, 59),  # noqa: DTZ001 - tables hold times without a zone
    ],
)
def test_a_cell_may_write_a_day_in_many_ways(value: object) -> None:
    """With signs, with 年月日, with eight digits, with a time behind it."""
    assert day_of(value) == DAY


@pytest.mark.parametrize("value", ["去年", "2024-13-05", "5", 1717545600, "2024-06"])
def test_what_is_no_day_is_refused(value: object) -> None:
    """Nothing is guessed from half a date."""
    with pytest.raises(ValueError, match="is no day"):
        day_of(value)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2024-06-05-x.txt", DAY),
        ("新闻_20240605.html", DAY),
        ("2024/06/05/a.txt", DAY),
        ("2024_06_05.md", DAY),
        ("某报2024年6月5日.txt", DAY),
        ("120240605.txt", None),
        ("2022-2025-arm.jsonl", None),
        ("2024/a.txt", None),
    ],
)
def test_a_name_may_hold_a_day(name: str, day: date | None) -> None:
    """In the file's name or in its folders; other numbers are none."""
    assert day_in_name(name) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("新华社北京2024年6月5日电（记者 某某）台积电表示", DAY),
        ("标题\n本报深圳2024年6月5日讯 某公司", DAY),
        ("2024年6月5日，英伟达发布财报。", DAY),
        ("标题\n来源：某报　2024-06-05 10:22\n正文", DAY),
        ("标题\n（2024年6月5日）\n正文", DAY),
        ("新华社北京6月5日电 台积电表示", None),
        ("台积电2024年6月5日宣布扩产。", None),
        ("标题\n正文一。\n正文二。\n正文三。\n正文四。\n正文五。\n2024年6月5日", None),
        ("2024年13月5日，某事。", None),
        ("", None),
    ],
)
def test_the_head_of_a_text_may_tell_its_day(text: str, day: date | None) -> None:
    """An agency's opening, a line of source and day, a day that opens a line; no day inside of a sentence."""
    assert dateline(text) == day


@pytest.mark.parametrize(
    ("name", "day"), [("2024/a.txt", DAY), ("2024年报道/a.txt", DAY), ("2023-2024/a.txt", None), ("a.txt", None)]
)
def test_a_dateline_takes_its_year_from_the_file(name: str, day: date | None) -> None:
    """6月5日 is of the one year that the name has; without one, or with two, it is of none."""
    assert dateline("新华社北京6月5日电 台积电表示", name) == day


@given(day=st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_comes_back(day: date) -> None:
    """Each of the ways to write a day is read as that day, in cells, names and datelines."""
    chinese = f"{day.year}年{day.month}月{day.day}日"
    assert day_of(day.isoformat()) == day_of(chinese) == day_of(f"{day:%Y%m%d}") == day
    assert day_in_name(f"a/{day:%Y-%m-%d}.txt") == day_in_name(f"{day:%Y/%m/%d}/a.txt") == day
    assert dateline(f"{chinese}，某公司宣布。") == dateline(f"新华社上海{chinese}电 某公司宣布。") == day


@given(text=st.text(max_size=80), name=st.text(max_size=30))
def test_nothing_breaks_the_search(text: str, name: str) -> None:
    """Any text and any name give a day or none."""
    assert dateline(text, name) is None or dateline(text, name)
    assert day_in_name(name) is None or day_in_name(name)
