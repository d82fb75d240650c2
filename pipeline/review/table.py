"""What is worth a person's look, as rows of a review table: the most telling first, each kind by itself."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.knowledge.lexicon import Lexicon
from pipeline.records import Entity
from pipeline.review.decisions import COLUMNS, WORDS, about
from pipeline.review.likeness import Pair, alike
from pipeline.store import Store

#: Below this confidence a statement is worth a look.
DOUBTFUL = 0.75
#: From so many mentions on, a name that no table knows is worth adding to one.
FREQUENT = 3
#: What a cell of evidence shows at most, in code points.
_QUOTE = 160

Row = dict[str, str]


def review_rows(store: Store, lexicon: Lexicon, limit: int) -> Iterator[Row]:
    """Yield up to ``limit`` rows of each kind; what was decided on them before is filled in."""
    entities = {entity.id: entity for entity in store.entities()}
    unknown = frozenset(ident for ident in entities if ident not in lexicon.entries)
    mentions = {ident: presence[0] for ident, presence in store.presence().items()}
    decided = dict(_decided(store))
    merges = [*_stated(store, entities), *_looks(entities, unknown, mentions)]
    for kind in (merges, _relations(store, entities), _names(entities, unknown, mentions)):
        for row in kind[:limit]:
            whole = {column: row.get(column, "") for column in COLUMNS}
            yield whole | {"decision": decided.get(about(whole), "")}


def _decided(store: Store) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield what each decision that the store keeps is about, and its word; later ones come later."""
    for row in store.rows("SELECT * FROM decisions ORDER BY number"):
        kind = "merge" if row["verdict"] in WORDS["merge"] else "relation"
        yield (
            about({"kind": kind, **{name: row[name] for name in ("one", "other", "relation", "article")}}),
            row["verdict"],
        )


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


def _stated(store: Store, entities: dict[str, Entity]) -> list[Row]:
    """Return what articles state of two ids being one thing; what does not stand comes first."""
    query = """
        SELECT m.alias, m.entity, m.state, m.reason, count(*) AS articles, min(m.article) AS article,
            substr(a.text, m.evidence_start + 1, m.evidence_end - m.evidence_start) AS evidence,
            (SELECT text FROM mentions WHERE read_as = m.alias ORDER BY article, start LIMIT 1) AS name
        FROM merges m JOIN articles a ON a.id = m.article WHERE m.state <> 'refused'
        GROUP BY m.alias, m.entity ORDER BY m.state = 'stands', articles DESC, m.alias, m.entity"""
    return [
        {
            "kind": "merge",
            "suggestion": "same" if row["state"] == "stands" else "",
            "one": row["alias"],
            "other": row["entity"],
            "one_name": row["name"] or row["alias"],
            "other_name": _name(entities, row["entity"]),
            "reason": f"{row['reason']}, {row['state']}",
            "mentions": str(row["articles"]),
            "evidence": _quote(row["evidence"]),
        }
        for row in store.rows(query)
    ]


def _looks(entities: dict[str, Entity], unknown: frozenset[str], mentions: dict[str, int]) -> list[Row]:
    """Return pairs that only look alike, the most mentioned first."""

    def weight(pair: Pair) -> int:
        return mentions.get(pair.one, 0) + mentions.get(pair.other, 0)

    return [
        {
            "kind": "merge",
            "one": pair.one,
            "other": pair.other,
            "one_name": _name(entities, pair.one),
            "other_name": _name(entities, pair.other),
            "reason": pair.reason,
            "mentions": str(weight(pair)),
        }
        for pair in sorted(alike(entities.values(), unknown), key=lambda pair: (-weight(pair), pair.one, pair.other))
    ]


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
            "mentions": str(mentions[ident]),
        }
        for ident in often
    ]


def _name(entities: dict[str, Entity], ident: str) -> str:
    return entities[ident].name if ident in entities else ident


def _quote(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _QUOTE else words[: _QUOTE - 1] + "…"
