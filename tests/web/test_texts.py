"""The interface's texts."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.lookup import CHANGES, KINDS
from pipeline.records import ATTRIBUTE_KINDS, MODALITIES
from pipeline.web.texts import load_texts, preferred

TEMPLATES = Path(__file__).parents[2] / "pipeline" / "web" / "templates"


def test_both_languages_have_the_same_texts() -> None:
    """A text has a Chinese and an English form with the same places to fill."""
    texts = load_texts()
    chinese, english = texts["zh"].by_name, texts["en"].by_name
    assert list(chinese) == list(english)
    for name, text in chinese.items():
        assert set(re.findall(r"\{\d\}", text)) == set(re.findall(r"\{\d\}", english[name])), name


def test_every_text_is_used_and_every_used_text_is_there() -> None:
    """The templates name texts that exist; none is left over."""
    source = "".join(file.read_text(encoding="utf-8") for file in TEMPLATES.glob("*.html"))
    known = set(load_texts()["zh"].by_name)
    named = set(re.findall(r"\bt\.([a-z_0-9]+)", source)) - {"of", "language", "by_name"}
    families = set(re.findall(r't\.of\("([a-z]+)"', source)) | {"aspect", "direction", "language"}
    assert named <= known
    assert {name for name in known - named if name.split("_")[0] not in families} == set()


def test_what_the_records_distinguish_has_a_name() -> None:
    """Kinds of match, changes, modalities and attributes are told in words."""
    texts = load_texts()["en"]
    for family, names in (
        ("kind", KINDS),
        ("change", CHANGES),
        ("modality", MODALITIES),
        ("attribute", ATTRIBUTE_KINDS),
    ):
        for name in names:
            assert f"{family}_{name}" in texts.by_name


def test_chinese_is_the_language_of_those_who_name_none() -> None:
    """An empty, foreign or broken header means Chinese."""
    assert [preferred(header) for header in ("", "fr-FR", "*;q=", ";;,,=")] == ["zh"] * 4
