"""The check of a lexicon finds each planted mistake, on its line, and nothing in a clean one."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import ConfigError
from pipeline.lexicon_check.checking import check_lexicon
from pipeline.lexicon_check.finding import Finding
from pipeline.schema import Schema

_PLANTED = Path(__file__).with_name("planted.csv")
_CLEAN = """type,name,aliases,needs
COMPANY,灵卡科技,灵卡|LingKa,
PERSON,闻人子衿,,
NONE,灵卡开发者大会,,
CHIP,星光,,灵卡
"""
#: (line of planted.csv, rule, what the finding is about)
_MISTAKES = [
    (1, "column", "alias"),
    (3, "shadowed", "英伟达"),
    (4, "ambiguous", "英伟达"),
    (5, "ambiguous", "路透社"),
    (6, "everyday", "星光"),
    (7, "type", "company"),
    (8, "type", "公司"),
    (9, "type", ""),
    (10, "id", "Company:Acme"),
    (11, "id", "firm:acme"),
    (12, "type", "CHIP"),
    (13, "maker", "company:no-such"),
    (14, "maker", "英伟达"),
    (14, "parent", "chip:no-such"),
    (15, "empty", ""),
    (16, "short", "云"),
    (17, "number", "9100"),
    (18, "separator", "安润、安润微"),
    (19, "separator", "晶驰,晶驰微"),
    (20, "duplicate", "灵卡科技"),
    (21, "two-rows", "灵卡"),
    (22, "alias-is-name", "凌川"),
    (22, "spaces", "凌川 "),
    (25, "refused", "括号微"),
    (26, "cells", "多出来"),
    (29, "none-aliases", "云上大会"),
    (30, "shadowed", "理想"),
]


@pytest.fixture(scope="module")
def planted(schema: Schema) -> list[Finding]:
    """Return what is found in the table of planted mistakes."""
    return check_lexicon(_PLANTED, schema)


@pytest.mark.parametrize(("line", "rule", "value"), _MISTAKES)
def test_each_planted_mistake_is_found(planted: list[Finding], line: int, rule: str, value: str) -> None:
    """The finding names the line, the rule and the value."""
    assert (line, rule, value) in {(one.line, one.rule, one.value) for one in planted}


def test_nothing_else_is_found(planted: list[Finding]) -> None:
    """Beside the planted mistakes, of at least 15 kinds, only a name too long and a hidden character are told."""
    others = [one for one in planted if (one.line, one.rule, one.value) not in _MISTAKES]
    assert [(one.line, one.rule) for one in others] == [(23, "long"), (24, "control")]
    assert len({one.rule for one in planted}) >= 15


def _found(path: Path, data: bytes, schema: Schema) -> list[tuple[int, str]]:
    path.write_bytes(data)
    return [(one.line, one.rule) for one in check_lexicon(path, schema)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param("type,name\nCOMPANY,灵卡科技\n".encode("gb18030"), [(2, "encoding")], id="gbk"),
        pytest.param("type,name\nCOMPANY,灵卡科技\n".encode("utf-16"), [(1, "encoding")], id="utf-16"),
        pytest.param(b"type,name\nCOMPANY,\xff\xff\n", [(2, "encoding")], id="no-encoding"),
        pytest.param("COMPANY,灵卡科技,灵卡\n".encode(), [(1, "header")], id="no-header"),
        pytest.param("type\tname\nCOMPANY\t灵卡科技\n".encode(), [(1, "header")], id="tabs"),
        pytest.param("类型,名称\nCOMPANY,灵卡科技\n".encode(), [(1, "header")], id="chinese-header"),
        pytest.param("type,name,name\nCOMPANY,灵卡科技,\n".encode(), [(1, "column"), (2, "empty")], id="twice"),
        pytest.param(b"", [(0, "header")], id="empty"),
        pytest.param('type,name\nCOMPANY,"灵卡科技\n'.encode(), [(2, "no-csv")], id="open-quote"),
        pytest.param(b"\xef\xbb\xbf" + _CLEAN.encode(), [], id="clean-with-byte-order-mark"),
    ],
)
def test_faults_of_the_file_are_found(
    tmp_path: Path, schema: Schema, data: bytes, expected: list[tuple[int, str]]
) -> None:
    """Encoding, header, columns and quotes are told with their line; what can be read is checked all the same."""
    assert _found(tmp_path / "mine.csv", data, schema) == expected


def test_a_lexicon_that_is_not_there_is_refused(tmp_path: Path, schema: Schema) -> None:
    """The message says what cannot be opened, why, and what would do."""
    with pytest.raises(ConfigError, match=r"none\.csv: this table cannot be opened: .*; name a CSV file"):
        check_lexicon(tmp_path / "none.csv", schema)


def test_a_name_of_another_lexicon_is_taken_too(tmp_path: Path, schema: Schema) -> None:
    """Lexicons that are loaded before the checked one count as known."""
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    one.write_text("id,name\ncompany:lingka,灵卡科技\n", encoding="utf-8")
    other.write_text("id,name\ncompany:other,灵卡科技\n", encoding="utf-8")
    assert [found.rule for found in check_lexicon(other, schema, (one,))] == ["ambiguous"]


def test_the_command_tells_line_value_and_remedy() -> None:
    """A finding is one line; remarks say so; anything that has no effect makes the exit status 1."""
    done = CliRunner().invoke(app, ["check-lexicon", str(_PLANTED)])
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert f"{_PLANTED}:8: '公司' is no type; write COMPANY" in lines
    assert f"{_PLANTED}:22: remark: '凌川 ' has spaces around it; they are left out" in lines


def test_a_clean_lexicon_passes_silently(tmp_path: Path) -> None:
    """Nothing is printed and the exit status is 0; remarks alone do not change it."""
    clean = tmp_path / "clean.csv"
    clean.write_text(_CLEAN, encoding="utf-8")
    done = CliRunner().invoke(app, ["check-lexicon", str(clean)])
    assert (done.exit_code, done.stdout) == (0, "")
    clean.write_text(_CLEAN.replace("灵卡|LingKa", "灵卡 |LingKa"), encoding="utf-8")
    done = CliRunner().invoke(app, ["check-lexicon", str(clean)])
    assert (done.exit_code, "remark: " in done.stdout) == (0, True)


def test_findings_as_json(tmp_path: Path) -> None:
    """With --json each finding is an object with its file, and whether something is lost."""
    table = tmp_path / "mine.csv"
    table.write_text("type,name\nCOMPANY,云\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["check-lexicon", str(table), "--json"])
    assert '"rule": "short"' in done.stdout
    assert '"loss": true' in done.stdout


@pytest.mark.slow
def test_extract_takes_a_lexicon(tmp_path: Path) -> None:
    """Names of --lexicon are read, and come after those of the settings file."""
    mine = tmp_path / "mine.csv"
    mine.write_text("id,name\ncompany:lingka,灵卡科技\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["extract", "--text", "灵卡科技采购H100。", "--lexicon", str(mine)])
    assert '"entity": "company:lingka"' in done.stdout
    missing = CliRunner().invoke(app, ["extract", "--text", "灵卡", "--lexicon", str(tmp_path / "none.csv")])
    assert isinstance(missing.exception, ConfigError)
