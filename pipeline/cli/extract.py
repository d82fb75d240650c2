"""`xinpu extract`: what is found in articles, printed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import ConfigOption, LexiconOption, configured

if TYPE_CHECKING:
    from pipeline.records import Failure


def extract(
    files: Annotated[list[str] | None, typer.Argument(metavar="FILE…", help="Articles; - is standard input.")] = None,
    text: Annotated[str | None, typer.Option(metavar="TEXT", help="Extract from this text instead.")] = None,
    show: Annotated[bool, typer.Option("--show", help="For people: names marked, relations with their words.")] = False,
    config: ConfigOption = None,
    lexicon: LexiconOption = None,
) -> None:
    """Print what is found in articles, one JSON extraction a line."""
    from pipeline.engine.local import extract_all
    from pipeline.errors import ConfigError
    from pipeline.reading.files import read_paths
    from pipeline.records import Article, Failure
    from pipeline.show import show_extraction

    if bool(files) == (text is not None):
        raise ConfigError("extract: name files or give --text, one of the two")
    settings = configured(config, lexicon)
    failures: list[Failure] = []

    def articles() -> Iterator[Article]:
        for item in (
            [Article("text", "", text, "--text")] if text is not None else read_paths(files or [], settings.columns)
        ):
            if isinstance(item, Failure):
                _complain(item, failures)
            else:
                yield item

    for result in extract_all(articles(), settings):
        if isinstance(result, Failure):
            _complain(result, failures)
        elif show:
            print("\n".join(show_extraction(result)))
        else:
            print(result.to_json())
    if failures:
        raise typer.Exit(1)


def _complain(failure: Failure, failures: list[Failure]) -> None:
    print(f"xinpu: {failure.reason}", file=sys.stderr)
    failures.append(failure)
