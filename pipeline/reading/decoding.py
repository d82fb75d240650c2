"""From bytes to text: UTF-8, UTF-16, GB18030 or Big5, told by the bytes themselves; else a clear refusal."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

import charset_normalizer

from pipeline.errors import ArticleError
from pipeline.knowledge.fold import plain

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
#: What Chinese running text is made of: hanzi and full-width or CJK punctuation.
_CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
#: Up to this many signs a text may lack the most frequent characters.
_HEADLINE = 30
#: The most frequent characters of Chinese; text wrongly decoded has hardly any of them.
_FREQUENT = re.compile(r"[的是在了和有年中为為一不国國业業这這人与與上大個个，。、]")
_KANA = re.compile("[\u3040-\u30ff]")
#: Names of charsets as pages give them, and the codec that reads all they may hold.
_CODECS = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5", "big5-hkscs": "big5"}
#: The codec for each encoding that has one of another name; the Hong Kong signs are a part of Big5 in use.
_PYTHON = {"big5": "big5hkscs"}


class Decoded(NamedTuple):
    """A text, and how its bytes were read: empty for UTF-8, else utf-16-le, utf-16-be, gb18030 or big5."""

    text: str
    encoding: str


def decode(data: bytes, place: str, charset: str = "") -> Decoded:
    r"""Return the text of ``data``; ArticleError names ``place`` when it is empty, binary or in no known encoding.

    ``charset`` is what is said of the bytes (by a page of itself, by the lines before), believed where they are not
    UTF-8 and it fits. Line ends become ``\n``. Lone surrogates cannot come out of any of the encodings.
    """
    if not data.strip():
        raise ArticleError(f"{place}: the file is empty; an article has text")
    text, encoding = _utf_8(data) or _utf_16(data) or _other(data, place, charset)
    if "\r" in text:
        text = re.sub(r"\r\n?", "\n", text)
    if not text.strip():
        raise ArticleError(f"{place}: the file is empty; an article has text")
    return Decoded(text, encoding)


def _utf_8(data: bytes) -> Decoded | None:
    text = None if _CONTROL.search(data) else _strict(data, "utf-8-sig")
    return None if text is None else Decoded(text, "")


def _utf_16(data: bytes) -> Decoded | None:
    """Return the text if it is UTF-16: by its byte order mark, or without one where it reads as Chinese."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            text = _strict(data[len(mark) :], encoding)
            return None if text is None or _CONTROL.search(text.encode()) else Decoded(text, encoding)
    if len(data) % 2 or not _CONTROL.search(data):
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _strict(data, encoding)
        if text and not _CONTROL.search(text.encode()) and _frequent(text) >= len(text) * 0.05:
            return Decoded(text, encoding)
    return None


def _other(data: bytes, place: str, charset: str) -> Decoded:
    if control := _CONTROL.search(data):
        raise ArticleError(f"{place}: byte {control.group()!r} at {control.start()} is no text; a text file would do")
    told = _CODECS.get(charset.lower(), "")
    if told and (text := _strict(data, told)) is not None:
        return Decoded(text, told)
    readings = [(text, name) for name in ("gb18030", "big5") if (text := _strict(data, name))]
    readings = [reading for reading in readings if _is_chinese(reading[0])]
    if readings:
        return Decoded(*max(readings, key=lambda reading: _quality(reading[0])))
    guess = charset_normalizer.from_bytes(data[:50_000]).best()
    looks = f"; it looks like {guess.encoding}" if guess else ""
    at = _fault(data)
    raise ArticleError(
        f"{place}: neither UTF-8 (byte {data[at : at + 1]!r} at {at}) nor GB18030 nor Big5{looks}; save it as UTF-8"
    )


def _fault(data: bytes) -> int:
    """Return where ``data`` ceases to be UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return len(data)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(_PYTHON.get(encoding, encoding))
    except UnicodeDecodeError:
        return None


def _is_chinese(text: str) -> bool:
    signs = _CHINESE.findall(text)
    headline = len(signs) <= _HEADLINE and sum(map(_is_common, signs)) >= len(signs) * 0.6
    kana = len(_KANA.findall(text))
    return kana < len(signs) * 0.1 and (headline or _frequent(text) >= len(signs) * 0.06)


def _quality(text: str) -> float:
    """Return how much a reading looks like Chinese, by its frequent and its common signs; a short look is enough."""
    signs = [sign for sign in text[:10_000] if not sign.isascii()]
    return (2 * _frequent(text[:10_000]) + sum(map(_is_common, signs))) / max(1, len(signs))


def _frequent(text: str) -> int:
    return len(_FREQUENT.findall(text))


def _is_common(sign: str) -> bool:
    """Whether a sign is punctuation or one of the 3,755 first-level hanzi of GB 2312, in either script."""
    try:
        code = plain(sign).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return 0xA1 <= code[0] <= 0xA3 or 0xB0 <= code[0] <= 0xD7
