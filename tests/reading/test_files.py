"""Files and folders to articles."""

from __future__ import annotations

import json
import os
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
    for name in ("b/2.txt", "a.txt", "b/1.md", "README.md", ".hidden/x.txt", "b/.y.txt", "z.xls"):
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
    ((), (failure,)) = _read(_file(tmp_path, "a.xls", "x"))
    assert "a.xls: unknown ending '.xls'; known endings: .csv, .docx, .epub, .gz, .htm, .html" in failure.reason


def test_a_missing_path_is_an_error(tmp_path: Path) -> None:
    """Nothing is run on half of what was named."""
    with pytest.raises(ConfigError, match="no such file or folder"):
        _read(tmp_path / "none")


def test_the_order_does_not_depend_on_creation(tmp_path: Path) -> None:
    """Files made in another order, or asked for again, are read in the same one."""
    names = ["b.txt", "a/z.md", "B.txt", "a.txt", "a/b/c.txt", "甲.txt", "10.txt", "9.txt"]
    orders = []
    for number, order in enumerate((names, names[::-1], sorted(names))):
        for name in order:
            _file(tmp_path / str(number), name, "正文。")
        articles, _ = _read(tmp_path / str(number))
        orders.append([a.id for a in articles])
    assert orders[0] == sorted(names)
    assert orders[0] == orders[1] == orders[2]


def test_a_text_is_kept_whole(tmp_path: Path) -> None:
    """The article's text is the file's, title and blank lines included, so that offsets point into the file."""
    text = "\n标题\n\n　　正文。\n\n"
    ((article,), _) = _read(_file(tmp_path, "a.txt", text))
    assert (article.text, article.title) == (text, "标题")


def test_headings_of_other_levels_are_no_title(tmp_path: Path) -> None:
    """Without a level-one heading the file's name is the title."""
    ((article,), _) = _read(_file(tmp_path, "某文.md", "## 小标题\n#标签\n正文。"))
    assert article.title == "某文"


def test_a_file_named_outright_is_read(tmp_path: Path) -> None:
    """A hidden file or README.md is read when the user names it, and endings are known in capitals."""
    paths = [_file(tmp_path, name, "正文。") for name in (".draft.txt", "README.md", "LOUD.TXT")]
    articles, failures = _read(*paths)
    assert [a.id for a in articles] == [".draft.txt", "README.md", "LOUD.TXT"]
    assert failures == []


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    """A folder without articles is neither an article nor a failure."""
    assert _read(tmp_path) == ([], [])


def test_told_apart_ids_name_their_source(tmp_path: Path) -> None:
    """The first bearer keeps the id; the next are named by their source, then by number."""
    rows = '{"id": "x", "text": "正文。", "url": "https://a.example/1"}\n' * 3
    articles, _ = _read(_file(tmp_path, "a.jsonl", rows))
    assert [a.id for a in articles] == ["x", "https://a.example/1#x", "https://a.example/1#x~3"]


def test_many_bearers_of_one_id_are_told_apart_in_no_time(tmp_path: Path) -> None:
    """A column that holds the same in every row is no trap."""
    articles, _ = _read(_file(tmp_path, "a.jsonl", '{"id": "x", "text": "正文。"}\n' * 20_000))
    assert len({a.id for a in articles}) == 20_000
    assert articles[-1].id == "a.jsonl#x~20000"


def test_two_folders_may_hold_files_of_one_name(tmp_path: Path) -> None:
    """Articles from two folders are told apart even where their files are named alike."""
    for folder in ("one", "two"):
        _file(tmp_path / folder, "a.txt", "正文。")
    articles, _ = _read(tmp_path / "one", tmp_path / "two")
    assert len({a.id for a in articles}) == 2


def test_a_line_of_ten_megabytes_does_not_hide_its_neighbours(tmp_path: Path) -> None:
    """In a file of lines an overlong one is a failure with its number, and the others are read."""
    rows = ['{"text": "一。"}', '{"text": "' + "x" * 10_000_000 + '"}', '{"text": "三。"}']
    articles, (failure,) = _read(_file(tmp_path, "a.jsonl", "\r\n".join(rows)))
    assert [(a.id, a.text) for a in articles] == [("a.jsonl#1", "一。"), ("a.jsonl#3", "三。")]
    assert failure.place == "line 2"


@pytest.mark.parametrize(
    ("published", "day"),
    [("2025-10-06", date(2025, 10, 6)), ("2025-10-06T23:59:59+08:00", date(2025, 10, 6)), ("", None), (None, None)],
)
def test_dates_of_lines(tmp_path: Path, published: str | None, day: date | None) -> None:
    """A date may carry a time of day, or be missing."""
    row = json.dumps({"text": "正文。", "published": published})
    ((article,), _) = _read(_file(tmp_path, "a.jsonl", row))
    assert article.published == day


def test_bad_files_are_failures_with_their_reason(tmp_path: Path) -> None:
    """What cannot be decoded is a failure that names the file, and its neighbours are read."""
    _file(tmp_path, "a.txt", "正文。")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    articles, failures = _read(tmp_path)
    assert [a.id for a in articles] == ["a.txt"]
    assert [(f.source, f.reason.partition(":")[0]) for f in failures] == [("b.txt", "b.txt"), ("c.md", "c.md")]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no file here that exists and cannot be read")
def test_a_file_that_cannot_be_opened_is_a_failure(tmp_path: Path) -> None:
    """A fault of the disk stops one article only, and its reason is told."""
    (tmp_path / "a.txt").symlink_to("/proc/self/mem")
    ((), (failure,)) = _read(tmp_path)
    assert failure == Failure("a.txt", "", "a.txt: the file cannot be read: Input/output error")


def test_a_link_to_nothing_is_a_failure(tmp_path: Path) -> None:
    """A link whose file is gone is told, as any file that cannot be read."""
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    ((), (failure,)) = _read(tmp_path)
    assert failure.source == "a.txt"


def test_json_nested_too_deep_is_a_failure(tmp_path: Path) -> None:
    """A line that no parser can follow is a failure, and the next is read."""
    (article,), (failure,) = _read(_file(tmp_path, "a.jsonl", "[" * 100_000 + '\n{"text": "正文。"}\n'))
    assert (article.id, failure.place) == ("a.jsonl#2", "line 1")


@pytest.mark.parametrize("field", ["id", "title", "source", "url"])
def test_what_is_read_can_be_written(tmp_path: Path, field: str) -> None:
    """No lone surrogate gets into an article through any of a line's fields: such a line is mended or a failure."""
    articles, failures = _read(_file(tmp_path, "a.jsonl", f'{{"text": "正文。", "{field}": "x\\ud800"}}'))
    assert len(articles) + len(failures) == 1
    for article in articles:
        assert f"{article.id} {article.title} {article.source}".encode()


def test_a_file_name_in_another_encoding_can_be_written(tmp_path: Path) -> None:
    """A file whose name is no UTF-8, as old archives leave them, is an article with an id in UTF-8, or a failure."""
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "新闻.txt".encode("gb18030"))).write_bytes("正文。".encode())
    except (OSError, UnicodeError):
        pytest.skip("this file system takes no such name")
    articles, failures = _read(tmp_path)
    assert len(articles) + len(failures) == 1
    written = [f"{a.id} {a.title} {a.source}" for a in articles] + [f"{f.source} {f.reason}" for f in failures]
    assert all(line.encode() for line in written)


def test_a_path_too_long_is_an_error(tmp_path: Path) -> None:
    """A path that the system refuses to look at is refused as one that is not there."""
    with pytest.raises(ConfigError):
        _read(tmp_path / ("x" * 5000))
