"""The commands that ask the store: text for people, JSON, exit status and messages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from by_hand import States, article, lexicon, stored
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import PipelineError
from pipeline.knowledge.tables import Entry

KNOWN = lexicon(
    Entry("company:nvidia", "COMPANY", "英伟达", ("NVIDIA",)), Entry("company:microsoft", "COMPANY", "微软")
)
TEXT = "[微软|company:microsoft]采购[英伟达|company:nvidia]的[H100|chip:h100]。"
ARTICLES = [
    article(TEXT, States("company:microsoft", "buys", "chip:h100", "rumored"), published="2024-01-01", title="传闻"),
    article(
        TEXT,
        States("company:microsoft", "buys", "chip:h100", confidence=0.9, sense="purchase"),
        States("company:nvidia", "makes", "chip:h100"),
        ident="b",
        published="2024-02-01",
        title="订单",
    ),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return what a run of two articles would leave."""
    return stored(tmp_path_factory.mktemp("out"), ARTICLES, known=KNOWN).parent


def _asked(folder: Path, *words: str) -> tuple[int, str, str]:
    """Return (exit status, standard output, what standard error says) of a command."""
    done = CliRunner().invoke(app, [*words, "--in", str(folder)])
    if isinstance(done.exception, PipelineError):
        return done.exception.exit_status, done.stdout, str(done.exception)
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("lookup nvidia", "英伟达  公司 COMPANY  company:nvidia\n  names 名称: NVIDIA\n"),
        ("search ywd", "英伟达  COMPANY  company:nvidia  2 mentions  initials: 英伟达\n"),
        (
            "search 采购 --text",
            "2024-02-01 订单 (b), 2 statements\n  “微软«采购»英伟达的H100。”\n\n2024-01-01 传闻 (a)",
        ),
        ("explain 微软 H100", "微软 ─ buys (rumored 传闻) → H100\n"),
        ("evidence 英伟达 makes H100", "英伟达 ─ makes → H100\n"),
        (
            "neighbours H100",
            "← buys  (1)\n  微软 [purchase]  2 articles, 0.90\n    2024-02-01 订单: “微软采购英伟达的H100。”\n",
        ),
        ("neighbours H100 --into --relation makes", "← makes  (1)\n  英伟达  1 article, 0.50\n"),
        ("path 微软 英伟达", "微软 ─ buys → H100 ← makes ─ 英伟达  (support 支持: 1 article)\n"),
        ("timeline 微软", "2024-01-01  first: 微软 ─ buys (rumored 传闻) → H100\n"),
        ("timeline 微软 H100", "2024-01-01  first: 微软 ─ buys (rumored 传闻) → H100\n"),
        ("compare 微软 英伟达", "微软  COMPANY  company:microsoft  2 mentions in 2 articles\n"),
        ("top COMPANY --by neighbours", "   1         1  微软  COMPANY  company:microsoft\n"),
        ("changes --since 2024-01-01", "confirmed 证实: 微软 ─ buys → H100  rumored → asserted, sources 来源 1 → 1\n"),
        ("changes --since-run 0", "new 新增: 微软 ─ buys → H100  asserted, sources 来源 0 → 1\n"),
    ],
)
def test_each_question_is_answered_in_text_and_json(folder: Path, words: str, shown: str) -> None:
    """The text begins as shown, the JSON is a list or an object of the answer's fields, both with status 0."""
    status, text, error = _asked(folder, *words.split())
    assert (status, error) == (0, "")
    assert text.startswith(shown)
    assert json.loads(_asked(folder, *words.split(), "--json")[1])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("lookup 英伟大", "no entity is named '英伟大' in {folder}; nearest: 英伟达"),
        ("explain 微软 英伟大", "no entity is named '英伟大' in {folder}; nearest: 英伟达"),
        ("neighbours 英伟大", "no entity is named '英伟大' in {folder}; nearest: 英伟达"),
        ("path 微软 英伟大", "no entity is named '英伟大' in {folder}; nearest: 英伟达"),
        ("top FIRM", "unknown entity type 'FIRM'; known ones: COMPANY, CHIP, PERSON, MODEL"),
        ("search zzz", "xinpu: nothing is found for 'zzz' in {folder}\n"),
        ("search zzz --text", "xinpu: nothing is found for 'zzz' in {folder}\n"),
        ("explain 微软 英伟达", "xinpu: nothing is stated between '微软' and '英伟达' in {folder}\n"),
        ("evidence 微软 makes H100", "xinpu: no article states '微软' makes 'H100' in {folder}\n"),
        ("neighbours 微软 --type PERSON", "xinpu: nothing is joined to '微软' in this way in {folder}\n"),
        (
            "path 微软 英伟达 --longest 1",
            "xinpu: no chain of up to 1 relations leads from '微软' to '英伟达' in {folder}\n",
        ),
        ("timeline 微软 英伟达", "xinpu: nothing is stated of '微软' and '英伟达' in {folder}\n"),
        ("top PERSON", "xinpu: no PERSON is in {folder}\n"),
        ("changes --since 2025-01-01", "xinpu: nothing changed in {folder}\n"),
    ],
)
def test_no_answer_is_said_in_one_line_with_status_1(folder: Path, words: str, message: str) -> None:
    """What is not known is told with what comes nearest, an answer that is empty with what was asked."""
    status, _, error = _asked(folder, *words.split())
    assert (status, error) == (1, message.format(folder=folder))


@pytest.mark.slow
def test_lookup_answers_from_the_shell_at_once(folder: Path) -> None:
    """The fastest of five calls computes for less than half a second, start-up included, and loads nothing heavy."""
    command = [sys.executable, "-m", "pipeline", "lookup", "英伟达", "--in", str(folder)]
    took = []
    for _ in range(5):
        before = os.times()
        subprocess.run(command, check=True, capture_output=True)
        after = os.times()
        took.append(after.children_user - before.children_user + after.children_system - before.children_system)
    code = (
        "import sys; from pipeline.cli import app\n"
        f"try: app(['lookup', 'nvidia', '--in', {str(folder)!r}])\n"
        "except SystemExit: pass\n"
        "print(*sorted({'spacy', 'pandas', 'networkx', 'jieba', 'pypinyin', 'numpy', 'fastapi'} & sys.modules.keys()))"
    )
    environment = os.environ | {"PYTHONUTF8": "1"}
    loaded = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8", env=environment
    )
    assert loaded.stdout.splitlines()[-1] == ""
    assert min(took) < 0.5
