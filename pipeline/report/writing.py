"""Elements of a page; every text is escaped when the tree is written, and holds only what a page can."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from lxml import etree, html

from pipeline.export.columns import writable

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml has no public name for it
Part: TypeAlias = str | Element


def element(name: str, /, *parts: Part, kind: str = "", **attributes: str) -> Element:
    """Return an element with texts and elements in it; ``kind`` is its class."""
    made = etree.Element(name, {key: writable(value) for key, value in attributes.items()})
    if kind:
        made.set("class", kind)
    for part in parts:
        if not isinstance(part, str):
            made.append(part)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + writable(part)
        else:
            made.text = (made.text or "") + writable(part)
    return made


def heading(level: int, zh: str, en: str) -> Element:
    """Return a Chinese heading with its English beside it."""
    return element(f"h{level}", zh, " ", element("span", en, kind="en", lang="en"))


def table(heads: Sequence[str], rows: Iterable[Sequence[Part]], numbers: frozenset[int] = frozenset()) -> Element:
    """Return a table; columns in ``numbers`` are set to the right."""

    def cells(name: str, row: Sequence[Part]) -> Element:
        marked = [(part, "number" if at in numbers else "") for at, part in enumerate(row)]
        return element("tr", *(element(name, part, kind=kind) for part, kind in marked))

    body = element("tbody", *(cells("td", row) for row in rows))
    return element("div", element("table", element("thead", cells("th", heads)), body), kind="scroll")


def document(title: str, style: str, body: Iterable[Element]) -> str:
    """Return a whole page that fetches nothing and runs nothing; a browser is told so too."""
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", **{"http-equiv": "Content-Security-Policy"}, content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        element("style", style),
    )
    page = element("html", head, element("body", *body), lang="zh-CN")
    written: str = html.tostring(page, encoding="unicode", doctype="<!DOCTYPE html>")
    return written + "\n"
