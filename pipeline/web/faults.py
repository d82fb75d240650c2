"""What went wrong, as the client hears it: JSON under /api, a page elsewhere; one line, and no path of ours."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, Response

from pipeline.errors import QuestionError, StoreError
from pipeline.web.headers import HEADERS

#: By the beginning of Pydantic's name for a fault.
_WOULD_DO = {
    "greater_than_equal": "{ge} or more would do",
    "less_than_equal": "{le} or less would do",
    "string_too_long": "up to {max_length} characters would do",
    "string_too_short": "at least {min_length} character would do",
    "too_long": "up to {max_length} values would do",
    "int_parsing": "a whole number would do",
    "literal_error": "{expected} would do",
    "date": "a day such as 2025-03-01 would do",
}
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there is no answer; ``nearest`` are names like the one asked for, ``choices`` the ids it may have meant."""

    error: str
    nearest: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


def refusal(status: int, error: str, *, json: bool) -> Response:
    """Return the bare answer to a request that no route shall see."""
    headers = {"allow": "GET, HEAD"} if status == 405 else None
    if json:
        return JSONResponse(asdict(Fault(error)), status, headers)
    return PlainTextResponse(error + "\n", status, headers)


def add_faults(app: FastAPI, page: Callable[[Request, int, Fault], Response]) -> None:
    """Answer every fault with :class:`Fault`: as JSON under /api, else by ``page(request, status, fault)``."""

    def answer(request: Request, status: int, fault: Fault, headers: Mapping[str, str] | None = None) -> Response:
        if request.url.path.startswith("/api"):
            return JSONResponse(asdict(fault), status, headers)
        return page(request, status, fault)

    @app.exception_handler(QuestionError)
    def unanswered(request: Request, error: QuestionError) -> Response:
        status = 409 if error.choices else 404
        return answer(request, status, Fault(_without_folder(request, str(error)), error.nearest, error.choices))

    @app.exception_handler(StoreError)
    def unreadable(request: Request, error: StoreError) -> Response:
        _LOG.error("%s", error)
        return answer(request, 503, Fault("the store cannot be read now; the server's own messages say why"))

    @app.exception_handler(RequestValidationError)
    def unfit(request: Request, error: RequestValidationError) -> Response:
        return answer(request, 422, Fault("; ".join(map(_described, error.errors()[:5]))))

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        where = f"{request.url.path[:100]!r}: {str(error.detail).lower()}"
        return answer(request, error.status_code, Fault(where), error.headers)

    @app.exception_handler(Exception)
    def bug(request: Request, error: Exception) -> Response:  # noqa: ARG001 - the server prints its traceback
        response = answer(request, 500, Fault("a fault of this program; the server's own messages say more"))
        response.headers.update(HEADERS)  # made outside of the guard, which adds them elsewhere
        return response


def _without_folder(request: Request, message: str) -> str:
    return message.replace(f" in {request.app.state.site.store.parent}", "")


def _described(error: Mapping[str, Any]) -> str:
    """Return what is wrong with one parameter, in the house's wording: ``limit: '0'; 1 or more would do``."""
    name = ".".join(str(part) for part in error["loc"][1:] if not isinstance(part, int))
    if error["type"] == "missing":
        return f"{name}: is missing; a value would do"
    given, limits = str(error["input"]), error.get("ctx", {})
    shown = repr(given if len(given) <= 60 else given[:60] + "…")
    return f"{name}: {shown}; {_would_do(error['type'], limits) or error['msg'].lower()}"


def _would_do(kind: str, limits: Mapping[str, Any]) -> str:
    return next((told.format(**limits) for begin, told in _WOULD_DO.items() if kind.startswith(begin)), "")
