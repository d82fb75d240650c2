"""Settings and their files on their way to other machines."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest

from pipeline.config import Config, Model, load_config
from pipeline.engine import shipping
from pipeline.engine.fingerprint import shaping_of
from pipeline.engine.shipping import packed, unpacked
from pipeline.schema import BUILT_IN

NAMES = "type,name,aliases\nCOMPANY,南科晶圆公司,南科\n"


def test_files_travel_with_the_settings(tmp_path: Path) -> None:
    """Where the files of the settings are not, the unpacked settings shape an extraction all the same."""
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "one" / "names.csv").write_text(NAMES, encoding="utf-8")
    (tmp_path / "other" / "names.csv").write_text(NAMES.replace("南科", "北科"), encoding="utf-8")
    (tmp_path / "model" / "ner").mkdir(parents=True)
    (tmp_path / "model" / "ner" / "cfg").write_bytes(b"\x00\xff")
    (tmp_path / "schema.toml").write_bytes(BUILT_IN.read_bytes())
    (tmp_path / "run.toml").write_text(
        "schema = 'schema.toml'\nlexicons = ['one/names.csv', 'other/names.csv']\nmodel = 'model'\nsize_limit = 7\n",
        encoding="utf-8",
    )
    config = load_config(tmp_path / "run.toml")
    shaping, sent = shaping_of(config), pickle.dumps(packed(config))
    shutil.rmtree(tmp_path)
    there = unpacked(pickle.loads(sent))  # noqa: S301 - our own bytes
    assert shaping_of(there) == shaping
    assert ["北科" in path.read_text(encoding="utf-8") for path in there.lexicons] == [False, True]
    assert (Path(there.model.path) / "ner" / "cfg").read_bytes() == b"\x00\xff"
    assert there.size_limit == 7


def test_what_is_installed_there_does_not_travel() -> None:
    """Without files of one's own nothing is sent; a model named by package keeps its name."""
    config = Config(model=Model("zh_core_web_sm"))
    assert packed(config).files == ()
    assert unpacked(packed(config)) == config


def test_the_built_in_schema_is_that_of_the_other_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own schema is found where the package is there, wherever it was here."""
    monkeypatch.setattr(shipping, "BUILT_IN", Path(__file__))
    sent = packed(Config(schema=Path(__file__), size_limit=9))
    monkeypatch.setattr(shipping, "BUILT_IN", BUILT_IN)
    assert unpacked(sent).schema == BUILT_IN
