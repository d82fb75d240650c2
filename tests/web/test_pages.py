"""The pages without JavaScript."""

from __future__ import annotations

import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

STATIC = Path(__file__).parents[2] / "pipeline" / "web" / "static"
PAGES = [
    "/",
    "/search?q=英伟",
    "/search?q=无此名",
    "/search",
    "/text?q=算力",
    "/text",
    "/entity?id=company:nvidia",
    "/entity?id=company:nvidia&relation=buys&modality=planned&since=2024-01-01&until=",
    "/evidence?head=company:microsoft&relation=buys&tail=company:nvidia",
    "/evidence?head=company:nvidia&relation=buys&tail=company:microsoft",
    "/timeline",
    "/timeline?one=英伟达&other=",
    "/timeline?one=微软&other=nvidia",
    "/timeline?one=百度",
    "/compare",
    "/compare?one=英伟达&other=华为",
    "/path",
    "/path?one=微软&other=amd&relation=buys&relation=competes-with",
    "/changes",
    "/changes?since=2024-06-15&until=",
]


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in {"href", "src"}:
                self.addresses.append(value or "")
            if name == "style" or name.startswith("on") or (tag == "script" and not dict(attrs).get("src")):
                self.inline.append(f"{tag} {name}")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_in_both_languages(client: TestClient, path: str, language: str) -> None:
    """Every page is answered, asks nothing of another host, and has nothing inline that the policy forbids."""
    response = client.get(f"{path}{'&' if '?' in path else '?'}lang={language}")
    assert response.status_code == 200
    assert response.headers["content-language"] == language
    found = _Links()
    found.feed(response.text)
    assert found.inline == []
    assert all(address.startswith(("/", "#")) and not address.startswith("//") for address in found.addresses)


@pytest.mark.parametrize("path", PAGES)
def test_a_link_on_a_page_leads_somewhere(client: TestClient, path: str) -> None:
    """No link is dead, and each keeps the language that was chosen."""
    found = _Links()
    found.feed(client.get(path, params={"lang": "en"} if "?" not in path else None).text)
    for address in dict.fromkeys(found.addresses):
        assert address.startswith("#") or client.get(address).status_code == 200, address


def test_the_language_follows_the_browser_and_then_the_choice(client: TestClient) -> None:
    """Accept-Language decides until ?lang= does; links then carry it on."""
    for header, language in [
        ("en-US,zh;q=0.8", "en"),
        ("fr, zh-TW;q=0.9, en;q=0.2", "zh"),
        ("fr", "zh"),
        ("en;q=x", "en"),
    ]:
        response = client.get("/", headers={"accept-language": header})
        assert response.headers["content-language"] == language
        assert "lang=" + language not in response.text
    assert "lang=en" in client.get("/search?q=英伟达&lang=en").text.split("<main")[1]
    assert "Suchen" not in client.get("/?lang=de").text


def test_search_leads_from_a_name_to_the_card_and_its_sentences(client: TestClient) -> None:
    """The result list links the entity; sentences with the word are shown with the word marked."""
    text = client.get("/search?q=英伟").text
    assert 'href="/entity?id=company%3Anvidia"' in text
    assert '<mark class="hit">英伟</mark>' in text


def test_a_statement_shows_its_words_source_day_modality_and_confidence(client: TestClient) -> None:
    """Mentions of both ends and the cue are marked where they stand, behind a character of two UTF-16 units."""
    text = client.get("/evidence?head=company:microsoft&relation=buys&tail=chip:h100").text
    assert (
        '<mark class="cue">😀</mark><mark class="mention">微软</mark>将向英伟达采购<mark class="mention">H100</mark>'
        in text
    )
    for told in ("2024-05-01", "微软的订单", "orders.txt", "计划", "置信度 0.90", "依据：hand"):
        assert told in text


def test_a_statement_shows_what_else_is_said(client: TestClient) -> None:
    """Quantity and date stand below the sentence; a date with its days, what has none without."""
    text = client.get("/evidence?head=company:baidu&relation=buys&tail=chip:ascend-910b").text
    assert '<dt>时间</dt><dd>去年 <span class="days">2023-01-01–2023-12-31</span></dd>' in text
    assert "<dt>数量</dt><dd>两千枚</dd>" in text


def test_a_card_shows_names_facts_counts_and_neighbours(client: TestClient) -> None:
    """All that is known of the entity, each neighbour with a link to its evidence."""
    text = client.get("/entity?id=chip:h100").text
    assert "Ascend" not in text
    assert 'href="/entity?id=company%3Anvidia">英伟达</a>' in text
    assert "1 次提及 · 1 篇文章" in text
    assert "/evidence?head=company%3Amicrosoft&amp;relation=buys&amp;tail=chip%3Ah100" in text


def test_a_filter_without_a_script_narrows_the_list(client: TestClient) -> None:
    """The form is a plain GET; empty days are none."""
    text = client.get("/entity?id=company:nvidia&relation=buys&modality=rumored&since=&until=").text
    listed = text.split('<section id="relations"')[1].split("</section>\n</div>")[0]
    assert "微软" in listed
    assert "H100" not in listed
    assert re.search(r'value="rumored" checked', text)


def test_an_unknown_name_is_a_page_with_the_nearest(client: TestClient) -> None:
    """The fault is told in the page, with links to what may have been meant."""
    response = client.get("/compare?one=英伟搭&other=amd")
    assert response.status_code == 404
    assert response.headers["content-type"].startswith("text/html")
    assert "no entity is named &#39;英伟搭&#39;" in response.text
    assert ">英伟达</a>" in response.text


def test_colours_come_as_a_style_sheet(client: TestClient) -> None:
    """Types and relations have the schema's colours without inline styles."""
    response = client.get("/schema.css")
    assert response.headers["content-type"].startswith("text/css")
    assert ".type-company { --color: #3b6fb6; }" in response.text


def test_vendored_files_are_those_that_their_readme_names() -> None:
    """Each vendored script has the recorded sum, and its licence lies beside it."""
    readme = (STATIC / "vendor" / "README.md").read_text(encoding="utf-8")
    scripts = sorted((STATIC / "vendor").glob("*.js"))
    assert len(scripts) == 2
    for script in scripts:
        assert hashlib.sha256(script.read_bytes()).hexdigest() in readme
        assert script.with_name(f"{script.name.split('.')[0]}.LICENSE.txt").is_file()


def test_scripts_of_ours_name_no_other_host() -> None:
    """Nothing that the page runs or loads is elsewhere."""
    for file in [*STATIC.glob("*.js"), *STATIC.glob("*.css")]:
        assert not re.search(r"https?://|//[a-z]+\.[a-z]", file.read_text(encoding="utf-8")), file
