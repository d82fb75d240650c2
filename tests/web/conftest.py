"""The page of a small store, asked in the process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from small_corpus import small_store
from starlette.testclient import TestClient

from pipeline.schema import Schema
from pipeline.web.app import make_app

ADDRESS = "http://127.0.0.1:8000"


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small store."""
    return small_store(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="session")
def client(folder: Path, schema: Schema) -> Iterator[TestClient]:
    """Return a client of the page, as if bound to 127.0.0.1:8000."""
    with TestClient(make_app(folder, schema), base_url=ADDRESS, headers={"accept-language": "zh-CN"}) as found:
        yield found
