"""Files of extractions that survive what may happen to them."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.engine import shards
from pipeline.engine.ledger import Ledger
from pipeline.engine.shards import Line, ShardReader, ShardWriter, lines_of, rewritten, shard_numbers, shard_path
from pipeline.errors import StoreError
from pipeline.records import Failure

RECORD = '{"id": "a", "text": "台积电\\t扩产"}'
_IDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


def _fill(folder: Path, count: int = 20) -> list[Line]:
    with ShardWriter(folder) as writer:
        return [writer.write(f"文{n}", f"f{n}", json.dumps({"n": n})) for n in range(count)]


@settings(max_examples=30)
@given(
    rows=st.lists(st.tuples(_IDS, _IDS, st.one_of(st.just(RECORD), st.builds(Failure, _IDS, _IDS, _IDS))), max_size=6)
)
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str | Failure]]
) -> None:
    """Ids, fingerprints and records come back, whatever signs are in them."""
    folder = tmp_path_factory.mktemp("shards")
    with ShardWriter(folder) as writer:
        written = [writer.write(*row) for row in rows]
    found = [line for number in shard_numbers(folder) for line in lines_of(folder, number)]
    assert found == written
    with ShardReader(folder) as reader:
        for line, (ident, key, record) in zip(found, rows, strict=True):
            assert (line.id, line.fingerprint, line.failed) == (ident, key, isinstance(record, Failure))
            read = reader.record(line)
            assert read == record if isinstance(record, str) else Failure(**json.loads(read)) == record


def test_a_torn_line_is_passed_over(tmp_path: Path) -> None:
    """Wherever a shard is cut off, what stands whole before it is read, and nothing else."""
    lines = _fill(tmp_path)
    data = shard_path(tmp_path, 1).read_bytes()
    for cut in random.Random(5).sample(range(len(data)), 60):
        shard_path(tmp_path, 1).write_bytes(data[:cut])
        assert list(lines_of(tmp_path, 1)) == [line for line in lines if line.start + line.size <= cut]


def test_a_corrupted_line_is_passed_over(tmp_path: Path) -> None:
    """A changed byte costs the line it stands in; a changed line end costs the next one, too."""
    lines = _fill(tmp_path)
    data = shard_path(tmp_path, 1).read_bytes()
    for at in random.Random(6).sample(range(len(data)), 60):
        changed = bytearray(data)
        changed[at] ^= 0x10
        shard_path(tmp_path, 1).write_bytes(changed)
        hit = {n for n, line in enumerate(lines) if line.start <= at < line.start + line.size}
        hit |= {n + 1 for n in hit if data[at : at + 1] == b"\n"}
        assert list(lines_of(tmp_path, 1)) == [line for n, line in enumerate(lines) if n not in hit]


def test_a_run_never_writes_behind_another(tmp_path: Path) -> None:
    """Each writer begins a shard of its own, and one that has nothing to write leaves none."""
    for _ in range(2):
        _fill(tmp_path, 1)
    with ShardWriter(tmp_path):
        pass
    assert shard_numbers(tmp_path) == [1, 2]


def test_a_large_shard_is_followed_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No shard grows beyond its size by more than a line."""
    monkeypatch.setattr(shards, "LARGEST_SHARD", 500)
    lines = _fill(tmp_path)
    assert len(shard_numbers(tmp_path)) > 2
    assert [line for n in shard_numbers(tmp_path) for line in lines_of(tmp_path, n)] == lines


def test_of_several_lines_the_last_counts(tmp_path: Path) -> None:
    """The ledger knows where the newest record of each article of the corpus stands, by id."""
    _fill(tmp_path, 3)
    with ShardWriter(tmp_path) as writer:
        newer = writer.write("文1", "new", RECORD)
    with Ledger(tmp_path) as ledger:
        for ident in ("文2", "文1"):
            ledger.add(ident)
        assert [(line.id, line.fingerprint) for line in ledger.lines()] == [("文1", "new"), ("文2", "f2")]
        assert newer in list(ledger.lines())
        assert ledger.has("文1", "new", sound=True)
        assert not ledger.has("文1", "f1", sound=False)


def test_rewriting_keeps_what_counts(tmp_path: Path) -> None:
    """Old shards go, the lines that count stand in new ones, byte for byte."""
    _fill(tmp_path, 3)
    _fill(tmp_path, 3)
    with Ledger(tmp_path) as ledger:
        for ident in ("文0", "文2"):
            ledger.add(ident)
        assert ledger.waste() == pytest.approx(2 / 3, abs=0.01)
        rewritten(tmp_path, ledger.lines())
    assert shard_numbers(tmp_path) == [3]
    assert [(line.id, line.fingerprint) for line in lines_of(tmp_path, 3)] == [("文0", "f0"), ("文2", "f2")]


def test_a_shard_that_changes_while_it_is_read_is_told(tmp_path: Path) -> None:
    """A line that is not any more what it was found to be stops the run."""
    lines = _fill(tmp_path, 2)
    data = bytearray(shard_path(tmp_path, 1).read_bytes())
    data[lines[1].start + 30] ^= 1
    shard_path(tmp_path, 1).write_bytes(data)
    with ShardReader(tmp_path) as reader:
        assert reader.record(lines[0])
        with pytest.raises(StoreError, match=r"000001.jsonl: it was changed while it was read; run again"):
            reader.record(lines[1])


def test_a_shard_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """The message names the shard and says how to go on."""
    with ShardWriter(tmp_path / "gone") as writer, pytest.raises(StoreError, match=r"free some space and run again"):
        writer.write("a", "f", RECORD)
