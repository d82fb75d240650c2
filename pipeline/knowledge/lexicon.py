"""The lexicon: every known name, who owns it, and what tells the uses of an ambiguous one apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.knowledge.fold import key, plain
from pipeline.knowledge.tables import FOLDER, NO_ENTITY, Entry, Family, Use, read_entries, read_uses, rows, split
from pipeline.schema import BUILT_IN, Schema, load_schema

#: Our tables, each with the prefix of the ids in it; of two that name alike, the first is the likelier.
TABLES = {
    "companies.csv": "company",
    "listed.csv": "company",
    "chips.csv": "chip",
    "people.csv": "person",
    "models.csv": "model",
}


@dataclass(slots=True)
class Lexicon:
    """Names by folded key.

    entries: id → entry. owners: folded name → ids, the first the likeliest. uses: (folded name, id) → when it is meant.
    others: folded names of what is no entity (media, products, standards), which keep names in them from being read.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    owners: dict[str, tuple[str, ...]] = field(default_factory=dict)
    uses: dict[tuple[str, str], Use] = field(default_factory=dict)
    families: list[Family] = field(default_factory=list)
    others: frozenset[str] = frozenset()

    def add(self, entry: Entry, *, first: bool = True) -> None:
        """File ``entry`` under all its names, first or last among the owners of each."""
        self.entries[entry.id] = entry
        for name in (entry.name, *entry.aliases):
            filed = key(name)
            others = tuple(ident for ident in self.owners.get(filed, ()) if ident != entry.id)
            self.owners[filed] = (entry.id, *others) if first else (*others, entry.id)

    def member(self, family: Family, core: str) -> Entry:
        """Return the member of ``family`` that ``core`` names, known or made now."""
        made = family.member(core)
        owners = self.owners.get(key(made.name), ())
        listed = family.ident(core)
        other = listed if listed in self.entries else made.id
        known = next((i for i in owners if self.entries[i].type == made.type), other)
        return self.entries.setdefault(known, made)

    def names(self, name: str, kind: str) -> bool:
        """Whether a table or a family's pattern has ``name`` as a name of that entity type."""
        if any(self.entries[ident].type == kind for ident in self.owners.get(key(name), ())):
            return True
        return any(f.owner.type == kind and f.pattern.fullmatch(plain(name)) for f in self.families)

    def related(self, ident: str) -> set[str]:
        """Return the ids that an entity's facts name: its maker, parent and companies."""
        facts = self.entries[ident].facts
        return {other for fact in ("maker", "parent", "companies") for other in split(facts.get(fact, ""))}

    def house(self, ident: str) -> str:
        """Return the company at the top of an entity's chain of makers and parents, or the id itself."""
        seen = {ident}
        while entry := self.entries.get(ident):
            above = entry.facts.get("maker") or entry.facts.get("parent") or ""
            if not above or above in seen:
                break
            ident = above
            seen.add(ident)
        return ident


def build_lexicon(schema: Schema, extra: Iterable[Path] = (), folder: Path = FOLDER) -> Lexicon:
    """Load the built-in tables, then ``extra`` ones, whose rows win over ours and add to them.

    A row of type NONE in ``extra`` says that its name is no entity.
    """
    extra = tuple(extra)
    lexicon = Lexicon(others=frozenset(key(row["name"]) for _, row in rows(folder / "others.csv", {"name"})))
    ours = [folder / name for name in TABLES if _wanted(name, schema)]
    for table in (*ours, *extra):
        seen: set[str] = set()
        for entry, family in read_entries(table, schema):
            if entry.id in seen:
                raise ConfigError(f"{table}: id {entry.id!r} stands twice; one row a thing, its names joined by '|'")
            seen.add(entry.id)
            known = lexicon.entries.get(entry.id)
            lexicon.add(entry.over(known) if known else entry, first=table not in ours)
            if family:
                lexicon.families.append(family)
    for table in extra:
        none = {key(row["name"]) for _, row in rows(table, {"name"}) if row.get("type") == NO_ENTITY}
        lexicon.others |= none
        for filed in none:
            lexicon.owners.pop(filed, None)
    for filed, use in read_uses(folder / "ambiguous.csv"):
        lexicon.uses[filed, use.id] = use
        if use.id in lexicon.entries and use.id not in lexicon.owners.get(filed, ()):
            lexicon.owners[filed] = (*lexicon.owners.get(filed, ()), use.id)
    return lexicon


def _wanted(table: str, schema: Schema) -> bool:
    return TABLES[table] in {kind.prefix for kind in schema.entities.values()}


@lru_cache(maxsize=4)
def load_lexicon(schema: Path = BUILT_IN, extra: tuple[Path, ...] = ()) -> Lexicon:
    """Return the lexicon for a schema file and extra tables, built once a process."""
    return build_lexicon(load_schema(schema), extra)
