"""Workers that die, stand still or take all memory cost the guilty article alone."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from light import light_settings

from pipeline.config import Config, Model, load_config
from pipeline.engine import crew as module
from pipeline.engine.crew import Crew
from pipeline.engine.local import extract_all
from pipeline.errors import ConfigError
from pipeline.records import Article, Extraction, Failure

pytestmark = pytest.mark.slow


@pytest.fixture
def light(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    """Return the light settings, their model where the workers find it."""
    settings = light_settings(tmp_path / "settings")
    monkeypatch.syspath_prepend(settings.parent / "packages")
    return load_config(settings)


def _article(number: int, text: str = "") -> Article:
    return Article(f"{number:03}", "", f"熊本厂第{number}期{text}动工。", f"{number:03}.txt")


def test_only_the_guilty_articles_fail(light: Config) -> None:
    """Each is a failure with its reason; all others are extracted, in their order, and no process is left."""
    bad = {
        3: ("崩溃", "it ended the worker: signal SIGSEGV"),
        4: ("停住", "it took more than 3 s; a higher time_limit, or leave it out"),
        11: ("吃光", "it ended the worker: more than 300 MB of memory (memory_limit)"),
        12: ("出错", "extraction failed: ValueError('出错')"),
    }
    articles = [_article(n, bad[n][0] if n in bad else "") for n in range(20)]
    with Crew(replace(light, workers=2)) as crew:
        results = list(crew.results(articles))
    assert len(results) == 20
    for number, result in enumerate(results):
        if number in bad:
            assert isinstance(result, Failure)
            assert result.reason.startswith(f"{number:03}.txt: {bad[number][1]}")
        else:
            assert isinstance(result, str)
            assert json.loads(result)["id"] == f"{number:03}"
            assert len(json.loads(result)["mentions"]) == 1
    assert not [one for one in psutil.Process().children(recursive=True) if "spawn_main" in " ".join(one.cmdline())]


def test_a_worker_that_is_killed_from_outside_costs_nothing(light: Config) -> None:
    """The article it had in hand is tried again, by another."""
    with Crew(light) as crew:
        results = crew.results(_article(n, "慢") for n in range(12))
        found = [next(results) for _ in range(3)]
        for worker in list(crew._workers):
            worker.process.kill()
        found += results
    assert [json.loads(str(one))["id"] for one in found] == [f"{n:03}" for n in range(12)]


def test_articles_without_end_are_taken_as_they_are_needed(light: Config) -> None:
    """No more are read than a window's worth, however many there are."""
    taken = 0

    def endless() -> Iterator[Article]:
        nonlocal taken
        for number in itertools.count():
            taken += 1
            yield replace(_article(number), text="动" * 30_000)

    with Crew(light) as crew:
        results = crew.results(endless())
        for _ in range(5):
            next(results)
    assert taken < 60


def test_a_pipeline_that_cannot_be_loaded_stops_the_run(tmp_path: Path) -> None:
    """What a worker says of the settings is the error of the run."""
    missing = Config(model=Model(str(tmp_path)))
    with Crew(missing) as crew, pytest.raises(ConfigError, match="cannot be loaded"):
        list(crew.results([_article(1)]))


def test_a_worker_that_dies_before_it_is_ready_stops_the_run(light: Config, tmp_path: Path) -> None:
    """It is not replaced for ever."""
    package = tmp_path / "settings" / "packages" / "misbehaving" / "__init__.py"
    package.write_text("import os\nos._exit(7)\n", encoding="utf-8")
    with Crew(light) as crew, pytest.raises(ConfigError, match=r"ended before it was ready \(exit status 7\)"):
        list(crew.results([_article(1)]))


def test_a_worker_that_is_never_ready_stops_the_run(light: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is too slow for its workers is told, not waited for."""
    monkeypatch.setattr(module, "_LOADING", 0)
    with Crew(light) as crew, pytest.raises(ConfigError, match="was not ready after 0 seconds; fewer workers would do"):
        list(crew.results([_article(1)]))


def test_in_this_process_and_in_others_the_same_is_found(light: Config) -> None:
    """One worker means no other process for a handful of articles, and no other result."""
    articles = [_article(n, "出错" if n == 2 else "") for n in range(5)]
    here = list(extract_all(articles, light))
    assert [type(one) for one in here] == [Extraction, Extraction, Failure, Extraction, Extraction]
    assert list(extract_all(articles, replace(light, workers=2))) == here
