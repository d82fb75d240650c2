"""What no request gets past: only this server's names, only reading, nothing overlong."""

from __future__ import annotations

import ipaddress

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.web.faults import refusal
from pipeline.web.headers import HEADERS

#: Bytes of a path and of a query string that are read at all.
LONGEST_PATH = 1024
LONGEST_QUERY = 16384


def hosts_of(host: str, port: int) -> tuple[str, ...]:
    """Return the Host headers that a server bound to ``host`` answers to, the bound one first."""
    bound = f"[{host}]" if ":" in host else host
    names = dict.fromkeys((bound, "127.0.0.1", "localhost", "[::1]"))
    forms = [f"{name}:{port}" for name in names]
    return tuple([*forms, *names] if port == 80 else forms)


class Guard:
    """Refuse what a page of one's own machine has no reason to answer, before any route sees it.

    A Host header other than the bound one is refused, so that no web page elsewhere can reach the server under a name
    of its own (DNS rebinding). A server bound to all addresses answers to any address, but to no foreign name.
    """

    def __init__(self, app: ASGIApp, host: str, port: int) -> None:
        self.app = app
        self.port = port
        self.hosts = hosts_of(host, port)
        self.everywhere = host in {"0.0.0.0", "::"}  # noqa: S104 - compared with, not bound to

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with the headers of safety added to its answer, or refuse it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        silent = scope["method"] == "HEAD"

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            elif silent and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        refused = self._refused(scope)
        app = refusal(*refused, json=_wants_json(scope)) if refused else self.app
        await app({**scope, "method": "GET"} if silent else scope, receive, with_headers)

    def _refused(self, scope: Scope) -> tuple[int, str] | None:
        hosts = Headers(scope=scope).getlist("host")
        if len(hosts) != 1 or not self._is_ours(hosts[0].lower()):
            return 421, f"Host: {', '.join(hosts)[:100]!r}; this server answers to {', '.join(self.hosts)}"
        if scope["method"] not in {"GET", "HEAD"}:
            return 405, f"method: {scope['method'][:20]!r}; GET and HEAD would do"
        if len(scope.get("raw_path") or scope["path"]) > LONGEST_PATH:
            return 414, f"path: over {LONGEST_PATH} bytes; a shorter one would do"
        if len(scope["query_string"]) > LONGEST_QUERY:
            return 414, f"query: {len(scope['query_string'])} bytes; up to {LONGEST_QUERY} would do"
        if not scope["path"].isprintable():
            return 400, "path: holds a control character; one without would do"
        return None

    def _is_ours(self, host: str) -> bool:
        return host in self.hosts or (self.everywhere and _is_address(host, self.port))


def _is_address(host: str, port: int) -> bool:
    name, _, given = host.rpartition(":")
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return given == str(port)


def _wants_json(scope: Scope) -> bool:
    return str(scope["path"]).startswith("/api")
