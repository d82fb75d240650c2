"""Read back a review table in which a person filled the column ``decision``."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.knowledge.tables import rows
from pipeline.records import DECISIONS, Decision
from pipeline.schema import Schema

#: The columns of a review table; what a decision needs stands in those before ``one_name``.
COLUMNS = (
    "kind",
    "decision",
    "suggestion",
    "one",
    "other",
    "relation",
    "article",
    "one_name",
    "other_name",
    "reason",
    "confidence",
    "mentions",
    "evidence",
)
_NEEDED = {"kind", "decision", "suggestion", "one", "other", "relation", "article", "one_name"}


def read_decisions(path: Path, schema: Schema) -> list[Decision]:
    """Return what was decided in a review table; rows without a decision are passed over.

    ConfigError names the line of a row that cannot be honoured, and of a second row that decides the opposite.
    """
    decided: dict[tuple[str, ...], Decision] = {}
    for place, row in rows(path, _NEEDED):
        if not row["decision"]:
            continue
        decision = _decision(place, row, schema)
        about = (decision.kind, decision.one, decision.other, decision.relation, decision.article)
        before = decided.setdefault(about, decision)
        if before != decision:
            raise ConfigError(
                f"{place}: decision {decision.decision!r} for what an earlier row calls {before.decision!r}; "
                "keep one of the two rows"
            )
    return list(decided.values())


def _decision(place: str, row: dict[str, str], schema: Schema) -> Decision:
    kind, word = row["kind"], row["decision"].lower()
    if kind not in DECISIONS:
        raise ConfigError(f"{place}: kind {kind!r}; known kinds: {', '.join(DECISIONS)}")
    if word not in DECISIONS[kind]:
        would = " or ".join(DECISIONS[kind])
        raise ConfigError(f"{place}: decision {row['decision']!r}; for a {kind} {would} would do")
    ends = (row["one"], row["other"]) if kind != "name" else (row["one"],)
    for ident in ends:
        try:
            schema.type_of(ident)
        except KeyError:
            prefixes = ", ".join(kind.prefix for kind in schema.entities.values())
            raise ConfigError(f"{place}: id {ident!r} has no known prefix; known prefixes: {prefixes}") from None
    if kind == "name":
        return Decision(kind, word, row["one"], name=row["one_name"], type=_type(place, row, word, schema))
    if kind == "relation":
        return Decision(kind, word, row["one"], row["other"], row["relation"], row["article"])
    one, other = sorted(ends)
    return Decision(kind, word, one, other)


def _type(place: str, row: dict[str, str], word: str, schema: Schema) -> str:
    """Return the type under which a name is to be added: as suggested, or as the user wrote over it."""
    kind = row["suggestion"] if word == "add" else schema.type_of(row["one"])
    if kind not in schema.entities:
        raise ConfigError(f"{place}: suggestion {kind!r}; to add a name, one of {', '.join(schema.entities)} would do")
    if not row["one_name"]:
        raise ConfigError(f"{place}: one_name {row['one_name']!r} is empty; the name to add would do")
    return kind
