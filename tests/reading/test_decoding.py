"""Bytes to text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ArticleError
from pipeline.reading.decoding import decode

SENTENCE = "台积电表示，公司的先进制程产能在明年仍将供不应求。"


@settings(max_examples=80, deadline=None)
@given(text=st.text(st.characters(min_codepoint=0x20, exclude_categories=["Cs", "Cc"]), max_size=200))
def test_utf_8_comes_back(text: str) -> None:
    """Any text without control characters survives UTF-8, with and without byte order mark."""
    whole = "字" + text
    assert decode(whole.encode(), "a.txt") == (whole, "")
    assert decode(whole.encode("utf-8-sig"), "a.txt") == (whole, "")


def test_gb18030_is_detected() -> None:
    """Chinese prose in GB18030 is read as such, also with four-byte characters."""
    text = SENTENCE + "𠮷 • 輝達"
    assert decode(text.encode("gb18030"), "a.txt") == (text, "gb18030")


def test_line_ends_become_one() -> None:
    """Windows and old Mac line ends are plain ones afterwards."""
    assert decode("一\r\n二\r三".encode(), "a.txt").text == "一\n二\n三"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n\t ", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is no text"),
        ("Überprüfung größter Maßstäbe für Prüfgeräte, schön".encode("latin-1"), "neither UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_with_its_place(data: bytes, reason: str) -> None:
    """The message begins with the place and says what is wrong."""
    with pytest.raises(ArticleError, match=f"^here.txt: .*{reason}"):
        decode(data, "here.txt")


_CLAUSE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=8)


@settings(max_examples=80, deadline=None)
@given(clauses=st.lists(_CLAUSE, min_size=1, max_size=20), joint=st.sampled_from("的，、和"))
def test_gb18030_comes_back(clauses: list[str], joint: str) -> None:
    """Any hanzi, rare and traditional ones too, survive GB18030 in text with the particles and stops of Chinese."""
    text = joint.join(clauses) + "。"
    assert decode(text.encode("gb18030"), "a.txt") == (text, "gb18030")


def test_a_headline_in_gb18030_comes_back() -> None:
    """A few words without particle or stop are Chinese, too."""
    assert decode("英伟达推出新芯片".encode("gb18030"), "a.txt").text == "英伟达推出新芯片"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("Überprüfung größter Maßstäbe".encode("utf-16-le"), "is no text"),
        (b"\xff\xfe\x00", "no text"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "byte b'.x00' at 4 is no text"),
    ],
)
def test_other_encodings_are_refused(data: bytes, reason: str) -> None:
    """UTF-16 of another language without its mark, half a sign, and pictures are refused by the byte that tells."""
    with pytest.raises(ArticleError, match=f"^here.txt: .*{reason}"):
        decode(data, "here.txt")


@pytest.mark.parametrize("data", [b"\xef\xbb\xbf", b"\xef\xbb\xbf\n", "　　\n".encode()])
def test_a_text_of_nothing_but_blanks_is_empty(data: bytes) -> None:
    """A byte order mark alone, or full-width spaces alone, are no article."""
    with pytest.raises(ArticleError, match="the file is empty"):
        decode(data, "a.txt")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("삼성전자는 올해 하반기에 차세대 메모리 반도체를 양산할 계획이라고 밝혔다. 협의는 끝났다.", "euc-kr"),
        ("エヌビディアは新しい半導体を発表した。秋から量産を始め、国内の工場で生産する予定である。", "euc-jp"),
    ],
)
def test_korean_and_japanese_are_not_read_as_chinese(text: str, encoding: str) -> None:
    """Prose of another language whose bytes happen to be GB18030 is refused, not read as a string of random hanzi."""
    with pytest.raises(ArticleError, match="save it as UTF-8"):
        decode(text.encode(encoding), "a.txt")


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_detected(codec: str) -> None:
    """Chinese prose in UTF-16 is read as such, with its byte order mark and without."""
    found = decode((SENTENCE + "\nGPU H100\n").encode(codec), "a.txt")
    assert found == (SENTENCE + "\nGPU H100\n", "utf-16-be" if codec == "utf-16-be" else "utf-16-le")


@pytest.mark.parametrize(
    "text",
    [
        "今天的天氣很好，我們在這裡。",
        "輝達推出新晶片",
        "聯發科發表天璣晶片，採用台積電三奈米製程。",
        "台積電表示，公司的先進製程產能在明年仍將供不應求。\n" * 200,
    ],
)
def test_big5_is_detected(text: str) -> None:
    """Traditional Chinese in Big5 is not read as GB18030, be it a headline or an article."""
    assert decode(text.encode("big5"), "a.txt") == (text, "big5")


@pytest.mark.parametrize("text", ["英伟达", "晶圆厂", "寒武纪发布新品", "公司公告", "标题,正文"])
def test_few_words_in_gb18030_are_not_read_as_big5(text: str) -> None:
    """Of two codecs that fit, the one that gives common characters is taken."""
    assert decode(text.encode("gb18030"), "a.txt") == (text, "gb18030")


def test_a_page_may_name_its_charset() -> None:
    """What is said of the bytes is believed where they are not UTF-8 and fit, and only there."""
    rare = "氍毹"
    assert decode(rare.encode("big5"), "a.html", "Big5") == (rare, "big5")
    assert decode(rare.encode(), "a.html", "gb2312") == (rare, "")
