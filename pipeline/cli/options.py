"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

ConfigOption = Annotated[Path | None, typer.Option("--config", metavar="FILE", help="Settings, a TOML file.")]
StoreOption = Annotated[Path, typer.Option("--in", metavar="FOLDER", help="What a run left.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
LimitOption = Annotated[int, typer.Option(metavar="N", min=1, help="At most N.")]
TypesOption = Annotated[list[str] | None, typer.Option("--type", metavar="TYPE", help="COMPANY …; repeatable.")]
