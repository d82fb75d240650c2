"""How fast the page's routes answer: requests a second and latencies of one server process under several clients.

    python tests/benchmarks/http_speed.py FOLDER [--clients 16] [--seconds 10]

FOLDER holds a store; the cards asked for are drawn from it at random (seeded). The clients speak HTTP/1.1 over kept
connections from a process of their own, one request at a time each. Beside the wall times stands the processor time
that the server took for a request, which other work on the machine does not change.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlencode

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from serving import served

from pipeline.store import Store

SEED = 7


def _requests(folder: Path) -> dict[str, Callable[[], str]]:
    """Return for each route a way to draw a request."""
    draw = random.Random(SEED)
    with Store(folder / "knowledge.sqlite") as store:
        entities = [(entity.id, entity.name) for entity in store.entities()]
    sample = draw.sample(entities, min(len(entities), 20_000))
    return {
        "GET /api/card": lambda: f"/api/card?name={quote(draw.choice(sample)[0])}",
        "GET /entity": lambda: f"/entity?id={quote(draw.choice(sample)[0])}",
        "GET /api/search": lambda: f"/api/search?{urlencode({'q': draw.choice(sample)[1][:2], 'limit': 8})}",
    }


async def _client(address: tuple[str, int], path: Callable[[], str], until: float, took: list[float]) -> None:
    reader, writer = await asyncio.open_connection(*address)
    host = f"{address[0]}:{address[1]}"
    while time.perf_counter() < until:
        start = time.perf_counter()
        writer.write(f"GET {path()} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        if not head.startswith("http/1.1 200"):
            raise SystemExit(f"the server answered {head.splitlines()[0]}")
        await reader.readexactly(int(head.split("content-length: ")[1].split("\r\n")[0]))
        took.append(time.perf_counter() - start)
    writer.close()


async def _measure(address: tuple[str, int], path: Callable[[], str], clients: int, seconds: float) -> list[float]:
    took: list[float] = []
    until = time.perf_counter() + seconds
    await asyncio.gather(*(_client(address, path, until, took) for _ in range(clients)))
    return sorted(took)


def _processor_seconds(process: int) -> float:
    """Return what a process has used so far, all its threads together (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Print a line a route."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=10.0)
    arguments = parser.parse_args()
    requests = _requests(arguments.folder)
    with served(arguments.folder) as server:
        address = server.host, server.port
        for name, path in requests.items():
            asyncio.run(_measure(address, path, arguments.clients, 1.0))
            before = _processor_seconds(server.process)
            took = asyncio.run(_measure(address, path, arguments.clients, arguments.seconds))
            used = (_processor_seconds(server.process) - before) / len(took) * 1000
            rate = len(took) / arguments.seconds
            p50, p99 = statistics.median(took) * 1000, took[int(len(took) * 0.99)] * 1000
            print(f"{name:16} {rate:8.0f} requests/s   p50 {p50:6.1f} ms   p99 {p99:6.1f} ms   cpu {used:.2f} ms")


if __name__ == "__main__":
    main()
