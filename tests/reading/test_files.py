"""Files and folders to articles."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import ConfigError
from pipeline.reading.files import read_paths
from pipeline.records import Article, Failure


def _read(*paths: Path) -> tuple[list[Article], list[Failure]]:
    items = list(read_paths(paths))
    return [i for i in items if isinstance(i, Article)], [i for i in items if isinstance(i, Failure)]


def _file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_short_first_line_is_the_title(tmp_path: Path) -> None:
    """The title stays in the text; a long first line, or one that stands alone, is none."""
    _file(tmp_path, "a.txt", "标题\n正文。")
    _file(tmp_path, "b.txt", "长" * 80 + "\n正文。")
    _file(tmp_path, "c.txt", "只有一行。")
    articles, _ = _read(tmp_path)
    assert [(a.title, a.text[:2]) for a in articles] == [("标题", "标题"), ("b", "长长"), ("c", "只有")]


def test_markdown_takes_its_first_heading(tmp_path: Path) -> None:
    """The first level-one heading is the title."""
    ((article,), _) = _read(_file(tmp_path, "a.md", "引言\n\n# 大标题 #\n正文。"))
    assert article.title == "大标题"


def test_a_date_in_the_name_is_the_articles(tmp_path: Path) -> None:
    """A date is taken from the file's name if it is one."""
    for name in ("2024-05-22-x.txt", "2024-13-45-y.txt"):
        _file(tmp_path, name, "正文。")
    articles, _ = _read(tmp_path)
    assert [a.published for a in articles] == [date(2024, 5, 22), None]


def test_folders_are_read_in_an_order_of_their_own(tmp_path: Path) -> None:
    """Subfolders count, the order is that of the names; README.md, hidden and other files are left out."""
    for name in ("b/2.txt", "a.txt", "b/1.md", "README.md", ".hidden/x.txt", "b/.y.txt", "z.pdf"):
        _file(tmp_path, name, "正文。")
    articles, failures = _read(tmp_path)
    assert [a.id for a in articles] == ["a.txt", "b/1.md", "b/2.txt"]
    assert failures == []


def test_jsonl_keeps_ids_and_names_bad_lines(tmp_path: Path) -> None:
    """A line is an article or a failure with its number and reason; the rest is read."""
    lines = [
        '{"id": "x", "title": "题", "text": "正文。", "published": "2025-10-06T08:00:00", "source": "报"}',
        "{broken",
        "[1]",
        '{"id": "y"}',
        '{"text": "无名。"}',
        '{"text": "日期。", "published": "去年"}',
        '{"text": "\\ud800"}',
        '{"text": "' + "长" * 1_000_001 + '"}',
    ]
    articles, failures = _read(_file(tmp_path, "a.jsonl", "\n".join(lines)))
    assert [(a.id, a.source, a.published) for a in articles] == [
        ("x", "报", date(2025, 10, 6)),
        ("a.jsonl#5", "a.jsonl", None),
    ]
    assert [f.place for f in failures] == [f"line {n}" for n in (2, 3, 4, 6, 7, 8)]
    reasons = ("no JSON", "no JSON object", "text is None", "published '去年'", "lone surrogate", "1000013 characters")
    for failure, reason in zip(failures, reasons, strict=True):
        assert reason in failure.reason


def test_the_same_id_twice_is_told_apart(tmp_path: Path) -> None:
    """Nothing is lost when two files number their lines alike."""
    for name in ("a.jsonl", "b.jsonl", "c.jsonl"):
        _file(tmp_path, name, '{"id": 1, "text": "正文。"}\n' * 2)
    articles, _ = _read(tmp_path)
    assert len({a.id for a in articles}) == 6
    assert articles[0].id == "1"


def test_a_line_of_ten_megabytes_is_refused(tmp_path: Path) -> None:
    """A text without a line end is no article."""
    ((), (failure,)) = _read(_file(tmp_path, "a.txt", "x" * 10_000_000))
    assert failure.reason == "a.txt: a line has 10000000 characters; at most 1000000 are read as text"


def test_a_single_file_of_another_kind_is_a_failure(tmp_path: Path) -> None:
    """The reason lists the endings that are read."""
    ((), (failure,)) = _read(_file(tmp_path, "a.pdf", "x"))
    assert "unknown ending '.pdf'; known endings: .jsonl, .md, .txt" in failure.reason


def test_a_missing_path_is_an_error(tmp_path: Path) -> None:
    """Nothing is run on half of what was named."""
    with pytest.raises(ConfigError, match="no such file or folder"):
        _read(tmp_path / "none")
