"""`xinpu check-lexicon`: which rows of a user's lexicon cannot take effect, and why."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import ConfigOption, JsonOption


def check_lexicon(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Tables of names, as --lexicon takes them.")],
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell which rows of a table of names cannot take effect, and why; exit status 1 if there are any."""
    from pipeline.config import load_config
    from pipeline.lexicon_check.checking import check_lexicon as look
    from pipeline.schema import load_schema

    settings = load_config(config)
    schema = load_schema(settings.schema)
    beside = {file: tuple(one for one in settings.lexicons if one.resolve() != file.resolve()) for file in files}
    found = [(file, one) for file in files for one in look(file, schema, beside[file])]
    if as_json:
        rows = [{"file": str(file), **asdict(one), "loss": one.loss} for file, one in found]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for file, one in found:
            print(one.told(str(file)))
    if any(one.loss for _, one in found):
        raise typer.Exit(1)
