"""Compressed files and archives."""

from __future__ import annotations

import io
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from made_files import TEXT, gzipped, read, tarred, zipped, zstandard_of

from pipeline.reading import packed

LINE = ('{"id": "a", "text": "' + TEXT + '"}\n').encode()
FILES = {"news/a.txt": TEXT.encode(), "b.jsonl": LINE, "README.md": b"x", ".hidden.txt": b"x", "picture.png": b"x"}
NAMES = ["news/a.txt", "a"]


@pytest.mark.parametrize(("name", "pack"), [("a.jsonl.gz", gzipped), ("a.jsonl.zst", zstandard_of)])
def test_a_compressed_file_is_read_as_what_is_in_it(tmp_path: Path, name: str, pack: object) -> None:
    """Its ending tells the format; two parts one behind the other are both read."""
    assert callable(pack)
    (tmp_path / name).write_bytes(pack(LINE) + pack(LINE.replace(b'"a"', b'"b"')))
    articles, failures = read(tmp_path)
    assert [(a.id, a.text) for a in articles] == [("a", TEXT), ("b", TEXT)]
    assert failures == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.zip", zipped(FILES)),
        ("a.tar", tarred(FILES)),
        ("a.tar.gz", tarred(FILES, "w:gz")),
        ("a.tgz", tarred(FILES, "w:gz")),
        ("a.tar.zst", zstandard_of(tarred(FILES))),
        ("b.zip", zipped({"a.zip": zipped(FILES)})),
    ],
)
def test_an_archive_is_read_as_a_folder(tmp_path: Path, name: str, data: bytes) -> None:
    """Files with a known ending are taken, hidden ones and README.md not; ids begin with the archive's name."""
    (tmp_path / name).write_bytes(data)
    articles, failures = read(tmp_path)
    inner = f"{name}/a.zip" if name == "b.zip" else name
    assert [a.id for a in articles] == [f"{inner}/news/a.txt", "a"]
    assert {a.text for a in articles} == {TEXT}
    assert failures == []


@pytest.mark.parametrize("path", ["../../etc/passwd.txt", "/etc/passwd.txt", "a/../../b.txt", "C:\\b.txt", "..\\b.txt"])
@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_path_out_of_the_archive_is_refused(tmp_path: Path, path: str, pack: object) -> None:
    """Such a file is a failure, nothing is written anywhere, and its neighbours are read."""
    assert callable(pack)
    ending = "zip" if pack is zipped else "tar"
    (tmp_path / f"a.{ending}").write_bytes(pack({path: TEXT.encode(), "b.txt": TEXT.encode()}))
    (article,), (failure,) = read(tmp_path)
    assert article.id == f"a.{ending}/b.txt"
    assert "its path leads out of the archive" in failure.reason
    assert [one.name for one in tmp_path.iterdir()] == [f"a.{ending}"]


def test_links_and_devices_in_a_tar_are_refused(tmp_path: Path) -> None:
    """A link in an archive is followed nowhere."""
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        for number, kind in enumerate((tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE)):
            member = tarfile.TarInfo(f"{number}.txt")
            member.type, member.linkname = kind, "/etc/passwd"
            archive.addfile(member)
    ((), failures) = read(tmp_path)
    assert len(failures) == 3
    assert all("it is a link or a device" in failure.reason for failure in failures)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl.gz", gzipped(LINE * 500)[:-20]),
        ("a.jsonl.zst", zstandard_of(LINE * 500)[:-20]),
        ("a.jsonl.gz", b"\x1f\x8b no gzip"),
        ("a.jsonl.zst", b"no zstandard"),
        ("a.zip", zipped(FILES)[:-40]),
        ("a.tar", tarred({"a.txt": b"x" * 5000})[:2000]),
        ("a.tar", b"no tar" * 200),
        ("a.tar.gz", tarred({"a.jsonl": LINE * 5000}, "w:gz")[:-100]),
    ],
)
def test_a_broken_archive_is_a_failure(tmp_path: Path, name: str, data: bytes) -> None:
    """The reason says that it is broken; what stands before the fault may be read."""
    (tmp_path / name).write_bytes(data)
    _, failures = read(tmp_path)
    assert any("broken" in failure.reason for failure in failures)


def test_a_bomb_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Packed once or in packed files, in one file or in many, no more comes out than the stated limit."""
    monkeypatch.setattr(packed, "FLOOR", 1_000_000)
    zeros = bytes(3_000_000)
    bombs = {
        "a.txt.gz": gzipped(zeros),
        "b.txt.zst": zstandard_of(zeros),
        "c.zip": zipped({"a.txt": zeros}),
        "d.zip": zipped({f"{n}.txt": TEXT.encode() * 2000 for n in range(200)}),
        "e.zip": zipped({"a.zip": zipped({"a.zip": zipped({"a.txt": zeros})})}),
        "f.tar.gz": gzipped(tarred({"a.txt": zeros})),
        "g.docx": zipped({"word/document.xml": zeros}),
    }
    for name, data in bombs.items():
        (tmp_path / name).write_bytes(data)
    articles, failures = read(tmp_path)
    assert {failure.source.partition("/")[0] for failure in failures} == bombs.keys()
    for failure in failures:
        assert "bytes come out of it" in failure.reason, failure
    assert 0 < len(articles) < 200


def test_packing_is_followed_to_a_depth(tmp_path: Path) -> None:
    """A file packed four times over is refused."""
    data = TEXT.encode()
    for _ in range(4):
        data = zipped({"a.zip": data, "b.txt": TEXT.encode()})
    (tmp_path / "a.zip").write_bytes(data)
    articles, (failure,) = read(tmp_path)
    assert len(articles) == 3
    assert "packed more than 3 times" in failure.reason


def test_chinese_names_in_old_zips_are_read(tmp_path: Path) -> None:
    """A zip that does not say its names are UTF-8 has them in GB18030."""
    data = zipped({"XXXX.txt": TEXT.encode()})
    (tmp_path / "a.zip").write_bytes(data.replace(b"XXXX", "新闻".encode("gb18030")))
    ((article,), ()) = read(tmp_path)
    assert article.id == "a.zip/新闻.txt"


def test_a_locked_zip_is_a_failure(tmp_path: Path) -> None:
    """A file with a password is told, and its neighbours are read."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", TEXT)
    data = bytearray(made.getvalue())
    at = data.index(b"PK\x01\x02") + 8
    data[at] |= 1
    data[6] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    ((), (failure,)) = read(tmp_path)
    assert "without a password" in failure.reason


def test_a_missing_library_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without zstandard a .zst is a failure that says so."""
    monkeypatch.setitem(sys.modules, "zstandard", None)
    (tmp_path / "a.jsonl.zst").write_bytes(b"x")
    ((), (failure,)) = read(tmp_path)
    assert "needs the package 'zstandard'; pip install 'xinpu[formats]'" in failure.reason
