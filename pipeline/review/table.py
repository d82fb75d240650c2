"""What is worth a person's look, as rows of a review table: the most telling first, each kind by itself."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.knowledge.lexicon import Lexicon
from pipeline.records import Decision, Entity
from pipeline.review.decisions import COLUMNS
from pipeline.review.likeness import alike
from pipeline.store import Store

#: Below this confidence a statement is worth a look.
DOUBTFUL = 0.75
#: From so many mentions on, a name that no table knows is worth adding to one.
FREQUENT = 3
#: What a cell of evidence shows at most, in code points.
_QUOTE = 160

Row = dict[str, object]


def review_rows(store: Store, lexicon: Lexicon, limit: int) -> Iterator[Row]:
    """Yield up to ``limit`` rows of each kind; what was decided before is filled in."""
    entities = {entity.id: entity for entity in store.entities()}
    unknown = frozenset(ident for ident in entities if ident not in lexicon.entries)
    mentions = {ident: presence[0] for ident, presence in store.presence().items()}
    decided = {_about(one): one.decision for one in store.decisions()}
    kinds = (
        _merges(store, entities, unknown, mentions),
        _relations(store, entities),
        _names(entities, unknown, mentions),
    )
    for kind in kinds:
        for row in list(kind)[:limit]:
            row["decision"] = decided.get(_key(row), "")
            yield {column: row.get(column, "") for column in COLUMNS}


def write_review(rows: Iterable[Row], path: Path) -> int:
    """Write a review table, UTF-8 with a byte order mark for spreadsheet programs; return the number of rows."""
    table = list(rows)
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(table)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written: {error.strerror}; name another file with --to") from error
    return len(table)


def _about(decision: Decision) -> tuple[str, ...]:
    return decision.kind, decision.one, decision.other, decision.relation, decision.article


def _key(row: Row) -> tuple[str, ...]:
    ends = [str(row.get("one", "")), str(row.get("other", ""))]
    if row["kind"] == "merge":
        ends.sort()
    return str(row["kind"]), *ends, str(row.get("relation", "")), str(row.get("article", ""))


def _merges(store: Store, entities: dict[str, Entity], unknown: frozenset[str], mentions: dict[str, int]) -> list[Row]:
    """Return what articles state of two names, then what only looks alike; the most mentioned first."""
    rows: list[Row] = []
    seen: set[frozenset[str]] = set()
    stated = defaultdict(list)
    for merge in store.merges():
        stated[merge.alias, merge.entity].append(merge)
    for (alias, entity), several in stated.items():
        seen.add(frozenset((alias, entity)))
        first = several[0]
        rows.append(
            {
                "kind": "merge",
                "suggestion": "same" if first.state == "stands" else "",
                "one": alias,
                "other": entity,
                "article": "",
                "one_name": first.name,
                "other_name": _name(entities, entity),
                "reason": f"{first.reason}, {first.state}",
                "mentions": len(several),
                "evidence": _quote(first.evidence),
            }
        )
    looks: list[Row] = [
        {
            "kind": "merge",
            "suggestion": "",
            "one": pair.one,
            "other": pair.other,
            "one_name": _name(entities, pair.one),
            "other_name": _name(entities, pair.other),
            "reason": pair.reason,
            "mentions": mentions.get(pair.one, 0) + mentions.get(pair.other, 0),
        }
        for pair in alike(entities.values(), unknown)
        if frozenset((pair.one, pair.other)) not in seen
    ]
    return sorted(
        [*rows, *looks], key=lambda row: (row["suggestion"] == "same", -int(str(row["mentions"])), row["one"])
    )


def _relations(store: Store, entities: dict[str, Entity]) -> list[Row]:
    """Return the statements that are least sure."""
    doubtful = sorted(
        (row for row in store.statements() if row["confidence"] < DOUBTFUL), key=lambda r: r["confidence"]
    )
    return [
        {
            "kind": "relation",
            "one": row["head"],
            "other": row["tail"],
            "relation": row["relation"],
            "article": row["article"],
            "one_name": _name(entities, row["head"]),
            "other_name": _name(entities, row["tail"]),
            "reason": row["modality"],
            "confidence": f"{row['confidence']:.2f}",
            "evidence": _quote(row["evidence"]),
        }
        for row in doubtful
    ]


def _names(entities: dict[str, Entity], unknown: frozenset[str], mentions: dict[str, int]) -> list[Row]:
    """Return the names that no table knows and the corpus often names, with the type they were read as."""
    often = sorted((i for i in unknown if mentions.get(i, 0) >= FREQUENT), key=lambda ident: (-mentions[ident], ident))
    return [
        {
            "kind": "name",
            "suggestion": entities[ident].type,
            "one": ident,
            "one_name": entities[ident].name,
            "reason": "in no table",
            "mentions": mentions[ident],
        }
        for ident in often
    ]


def _name(entities: dict[str, Entity], ident: str) -> str:
    return entities[ident].name if ident in entities else ident


def _quote(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _QUOTE else words[: _QUOTE - 1] + "…"
