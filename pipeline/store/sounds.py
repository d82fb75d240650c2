"""How a name is spelled by sound: 英伟达 → yingweida, ywd; with both readings of everyday characters that have two."""

from __future__ import annotations

import re

from pypinyin import lazy_pinyin

from pipeline.knowledge.fold import key

_HAN = re.compile(r"[\u3400-\u9fff]")
_SIGNS = re.compile(r"[^a-z0-9]")
#: Spellings of one name at most: the likeliest, then those in which one character is read the other way.
_MOST = 5
_READINGS = """
长 chang zhang|重 chong zhong|行 hang xing|乐 le yue|曾 zeng ceng|单 shan dan|解 jie xie|盛 sheng cheng|朝 chao zhao
都 du dou|会 hui kuai|还 hai huan|调 diao tiao|传 chuan zhuan|弹 dan tan|藏 cang zang|降 jiang xiang|觉 jue jiao
仇 chou qiu|区 qu ou|查 cha zha|翟 zhai di|尉 wei yu|万 wan mo|朴 piao pu|柏 bai bo|厦 sha xia|车 che ju|洗 xi xian
系 xi ji|率 lv shuai|角 jiao jue|薄 bo bao|石 shi dan|沈 shen chen|折 zhe she|宿 su xiu|参 can shen|蔚 wei yu
缪 miao mou|秘 mi bi|乘 cheng sheng|便 bian pian|称 cheng chen|度 du duo|和 he huo|卡 ka qia|壳 ke qiao|露 lu lou
绿 lv lu|吕 lv lu|旅 lv lu|律 lv lu|落 luo la|没 mei mo|强 qiang jiang|塞 sai se|色 se shai|提 ti di|校 xiao jiao
削 xue xiao|血 xue xie|叶 ye xie|员 yuan yun|种 zhong chong|咖 ka jia|女 nv nu|略 lve lue|得 de dei|地 di de
"""
_OTHERS = {item[0]: item.split()[1:] for item in _READINGS.strip().replace("\n", "|").split("|")}


def sounds_of(name: str) -> list[tuple[str, str]]:
    """Return the (spelling, initials) of a name, the likeliest first; none when it has no Chinese character."""
    folded = key(name)
    if not _HAN.search(folded):
        return []
    read = lazy_pinyin(folded, errors=list)  # type: ignore[arg-type] # it may give a list
    ways = [read]
    for place, character in enumerate(folded):
        ways += [
            [*read[:place], other, *read[place + 1 :]] for other in _OTHERS.get(character, ()) if other != read[place]
        ]
    return list({_spelled(way): _spelled([syllable[:1] for syllable in way]) for way in ways[:_MOST]}.items())


def _spelled(syllables: list[str]) -> str:
    return _SIGNS.sub("", "".join(syllables))
