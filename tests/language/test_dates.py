"""Dates: which days the words speak of."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language.dates import find_dates

#: A Monday.
WRITTEN = date(2025, 10, 6)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023年8月", "2023-08-01", "2023-08-31"),
        ("2024年2月29日", "2024-02-29", "2024-02-29"),
        ("二〇二三年八月", "2023-08-01", "2023-08-31"),
        ("2025-09-28", "2025-09-28", "2025-09-28"),
        ("2024-2026年", "2024-01-01", "2026-12-31"),
        ("2025年第三季度", "2025-07-01", "2025-09-30"),
        ("2026年底", "2026-11-01", "2026-12-31"),
        ("去年第三季度", "2024-07-01", "2024-09-30"),
        ("明年下半年", "2026-07-01", "2026-12-31"),
        ("今年年底", "2025-11-01", "2025-12-31"),
        ("本月中旬", "2025-10-11", "2025-10-20"),
        ("上个月", "2025-09-01", "2025-09-30"),
        ("上季度", "2025-07-01", "2025-09-30"),
        ("上周五", "2025-10-03", "2025-10-03"),
        ("周五", "2025-10-03", "2025-10-03"),
        ("本周一", "2025-10-06", "2025-10-06"),
        ("下周", "2025-10-13", "2025-10-19"),
        ("昨日", "2025-10-05", "2025-10-05"),
        ("10月6日", "2025-10-06", "2025-10-06"),
        ("1月", "2025-01-01", "2025-01-31"),
        ("12月", "2025-12-01", "2025-12-31"),
        ("Q3", "2025-07-01", "2025-09-30"),
        ("三年前", "2022-01-01", "2022-12-31"),
        ("未来三年", "2025-10-06", "2028-10-06"),
        ("过去两年", "2023-10-06", "2025-10-06"),
    ],
)
def test_the_days_that_words_speak_of(text: str, first: str, last: str) -> None:
    """Absolute dates, and those told from the article's day, are intervals of days."""
    (found,) = find_dates(text, WRITTEN)
    assert (found.text, str(found.first), str(found.last)) == (text, first, last)


@pytest.mark.parametrize(
    ("text", "words", "precision"),
    [
        ("2026财年", "2026财年", "fiscal"),
        ("2026年底前交付", "2026年底前", "before"),
        ("2024年以来", "2024年以来", "after"),
    ],
)
def test_what_qualifies_a_date(text: str, words: str, precision: str) -> None:
    """A fiscal year and a bound keep the interval of their words and say what they are."""
    (found,) = find_dates(text, WRITTEN)
    assert (found.text, found.precision) == (words, precision)
    assert found.first


@pytest.mark.parametrize("text", ["去年第三季度", "上周五", "本月中旬", "8月", "未来三年", "年底"])
def test_without_the_articles_date_relative_dates_keep_their_words(text: str) -> None:
    """What cannot be told is not guessed from today."""
    (found,) = find_dates(text)
    assert (found.text, found.first, found.last) == (text, None, None)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("预计1月发布", ["2026-01"]),
        ("将于11月交付", ["2025-11"]),
        ("公司1月宣布将收购", ["2025-01"]),
        ("2023年5月离开，6月创办公司", ["2023-05", "2023-06"]),
        ("2023年11月报道，当年8月订购，次年3月交货", ["2023-11", "2023-08", "2024-03"]),
        ("2023年5月离开。6月创办公司", ["2023-05", "2025-06"]),
        ("2023年款芯片，4月遭禁", ["2023-01", "2025-04"]),
    ],
)
def test_a_month_without_a_year_takes_it_from_its_sentence(text: str, months: list[str]) -> None:
    """The next one when it is planned, the year told with a month before, else the article's."""
    assert [str(found.first)[:7] for found in find_dates(text, WRITTEN)] == months


def test_in_january_december_is_the_last_one() -> None:
    """A month more than half a year ahead that nobody plans is of the year before."""
    (found,) = find_dates("12月，公司发布了新芯片", date(2025, 1, 10))
    assert found.first == date(2024, 12, 1)


@pytest.mark.parametrize("text", ["两个月后", "当年", "次年3月"])
def test_what_counts_from_the_story_is_not_counted_from_the_article(text: str) -> None:
    """一年后 in a story of 2019 is not next year."""
    (found,) = find_dates(text, WRITTEN)
    assert (found.text, found.first) == (text, None)


@pytest.mark.parametrize(
    "text", ["月之暗面", "一周五天", "每周一", "第二代", "90年代", "登上月球", "近年中国", "H20", "三个月", "本周期"]
)
def test_what_is_no_date(text: str) -> None:
    """Names, durations and habits are no dates."""
    assert list(find_dates(text, WRITTEN)) == []


def test_a_day_that_does_not_exist_has_no_interval() -> None:
    """2023年2月29日 is kept as words alone."""
    (found,) = find_dates("2023年2月29日", WRITTEN)
    assert found.first is None


def test_the_word_after_a_year_stays_whole() -> None:
    """年中 and 年初 are not cut out of 中国 and 初创."""
    assert [found.text for found in find_dates("2026年中国，2024年初创公司", WRITTEN)] == ["2026年", "2024年"]


_WORDS = """
去年 今年 明年 前年 2023年 二〇二四年 2026财年 FY26 第三季度 Q4 上半年 8月 十二月 31日 3日 底 中旬 年底 年初 上周 周五
本月 上个月 昨天 未来 过去 三 两 几 年 个月 天 前 后 之前 以来 的 至 - 2025 ， 英伟达 春季 2025-02-30
"""


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(_WORDS.split()), max_size=8), st.none() | st.dates())
def test_intervals_are_well_formed_and_ranges_true(pieces: list[str], published: date | None) -> None:
    """Whatever the words and the day, each date is a piece of the text, in order, with both days or neither."""
    text = "".join(pieces)
    found = list(find_dates(text, published))
    for one in found:
        assert one.text == text[one.start : one.end]
        assert (one.first is None) == (one.last is None)
        assert one.first is None or one.last is None or one.first <= one.last
    assert all(a.end <= b.start for a, b in pairwise(found))
