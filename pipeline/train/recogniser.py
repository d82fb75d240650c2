"""Train the recogniser from a checked-in config, and write it with its model card."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from spacy.about import __version__ as spacy_version
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config
from thinc.api import ConfigValidationError

from pipeline.errors import ConfigError
from pipeline.train import examples  # noqa: F401 - it registers the readers that the config names
from pipeline.train.card import card
from pipeline.train.recipe import Recipe

CONFIG = Path(__file__).with_name("recogniser.cfg")


def train_recogniser(
    data: Recipe, output: Path, settings: Path = CONFIG, overrides: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Train, write a spaCy pipeline with its model card to the folder ``output``, and return the scores by type.

    The old content of ``output`` is replaced only when all is done. ConfigError when the config or data cannot be read.
    """
    try:
        config = load_config(settings, overrides={**_paths(data), **(overrides or {})}, interpolate=True)
    except (OSError, ValueError) as error:
        raise ConfigError(f"{settings}: this training config cannot be read: {error}") from error
    with tempfile.TemporaryDirectory() as folder:
        try:
            nlp = init_nlp(config)
            nlp.meta |= {"name": "xinpu_recogniser", "xinpu_words": True}
            train(nlp, Path(folder))
        except ConfigValidationError as error:
            faults = "; ".join(f"{' -> '.join(map(str, one['loc']))} {one['msg']}" for one in error.errors)
            raise ConfigError(f"{settings}: {error.desc or 'wrong values'}: {faults}") from error
        made = Path(folder) / "model-last"
        scores = json.loads((made / "meta.json").read_text(encoding="utf-8"))["performance"].get("ents_per_type") or {}
        text = card(asdict(data), scores if data.dev else {}, spacy_version)
        (made / "README.md").write_text(text, encoding="utf-8")
        _tidy(made)
        _put(made, output)
    return dict(scores)


def _paths(data: Recipe) -> dict[str, list[str]]:
    """Return the config's paths; without development data the annotated texts are watched."""
    paths = {f"paths.{part}": [str(path) for path in files] for part, files in asdict(data).items() if part != "notes"}
    return paths if data.dev else paths | {"paths.dev": paths["paths.gold"]}


def _tidy(made: Path) -> None:
    """Leave out the words of the training texts, which a network of hashes does not need, and the paths of its data."""
    shutil.rmtree(made / "vocab")
    config = load_config(made / "config.cfg")
    config["paths"] = dict.fromkeys(config["paths"])
    config["corpora"] = {}
    config.to_disk(made / "config.cfg")


def _put(made: Path, output: Path) -> None:
    if output.exists():
        shutil.rmtree(output)
    output.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(made, output)
