"""Read the tables of names. Each file has a header; lists inside a cell are joined by ``|``."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.knowledge.contexts import expand
from pipeline.knowledge.fold import key, slug
from pipeline.schema import Schema

FOLDER = Path(__file__).parent
#: The type, in a user's table, of a name that is no entity.
NO_ENTITY = "NONE"

_LATIN_PAIR = re.compile(r"[A-Za-z0-9]{2}")
# A built name ends at the edge of a Latin word, or with a Chinese character; no decimals go on after it.
_END = r"(?:(?![A-Za-z0-9]|\.\d)|(?<=[\u3400-\u9fff]))"


@dataclass(frozen=True, slots=True)
class Entry:
    """One known thing: its id, type, shown name, every other name, and facts (maker, parent, country …).

    ``needs``: what must stand in the same sentence or the one before for an ambiguous name to be believed.
    """

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)
    needs: re.Pattern[str] | None = None

    def over(self, known: Entry) -> Entry:
        """Return this entry laid over a known one of its id: its names first, its facts before the known ones."""
        names = dict.fromkeys((*self.aliases, known.name, *known.aliases))
        aliases = tuple(name for name in names if name != self.name)
        return replace(self, aliases=aliases, facts=known.facts | self.facts, needs=self.needs or known.needs)


@dataclass(frozen=True, slots=True)
class Family:
    r"""Names built by rule: ``pattern`` has a group `core`, from which a member's name and id are made.

    昇腾 with ``昇腾[ -]?(?P<core>\d{3}[A-Z]?)`` reads 昇腾 910B as chip:ascend-910b, 昇腾910B.
    """

    owner: Entry
    pattern: re.Pattern[str]
    member_name: str
    member_id: str

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the matches in ``text`` that begin at the edge of a Latin word or with a Chinese character."""
        for match in self.pattern.finditer(text):  # a look behind in the pattern itself would cost half the speed
            if match.start() == 0 or not _LATIN_PAIR.match(text, match.start() - 1):
                yield match

    def ident(self, core: str) -> str:
        """Return the id that a table gives to the member that ``core`` names, spelled as here."""
        return f"{self.owner.id.partition(':')[0]}:{slug(self.member_id.format(core=core))}"

    def member(self, core: str) -> Entry:
        """Return the member that ``core`` names; its id does not depend on spaces and hyphens."""
        core = re.sub(r"\s+", " ", core)
        return Entry(
            id=self.ident(key(core)),
            type=self.owner.type,
            name=self.member_name.format(core=core),
            facts={"maker": self.owner.facts.get("maker", ""), "parent": self.owner.id},
            needs=self.owner.needs,
        )


@dataclass(frozen=True, slots=True)
class Use:
    """When an ambiguous name stands for ``id``: what must or must not stand before, after, or in the article."""

    id: str
    default: bool
    yes: tuple[re.Pattern[str] | None, re.Pattern[str] | None]
    no: tuple[re.Pattern[str] | None, re.Pattern[str] | None]
    companions: tuple[str, ...]


def rows(path: Path, needed: set[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield (place, row) of a CSV table; ConfigError when it cannot be read or lacks a needed column."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: this table cannot be read as UTF-8: {error}") from error
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", strict=True)
    try:
        missing = needed - set(reader.fieldnames or ())
        table = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise ConfigError(f"{path}:{reader.line_num}: no CSV: {error}; close every quote that is opened") from error
    if missing:
        raise ConfigError(f"{path}:1: no column {', '.join(sorted(missing))}; found: {reader.fieldnames}")
    for line, row in table:
        place = f"{path}:{line}"
        if "" in row:
            raise ConfigError(f"{place}: more cells than columns: {row['']!r}; quote a cell that holds a comma")
        yield place, {column: (cell or "").strip() for column, cell in row.items()}


def split(cell: str) -> tuple[str, ...]:
    """Return the items of a cell joined by ``|``."""
    return tuple(item.strip() for item in cell.split("|") if item.strip())


def regex(place: str, source: str, group: str | None = None) -> re.Pattern[str]:
    """Compile ``source`` with the pieces it shares with other cells; ConfigError names the table and line."""
    try:
        compiled = re.compile(expand(source))
    except KeyError as error:
        raise ConfigError(f"{place}: {source!r} names no known piece {error}; see contexts.toml") from None
    except re.error as error:
        raise ConfigError(f"{place}: {source!r} is no regular expression: {error}") from error
    if group and group not in compiled.groupindex:
        raise ConfigError(f"{place}: {source!r} has no group {group!r}; write (?P<{group}>…) around the name")
    return compiled


def read_entries(path: Path, schema: Schema) -> Iterator[tuple[Entry, Family | None]]:
    """Yield the rows of a table of names, each with its family when it has a ``pattern``.

    A row needs ``name`` and either ``id`` (whose prefix tells the type) or ``type`` (the id is then computed); one of
    type NONE says that its name is no entity, and is left out here.
    """
    for place, row in rows(path, {"name"}):
        if row.get("type") == NO_ENTITY:
            continue
        entry = entry_of(place, row, schema)
        yield entry, family_of(place, row, entry)


def entry_of(place: str, row: dict[str, str], schema: Schema) -> Entry:
    """Return what a row of a table of names says; ConfigError names ``place``, the table and line."""
    if not key(row["name"]):
        raise ConfigError(f"{place}: name {row['name']!r} is empty; each row names one thing")
    ident = row.get("id", "")
    if ident:
        if not re.fullmatch(r"[a-z0-9-]+:[a-z0-9.-]+", ident):
            raise ConfigError(
                f"{place}: id {ident!r}; a prefix, a colon and lower-case ASCII such as 'company:nvidia' would do"
            )
        try:
            kind = schema.type_of(ident)
        except KeyError:
            prefixes = ", ".join(e.prefix for e in schema.entities.values())
            raise ConfigError(f"{place}: id {ident!r} has no known prefix; known prefixes: {prefixes}") from None
    else:
        kind = row.get("type", "")
        if kind not in schema.entities:
            raise ConfigError(f"{place}: type {kind!r}; known types: {', '.join(schema.entities)}")
        ident = f"{schema.entities[kind].prefix}:{slug(row['name'])}"
    structural = {"id", "name", "type", "aliases", "pattern", "member_name", "member_id", "needs"}
    facts = {column: cell for column, cell in row.items() if cell and column not in structural}
    needs = regex(place, row["needs"]) if row.get("needs") else None
    return Entry(ident, kind, row["name"], split(row.get("aliases", "")), facts, needs)


def family_of(place: str, row: dict[str, str], owner: Entry) -> Family | None:
    """Return the family that a row's ``pattern`` builds, if it has one; ConfigError names ``place``."""
    if not (source := row.get("pattern", "")):
        return None
    for column in ("member_name", "member_id"):
        try:
            (row.get(column) or "").format(core="")
        except (KeyError, IndexError, ValueError):
            raise ConfigError(f"{place}: {column} {row[column]!r}; text with {{core}} in it would do") from None
    return Family(
        owner=owner,
        pattern=regex(place, rf"(?:{source}){_END}", "core"),
        member_name=row.get("member_name") or "{core}",
        member_id=row.get("member_id") or "{core}",
    )


def read_uses(path: Path) -> Iterator[tuple[str, Use]]:
    """Yield (folded name, use) for each row of a table of ambiguous names."""
    columns = {"alias", "id", "default", "yes_before", "yes_after", "no_before", "no_after", "companions"}
    for place, row in rows(path, columns):
        if row["default"] not in {"yes", "no"}:
            raise ConfigError(f"{place}: default {row['default']!r}; 'yes' or 'no' would do")

        def side(column: str, wrap: str, place: str = place, row: dict[str, str] = row) -> re.Pattern[str] | None:
            return regex(place, wrap.format(row[column])) if row[column] else None

        yield (
            key(row["alias"]),
            Use(
                id=row["id"],
                default=row["default"] == "yes",
                yes=(side("yes_before", "(?:{})$"), side("yes_after", "(?:{})")),
                no=(side("no_before", "(?:{})$"), side("no_after", "(?:{})")),
                companions=split(row["companions"]),
            ),
        )
