"""Training data as it is read."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest
from spacy.lang.zh import Chinese

from pipeline.errors import ConfigError
from pipeline.train.examples import Examples, passages
from pipeline.train.labelled import Labelled, read_labelled
from pipeline.train.recipe import read_recipe

TEXT = "蓝鲸智算采购了H100。"
RNG = random.Random(0)


def _line(*mentions: tuple[int, int, str, float]) -> str:
    found = [{"start": a, "end": b, "type": kind, "score": score} for a, b, kind, score in mentions]
    return json.dumps({"id": "a", "text": TEXT, "mentions": found}, ensure_ascii=False) + "\n"


def test_silver_mentions_are_names_unsure_or_nothing_by_their_score(tmp_path: Path) -> None:
    """A sure mention is learnt, a doubtful one is left open, an unlikely one is no name."""
    path = tmp_path / "silver.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(_line((0, 4, "COMPANY", 0.95), (4, 6, "PERSON", 0.4), (7, 11, "CHIP", 0.1)))
    assert list(read_labelled(path)) == [Labelled("a", TEXT, ((0, 4, "COMPANY"),), ((4, 6),))]


def test_finre_sentences_are_read_once_with_all_their_companies(tmp_path: Path) -> None:
    """Several pairs of one sentence are one partial text; a name inside a longer one is the longer's."""
    path = tmp_path / "train.txt"
    sentence = "蓝鲸科技拟收购蓝鲸"
    path.write_text(f"蓝鲸科技\t蓝鲸\tunknown\t{sentence}\n\n蓝鲸\t蓝鲸科技\tunknown\t{sentence}\n", encoding="utf-8")
    (found,) = read_labelled(path)
    assert set(found.names) == {(0, 4, "COMPANY"), (7, 9, "COMPANY")}
    assert not found.complete


@pytest.mark.parametrize("line", ["{}", "[]", "no json", '{"id": "a", "text": 3, "mentions": []}'])
def test_a_line_that_is_no_document_is_named(line: str, tmp_path: Path) -> None:
    """The error tells file, line and what would do."""
    path = tmp_path / "gold.jsonl"
    path.write_text(_line() + line + "\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"gold\.jsonl:2: no labelled document"):
        list(read_labelled(path))
    with pytest.raises(ConfigError, match="cannot be read"):
        list(read_labelled(tmp_path / "none.jsonl"))


def test_passages_cut_at_line_ends_and_keep_offsets() -> None:
    """The pieces give the text back, and each name stands where it stood."""
    text = "甲乙丙\n" * 5
    labelled = Labelled("a", text, tuple((at, at + 3, "PERSON") for at in range(0, 20, 4)), ((4, 5),))
    pieces = list(passages(labelled, 6))
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.text[a:b] for piece in pieces for a, b, _ in piece.names] == ["甲乙丙"] * 5
    assert len(pieces) > 1


def test_examples_leave_open_what_the_labels_do_not_say() -> None:
    """Outside the names of a partial text nothing is learnt; in a complete one it is no name."""
    maker = Examples(Chinese())
    for complete, outside in ((True, "O"), (False, "-")):
        example = maker.make(Labelled("a", TEXT, ((7, 11, "CHIP"),), complete=complete), 0.0, RNG)
        tags = dict(zip([t.text for t in example.predicted], example.get_aligned_ner(), strict=True))
        assert tags["H100"] == "U-CHIP"
        assert tags["采购"] == (outside if complete else None)


def test_of_overlapping_names_the_longer_is_learnt() -> None:
    """A label inside another one is left out, not a fault."""
    example = Examples(Chinese()).make(Labelled("a", TEXT, ((0, 4, "COMPANY"), (2, 4, "CHIP"))), 0.0, RNG)
    assert {tag.partition("-")[2] for tag in example.get_aligned_ner() if tag not in {"O", None}} == {"COMPANY"}


def test_all_of_a_text_can_be_hidden_from_the_tables() -> None:
    """With a share of one no word is told to be in the lexicon; with none the known ones are."""
    maker = Examples(Chinese())
    labelled = Labelled("a", "英伟达采购H100。", ((0, 3, "COMPANY"), (5, 9, "CHIP")))
    shown = maker.make(labelled, 0.0, RNG).predicted
    hidden = maker.make(labelled, 1.0, RNG).predicted
    assert [t.lemma_ for t in shown if t.lemma_ != "O"] == ["B-COMPANY-lexicon", "B-CHIP-lexicon"]
    assert {t.lemma_ for t in hidden} == {"O"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no gold"),
        ("gold = 3", "gold 3; a list of files"),
        ('gold = ["none.jsonl"]', "gold: no such file: 'none.jsonl'"),
        ('godl = ["a"]', "unknown key 'godl'; known keys: gold, silver, partial, dev, notes"),
        ("notes = 3", "notes 3; a table"),
        ("gold = [", "cannot be read"),
    ],
)
def test_a_recipe_that_cannot_work_is_refused(text: str, message: str, tmp_path: Path) -> None:
    """Each refusal names the recipe, the value and what would do."""
    path = tmp_path / "recipe.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=message):
        read_recipe(path)


def test_a_recipes_paths_are_taken_from_its_folder(tmp_path: Path) -> None:
    """A recipe can be moved together with its data."""
    (tmp_path / "a.jsonl").touch()
    path = tmp_path / "recipe.toml"
    path.write_text('gold = ["a.jsonl"]\n[notes]\n"a.jsonl" = "own"\n', encoding="utf-8")
    recipe = read_recipe(path)
    assert recipe.gold == (tmp_path / "a.jsonl",)
    assert recipe.notes == {"a.jsonl": "own"}
