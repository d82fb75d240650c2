"""The check of a lexicon: each row by itself, beside the others, beside our tables, and in running text."""

from __future__ import annotations

from pathlib import Path

from pipeline.knowledge.lexicon import Lexicon, build_lexicon
from pipeline.knowledge.tables import Entry, entry_of, family_of
from pipeline.language.known_names import KnownNames
from pipeline.lexicon_check.effect import in_text
from pipeline.lexicon_check.finding import Finding
from pipeline.lexicon_check.form import among, of_row
from pipeline.lexicon_check.known import beside_ours, of_facts
from pipeline.lexicon_check.table import Row, read_table
from pipeline.schema import Schema


def check_lexicon(path: Path, schema: Schema, others: tuple[Path, ...] = ()) -> list[Finding]:
    """Return what is found in the lexicon at ``path``, by line; ``others`` are lexicons that are loaded before it."""
    table = read_table(path)
    found = [*table.findings, *(one for row in table.rows for one in of_row(row, schema)), *among(table.rows)]
    ours = build_lexicon(schema, others)
    faulty = {one.line for one in found if one.loss}
    sound = [
        (row, entry_of("", row.stripped(), schema))
        for row in table.rows
        if row.line not in faulty and not row.no_entity
    ]
    ids = frozenset(entry.id for _, entry in sound)
    for row, entry in sound:
        found += [*beside_ours(row, entry, ours), *of_facts(row, ids, ours)]
    found += _in_text([(row, entry) for row, entry in sound if row.line not in {f.line for f in found if f.loss}], ours)
    return sorted(found)


def _in_text(rows: list[tuple[Row, Entry]], lexicon: Lexicon) -> list[Finding]:
    """Return what running text makes of rows that are in order so far; they are added to ``lexicon``."""
    if not rows:
        return []
    for row, entry in rows:
        known = lexicon.entries.get(entry.id)
        lexicon.add(entry.over(known) if known else entry)
        if family := family_of("", row.stripped(), entry):
            lexicon.families.append(family)
    reader = KnownNames(lexicon)
    return [one for row, entry in rows for one in in_text(row, entry, lexicon, reader)]
