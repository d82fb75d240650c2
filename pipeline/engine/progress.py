"""How far a run is, as it tells whoever wants to show it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Phase = Literal["reading", "extracting", "collecting"]


@dataclass(frozen=True, slots=True)
class State:
    """Articles ``done`` of a phase, of how many (None while that is not known), and failures in all so far."""

    phase: Phase
    done: int
    total: int | None
    failures: int


Progress = Callable[[State], None]
