"""`xinpu review`: what is worth a person's look, as a table to decide in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import ConfigOption, StoreOption


def review(
    store: StoreOption = Path("outputs"),
    to: Annotated[Path | None, typer.Option(metavar="FILE", help="Where the table goes; review.csv in --in.")] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="Rows of each kind at most.")] = 200,
    config: ConfigOption = None,
) -> None:
    """Write a table of doubtful merges, relations and names, to decide in and hand to `run --decisions`."""
    from pipeline.config import load_config
    from pipeline.knowledge.lexicon import load_lexicon
    from pipeline.review.table import review_rows, write_review
    from pipeline.store import Store

    settings = load_config(config)
    table = to or store / "review.csv"
    with Store(store / "knowledge.sqlite") as opened:
        lexicon = load_lexicon(settings.schema, settings.lexicons)
        written = write_review(review_rows(opened, lexicon, limit), table)
    print(f"{written} rows in {table}; fill the column decision, then: xinpu run … --decisions {table}")
