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
    assert decode(whole.encode(), "a.txt") == whole
    assert decode(whole.encode("utf-8-sig"), "a.txt") == whole


def test_gb18030_is_detected() -> None:
    """Chinese prose in GB18030 is read as such, also with four-byte characters."""
    text = SENTENCE + "𠮷 • 輝達"
    assert decode(text.encode("gb18030"), "a.txt") == text


def test_line_ends_become_one() -> None:
    """Windows and old Mac line ends are plain ones afterwards."""
    assert decode("一\r\n二\r三".encode(), "a.txt") == "一\n二\n三"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n\t ", "the file is empty"),
        (SENTENCE.encode("utf-16"), "in UTF-16"),
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
    assert decode(text.encode("gb18030"), "a.txt") == text


def test_a_headline_in_gb18030_comes_back() -> None:
    """A few words without particle or stop are Chinese, too."""
    assert decode("英伟达推出新芯片".encode("gb18030"), "a.txt") == "英伟达推出新芯片"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("今天的天氣很好，我們在這裡。".encode("big5"), "neither UTF-8 .* nor GB18030; it looks like big5"),
        (SENTENCE.encode("utf-16-le"), "is no text"),
        (SENTENCE.encode("utf-16-be"), "is no text"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "byte b'.x00' at 4 is no text"),
    ],
)
def test_other_encodings_are_refused(data: bytes, reason: str) -> None:
    """Big5, UTF-16 without its mark and pictures are refused, with what they look like or the byte that tells."""
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
