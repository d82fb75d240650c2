"""What a picture consists of, placed: both ways of drawing take it as it is. Units are pixels, y grows downwards."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Point: TypeAlias = tuple[float, float]
Anchor = Literal["start", "middle", "end"]

INK = "#22262b"
FAINT = "#6b7280"
#: Fonts that have Chinese, by the names they bear on Linux, Windows and macOS.
FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Microsoft YaHei",
    "PingFang SC",
)
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Line:
    """A curve from ``start`` to ``end`` bent towards ``control``; ``head`` is the triangle of an arrow, or empty."""

    start: Point
    control: Point
    end: Point
    color: str
    width: float
    dash: tuple[float, ...] = ()
    head: tuple[Point, ...] = ()
    told: str = ""


@dataclass(frozen=True, slots=True)
class Disc:
    """A node, or its key in the legend."""

    center: Point
    radius: float
    color: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A text whose middle line runs through ``at``."""

    at: Point
    text: str
    size: float
    anchor: Anchor = "start"
    color: str = INK
    bold: bool = False
    halo: bool = False


@dataclass(slots=True)
class Scene:
    """A picture of ``width`` × ``height``: lines under discs under texts."""

    width: float
    height: float
    name: str
    lines: list[Line] = field(default_factory=list)
    discs: list[Disc] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)


def one_line(text: str, longest: int) -> str:
    """Return ``text`` on one line of at most ``longest`` signs, without signs that do not show or turn others round."""
    shown = "".join(" " if sign in "\t\n\r" else sign for sign in text)
    shown = "".join(sign for sign in shown if unicodedata.category(sign) not in _HIDDEN)
    shown = " ".join(shown.split())
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"
