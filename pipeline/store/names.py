"""The entities of the corpus, their names, and the keys by which the names are searched."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from pipeline.knowledge.fold import key
from pipeline.knowledge.lexicon import Lexicon
from pipeline.store.grams import grams_of
from pipeline.store.knowing import entry_of
from pipeline.store.sounds import sounds_of


def refresh_known(connection: sqlite3.Connection, lexicon: Lexicon) -> None:
    """Ask the lexicon and the users' decisions anew for all stale entities."""
    connection.execute("DELETE FROM known WHERE entity IN (SELECT entity FROM stale)")
    given = defaultdict(list)
    query = "SELECT coalesce(i.entity, d.one), d.other FROM decisions d LEFT JOIN ids i ON i.read_as = d.one"
    for entity, name in connection.execute(f"{query} WHERE d.verdict = 'name' ORDER BY d.number"):
        given[entity].append(name)
    for entity, reads in _reads(connection):
        entries = [entry for one in reads if (entry := entry_of(lexicon, *one))]
        own = next((entry for entry in entries if entry.id == entity), lexicon.entries.get(entity))
        entries += [own] if own and own not in entries else []
        names = [name for entry in entries for name in (entry.name, *entry.aliases)] + given[entity]
        if names:
            facts = own.facts if own else entries[0].facts if entries else {}
            row = (entity, own.name if own else "", _json(list(dict.fromkeys(names))), _json(facts))
            connection.execute("INSERT INTO known VALUES (?, ?, ?, ?)", row)


def _reads(connection: sqlite3.Connection) -> Iterator[tuple[str, list[tuple[str, str, list[str]]]]]:
    """Yield each stale entity with the (id, type, written forms, the most frequent first) read as it."""
    query = """
        SELECT m.entity, m.read_as, i.type, m.text FROM mentions m JOIN ids i ON i.read_as = m.read_as
        WHERE m.entity IN (SELECT entity FROM stale) GROUP BY m.entity, m.read_as, m.text
        ORDER BY m.entity, m.read_as, count(*) DESC, length(m.text) DESC, m.text"""
    for entity, rows in groupby(connection.execute(query), key=itemgetter(0)):
        reads = groupby(rows, key=itemgetter(1, 2))
        yield entity, [(read_as, kind, [row[3] for row in forms]) for (read_as, kind), forms in reads]


def refresh_entities(connection: sqlite3.Connection) -> None:
    """Make the rows of all stale entities, their names and search keys anew; only names that changed are written."""
    connection.execute("DELETE FROM entities WHERE id IN (SELECT entity FROM stale)")
    old: dict[str, dict[str, int]] = defaultdict(dict)
    for entity, name, ident in connection.execute(
        "SELECT entity, name, id FROM names WHERE entity IN (SELECT entity FROM stale)"
    ):
        old[entity][name] = ident
    counts = connection.execute("""
        SELECT m.entity, i.type, count(*), count(DISTINCT m.article), min(a.published), max(a.published)
        FROM mentions m JOIN articles a ON a.id = m.article JOIN ids i ON i.read_as = m.entity
        WHERE m.entity IN (SELECT entity FROM stale) GROUP BY m.entity ORDER BY m.entity""").fetchall()
    forms = connection.execute(
        "SELECT entity, text, count(*) FROM mentions WHERE entity IN (SELECT entity FROM stale)"
        " GROUP BY entity, text ORDER BY entity"
    )
    written = ((entity, {text: count for _, text, count in rows}) for entity, rows in groupby(forms, itemgetter(0)))
    tally: Counter[str] = Counter()
    for (entity, kind, mentions, *seen), (_, texts) in zip(counts, written, strict=True):
        known = connection.execute("SELECT name, names, facts FROM known WHERE entity = ?", [entity]).fetchone()
        name, names, facts = known or ("", "[]", "{}")
        shown = name or max(texts, key=lambda text: (texts[text], len(text), [-ord(sign) for sign in text]))
        connection.execute(
            "INSERT INTO entities VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (entity, kind, shown, facts, mentions, *seen)
        )
        all_names = dict.fromkeys(json.loads(names), 0) | texts
        _write_names(connection, entity, all_names, mentions, old.pop(entity, {}), tally)
    for gone in old.values():
        _drop_names(connection, gone, tally)
    connection.executemany(
        "INSERT INTO tallies VALUES (?, ?) ON CONFLICT (gram) DO UPDATE SET names = names + excluded.names",
        sorted(tally.items()),
    )
    connection.execute("DELETE FROM tallies WHERE names = 0")


def _write_names(  # noqa: PLR0913, PLR0917 - what a name's rows are made of
    connection: sqlite3.Connection,
    entity: str,
    names: dict[str, int],
    weight: int,
    old: dict[str, int],
    tally: Counter[str],
) -> None:
    for name in sorted(names):
        if ident := old.get(name):
            row = (names[name], weight, ident)
            connection.execute(
                "UPDATE names SET mentions = ?1, weight = ?2 WHERE id = ?3 AND (mentions, weight) <> (?1, ?2)", row
            )
            connection.execute("UPDATE sounds SET weight = ?2 WHERE name = ?3 AND weight <> ?2", row)
        else:
            _add_name(connection, (entity, name, key(name), names[name], weight), tally)
    _drop_names(connection, {name: ident for name, ident in old.items() if name not in names}, tally)


def _add_name(connection: sqlite3.Connection, row: tuple[str, str, str, int, int], tally: Counter[str]) -> None:
    _, name, folded, _, weight = row
    query = "INSERT INTO names (entity, name, folded, mentions, weight) VALUES (?, ?, ?, ?, ?)"
    ident = connection.execute(query, row).lastrowid
    grams = sorted(grams_of(folded))
    tally.update(grams)
    connection.executemany("INSERT INTO grams VALUES (?, ?)", [(gram, ident) for gram in grams])
    sounds = [(ident, *sound, weight) for sound in sounds_of(name)]
    connection.executemany("INSERT INTO sounds VALUES (?, ?, ?, ?)", sounds)


def _drop_names(connection: sqlite3.Connection, names: dict[str, int], tally: Counter[str]) -> None:
    for name, ident in names.items():
        grams = grams_of(key(name))
        tally.subtract(grams)
        connection.executemany("DELETE FROM grams WHERE gram = ? AND name = ?", [(gram, ident) for gram in grams])
        connection.execute("DELETE FROM sounds WHERE name = ?", [ident])
        connection.execute("DELETE FROM names WHERE id = ?", [ident])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
