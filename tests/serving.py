"""A server of the lookup page for tests and benchmarks: `xinpu serve` on a free port of this machine."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple


class Server(NamedTuple):
    """Where a server listens, and its process."""

    host: str
    port: int
    process: int


@contextmanager
def served(folder: Path) -> Iterator[Server]:
    """Serve the store in ``folder`` by a process of its own, which ends with the context."""
    command = [sys.executable, "-m", "pipeline", "serve", "--in", str(folder), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as process:
        try:
            assert process.stdout is not None
            said = process.stdout.readline()
            found = re.search(r"http://([0-9.]+):(\d+)", said)
            assert found, said
            yield Server(found[1], int(found[2]), process.pid)
        finally:
            process.terminate()
