"""The application: routes, guard, faults and static files put together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.staticfiles import StaticFiles

import pipeline
from pipeline.lookup import MEASURES
from pipeline.schema import Schema
from pipeline.web import api, pages
from pipeline.web.faults import add_faults
from pipeline.web.guard import Guard
from pipeline.web.rendering import Pages
from pipeline.web.site import Site

_STATIC = Path(__file__).with_name("static")


def make_app(folder: Path, schema: Schema, host: str = "127.0.0.1", port: int = 8000) -> FastAPI:
    """Return the app that answers for the store in ``folder``; StoreError when there is none or it cannot be read.

    ``host`` and ``port`` are what the server is bound to: requests under any other name are refused.
    """
    site = Site(folder / "knowledge.sqlite", schema)
    with site.open():
        pass
    app = FastAPI(
        title="XinPu 芯谱",
        version=pipeline.__version__,
        description="Questions to a knowledge graph read from Chinese articles.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_closing,
    )
    app.state.site = site
    app.state.pages = Pages(schema, pipeline.__version__)
    app.include_router(api.router)
    app.include_router(pages.router)
    app.mount("/static", StaticFiles(directory=_STATIC))
    add_faults(app, app.state.pages.fault)
    app.add_middleware(Guard, host=host, port=port)
    app.openapi = lambda: _openapi(app, schema)  # type: ignore[method-assign] # FastAPI's documented way
    return app


@asynccontextmanager
async def _closing(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.site.close()


def _openapi(app: FastAPI, schema: Schema) -> dict[str, Any]:
    """Return the OpenAPI document, which names the schema's relations and types as the values of their parameters."""
    if app.openapi_schema is None:
        document = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        known = {"relation": [*schema.relations], "type": [*schema.entities], "measure": [*MEASURES]}
        for operation in (operation for path in document["paths"].values() for operation in path.values()):
            for parameter in operation.get("parameters", ()):
                if values := known.get(parameter["name"]):
                    inner = parameter["schema"]
                    is_list, is_optional = inner.get("type") == "array", inner.get("default") == ""
                    (inner["items"] if is_list else inner)["enum"] = ["", *values] if is_optional else values
        app.openapi_schema = document
    return app.openapi_schema
