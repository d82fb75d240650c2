"""Training end to end, on a few sentences of our own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import pipeline
from pipeline.config import Config, Model
from pipeline.errors import ConfigError
from pipeline.train.recipe import Recipe
from pipeline.train.recogniser import train_recogniser

NAMES = ["蓝鲸智算", "白泽芯能", "青鸾数能", "赤霄微芯", "玄武算云", "朱雀光电"]
FEW = {
    "training.max_steps": 150,
    "training.eval_frequency": 150,
    "training.batcher.size": 60,
    "training.optimizer.learn_rate.warmup_steps": 2,
    "corpora.train.gold.copies": 8,
}


@pytest.fixture(scope="module")
def recipe(tmp_path_factory: pytest.TempPathFactory) -> Recipe:
    """Return a recipe of sentences in which invented companies raise money."""
    path = tmp_path_factory.mktemp("data") / "gold.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for name in NAMES:
            document = {
                "id": name,
                "text": f"{name}宣布完成融资。",
                "mentions": [{"start": 0, "end": 4, "type": "COMPANY"}],
            }
            file.write(json.dumps(document, ensure_ascii=False) + "\n")
    return Recipe((path,), dev=(path,), notes={"gold.jsonl": "our own sentences"})


@pytest.mark.slow
def test_training_learns_and_writes_a_model_with_its_card(recipe: Recipe, tmp_path: Path) -> None:
    """Names that no table has are found after training; the card names data, licence and scores."""
    train_recogniser(recipe, tmp_path / "model", overrides=FEW)
    model = Config(model=Model(str(tmp_path / "model")))
    found = [m.text for name in NAMES for m in pipeline.extract(f"{name}宣布完成融资。", model).mentions]
    assert found == NAMES
    card = (tmp_path / "model" / "README.md").read_text(encoding="utf-8")
    assert "| gold | gold.jsonl | 6 | 6 |" in card
    assert "our own sentences" in card
    assert "| COMPANY | " in card


@pytest.mark.slow
def test_the_same_data_and_seed_give_the_same_weights(recipe: Recipe, tmp_path: Path) -> None:
    """Two trainings write the same bytes of weights; another seed writes others."""
    weights = []
    for name, seed in (("a", 0), ("b", 0), ("c", 1)):
        train_recogniser(recipe, tmp_path / name, overrides=FEW | {"training.max_steps": 10, "system.seed": seed})
        weights.append((tmp_path / name / "ner" / "model").read_bytes())
    assert weights[0] == weights[1] != weights[2]


@pytest.mark.slow
def test_the_command_trains_from_a_recipe(recipe: Recipe, tmp_path: Path) -> None:
    """`xinpu train RECIPE --output FOLDER` prints scores and says how the model is used."""
    path = tmp_path / "recipe.toml"
    path.write_text(f'gold = ["{recipe.gold[0]}"]\ndev = ["{recipe.gold[0]}"]\n', encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pipeline",
        "train",
        str(path),
        "--output",
        str(tmp_path / "model"),
        "--steps",
        "5",
    ]
    done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    assert "COMPANY" in done.stdout
    assert f"written to {tmp_path / 'model'}" in done.stdout


def test_a_training_config_that_cannot_be_read_is_named(recipe: Recipe, tmp_path: Path) -> None:
    """A missing config is a fault of the input, told before anything is trained."""
    with pytest.raises(ConfigError, match=r"none\.cfg: this training config cannot be read"):
        train_recogniser(recipe, tmp_path / "model", tmp_path / "none.cfg")


def test_a_training_config_that_makes_no_sense_is_named(recipe: Recipe, tmp_path: Path) -> None:
    """A wrong value is told with its place, and no folder is written."""
    with pytest.raises(ConfigError, match=r"recogniser\.cfg: .*total_steps"):
        train_recogniser(recipe, tmp_path / "model", overrides={"training.max_steps": "many"})
    assert not (tmp_path / "model").exists()
