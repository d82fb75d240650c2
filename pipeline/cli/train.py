"""`xinpu train`, `xinpu train-pairs`: learn weights from annotated documents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import ConfigOption


def train(
    recipe: Annotated[Path, typer.Argument(metavar="RECIPE", help="The files to train on, a TOML file.")],
    output: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the model and its card go.")],
    settings: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A spaCy training config; ours if none.")
    ] = None,
    steps: Annotated[int | None, typer.Option(metavar="N", min=1, help="Steps, in place of the config's.")] = None,
) -> None:
    """Train a recogniser of names. It is used by ``model = "FOLDER"`` in a settings file."""
    from pipeline.train.recipe import read_recipe
    from pipeline.train.recogniser import CONFIG, train_recogniser

    overrides = {} if steps is None else {"training.max_steps": steps, "training.eval_frequency": steps}
    scores = train_recogniser(read_recipe(recipe), output, settings or CONFIG, overrides)
    for kind, row in sorted(scores.items()):
        print(f"{kind:10} P {row['p']:.3f}  R {row['r']:.3f}  F1 {row['f']:.3f}")
    print(f"written to {output}; use it by model = {str(output)!r} in a settings file")


def train_pairs(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Annotated documents, JSON lines.")],
    output: Annotated[Path, typer.Option(metavar="FILE", help="Where the weights go, an .npz file.")],
    config: ConfigOption = None,
) -> None:
    """Train the reader of relations between pairs of names; its scores are on folds left out."""
    from pipeline.config import load_config
    from pipeline.train_pairs import train_pairs as learn

    for relation, count in learn(gold, output, load_config(config)).items():
        row = count.scores
        print(f"{relation:14} P {row['p']:.3f}  R {row['r']:.3f}  F1 {row['f1']:.3f}")
    print(f"written to {output}")
