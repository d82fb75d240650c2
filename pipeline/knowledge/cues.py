"""Read the tables of cues: relations (cues.toml, frames.toml), modality.toml, references.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError
from pipeline.knowledge.tables import FOLDER, regex
from pipeline.records import MODALITIES, Modality
from pipeline.schema import Schema

#: The private-use characters that stand for mentions in a masked sentence, as a range for patterns.
ANY_SIGN = "\ue000-\uf8ff"


@dataclass(frozen=True, slots=True)
class Cue:
    """One way of stating a relation; the head of cues.toml tells its keys.

    place: where the row stands. name: for counting what each way gets right. template: a frame.
    """

    place: str
    name: str
    relation: str
    template: str
    cue: str
    sense: str = ""
    modality: Modality | None = None
    heads: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    head_sectors: tuple[str, ...] = ()
    tail_sectors: tuple[str, ...] = ()
    block: str = ""
    agree: str = ""
    differ: str = ""
    known: bool = False
    fold: bool = False
    owned: bool = False
    far: bool = False
    weak: bool = False
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class ModalityCue:
    """Words that change what a statement claims, and where they stand (see language/modality.py).

    spares: relations that they leave as they are.
    """

    modality: str
    where: str
    pattern: re.Pattern[str]
    spares: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferenceCue:
    """Words that stand for something named before, and what they pick (see references.toml).

    confidence: how far the link is to be trusted.
    """

    type: str
    pick: str
    pattern: re.Pattern[str]
    confidence: float = 0.8


@dataclass(frozen=True, slots=True)
class Trait:
    """What words in a description tell: a fact of the lexicon, and the values of it that fit."""

    pattern: re.Pattern[str]
    fact: str
    values: tuple[str, ...]


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: this table cannot be read: {error}") from error


@lru_cache(maxsize=1)
def frame_templates() -> dict[str, dict[str, str]]:
    """Return the tables of frames.toml: templates (frames), pieces of pattern (patterns), implied relations."""
    return _toml(FOLDER / "frames.toml")


def implied_relations() -> dict[str, str]:
    """Return relation → relation through which it also holds of another head (see frames.toml)."""
    return frame_templates()["implied"]


def read_cues(schema: Schema, extra: Iterable[Path] = ()) -> list[Cue]:
    """Return our cues for the schema's relations, then those of ``extra`` files, in the order of the files."""
    ours = FOLDER / "cues.toml"
    kept = {name: rows for name, rows in _toml(ours).items() if _whole(name, rows, schema)}
    found = _read(ours, kept, schema)
    for path in extra:
        found += _read(path, _toml(path), schema)
    return found


def _whole(relation: str, rows: list[dict[str, Any]], schema: Schema) -> bool:
    """Whether a schema has a relation of ours with all the entity types that our cues for it speak of."""
    kinds = {kind for row in rows for kind in (*row.get("heads", ()), *row.get("tails", ()))}
    return relation in schema.relations and kinds <= schema.entities.keys()


def _read(path: Path, tables: dict[str, Any], schema: Schema) -> list[Cue]:
    for relation, rows in tables.items():
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise ConfigError(f"{path}: {relation} holds {rows!r}; a list of tables, each [[{relation}]], would do")
        if relation not in schema.relations:
            known = ", ".join(schema.relations)
            raise ConfigError(f"{path}: {relation}, cue 1: unknown relation {relation!r}; known relations: {known}")
    return [
        _cue(f"{path}: {relation}, cue {number}", relation, row, schema)
        for relation, rows in tables.items()
        for number, row in enumerate(rows, 1)
    ]


_KEYS = {
    "name",
    "head_sectors",
    "tail_sectors",
    "frame",
    "cue",
    "sense",
    "modality",
    "heads",
    "tails",
    "block",
    "agree",
    "differ",
    "known",
    "fold",
    "owned",
    "far",
    "weak",
    "confidence",
}


_SHAPES: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("name", "frame", "cue", "sense", "modality", "block", "agree", "differ"), str),
    **dict.fromkeys(("heads", "tails", "head_sectors", "tail_sectors"), list),
    **dict.fromkeys(("known", "fold", "owned", "far", "weak"), bool),
    "confidence": (int, float),
}
_NAMES = {str: "text in quotes", list: "list of names", bool: "true or false", (int, float): "number"}


def _cue(place: str, relation: str, row: dict[str, Any], schema: Schema) -> Cue:
    for key in row.keys() - _KEYS:
        raise ConfigError(f"{place}: unknown key {key!r}; known keys: {', '.join(sorted(_KEYS))}")
    for key, kind in _SHAPES.items():
        if key in row and (not isinstance(row[key], kind) or (kind is not bool and isinstance(row[key], bool))):
            raise ConfigError(f"{place}: {key} {row[key]!r} is no {_NAMES[kind]}")
    templates = frame_templates()["frames"]
    frame = str(row.get("frame", ""))
    if frame not in templates and "{" not in frame:
        raise ConfigError(f"{place}: unknown frame {frame!r}; known frames: {', '.join(templates)}")
    for kind in (*row.get("heads", ()), *row.get("tails", ())):
        if kind not in schema.entities:
            raise ConfigError(f"{place}: unknown entity type {kind!r}; known types: {', '.join(schema.entities)}")
    modality = row.get("modality")
    if modality is not None and modality not in MODALITIES:
        raise ConfigError(f"{place}: unknown modality {modality!r}; known: {', '.join(MODALITIES)}")
    confidence = row.get("confidence", 0.5)
    if not 0 < confidence <= 1:
        raise ConfigError(f"{place}: confidence {confidence!r}; a number above 0 and at most 1 would do")
    words = str(row.get("cue", ""))
    for pattern in (words, row.get("block", "")):
        regex(place, re.sub(r"<[a-z_]+>|\{[A-Z]+\}", "x", pattern))
    return Cue(
        place=place,
        name=f"{relation}/{row.get('name') or frame}",
        relation=relation,
        template=templates.get(frame, frame),
        cue=words,
        sense=row.get("sense", ""),
        modality=modality,
        heads=tuple(row.get("heads", ())),
        tails=tuple(row.get("tails", ())),
        head_sectors=tuple(row.get("head_sectors", ())),
        tail_sectors=tuple(row.get("tail_sectors", ())),
        block=row.get("block", ""),
        agree=row.get("agree", ""),
        differ=row.get("differ", ""),
        known=row.get("known", False),
        fold=row.get("fold", False),
        owned=row.get("owned", False),
        far=row.get("far", False),
        weak=row.get("weak", False),
        confidence=float(confidence),
    )


@lru_cache(maxsize=1)
def modality_cues() -> tuple[ModalityCue, ...]:
    """Return the rows of modality.toml in order; the first that fits decides."""
    path = FOLDER / "modality.toml"
    return tuple(
        ModalityCue(row["modality"], row["where"], _signed(path, row["cue"]), tuple(row.get("spares", ())))
        for row in _toml(path)["cue"]
    )


@lru_cache(maxsize=1)
def empty_words() -> tuple[re.Pattern[str], ...]:
    """Return what modality.toml blanks before its rows look."""
    path = FOLDER / "modality.toml"
    return tuple(_signed(path, source) for source in _toml(path)["empty"])


def _signed(path: Path, source: str) -> re.Pattern[str]:
    """Compile a pattern in which {M} is any mention."""
    return regex(str(path), source.replace("{M}]", f"{ANY_SIGN}]").replace("{M}", f"[{ANY_SIGN}]"))


@lru_cache(maxsize=1)
def reference_cues() -> tuple[ReferenceCue, ...]:
    """Return the rows of references.toml in order."""
    path = FOLDER / "references.toml"
    return tuple(
        ReferenceCue(row["type"], row["pick"], regex(str(path), row["cue"], "ref"), row["confidence"])
        for row in _toml(path)["cue"]
    )


@lru_cache(maxsize=1)
def traits() -> tuple[Trait, ...]:
    """Return the traits of references.toml."""
    path = FOLDER / "references.toml"
    return tuple(Trait(regex(str(path), row["cue"]), row["fact"], tuple(row["values"])) for row in _toml(path)["trait"])
