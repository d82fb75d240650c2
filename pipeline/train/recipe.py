"""A recipe names the files to train on: a TOML file whose paths are taken from its own folder.

gold = ["train.gold.jsonl"]             # annotated documents
silver = ["news.silver.jsonl.gz"]       # the same, labelled by programs, each mention with its score
partial = ["finre/train.txt"]           # sentences of which only some names are labelled
dev = ["dev.gold.jsonl"]                # scored at the end, never learnt from

[notes]
"train.gold.jsonl" = "annotated for the program, Apache-2.0"
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Recipe:
    """Files to train on, each list in the order of the recipe. notes: file name → origin and licence, for the card."""

    gold: tuple[Path, ...]
    silver: tuple[Path, ...] = ()
    partial: tuple[Path, ...] = ()
    dev: tuple[Path, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)


def read_recipe(path: Path) -> Recipe:
    """Read a recipe; ConfigError names what is unknown, missing or no file."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: this recipe cannot be read: {error}") from error
    known = [one.name for one in fields(Recipe)]
    for key in raw:
        if key not in known:
            raise ConfigError(f"{path}: unknown key {key!r}; known keys: {', '.join(known)}")
    notes = raw.pop("notes", {})
    if not isinstance(notes, dict) or not all(isinstance(note, str) for note in notes.values()):
        raise ConfigError(f'{path}: notes {notes!r}; a table such as "train.jsonl" = "own annotation" would do')
    lists = {key: tuple(_file(path, key, name) for name in _list(path, key, value)) for key, value in raw.items()}
    if not lists.get("gold"):
        raise ConfigError(f'{path}: no gold; at least one annotated file, as gold = ["train.jsonl"], is needed')
    return Recipe(**lists, notes=notes)


def _list(path: Path, key: str, value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ConfigError(f'{path}: {key} {value!r}; a list of files such as ["train.jsonl"] would do')
    return value


def _file(path: Path, key: str, name: Any) -> Path:
    found = path.parent / name if isinstance(name, str) else None
    if found is None or not found.is_file():
        raise ConfigError(f"{path}: {key}: no such file: {name!r}; paths are taken from the recipe's folder")
    return found
