"""Read in a process of its own, so that a file which makes a library crash or stand still costs that file alone.

The process says which file it opens before it does, then sends what is in it; where it dies or falls silent over a
file, another goes on behind that file.
"""

from __future__ import annotations

import contextlib
import multiprocessing
from collections.abc import Iterable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from pipeline.config import Config
from pipeline.engine.process import cause, limit_memory, settle
from pipeline.errors import ConfigError, PipelineError
from pipeline.reading.files import Apart, Ids, files_of, read_file
from pipeline.reading.given import Read
from pipeline.records import Failure

#: Seconds a process that has fallen silent may take to end by itself, so that its exit status tells why.
_DYING = 5


@dataclass(slots=True)
class _Place:
    """How far the reading is: the number of the last file, and its name while it is in hand."""

    number: int = -1
    name: str = ""
    ended: bool = False


@dataclass(slots=True)
class Reader:
    """Reads places as :func:`pipeline.reading.files.read_paths` does, guarded; one item is held at a time."""

    paths: list[Path | str]
    config: Config
    _at: _Place = field(default_factory=_Place)

    def items(self, ids: Ids) -> Read:
        """Yield articles and failures; ConfigError when a place does not exist."""
        apart = Apart(ids)
        while not self._at.ended:
            before = self._at.number
            for item in self._part():
                yield item if isinstance(item, Failure) else apart(item)
            if self._at.number == before and not self._at.ended:
                raise ConfigError("reading: the process that reads cannot be started; a higher memory_limit would do")

    def _part(self) -> Read:
        """Yield what one process reads, and the failure over which it ends, if it does."""
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=_read, args=(there, self.paths, self.config, self._at.number + 1), daemon=True)
        process.start()
        there.close()
        try:
            yield from self._received(here)
            if self._at.name:
                yield self._failure(process)
        finally:
            process.kill()
            process.join()
            here.close()

    def _received(self, connection: Connection[Any, Any]) -> Read:
        """Yield what comes until the end, the death of the process or a silence that is too long."""
        self._at.name = ""
        while not self._at.name or connection.poll(self.config.time_limit):
            try:
                message = connection.recv()
            except (EOFError, OSError):
                return
            if isinstance(message, PipelineError):
                raise message
            if message is None:
                self._at.ended = True
                return
            if isinstance(message, tuple):
                self._at.number, self._at.name = message
            else:
                yield message

    def _failure(self, process: SpawnProcess) -> Failure:
        process.join(_DYING)
        name = self._at.name
        if process.exitcode is None:
            what = f"reading it took more than {self.config.time_limit} s; a higher time_limit, or leave it out"
        else:
            what = f"it ended the process that read it: {cause(process.exitcode, self.config)}; leave it out"
        return Failure(name, "", f"{name}: {what}")


def _read(connection: Connection[Any, Any], paths: Iterable[Path | str], config: Config, first: int) -> None:
    """Send the number and name of each file from the ``first`` on, what is in it, its number alone; at the end None."""
    settle()
    limit_memory(config.memory_limit)
    with contextlib.suppress(BrokenPipeError):
        try:
            for number, found in enumerate(files_of(paths)):
                if number >= first:
                    connection.send((number, found.source if isinstance(found, Failure) else found.name))
                    for item in read_file(found, config.columns):
                        connection.send(item)
                    connection.send((number, ""))
        except PipelineError as error:
            connection.send(error)
        else:
            connection.send(None)
