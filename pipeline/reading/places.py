"""Where articles are: files, folders, globs, standard input, and addresses such as s3://bucket/news.

The order in which files are found depends on their names alone; of a folder no more is held than one level's names.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.errors import ArticleError, ConfigError
from pipeline.reading.given import needed
from pipeline.records import Failure

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://")
_STANDARD_INPUT = 0
#: What stands in a folder that a run writes its results to, even while it is read for the first time.
_OF_A_RUN = {".lock", "shards/"}
_MAGIC = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class File:
    """A file as its articles name it, whether it was ``named`` outright or found in a folder, and how to open it."""

    name: str
    open: Callable[[], io.BufferedReader[Any]]
    named: bool = False


Found = Iterator["File | Failure"]


def files_at(place: str | Path) -> Found:
    """Return the files at a place, found one by one; ConfigError, at once, when there is no such place."""
    if str(place) == "-":
        return iter([File("-", lambda: io.BufferedReader(_Standard()), named=True)])
    return _remote(place) if isinstance(place, str) and _ADDRESS.match(place) else _local(Path(place))


class _Standard(io.RawIOBase):
    """Standard input, which closing leaves open."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = os.read(_STANDARD_INPUT, len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _local(root: Path) -> Found:
    try:
        root.stat()
    except OSError as error:
        pattern = str(root)
        if not _MAGIC.search(pattern):
            raise ConfigError(
                f"{root}: no such file or folder ({error.strerror}); name one that holds articles"
            ) from error
        return _matching(root)
    return _below(root, "") if root.is_dir() else iter([File(_shown(root.name), partial(_opened, root), named=True)])


def _matching(pattern: Path) -> Found:
    """Return the files that a pattern matches, named from the last folder before the first wildcard."""
    plain = next(n for n, part in enumerate(pattern.parts) if _MAGIC.search(part))
    base = Path(*pattern.parts[:plain])
    paths = sorted(base.glob("/".join(pattern.parts[plain:])), key=lambda path: path.relative_to(base).as_posix())
    if not paths:
        raise ConfigError(f"{pattern}: no file matches; quote the pattern and see what is in {base}")
    return _listed(paths, base)


def _listed(paths: list[Path], base: Path) -> Found:
    for path in paths:
        name = path.relative_to(base).as_posix()
        if path.is_dir():
            yield from _below(path, name + "/")
        else:
            yield File(_shown(name), partial(_opened, path))


def _below(folder: Path, prefix: str) -> Found:
    """Yield the files below a folder, by their whole names; those of linked folders and a run's results are left."""
    try:
        with os.scandir(folder) as entries:
            listed = sorted((e.name + "/" * e.is_dir(follow_symlinks=False), e.path) for e in entries)
    except OSError as error:
        name = _shown(prefix.rstrip("/") or folder.name)
        yield Failure(name, "", f"{name}: the folder cannot be opened: {error.strerror}")
        return
    if {name for name, _ in listed} >= _OF_A_RUN:
        return
    for name, path in listed:
        if name.startswith("."):
            continue
        if name.endswith("/"):
            yield from _below(Path(path), prefix + name)
        elif not Path(path).is_dir():
            yield File(_shown(prefix + name), partial(_opened, Path(path)))


def _remote(address: str) -> Found:
    try:
        fsspec = needed(address, "fsspec", "remote")
        system, path = fsspec.core.url_to_fs(address)
        matches = system.glob(path) if _MAGIC.search(path) else [path]
        if not matches or not all(map(system.exists, matches)):
            raise ConfigError(f"{address}: no such file or folder; name one that holds articles")
    except (ArticleError, OSError, ImportError, ValueError) as error:
        raise ConfigError(f"{address}: this place cannot be reached: {error}") from error
    wild = _MAGIC.search(path)
    base = path[: wild.start()].rpartition("/")[0] if wild and path not in matches else path
    return _fetchable(system, sorted(matches), path, PurePosixPath(base))


def _fetchable(system: Any, matches: list[str], path: str, base: PurePosixPath) -> Found:
    for one in matches:
        if system.isdir(one):
            yield from _remote_below(system, one, PurePosixPath(one) if one == path else base)
        else:
            name = PurePosixPath(one).name if one == path else str(PurePosixPath(one).relative_to(base))
            yield File(name, partial(_fetched, system, one), named=one == path)


def _remote_below(system: Any, folder: str, base: PurePosixPath) -> Found:
    listed = sorted((one["name"].rstrip("/") + "/" * (one["type"] == "directory")) for one in system.ls(folder))
    for path in listed:
        if path.rstrip("/") == folder.rstrip("/") or PurePosixPath(path).name.startswith("."):
            continue
        if path.endswith("/"):
            yield from _remote_below(system, path.rstrip("/"), base)
        else:
            yield File(str(PurePosixPath(path).relative_to(base)), partial(_fetched, system, path))


def _opened(path: Path) -> io.BufferedReader[Any]:
    return path.open("rb")


def _fetched(system: Any, path: str) -> io.BufferedReader[Any]:
    return io.BufferedReader(system.open(path, "rb"))


def _shown(name: str) -> str:
    """Return a file's name as text that can be written, bytes in another encoding replaced."""
    return os.fsencode(name).decode("utf-8", "replace")
