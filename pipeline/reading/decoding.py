"""From bytes to text: UTF-8 with or without a byte order mark, else GB18030, else a clear refusal."""

from __future__ import annotations

import codecs
import re

import charset_normalizer

from pipeline.errors import ArticleError
from pipeline.knowledge.fold import plain

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
#: What Chinese running text is made of: hanzi and full-width or CJK punctuation.
_CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def decode(data: bytes, place: str) -> str:
    r"""Return the text of ``data``; ArticleError names ``place`` when it is empty, binary or in no known encoding.

    Line ends become ``\n``. Lone surrogates cannot come out of either encoding.
    """
    if not data.strip():
        raise ArticleError(f"{place}: the file is empty; an article has text")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise ArticleError(f"{place}: the text is in UTF-16; UTF-8 or GB18030 would do")
    if control := _CONTROL.search(data):
        raise ArticleError(f"{place}: byte {control.group()!r} at {control.start()} is no text; a text file would do")
    text = re.sub(r"\r\n?", "\n", _text(data, place))
    if not text.strip():
        raise ArticleError(f"{place}: the file is empty; an article has text")
    return text


#: Up to this many signs a text may lack the most frequent characters.
_HEADLINE = 30
#: The most frequent characters of Chinese; text wrongly decoded as GB18030 has hardly any of them.
_FREQUENT = re.compile(r"[的是在了和有年中为一不国业这人与上大個个的，。、]")


def _is_common(sign: str) -> bool:
    """Whether a sign is punctuation or one of the 3,755 first-level hanzi of GB 2312, in either script."""
    try:
        code = plain(sign).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return 0xA1 <= code[0] <= 0xA3 or 0xB0 <= code[0] <= 0xD7


def _text(data: bytes, place: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        fault = error
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    signs = _CHINESE.findall(text)
    headline = len(signs) <= _HEADLINE and sum(map(_is_common, signs)) >= len(signs) * 0.6
    kana = len(re.findall("[\u3040-\u30ff]", text))
    if kana < len(signs) * 0.1 and (headline or len(_FREQUENT.findall(text)) >= len(signs) * 0.06):
        return text
    guess = charset_normalizer.from_bytes(data[:50_000]).best()
    looks = f"; it looks like {guess.encoding}" if guess else ""
    raise ArticleError(
        f"{place}: neither UTF-8 (byte {data[fault.start : fault.start + 1]!r} at {fault.start}) nor GB18030{looks}; "
        "save it as UTF-8"
    )
