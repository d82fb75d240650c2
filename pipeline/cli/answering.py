"""What commands that ask the store share: opening it, and printing answers as text or JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from pipeline.schema import Schema
    from pipeline.store import Store

_Answer = TypeVar("_Answer")


@contextmanager
def asked(folder: Path, config: Path | None = None) -> Iterator[tuple[Store, Schema]]:
    """Open the store that a run left in a folder, at one moment; the schema is the settings'."""
    from pipeline.config import load_config
    from pipeline.schema import load_schema
    from pipeline.store import Store

    schema = load_schema(load_config(config).schema)
    with Store(folder / "knowledge.sqlite") as store, store.moment():
        yield store, schema


def print_answers(
    answers: Sequence[_Answer], show: Callable[[_Answer], Iterable[str]], *, as_json: bool, apart: bool = True
) -> None:
    """Print answers as a JSON list of their fields, or as text, those of several lines ``apart``."""
    if as_json:
        fields: Callable[[Any], dict[str, Any]] = asdict
        print(json.dumps(list(map(fields, answers)), ensure_ascii=False, indent=2))
    else:
        shown = ("\n".join(show(answer)) for answer in answers)
        print(("\n\n" if apart else "\n").join(shown), end="\n" if answers else "")
