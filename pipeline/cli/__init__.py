"""The command line: one function a command, which parses, calls and prints; a file for each family of commands."""

from __future__ import annotations

import sys

import typer

from pipeline.cli.check import check
from pipeline.cli.draw import draw
from pipeline.cli.evaluate import evaluate
from pipeline.cli.export import export
from pipeline.cli.extract import extract
from pipeline.cli.lexicon import check_lexicon
from pipeline.cli.lookup import evidence, explain, lookup, search
from pipeline.cli.questions import changes, compare, neighbours, path, timeline, top
from pipeline.cli.report import report
from pipeline.cli.review import review
from pipeline.cli.run import run
from pipeline.cli.serve import serve
from pipeline.cli.train import train, train_pairs
from pipeline.errors import PipelineError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="XinPu 芯谱: Chinese articles in, a knowledge graph with evidence out.",
)
_READ = (run, extract)
_ASK = (lookup, search, explain, evidence, neighbours, path, timeline, compare, top, changes, serve)
_WORK = (review, check_lexicon, export, draw, report, check, evaluate, train, train_pairs)
for command in (*_READ, *_ASK, *_WORK):
    app.command()(command)


def main() -> None:
    """Run the command line; the input's faults are one line on standard error."""
    try:
        app()
    except PipelineError as error:
        print(f"xinpu: {error}", file=sys.stderr)
        sys.exit(error.exit_status)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
