"""The tree of exceptions, and what each message about a setting, schema, lexicon or cue table says."""

from __future__ import annotations

import ast
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipeline import config, schema
from pipeline.config import Config, load_config
from pipeline.errors import ArticleError, ConfigError, PipelineError, StoreError
from pipeline.knowledge import cues, lexicon, tables
from pipeline.knowledge.cues import read_cues
from pipeline.knowledge.lexicon import build_lexicon
from pipeline.knowledge.tables import read_uses
from pipeline.schema import load_schema

#: The modules whose faults mean that nothing ran.
MODULES = (schema, config, tables, cues, lexicon)
USES = "alias,id,default,yes_before,yes_after,no_before,no_after,companions\n"
COMPANY = "[entities.COMPANY]\n"


@dataclass(frozen=True, slots=True)
class Fault:
    """A file with a fault, what reads it, and what its message must say: place, value, remedy."""

    name: str
    content: str | bytes | None
    read: Callable[[Path], object]
    place: str
    value: str
    remedy: str


def _schema(path: Path) -> object:
    return load_schema(path)


def _settings(path: Path) -> object:
    return load_config(path)


def _names(path: Path) -> object:
    return build_lexicon(load_schema(), [path])


def _uses(path: Path) -> object:
    return list(read_uses(path))


def _cues(path: Path) -> object:
    return read_cues(load_schema(), [path])


FAULTS = [
    Fault("schema missing", None, _schema, ":", "this schema", "No such file"),
    Fault("schema no TOML", "[entities", _schema, ":", "this schema cannot be read", "Expected ']'"),
    Fault("schema no UTF-8", b"\xff", _schema, ":", "this schema cannot be read", "0xff"),
    Fault("schema empty", "", _schema, ":", "no [entities.…] table", "at least one entity type"),
    Fault(
        "schema prefix",
        COMPANY + 'prefix = "Co:"',
        _schema,
        ": [entities.COMPANY]",
        "'Co:'",
        "lower-case letters, digits and hyphens",
    ),
    Fault(
        "schema key",
        COMPANY + 'colour = "#000000"',
        _schema,
        ": [entities.COMPANY]",
        "unknown key 'colour'",
        "known keys: color, en, prefix, zh",
    ),
    Fault(
        "schema relation key",
        COMPANY + '[relations.owns]\nends = [["COMPANY", "COMPANY"]]\nweight = 1',
        _schema,
        ": [relations.owns]",
        "unknown key 'weight'",
        "known keys: attributes, color, en, ends, symmetric, zh",
    ),
    Fault(
        "schema color",
        COMPANY + 'color = "red"',
        _schema,
        ": [entities.COMPANY]",
        "'red'",
        "six lower-case hexadecimal digits such as '#3b6fb6'",
    ),
    Fault(
        "schema ends",
        COMPANY + '[relations.owns]\nends = [["COMPANY"]]',
        _schema,
        ": [relations.owns]",
        "[['COMPANY']]",
        'a list of pairs such as [["COMPANY", "CHIP"]]',
    ),
    Fault(
        "schema attributes",
        COMPANY + '[relations.owns]\nends = [["COMPANY", "COMPANY"]]\nattributes = ["price"]',
        _schema,
        ": [relations.owns]",
        "['price']",
        "a list of quantity, amount, date, role",
    ),
    Fault(
        "schema end type",
        COMPANY + '[relations.owns]\nends = [["COMPANY", "FAB"]]',
        _schema,
        ": [relations.owns]",
        "unknown entity type 'FAB'",
        "known types: COMPANY",
    ),
    Fault("settings missing", None, _settings, ":", "these settings cannot be read", "No such file"),
    Fault("settings no TOML", "workers =", _settings, ":", "these settings cannot be read", "Invalid value"),
    Fault("settings model", "model = 3", _settings, ":", "model 3", "a folder or package"),
    Fault(
        "settings key",
        "worker = 2",
        _settings,
        ":",
        "unknown setting 'worker'",
        "known settings: schema, lexicons, cues, model, workers",
    ),
    Fault("settings list", 'cues = "c.toml"', _settings, ":", "cues 'c.toml'", "a list of files such as"),
    Fault("settings path", "schema = 3", _settings, ":", "schema 3", "a file's path in quotes"),
    Fault(
        "settings file", 'lexicons = ["gone.csv"]', _settings, "", "gone.csv: no such file", "settings schema, lexicons"
    ),
    Fault("settings workers", "workers = 0", _settings, "", "workers: 0", "a whole number from 1 to 256"),
    Fault("settings time", "time_limit = 0", _settings, "", "time_limit: 0", "a whole number from 1 to 86400"),
    Fault(
        "settings columns",
        'columns = { txt = "content" }',
        _settings,
        ":",
        "columns {'txt': 'content'}",
        "a table of text, title, published, id, source such as",
    ),
    Fault("names missing", None, _names, ":", "this table cannot be read", "No such file"),
    Fault("names no UTF-8", "name\n英伟达\n".encode("gb18030"), _names, ":", "cannot be read as UTF-8", "byte 0x"),
    Fault("names column", "id,alias\n", _names, ":1:", "no column name", "found: ['id', 'alias']"),
    Fault(
        "names cells",
        "name,type\n\n甲,COMPANY\n乙,COMPANY,US\n",
        _names,
        ":4:",
        "['US']",
        "quote a cell that holds a comma",
    ),
    Fault("names empty", "name,type\n - ,COMPANY\n", _names, ":2:", "name '-' is empty", "each row names one thing"),
    Fault(
        "names id",
        "id,name\nCompany:Jia,甲\n",
        _names,
        ":2:",
        "id 'Company:Jia'",
        "a prefix, a colon and lower-case ASCII such as 'company:nvidia'",
    ),
    Fault(
        "names prefix",
        "id,name\nfab:jia,甲\n",
        _names,
        ":2:",
        "id 'fab:jia' has no known prefix",
        "known prefixes: company, chip, person, model",
    ),
    Fault(
        "names type",
        "name,type\n甲,FAB\n",
        _names,
        ":2:",
        "type 'FAB'",
        "known types: COMPANY, CHIP, PERSON, MODEL",
    ),
    Fault(
        "names twice",
        "id,name\ncompany:jia,甲公司\ncompany:jia,乙公司\n",
        _names,
        ":",
        "id 'company:jia' stands twice",
        "one row a thing, its names joined by '|'",
    ),
    Fault(
        "names pattern",
        "name,type,pattern\n甲,CHIP,甲(?P<core>\\d\n",
        _names,
        ":2:",
        "甲(?P<core>\\\\d",
        "is no regular expression: missing )",
    ),
    Fault(
        "names group",
        "name,type,pattern\n甲,CHIP,甲\\d\n",
        _names,
        ":2:",
        "has no group 'core'",
        "write (?P<core>…) around the name",
    ),
    Fault(
        "names needs", "name,type,needs\n甲,CHIP,[\n", _names, ":2:", "'['", "is no regular expression: unterminated"
    ),
    Fault(
        "needs piece", "name,type,needs\n甲,CHIP,{nowhere}\n", _names, ":2:", "'{nowhere}'", "no known piece 'nowhere'"
    ),
    Fault("uses default", USES + "甲,company:jia,maybe,,,,,\n", _uses, ":2:", "default 'maybe'", "'yes' or 'no'"),
    Fault("uses pattern", USES + "甲,company:jia,yes,(,,,,\n", _uses, ":2:", "(?:()$", "is no regular expression"),
    Fault("cues missing", None, _cues, ":", "this table cannot be read", "No such file"),
    Fault("cues no TOML", "[[buys]", _cues, ":", "this table cannot be read", "line 1"),
    Fault(
        "cues relation",
        "[[sells]]\nframe = 'verb'\ncue = '卖'",
        _cues,
        ": sells, cue 1",
        "unknown relation 'sells'",
        "known relations: buys, trains-on, competes-with, makes, works-for",
    ),
    Fault(
        "cues key",
        "[[buys]]\nframe = 'verb'\n[[buys]]\nframe = 'verb'\nverb = '买'",
        _cues,
        ": buys, cue 2",
        "unknown key 'verb'",
        "known keys: agree, block, confidence, cue,",
    ),
    Fault(
        "cues frame",
        "[[buys]]\nframe = 'vreb'",
        _cues,
        ": buys, cue 1",
        "unknown frame 'vreb'",
        "known frames: verb, verb_wide,",
    ),
    Fault(
        "cues type",
        "[[buys]]\nframe = 'verb'\ntails = ['FAB']",
        _cues,
        ": buys, cue 1",
        "unknown entity type 'FAB'",
        "known types: COMPANY, CHIP, PERSON, MODEL",
    ),
    Fault(
        "cues modality",
        "[[buys]]\nframe = 'verb'\nmodality = 'certain'",
        _cues,
        ": buys, cue 1",
        "unknown modality 'certain'",
        "known: asserted, planned, rumored, negated",
    ),
    Fault(
        "cues confidence",
        "[[buys]]\nframe = 'verb'\nconfidence = 80",
        _cues,
        ": buys, cue 1",
        "confidence 80",
        "a number above 0 and at most 1",
    ),
    Fault(
        "cues block",
        "[[buys]]\nframe = 'verb'\nblock = '(买'",
        _cues,
        ": buys, cue 1",
        "'(买'",
        "is no regular expression: missing )",
    ),
]


def _raised(fault: Fault, folder: Path) -> tuple[ConfigError, Path]:
    path = folder / "fault.file"
    if isinstance(fault.content, bytes):
        path.write_bytes(fault.content)
    elif fault.content is not None:
        path.write_text(fault.content, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        fault.read(path)
    path.unlink(missing_ok=True)
    return caught.value, path


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_message_names_place_value_and_remedy(fault: Fault, tmp_path: Path) -> None:
    """A fault in what the user wrote is one line that names the place, quotes the value and says what would do."""
    error, path = _raised(fault, tmp_path)
    message = str(error)
    assert "\n" not in message
    assert not fault.place or message.startswith(f"{path}{fault.place}")
    assert fault.value in message
    assert fault.remedy in message


def test_every_message_is_tested(tmp_path: Path) -> None:
    """Each place that raises a ConfigError in the lower floors is reached by one of the faults here."""
    reached = set()
    shapes = [Fault(what, content, read, "", "", "") for read, content, _, what in WRONG_SHAPES]
    for fault in [*FAULTS, *shapes]:
        error: BaseException | None = _raised(fault, tmp_path)[0]
        while error:
            reached |= {(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)}
            error = error.__cause__
    missed = []
    for module in MODULES:
        source = str(module.__file__)
        for node in ast.walk(ast.parse(Path(source).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Raise) and "ConfigError" in ast.unparse(node):
                lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
                if not any((source, line) in reached for line in lines):
                    missed.append(f"{source}:{node.lineno}: {ast.unparse(node)}")
    assert missed == []


WRONG_SHAPES = [
    (_schema, "entities = 3", "3", "the tables of types are no tables"),
    (_schema, "[entities.FAB]\nprefix = 3", "3", "a prefix is no string"),
    (_schema, COMPANY + "[relations]\nowns = 3", "3", "a relation is no table"),
    (_schema, COMPANY + "[relations.owns]\nends = 3", "3", "ends is no list"),
    (_schema, COMPANY + '[relations.owns]\nends = [["COMPANY", ["x"]]]', "['x']", "an end is no string"),
    (_schema, COMPANY + "zh = 3", "3", "a label is no string"),
    (
        _schema,
        COMPANY + '[relations.owns]\nends = [["COMPANY", "COMPANY"]]\nsymmetric = "no"',
        "'no'",
        "symmetric is no truth value",
    ),
    (_schema, COMPANY + '[relation.owns]\nends = [["COMPANY", "COMPANY"]]', "'relation'", "an unknown table"),
    (_schema, COMPANY + '[entities.FAB]\nprefix = "company"', "'company'", "two types with one prefix"),
    (_cues, "[buys]\nframe = 'verb'", "buys", "a single table where a list of tables belongs"),
    (_cues, "buys = 3", "buys", "a number where a list of tables belongs"),
    (_cues, "[[buys]]\nframe = 'verb'\nblock = 3", "3", "block is no string"),
    (_cues, "[[buys]]\nframe = 'verb'\nheads = 'COMPANY'", "'COMPANY'", "heads is no list"),
    (_cues, "[[buys]]\nframe = 'verb'\ncue = '('", "'('", "a cue is no regular expression"),
    (_cues, "[[buys]]\nframe = 'verb'\nconfidence = true", "True", "confidence is no number"),
    (_names, "name,type\n" + '"甲,COMPANY\n' * 30_000, "fault.file", "a quote is never closed in a long table"),
    (
        _names,
        "name,type,pattern,member_name\n甲,CHIP,甲(?P<core>\\d),甲{cor}\n",
        "甲{cor}",
        "member_name names a group other than core",
    ),
    (_settings, 'workers = "2"', "fault.file", "workers is no number: the file is to be named"),
]


@pytest.mark.parametrize(
    ("read", "content", "value"),
    [pytest.param(*case, id=what) for *case, what in WRONG_SHAPES],
)
def test_a_value_of_the_wrong_shape_is_a_config_error(
    read: Callable[[Path], object], content: str, value: str, tmp_path: Path
) -> None:
    """A value of the wrong kind is refused with the file's name and the value, never with a traceback."""
    path = tmp_path / "fault.file"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read(path)
    assert str(path) in str(caught.value)
    assert value in str(caught.value)


@pytest.mark.parametrize(
    ("error", "status"), [(PipelineError, 2), (ConfigError, 2), (ArticleError, 1), (StoreError, 2)]
)
def test_exit_statuses(error: type[PipelineError], status: int) -> None:
    """An article's fault ends the run with 1 at its end, any other fault of the input with 2."""
    assert error.exit_status == status


def test_one_tree() -> None:
    """All faults of the input are PipelineErrors, and none of the three kinds is another's."""
    kinds = (ConfigError, ArticleError, StoreError)
    assert all(kind.__bases__ == (PipelineError,) for kind in kinds)
    assert PipelineError.__bases__ == (Exception,)


@pytest.mark.parametrize("workers", [0, -1, 257, 1.5, True, "2"])
def test_workers_is_a_whole_number_in_range(workers: Any) -> None:
    """Only a whole number from 1 to 256 counts processes."""
    with pytest.raises(ConfigError, match="a whole number from 1 to 256"):
        Config(workers=workers)
