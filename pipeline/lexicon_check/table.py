"""A lexicon read leniently: whatever can be read of it, and what cannot."""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.knowledge.tables import NO_ENTITY
from pipeline.lexicon_check.finding import Finding

#: The columns that something reads; any other is kept as a fact that nothing asks for.
COLUMNS = (
    *("id", "type", "name", "aliases", "needs", "pattern", "member_name", "member_id"),
    *("maker", "parent", "companies", "country", "sector", "kind", "role"),
)
_CHINESE = {
    "名称": "name",
    "名字": "name",
    "类型": "type",
    "类别": "type",
    "别名": "aliases",
    "简称": "aliases",
    "公司": "maker",
    "国家": "country",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line and its cells as they are written."""

    line: int
    cells: dict[str, str]

    def get(self, column: str) -> str:
        """Return a cell without the spaces around it, empty when there is none."""
        return self.cells.get(column, "").strip()

    def stripped(self) -> dict[str, str]:
        """Return all cells without the spaces around them."""
        return {column: cell.strip() for column, cell in self.cells.items()}

    @property
    def no_entity(self) -> bool:
        """Whether the row says that its name is no entity."""
        return self.get("type") == NO_ENTITY


@dataclass(frozen=True, slots=True)
class Table:
    """What could be read of a lexicon, and what was found on the way."""

    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]


def read_table(path: Path) -> Table:
    """Read a lexicon; only a file that cannot be opened is a ConfigError."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path}: this table cannot be opened: {error.strerror}; name a CSV file") from error
    found: list[Finding] = []
    text = _decoded(data, found)
    rows = tuple(_rows(csv.reader(io.StringIO(text, newline=""), strict=True), found))
    return Table(rows, tuple(found))


def _decoded(data: bytes, found: list[Finding]) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        wrong = data[error.start : error.start + 4]
        text, name = _guessed(data)
    found.append(Finding(line, "encoding", wrong.hex(" "), f"is no UTF-8, {name}", "save the file as UTF-8"))
    return text


def _guessed(data: bytes) -> tuple[str, str]:
    for encoding in ("utf-16", "gb18030") if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("gb18030",):
        try:
            return data.decode(encoding), f"though it reads as {encoding.upper()}"
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", errors="replace"), "nor any encoding that we know"


def _rows(reader: Iterator[list[str]], found: list[Finding]) -> Iterator[Row]:
    header: list[str] | None = None
    line = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            found.append(Finding(line + 1, "no-csv", str(error), "is no CSV from here on", "close every quote"))
            break
        line = getattr(reader, "line_num", line + 1)
        if not any(cell.strip() for cell in cells):
            continue
        if header is None:
            header = [cell.strip() for cell in cells]
            found += _of_header(line, header)
            if "name" not in header:
                return
            continue
        if len(cells) > len(header):
            extra = cells[len(header)]
            found.append(Finding(line, "cells", extra, "is a cell without a column", "quote a cell that holds a comma"))
        yield Row(line, dict(zip(header, cells, strict=False)))
    if header is None:
        found.append(Finding(0, "header", "", "has no lines", "begin with type,name,aliases"))


def _of_header(line: int, header: list[str]) -> Iterator[Finding]:
    if "name" not in header:
        remedy = "begin with a line type,name,aliases"
        if len(header) == 1 and (sign := next((one for one in "\t;，|" if one in header[0]), "")):
            remedy = f"join the columns by commas, not by {sign!r}"
        elif meant := [cell for cell in header if _CHINESE.get(cell) == "name"]:
            remedy = f"call the column {meant[0]!r} 'name'"
        yield Finding(line, "header", ",".join(header), "has no column 'name', so no row is read", remedy)
        return
    for number, column in enumerate(header):
        if column in header[:number]:
            yield Finding(line, "column", column, "is a column that stands twice", "leave one of them out")
        elif column not in COLUMNS:
            near = _CHINESE.get(column) or next(iter(difflib.get_close_matches(column.lower(), COLUMNS, 1)), "")
            remedy = f"write {near!r}" if near else f"the columns are {', '.join(COLUMNS)}"
            yield Finding(line, "column", column, "is a column that nothing reads", remedy)
