"""HTML: the main text of a page by trafilatura; all its text by lxml where that is missing or finds none."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import lxml.html

from pipeline.errors import ArticleError
from pipeline.reading.dates import day_of
from pipeline.reading.decoding import Decoded, decode
from pipeline.reading.given import Given, Read, needed, whole
from pipeline.reading.plain import article

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_APART = {"script", "style", "nav", "aside", "footer", "form", "noscript", "template", "svg", "head"}
_BLOCKS = {
    *("p", "div", "section", "article", "main", "header", "li", "ul", "ol", "tr", "table", "br", "hr", "blockquote"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "pre", "figure", "figcaption"),
}
_DATES = (
    "//meta[@property='article:published_time' or @name='pubdate' or @name='publishdate' or @name='date'"
    " or @itemprop='datePublished' or @property='og:release_date']/@content | //time/@datetime"
)


def read_html(given: Given) -> Read:
    """Yield the article that a page is."""
    data = whole(given)
    charset = _CHARSET.search(data[:4096])
    page = decode(data, given.name, charset[1].decode() if charset else "")
    tree = parsed(page.text, given.name)
    text = _main_text(page.text, given.name) or all_text(tree)
    if not text.strip():
        raise ArticleError(f"{given.name}: the page has no text; an article has some")
    yield article(given, Decoded(text, page.encoding), title_of(tree), _published(tree))


def parsed(page: str, place: str) -> Any:
    """Return the tree of a page; ArticleError when there is none in it."""
    page = re.sub(r"^\s*<\?xml[^>]*\?>", "", page)
    try:
        return lxml.html.document_fromstring(page)
    except (ValueError, lxml.etree.LxmlError) as error:
        raise ArticleError(f"{place}: no HTML: {error}; a page with text would do") from error


def title_of(tree: Any) -> str:
    """Return the page's first level-one heading, else its title."""
    found = (" ".join(one.text_content().split()) for one in (*tree.iterfind(".//h1"), *tree.iterfind(".//title")))
    return next(filter(None, found), "")


def all_text(tree: Any) -> str:
    """Return the text of a tree, a line for each block; scripts, menus and feet are left out."""
    for element in list(tree.iter()):
        if element.tag in _APART and element.getparent() is not None:
            element.drop_tree()
        elif element.tag in _BLOCKS:
            element.text = "\n" + (element.text or "")
            element.tail = "\n" + (element.tail or "")
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    return "\n".join(filter(None, lines))


def _main_text(page: str, name: str) -> str:
    try:
        trafilatura = needed(name, "trafilatura")
    except ArticleError:
        return ""
    found = trafilatura.bare_extraction(page, include_comments=False)
    return (found.text or "") if found else ""


def _published(tree: Any) -> date | None:
    for value in tree.xpath(_DATES):
        try:
            return day_of(value)
        except ValueError:
            continue
    return None
