"""What the cluster engine says when it cannot run; no cluster is needed for that."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.config import Config
from pipeline.engine.staging import write_articles
from pipeline.errors import ConfigError, StoreError

pytest.importorskip("pyspark", reason="pip install 'xinpu[spark]'")
from pyspark.errors import PySparkException

from pipeline.engine.cluster import Cluster, run, told

ROOT = Path(__file__).resolve().parents[2]


def _message(*options: str) -> str:
    result = CliRunner().invoke(app, ["run", "corpus", *options])
    assert isinstance(result.exception, ConfigError)
    return str(result.exception)


def test_an_unknown_engine_is_refused() -> None:
    """The message names the engines there are."""
    assert _message("--engine", "dask") == "--engine: 'dask'; local or spark would do"


@pytest.mark.parametrize(
    "option", ["--master=local[2]", "--staging=/x", "--conf=a=b", "--minimum-support=2", "--evidence=3"]
)
def test_an_option_of_spark_needs_spark(option: str) -> None:
    """An option that would be without effect is refused."""
    name = option.partition("=")[0]
    assert _message(option) == f"{name}: the local engine has no such option; add --engine spark"


@pytest.mark.parametrize("said", ["spark.executor.memory", "=4g"])
def test_a_setting_needs_a_name_and_a_value(said: str) -> None:
    """What is no KEY=VALUE is quoted, with an example of what would do."""
    expected = f"--conf: {said!r}; a setting such as spark.executor.memory=4g would do"
    assert _message("--engine", "spark", "--conf", said) == expected


def test_a_missing_spark_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyspark the engine names the extra that brings it."""
    monkeypatch.delitem(sys.modules, "pipeline.engine.cluster", raising=False)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    expected = "--engine spark: Spark is missing; `pip install 'xinpu[spark]'` would do"
    assert _message("--engine", "spark") == expected


def test_a_missing_java_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without Java nothing is started."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(ConfigError) as raised:
        run(["corpus"], tmp_path / "out", Config(), Cluster())
    assert str(raised.value) == "--engine spark: there is no Java; install version 17 or later, or set JAVA_HOME"


def test_a_staging_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """The place is quoted, and what would do."""
    (tmp_path / "file").write_bytes(b"")
    place = f"{tmp_path}/file/articles"
    with pytest.raises(StoreError) as raised:
        write_articles(place, iter(()))
    assert str(raised.value).startswith(f"{place}: cannot be written: ")
    assert str(raised.value).endswith("; free some space or name another --staging")


def test_what_spark_says_becomes_one_line() -> None:
    """Of a long report of Spark's our own error is told, if there is one in it."""
    report = "Job aborted\n  Traceback\npipeline.errors.ConfigError: executor: another code\n  at java.lang"
    with pytest.raises(StoreError) as raised, told("/staging"):
        raise PySparkException(report)
    assert str(raised.value) == "/staging: Spark gave up: executor: another code; run again to go on"


@pytest.mark.slow
@pytest.mark.spark
def test_a_master_that_is_none_is_told(tmp_path: Path) -> None:
    """The last line quotes the address, and nothing was run."""
    command = [sys.executable, "-m", "pipeline", "run", "corpus", "--engine", "spark", "--master", "nowhere"]
    done = subprocess.run(
        [*command, "--output", tmp_path / "out"], cwd=ROOT, check=False, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("xinpu: --master nowhere: Spark does not start: ")
