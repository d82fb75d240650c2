"""Parquet, for data frames and databases: entities, edges, and what each article states; days are dates.

Needs pyarrow (`pip install "xinpu[parquet]"`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import Any

import networkx as nx

from pipeline.errors import ConfigError
from pipeline.export.columns import DAYS, columns, writable
from pipeline.export.writing import replacing_bytes

#: Rows held at a time.
_ROWS = 20_000


def write_parquet(graph: nx.MultiDiGraph[str], statements: Iterable[Mapping[str, Any]], folder: Path) -> None:
    """Write entities.parquet, edges.parquet and statements.parquet; ConfigError where pyarrow is not installed."""
    entities = columns(data for _, data in graph.nodes(data=True))
    edges = columns(data for _, _, data in graph.edges(data=True))
    _write(
        folder / "entities.parquet",
        {"id": str, **entities},
        ({"id": node, **data} for node, data in graph.nodes(data=True)),
    )
    _write(
        folder / "edges.parquet",
        {"head": str, "tail": str, "relation": str, **edges},
        (
            {"head": head, "tail": tail, "relation": relation, **data}
            for head, tail, relation, data in graph.edges(keys=True, data=True)
        ),
    )
    stated = iter(statements)
    first = list(islice(stated, 1))
    types = columns(first) or {"article": str, "head": str, "relation": str, "tail": str}
    _write(folder / "statements.parquet", types, chain(first, stated))


def _write(path: Path, types: Mapping[str, type], rows: Iterable[Mapping[str, Any]]) -> None:
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra, needed here alone
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError as error:
        raise ConfigError("export: parquet needs pyarrow; pip install 'xinpu[parquet]' would do") from error
    kinds = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    schema = pa.schema([(name, pa.date32() if name in DAYS else kinds[kind]) for name, kind in types.items()])
    make = {name: _maker(name, kind) for name, kind in types.items()}
    rows = iter(rows)
    with replacing_bytes(path) as file, pq.ParquetWriter(file, schema, compression="zstd") as writer:
        while some := list(islice(rows, _ROWS)):
            filled = [pa.array([make[name](row.get(name)) for row in some], schema.field(name).type) for name in types]
            writer.write_table(pa.table(filled, schema=schema))


def _maker(name: str, kind: type) -> Callable[[Any], Any]:
    if name in DAYS:
        return lambda value: date.fromisoformat(value) if value else None
    if kind is str:
        return lambda value: None if value is None else writable(value)
    return lambda value: None if value is None else kind(value)
