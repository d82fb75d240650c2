"""Fixtures that many tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.schema import Schema, load_schema


@pytest.fixture(scope="session")
def schema() -> Schema:
    """Return the built-in schema."""
    return load_schema()


@pytest.fixture(scope="session")
def gold_folder() -> Path:
    """Return the folder of annotated passages beside the checkout; the test is skipped where there is none."""
    folder = (Path(__file__).parents[1] / "../shared/gold").resolve()
    if not folder.is_dir():
        pytest.skip("no annotated passages: the folder shared/gold is not beside the checkout")
    return folder
