"""Word lists that tell what stands beside them (words.toml)."""

from __future__ import annotations

import tomllib
from functools import lru_cache

from pipeline.knowledge.tables import FOLDER


@lru_cache(maxsize=1)
def _lists() -> dict[str, str]:
    lists: dict[str, str] = tomllib.loads((FOLDER / "words.toml").read_text(encoding="utf-8"))
    return lists


@lru_cache(maxsize=64)
def words(name: str) -> tuple[str, ...]:
    """Return the words of the list ``name``, the longest first."""
    return tuple(sorted(set(_lists()[name].split()), key=lambda word: (-len(word), word)))


def characters(name: str) -> frozenset[str]:
    """Return the characters of the list ``name``."""
    return frozenset("".join(_lists()[name].split()))
