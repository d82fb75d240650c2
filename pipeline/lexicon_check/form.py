"""The form of a row, by itself and beside the others: what could be no name, no type, no id."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from pipeline.errors import ConfigError
from pipeline.knowledge.fold import JOINERS, key
from pipeline.knowledge.tables import NO_ENTITY, entry_of, family_of, split
from pipeline.lexicon_check.finding import Finding
from pipeline.lexicon_check.table import Row
from pipeline.schema import Schema

#: No name in running text is longer than this, in code points.
LONGEST = 60

_ID = re.compile(r"[a-z0-9-]+:[a-z0-9.-]+")
_SEPARATORS = re.compile(r"[、，；;/\n]|,(?!\s?(?:Inc|Ltd|Corp|LLC|Co|S\.?A|AG|N\.V|GmbH|L\.P)\b)")
_NUMBER = re.compile(r"[\d\s.,，%％]+")


def names_of(row: Row) -> tuple[str, ...]:
    """Return the names of a row, the shown one first."""
    return (row.get("name"), *split(row.get("aliases")))


def of_row(row: Row, schema: Schema) -> Iterator[Finding]:
    """Yield what is wrong with the form of ``row``."""
    found = [*_of_kind(row, schema), *_of_cells(row)]
    if not any(one.loss for one in found):
        found += _refused(row, schema)
    yield from found


def _of_kind(row: Row, schema: Schema) -> Iterator[Finding]:
    kind, ident = row.get("type"), row.get("id")
    types = ", ".join([*schema.entities, NO_ENTITY])
    if not ident and kind not in {*schema.entities, NO_ENTITY}:
        meant = next((t.name for t in schema.entities.values() if kind and kind.lower() in _calls(t.name, t.zh)), "")
        why = "is no type" if kind else "is the type of a row that has no id either"
        yield Finding(row.line, "type", kind, why, f"write {meant}" if meant else f"the types are {types}")
    if not ident:
        return
    if not _ID.fullmatch(ident):
        remedy = "a prefix, a colon and lower-case ASCII such as 'company:acme' would do"
        yield Finding(row.line, "id", ident, "is no id", remedy)
        return
    try:
        told = schema.type_of(ident)
    except KeyError:
        prefixes = ", ".join(one.prefix for one in schema.entities.values())
        yield Finding(row.line, "id", ident, "begins with no known prefix", f"the prefixes are {prefixes}")
        return
    if kind and kind != told:
        yield Finding(row.line, "type", kind, f"contradicts the id {ident!r}", f"write {told}, or another id")


def _calls(name: str, zh: str) -> set[str]:
    return {name.lower(), f"{name.lower()}s", zh}


def _of_cells(row: Row) -> Iterator[Finding]:
    name = row.get("name")
    if not key(name):
        yield Finding(row.line, "empty", name, "is an empty name", "each row names one thing")
    for one in filter(None, names_of(row)):
        yield from _of_name(row.line, one)
    for column in ("name", "aliases"):
        for piece in row.cells.get(column, "").split("|"):
            if piece != piece.strip():
                yield Finding(row.line, "spaces", piece, "has spaces around it", "they are left out")
    yield from _of_aliases(row)


def _of_name(line: int, name: str) -> Iterator[Finding]:
    if sign := next((c for c in name if unicodedata.category(c) in {"Cc", "Cf", "Co"} and c not in JOINERS), ""):
        yield Finding(line, "control", name, f"holds the character U+{ord(sign):04X}", "leave it out")
    if len(key(name)) == 1:
        yield Finding(line, "short", name, "is one character, found everywhere", "write the whole name")
    if key(name) and _NUMBER.fullmatch(name):
        yield Finding(line, "number", name, "is a number, found everywhere", "write the whole name")
    if len(name) > LONGEST:
        yield Finding(line, "long", name, f"has {len(name)} characters", f"a name has at most {LONGEST}")


def _of_aliases(row: Row) -> Iterator[Finding]:
    name, aliases = row.get("name"), split(row.get("aliases"))
    for number, alias in enumerate(aliases):
        if sign := _SEPARATORS.search(alias):
            yield Finding(row.line, "separator", alias, f"holds {sign.group()!r} and is one name", "join names by '|'")
        elif key(alias) in {key(name), *map(key, aliases[:number])}:
            yield Finding(row.line, "alias-is-name", alias, "is a name that the row has already", "it may be left out")
    if aliases and row.no_entity:
        remedy = "give each name a row of its own"
        yield Finding(row.line, "none-aliases", "|".join(aliases), f"are aliases of a name of type {NO_ENTITY}", remedy)


def _refused(row: Row, schema: Schema) -> Iterator[Finding]:
    """Yield why a run would refuse the row: its expressions, or a reason that no rule here has."""
    if row.no_entity:
        return
    try:
        family_of("", row.stripped(), entry_of("", row.stripped(), schema))
    except ConfigError as error:
        what, _, remedy = str(error).removeprefix(": ").partition("; ")
        yield Finding(row.line, "refused", row.get("name"), f"is refused: {what}", remedy or "mend the expression")


def among(rows: Iterable[Row]) -> Iterator[Finding]:
    """Yield rows and names that stand more than once."""
    ids: dict[str, int] = {}
    owners: dict[tuple[str, str], int] = {}
    for row in rows:
        ident = row.get("id") or f"{row.get('type')} {key(row.get('name'))}"
        kind = row.get("type") or row.get("id").partition(":")[0]
        if ident in ids:
            why = f"names again what line {ids[ident]} names"
            yield Finding(row.line, "duplicate", row.get("id") or row.get("name"), why, "put the names into one row")
            continue
        ids[ident] = row.line
        for name in names_of(row):
            first = owners.setdefault((kind, key(name)), row.line)
            if first != row.line and key(name):
                why = f"is a name of another row too, line {first}"
                yield Finding(row.line, "two-rows", name, why, "one name means one thing: leave it in one row")
