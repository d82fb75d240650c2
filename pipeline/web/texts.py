"""The interface's two languages: texts as data, and which of them a request asks for."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).with_name("texts.toml")
#: The languages of the interface, that of the corpus first.
LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one language; a text that is missing is a KeyError, never silence."""

    language: str
    by_name: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.by_name[name]

    def of(self, family: str, name: str) -> str:
        """Return the text of one of a family (``modality``, ``planned``), or its name where it has none."""
        return self.by_name.get(f"{family}_{name}", name)


def load_texts() -> dict[str, Texts]:
    """Return the texts of each language."""
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {language: Texts(language, tables[language]) for language in LANGUAGES}


def preferred(header: str) -> str:
    """Return the language that an Accept-Language header likes best; Chinese when it names neither."""
    ranked = []
    for place, part in enumerate(header[:200].split(",")):
        tag, _, quality = part.strip().partition(";")
        language = tag.split("-")[0].lower()
        if language in LANGUAGES:
            ranked.append((-_quality(quality), place, language))
    return min(ranked)[2] if ranked else LANGUAGES[0]


def _quality(text: str) -> float:
    name, _, value = text.strip().partition("=")
    try:
        return float(value) if name == "q" else 1.0
    except ValueError:
        return 0.0
