"""Books (.epub): a zip whose pages, in the order of the spine, are articles."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from datetime import date
from urllib.parse import unquote

from lxml import etree

from pipeline.errors import ArticleError
from pipeline.reading.dates import day_of
from pipeline.reading.decoding import Decoded, decode
from pipeline.reading.given import Given, Read, small
from pipeline.reading.html import all_text, parsed, title_of
from pipeline.reading.packed import opened_document
from pipeline.reading.plain import article
from pipeline.records import Failure

_CONTAINER = "META-INF/container.xml"


def read_epub(given: Given) -> Read:
    """Yield an article for each page of the book that has text; its title is the page's, else the book's."""
    with small(given) as stream, opened_document(stream, given.name) as book:
        package_path = _package_path(book, given.name)
        package = _xml(book, package_path, given.name)
        title, day = _first(package, "title"), _day(package)
        for number, path in enumerate(_spine(package, posixpath.dirname(package_path)), 1):
            try:
                page = decode(book.read(path), f"{given.name}:{path}")
                tree = parsed(page.text, f"{given.name}:{path}")
                heading = title_of(tree) or title
                text = all_text(tree)
            except (ArticleError, KeyError) as error:
                yield Failure(given.name, path, str(error) if isinstance(error, ArticleError) else _gone(given, path))
                continue
            if text.strip():
                yield article(given, Decoded(text, page.encoding), heading, day, f"#{number}")


def _package_path(book: zipfile.ZipFile, name: str) -> str:
    for element in _xml(book, _CONTAINER, name).iter("{*}rootfile"):
        if path := element.get("full-path"):
            return path
    raise ArticleError(f"{name}: {_CONTAINER} names no package; an EPUB 2 or 3 would do")


def _xml(book: zipfile.ZipFile, path: str, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(book.read(path), parser)
    except (KeyError, etree.XMLSyntaxError) as error:
        raise ArticleError(f"{name}: {path} is missing or no XML; an EPUB 2 or 3 would do") from error
    if root is None:
        raise ArticleError(f"{name}: {path} is no XML; an EPUB 2 or 3 would do")
    return root


def _spine(package: etree._Element, folder: str) -> Iterator[str]:
    """Yield the paths of the pages in the order in which they are read."""
    listed = {item.get("id"): item.get("href", "") for item in package.iter("{*}item")}
    for reference in package.iter("{*}itemref"):
        if href := listed.get(reference.get("idref")):
            yield posixpath.normpath(posixpath.join(folder, unquote(href)))


def _first(package: etree._Element, name: str) -> str:
    return next((" ".join((one.text or "").split()) for one in package.iter(f"{{*}}{name}")), "")


def _day(package: etree._Element) -> date | None:
    try:
        return day_of(_first(package, "date"))
    except ValueError:
        return None


def _gone(given: Given, path: str) -> str:
    return f"{given.name}: the book has no page {path!r}, which its spine names; make it anew"
