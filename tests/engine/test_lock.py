"""One run at a time on a folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.engine.lock import NAME, locked
from pipeline.errors import StoreError

HOLDER = (
    "import sys, time, pathlib\nfrom pipeline.engine.lock import locked\n"
    "with locked(pathlib.Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)\n"
)


def test_a_second_run_is_refused_until_the_first_is_gone(tmp_path: Path) -> None:
    """The message names the process; a lock whose holder was killed does not stand in the way."""
    with subprocess.Popen([sys.executable, "-c", HOLDER, tmp_path], stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with (
            pytest.raises(StoreError, match=rf"another run \(process {holder.pid}\) writes there; wait"),
            locked(tmp_path),
        ):
            pass
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    with locked(tmp_path):
        assert (tmp_path / NAME).read_text(encoding="ascii") == f"{os.getpid()}\n"


def test_a_stale_lock_file_does_not_stand_in_the_way(tmp_path: Path) -> None:
    """The file alone locks nothing, whatever number stands in it."""
    (tmp_path / NAME).write_text("1\n", encoding="ascii")
    for _ in range(2):
        with locked(tmp_path):
            pass


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """The message names the lock and says what would do."""
    with (
        pytest.raises(StoreError, match=r"gone/.lock: cannot be written: .*; name another --output"),
        locked(tmp_path / "gone"),
    ):
        pass
