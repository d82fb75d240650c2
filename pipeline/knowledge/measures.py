"""How quantities, amounts and roles are written (attributes.toml)."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache

from pipeline.knowledge.tables import FOLDER


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, str]]:
    tables: dict[str, dict[str, str]] = tomllib.loads((FOLDER / "attributes.toml").read_text(encoding="utf-8"))
    return tables


def spellings(table: str) -> tuple[tuple[str, str], ...]:
    """Return (spelling, what it stands for) of a table, the longest spelling first."""
    pairs = [(word, name) for name, words in _tables()[table].items() for word in words.split()]
    return tuple(sorted(pairs, key=lambda pair: (-len(plain_part(pair[0])), pair)))


@lru_cache(maxsize=64)
def listed(table: str, name: str) -> tuple[str, ...]:
    """Return the words of one list, the longest first."""
    return tuple(sorted(_tables()[table][name].split(), key=lambda word: (-len(word), word)))


def alternation(table: str) -> str:
    """Return a regular expression that matches any spelling of a table."""
    return "|".join(_expression(word) for word, _ in spellings(table))


def plain_part(spelling: str) -> str:
    """Return a spelling without the lookahead that follows it."""
    return spelling.partition("(?")[0]


def _expression(spelling: str) -> str:
    word = plain_part(spelling)
    return re.escape(word) + spelling[len(word) :]
