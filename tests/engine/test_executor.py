"""What runs on the machines of a cluster, run here."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pyarrow as pa
import pytest

from pipeline.config import Columns, Config
from pipeline.engine import executor
from pipeline.engine.executor import extract, read
from pipeline.engine.fingerprint import fingerprint, shaping_of
from pipeline.engine.shipping import packed
from pipeline.engine.staging import ARTICLES, article_in, row_of
from pipeline.errors import ConfigError
from pipeline.records import Article, Extraction

CONFIG = Config(size_limit=50)
TEXT = "微软将向英伟达采购H100。"


def _rows(batches: Iterable[Any]) -> list[dict[str, Any]]:
    return [row for batch in batches for row in batch.to_pylist()]


def _lines(*lines: str) -> list[dict[str, Any]]:
    batch = pa.RecordBatch.from_pylist([{"value": line, "file": "wire.jsonl"} for line in lines])
    return _rows(read(iter([batch]), packed(CONFIG), "shaping", lines=True))


def test_a_line_is_read_as_on_one_machine() -> None:
    """A line gives the article that the reader of files makes of it, with its fingerprint."""
    (row,) = _lines(
        json.dumps({"id": "r1", "text": TEXT, "title": "快讯", "published": "2025-10-06", "url": "https://a"})
    )
    article = article_in(row)
    assert (article.id, article.title, article.text, article.source) == ("r1", "快讯", TEXT, "https://a")
    assert str(article.published) == "2025-10-06"
    assert row["fingerprint"] == fingerprint(article, "shaping")


def test_an_article_without_id_gets_one_of_its_content() -> None:
    """Lines without an id have ids that do not depend on where they stand, and differ where they do."""
    first, second = _lines(*(json.dumps({"text": text}) for text in (TEXT, TEXT + TEXT)))
    (again,) = _lines(json.dumps({"text": TEXT + TEXT}))
    assert first["id"].startswith("wire.jsonl#")
    assert first["id"] != second["id"] == again["id"]


def test_a_bad_line_is_a_failure() -> None:
    """What cannot be read, or is too long, is a row that says where and why; a blank line is nothing."""
    bad, long = _lines("no json", "", json.dumps({"id": "r2", "text": "长" * 51}))
    assert (bad["source"], bad["place"]) == ("wire.jsonl", "no json")
    assert bad["reason"].startswith("wire.jsonl: no JSON: ")
    assert (long["id"], long["place"]) == (None, "r2")
    assert long["reason"] == "wire.jsonl: the text has 51 characters; at most 50 (size_limit) are read at once"


def test_a_row_of_a_table_is_read() -> None:
    """The columns of a table are taken as the settings name them; a row without text is a failure."""
    config = packed(Config(columns=Columns(text="content")))
    batch = pa.RecordBatch.from_pylist(
        [{"id": 7, "content": TEXT, "file": "t.parquet"}, {"id": 8, "file": "t.parquet"}]
    )
    good, bad = _rows(read(iter([batch]), config, "shaping", lines=False))
    assert (good["id"], good["text"], good["source"]) == ("7", TEXT, "t.parquet")
    assert (bad["source"], bad["place"]) == ("t.parquet", "8")
    assert bad["reason"].startswith("t.parquet: content is None; a string with the article's text would do")


def test_another_code_is_refused() -> None:
    """An executor whose code, tables or libraries are others than the driver's extracts nothing."""
    message = "executor: its xinpu, its libraries or its tables are not those of the driver; install the same on both"
    with pytest.raises(ConfigError) as raised:
        list(extract(iter(()), packed(CONFIG), "another"))
    assert str(raised.value) == message


@pytest.mark.slow
def test_the_pipeline_is_loaded_once_a_worker() -> None:
    """Two tasks, one after the other, are done by one crew, each with the results of its own articles in order."""

    def task(*idents: str) -> list[str]:
        rows = [row_of(Article(one, "", TEXT, "a.txt"), "key") for one in idents]
        batch = pa.RecordBatch.from_pylist(rows, schema=ARTICLES)
        made = _rows(extract(iter([batch]), packed(CONFIG), shaping_of(CONFIG)))
        assert [row["fingerprint"] for row in made] == ["key"] * len(idents)
        (crew,) = executor._CREWS.values()
        crews.append(crew._workers[0].process.pid)
        return [Extraction.from_json(row["record"]).id for row in made]

    crews: list[int | None] = []
    try:
        assert task("a", "b") == ["a", "b"]
        assert task("c") == ["c"]
        assert crews[0] == crews[1]
    finally:
        executor.dismiss()
