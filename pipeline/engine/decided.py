"""What a user decided once and a run honours for ever after: a table in the output folder, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.config import Config
from pipeline.review.decisions import Decisions, keep_decisions, read_decisions, write_names
from pipeline.schema import BUILT_IN, load_schema

#: The table in the output folder that keeps the decisions of all runs.
KEPT = "decisions.csv"


@dataclass(frozen=True, slots=True)
class Decided:
    """The decisions, the ``config`` with the names among them as a further lexicon, and the settings as plain data."""

    config: Config
    decisions: Decisions
    settings: dict[str, object]


def decided(output: Path, shards: Path, config: Config, given: Path | None) -> Decided:
    """Keep the decisions of the table ``given``, and return what all kept ones come to; ConfigError names a bad row."""
    settings, schema, kept = settings_of(config), load_schema(config.schema), output / KEPT
    if given:
        keep_decisions(given, kept, schema)
    decisions = read_decisions(kept, schema) if kept.is_file() else Decisions()
    if decisions.names:
        config = replace(config, lexicons=(*config.lexicons, write_names(decisions.names, shards)))
    return Decided(config, decisions, settings)


def settings_of(config: Config) -> dict[str, object]:
    """Return the settings that shape what is found, as plain data; how many workers found it does not matter."""
    return {
        "schema": "built-in" if config.schema == BUILT_IN else str(config.schema),
        "lexicons": list(map(str, config.lexicons)),
        "cues": list(map(str, config.cues)),
    }
