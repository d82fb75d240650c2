"""The report: one page that holds all it shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from by_hand import SCHEMA, States, article, stored
from graphs import HOSTILE
from lxml import html
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.graph import complete_graph
from pipeline.records import Attribute, Extraction, Failure
from pipeline.report import report_of
from pipeline.store import Store

NVIDIA, ARM, AMD, META = "company:nvidia", "company:arm", "company:amd", "company:meta"
DEAL = "[英伟达|company:nvidia]收购[Arm|company:arm]。"
RIVALS = "[AMD|company:amd]与[英伟达|company:nvidia]竞争。"
NAMES = (*HOSTILE, "长" * 300, "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "שלום", "\u202e倒\u2066")


def _page(folder: Path, articles: list[Extraction], failures: tuple[Failure, ...] = ()) -> str:
    with Store(stored(folder, articles, failures)) as store:
        return report_of(complete_graph(store, SCHEMA), store, SCHEMA)


def _articles() -> list[Extraction]:
    amount = Attribute("amount", "400亿美元", 0, 0)
    return [
        article(DEAL, States(NVIDIA, "buys", ARM, attributes=(amount,), sense="acquisition"), ident="a.txt",
                published="2020-09-13", title="大交易"),
        article("传[AMD|company:amd]采购[Meta|company:meta]。", States(AMD, "buys", META, "rumored"), ident="b.txt"),
        article("否认" + DEAL, States(NVIDIA, "buys", ARM, "negated"), ident="c.txt", published="2022-02-08"),
        article(RIVALS, States(NVIDIA, "competes-with", AMD), ident="d.txt"),
    ]  # fmt: skip


def _root(page: str) -> Any:
    return html.fromstring(page)


def _sections(page: str) -> dict[str, str]:
    """Return the text of each section by its heading, less the English."""
    found: dict[str, str] = {}
    at = ""
    for part in _root(page).find("body"):
        if part.tag == "h2":
            at = str(part.text).strip()
        elif at:
            found[at] = found.get(at, "") + " " + " ".join(part.text_content().split())
    return found


def test_every_section_says_what_it_should(tmp_path: Path) -> None:
    """Trade, rivals, rumours, denials, contested edges, failures and articles each stand in their section."""
    sections = _sections(_page(tmp_path, _articles(), (Failure("bad.txt", "line 3", "is no text"),)))
    assert "英伟达Arm（收购）400亿美元2022-02-08陈述" in sections["客户"]
    assert "Arm英伟达（收购）" in sections["供应方"]
    assert "AMD英伟达" in sections["对手"]
    assert "AMD采购或收购 buys →Meta 传闻" in sections["传闻"]
    assert "有来源否认" in sections["说法不一"]
    assert "bad.txtline 3is no text" in sections["未能读取"]
    assert "2020-09-13大交易a.txt1" in sections["读了什么"]
    assert sections["最新的关系"].index("英伟达") < sections["最新的关系"].index("2020-09-13")


def test_evidence_marks_names_and_cue(tmp_path: Path) -> None:
    """The sentence is whole, with both names and the cue in marks of their own."""
    quote = _root(_page(tmp_path, _articles())).xpath("//blockquote[contains(., '竞争')]")[0]
    assert quote.text_content() == "AMD与英伟达竞争。"
    assert [mark.text for mark in quote.findall("mark")] == ["A", "MD", "英伟达"]
    assert quote.find("mark").get("class") == "cue"


def test_the_page_holds_all_it_shows(tmp_path: Path) -> None:
    """No script, no link, no image, no style from elsewhere: nothing is fetched; the page is declared Chinese UTF-8."""
    page = _page(tmp_path, _articles())
    root = _root(page)
    assert not root.xpath("//script | //link | //img | //iframe | //a | //*[@src] | //*[@href]")
    assert "url(" not in page
    assert "@import" not in page
    assert page.replace("http://www.w3.org/2000/svg", "").count("://") == 0
    assert page.startswith('<!DOCTYPE html>\n<html lang="zh-CN">')
    assert '<meta charset="utf-8">' in page
    assert "default-src 'none'" in page


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_hostile_names_stay_text(name: str, tmp_path: Path) -> None:
    """Whatever a name, a title or a reason holds, the page has no element and no attribute more."""
    tame = name.replace("|", "").replace("]", "").replace("\ud800", "")[:400] or "空"
    made = article(f"[{tame}|company:x]收购[Arm|company:arm]。", States("company:x", "buys", ARM), title=tame)
    page = _page(tmp_path, [made], (Failure(tame, tame, tame),))
    root = _root(page)
    assert not root.xpath("//script | //img | //*[@onerror]")
    assert not set("\x00\x0b\x1f\ufffe") & set(page)
    assert len(root.xpath("//h1")) == 1
    assert all(len(cell.text_content()) <= 200 for cell in root.iter("td"))


def test_a_run_that_found_nothing_has_a_page(tmp_path: Path) -> None:
    """There are counts, failures and what was read, and no empty table."""
    page = _page(tmp_path, [])
    sections = _sections(page)
    assert list(sections) == ["图谱", "未能读取", "读了什么"]
    assert "没有失败" in sections["未能读取"]


def test_the_command_writes_the_same_bytes_again(tmp_path: Path) -> None:
    """``xinpu report`` twice from one store."""
    page = _page(tmp_path, _articles())
    for name in ("a.html", "b.html"):
        done = CliRunner().invoke(app, ["report", "--in", str(tmp_path), "--to", str(tmp_path / name)])
        assert (done.exit_code, done.output) == (0, f"{tmp_path / name}\n")
        assert (tmp_path / name).read_text(encoding="utf-8") == page
