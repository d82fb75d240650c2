"""The page in a real browser: Debian's chromium, driven by playwright, against a server on this machine."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from serving import served
from small_corpus import small_store

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
]
ROOT = Path(__file__).parents[2]
AXE = ROOT / "tests" / "node" / "node_modules" / "axe-core" / "axe.min.js"
#: Screenshots, for people to look at; git ignores the folder.
PICTURES = ROOT / "tests" / "artefacts"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a server of the small store."""
    with served(small_store(tmp_path_factory.mktemp("browsed"))) as server:
        yield f"http://{server.host}:{server.port}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a chromium without a window, with WebGL in software."""
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser, base: str) -> Iterator[Page]:
    """Return a page in Chinese, 1280 px wide; the test fails if it asked another host or broke a rule of the policy."""
    context = browser.new_context(viewport=WIDE, locale="zh-CN", base_url=base)  # type: ignore[arg-type]
    found = context.new_page()
    asked: list[str] = []
    faults: list[str] = []
    found.on("request", lambda request: asked.append(request.url))
    found.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    found.on("pageerror", lambda error: faults.append(str(error)))
    yield found
    context.close()
    assert [url for url in asked if not url.startswith(base)] == []
    assert faults == []


def _type(page: Page, words: str) -> None:
    page.goto("/")
    page.get_by_role("combobox").press_sequentially(words, delay=20)


@pytest.mark.parametrize("words", ["輝達", "yingweida", "ywd", "英伟"])
def test_a_name_is_suggested_by_alias_pinyin_initials_and_two_characters(page: Page, words: str) -> None:
    """The first suggestion is 英伟达; choosing it with the keyboard opens its card."""
    _type(page, words)
    expect(page.get_by_role("option").first).to_contain_text("英伟达")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("英伟达")


def test_nothing_is_asked_while_an_input_method_composes(page: Page) -> None:
    """Letters under composition start no search; the finished word does."""
    page.goto("/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/api/search" in request.url else None)
    box = page.get_by_role("combobox")
    box.focus()
    typing = page.context.new_cdp_session(page)
    for letters in ("y", "yi", "ying"):
        typing.send(
            "Input.imeSetComposition", {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)}
        )
        page.wait_for_timeout(200)
    assert asked == []
    typing.send("Input.insertText", {"text": "英伟"})
    expect(page.get_by_role("option").first).to_contain_text("英伟达")
    assert len(asked) == 1


def test_escape_closes_the_suggestions_and_enter_searches(page: Page) -> None:
    """Without a choice the words themselves are searched for."""
    _type(page, "英伟")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_role("link", name="英伟达", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("英伟达")


def test_an_edge_leads_to_its_evidence(page: Page) -> None:
    """From the card to the sentences, with mentions and cue marked."""
    page.goto("/entity?id=company:nvidia")
    page.get_by_role("link", name="查看证据：微软").first.click()
    expect(page.locator("blockquote mark.mention").first).to_have_text("微软")
    expect(page.locator("blockquote mark.cue").first).to_be_visible()
    page.screenshot(path=PICTURES / "evidence.png")


def test_the_drawing_is_filtered_and_moves_on(page: Page) -> None:
    """A relation chosen in the filter narrows drawing and list without a reload; a click on a node opens its card."""
    page.goto("/entity?id=company:nvidia")
    drawing = page.locator("#drawing")
    expect(drawing).to_have_attribute("data-drawn", "5 5")
    page.screenshot(path=PICTURES / "entity.png")
    page.get_by_role("checkbox", name="任职").check()
    expect(drawing).to_have_attribute("data-drawn", "2 1")
    expect(page.locator("#relations .neighbours li")).to_have_count(1)
    assert "relation=works-for" in page.url
    box = drawing.bounding_box()
    assert box is not None
    place = page.evaluate("xinpuDrawing.place('person:jensen-huang')")
    page.mouse.click(box["x"] + place["x"], box["y"] + place["y"])
    expect(page.get_by_role("heading", level=1)).to_contain_text("黄仁勋")


def test_a_click_on_a_line_shows_its_evidence_in_the_page(page: Page) -> None:
    """The statements of the edge appear below the drawing, and can be closed."""
    page.goto("/entity?id=person:jensen-huang")
    drawing = page.locator("#drawing")
    expect(drawing).to_have_attribute("data-drawn", "2 1")
    ends = [page.evaluate(f"xinpuDrawing.place('{one}')") for one in ("person:jensen-huang", "company:nvidia")]
    box = drawing.bounding_box()
    assert box is not None
    middle = [box[axis] + (ends[0][axis] + ends[1][axis]) / 2 for axis in ("x", "y")]
    page.mouse.move(*middle)
    expect(page.locator("#left-out")).to_have_text("黄仁勋 ─ 任职 → 英伟达")
    page.mouse.click(*middle)
    expect(page.locator("#shown-evidence")).to_contain_text("执掌")
    page.get_by_role("button", name="关闭").click()
    expect(page.locator("#shown-evidence")).to_be_hidden()


def test_the_neighbourhood_can_be_downloaded(page: Page) -> None:
    """The link saves a GraphML file."""
    page.goto("/entity?id=company:nvidia")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 GraphML").click()
    assert download.value.suggested_filename == "neighbourhood.graphml"


def test_without_javascript_everything_but_the_drawing_works(browser: Browser, base: str) -> None:
    """Search, card, filter and evidence are plain links and forms."""
    context = browser.new_context(java_script_enabled=False, locale="zh-CN", base_url=base)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("searchbox").fill("英伟")
    page.get_by_role("button", name="搜索").click()
    page.get_by_role("main").get_by_role("link", name="英伟达", exact=True).click()
    page.get_by_role("checkbox", name="任职").check()
    page.get_by_role("button", name="应用筛选").click()
    expect(page.locator("#relations .neighbours li")).to_have_count(1)
    page.get_by_role("link", name="查看证据：黄仁勋").click()
    expect(page.locator("blockquote")).to_contain_text("执掌")
    context.close()


def test_without_webgl_the_list_is_pointed_to(browser: Browser, base: str) -> None:
    """Where the drawing cannot be shown the page says so and stays usable."""
    context = browser.new_context(locale="zh-CN", base_url=base)
    page = context.new_page()
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto("/entity?id=company:nvidia")
    expect(page.get_by_text("关系图无法显示；同样的内容在“关系”列表里。")).to_be_visible()
    page.get_by_role("checkbox", name="任职").check()
    expect(page.locator("#relations .neighbours li")).to_have_count(1)
    context.close()


PAGES = {
    "home": "/",
    "search": "/search?q=英伟",
    "text": "/text?q=算力",
    "entity": "/entity?id=company:nvidia",
    "evidence": "/evidence?head=company:microsoft&relation=buys&tail=company:nvidia",
    "timeline": "/timeline?one=微软&other=英伟达",
    "compare": "/compare?one=英伟达&other=华为",
    "path": "/path?one=微软&other=amd",
    "changes": "/changes?since=2024-01-01",
    "fault": "/entity?id=nobody",
}


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_serious_fault(
    browser: Browser, base: str, name: str, scheme: str, viewport: dict[str, int]
) -> None:
    """No serious or critical fault of accessibility, and nothing wider than the screen; a picture of it is kept."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: `make node` fetches it where npm is")
    context = browser.new_context(
        viewport=viewport,  # type: ignore[arg-type]
        color_scheme=scheme,  # type: ignore[arg-type]
        locale="zh-CN",
        base_url=base,
        bypass_csp=True,  # axe is injected into the page, which the policy rightly forbids
    )
    page = context.new_page()
    page.goto(PAGES[name])
    if name == "entity":
        expect(page.locator("#drawing")).to_have_attribute("data-drawn", "5 5")
    page.screenshot(path=PICTURES / f"{name}-{viewport['width']}-{scheme}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    serious = [
        (fault["id"], [node["html"] for node in fault["nodes"]])
        for fault in found
        if fault["impact"] in {"serious", "critical"}
    ]
    context.close()
    assert serious == [], json.dumps(serious, ensure_ascii=False, indent=1)
