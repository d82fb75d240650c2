"""A run does what is not done yet, and nothing else."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from light import light_settings, write_corpus

from pipeline.config import Config, load_config
from pipeline.engine.batch import FILES, Choice, Summary, run
from pipeline.engine.fingerprint import shaping_of
from pipeline.engine.progress import State
from pipeline.errors import ConfigError

pytestmark = pytest.mark.slow
#: The exports; the store alone need not be the same byte for byte.
EXPORTS = [name for name in FILES if name != "knowledge.sqlite"]


@pytest.fixture
def light(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    """Return the light settings, their model where the workers find it."""
    settings = light_settings(tmp_path / "settings")
    monkeypatch.syspath_prepend(settings.parent / "packages")
    return load_config(settings)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a folder of five articles."""
    texts = {f"2024-06-0{n}.txt": f"熊本厂第{n}期动工。" for n in range(1, 5)} | {"old.txt": "南科厂停产。"}
    return write_corpus(tmp_path / "corpus", texts)


Run = Callable[..., tuple[Summary, int]]


@pytest.fixture
def go(tmp_path: Path, corpus: Path, light: Config) -> Run:
    """Return a function that runs on the corpus and returns the summary, and how many articles were extracted from."""

    def going(**choice: Any) -> tuple[Summary, int]:
        states: list[State] = []
        config = choice.pop("config", light)
        summary = run([corpus], tmp_path / "out", config, states.append, Choice(**choice))
        done = [state for state in states if state.phase == "extracting"]
        assert done[-1].done == done[-1].total
        return summary, done[-1].done

    return going


def _exports(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in EXPORTS}


def _ids(folder: Path) -> list[str]:
    return [json.loads(line)["id"] for line in (folder / "extractions.jsonl").read_text(encoding="utf-8").splitlines()]


def _reasons(folder: Path) -> dict[str, str]:
    with (folder / "failures.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["source"]: row["reason"] for row in csv.DictReader(file)}


def _fresh(tmp_path: Path, corpus: Path, config: Config) -> dict[str, bytes]:
    """Return the exports of a run on a new folder."""
    run([corpus], tmp_path / "fresh", config)
    found = _exports(tmp_path / "fresh")
    shutil.rmtree(tmp_path / "fresh")
    return found


def test_a_second_run_does_nothing(tmp_path: Path, go: Run) -> None:
    """Nothing is extracted from, and no result is written anew; a result that is gone comes back."""
    first, done = go()
    assert done == first.articles == 5
    times = {name: (tmp_path / "out" / name).stat().st_mtime_ns for name in FILES}
    exports = _exports(tmp_path / "out")
    assert go() == (first, 0)
    assert {name: (tmp_path / "out" / name).stat().st_mtime_ns for name in FILES} == times
    (tmp_path / "out" / "graph.graphml").unlink()
    assert go() == (first, 0)
    assert _exports(tmp_path / "out") == exports


def test_a_change_costs_what_changed(tmp_path: Path, corpus: Path, light: Config, go: Run) -> None:
    """A changed, a new and a removed article: two are extracted from, and all is as if it had been run at once."""
    go()
    write_corpus(corpus, {"2024-06-02.txt": "凤凰城扩建。", "new.txt": "南科厂扩产。"})
    (corpus / "old.txt").unlink()
    summary, done = go()
    assert (summary.articles, done) == (5, 2)
    assert _ids(tmp_path / "out") == ["2024-06-01.txt", "2024-06-02.txt", "2024-06-03.txt", "2024-06-04.txt", "new.txt"]
    assert _exports(tmp_path / "out") == _fresh(tmp_path, corpus, light)


def test_an_article_that_comes_back_is_done_already(tmp_path: Path, corpus: Path, go: Run) -> None:
    """What was withdrawn and stands in the corpus again as it was costs nothing."""
    go()
    exports = _exports(tmp_path / "out")
    kept = (corpus / "old.txt").rename(tmp_path / "old.txt")
    assert go()[0].articles == 4
    kept.rename(corpus / "old.txt")
    summary, done = go()
    assert (summary.articles, done) == (5, 0)
    assert _exports(tmp_path / "out") == exports


def test_other_settings_do_everything_again(tmp_path: Path, go: Run, light: Config) -> None:
    """A row more in a table is a reason to read all articles again."""
    go()
    with light.lexicons[0].open("a", encoding="utf-8") as file:
        file.write("FAB,凤凰厂\n")
    changed = load_config(tmp_path / "settings" / "run.toml")
    shaping_of.cache_clear()
    assert go(config=changed)[1] == 5


def test_a_run_may_be_limited(tmp_path: Path, corpus: Path, light: Config, go: Run) -> None:
    """Some articles at a time, or those of a day and later, come to the same as all at once."""
    assert go(limit=2)[1] == 2
    assert _ids(tmp_path / "out") == ["2024-06-01.txt", "2024-06-02.txt"]
    assert go(since=date(2024, 6, 4))[1] == 1
    assert _ids(tmp_path / "out") == ["2024-06-01.txt", "2024-06-02.txt", "2024-06-04.txt"]
    assert go(limit=0)[1] == 0
    assert go()[1] == 2
    assert _exports(tmp_path / "out") == _fresh(tmp_path, corpus, light)


def test_what_a_limited_run_leaves_stands_as_it_was(tmp_path: Path, corpus: Path, go: Run) -> None:
    """A changed article that is not done this time keeps what it said, and is done the next time."""
    go()
    write_corpus(corpus, {"old.txt": "凤凰城扩建。"})
    assert go(since=date(2024, 6, 1))[1] == 0
    assert "南科厂" in (tmp_path / "out" / "nodes.csv").read_text(encoding="utf-8-sig")
    assert go()[1] == 1
    assert "南科厂" not in (tmp_path / "out" / "nodes.csv").read_text(encoding="utf-8-sig")


def test_a_failure_is_kept_until_it_is_asked_for_again(tmp_path: Path, corpus: Path, go: Run) -> None:
    """It is a row each time, is not tried again by itself, and an article that now fails takes back what it said."""
    go()
    write_corpus(corpus, {"old.txt": "南科厂出错。"})
    for choice, done in (({}, 1), ({}, 0), ({"retry_failed": True}, 1)):
        summary, extracted = go(**choice)
        assert (summary.articles, summary.failures, extracted) == (4, 1, done)
        assert "extraction failed: ValueError('出错')" in _reasons(tmp_path / "out")["old.txt"]
    assert "南科厂" not in (tmp_path / "out" / "nodes.csv").read_text(encoding="utf-8-sig")


def test_an_article_may_be_too_long(tmp_path: Path, corpus: Path, go: Run, light: Config) -> None:
    """It is a failure before it comes to a worker; with a higher limit it is an article."""
    write_corpus(corpus, {"old.txt": "南科厂停产。" * 100})
    assert go(config=replace(light, size_limit=599))[0].failures == 1
    assert (
        "the text has 600 characters; at most 599 (size_limit) are read at once"
        in _reasons(tmp_path / "out")["old.txt"]
    )
    summary, done = go(config=replace(light, size_limit=600))
    assert (summary.failures, done) == (0, 1)


def test_workers_and_order_do_not_matter(tmp_path: Path, corpus: Path, light: Config) -> None:
    """Two workers, and the same articles named in another order, leave the same bytes."""
    exports = _fresh(tmp_path, corpus, light)
    assert _fresh(tmp_path, corpus, replace(light, workers=2)) == exports
    run(sorted(corpus.iterdir(), reverse=True), tmp_path / "turned", light)
    assert _exports(tmp_path / "turned") == exports


def test_encodings_are_counted(tmp_path: Path, corpus: Path, go: Run) -> None:
    """How many articles were no UTF-8 stands in run.json, and with each such article how it was read."""
    (corpus / "gb.txt").write_bytes("台积电的熊本厂动工了。".encode("gb18030"))
    assert go()[0].encodings == {"gb18030": 1}
    rows = map(json.loads, (tmp_path / "out" / "extractions.jsonl").read_text(encoding="utf-8").splitlines())
    assert [row["id"] for row in rows if row.get("encoding") == "gb18030"] == ["gb.txt"]


def test_a_place_without_articles_is_an_error(tmp_path: Path, light: Config) -> None:
    """The message says what is read."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(ConfigError, match=r"empty: no article there; read are \.csv, \.docx"):
        run([tmp_path / "empty"], tmp_path / "out", light)


def test_an_output_that_cannot_be_made_is_an_error(tmp_path: Path, corpus: Path, light: Config) -> None:
    """A file stands where the folder is to be."""
    (tmp_path / "out").touch()
    with pytest.raises(ConfigError, match=r"out: this folder cannot be made: .*; name another with --output"):
        run([corpus], tmp_path / "out", light)
