"""`xinpu serve`, as a process of its own."""

from __future__ import annotations

import http.client
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from by_hand import article, stored
from serving import served
from small_corpus import ARTICLES, KNOWN, small_store


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    """Return host and port of a server on a free port."""
    with served(small_store(tmp_path_factory.mktemp("served"))) as found:
        yield found.host, found.port


def _sent(address: tuple[str, int], request: bytes) -> bytes:
    with socket.create_connection(address, timeout=20) as connection:
        connection.sendall(request)
        answer = b""
        try:
            while received := connection.recv(65536):
                answer += received
        except ConnectionResetError:
            pass  # it stopped reading a request that it had refused
        return answer


@pytest.mark.slow
def test_a_megabyte_of_query_is_a_clear_refusal(address: tuple[str, int]) -> None:
    """The server reads no more of it than it must, says 4xx, and goes on."""
    answer = _sent(address, b"GET /api/search?q=" + b"a" * 1_000_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n")
    assert re.match(rb"HTTP/1.1 4\d\d ", answer)
    assert b" 200 OK" in _sent(
        address, b"GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n" % address[1]
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "request_", [b"\x00\xff\xfe\r\n\r\n", b"GET /\xff HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n"]
)
def test_what_is_no_http_is_refused(address: tuple[str, int], request_: bytes) -> None:
    """Bytes that are no request, or one without a Host, get a 4xx."""
    assert re.match(rb"HTTP/1.1 4\d\d ", _sent(address, request_))


@pytest.mark.slow
def test_answers_are_right_while_a_run_writes(tmp_path: Path) -> None:
    """Sixteen readers get whole, right cards before, while and after the same store is written anew."""
    extra = article("[微软|company:microsoft]来了。", ident="more", title="补充")
    with served(small_store(tmp_path)) as server, ThreadPoolExecutor(16) as readers:

        def read(_: int) -> tuple[int, bytes]:
            connection = http.client.HTTPConnection(server.host, server.port, timeout=20)
            connection.request("GET", "/api/card?name=company:nvidia")
            response = connection.getresponse()
            answer = response.status, response.read()
            connection.close()
            return answer

        expected = read(0)
        assert expected[0] == 200
        answers = readers.map(read, range(200))
        for _ in range(5):
            stored(tmp_path, [*ARTICLES, extra], known=KNOWN)
        assert set(answers) == {expected}


@pytest.mark.slow
def test_a_port_in_use_is_told(tmp_path: Path) -> None:
    """One line names the place and the way out; exit status 2."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = _serve("--in", str(small_store(tmp_path)), "--port", str(port))
    assert done.returncode == 2
    told = f"cannot listen on 127.0.0.1:{port}: Address already in use; another --host or --port would do"
    assert done.stderr == f"xinpu: serve: {told}\n"


@pytest.mark.slow
def test_a_folder_without_a_store_is_told(tmp_path: Path) -> None:
    """The fault is the store's own."""
    done = _serve("--in", str(tmp_path), "--port", "0")
    assert done.returncode == 2
    assert "no such store" in done.stderr


@pytest.mark.slow
def test_a_missing_extra_is_told(tmp_path: Path) -> None:
    """Without FastAPI the command says what to install; nothing else needs it."""
    (tmp_path / "fastapi.py").write_text("raise ModuleNotFoundError('gone', name='fastapi')\n", encoding="utf-8")
    code = (
        "import sys; sys.path.insert(0, sys.argv.pop()); from pipeline.cli import main; sys.argv[0] = 'xinpu'; main()"
    )
    command = [sys.executable, "-c", code, "serve", str(tmp_path)]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 2
    assert done.stderr == "xinpu: serve: the package 'fastapi' is missing; pip install 'xinpu[web]' would do\n"


def _serve(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline", "serve", *arguments]
    return subprocess.run(command, check=False, capture_output=True, encoding="utf-8", timeout=60)
