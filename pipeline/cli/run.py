"""`xinpu run`: the main job."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.options import ConfigOption, LexiconOption, configured

if TYPE_CHECKING:
    from pipeline.config import Config
    from pipeline.engine.batch import Summary

#: As shells have it for a program that Ctrl-C ended.
_INTERRUPTED = 130

Places = Annotated[
    list[str],
    typer.Argument(metavar="PLACE…", help="Folders, files, globs, addresses such as s3://…, or - for standard input."),
]
Column = Annotated[str | None, typer.Option(metavar="COLUMN", help="The column or key that holds it.")]


def run(  # noqa: PLR0913 - a command has the options it has
    corpus: Places,
    *,
    output: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the results go.")] = Path("outputs"),
    config: ConfigOption = None,
    lexicon: LexiconOption = None,
    workers: Annotated[int | None, typer.Option(metavar="N", help="Processes that extract.")] = None,
    text: Column = None,
    title: Column = None,
    published: Column = None,
    ident: Annotated[str | None, typer.Option("--id", metavar="COLUMN", help="The same.")] = None,
    source: Column = None,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Only articles of that day or later.")
    ] = None,
    limit: Annotated[int | None, typer.Option(metavar="N", min=0, help="At most so many articles this time.")] = None,
    decisions: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A review table to honour, now and in runs to come.")
    ] = None,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Try again what failed before.")] = False,
    engine: Annotated[
        str, typer.Option(metavar="local|spark", help="Extract on this machine, or on a cluster.")
    ] = "local",
    master: Annotated[str | None, typer.Option(metavar="URL", help="The cluster, as Spark names it.")] = None,
    staging: Annotated[
        str | None, typer.Option(metavar="FOLDER", help="Where all machines of a cluster see its tables.")
    ] = None,
    conf: Annotated[list[str] | None, typer.Option(metavar="KEY=VALUE", help="A setting of Spark.")] = None,
    minimum_support: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Only edges that so many independent sources state.")
    ] = None,
    evidence: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="At most so many statements of an edge, the best.")
    ] = None,
    progress: Annotated[str, typer.Option(metavar="bar|json|none", help="How to show how far it is.")] = "bar",
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress bar and no summary.")] = False,
) -> None:
    """Extract from the articles that are not done yet; write the store, the graph and the tables."""
    from pipeline.cli.progress import shown
    from pipeline.engine.batch import Choice
    from pipeline.errors import ConfigError

    if progress not in {"bar", "json", "none"}:
        raise ConfigError(f"--progress: {progress!r}; bar, json or none would do")
    columns = {"text": text, "title": title, "published": published, "id": ident, "source": source}
    settings = _with(configured(config, lexicon), workers, {name: column for name, column in columns.items() if column})
    choice = Choice(since and since.date(), limit, retry_failed, decisions)
    spark = {"master": master, "staging": staging, "conf": conf, "support": minimum_support, "evidence": evidence}
    run_batch = _engine(engine, {name: value for name, value in spark.items() if value is not None})
    try:
        with shown("none" if quiet else progress) as tell:
            summary = run_batch(corpus, output, settings, progress=tell, choice=choice)
    except KeyboardInterrupt:
        print(f"xinpu: stopped; what is done is kept in {output}, the same command goes on", file=sys.stderr)
        raise typer.Exit(_INTERRUPTED) from None
    if not quiet:
        _print_summary(summary, output)
    if summary.failures:
        raise typer.Exit(1)


def _engine(engine: str, spark: dict[str, Any]) -> Callable[..., Summary]:
    """Return what runs on the engine of that name, with the options that are Spark's."""
    from functools import partial

    from pipeline.errors import ConfigError

    if engine == "spark":
        from pipeline.engine.cluster import Cluster
        from pipeline.engine.cluster import run as run_on_cluster

        return partial(run_on_cluster, cluster=Cluster(**spark | {"conf": dict(map(_setting, spark.get("conf", ())))}))
    if engine != "local":
        raise ConfigError(f"--engine: {engine!r}; local or spark would do")
    if spark:
        first = next(iter(spark)).replace("support", "minimum-support")
        raise ConfigError(f"--{first}: the local engine has no such option; add --engine spark")
    from pipeline.engine.batch import run as run_batch

    return run_batch


def _setting(said: str) -> tuple[str, str]:
    from pipeline.errors import ConfigError

    name, sign, value = said.partition("=")
    if not sign or not name:
        raise ConfigError(f"--conf: {said!r}; a setting such as spark.executor.memory=4g would do")
    return name, value


def _with(settings: Config, workers: int | None, columns: dict[str, str]) -> Config:
    """Return the settings with what the command line says."""
    from dataclasses import replace

    if columns:
        settings = replace(settings, columns=replace(settings.columns, **columns))
    return settings if workers is None else replace(settings, workers=workers)


def _print_summary(summary: Summary, output: Path) -> None:
    def counted(counts: dict[str, int]) -> str:
        return ", ".join(f"{name} {count}" for name, count in counts.items()) or "none"

    print(f"articles 文章    {summary.articles}")
    print(f"mentions 提及    {summary.mentions}")
    print(f"entities 实体    {counted(summary.entities)}")
    print(f"relations 关系   {counted(summary.relations)}")
    print(f"modality 情态    {counted(summary.modalities)}")
    print(f"failures 失败    {summary.failures}" + (f", see {output / 'failures.csv'}" if summary.failures else ""))
    for line in summary.idle_decisions:
        print(f"decision without effect 无效决定  {line}")
    print("files 文件")
    for name in summary.files:
        print(f"  {output / name}")
    print(f"Open {output / 'graph.graphml'} in Gephi (File > Open), then show labels with a font that has Chinese.")
