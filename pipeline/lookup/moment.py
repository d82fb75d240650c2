"""An answer comes from one moment of the store, also when a run is being finished meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from pipeline.store import Store

_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")


def at_one_moment(
    question: Callable[Concatenate[Store, _Given], _Answer],
) -> Callable[Concatenate[Store, _Given], _Answer]:
    """Let a question see the store as it is when it begins."""

    @wraps(question)
    def asked(store: Store, /, *args: _Given.args, **kwargs: _Given.kwargs) -> _Answer:
        with store.moment():
            return question(store, *args, **kwargs)

    return asked
