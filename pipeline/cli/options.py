"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.config import Config

ConfigOption = Annotated[Path | None, typer.Option("--config", metavar="FILE", help="Settings, a TOML file.")]
LexiconOption = Annotated[
    list[Path] | None, typer.Option("--lexicon", metavar="FILE", help="A table of names beside ours; repeatable.")
]
StoreOption = Annotated[Path, typer.Option("--in", metavar="FOLDER", help="What a run left.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
LimitOption = Annotated[int, typer.Option(metavar="N", min=1, help="At most N.")]
TypesOption = Annotated[list[str] | None, typer.Option("--type", metavar="TYPE", help="COMPANY …; repeatable.")]


def configured(config: Path | None, lexicons: list[Path] | None = None) -> Config:
    """Return the settings of a file, or the defaults, with further lexicons after those it names."""
    from dataclasses import replace

    from pipeline.config import load_config

    settings = load_config(config)
    return replace(settings, lexicons=(*settings.lexicons, *lexicons)) if lexicons else settings
