"""Broken input of all kinds: each file is a failure with its reason or gives articles that can be written."""

from __future__ import annotations

import io
import json
import os
import random
import resource
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_files import TEXT, book, gzipped, pdf, read, tarred, word, zipped, zstandard_of
from pyarrow import parquet

from pipeline.config import Columns
from pipeline.reading.files import READERS
from pipeline.reading.given import Given
from pipeline.records import Article, Failure

#: How many files are made.
COUNT = 500


def _table() -> bytes:
    made = io.BytesIO()
    parquet.write_table(pa.table({"text": [TEXT] * 3, "id": [1, 2, 3]}), made)
    return made.getvalue()


def _sound() -> dict[str, bytes]:
    """Return a sound file of each format."""
    line = json.dumps({"id": "a", "text": TEXT}, ensure_ascii=False).encode() + b"\n"
    page = f"<html><head><title>题</title></head><body><p>{TEXT}</p></body></html>"
    return {
        ".txt": f"题\n{TEXT}".encode(),
        ".md": f"---\ntitle: 题\n---\n# 题\n{TEXT}".encode(),
        ".html": page.encode(),
        ".jsonl": line * 3,
        ".json": b"[" + line.strip() + b"]",
        ".csv": f"id,text\n1,{TEXT}\n2,{TEXT}\n".encode(),
        ".tsv": f"id\ttext\n1\t{TEXT}\n".encode(),
        ".parquet": _table(),
        ".docx": word(["题", TEXT]),
        ".epub": book({"a.xhtml": page}),
        ".pdf": pdf(["题", TEXT]),
        ".jsonl.gz": gzipped(line * 50),
        ".jsonl.zst": zstandard_of(line * 50),
        ".zip": zipped({"a.txt": TEXT.encode(), "b.jsonl": line}),
        ".tar": tarred({"a.txt": TEXT.encode()}),
        ".tar.gz": tarred({"a.txt": TEXT.encode()}, "w:gz"),
    }


def _breakages(data: bytes, chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """Yield ways to break a file, each with a name."""
    at = chance.randrange(len(data))
    yield "cut", data[:at]
    yield "start lost", data[at:]
    changed = bytearray(data)
    for _ in range(1 + len(data) // 100):
        changed[chance.randrange(len(data))] = chance.randrange(256)
    yield "changed", bytes(changed)
    yield "nul", data[:at] + bytes(20) + data[at:]
    yield "nothing", b""
    yield "noise", chance.randbytes(400)
    yield "mixed", data + "混合的编码，在一个文件里。".encode("gb18030") + b"\n"
    yield "surrogate", data[:at] + b"\xed\xa0\x80" + data[at:]
    yield "twice", data + data
    yield "other", _sound()[chance.choice([".zip", ".pdf", ".txt", ".jsonl.gz"])]


@pytest.mark.slow
def test_500_broken_files_stop_nothing(tmp_path: Path) -> None:
    """Files broken in ten ways in every format: each is read or told, and a sound one beside them is read."""
    chance, sound = random.Random(11), _sound()
    made = 0
    while made < COUNT:
        for ending, data in sound.items():
            for how, broken in _breakages(data, chance):
                (tmp_path / f"{made:04} {how}{ending}").write_bytes(broken)
                made += 1
    (tmp_path / "sound.txt").write_text(TEXT, encoding="utf-8")
    articles, failures = read(tmp_path)
    assert "sound.txt" in {article.id for article in articles}
    for article in articles:
        assert article.text.strip()
        assert "\0" not in article.text
        assert f"{article.id}{article.title}{article.text}{article.source}".encode()
    for failure in failures:
        assert failure.reason.startswith(failure.source.partition("/")[0].partition("#")[0])
        assert ": " in failure.reason
    sources = [item.source for item in articles] + [item.source for item in failures]
    told = {source.partition("/")[0].partition("#")[0] for source in sources}
    assert [path.name for path in tmp_path.iterdir() if path.name not in told] == []
    empty = [failure for failure in failures if " nothing." in failure.source]
    assert len(empty) >= len(sound)


def test_other_broken_things_stop_nothing(tmp_path: Path) -> None:
    """Wrong columns, circles of links, sockets and names in another encoding stand beside a sound file."""
    (tmp_path / "columns.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (tmp_path / "one.txt").symlink_to(tmp_path / "two.txt")
    (tmp_path / "two.txt").symlink_to(tmp_path / "one.txt")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "sound.txt").write_text(TEXT, encoding="utf-8")
    articles, failures = read(tmp_path)
    assert [article.id for article in articles] == ["sound.txt"]
    assert [failure.source for failure in failures] == ["columns.csv", "one.txt", "two.txt"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ending", "reason"),
    [(".txt", "more than 100000000 bytes"), (".jsonl", "1000000000 bytes"), (".csv", "1000000000 bytes")],
)
def test_a_line_of_a_gigabyte_is_told(tmp_path: Path, ending: str, reason: str) -> None:
    """A sparse file of one line is passed over without being held."""
    path = tmp_path / f"a{ending}"
    with path.open("wb") as file:
        file.truncate(1_000_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    ((), failures) = read(path)
    assert reason in failures[0].reason
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000


@settings(max_examples=150, deadline=None)
@given(
    ending=st.sampled_from(sorted(READERS)), data=st.binary(max_size=300), ours=st.booleans(), cut=st.integers(0, 400)
)
def test_any_bytes_give_articles_or_failures(
    tmp_path_factory: pytest.TempPathFactory, ending: str, data: bytes, cut: int, *, ours: bool
) -> None:
    """Whatever bytes a file of a known ending has, reading ends, and what comes out can be written."""
    sound = _SOUND.get(ending, b"")
    path = tmp_path_factory.mktemp("any") / f"a{ending}"
    path.write_bytes(sound[:cut] + data + sound[cut:] if ours else data)
    articles, failures = read(path)
    for article in articles:
        assert f"{article.id}{article.title}{article.text}{article.source}".encode()
    for failure in failures:
        assert failure.reason.encode()


_SOUND = _sound()
_CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)


@settings(max_examples=80, deadline=None)
@given(rows=st.lists(st.fixed_dictionaries({"id": _CELL, "text": _CELL, "title": _CELL}), max_size=5))
def test_json_lines_come_back(rows: list[dict[str, str]]) -> None:
    """Each line with a text is an article with just that text; each other line is a failure."""
    data = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    given = Given("a.jsonl", io.BufferedReader(io.BytesIO(data)), ".jsonl", Columns())
    items = list(READERS[".jsonl"](given))
    assert len(items) == len(rows)
    for item, row in zip(items, rows, strict=True):
        if isinstance(item, Article):
            assert (item.text, item.title) == (row["text"], row["title"])
        else:
            assert isinstance(item, Failure)
            assert not row["text"].strip() or "control sign" in item.reason


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200),
    packing=st.sampled_from(["", ".gz", ".zst"]),
)
def test_a_text_comes_back_from_any_packing(tmp_path_factory: pytest.TempPathFactory, text: str, packing: str) -> None:
    """The same article comes out of a file, packed or not."""
    data = f"甲{text}".encode()
    pack: dict[str, Callable[[bytes], bytes]] = {"": bytes, ".gz": gzipped, ".zst": zstandard_of}
    path = tmp_path_factory.mktemp("packed") / f"a.txt{packing}"
    path.write_bytes(pack[packing](data))
    ((article,), ()) = read(path)
    assert article.text == f"甲{text}"
    assert os.fspath(path).endswith(article.id)
