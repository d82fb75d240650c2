"""From a run to a table of what is doubtful, and from what was decided there to runs that honour it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.engine.batch import Choice, run
from pipeline.knowledge.lexicon import load_lexicon
from pipeline.review.table import review_rows, write_review
from pipeline.store import Store

TEXTS = {
    "a.txt": "初创公司“澄砚智算”完成了融资。芯片企业“澄砚智算”采购了英伟达H100。",
    "b.txt": "首席科学家萨姆·洛菲尔德加入OpenAI。首席科学家萨姆·洛菲尔德说，公司很好。",
    "c.txt": "首席科学家山姆·洛菲尔德离开了。首席科学家山姆·洛菲尔德说，谢谢。",
    "d.txt": "杭州灵卡科技股份有限公司（以下简称“灵卡”）发布了新品，灵卡称量产顺利。",
    "e.txt": "芯片公司“灵卡”公司完成了融资。",
}
SAMS = ("萨姆·洛菲尔德", "山姆·洛菲尔德")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a folder of articles with names that no table knows."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _reviewed(output: Path) -> list[dict[str, str]]:
    table = output / "review.csv"
    with Store(output / "knowledge.sqlite") as store:
        write_review(review_rows(store, load_lexicon(), 50), table)
    with table.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _decide(rows: list[dict[str, str]], path: Path, **decisions: str) -> Path:
    """Fill in decisions by kind for all rows, and write the table."""
    for row in rows:
        row["decision"] = decisions.get(row["kind"], "")
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return path


def _named(output: Path, *names: str) -> list[list[str]]:
    with Store(output / "knowledge.sqlite") as store:
        return [store.entities_named(name) for name in names]


@pytest.mark.slow
def test_what_looks_alike_is_asked_and_the_answer_is_kept(corpus: Path, tmp_path: Path) -> None:
    """Two transliterations are two people until a user says same; later runs without the table still honour it."""
    output = tmp_path / "outputs"
    run([corpus], output, Config())
    one, other = _named(output, *SAMS)
    assert one != other
    asked = [row for row in _reviewed(output) if {row["one_name"], row["other_name"]} == set(SAMS)]
    assert [row["reason"] for row in asked] == ["sound"]
    run([corpus], output, Config(), choice=Choice(decisions=_decide(asked, tmp_path / "done.csv", merge="same")))
    one, other = _named(output, *SAMS)
    assert one == other
    (corpus / "f.txt").write_text("英伟达发布了H100。", encoding="utf-8")
    summary = run([corpus], output, Config())
    one, other = _named(output, *SAMS)
    assert one == other
    assert summary.idle_decisions == []
    (corpus / "c.txt").unlink()
    assert "no article names" in run([corpus], output, Config()).idle_decisions[0]


@pytest.mark.slow
def test_a_stated_short_form_joins_articles_until_a_user_parts_them(corpus: Path, tmp_path: Path) -> None:
    """灵卡 of one article is 杭州灵卡科技 of another because that one says so; `different` undoes it."""
    output = tmp_path / "outputs"
    run([corpus], output, Config())
    full, short = _named(output, "杭州灵卡科技股份有限公司", "灵卡")
    assert full == short
    stated = [row for row in _reviewed(output) if row["kind"] == "merge" and row["one_name"] == "灵卡"]
    assert [(row["suggestion"], row["reason"]) for row in stated] == [("same", "short, stands")]
    decisions = _decide(stated, tmp_path / "done.csv", merge="different")
    run([corpus], output, Config(), choice=Choice(decisions=decisions))
    full, short = _named(output, "杭州灵卡科技股份有限公司", "灵卡")
    assert full != short
    assert [row["decision"] for row in _reviewed(output) if row["kind"] == "merge" and row["one_name"] == "灵卡"] == [
        "different"
    ]


@pytest.mark.slow
def test_names_are_added_or_refused(corpus: Path, tmp_path: Path) -> None:
    """A refused name is found no more; what was decided stands in the output folder's own table."""
    output = tmp_path / "outputs"
    run([corpus], output, Config())
    row = {"kind": "name", "one": _named(output, "澄砚智算")[0][0], "one_name": "澄砚智算"}
    columns = ("kind", "decision", "suggestion", "one", "other", "relation", "article", "one_name")
    decisions = _decide([dict.fromkeys(columns, "") | row], tmp_path / "done.csv", name="wrong")
    run([corpus], output, Config(), choice=Choice(decisions=decisions))
    assert _named(output, "澄砚智算") == [[]]
    assert "澄砚智算" in (output / "decisions.csv").read_text(encoding="utf-8-sig")
