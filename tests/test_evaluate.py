"""Scores as the guidelines define them."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from by_hand import SCHEMA, States, article

import pipeline
from pipeline.errors import ConfigError
from pipeline.evaluate import read_gold, score
from pipeline.records import Article, Extraction

GOLD = article(
    "[微软|company:microsoft]采购[H100|chip:h100]，与[AMD|company:amd]竞争。",
    States("company:microsoft", "buys", "chip:h100", "planned"),
    States("company:amd", "competes-with", "company:microsoft"),
)


def test_a_perfect_extraction_scores_one() -> None:
    """The gold against itself has F1 1 everywhere."""
    figures = score([GOLD], [GOLD], SCHEMA).as_dict()
    assert figures["entities"]["all"]["f1"] == figures["relations"]["all"]["f1"] == figures["modality_accuracy"] == 1.0


def test_symmetric_relations_count_in_either_direction() -> None:
    """Head and tail of a rivalry may change places."""
    turned = tuple(replace(r, head=r.tail, tail=r.head) if r.relation == "competes-with" else r for r in GOLD.relations)
    figures = score([GOLD], [replace(GOLD, relations=turned)], SCHEMA).as_dict()
    assert figures["relations"]["competes-with"]["f1"] == 1.0


def test_negated_relations_are_left_out_but_judged_for_modality() -> None:
    """A planned purchase read as negated is missed, and wrong in modality."""
    denied = tuple(replace(r, modality="negated") if r.relation == "buys" else r for r in GOLD.relations)
    figures = score([GOLD], [replace(GOLD, relations=denied)], SCHEMA).as_dict()
    assert figures["relations"]["buys"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "tp": 0, "fp": 0, "fn": 1}
    assert figures["modality_accuracy"] == 0.5


def test_a_missing_document_counts_as_empty() -> None:
    """Nothing found is recall 0, not an error."""
    figures = score([GOLD], [], SCHEMA).as_dict()
    assert figures["entities"]["all"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "tp": 0, "fp": 0, "fn": 3}


def test_a_bad_gold_line_is_named(tmp_path: Path) -> None:
    """The error names the file and the line."""
    path = tmp_path / "gold.jsonl"
    path.write_text(GOLD.to_json() + "\n{}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"gold\.jsonl:2: no annotated document"):
        read_gold(path)
    with pytest.raises(ConfigError, match="cannot be read"):
        read_gold(tmp_path / "none.jsonl")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["dev", "seed"])
def test_the_figures_equal_those_of_the_golds_own_scorer(name: str, gold_folder: Path, tmp_path: Path) -> None:
    """On the same output both programs print the same figures."""
    gold = gold_folder / f"{name}.gold.jsonl"
    documents = read_gold(gold)
    from pipeline.language.extraction import extract_article  # noqa: PLC0415 - heavy, and needed here alone

    found: list[Extraction] = [extract_article(Article(d.id, d.title, d.text, d.source)) for d in documents]
    system = tmp_path / "system.jsonl"
    system.write_text("".join(one.to_json() + "\n" for one in found), encoding="utf-8")
    command = [sys.executable, str(gold_folder / "score.py"), str(gold), str(system), "--json"]
    theirs = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout)
    assert score(documents, found, pipeline.load_schema()).as_dict() == theirs
