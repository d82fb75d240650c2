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
