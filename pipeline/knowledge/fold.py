"""Folding, for comparing only: width, case, traditional forms, spaces and hyphens.

輝達 = 辉达, ＮＶＩＤＩＡ = Nvidia, GPT-4 = GPT 4, Sam·Altman = Sam Altman.
"""

from __future__ import annotations

import hashlib
import re

import opencc

#: Signs that come and go inside one name; a line end is none of them.
JOINERS = frozenset(" \t\u00a0\u2009\u200b\u3000\ufeff-\u2010\u2011\uff0d·・•‧∙")


def _one_to_one() -> dict[int, str]:
    """Map full-width to half-width and traditional to simplified characters, one code point to one."""
    hanzi = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    convert = opencc.OpenCC("t2s").convert
    simplified = convert(convert("\n".join(hanzi))).split("\n")
    table = {ord(a): b for a, b in zip(hanzi, simplified, strict=True) if a != b and len(b) == 1}
    table |= {code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF5B) if chr(code - 0xFEE0).isalnum()}
    return table


_TABLE = _one_to_one()
#: Full-width signs that stand inside names; in running text they are punctuation and stay.
_SIGNS = str.maketrans("＆．＋／＇＿－（）\u3000", "&.+/'_-() ")


def plain(text: str) -> str:
    """Return ``text`` with half-width letters and simplified characters; the length stays the same."""
    return text.translate(_TABLE)


def _comparable(text: str) -> str:
    text = plain(text).translate(_SIGNS)
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def folded(text: str) -> tuple[str, list[int]]:
    """Return ``text`` folded, and for each of its characters the offset in ``text`` it came from."""
    kept = [(i, c) for i, c in enumerate(_comparable(text)) if c not in JOINERS]
    return "".join(c for _, c in kept), [i for i, _ in kept]


def key(name: str) -> str:
    """Return the folded form under which a name is filed."""
    return folded(name)[0]


def slug(name: str) -> str:
    """Return an ASCII id for ``name``: readable when it is Latin, always the same, made of [a-z0-9-].

    >>> slug("Blackwell Ultra")
    'blackwell-ultra'
    """
    compared = _comparable(name)
    words = re.findall(r"[a-z0-9]+", compared)
    readable = "-".join(words)
    if re.fullmatch(r"[\w\s.·'-]+", compared, re.ASCII) and readable:
        return readable
    digest = hashlib.sha256(key(name).encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{readable}-{digest}" if readable else f"x-{digest}"
