"""Names as people write them lead to their entities, and names that look alike are kept apart."""

from __future__ import annotations

import csv
import re
import tomllib
from pathlib import Path

import pytest

import pipeline
from pipeline.knowledge.lexicon import load_lexicon
from pipeline.knowledge.tables import split

_MARK = re.compile(r"\[(?P<name>[^\]]+)\]")
_HERE = Path(__file__).parent
_TABLES: dict[str, dict[str, list[str]]] = tomllib.loads((_HERE / "aliases.toml").read_text(encoding="utf-8"))
_FORMS = [(form, ident) for table in _TABLES.values() for ident, forms in table.items() for form in forms]
with (_HERE / "traps.csv").open(encoding="utf-8", newline="") as _file:
    _TRAPS = list(csv.DictReader(_file))


def _resolves(form: str, ident: str) -> bool:
    mark = _MARK.search(form)
    start, name, text = (mark.start(), mark["name"], _MARK.sub(r"\g<name>", form)) if mark else (0, form, form)
    return any((m.start, m.text, m.entity) == (start, name, ident) for m in pipeline.extract(text).mentions)


def test_forms_and_traps_are_many_and_of_known_entities() -> None:
    """At least 600 different surface forms and 150 traps, and every id in them is in our tables."""
    known = load_lexicon().entries.keys()
    assert len(set(_FORMS)) == len(_FORMS) >= 600
    assert len({row["text"] for row in _TRAPS}) == len(_TRAPS) >= 150
    assert [ident for _, ident in _FORMS if ident not in known] == []
    named = [ident for row in _TRAPS for cell in (row["has"], row["never"]) for ident in split(cell)]
    assert [ident for ident in named if ident not in known] == []


@pytest.mark.slow
def test_surface_forms_lead_to_their_entity() -> None:
    """Of scripts, cases, widths, nicknames, tickers, transliterations and registered names 98 % resolve."""
    wrong = [f"{ident}: {form}" for form, ident in _FORMS if not _resolves(form, ident)]
    assert 1 - len(wrong) / len(_FORMS) >= 0.98, wrong


@pytest.mark.slow
def test_no_trap_is_merged_wrongly() -> None:
    """Subsidiaries, namesakes and everyday words never become the entity they look like, and real names stay."""
    wrong = []
    for row in _TRAPS:
        found = {mention.entity for mention in pipeline.extract(row["text"]).mentions}
        if found & set(split(row["never"])) or set(split(row["has"])) - found:
            wrong.append(f"{row['text']}  read: {sorted(found)}")
    assert wrong == []
