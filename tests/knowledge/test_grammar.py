"""The grammar of chips and models: it reads families, members never listed too, and refuses look-alikes."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline
from pipeline.knowledge.contexts import Lookalikes, expand
from pipeline.knowledge.fold import key
from pipeline.knowledge.lexicon import build_lexicon
from pipeline.schema import Schema

_MARK = re.compile(r"\[(?P<CHIP>[^\]]+)\]|<(?P<MODEL>[^>]+)>")
_SENTENCES = tomllib.loads(Path(__file__).with_name("grammar.toml").read_text(encoding="utf-8"))

Name = tuple[int, str, str]


def _marked(sentence: str) -> tuple[str, list[Name]]:
    """Return the sentence without its marks, and (offset, name, type) of what they mark."""
    text, names, at = "", [], 0
    for mark in _MARK.finditer(sentence):
        text += sentence[at : mark.start()]
        kind = mark.lastgroup or ""
        names.append((len(text), mark[kind], kind))
        text, at = text + mark[kind], mark.end()
    return text + sentence[at:], names


def _read(text: str) -> list[Name]:
    return [(m.start, m.text, m.type) for m in pipeline.extract(text).mentions if m.type in {"CHIP", "MODEL"}]


def _wrong(group: str) -> list[str]:
    wrong = []
    for sentence in _SENTENCES[group]:
        text, names = _marked(sentence)
        if (read := _read(text)) != names:
            wrong.append(f"{sentence}  read: {[name for _, name, _ in read]}")
    return wrong


@pytest.mark.parametrize(("group", "least"), [("known", 100), ("unseen", 200), ("lookalikes", 200)])
def test_sentences_are_read_rightly(group: str, least: int) -> None:
    """Of each group of sentences at least 97 % yield exactly the chips and models marked in them."""
    sentences = _SENTENCES[group]
    assert len(set(sentences)) == len(sentences) >= least
    wrong = _wrong(group)
    print(*wrong, sep="\n")
    assert len(wrong) <= 0.03 * len(sentences), wrong


def test_unseen_members_stand_in_no_table(schema: Schema) -> None:
    """At least 120 sentences name members that no row of our tables lists."""
    listed = build_lexicon(schema).owners
    new = [s for s in _SENTENCES["unseen"] if any(key(name) not in listed for _, name, _ in _marked(s)[1])]
    assert len(new) >= 120


def test_lookalikes_mark_nothing() -> None:
    """The sentences of look-alikes mark no name, so that all read in them is wrong."""
    assert [s for s in _SENTENCES["lookalikes"] if _marked(s)[1]] == []


#: Maker, type, and what a member's name looks like whatever its number.
_SHAPES = [
    ("英伟达", "CHIP", "[BHR][2-9]00"),
    ("英伟达", "CHIP", "GB[2-9]00 NVL[1-9][0-9]{1,2}"),
    ("英伟达", "CHIP", "RTX [2-9]0[5-9]0(?: Ti)?"),
    ("AMD", "CHIP", "MI[3-9][0-9]{2}[XPA]?"),
    ("AMD", "CHIP", "(?:EPYC|霄龙) ?9[0-9]{3}"),
    ("英特尔", "CHIP", "酷睿Ultra [579] [2-9][0-9]{2}[HKUV]"),
    ("英特尔", "CHIP", "至强 ?6[0-9]{3}[EP]"),
    ("高通", "CHIP", "骁龙 ?8 Gen [1-9]"),
    ("联发科", "CHIP", "天玑 ?9[1-9]00[+]?"),
    ("苹果", "CHIP", "M[1-9] (?:Pro|Max|Ultra)"),
    ("谷歌", "CHIP", "TPU v(?:[1-7]|1[0-9])[ep]?"),
    ("亚马逊", "CHIP", "Trainium ?[1-9]"),
    ("微软", "CHIP", "Maia [1-9]00"),
    ("华为", "CHIP", "昇腾[ -]?9[0-9]{2}[A-D]?"),
    ("华为", "CHIP", "麒麟 ?9[0-9]{3}"),
    ("寒武纪", "CHIP", "思元 ?[3-9][0-9]{2}"),
    ("摩尔线程", "CHIP", "MTT S[1-9]000"),
    ("沐曦", "CHIP", "曦云 ?C[2-9][0-9]{2}"),
    ("壁仞", "CHIP", "BR1[0-9]{2}"),
    ("百度", "CHIP", "昆仑芯[PM][1-9]00"),
    ("地平线", "CHIP", "征程 ?[1-9][A-Z]?"),
    ("三星", "CHIP", "Exynos 2[0-9]{3}"),
    ("瑞芯微", "CHIP", "RK3[0-9]{3}"),
    ("博通", "CHIP", "Tomahawk [1-9]"),
    ("OpenAI", "MODEL", "GPT-[1-9][.][1-9]"),
    ("Anthropic", "MODEL", "Claude (?:Opus|Sonnet|Haiku) [1-9][.][1-9]"),
    ("谷歌", "MODEL", "Gemini [1-9][.][1-9] (?:Pro|Flash)"),
    ("Meta", "MODEL", "Llama [1-9][.][1-9]"),
    ("阿里", "MODEL", "Qwen[1-9][.][1-9]"),
    ("深度求索", "MODEL", "DeepSeek[ -][VR][1-9][.][1-9]"),
    ("月之暗面", "MODEL", "Kimi K[1-9][.][1-9]"),
    ("智谱", "MODEL", "GLM-[1-9][.][1-9]"),
    ("xAI", "MODEL", "Grok [1-9][.][1-9]"),
    ("字节", "MODEL", "豆包[1-9][.][1-9]"),
    ("腾讯", "MODEL", "混元[1-9][.][1-9]"),
    ("快手", "MODEL", "可灵[1-9][.][1-9]"),
]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(_SHAPES).flatmap(lambda s: st.tuples(st.just(s), st.from_regex(s[2], fullmatch=True))))
def test_any_member_of_a_family_is_read_whole(drawn: tuple[tuple[str, str, str], str]) -> None:
    """Whatever number a member of a family bears, it is read, as one name from end to end."""
    (maker, kind, _), name = drawn
    assert _read(f"{maker}推出{name}，性能提升。") == [(len(maker) + 2, name, kind)]


@pytest.mark.parametrize(
    ("one", "other", "series"),
    [
        ("昇腾955C", "昇腾 955C", "昇腾"),
        ("MI580X", "Instinct MI580X", "Instinct"),
        ("TPU v13", "TPU 13", "TPU"),
        ("GPT-7.3", "GPT 7.3", "GPT"),
        ("Kimi K6.5", "Kimi-K6.5", "Kimi"),
        ("曦云C890", "曦云 C890", "曦云"),
    ],
)
def test_spellings_of_a_member_are_one_thing_and_its_series_another(one: str, other: str, series: str) -> None:
    """A member's spellings have one id, which is not its series'."""
    found = {m.text: m.entity for m in pipeline.extract(f"{one}、{other}都属于{series}芯片和模型。").mentions}
    assert found[one] == found[other] != found[series]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("DeepSeek发布新模型", ["COMPANY"]),
        ("DeepSeek的估值上升", ["COMPANY"]),
        ("OpenAI、DeepSeek都在招人", ["COMPANY", "COMPANY"]),
        ("用DeepSeek写代码", ["MODEL"]),
        ("DeepSeek大模型很强", ["MODEL"]),
        ("DeepSeek的回答更长", ["MODEL"]),
        ("像DeepSeek这样的开源模型", ["MODEL"]),
        ("豆包、DeepSeek谁更好用", ["MODEL", "MODEL"]),
        ("Kimi更擅长长文本", ["MODEL"]),
        ("Kimi完成新一轮融资", ["COMPANY"]),
        ("大模型独角兽Kimi获投资", ["COMPANY"]),
        ("他用Mistral写邮件", ["MODEL"]),
        ("Mistral宣布融资", ["COMPANY"]),
        ("Minimax算法用于下棋", []),
        ("订阅ChatGPT Plus和Claude Code", []),
    ],
)
def test_a_model_and_its_company_of_one_name_are_told_apart(text: str, names: list[str]) -> None:
    """What acts as a business is a company; what is used, asked or compared as an assistant is a model."""
    assert [m.type for m in pipeline.extract(text).mentions] == names


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("该公司发布自研深度引擎芯片QX6810", "QX6810", "CHIP"),
        ("新品搭载QX6810D处理器", "QX6810D", "CHIP"),
        ("他们的“青鸾930”芯片流片", "青鸾930", "CHIP"),
        ("语音识别大模型Hark-ASR2.5开源", "Hark-ASR2.5", "MODEL"),
        ("发布“青鸾”大模型", "青鸾", "MODEL"),
        ("公司推出“青鸾听海”多模态大模型", "青鸾听海", "MODEL"),
    ],
)
def test_a_noun_beside_a_name_tells_what_it_is(text: str, name: str, kind: str) -> None:
    """A code or a quoted name right before or after 芯片 or 大模型 is a chip or a model no table knows."""
    assert [(m.text, m.type) for m in pipeline.extract(text).mentions] == [(name, kind)]


@pytest.mark.parametrize("text", ["支持HBM4芯片", "“百模大战”之后，大模型“落地”难", "x86处理器", "芯片ETF159995上涨"])
def test_standards_and_catchwords_are_no_names(text: str) -> None:
    """Memory standards, instruction sets, funds and catchwords in quotes stay nothing."""
    assert _read(text) == []


@pytest.mark.parametrize(
    ("before", "name", "after", "refused"),
    [
        ("请用", "A4", "纸打印", True),
        ("沿", "G4", "高速向南", True),
        ("问界", "M7", "销量", True),
        ("", "L3", "级自动驾驶", True),
        ("苹果", "M7", "芯片", False),
        ("问界", "M7", "芯片", False),
        ("采购", "H100", "纸面参数", False),
    ],
)
def test_lookalikes_are_refused_unless_a_noun_of_chips_follows(
    before: str, name: str, after: str, refused: object
) -> None:
    """What stands right beside a short code says that it is paper, a road, a car or a grade."""
    assert Lookalikes().refuse(before, name, after) is refused


def test_a_piece_may_name_pieces() -> None:
    """A piece is put in for its name, those it names as well; quantifiers stay as they are."""
    assert "{" not in expand("{here}")
    assert re.search(expand("{as-chip}"), "八张\ufffc训练") is not None
    assert expand(r"\d{2,3}") == r"\d{2,3}"
