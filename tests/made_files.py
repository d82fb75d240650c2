"""Files of many formats, made by hand for the tests of reading."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import docx
import zstandard

from pipeline.config import Columns
from pipeline.reading.files import read_paths
from pipeline.records import Article, Failure

TEXT = "台积电表示，公司的先进制程产能在明年仍将供不应求。"


def read(*places: Path | str, columns: Columns | None = None) -> tuple[list[Article], list[Failure]]:
    """Return the articles and the failures at some places."""
    items = list(read_paths(places, columns))
    return [i for i in items if isinstance(i, Article)], [i for i in items if isinstance(i, Failure)]


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def tarred(files: Mapping[str, bytes], mode: str = "w") -> bytes:
    """Return a tar of these files; ``mode`` is ``w:gz`` for one that is packed."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return made.getvalue()


def gzipped(data: bytes) -> bytes:
    """Return ``data`` in a .gz that is the same each time."""
    return gzip.compress(data, mtime=0)


def zstandard_of(data: bytes) -> bytes:
    """Return ``data`` in a .zst."""
    return zstandard.ZstdCompressor().compress(data)


def word(paragraphs: Iterable[str], cell: str = "") -> bytes:
    """Return a Word document."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if cell:
        document.add_table(1, 1).rows[0].cells[0].text = cell
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def book(pages: Mapping[str, str], title: str = "某书", day: str = "2024-06-05", spine: Iterable[str] = ()) -> bytes:
    """Return an EPUB of these pages; ``spine`` names those it lists, in place of all."""
    listed = list(spine) or list(pages)
    items = "".join(f'<item id="i{n}" href="{name}"/>' for n, name in enumerate(listed))
    references = "".join(f'<itemref idref="i{n}"/>' for n, _ in enumerate(listed))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        f"<dc:title>{title}</dc:title><dc:date>{day}</dc:date></metadata>"
        f"<manifest>{items}</manifest><spine>{references}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="text/package.opf"/></rootfiles></container>'
    )
    bodies = {f"text/{name}": page.encode() for name, page in pages.items()}
    return zipped({"META-INF/container.xml": container.encode(), "text/package.opf": package.encode(), **bodies})


def pdf(lines: Iterable[str]) -> bytes:
    """Return a PDF of one page with these lines, each sign mapped back to its character."""
    signs = sorted({sign for line in lines for sign in line})
    shown = "\n".join(f"<{''.join(f'{ord(sign):04x}' for sign in line)}> Tj 0 -14 Td" for line in lines)
    mapping = "\n".join(f"<{ord(sign):04x}> <{ord(sign):04x}>" for sign in signs)
    to_unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{len(signs)} beginbfchar\n{mapping}\nendbfchar\n"
        "endcmap end end"
    )
    font = "/Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 5 0 R"
    below = "/Type /Font /Subtype /CIDFontType0 /BaseFont /Song /CIDSystemInfo"
    return _pdf_of(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /Contents 7 0 R /Resources << /Font << /F 4 0 R >> >> >>",
            f"<< {font} >>",
            _stream(to_unicode),
            f"<< {below} << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
            _stream(f"BT /F 12 Tf 50 700 Td\n{shown}\nET"),
        ]
    )


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _pdf_of(objects: list[str]) -> bytes:
    made, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(made))
        made += f"{number} 0 obj\n{content}\nendobj\n".encode()
    rows = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    tail = (
        f"xref\n0 {size}\n0000000000 65535 f \n{rows}trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(made)}\n"
    )
    return made + f"{tail}%%EOF\n".encode()
