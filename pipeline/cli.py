"""The command line: one function a command, which parses, calls and prints."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from pipeline.engine.batch import Summary

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="XinPu 芯谱: Chinese articles in, a knowledge graph with evidence out.",
)

ConfigOption = Annotated[Path | None, typer.Option("--config", metavar="FILE", help="Settings, a TOML file.")]
StoreOption = Annotated[Path, typer.Option("--in", metavar="FOLDER", help="What a run left.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
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


@app.command()
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


@app.command()
def lookup(
    name: Annotated[str, typer.Argument(help="A name in any spelling, or an entity's id.")],
    store: StoreOption = Path("outputs"),
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print the card of whatever bears a name."""
    from pipeline.config import load_config
    from pipeline.lookup import lookup as find
    from pipeline.lookup import nearest
    from pipeline.schema import load_schema
    from pipeline.show import show_card
    from pipeline.store import Store

    with Store(store / "knowledge.sqlite") as opened:
        cards = find(opened, name, load_schema(load_config(config).schema))
        near = [] if cards else nearest(opened, name)
    if as_json:
        print(json.dumps([asdict(card) for card in cards], ensure_ascii=False, indent=2))
    else:
        print("\n\n".join("\n".join(show_card(card)) for card in cards), end="\n" if cards else "")
    if not cards:
        _print_unknown(name, store, near)
        raise typer.Exit(1)


def _print_unknown(name: str, store: Path, near: list[str]) -> None:
    hint = f"; nearest: {'、'.join(near)}" if near else ""
    print(f"xinpu: no entity is named {name!r} in {store}{hint}", file=sys.stderr)


@app.command()
def explain(
    one: Annotated[str, typer.Argument(metavar="A", help="A name in any spelling, or an entity's id.")],
    other: Annotated[str, typer.Argument(metavar="B", help="Another.")],
    store: StoreOption = Path("outputs"),
    as_json: JsonOption = False,
) -> None:
    """Print every statement between two entities, with the words that say so."""
    from pipeline.explain import explain as find
    from pipeline.lookup import bearers, nearest
    from pipeline.show import show_statement
    from pipeline.store import Store

    with Store(store / "knowledge.sqlite") as opened:
        unknown = [(name, nearest(opened, name)) for name in (one, other) if not bearers(opened, name)]
        statements = find(opened, one, other)
    if as_json:
        print(json.dumps([asdict(statement) for statement in statements], ensure_ascii=False, indent=2))
    else:
        shown = ("\n".join(show_statement(statement)) for statement in statements)
        print("\n\n".join(shown), end="\n" if statements else "")
    for name, near in unknown:
        _print_unknown(name, store, near)
    if not statements and not unknown:
        print(f"xinpu: nothing is stated between {one!r} and {other!r} in {store}", file=sys.stderr)
    if not statements:
        raise typer.Exit(1)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Annotated documents, one JSON object a line.")],
    config: ConfigOption = None,
    rules: Annotated[bool, typer.Option("--rules", help="Also what each rule got right and wrong.")] = False,
    gold_mentions: Annotated[
        bool,
        typer.Option("--gold-mentions", help="Read relations between the annotated mentions, not recognised ones."),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Extract from the texts of annotated documents and print precision, recall and F1."""
    from pipeline.config import load_config
    from pipeline.engine.local import extract_all
    from pipeline.evaluate import reach, read_gold, score
    from pipeline.knowledge.lexicon import load_lexicon
    from pipeline.language.given import extract_with_mentions
    from pipeline.records import Article, Extraction
    from pipeline.schema import load_schema

    settings = load_config(config)
    documents = read_gold(gold)
    if gold_mentions:
        system = [extract_with_mentions(document, settings) for document in documents]
    else:
        articles = [Article(d.id, d.title, d.text, d.source, d.published) for d in documents]
        system = [found for found in extract_all(articles, settings) if isinstance(found, Extraction)]
    scores = score(documents, system, load_schema(settings.schema))
    names = reach(documents, system, load_lexicon(settings.schema, settings.lexicons))
    if as_json:
        recall = {kind: {figure: count.scores[figure] for figure in ("r", "tp", "fn")} for kind, count in names.items()}
        print(json.dumps(scores.as_dict() | {"names": recall}, ensure_ascii=False))
        return
    for line in scores.lines(with_rules=rules, mentions_given=gold_mentions):
        print(line)
    for kind, count in () if gold_mentions else names.items():
        print(f"names      {kind:14} {'':7}  R {count.scores['r']:.3f}  {'':8}  tp {count.tp} fn {count.fn}")


@app.command()
def train(
    recipe: Annotated[Path, typer.Argument(metavar="RECIPE", help="The files to train on, a TOML file.")],
    output: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the model and its card go.")],
    settings: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A spaCy training config; ours if none.")
    ] = None,
    steps: Annotated[int | None, typer.Option(metavar="N", min=1, help="Steps, in place of the config's.")] = None,
) -> None:
    """Train a recogniser of names. It is used by ``model = "FOLDER"`` in a settings file."""
    from pipeline.train.recipe import read_recipe
    from pipeline.train.recogniser import CONFIG, train_recogniser

    overrides = {} if steps is None else {"training.max_steps": steps, "training.eval_frequency": steps}
    scores = train_recogniser(read_recipe(recipe), output, settings or CONFIG, overrides)
    for kind, row in sorted(scores.items()):
        print(f"{kind:10} P {row['p']:.3f}  R {row['r']:.3f}  F1 {row['f']:.3f}")
    print(f"written to {output}; use it by model = {str(output)!r} in a settings file")


@app.command()
def train_pairs(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Annotated documents, JSON lines.")],
    output: Annotated[Path, typer.Option(metavar="FILE", help="Where the weights go, an .npz file.")],
    config: ConfigOption = None,
) -> None:
    """Train the reader of relations between pairs of names; its scores are on folds left out."""
    from pipeline.config import load_config
    from pipeline.train_pairs import train_pairs as learn

    for relation, count in learn(gold, output, load_config(config)).items():
        row = count.scores
        print(f"{relation:14} P {row['p']:.3f}  R {row['r']:.3f}  F1 {row['f1']:.3f}")
    print(f"written to {output}")


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
