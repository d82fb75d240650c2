"""Parquet as pyarrow reads it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from graphs import HOSTILE, built, named, shown

from pipeline.errors import ConfigError
from pipeline.export.parquet import write_parquet


def test_all_three_tables_are_read_back(tmp_path: Path) -> None:
    """Entities, edges and statements with their types; a day is a date, an empty one null."""
    graph, statements = built(tmp_path)
    write_parquet(graph, statements, tmp_path)
    days = {"first_seen", "last_seen", "date_first", "date_last", "published"}

    def typed(row: dict[str, object]) -> dict[str, object]:
        return {k: (date.fromisoformat(str(v)) if v else None) if k in days else v for k, v in row.items()}

    entities = pq.read_table(tmp_path / "entities.parquet")
    assert entities.to_pylist() == [typed({"id": node, **data}) for node, data in graph.nodes(data=True)]
    assert entities.schema.field("first_seen").type == pa.date32()
    edges = pq.read_table(tmp_path / "edges.parquet")
    assert edges.to_pylist() == [typed({"head": a, "tail": b, **data}) for a, b, data in graph.edges(data=True)]
    assert pq.read_table(tmp_path / "statements.parquet").to_pylist() == [typed(row) for row in statements]


def test_hostile_names_come_back(tmp_path: Path) -> None:
    """Texts are those of the other formats, and no statement at all is a table without rows."""
    write_parquet(named(HOSTILE), [], tmp_path)
    assert pq.read_table(tmp_path / "entities.parquet")["name"].to_pylist() == [shown(name) for name in HOSTILE]
    assert pq.read_table(tmp_path / "statements.parquet").num_rows == 0


def test_without_pyarrow_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what to install, and nothing is written."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ConfigError, match=r"parquet needs pyarrow; pip install 'xinpu\[parquet\]' would do"):
        write_parquet(named(["英伟达"]), [], tmp_path)
    assert list(tmp_path.iterdir()) == []
