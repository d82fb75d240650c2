"""The commands, run as a user runs them."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.engine.batch import FILES

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
TEXT = "微软将向英伟达采购H100。"


def xinpu(*arguments: str | Path, cwd: Path = ROOT, given: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command; standard output and error are text, ``given`` is standard input."""
    command = [str(BIN / "xinpu"), *map(str, arguments)]
    environment = os.environ | {"PYTHONUTF8": "1", "COLUMNS": "120"}
    return subprocess.run(
        command, cwd=cwd, check=False, capture_output=True, encoding="utf-8", env=environment, input=given
    )


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a folder with good and bad articles."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "2024-05-01-good.txt").write_text(f"一则消息\n{TEXT}\n", encoding="utf-8")
    (folder / "gb.txt").write_bytes("AMD首席执行官苏姿丰表示，公司收购了赛灵思。".encode("gb18030"))
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)))
    (folder / "long.txt").write_text("长" * 4_000_000, encoding="utf-8")
    (folder / "rows.jsonl").write_text('{"id": "r1", "text": "谷歌推出TPU。"}\nno json\n', encoding="utf-8")
    return folder


def test_help_answers_at_once() -> None:
    """--help takes under half a second and loads none of the heavy libraries."""
    took = []
    for _ in range(5):
        start = time.perf_counter()
        assert xinpu("--help").returncode == 0
        took.append(time.perf_counter() - start)
    assert statistics.median(took) < 0.5 or min(took) < 0.5
    heavy = "import sys, pipeline.cli; print([m for m in ('spacy', 'pandas', 'networkx', 'jieba') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", heavy], check=True, capture_output=True, text=True).stdout == "[]\n"


def test_the_module_is_the_command() -> None:
    """``python -m pipeline`` prints the same help."""
    done = subprocess.run([sys.executable, "-m", "pipeline", "--help"], check=True, capture_output=True, text=True)
    assert done.stdout.replace("python -m pipeline", "xinpu") == xinpu("--help").stdout


def test_one_bad_article_never_stops_a_run(corpus: Path, tmp_path: Path) -> None:
    """Each bad file is a row with its reason, the rest is done, and the exit status is 1."""
    done = xinpu("run", corpus, "--output", tmp_path / "out")
    assert done.returncode == 1, done.stderr
    failures = (tmp_path / "out" / "failures.csv").read_text(encoding="utf-8-sig")
    for name, reason in {
        "empty.txt": "empty",
        "binary.txt": "is no text",
        "long.txt": "4000000 characters",
        "rows.jsonl": "no JSON",
    }.items():
        assert any(line.startswith(name) and reason in line for line in failures.splitlines()), name
    lines = (tmp_path / "out" / "extractions.jsonl").read_text(encoding="utf-8").splitlines()
    ids = [json.loads(line)["id"] for line in lines]
    assert ids == ["2024-05-01-good.txt", "gb.txt", "r1"]
    assert "failures 失败    4" in done.stdout


def test_the_same_input_gives_the_same_bytes(corpus: Path, tmp_path: Path) -> None:
    """Two runs, the second with two workers, leave identical files."""
    xinpu("run", corpus, "--output", tmp_path / "a", "--quiet")
    xinpu("run", corpus, "--output", tmp_path / "b", "--quiet", "--workers", "2")
    for name in FILES:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


def test_faults_of_the_input_are_one_line_and_status_2(tmp_path: Path) -> None:
    """A missing folder and an unknown setting stop before anything is run."""
    missing = xinpu("run", tmp_path / "none")
    assert (missing.returncode, missing.stderr.count("\n")) == (2, 1)
    assert "no such file or folder" in missing.stderr
    settings = tmp_path / "run.toml"
    settings.write_text("worker = 2\n", encoding="utf-8")
    unknown = xinpu("run", ROOT / "corpus", "--config", settings, "--output", tmp_path / "out")
    assert unknown.returncode == 2
    assert "unknown setting 'worker'; known settings: schema, lexicons, cues, model, workers" in unknown.stderr
    assert not (tmp_path / "out").exists()


def test_a_run_takes_columns_lines_of_progress_and_standard_input(tmp_path: Path) -> None:
    """Columns by option, standard input beside a file, progress as JSON lines; the same again is done at once."""
    table = tmp_path / "news.csv"
    table.write_text(f"url,headline,content,day\nhttps://a.example/1,采购,{TEXT},2024-06-05\n", encoding="utf-8")
    columns = ["--text", "content", "--title", "headline", "--published", "day", "--id", "url"]
    command: list[str | Path] = ["run", table, "-", "--output", tmp_path / "out", *columns, "--progress", "json"]
    done = xinpu(*command, given=TEXT.replace("微软", "谷歌"))
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in (tmp_path / "out" / "extractions.jsonl").read_text("utf-8").splitlines()]
    assert [(row["id"], row["title"], row["published"]) for row in rows] == [
        ("-", "-", None),
        ("https://a.example/1", "采购", "2024-06-05"),
    ]
    states = [json.loads(line) for line in done.stderr.splitlines()]
    assert [state["phase"] for state in states][0::100] == ["reading"]
    assert states[-2]["done"] == states[-2]["total"] == 2
    again = xinpu(*command, given=TEXT.replace("微软", "谷歌"))
    assert {s["total"] for s in map(json.loads, again.stderr.splitlines()) if s["phase"] == "extracting"} == {0}
    wrong = xinpu("run", table, "--output", tmp_path / "out", "--progress", "dots")
    assert (wrong.returncode, wrong.stderr) == (2, "xinpu: --progress: 'dots'; bar, json or none would do\n")


def test_extract_prints_one_line_a_document(corpus: Path) -> None:
    """Ids are kept, and a bad line is told on standard error."""
    done = xinpu("extract", corpus / "rows.jsonl")
    (found,) = map(json.loads, done.stdout.splitlines())
    assert (done.returncode, found["id"]) == (1, "r1")
    assert {m["text"] for m in found["mentions"]} == {"谷歌", "TPU"}
    assert "rows.jsonl:2: no JSON" in done.stderr


def test_extract_shows_a_text_to_people() -> None:
    """Mentions are marked and the relation is spelled out with its modality."""
    done = xinpu("extract", "--text", TEXT, "--show")
    assert "[微软|COMPANY]将向[英伟达|COMPANY]采购[H100|CHIP]" in done.stdout
    assert "微软 ─ buys [purchase] (planned 计划)" in done.stdout


def test_extract_wants_files_or_a_text() -> None:
    """Both or neither is an error that says so."""
    assert "name files or give --text" in xinpu("extract").stderr


def test_lookup_finds_any_spelling(corpus: Path, tmp_path: Path) -> None:
    """Alias, case and traditional form lead to one card; an unknown name to the nearest, with status 1."""
    xinpu("run", corpus, "--output", tmp_path / "out", "--quiet")
    for name in ("英伟达", "nvidia", "輝達"):
        (card,) = json.loads(xinpu("lookup", name, "--in", tmp_path / "out", "--json").stdout)
        assert card["id"] == "company:nvidia"
    unknown = xinpu("lookup", "英伟搭", "--in", tmp_path / "out")
    assert unknown.returncode == 1
    assert "nearest: 英伟达" in unknown.stderr
    assert "no such store" in xinpu("lookup", "英伟达", "--in", tmp_path / "none").stderr


def test_explain_tells_what_is_stated_between_two(corpus: Path, tmp_path: Path) -> None:
    """Text and JSON; an unknown name leads to the nearest, and no statement is said to be none, both with status 1."""
    out = tmp_path / "out"
    xinpu("run", corpus, "--output", out, "--quiet")
    shown = xinpu("explain", "h100", "Microsoft", "--in", out)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "“[微软]将向英伟达«采购»[H100]。”" in shown.stdout
    assert "2024-05-01 一则消息" in shown.stdout
    (statement,) = json.loads(xinpu("explain", "微软", "H100", "--in", out, "--json").stdout)
    assert (statement["head"], statement["tail"], statement["modality"]) == (
        "company:microsoft",
        "chip:h100",
        "planned",
    )
    unknown = xinpu("explain", "微软", "英伟搭", "--in", out)
    assert unknown.returncode == 1
    assert "no entity is named '英伟搭'" in unknown.stderr
    assert "nearest: 英伟达" in unknown.stderr
    nothing = xinpu("explain", "微软", "谷歌", "--in", out)
    assert (nothing.returncode, nothing.stdout) == (1, "")
    assert "nothing is stated between '微软' and '谷歌'" in nothing.stderr


def test_evaluate_prints_figures(corpus: Path, tmp_path: Path) -> None:
    """What extract found, taken as gold, is matched whole."""
    gold = tmp_path / "gold.jsonl"
    gold.write_text(xinpu("extract", corpus / "2024-05-01-good.txt").stdout, encoding="utf-8")
    figures = json.loads(xinpu("evaluate", gold, "--json").stdout)
    assert figures["entities"]["all"]["f1"] == figures["relations"]["all"]["f1"] == 1.0
    assert "entities   all" in xinpu("evaluate", gold, "--rules").stdout
    given = xinpu("evaluate", gold, "--gold-mentions").stdout
    assert given.startswith("relations  all            P 1.000  R 1.000  F1 1.000")
    assert given.endswith("mentions given\n")
