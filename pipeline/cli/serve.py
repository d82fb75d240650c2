"""`xinpu serve`: the lookup page."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import ConfigOption, StoreOption


def serve(
    store: StoreOption = Path("outputs"),
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Address to listen on; 0.0.0.0 for all.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="Port; 0 for any free one.")] = 8000,
    config: ConfigOption = None,
) -> None:
    """Serve the lookup page and its JSON routes until Ctrl-C."""
    from pipeline.config import load_config
    from pipeline.errors import ConfigError
    from pipeline.schema import load_schema

    try:
        import uvicorn

        from pipeline.web.app import make_app
    except ModuleNotFoundError as error:
        raise ConfigError(f"serve: the package {error.name!r} is missing; pip install 'xinpu[web]' would do") from error
    schema = load_schema(load_config(config).schema)
    with _listening(host, port) as listener:
        bound = listener.getsockname()[1]
        app = make_app(store, schema, host, bound)
        print(f"XinPu 芯谱: http://{f'[{host}]' if ':' in host else host}:{bound}  (Ctrl-C ends it)", flush=True)
        settings = uvicorn.Config(app, log_level="warning", server_header=False, proxy_headers=False, ws="none")
        uvicorn.Server(settings).run(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    from pipeline.errors import ConfigError

    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, proto=socket.IPPROTO_TCP)[0]
        # Named as TCP, for asyncio turns Nagle's waiting off on such sockets alone: it would cost 40 ms an answer.
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
        raise ConfigError(
            f"serve: cannot listen on {host}:{port}: {reason}; another --host or --port would do"
        ) from error
    return listener
