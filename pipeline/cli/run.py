"""`xinpu run`: the main job."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import ConfigOption

if TYPE_CHECKING:
    from pipeline.engine.batch import Summary


def run(
    corpus: Annotated[list[Path], typer.Argument(metavar="FOLDER…", help="Folders of articles, or files.")],
    output: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the results go.")] = Path("outputs"),
    config: ConfigOption = None,
    workers: Annotated[int | None, typer.Option(metavar="N", help="Processes that extract.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress bar and no summary.")] = False,
) -> None:
    """Extract from articles and write the store, the graph and the tables."""
    from dataclasses import replace

    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from pipeline.config import load_config
    from pipeline.engine.batch import run as run_batch

    settings = load_config(config)
    if workers is not None:
        settings = replace(settings, workers=workers)
    columns = (TextColumn("extracting 抽取"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, disable=quiet, transient=False) as bar:
        task = bar.add_task("", total=None)
        summary = run_batch(corpus, output, settings, lambda done, all_: bar.update(task, completed=done, total=all_))
    if not quiet:
        _print_summary(summary, output)
    if summary.failures:
        raise typer.Exit(1)


def _print_summary(summary: Summary, output: Path) -> None:
    def counted(counts: dict[str, int]) -> str:
        return ", ".join(f"{name} {count}" for name, count in counts.items()) or "none"

    print(f"articles 文章    {summary.articles}")
    print(f"mentions 提及    {summary.mentions}")
    print(f"entities 实体    {counted(summary.entities)}")
    print(f"relations 关系   {counted(summary.relations)}")
    print(f"modality 情态    {counted(summary.modalities)}")
    print(f"failures 失败    {summary.failures}" + (f", see {output / 'failures.csv'}" if summary.failures else ""))
    print("files 文件")
    for name in summary.files:
        print(f"  {output / name}")
    print(f"Open {output / 'graph.graphml'} in Gephi (File > Open), then show labels with a font that has Chinese.")
