"""One frozen Config from one TOML file; unknown keys are refused with the known ones."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError
from pipeline.schema import BUILT_IN


@dataclass(frozen=True, slots=True)
class Model:
    """A spaCy pipeline with an `ner`, by folder or package name; empty means ours.

    labels: (its label, our entity type) pairs; a label that is a type needs none.
    """

    path: str = ""
    labels: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table, or key of a JSON object, holds what of an article."""

    text: str = "text"
    title: str = "title"
    published: str = "published"
    id: str = "id"
    source: str = "source"


#: The settings that are whole numbers, with the smallest and the largest that will do.
BOUNDS = {
    "workers": (1, 256),
    "time_limit": (1, 86_400),
    "size_limit": (1, 1_000_000),
    "memory_limit": (100, 1_000_000),
}


@dataclass(frozen=True, slots=True)
class Config:
    """What shapes a run; every path in the file is taken from the file's own folder.

    schema: entity and relation types. lexicons: tables of names beside our own. cues: cue tables beside our own.
    model: the trained recogniser. workers: processes that extract. columns: of the tables that hold articles.
    time_limit (seconds), size_limit (characters) and memory_limit (MB) are what one article may take.
    """

    schema: Path = BUILT_IN
    lexicons: tuple[Path, ...] = ()
    cues: tuple[Path, ...] = ()
    model: Model = Model()
    workers: int = 1
    columns: Columns = Columns()
    time_limit: int = 60
    size_limit: int = 1_000_000
    memory_limit: int = 2_000

    def __post_init__(self) -> None:
        """Refuse values that cannot work."""
        for name, (least, most) in BOUNDS.items():
            value = getattr(self, name)
            if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
                raise ConfigError(f"{name}: {value!r}; a whole number from {least} to {most} would do")
        for path in (self.schema, *self.lexicons, *self.cues):
            if not path.is_file():
                raise ConfigError(f"{path}: no such file; the settings schema, lexicons and cues name files")


def load_config(path: Path | None) -> Config:
    """Read ``path``; without one, the defaults."""
    if path is None:
        return Config()
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: these settings cannot be read: {error}") from error
    known = [field.name for field in fields(Config)]
    for key in raw:
        if key not in known:
            raise ConfigError(f"{path}: unknown setting {key!r}; known settings: {', '.join(known)}")
    values = {key: _value(path, key, value) for key, value in raw.items()}
    try:
        return Config(**values)
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}") from error


def _value(path: Path, key: str, value: Any) -> Any:
    if key == "schema":
        return _file(path, key, value)
    if key in {"lexicons", "cues"}:
        if not isinstance(value, list):
            raise ConfigError(f'{path}: {key} {value!r}; a list of files such as ["names.csv"] would do')
        return tuple(_file(path, key, one) for one in value)
    if key == "columns":
        return _columns(path, value)
    return _model(path, value) if key == "model" else value


def _columns(path: Path, value: Any) -> Columns:
    known = [field.name for field in fields(Columns)]
    if not isinstance(value, dict) or value.keys() - set(known) or not all(isinstance(v, str) for v in value.values()):
        would = f'a table of {", ".join(known)} such as {{ text = "content" }} would do'
        raise ConfigError(f"{path}: columns {value!r}; {would}")
    return Columns(**value)


def _model(path: Path, value: Any) -> Model:
    table = {"path": value} if isinstance(value, str) else value
    labels = table.get("labels", {}) if isinstance(table, dict) else None
    if (
        not isinstance(table, dict)
        or table.keys() - {"path", "labels"}
        or not isinstance(table.get("path", ""), str)
        or not isinstance(labels, dict)
        or not all(isinstance(kind, str) for kind in labels.values())
    ):
        would = 'a folder or package, or { path = "my_model", labels = { ORG = "COMPANY" } } would do'
        raise ConfigError(f"{path}: model {value!r}; {would}")
    name = table.get("path", "")
    beside = path.parent / name
    return Model(str(beside) if name and beside.is_dir() else name, tuple(sorted(labels.items())))


def _file(path: Path, key: str, value: Any) -> Path:
    if not isinstance(value, str):
        raise ConfigError(f"{path}: {key} {value!r}; a file's path in quotes would do")
    return path.parent / value
