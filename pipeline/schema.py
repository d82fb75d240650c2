"""Entity and relation types as data: adding a type touches no Python."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError
from pipeline.records import ATTRIBUTE_KINDS

BUILT_IN = Path(__file__).with_name("schema.toml")


@dataclass(frozen=True, slots=True)
class EntityType:
    """A kind of thing; ids of its entities begin with ``prefix`` and a colon."""

    name: str
    prefix: str
    zh: str
    en: str
    color: str


@dataclass(frozen=True, slots=True)
class RelationType:
    """A kind of edge; ``ends`` are the (head type, tail type) pairs it may join, the usual one first.

    ``attributes`` are the kinds of attribute that its statements may carry.
    """

    name: str
    ends: tuple[tuple[str, str], ...]
    zh: str
    en: str
    color: str
    symmetric: bool = False
    attributes: tuple[str, ...] = ()

    def joins(self, head: str, tail: str) -> bool:
        """Whether an edge of this kind may go from type ``head`` to type ``tail``."""
        return (head, tail) in self.ends or (self.symmetric and (tail, head) in self.ends)

    def head_types(self) -> tuple[str, ...]:
        """Types that may stand at the head, the usual one first."""
        return tuple(dict.fromkeys(end for pair in self.ends for end in (pair if self.symmetric else pair[:1])))

    def tail_types(self) -> tuple[str, ...]:
        """Types that may stand at the tail, the usual one first."""
        return tuple(dict.fromkeys(end for pair in self.ends for end in (pair if self.symmetric else pair[1:])))


@dataclass(frozen=True, slots=True)
class Schema:
    """All entity and relation types, by name."""

    entities: dict[str, EntityType]
    relations: dict[str, RelationType]

    def type_of(self, entity: str) -> str:
        """Return the type that the id ``entity`` speaks of; KeyError if its prefix is no type's."""
        prefix = entity.partition(":")[0]
        for kind in self.entities.values():
            if kind.prefix == prefix:
                return kind.name
        raise KeyError(entity)


def load_schema(path: Path = BUILT_IN) -> Schema:
    """Read a schema file; ConfigError names the table and key that is wrong."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: this schema cannot be read: {error}") from error
    _known(str(path), raw, {"entities", "relations"})
    tables = {part: _tables(path, part, raw.get(part, {})) for part in ("entities", "relations")}
    entities = {name: _entity(path, name, row) for name, row in tables["entities"].items()}
    prefixes = [entity.prefix for entity in entities.values()]
    if twice := next((prefix for prefix in prefixes if prefixes.count(prefix) > 1), None):
        raise ConfigError(f"{path}: two entity types have the prefix {twice!r}; one of its own for each would do")
    if not entities:
        raise ConfigError(f"{path}: no [entities.…] table; at least one entity type is needed")
    relations = {name: _relation(path, name, row, entities) for name, row in tables["relations"].items()}
    return Schema(entities, relations)


def _tables(path: Path, part: str, value: Any) -> dict[str, dict[str, Any]]:
    if not isinstance(value, dict) or not all(isinstance(row, dict) for row in value.values()):
        raise ConfigError(f"{path}: {part} holds {value!r}; a table for each type such as [{part}.NAME] would do")
    return value


def _entity(path: Path, name: str, row: dict[str, Any]) -> EntityType:
    where = f"{path}: [entities.{name}]"
    _known(where, row, {"prefix", "zh", "en", "color"})
    prefix = str(row.get("prefix", name.lower()))
    if not re.fullmatch(r"[a-z][a-z0-9-]*", prefix):
        raise ConfigError(f"{where}: prefix {prefix!r}; lower-case letters, digits and hyphens would do")
    return EntityType(name, prefix, _label(where, row, "zh", name), _label(where, row, "en", name), _color(where, row))


def _relation(path: Path, name: str, row: dict[str, Any], entities: dict[str, EntityType]) -> RelationType:
    where = f"{path}: [relations.{name}]"
    _known(where, row, {"ends", "symmetric", "attributes", "zh", "en", "color"})
    ends = row.get("ends")
    if not isinstance(ends, list) or not ends or not all(isinstance(pair, list) and len(pair) == 2 for pair in ends):
        raise ConfigError(f'{where}: ends {ends!r}; a list of pairs such as [["COMPANY", "CHIP"]] would do')
    for end in (end for pair in ends for end in pair):
        if not isinstance(end, str) or end not in entities:
            raise ConfigError(f"{where}: unknown entity type {end!r}; known types: {', '.join(entities)}")
    symmetric = row.get("symmetric", False)
    if not isinstance(symmetric, bool):
        raise ConfigError(f"{where}: symmetric {symmetric!r}; true or false would do")
    return RelationType(
        name=name,
        ends=tuple((head, tail) for head, tail in ends),
        zh=_label(where, row, "zh", name),
        en=_label(where, row, "en", name),
        color=_color(where, row),
        symmetric=symmetric,
        attributes=_attributes(where, row.get("attributes", [])),
    )


def _attributes(where: str, kinds: Any) -> tuple[str, ...]:
    if not isinstance(kinds, list) or not all(kind in ATTRIBUTE_KINDS for kind in kinds):
        raise ConfigError(f"{where}: attributes {kinds!r}; a list of {', '.join(ATTRIBUTE_KINDS)} would do")
    return tuple(kinds)


def _known(where: str, row: dict[str, Any], known: set[str]) -> None:
    for key in row:
        if key not in known:
            raise ConfigError(f"{where}: unknown key {key!r}; known keys: {', '.join(sorted(known))}")


def _label(where: str, row: dict[str, Any], key: str, default: str) -> str:
    label = row.get(key, default)
    if not isinstance(label, str):
        raise ConfigError(f"{where}: {key} {label!r}; a text in quotes would do")
    return label


def _color(where: str, row: dict[str, Any]) -> str:
    color = str(row.get("color", "#888888"))
    if not re.fullmatch(r"#[0-9a-f]{6}", color):
        raise ConfigError(f"{where}: color {color!r}; six lower-case hexadecimal digits such as '#3b6fb6' would do")
    return color
