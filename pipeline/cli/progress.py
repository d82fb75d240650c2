"""How far a run is, shown on standard error: a bar for people, or a line of JSON every few seconds for logs."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.engine.progress import Progress, State

_LABELS = {"reading": "reading 读取", "extracting": "extracting 抽取", "collecting": "collecting 汇总"}
#: Seconds between two lines of JSON.
_EVERY = 2.0


@contextmanager
def shown(how: str) -> Iterator[Progress | None]:
    """Give what shows a run's states as ``how`` says: bar, json or none."""
    if how == "none":
        yield None
    elif how == "json":
        yield Lines()
    else:
        with _bar() as progress:
            yield progress


class Lines:
    """Prints states as JSON lines: the first of each phase, one every few seconds, and the last of a phase."""

    def __init__(self) -> None:
        self._phase, self._began, self._said = "", 0.0, 0.0

    def __call__(self, state: State) -> None:
        """Print the state if it is time."""
        now = time.monotonic()
        if state.phase != self._phase:
            self._phase, self._began, self._said = state.phase, now, 0.0
        if now - self._said >= _EVERY or state.done == state.total:
            self._said = now
            print(json.dumps(self._row(state, now - self._began)), file=sys.stderr, flush=True)

    def _row(self, state: State, seconds: float) -> dict[str, object]:
        rate = state.done / seconds if seconds else 0.0
        left = None if state.total is None or not rate else round((state.total - state.done) / rate)
        return {
            "phase": state.phase,
            "done": state.done,
            "total": state.total,
            "failures": state.failures,
            "seconds": round(seconds, 1),
            "articles_per_second": round(rate, 1),
            "seconds_left": left,
        }


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[failures]}"),
    )
    console = Console(stderr=True)
    with Bars(*columns, console=console, disable=not console.is_terminal) as bars:
        tasks = {}

        def tell(state: State) -> None:
            if state.phase not in tasks:
                tasks[state.phase] = bars.add_task(_LABELS[state.phase], total=state.total, rate="", failures="")
            task = next(one for one in bars.tasks if one.id == tasks[state.phase])
            rate = f"{state.done / task.elapsed:.1f}/s" if task.elapsed and state.done else ""
            failed = f"failures 失败 {state.failures}" if state.failures else ""
            bars.update(task.id, completed=state.done, total=state.total, rate=rate, failures=failed)

        yield tell
