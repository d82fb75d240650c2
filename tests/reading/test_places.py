"""Where articles are found."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from made_files import TEXT, gzipped, read

from pipeline.errors import ConfigError

PROGRAM = (
    "from pipeline.reading.files import read_paths\n"
    "for one in read_paths(['-']): print(type(one).__name__, getattr(one, 'id', ''), getattr(one, 'text', one))\n"
)


def _file(path: Path, text: str = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_glob_is_read_as_the_files_it_matches(tmp_path: Path) -> None:
    """Also through folders; names are taken from the folder before the first wildcard."""
    for name in ("2024/b.txt", "2024/a.md", "2025/x/c.txt", "d.txt"):
        _file(tmp_path / name)
    articles, _ = read(str(tmp_path / "**/*.txt"))
    assert [a.id for a in articles] == ["2024/b.txt", "2025/x/c.txt", "d.txt"]
    articles, _ = read(str(tmp_path / "20*"))
    assert [a.id for a in articles] == ["2024/a.md", "2024/b.txt", "2025/x/c.txt"]


def test_a_glob_without_a_match_is_an_error(tmp_path: Path) -> None:
    """As a path that does not exist is."""
    with pytest.raises(ConfigError, match=r"x-\*\.txt: no file matches; quote the pattern and see what is in"):
        read(str(tmp_path / "x-*.txt"))


def test_a_file_whose_name_looks_like_a_glob_is_that_file(tmp_path: Path) -> None:
    """What exists is not taken for a pattern."""
    ((article,), ()) = read(str(_file(tmp_path / "[1].txt")))
    assert article.id == "[1].txt"


def test_links_that_turn_in_circles_end(tmp_path: Path) -> None:
    """A link to a folder above is not followed; a link to itself is a failure."""
    _file(tmp_path / "a.txt")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (article,), (failure,) = read(tmp_path)
    assert article.id == "a.txt"
    assert failure.source == "loop.txt"
    assert "symbolic links" in failure.reason


def test_what_a_run_left_is_no_corpus(tmp_path: Path) -> None:
    """A folder of results that lies in the corpus is passed over, from the first run on."""
    for name in ("a.txt", "results/.lock", "results/shards/000001.jsonl", "results/extractions.jsonl", "shards/b.txt"):
        _file(tmp_path / name)
    articles, failures = read(tmp_path)
    assert [a.id for a in articles] == ["a.txt", "shards/b.txt"]
    assert failures == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may open any folder")
def test_a_folder_that_cannot_be_opened_is_a_failure(tmp_path: Path) -> None:
    """Its neighbours are read."""
    _file(tmp_path / "a.txt")
    _file(tmp_path / "shut" / "b.txt")
    (tmp_path / "shut").chmod(0)
    (article,), (failure,) = read(tmp_path)
    (tmp_path / "shut").chmod(0o700)
    assert (article.id, failure.source) == ("a.txt", "shut")


@pytest.mark.parametrize(
    ("given", "printed"),
    [(TEXT, f"Article - {TEXT}\n"), ('{"id": "x", "text": "' + TEXT + '"}\n' * 1, f"Article x {TEXT}\n")],
)
def test_standard_input_is_a_text_or_lines(given: str, printed: str) -> None:
    """What begins with a brace is JSON lines; anything else is one article."""
    environment = os.environ | {"PYTHONUTF8": "1"}
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, input=given.encode(), capture_output=True, check=True, env=environment)
    assert done.stdout.decode() == printed


@pytest.fixture
def bucket() -> Iterator[str]:
    """Return an address in memory that holds articles."""
    system = fsspec.filesystem("memory")
    for name in ("2024/a.txt", "2024/b.jsonl.gz", "c.txt", ".hidden.txt", "x.png"):
        data = gzipped(f'{{"id": "line", "text": "{TEXT}"}}'.encode()) if name.endswith(".gz") else TEXT.encode()
        system.pipe_file(f"/news/{name}", data)
    yield "memory://news"
    system.rm("/news", recursive=True)


def test_an_address_is_read_as_a_folder(bucket: str) -> None:
    """Folders, single files and patterns at an address give what the same files on disk give."""
    articles, failures = read(bucket)
    assert [a.id for a in articles] == ["2024/a.txt", "line", "c.txt"]
    assert failures == []
    assert [a.id for a in read(f"{bucket}/c.txt")[0]] == ["c.txt"]
    assert [a.id for a in read(f"{bucket}/*/a.txt")[0]] == ["2024/a.txt"]


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("memory://nowhere/a.txt", "no such file or folder; name one that holds articles"),
        ("memory://nowhere/*.txt", "no such file or folder"),
        ("nothing://a", "this place cannot be reached: .*nothing"),
    ],
)
def test_an_address_that_leads_nowhere_is_an_error(address: str, reason: str) -> None:
    """The message names the address."""
    with pytest.raises(ConfigError, match=f"^{address.replace('*', '.')}: {reason}"):
        read(address)


def test_without_the_library_an_address_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is named."""
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(ConfigError, match=r"needs the package 'fsspec'; pip install 'xinpu\[remote\]'"):
        read("memory://news")
