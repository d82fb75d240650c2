"""The JSON routes against their own OpenAPI document, with made-up requests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from small_corpus import small_store

from pipeline.schema import load_schema
from pipeline.web.app import make_app

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
ROUTES = [
    "search",
    "card",
    "neighbours",
    "drawing",
    "neighbourhood.graphml",
    "evidence",
    "path",
    "timeline",
    "compare",
    "full-text",
    "top",
    "changes",
]
BOUNDS = settings(
    max_examples=20,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Return the document of an app of the small store, under the name that the client speaks to."""
    app = make_app(small_store(tmp_path_factory.mktemp("made-up")), load_schema(), "testserver", 80)
    yield schemathesis.openapi.from_asgi("/api/openapi.json", app)
    app.state.site.close()


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode))
@pytest.mark.parametrize("route", ROUTES)
def test_every_answer_is_as_documented(document: Any, route: str, mode: Any) -> None:
    """Whatever is asked, fitting or not, status, type and shape are those of the document, and never 500."""

    @BOUNDS
    @given(case=document[f"/api/{route}"]["GET"].as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        case.call_and_validate()

    ask()


def test_no_route_is_left_out(document: Any) -> None:
    """The list above is that of the document."""
    assert {operation.ok().path for operation in document.get_all_operations()} == {f"/api/{name}" for name in ROUTES}
