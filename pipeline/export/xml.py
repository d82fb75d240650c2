"""Text as XML holds it, written as strings: a million elements built one by one would take minutes."""

from __future__ import annotations

from pipeline.export.columns import writable

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_ATTRIBUTE = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;"})
_QUOTED = frozenset('&<>"')


def content(text: str) -> str:
    """Return ``text`` as the content of an element; as CDATA where a sign needs it.

    Gephi loses the spaces around ``&amp;`` and ``&lt;``, but not those inside CDATA.
    """
    if not text.isprintable():
        text = writable(text)
    if "&" in text or "<" in text or "]]>" in text:
        return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"
    return text


def quoted(text: str) -> str:
    """Return ``text`` as the value of an XML attribute, with its quotation marks."""
    if text.isprintable() and _QUOTED.isdisjoint(text):
        return f'"{text}"'
    return f'"{writable(text).translate(_ATTRIBUTE)}"'


def escaped(text: str) -> str:
    """Return ``text`` as the content of an element without CDATA, which pages do not know."""
    return writable(text).translate(_ATTRIBUTE)
