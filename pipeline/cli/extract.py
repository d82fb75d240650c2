"""`xinpu extract`: what is found in articles, printed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import ConfigOption


def extract(
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE…", help="Articles: .txt, .md, .jsonl.")] = None,
    text: Annotated[str | None, typer.Option(metavar="TEXT", help="Extract from this text instead.")] = None,
    show: Annotated[bool, typer.Option("--show", help="For people: names marked, relations with their words.")] = False,
    config: ConfigOption = None,
) -> None:
    """Print what is found in articles, one JSON extraction a line."""
    from pipeline.config import load_config
    from pipeline.engine.local import extract_all
    from pipeline.errors import ConfigError
    from pipeline.reading.files import read_paths
    from pipeline.records import Article, Failure
    from pipeline.show import show_extraction

    if bool(files) == (text is not None):
        raise ConfigError("extract: name files or give --text, one of the two")
    items = list(read_paths(files or [])) if text is None else [Article("text", "", text, "--text")]
    failures = [item for item in items if isinstance(item, Failure)]
    articles = (item for item in items if isinstance(item, Article))
    for result in extract_all(articles, load_config(config)):
        if isinstance(result, Failure):
            failures.append(result)
        elif show:
            print("\n".join(show_extraction(result)))
        else:
            print(result.to_json())
    for failure in failures:
        print(f"xinpu: {failure.reason}", file=sys.stderr)
    if failures:
        raise typer.Exit(1)
