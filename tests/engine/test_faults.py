"""Whatever ends a run, the next one goes on, loses nothing and counts nothing twice."""

from __future__ import annotations

import contextlib
import json
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from light import environment_of, finished, light_settings, start, write_corpus

from pipeline.engine.batch import FILES
from pipeline.engine.shards import shard_path

pytestmark = pytest.mark.slow
EXPORTS = [name for name in FILES if name != "knowledge.sqlite"]
MOMENTS = 20


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the path of the light settings."""
    return light_settings(tmp_path_factory.mktemp("settings"))


def _exports(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in EXPORTS}


def _statements(folder: Path) -> list[tuple[object, ...]]:
    """Return what the store says of articles and mentions."""
    with contextlib.closing(sqlite3.connect(folder / "knowledge.sqlite")) as store:
        return [*store.execute("SELECT id, text FROM articles ORDER BY id")]


def _many(folder: Path, count: int) -> Path:
    texts = {f"{n % 7}/{n:03}.txt": f"熊本厂第{n}期动工，南科厂与凤凰城随后。" for n in range(count - 20)}
    rows = [json.dumps({"id": f"r{n}", "text": f"南科厂第{n}次扩产。"}, ensure_ascii=False) for n in range(20)]
    return write_corpus(folder, texts | {"rows.jsonl": "\n".join(rows), "bad.txt": ""})


def test_killed_at_any_moment_a_run_goes_on(tmp_path: Path, settings: Path) -> None:
    """SIGKILL at 20 random moments of a run on 300 articles: each time the next run ends with the same bytes."""
    corpus = _many(tmp_path / "corpus", 300)
    began = time.monotonic()
    assert finished(settings, corpus, "--output", tmp_path / "whole")[0] == 1
    lasted = time.monotonic() - began
    whole = _exports(tmp_path / "whole")
    assert whole["extractions.jsonl"].count(b"\n") == 300

    def killed_and_resumed(moment: float) -> tuple[int, bool]:
        out = tmp_path / f"{moment:.4f}"
        process = start(settings, corpus, "--output", out)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(moment)
        process.kill()
        process.communicate()
        status, errors = finished(settings, corpus, "--output", out)
        assert status == 1, errors
        assert _statements(out) == _statements(tmp_path / "whole")
        return status, _exports(out) == whole

    chance = random.Random(7)
    moments = [lasted * (n + chance.random()) / MOMENTS for n in range(MOMENTS)]
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(killed_and_resumed, moments)) == [(1, True)] * MOMENTS


def test_ctrl_c_stops_cleanly(tmp_path: Path, settings: Path) -> None:
    """Exit status 130, one line that says what to do; what was done is not done again."""
    corpus = write_corpus(tmp_path / "corpus", {f"{n:02}.txt": f"熊本厂第{n}期，慢。" for n in range(60)})
    out = tmp_path / "out"
    process = start(settings, corpus, "--output", out, "--progress", "json", quiet=False)
    assert process.stderr
    for line in process.stderr:
        state = json.loads(line)
        if state["phase"] == "extracting" and state["done"] > 0:
            break
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert errors.splitlines()[-1] == f"xinpu: stopped; what is done is kept in {out}, the same command goes on"
    status, errors = finished(settings, corpus, "--output", out, "--progress", "json", quiet=False)
    totals = {row["total"] for row in map(json.loads, errors.splitlines()) if row["phase"] == "extracting"}
    assert status == 0
    assert 0 < totals.pop() < 60
    assert (out / "extractions.jsonl").read_bytes().count(b"\n") == 60


def test_a_second_run_on_a_folder_is_refused(tmp_path: Path, settings: Path) -> None:
    """It ends at once with status 2 and names the first, which is not disturbed."""
    corpus = write_corpus(tmp_path / "corpus", {f"{n:02}.txt": f"熊本厂第{n}期，慢。" for n in range(30)})
    first = start(settings, corpus, "--output", tmp_path / "out", "--progress", "json", quiet=False)
    assert first.stderr
    assert first.stderr.readline()
    status, errors = finished(settings, corpus, "--output", tmp_path / "out")
    assert status == 2
    assert f"another run (process {first.pid}) writes there; wait for its end or name another --output" in errors
    first.communicate()
    assert first.returncode == 0


def test_a_store_that_another_process_writes_is_an_error(tmp_path: Path, settings: Path) -> None:
    """The run stops with status 2 and a line that names the store; when it is free again, the next one goes on."""
    corpus = write_corpus(tmp_path / "corpus", {"a.txt": "熊本厂动工。"})
    out = tmp_path / "out"
    assert finished(settings, corpus, "--output", out)[0] == 0
    write_corpus(corpus, {"b.txt": "南科厂动工。"})
    with _held(out / "knowledge.sqlite"):
        status, errors = finished(settings, corpus, "--output", out)
    assert status == 2
    assert errors.startswith(f"xinpu: {out / 'knowledge.sqlite'}: ")
    assert finished(settings, corpus, "--output", out)[0] == 0
    assert (out / "extractions.jsonl").read_bytes().count(b"\n") == 2


@contextlib.contextmanager
def _held(store: Path) -> Iterator[None]:
    """Hold the store as its writer does, in another process."""
    code = (
        "import sys, pathlib\nfrom pipeline.store.writing import StoreWriter\n"
        "from pipeline.knowledge.lexicon import Lexicon\n"
        "with StoreWriter(pathlib.Path(sys.argv[1]), Lexicon()):\n    print('held', flush=True)\n    sys.stdin.read()\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, store], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        yield
        holder.communicate(b"")


@pytest.mark.parametrize("room", [0, 3_000, 24_000])
def test_a_full_disk_stops_a_run_and_loses_nothing(tmp_path: Path, settings: Path, room: int) -> None:
    """Where no file may grow beyond some bytes, the run ends with status 2 and says so; with room it goes on."""
    corpus = _many(tmp_path / "corpus", 40)
    assert finished(settings, corpus, "--output", tmp_path / "whole")[0] == 1
    out = tmp_path / "out"
    code = (
        "import resource, sys\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))\n"
        "from pipeline.cli import main\nif __name__ == '__main__':\n    main()\n"
    )
    (tmp_path / "full.py").write_text(code, encoding="utf-8")
    command = [sys.executable, tmp_path / "full.py", "run", "--config", settings, corpus, "--output", out, "--quiet"]
    words = list(map(str, command))
    done = subprocess.run(words, check=False, capture_output=True, encoding="utf-8", env=environment_of(settings))
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("xinpu: ")
    assert done.stderr.count("\n") == 1
    assert finished(settings, corpus, "--output", out)[0] == 1
    assert _exports(out) == _exports(tmp_path / "whole")


def test_a_corrupted_shard_costs_its_articles_alone(tmp_path: Path, settings: Path) -> None:
    """A line with a changed byte and one that is torn: two articles are done again, and the results are the same."""
    corpus = _many(tmp_path / "corpus", 40)
    out = tmp_path / "out"
    assert finished(settings, corpus, "--output", out)[0] == 1
    exports = _exports(out)
    path = shard_path(out / "shards", 1)
    data = bytearray(path.read_bytes()[:-30])
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    status, errors = finished(settings, corpus, "--output", out, "--progress", "json", quiet=False)
    totals = {row["total"] for row in map(json.loads, errors.splitlines()) if row["phase"] == "extracting"}
    assert (status, totals) == (1, {2})
    assert _exports(out) == exports


def test_poison_costs_one_row_each(tmp_path: Path, settings: Path) -> None:
    """Articles that crash, hang, eat memory or have 100 MB are failures with their reasons; the rest is there."""
    texts = {f"{n}.txt": f"熊本厂第{n}期动工。" for n in range(9)}
    texts |= {"crash.txt": "熊本厂崩溃", "hang.txt": "熊本厂停住", "memory.txt": "熊本厂吃光"}
    corpus = write_corpus(tmp_path / "corpus", texts | {"large.txt": "熊本厂动工。\n" * 5_000_000})
    assert finished(settings, corpus, "--output", tmp_path / "out", "--workers", "2")[0] == 1
    rows = (tmp_path / "out" / "failures.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    for row, (name, reason) in zip(
        rows,
        [("crash", "SIGSEGV"), ("hang", "time_limit"), ("large", "_limit)"), ("memory", "memory_limit")],
        strict=True,
    ):
        assert row.startswith(f"{name}.txt")
        assert reason in row
    assert (tmp_path / "out" / "extractions.jsonl").read_bytes().count(b"\n") == 9
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 2_000_000
