"""Train the recogniser from a checked-in config, and write it with its model card."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config

from pipeline.errors import ConfigError
from pipeline.train import examples  # noqa: F401 - it registers the readers that the config names

CONFIG = Path(__file__).with_name("recogniser.cfg")


@dataclass(frozen=True, slots=True)
class Data:
    """Files to train on: annotated, silver, with only some names labelled; ``dev`` is watched, not learnt from."""

    gold: Sequence[Path]
    silver: Sequence[Path] = ()
    partial: Sequence[Path] = ()
    dev: Sequence[Path] = ()


def train_recogniser(
    data: Data, output: Path, settings: Path = CONFIG, overrides: Mapping[str, Any] | None = None
) -> None:
    """Train and write a spaCy pipeline to the folder ``output``; its old content is replaced only at the end."""
    paths = {
        f"paths.{part}": [str(path) for path in getattr(data, part)] for part in ("gold", "silver", "partial", "dev")
    }
    if not data.dev:
        paths["paths.dev"] = paths["paths.gold"]
    try:
        config = load_config(settings, overrides={**paths, **(overrides or {})}, interpolate=True)
    except (OSError, ValueError) as error:
        raise ConfigError(f"{settings}: this training config cannot be read: {error}") from error
    nlp = init_nlp(config)
    nlp.meta["name"] = "xinpu_recogniser"
    nlp.meta["xinpu_words"] = True
    with tempfile.TemporaryDirectory() as folder:
        train(nlp, Path(folder))
        _put(Path(folder) / "model-last", output)


def _put(made: Path, output: Path) -> None:
    if output.exists():
        shutil.rmtree(output)
    output.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(made, output)
