"""Pages, Word documents, books and PDFs."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest
from made_files import TEXT, book, pdf, read, word, zipped

from pipeline.reading.pdf import joined

PAGE = (
    "<html><head><title>台积电扩产 - 某网</title><meta charset='{charset}'>"
    "<meta property='article:published_time' content='2024-03-18T08:00:00+08:00'>"
    "<script>var a = '脚本';</script></head>"
    "<body><nav><a href='/'>首页</a></nav><article><h1>台积电扩产</h1><p>{text}</p><p>分析师认为，英伟达与AMD都将受益，"
    "台积电的资本开支将达到四百亿美元，高于去年的三百亿美元。</p></article><footer>某网版权所有</footer></body></html>"
)


@pytest.mark.parametrize(("charset", "encoding"), [("utf-8", ""), ("gb2312", "gb18030")])
def test_a_page_is_its_main_text(tmp_path: Path, charset: str, encoding: str) -> None:
    """Heading, date and paragraphs are kept; scripts and feet are not; the charset it names is used."""
    (tmp_path / "a.html").write_bytes(PAGE.format(charset=charset, text=TEXT).encode(charset))
    ((article,), ()) = read(tmp_path)
    assert (article.title, article.published, article.encoding) == ("台积电扩产", date(2024, 3, 18), encoding)
    assert TEXT in article.text
    assert "脚本" not in article.text
    assert "版权所有" not in article.text


def test_without_the_library_a_page_is_all_its_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where trafilatura is not installed, the blocks of a page are its lines; menus and feet are left out."""
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    (tmp_path / "a.htm").write_text(PAGE.format(charset="utf-8", text=TEXT), encoding="utf-8")
    ((article,), ()) = read(tmp_path)
    assert article.text.split("\n")[:2] == ["台积电扩产", TEXT]
    assert "首页" not in article.text


def test_a_page_without_text_is_a_failure(tmp_path: Path) -> None:
    """A page of scripts has nothing to extract from."""
    (tmp_path / "a.html").write_text("<html><script>1</script></html>", encoding="utf-8")
    ((), (failure,)) = read(tmp_path)
    assert failure.reason == "a.html: the page has no text; an article has some"


def test_a_word_document_is_an_article(tmp_path: Path) -> None:
    """Paragraphs and cells of tables are lines in their order, a short first paragraph is the title."""
    (tmp_path / "2024-06-05.docx").write_bytes(word(["扩产", TEXT], "英伟达"))
    ((article,), ()) = read(tmp_path)
    assert (article.title, article.published, article.text) == ("扩产", date(2024, 6, 5), f"扩产\n{TEXT}\n英伟达")


def test_the_pages_of_a_book_are_articles(tmp_path: Path) -> None:
    """In the order of the spine; a page without heading bears the book's title, one without text is left out."""
    pages = {
        "two.xhtml": f"<html><body><h1>第二章</h1><p>{TEXT}</p></body></html>",
        "one.xhtml": f"<html><body><p>{TEXT}</p></body></html>",
        "cover.xhtml": "<html><body><img src='x.png'/></body></html>",
    }
    (tmp_path / "a.epub").write_bytes(book(pages, spine=["cover.xhtml", "one.xhtml", "two.xhtml"]))
    articles, failures = read(tmp_path)
    assert [(a.id, a.title, a.published) for a in articles] == [
        ("a.epub#2", "某书", date(2024, 6, 5)),
        ("a.epub#3", "第二章", date(2024, 6, 5)),
    ]
    assert articles[1].text == f"第二章\n{TEXT}"
    assert failures == []


def test_a_page_that_is_missing_is_a_failure(tmp_path: Path) -> None:
    """The other pages of the book are read."""
    made = book({"one.xhtml": f"<p>{TEXT}</p>"}, spine=["gone.xhtml", "one.xhtml"])
    (tmp_path / "a.epub").write_bytes(made)
    (article,), (failure,) = read(tmp_path)
    assert article.id == "a.epub#2"
    assert "no page 'text/gone.xhtml'" in failure.reason


def test_a_pdf_is_its_text_layer(tmp_path: Path) -> None:
    """The lines that the page broke are put together."""
    (tmp_path / "2024-06-05-a.pdf").write_bytes(pdf(["台积电扩产", TEXT[:14], TEXT[14:28]]))
    ((article,), ()) = read(tmp_path)
    assert article.text == f"台积电扩产\n{TEXT}"
    assert article.published == date(2024, 6, 5)


def test_a_pdf_without_a_text_layer_is_a_failure(tmp_path: Path) -> None:
    """The reason says what would help."""
    (tmp_path / "a.pdf").write_bytes(pdf([]))
    ((), (failure,)) = read(tmp_path)
    assert failure.reason == "a.pdf: the PDF has no text layer; recognise its characters (OCR) first"


def test_full_lines_go_on_in_the_next() -> None:
    """A short line and one that ends a sentence end a paragraph; Latin words are kept apart."""
    lines = ["一二三四五六七八九十", "一二三。", "一二三四五六七八九。", "abcdefghij", "klm", ""]
    assert list(joined(lines)) == ["一二三四五六七八九十一二三。", "一二三四五六七八九。", "abcdefghij klm"]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", b"no zip", "the packed file is broken: File is not a zip file"),
        ("a.docx", zipped({"x.txt": b"x"}), "the file cannot be read"),
        ("a.epub", b"no zip", "the packed file is broken"),
        ("a.epub", zipped({"x.txt": b"x"}), "META-INF/container.xml is missing"),
        ("a.epub", zipped({"META-INF/container.xml": b"<container/>"}), "names no package"),
        ("a.epub", zipped({"META-INF/container.xml": b"x"}), "container.xml is no XML"),
        ("a.pdf", b"no pdf", "the file cannot be read"),
        ("a.docx", word([]), "the document has no text"),
    ],
)
def test_a_broken_document_is_a_failure(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    """Whatever a library trips over is a failure that names the file."""
    (tmp_path / name).write_bytes(data)
    ((), (failure,)) = read(tmp_path)
    assert failure.source == name
    assert reason in failure.reason


@pytest.mark.parametrize(("name", "module"), [("a.docx", "docx"), ("a.pdf", "pypdf"), ("a.parquet", "pyarrow.parquet")])
def test_a_missing_library_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str
) -> None:
    """Without the extra a file of that format is a failure, the others are read."""
    monkeypatch.setitem(sys.modules, module, None)
    (tmp_path / name).write_bytes(b"x")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    (_,), (failure,) = read(tmp_path)
    package = module.partition(".")[0]
    assert failure.reason == f"{name}: reading it needs the package {package!r}; pip install 'xinpu[formats]'"
