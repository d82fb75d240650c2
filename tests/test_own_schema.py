"""Types, names and cues of one's own, without touching Python."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import pipeline
from pipeline.records import Mention, Named, Range
from pipeline.schema import BUILT_IN

TYPES = """
[entities.FAB]
prefix = "fab"
zh = "晶圆厂"
en = "fab"
color = "#445566"

[relations.built-in]
ends = [["FAB", "COMPANY"]]
zh = "承建"
en = "built in"
color = "#778899"
"""
NAMES = "id,name,aliases,city\nfab:linhai-1,临海一厂,Linhai Fab 1|臨海第一晶圓廠,临海\n"
CUES = """
[[built-in]]
frame = "{H}~由{T}{cue}"
cue = "承建|建造"
confidence = 0.9
"""
TEXT = "据介绍，临海一厂将由台积电承建。臨海第一晶圓廠很大，微软已采购H100。"


@pytest.fixture
def settings_file(tmp_path: Path) -> Path:
    """Return settings that name a schema, a lexicon and a cue table of one's own."""
    (tmp_path / "schema.toml").write_text(BUILT_IN.read_text(encoding="utf-8") + TYPES, encoding="utf-8")
    (tmp_path / "names.csv").write_text(NAMES, encoding="utf-8")
    (tmp_path / "cues.toml").write_text(CUES, encoding="utf-8")
    path = tmp_path / "run.toml"
    path.write_text('schema = "schema.toml"\nlexicons = ["names.csv"]\ncues = ["cues.toml"]\n', encoding="utf-8")
    return path


def test_a_type_and_a_relation_of_ones_own_are_read(settings_file: Path) -> None:
    """A new entity type, its names and a new relation are found beside the built-in ones."""
    found = pipeline.extract(TEXT, pipeline.load_config(settings_file))
    fabs = [mention for mention in found.mentions if mention.type == "FAB"]
    assert fabs == [
        Mention(4, 8, "临海一厂", "FAB", "fab:linhai-1", fabs[0].made_by),
        Mention(16, 23, "臨海第一晶圓廠", "FAB", "fab:linhai-1", fabs[1].made_by),
    ]
    assert Named("fab:linhai-1", "FAB", "临海一厂") in found.entities
    stated = {(r.head, r.relation, r.tail): r for r in found.relations}
    built = stated["fab:linhai-1", "built-in", "company:tsmc"]
    assert (built.modality, built.evidence, built.cue) == ("planned", Range(0, 16), Range(13, 15))
    assert built.confidence == 0.9
    assert ("company:microsoft", "buys", "chip:h100") in stated


def test_without_them_the_same_text_has_neither() -> None:
    """The built-in schema knows no fab and no such relation: the settings alone brought them."""
    found = pipeline.extract(TEXT)
    assert {mention.type for mention in found.mentions} == {"COMPANY", "CHIP"}
    assert {relation.relation for relation in found.relations} == {"buys"}


def test_the_command_takes_the_same_settings(settings_file: Path) -> None:
    """``extract --config`` prints the new mention and the new relation."""
    command = [sys.executable, "-X", "utf8", "-m", "pipeline", "extract", "--config", str(settings_file)]
    done = subprocess.run([*command, "--text", TEXT], check=True, capture_output=True, encoding="utf-8")
    document = json.loads(done.stdout)
    assert [m["text"] for m in document["mentions"] if m["type"] == "FAB"] == ["临海一厂", "臨海第一晶圓廠"]
    assert "built-in" in {relation["relation"] for relation in document["relations"]}


def test_a_schema_may_leave_out_built_in_types(tmp_path: Path) -> None:
    """A schema of new types alone works: our tables for types it does not have say nothing."""
    (tmp_path / "schema.toml").write_text(
        '[entities.FAB]\n[relations.near]\nends = [["FAB", "FAB"]]\nsymmetric = true\n', encoding="utf-8"
    )
    (tmp_path / "names.csv").write_text("name,type\n临海一厂,FAB\n临海二厂,FAB\n", encoding="utf-8")
    (tmp_path / "cues.toml").write_text('[[near]]\nframe = "{A}{cue}{B}"\ncue = "毗邻"\n', encoding="utf-8")
    config = pipeline.Config(
        schema=tmp_path / "schema.toml", lexicons=(tmp_path / "names.csv",), cues=(tmp_path / "cues.toml",)
    )
    found = pipeline.extract("临海一厂毗邻临海二厂，台积电董事长王小明表示，该公司满意。", config)
    assert [mention.text for mention in found.mentions] == ["临海一厂", "临海二厂"]
    assert [(r.relation, r.modality) for r in found.relations] == [("near", "asserted")]
