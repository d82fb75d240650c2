"""How a run shows how far it is."""

from __future__ import annotations

import json
import time

import pytest

from pipeline.cli.progress import Lines, shown
from pipeline.engine.progress import State


def _told(
    states: list[State], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> list[dict[str, object]]:
    """Return the lines for states that are a second apart."""
    clock = iter(range(100, 1000))
    monkeypatch.setattr(time, "monotonic", lambda: float(next(clock)))
    lines = Lines()
    for state in states:
        lines(state)
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_lines_tell_rate_and_time_left(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The first state of a phase, one every two seconds and the last are lines; the rate is that of the phase."""
    states = [State("extracting", done, 6, 1) for done in range(7)]
    rows = _told([State("reading", 1, None, 0), *states], monkeypatch, capsys)
    assert [(row["phase"], row["done"]) for row in rows] == [
        ("reading", 1),
        ("extracting", 0),
        ("extracting", 2),
        ("extracting", 4),
        ("extracting", 6),
    ]
    assert rows[3] == {
        "phase": "extracting",
        "done": 4,
        "total": 6,
        "failures": 1,
        "seconds": 4.0,
        "articles_per_second": 1.0,
        "seconds_left": 2,
    }
    assert rows[0]["seconds_left"] is None


def test_a_bar_is_for_terminals_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """Where standard error is a file, nothing is drawn."""
    with shown("bar") as tell:
        assert tell
        tell(State("extracting", 1, 2, 1))
    with shown("none") as tell:
        assert tell is None
    assert capsys.readouterr() == ("", "")


def test_a_bar_shows_phase_count_rate_and_failures(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a terminal all of it stands in the line of the phase."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "160")
    with shown("bar") as tell:
        assert tell
        tell(State("reading", 3, None, 0))
        tell(State("extracting", 1, 2, 1))
    drawn = capsys.readouterr().err
    for part in ("reading 读取", "extracting 抽取", "failures 失败 1", "/s"):
        assert part in drawn
