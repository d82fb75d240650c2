"""The JSON routes: the answers of pipeline.lookup, and clear faults."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import asdict
from pathlib import Path

import pytest
from small_corpus import small_store
from starlette.testclient import TestClient

from pipeline.errors import StoreError
from pipeline.lookup import card, neighbours
from pipeline.schema import Schema
from pipeline.store import Store
from pipeline.web.app import make_app


def test_a_card_is_what_lookup_answers(client: TestClient, folder: Path, schema: Schema) -> None:
    """The route adds nothing and loses nothing; an alias leads to the same card as the id."""
    with Store(folder / "knowledge.sqlite") as store:
        known = json.loads(json.dumps(asdict(card(store, "company:nvidia", schema))))
    for name in ("company:nvidia", "輝達", "nvidia"):
        assert client.get("/api/card", params={"name": name}).json() == known


def test_neighbours_are_narrowed(client: TestClient, folder: Path, schema: Schema) -> None:
    """Relation, direction, modality, type and days reach the question."""
    with Store(folder / "knowledge.sqlite") as store:
        everyone = neighbours(store, "company:nvidia", schema)
    assert len(client.get("/api/neighbours?name=英伟达").json()) == len(everyone)
    for query, expected in [
        ("relation=buys&direction=in", {"company:microsoft", "company:amd"}),
        ("modality=negated", {"company:amd"}),
        ("type=PERSON", {"person:jensen-huang"}),
        ("since=2024-06-15", {"company:amd"}),
        ("until=2024-05-01&relation=makes", {"chip:h100"}),
        ("minimum_sources=2", {"company:microsoft"}),
    ]:
        found = client.get(f"/api/neighbours?name=英伟达&{query}").json()
        assert {one["id"] for one in found} == expected, query


@pytest.mark.parametrize("query", ["英伟达", "輝達", "nvidia", "yingweida", "ywd", "英伟", "伟达"])
def test_search_finds_by_any_spelling(client: TestClient, query: str) -> None:
    """A name, its alias, its pinyin, its initials and two of its characters lead to the entity."""
    assert client.get("/api/search", params={"q": query}).json()[0]["id"] == "company:nvidia"


def test_search_keeps_to_a_type(client: TestClient) -> None:
    """Other types than the one asked for are left out."""
    assert client.get("/api/search?q=H100&type=PERSON").json() == []


def test_evidence_has_ranges_of_code_points(client: TestClient) -> None:
    """A character outside of the basic plane counts once."""
    (one,) = client.get("/api/evidence?head=微软&relation=buys&tail=H100").json()
    assert one["text"][0] == "😀"
    assert [one["text"][place["start"] : place["end"]] for place in one["mentions"]] == ["微软", "H100"]


def test_full_text_finds_words_of_two_characters(client: TestClient) -> None:
    """Every sentence with 算力, with the place of the word."""
    found = client.get("/api/full-text?q=算力").json()
    assert {one["article"] for one in found} == {"rivals", "ascend"}
    assert all(one["text"][hit["start"] : hit["end"]] == "算力" for one in found for hit in one["hits"])


def test_timeline_path_compare_top_and_changes_answer(client: TestClient) -> None:
    """Each of the other questions has its route."""
    dated = client.get("/api/timeline?one=微软&other=英伟达").json()
    assert [one["published"] for one in dated] == ["2024-05-01", "2024-06-01"]
    (chain, *_) = client.get("/api/path?one=微软&other=超威半导体").json()
    assert [stop["name"] for stop in chain["stops"]] == ["微软", "英伟达", "超威半导体"]
    assert client.get("/api/compare?one=英伟达&other=华为").json()["one"]["id"] == "company:nvidia"
    assert client.get("/api/top?type=COMPANY&limit=1").json()[0]["id"] == "company:nvidia"
    changed = client.get("/api/changes?since=2024-06-15&until=2024-12-31").json()
    assert {(one["head"], one["relation"]) for one in changed} >= {("company:amd", "buys")}


def test_a_drawing_has_the_centre_first_and_colours_of_the_schema(client: TestClient, schema: Schema) -> None:
    """Nodes have places of their own, edges point from head to tail, parallel edges are counted."""
    drawing = client.get("/api/drawing?name=英伟达").json()
    assert drawing["nodes"][0]["id"] == drawing["centre"] == "company:nvidia"
    assert len({(node["x"], node["y"]) for node in drawing["nodes"]}) == len(drawing["nodes"])
    for edge in drawing["edges"]:
        assert edge["color"] == schema.relations[edge["relation"]].color
    with_amd = [edge for edge in drawing["edges"] if "company:amd" in (edge["head"], edge["tail"])]
    assert sorted(edge["parallel"] for edge in with_amd) == [0, 1]
    assert client.get("/api/drawing?name=英伟达&limit=2").json()["left_out"] == len(drawing["edges"]) - 2


def test_the_neighbourhood_is_graphml(client: TestClient) -> None:
    """The download is a file of its own with the nodes and edges of the drawing."""
    response = client.get("/api/neighbourhood.graphml?name=英伟达&relation=buys")
    assert response.headers["content-disposition"] == 'attachment; filename="neighbourhood.graphml"'
    space = "{http://graphml.graphdrawing.org/xmlns}"
    graph = ET.fromstring(response.content).find(f"{space}graph")  # noqa: S314 - our own answer
    assert graph is not None
    assert {node.get("id") for node in graph.iter(f"{space}node")} == {
        "company:nvidia",
        "company:microsoft",
        "company:amd",
    }
    assert len(list(graph.iter(f"{space}edge"))) == 2


@pytest.mark.parametrize(
    ("query", "status", "error"),
    [
        ("card", 422, "name: is missing; a value would do"),
        ("card?name=", 422, "name: ''; at least 1 character would do"),
        ("search?q=a&limit=1000", 422, "limit: '1000'; 100 or less would do"),
        ("search?q=a&limit=0", 422, "limit: '0'; 1 or more would do"),
        ("search?q=a&limit=many", 422, "limit: 'many'; a whole number would do"),
        ("search?q=a&type=CITY", 422, "type: 'CITY'; COMPANY, CHIP, PERSON, MODEL would do"),
        ("top?measure=fame", 422, "measure: 'fame'; mentions, articles, neighbours, statements would do"),
        ("neighbours?name=a&since=soon", 422, "since: 'soon'; a day such as 2025-03-01 would do"),
        ("neighbours?name=a&" + "type=CHIP&" * 21, 422, "up to 20 values would do"),
        (
            "neighbours?name=a&modality=sure",
            422,
            "modality: 'sure'; 'asserted', 'planned', 'rumored' or 'negated' would do",
        ),
        (
            "evidence?head=a&relation=owns&tail=b",
            422,
            "relation: 'owns'; buys, trains-on, competes-with, makes, works-for would do",
        ),
        ("nowhere", 404, "'/api/nowhere': not found"),
    ],
)
def test_a_fault_says_where_what_and_what_would_do(client: TestClient, query: str, status: int, error: str) -> None:
    """Faults of a request are one line of JSON in the house's wording."""
    response = client.get(f"/api/{query}")
    assert response.status_code == status
    assert response.json()["error"].endswith(error)


def test_an_unknown_name_leads_to_the_nearest(client: TestClient, folder: Path) -> None:
    """The fault names like names, and not the folder that the store lies in."""
    response = client.get("/api/card?name=英伟搭")
    assert response.status_code == 404
    assert response.json()["error"].startswith("no entity is named '英伟搭'; nearest: ")
    assert "英伟达" in response.json()["nearest"]
    assert str(folder) not in response.text


def test_a_store_that_breaks_is_503_without_its_path(tmp_path: Path, schema: Schema) -> None:
    """What happens to the file is told to the server's log, not to the client."""
    with pytest.raises(StoreError, match="no such store"):
        make_app(tmp_path, schema)
    with TestClient(make_app(small_store(tmp_path), schema), base_url="http://127.0.0.1:8000") as client:
        (tmp_path / "knowledge.sqlite").unlink()
        for path in ("/api/card?name=英伟达", "/entity?id=company:nvidia"):
            response = client.get(path)
            assert response.status_code == 503
            assert "the store cannot be read now" in response.text
            assert str(tmp_path) not in response.text


def test_a_bug_is_500_with_the_headers_of_safety(folder: Path, schema: Schema) -> None:
    """A fault of ours tells nothing of itself to the client."""
    app = make_app(folder, schema)

    def broken() -> None:
        raise RuntimeError("secret")

    app.add_api_route("/api/broken", broken)
    app.router.routes.insert(0, app.router.routes.pop())
    with TestClient(app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False) as client:
        response = client.get("/api/broken")
    assert response.status_code == 500
    assert response.json()["error"] == "a fault of this program; the server's own messages say more"
    assert response.headers["x-content-type-options"] == "nosniff"


def test_the_openapi_document_names_the_schema(client: TestClient) -> None:
    """Relations, types and measures are listed; pages are not part of it."""
    document = client.get("/api/openapi.json").json()
    assert all(path.startswith("/api/") for path in document["paths"])
    parameters = {one["name"]: one for one in document["paths"]["/api/neighbours"]["get"]["parameters"]}
    assert parameters["relation"]["schema"]["items"]["enum"][0] == "buys"
