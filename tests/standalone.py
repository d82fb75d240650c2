"""A standalone cluster of Spark for tests: a master and two workers on the loopback, and an end to all of them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import pyspark

SPARK_HOME = Path(pyspark.__file__).parent
#: For processes that live for a minute: little memory, and no time lost on compiling what runs a few times.
JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
_SMALL = {"SPARK_DAEMON_MEMORY": "256m", "SPARK_WORKER_MEMORY": "700m", "SPARK_DAEMON_JAVA_OPTS": JAVA}
#: By which every process of a cluster is known, whoever started it.
_SIGN = "XINPU_TEST_CLUSTER"


class StandaloneCluster:
    """A master and two workers, whose executors have ``python_path`` alone on their path."""

    def __init__(self, folder: Path, python_path: Path) -> None:
        self._folder, self._python_path = folder, python_path
        self._sign = uuid.uuid4().hex
        self._processes: list[subprocess.Popen[bytes]] = []
        self.master = f"spark://127.0.0.1:{_free_port()}"

    def __enter__(self) -> Self:
        port = self.master.rpartition(":")[2]
        self._start("master.Master", "--port", port, "--webui-port", "0")
        wait_until(lambda: _answers(int(port)), "the master answers")
        for number in range(2):
            work = self._folder / f"worker-{number}"
            self._start("worker.Worker", "--cores", "1", "--webui-port", "0", "--work-dir", str(work), self.master)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._processes:
            _kill_group(process.pid)
            process.wait()
        wait_until(lambda: not self.alive(), "all processes are gone")

    def environment(self) -> dict[str, str]:
        """Return what the processes of the cluster, and those who use it, have as their environment."""
        return os.environ | _SMALL | {"SPARK_LOCAL_IP": "127.0.0.1", _SIGN: self._sign}

    def _start(self, what: str, *arguments: str) -> None:
        """Start a process in a session of its own, so that it can be killed with the executors it started."""
        command = [str(SPARK_HOME / "bin" / "spark-class"), f"org.apache.spark.deploy.{what}", "--host", "127.0.0.1"]
        with (self._folder / f"{len(self._processes)}.log").open("wb") as log:
            process = subprocess.Popen(
                [*command, *arguments],
                cwd=self._folder,
                env=self.environment() | {"PYTHONPATH": str(self._python_path), "PYTHONDONTWRITEBYTECODE": ""},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._processes.append(process)

    def kill_worker(self) -> None:
        """Kill a worker with its executor, as a machine dies."""
        _kill_group(self._processes[-1].pid)

    def alive(self) -> list[int]:
        """Return the processes of this cluster, and those that they started, that are still there."""
        mark = f"{_SIGN}={self._sign}".encode()
        return [int(entry.name) for entry in Path("/proc").glob("[0-9]*") if mark in _environment(entry)]


def _environment(entry: Path) -> list[bytes]:
    try:
        return (entry / "environ").read_bytes().split(b"\0")
    except OSError:
        return []


def _kill_group(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


def wait_until(until: Callable[[], bool], what: str, seconds: float = 180) -> None:
    """Return when ``until`` is true; fail, saying ``what`` was waited for, when it is not in time."""
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end, f"not after {seconds} s: {what}"
        time.sleep(0.2)
