"""Reading in a process of its own: what a file does to it, that file alone pays for."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import psutil
import pytest
from light import write_corpus

from pipeline.config import Config
from pipeline.engine import reader as module
from pipeline.engine.reader import Reader
from pipeline.errors import ConfigError
from pipeline.reading.files import read_paths
from pipeline.records import Failure

pytestmark = pytest.mark.slow
TEXTS = {"a.txt": "一。", "c.jsonl": '{"id": "a.txt", "text": "三。"}\n{"id": "d", "text": "四。"}\n', "e.txt": ""}


def test_it_reads_what_is_read_without_it(tmp_path: Path) -> None:
    """Articles and failures, in their order, with ids told apart."""
    corpus = write_corpus(tmp_path / "corpus", TEXTS)
    items = list(Reader([corpus, str(corpus / "*.txt")], Config()).items(set()))
    assert items == list(read_paths([corpus, str(corpus / "*.txt")]))
    assert len({item.id for item in items if not isinstance(item, Failure)}) == 4


def test_a_file_that_never_ends_is_a_failure(tmp_path: Path) -> None:
    """A pipe into which nobody writes is given up after the time limit; the files before and behind it are read."""
    corpus = write_corpus(tmp_path / "corpus", TEXTS)
    os.mkfifo(corpus / "b.txt")
    items = list(Reader([corpus], Config(time_limit=1)).items(set()))
    (failure,) = (item for item in items if isinstance(item, Failure) and item.source == "b.txt")
    assert failure.reason == "b.txt: reading it took more than 1 s; a higher time_limit, or leave it out"
    assert [item.source for item in items] == ["a.txt", "b.txt", "c.jsonl", "c.jsonl", "e.txt"]


def test_a_file_over_which_the_process_dies_is_a_failure(tmp_path: Path) -> None:
    """The reason tells how it died; the rest is read by another."""
    corpus = write_corpus(tmp_path / "corpus", TEXTS)
    os.mkfifo(corpus / "b.txt")

    def killing() -> None:
        """Kill the process that reads while it stands still over the pipe."""
        time.sleep(3)
        for one in psutil.Process().children(recursive=True):
            if "spawn_main" in " ".join(one.cmdline()):
                one.kill()

    killer = threading.Thread(target=killing)
    killer.start()
    items = list(Reader([corpus], Config(time_limit=60)).items(set()))
    killer.join()
    (failure,) = (item for item in items if isinstance(item, Failure) and item.source == "b.txt")
    assert failure.reason == "b.txt: it ended the process that read it: signal SIGKILL; leave it out"
    assert [item.source for item in items] == ["a.txt", "b.txt", "c.jsonl", "c.jsonl", "e.txt"]


def test_a_place_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    """As without it."""
    with pytest.raises(ConfigError, match="no such file or folder"):
        list(Reader([tmp_path / "none"], Config()).items(set()))


def test_a_process_that_cannot_start_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not started for ever."""
    monkeypatch.setattr(module, "_read", os._exit)
    with pytest.raises(ConfigError, match="the process that reads cannot be started; a higher memory_limit would do"):
        list(Reader([write_corpus(tmp_path / "corpus", TEXTS)], Config()).items(set()))
