"""What the processes of a run have in common: they end with the run, not by Ctrl-C, and their memory is limited."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from pathlib import Path

from pipeline.config import Config

try:
    import resource
except ImportError:  # pragma: no cover - where the system has no such limits, memory is not limited
    resource = None  # type: ignore[assignment]

#: The exit status of a process that an article took all memory of.
OUT_OF_MEMORY = 75
_MEGABYTE = 1_000_000


def settle() -> None:
    """Leave Ctrl-C to the process that started this one, and end when that one is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def limit_memory(megabytes: int) -> None:
    """Let this process take so much more memory than it has now, where the system can limit that."""
    used = Path("/proc/self/statm")
    if resource and used.exists():
        pages = int(used.read_text(encoding="ascii").split()[0])
        limit = pages * resource.getpagesize() + megabytes * _MEGABYTE
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (limit if hard < 0 else min(limit, hard), hard))


def cause(status: int | None, config: Config) -> str:
    """Return why a process ended, for people."""
    if status == OUT_OF_MEMORY:
        return f"more than {config.memory_limit} MB of memory (memory_limit)"
    if status is not None and status < 0:
        return f"signal {signal.Signals(-status).name}"
    return f"exit status {status}"
