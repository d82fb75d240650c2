"""What no request gets past, and what every answer bears."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_corpus import HTML_NAME
from starlette.testclient import TestClient

from pipeline.schema import Schema
from pipeline.web.app import make_app
from pipeline.web.guard import LONGEST_PATH, LONGEST_QUERY, hosts_of

CARD = "/api/card?name=company:nvidia"


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "LOCALHOST:8000"])
def test_the_bound_host_is_answered(client: TestClient, host: str) -> None:
    """The bound address and the names of the own machine, with the bound port, get an answer."""
    assert client.get(CARD, headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:9000", "127.0.0.1:8000.evil.example", ""])
def test_another_host_is_refused(client: TestClient, host: str) -> None:
    """A Host header other than the bound one gets no data, and the answer says which hosts would do."""
    response = client.get(CARD, headers={"host": host})
    assert response.status_code == 421
    told = "this server answers to 127.0.0.1:8000, localhost:8000, [::1]:8000"
    assert response.json() == {"error": f"Host: {host!r}; {told}", "nearest": [], "choices": []}


def test_a_server_on_all_addresses_answers_to_addresses_alone(folder: Path, schema: Schema) -> None:
    """Bound to 0.0.0.0 it answers under any address with the bound port, under no foreign name."""
    app = make_app(folder, schema, "0.0.0.0", 8000)  # noqa: S104 - nothing is bound here
    with TestClient(app, base_url="http://192.0.2.7:8000") as client:
        assert client.get(CARD).status_code == 200
        assert client.get(CARD, headers={"host": "[2001:db8::1]:8000"}).status_code == 200
        for host in ("192.0.2.7:9000", "evil.example:8000", "192.0.2.7"):
            assert client.get(CARD, headers={"host": host}).status_code == 421


def test_on_the_usual_port_the_host_may_leave_it_out() -> None:
    """Browsers do not send port 80."""
    assert "localhost" in hosts_of("127.0.0.1", 80)
    assert "localhost" not in hosts_of("127.0.0.1", 8000)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
def test_only_reading_is_answered(client: TestClient, method: str) -> None:
    """Every other method is refused, by name."""
    response = client.request(method, CARD)
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, HEAD"
    assert response.json()["error"] == f"method: {method!r}; GET and HEAD would do"


def test_head_is_get_without_a_body(client: TestClient) -> None:
    """HEAD has the status and the length of GET, and no body."""
    head, get = client.head(CARD), client.get(CARD)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == get.headers["content-length"] == str(len(get.content))


@pytest.mark.parametrize(
    "path", ["/", CARD, "/nowhere", "/api/nowhere", "/static/style.css", "/entity?id=company:nvidia"]
)
def test_every_answer_bears_the_headers_of_safety(client: TestClient, path: str) -> None:
    """Scripts and styles come from this server alone and never inline, no other site may read or frame the answer."""
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert not [name for name in headers if name.startswith("access-control")]


def test_an_overlong_query_is_refused(client: TestClient) -> None:
    """A query of 60 kB is a clear 414, one that is merely too long for a name a clear 422."""
    response = client.get("/api/search?q=" + "a" * 60_000)
    assert response.status_code == 414
    assert response.json()["error"] == f"query: 60002 bytes; up to {LONGEST_QUERY} would do"
    response = client.get("/api/search", params={"q": "英" * 201})
    assert response.status_code == 422
    assert response.json()["error"] == f"q: '{'英' * 60}…'; up to 200 characters would do"


def test_an_overlong_path_is_refused(client: TestClient) -> None:
    """So is a path; elsewhere than under /api the answer is text."""
    response = client.get("/" + "a" * LONGEST_PATH)
    assert (response.status_code, response.text) == (414, f"path: over {LONGEST_PATH} bytes; a shorter one would do\n")


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static/..%5capp.py",
        "/static/%2fetc/passwd",
        "/static//etc/passwd",
        "/static/vendor",
        "/static/",
        "/static/a%00b",
        "/static/%ff%fe",
        "//evil.example/",
    ],
)
def test_tricks_with_paths_find_nothing(client: TestClient, path: str) -> None:
    """Only the static files are served; a path that leaves their folder is not found, and no link leads to its host."""
    response = client.get(f"http://127.0.0.1:8000{path}")
    assert response.status_code in {400, 404}
    assert "root:" not in response.text
    assert "def make_app" not in response.text
    assert 'href="//' not in response.text


@pytest.mark.parametrize(
    "query",
    [
        "'; DROP TABLE entities; --",
        '"',
        "%",
        "_",
        "\0",
        "\x1b[31m",
        "\u202e",
        "<script>alert(1)</script>",
        "{{7*7}}",
        "*",
    ],
)
@pytest.mark.parametrize("route", ["/api/search", "/search", "/text", "/api/full-text"])
def test_hostile_words_are_only_words(client: TestClient, route: str, query: str) -> None:
    """Quotes, SQL, HTML, control characters and templates are looked for, and found nowhere; nothing is executed."""
    response = client.get(route, params={"q": query})
    assert response.status_code == 200
    assert "<script>alert" not in response.text
    assert "49" not in response.text.split("<main")[-1].split("</main>")[0]
    assert client.get(CARD).status_code == 200


@pytest.mark.parametrize("route", ["/api/search?q=", "/search?q=", "/text?q=", "/entity?id=", "/api/card?name="])
def test_broken_utf8_is_no_fault_of_the_server(client: TestClient, route: str) -> None:
    """Bytes that are no UTF-8 find nothing; the answer is never 500."""
    assert client.get(f"{route}%ff%fe%ed%a0%80").status_code in {200, 404}


def test_a_name_that_is_html_is_shown_and_not_obeyed(client: TestClient) -> None:
    """Names and titles from articles are escaped on every page."""
    for path in (
        "/entity?id=company:html",
        "/entity?id=company:huawei",
        "/evidence?head=company:html&relation=competes-with&tail=company:huawei",
    ):
        text = client.get(path).text
        assert HTML_NAME not in text
        assert "&lt;img src=x" in text
        assert "<b>昇腾" not in text
