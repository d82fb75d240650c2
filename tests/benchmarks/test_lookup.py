"""The lookup benchmark in small: names are found as surely as promised."""

from __future__ import annotations

from pathlib import Path

import pytest
from lookup import recall, report
from synthetic import Size, articles, build, entries

from pipeline.store import Store


def test_the_invented_is_the_same_each_time() -> None:
    """Two goes give the same entities and articles; all names of entities differ; every entity is named."""
    size = Size(300, 100)
    known = entries(size)
    assert known == entries(size)
    assert list(articles(size, known)) == list(articles(size, known))
    assert len({entry.name for entry in known}) == 300
    assert {mention.entity for one in articles(size, known) for mention in one.mentions} == {one.id for one in known}


@pytest.mark.slow
def test_names_are_found(tmp_path: Path) -> None:
    """Of 2,000 entities: all names exactly, by any two characters and by pinyin; of slips more than 95 in 100."""
    build(tmp_path / "knowledge.sqlite", Size(2000, 500))
    with Store(tmp_path / "knowledge.sqlite") as store:
        found = {kind: found / asked for kind, (found, asked) in recall(store, 300).items()}
        assert found["exact"] == found["any two characters inside"] == found["pinyin"] == 1
        assert found["a slip, first 20 hits"] >= 0.95
        assert len(list(report(store, 20))) > 15
