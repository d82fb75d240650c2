"""A server of the lookup page for tests and benchmarks: `xinpu serve` on a free port of this machine."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, int]]:
    """Serve the store in ``folder`` by a process of its own; yields host and port, and ends the process."""
    command = [sys.executable, "-m", "pipeline", "serve", "--in", str(folder), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as process:
        try:
            assert process.stdout is not None
            said = process.stdout.readline()
            found = re.search(r"http://([0-9.]+):(\d+)", said)
            assert found, said
            yield found[1], int(found[2])
        finally:
            process.terminate()
