"""What an extraction follows from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.config import Config, Model
from pipeline.engine import fingerprint as module
from pipeline.engine.fingerprint import fingerprint, shaping_of
from pipeline.records import Article

ARTICLE = Article("a", "题", "正文。", "a.txt", date(2024, 6, 5))


@pytest.mark.parametrize(
    "changed",
    [
        replace(ARTICLE, id="b"),
        replace(ARTICLE, title=""),
        replace(ARTICLE, text="正文！"),
        replace(ARTICLE, source="b.txt"),
        replace(ARTICLE, published=None),
        replace(ARTICLE, encoding="gb18030"),
        replace(ARTICLE, id="a题", title=""),
    ],
)
def test_any_part_of_an_article_counts(changed: Article) -> None:
    """Another article has another fingerprint, the same one the same."""
    assert fingerprint(ARTICLE, "s") == fingerprint(replace(ARTICLE), "s")
    assert fingerprint(changed, "s") != fingerprint(ARTICLE, "s")
    assert fingerprint(ARTICLE, "t") != fingerprint(ARTICLE, "s")


def test_the_content_of_settings_counts_and_their_place_does_not(tmp_path: Path) -> None:
    """A table with another row, a model with other weights or labels; not workers or limits, nor the folder."""
    configs = []
    for folder, row in (("one", "甲"), ("two", "甲"), ("three", "乙")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "names.csv").write_text(f"type,name\nCOMPANY,{row}\n", encoding="utf-8")
        configs.append(Config(lexicons=(tmp_path / folder / "names.csv",)))
    one, two, three = map(shaping_of, configs)
    assert one == two != three
    assert shaping_of(replace(configs[0], workers=2, time_limit=5)) == one
    model = tmp_path / "model"
    model.mkdir()
    (model / "weights").write_bytes(b"1")
    labelled = [Config(model=Model(str(model))), Config(model=Model(str(model), (("ORG", "COMPANY"),)))]
    hashes = {shaping_of(config) for config in labelled}
    (model / "weights").write_bytes(b"2")
    shaping_of.cache_clear()
    hashes |= {shaping_of(config) for config in labelled}
    assert len(hashes | {shaping_of(Config())}) == 5


def test_the_code_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A changed file of the language or the tables is another shaping; one of an export is not, but other code."""
    for name in ("language/rules.py", "knowledge/names.csv", "export/tables.py"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("1", encoding="utf-8")
    monkeypatch.setattr(module, "PACKAGE", tmp_path)

    def hashes() -> tuple[str, str]:
        shaping_of.cache_clear()
        return shaping_of(Config()), module.code_hash()

    before = hashes()
    (tmp_path / "export/tables.py").write_text("2", encoding="utf-8")
    exported = hashes()
    assert exported[0] == before[0]
    assert exported[1] != before[1]
    for name in ("language/rules.py", "knowledge/names.csv"):
        old = hashes()
        (tmp_path / name).write_text("2", encoding="utf-8")
        assert hashes()[0] != old[0]
    shaping_of.cache_clear()
