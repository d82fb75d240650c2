"""Which statements become edges, as the user sets it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pipeline.errors import ConfigError
from pipeline.records import MODALITIES
from pipeline.schema import Schema


@dataclass(frozen=True, slots=True)
class Policy:
    """What an edge needs; the default lets everything in.

    A statement counts if its modality and relation are named and both its ends have a type named (none named: any),
    and if its article appeared from ``since`` to ``until``, both included; an undated article is in no window. An edge
    stays if ``minimum_sources`` independent sources speak of it and its confidence, combined over them, reaches
    ``confidence``. Values that cannot work raise ConfigError.
    """

    minimum_sources: int = 1
    modalities: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    relations: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    confidence: float = 0.0

    def __post_init__(self) -> None:
        """Refuse values that no graph could satisfy."""
        if isinstance(self.minimum_sources, bool) or self.minimum_sources < 1:
            raise ConfigError(f"policy: minimum_sources {self.minimum_sources!r}; a whole number from 1 would do")
        if not 0 <= self.confidence <= 1:
            raise ConfigError(f"policy: confidence {self.confidence!r}; a number from 0 to 1 would do")
        if self.since and self.until and self.since > self.until:
            raise ConfigError(f"policy: since {self.since} is after until {self.until}; the earlier day goes first")
        _known("modality", self.modalities, MODALITIES)

    def check(self, schema: Schema) -> None:
        """Raise ConfigError for a relation or an entity type that ``schema`` does not have."""
        _known("relation", self.relations, schema.relations)
        _known("type", self.types, schema.entities)

    @property
    def narrows(self) -> bool:
        """Whether anything can be left out."""
        return self != Policy()


def _known(what: str, named: Iterable[str], known: Iterable[str]) -> None:
    known = tuple(known)
    for name in named:
        if name not in known:
            raise ConfigError(f"policy: unknown {what} {name!r}; known: {', '.join(known)}")
