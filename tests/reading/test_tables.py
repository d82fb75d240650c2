"""JSON, CSV, TSV and Parquet: rows to articles."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from made_files import TEXT, read
from pyarrow import parquet

from pipeline.config import Columns

MAPPED = Columns(text="content", title="headline", published="date", id="url")
ROW = {"content": TEXT, "headline": "扩产", "date": "2024-06-05", "url": "https://a.example/1"}


def _csv(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def _write(path: Path, row: dict[str, Any]) -> Path:
    names, cells = list(row), list(row.values())
    if path.suffix == ".parquet":
        parquet.write_table(pa.table({name: [cell] for name, cell in row.items()}), path)
    elif path.suffix in {".csv", ".tsv"}:
        separator = "," if path.suffix == ".csv" else "\t"
        _csv(path, separator.join(names) + "\n" + separator.join(f'"{cell}"' for cell in cells) + "\n")
    else:
        path.write_text(json.dumps([row] if path.suffix == ".json" else row, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.parametrize("ending", [".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet"])
def test_columns_may_bear_other_names(tmp_path: Path, ending: str) -> None:
    """Each part of an article is taken from the column that is named for it."""
    ((article,), ()) = read(_write(tmp_path / f"a{ending}", ROW), columns=MAPPED)
    assert (article.text, article.title, article.published) == (TEXT, "扩产", date(2024, 6, 5))
    assert (article.id, article.source) == ("https://a.example/1", "https://a.example/1")


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".parquet"])
def test_a_table_without_the_column_is_a_failure(tmp_path: Path, ending: str) -> None:
    """The columns that are there are listed; a column asked for by name is missed as the text's is."""
    path = _write(tmp_path / f"a{ending}", ROW)
    ((), (failure,)) = read(path)
    listed = "its columns: content, headline, date, url"
    assert failure.reason == f"a{ending}: no column 'text'; {listed}; name another by --text"
    ((), (failure,)) = read(path, columns=Columns(text="content", title="titel"))
    assert failure.reason == f"a{ending}: no column 'titel'; {listed}; name another by --title"


def test_a_json_object_without_the_key_is_a_failure(tmp_path: Path) -> None:
    """The keys that are there are listed."""
    ((), (failure,)) = read(_write(tmp_path / "a.jsonl", ROW))
    assert "text is None" in failure.reason
    assert failure.reason.endswith("its keys: content, headline, date, url")


@pytest.mark.parametrize(
    "text",
    [
        '{"text": "一。"}\n{"text": "二。"}',
        '[{"text": "一。"}, {"text": "二。"}]\n',
        ' [ {"text":"一。"},{"text":"二。"}]',
    ],
)
def test_json_is_an_array_or_objects(tmp_path: Path, text: str) -> None:
    """An array, or one object behind the other."""
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    articles, failures = read(tmp_path)
    assert [(a.id, a.text) for a in articles] == [("a.json#1", "一。"), ("a.json#2", "二。")]
    assert failures == []


def test_what_stands_before_a_fault_in_json_is_read(tmp_path: Path) -> None:
    """A value that is no object is a failure of its own; behind broken JSON nothing can be told."""
    (tmp_path / "a.json").write_text('[{"text": "一。"}, 3, {"text": "三。"}, {"te', encoding="utf-8")
    articles, failures = read(tmp_path)
    assert [a.id for a in articles] == ["a.json#1", "a.json#3"]
    assert [(f.place, f.reason.partition(";")[0][:24]) for f in failures] == [
        ("object 2", "a.json:2: '3' is no JSON"),
        ("", "a.json: no JSON: Untermi"),
    ]


def test_a_cell_may_hold_line_ends(tmp_path: Path) -> None:
    """A quoted cell goes over several lines; rows are numbered by the line they begin at."""
    _csv(tmp_path / "a.csv", 'text,title\n"一。\n二。",甲\n三。,乙\n')
    articles, _ = read(tmp_path)
    assert [(a.id, a.text) for a in articles] == [("a.csv#2", "一。\n二。"), ("a.csv#4", "三。")]


def test_a_bad_row_hides_none_of_its_neighbours(tmp_path: Path) -> None:
    """Too many cells, an empty text, a date that is none: each is a failure with its line."""
    rows = ["text,published", "一。,2024-06-05", "二。,2024-06-05,多", ",2024-06-05", "四。,去年", "", "五。"]
    articles, failures = read(_csv(tmp_path / "a.csv", "\n".join(rows)))
    assert [a.text for a in articles] == ["一。", "五。"]
    assert [f.place for f in failures] == ["line 3", "line 4", "line 5"]
    for failure, reason in zip(failures, ["3 cells, but 2 columns", "text is ''", "published '去年'"], strict=True):
        assert reason in failure.reason


def test_a_quote_that_is_never_closed_is_a_failure(tmp_path: Path) -> None:
    """It does not swallow a table of any length."""
    _csv(tmp_path / "a.csv", 'text\n一。\n"二。\n' + ("三。" * 500 + "\n") * 1_200)
    articles, failures = read(tmp_path)
    assert articles[0].text == "一。"
    assert "quote a cell that holds line ends, and close it" in failures[0].reason


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16"])
def test_tables_come_in_other_encodings(tmp_path: Path, encoding: str) -> None:
    """The encoding is found and noted; all columns are read by it."""
    text = "台積電表示，公司的先進製程產能在明年仍將供不應求。" if encoding == "big5" else TEXT
    ((article,), ()) = read(_csv(tmp_path / "a.csv", f"text,title\n{text},公司\n", encoding))
    assert (article.text, article.title) == (text, "公司")
    assert article.encoding == {"utf-16": "utf-16-le"}.get(encoding, encoding)


def test_lines_of_two_encodings_are_both_read(tmp_path: Path) -> None:
    """A file that was put together from two is read line by line."""
    lines = [json.dumps({"text": TEXT}, ensure_ascii=False).encode(code) for code in ("gb18030", "utf-8", "gb18030")]
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(lines))
    articles, _ = read(tmp_path)
    assert [(a.text, a.encoding) for a in articles] == [(TEXT, "gb18030"), (TEXT, ""), (TEXT, "gb18030")]


def test_half_a_file_in_utf_16_is_a_failure(tmp_path: Path) -> None:
    """A file that ends within a sign, or has half of a pair, gives what stands before."""
    (tmp_path / "a.jsonl").write_bytes(
        (json.dumps({"text": TEXT}, ensure_ascii=False) + "\n").encode("utf-16") + b"\x00\xd8"
    )
    articles, failures = read(tmp_path)
    assert len(articles) + len(failures) >= 1
    assert "utf-16" in failures[-1].reason


def test_parquet_keeps_dates_and_numbers(tmp_path: Path) -> None:
    """A column of dates and one of numbers as ids; a row without a text is a failure with its number."""
    table = pa.table({"text": [TEXT, None], "published": [date(2024, 6, 5), None], "id": [7, 8]})
    parquet.write_table(table, tmp_path / "a.parquet")
    (article,), (failure,) = read(tmp_path)
    assert (article.id, article.published) == ("7", date(2024, 6, 5))
    assert failure.place == "row 2"


def test_a_text_of_a_cell_may_be_too_long(tmp_path: Path) -> None:
    """Parquet has no lines, but its texts have the same limit."""
    parquet.write_table(pa.table({"text": ["长" * 1_000_001, TEXT]}), tmp_path / "a.parquet")
    (article,), (failure,) = read(tmp_path)
    assert article.text == TEXT
    assert failure.reason == "a.parquet:1: the text has 1000001 characters; at most 1000000 are read as one"


def test_front_matter_tells_title_and_day(tmp_path: Path) -> None:
    """The settings before a Markdown text; a date in them that is none is a failure."""
    front = '---\ntitle: "扩产"\ndate: 2024-06-05\n---\n# 另一题\n正文。'
    (tmp_path / "a.md").write_text(front, encoding="utf-8")
    (tmp_path / "b.md").write_text("---\ndate: 去年\n---\n正文。", encoding="utf-8")
    (article,), (failure,) = read(tmp_path)
    assert (article.title, article.published, article.text) == ("扩产", date(2024, 6, 5), front)
    assert failure.reason == "b.md: front matter: '去年' is no day; a date such as 2025-10-06 would do"


def test_days_are_told_by_folders_and_datelines(tmp_path: Path) -> None:
    """Where no column has it: the names of folders, the text's dateline with the year of the folder."""
    for name, text in {"2024/06/a.txt": f"新华社北京6月5日电 {TEXT}", "b.txt": f"2024年6月5日，{TEXT}"}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    articles, _ = read(tmp_path)
    assert [a.published for a in articles] == [date(2024, 6, 5)] * 2
