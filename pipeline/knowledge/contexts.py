"""What the tables say about the words around a name in common: shared pieces of expressions, and look-alikes.

A cell of a table writes ``{nvidia}`` for the piece of that name in contexts.toml. The place of the name itself is
PLACE there, so that a piece can say what stands right beside it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

#: Stands for the name itself in what is searched for its context.
PLACE = "\ufffc"

_TABLE = Path(__file__).with_name("contexts.toml")
_PIECE = re.compile(r"\{([a-z][a-z-]*)\}")


@lru_cache(maxsize=1)
def _contexts() -> dict[str, Any]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))


def expand(source: str) -> str:
    """Return ``source`` with the pieces it names put in; KeyError when there is no piece of a name."""
    pieces: dict[str, str] = _contexts()["pieces"]
    while names := _PIECE.findall(source):
        for name in names:
            source = source.replace(f"{{{name}}}", f"(?:{pieces[name]})")
    return source


@dataclass(frozen=True, slots=True)
class _Lookalike:
    code: re.Pattern[str]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None

    def fits(self, before: str, name: str, after: str) -> bool:
        if not self.code.fullmatch(name):
            return False
        return bool((self.before and self.before.search(before)) or (self.after and self.after.match(after)))


class Lookalikes:
    """Codes that look like a chip's and are paper, roads, cars, grades: A4纸, G4高速, 问界M7, L3级."""

    def __init__(self) -> None:
        self._chip = re.compile(rf"[ ]?{expand('{chip-noun}')}")
        self._kinds = tuple(
            _Lookalike(
                re.compile(row["code"]),
                re.compile(rf"(?:{row['before']})[ -]?$") if "before" in row else None,
                re.compile(rf"[ ]?(?:{row['after']})") if "after" in row else None,
            )
            for row in _contexts()["lookalikes"]
        )

    def refuse(self, before: str, name: str, after: str) -> bool:
        """Whether ``name`` between these texts is a code of something else."""
        fits = any(kind.fits(before, name, after) for kind in self._kinds)
        return fits and not self._chip.match(after)
