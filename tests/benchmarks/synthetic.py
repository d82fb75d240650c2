"""A store of invented entities and articles of any size: the same numbers give the same names and texts."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from pipeline.knowledge.fold import key, slug
from pipeline.knowledge.lexicon import Lexicon
from pipeline.knowledge.tables import Entry
from pipeline.records import MODALITIES, Extraction, Mention, Named, Range, Relation
from pipeline.store import write_store

_PLACES = [
    "北京",
    "上海",
    "深圳",
    "杭州",
    "苏州",
    "合肥",
    "成都",
    "武汉",
    "西安",
    "南京",
    "无锡",
    "厦门",
    "珠海",
    "台湾",
    "香港",
    "广州",
]
_SIGNS = (
    "芯微华中云天海星光智飞腾寒武昆仑摩尔长鑫壁仞燧原沐曦景嘉海思紫展澜起兆易韦尔圣邦卓胜晶晨瑞全志乐"
    "恒玄纳安路士兰斯达捷闻泰通富江丰雅克"
)
_KINDS = ["科技", "半导体", "微电子", "集成电路", "智能", "信息技术", "电子", "材料", "通信", "软件"]
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁"
    "任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴"
    "莫孔向汤"
)
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国文志慧宇浩然子轩梓涵欣怡思远嘉佳俊哲晨曦雨博"
    "瑞诗琪天佑家豪承恩立新学东海波春燕玉兰红梅"
)
_SYLLABLES = [
    "ba",
    "co",
    "di",
    "fa",
    "go",
    "ha",
    "in",
    "jo",
    "ka",
    "li",
    "mo",
    "na",
    "or",
    "pa",
    "qu",
    "ra",
    "si",
    "ta",
    "ul",
    "ve",
    "wa",
    "xe",
    "yo",
    "za",
    "neo",
    "tri",
    "cor",
    "dyn",
    "lux",
    "max",
    "nex",
    "pro",
    "syn",
    "tek",
    "vis",
    "zen",
]
_SAID = [("采购了", "buys"), ("的竞争对手是", "competes-with"), ("向外界推出", "makes"), ("的训练用到", "trains-on")]
_FILLERS = [
    "，算力紧张的局面没有改变",
    "，交付时间定在年底",
    "，业内人士对此并不意外",
    "，先进封装产能仍然吃紧",
    "，订单金额没有公布",
]
_TYPES = {"COMPANY": "company", "PERSON": "person", "CHIP": "chip", "MODEL": "model"}


@dataclass(frozen=True, slots=True)
class Size:
    """How much to invent; each article has ten statements and twenty mentions."""

    entities: int
    articles: int


def entries(size: Size) -> list[Entry]:
    """Return the entities, of different names, the most mentioned first."""
    draw = random.Random(size.entities)
    taken: set[str] = set()
    found: list[Entry] = []
    while len(found) < size.entities:
        kind = draw.choices(list(_TYPES), (50, 25, 15, 10))[0]
        name, *aliases = _names(kind, draw)
        if key(name) in taken:
            continue
        aliases = [alias for alias in dict.fromkeys(aliases) if key(alias) not in taken]
        taken |= {key(name), *map(key, aliases)}
        ident = f"{_TYPES[kind]}:{slug(name)}-{len(found)}"
        found.append(Entry(ident, kind, name, tuple(aliases), {"country": "CN"}))
    return found


def _names(kind: str, draw: random.Random) -> list[str]:
    latin = "".join(draw.choices(_SYLLABLES, k=draw.randint(2, 4))).capitalize()
    if kind == "PERSON":
        name = draw.choice(_SURNAMES) + "".join(draw.choices(_GIVEN, k=draw.choice((1, 2, 2, 2))))
        return [name, f"{latin} {draw.choice(_SYLLABLES).capitalize()}{draw.choice(_SYLLABLES)}"]
    if kind == "CHIP":
        letter, number = draw.choice("ABCDGHKLMNPQRSTXZ"), draw.randint(10, 9999)
        core = "".join(draw.choices(_SIGNS, k=2))
        return [f"{core}{letter}{number}", f"{latin} {letter}{number}"]
    core = "".join(draw.choices(_SIGNS, k=draw.choice((2, 2, 3, 4))))
    if kind == "MODEL":
        return [f"{core}大模型{draw.choice(('', '二代', 'Pro'))}", f"{latin}-{draw.randint(1, 99)}B"]
    full = f"{draw.choice(_PLACES)}{core}{draw.choice(_KINDS)}有限公司"
    return [full, core, f"{latin} {draw.choice(('Semiconductor', 'Technology', 'Micro', 'AI'))}"]


def articles(size: Size, known: list[Entry]) -> Iterator[Extraction]:
    """Yield articles in which every entity is named, a few very often and most rarely."""
    draw = random.Random(size.articles)
    weights = list(accumulate(1 / (rank + 5) for rank in range(len(known))))
    unnamed = iter(known)
    for number in range(size.articles):
        ends = draw.choices(known, cum_weights=weights, k=20)
        for place in range(1, 20, 2):
            ends[place] = next(unnamed, ends[place])
        yield _article(number, ends, draw)


def _article(number: int, ends: list[Entry], draw: random.Random) -> Extraction:
    text = ""
    mentions: list[Mention] = []
    relations: dict[tuple[str, str, str], Relation] = {}
    for one, other in zip(ends[::2], ends[1::2], strict=True):
        verb, relation = draw.choice(_SAID)
        start = len(text)
        for entry, after in ((one, verb), (other, draw.choice(_FILLERS) + "。")):
            form = draw.choice((entry.name, entry.name, *entry.aliases))
            mentions.append(Mention(len(text), len(text) + len(form), form, entry.type, entry.id, "invented"))
            text += form + after
        if one is not other:
            relations.setdefault(
                (one.id, relation, other.id),
                Relation(
                    head=one.id,
                    relation=relation,
                    tail=other.id,
                    modality=draw.choices(MODALITIES, (80, 8, 8, 4))[0],
                    evidence=Range(start, len(text)),
                    cue=Range(mentions[-2].end, mentions[-2].end + len(verb)),
                    confidence=draw.randint(30, 99) / 100,
                    made_by="invented",
                ),
            )
    return Extraction(
        id=f"{number:06}",
        title=f"第{number}篇",
        published=date(2020, 1, 1) + timedelta(draw.randrange(2000)),
        source=f"{number:06}.txt",
        text=text,
        entities=tuple({entry.id: Named(entry.id, entry.type, entry.name) for entry in ends}.values()),
        mentions=tuple(mentions),
        relations=tuple(relations.values()),
    )


def build(path: Path, size: Size) -> None:
    """Write the store of invented articles."""
    known = entries(size)
    lexicon = Lexicon()
    for entry in known:
        lexicon.add(entry)
    write_store(path, articles(size, known), [], lexicon, {"settings": "{}", "version": "0"})
