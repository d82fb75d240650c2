"""A scene as PNG, drawn with matplotlib and a font that has Chinese."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import ConfigError
from pipeline.export.writing import replacing_bytes
from pipeline.picture.scene import FONTS, Line, Scene, Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_DOTS = 100
#: What printers set for a sign that their case lacks.
_MISSING = "〓"


def write_png(scene: Scene, path: Path, fonts: tuple[str, ...] = FONTS) -> None:
    """Write the scene to ``path``, twice as many dots as units; ConfigError where matplotlib or a font is missing."""
    try:
        from matplotlib.figure import Figure  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ConfigError(
            f"{path.name}: matplotlib is not installed; `pip install 'xinpu[picture]'` would do"
        ) from error
    font, known = _font(fonts, path)
    figure = Figure(figsize=(scene.width / _DOTS, scene.height / _DOTS), dpi=2 * _DOTS)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, scene.width), ylim=(scene.height, 0))
    axes.set_axis_off()
    _draw(axes, scene, font, known)
    with replacing_bytes(path) as file:
        figure.savefig(file, format="png", metadata={"Software": None})


def _font(fonts: tuple[str, ...], path: Path) -> tuple[Any, frozenset[int]]:
    """Return the first font of the list that is installed, and the signs that it has."""
    from matplotlib.font_manager import FontProperties, fontManager, get_font  # noqa: PLC0415 - an extra

    installed = {entry.name: entry.fname for entry in reversed(fontManager.ttflist)}
    for name in _alike(fonts):
        if name in installed:
            return FontProperties(family=name), frozenset(get_font(installed[name]).get_charmap())
    wanted = "Noto Sans CJK (Debian: fonts-noto-cjk) or WenQuanYi (fonts-wqy-microhei)"
    raise ConfigError(f"{path.name}: no font with Chinese is installed; {wanted} would do")


def _alike(fonts: tuple[str, ...]) -> list[str]:
    """Return the names with those that matplotlib knows a collection by: of several languages it takes the first."""
    return [alike for name in fonts for alike in (name, name.replace("CJK SC", "CJK JP"))]


def _draw(axes: Axes, scene: Scene, font: Any, known: frozenset[int]) -> None:
    from matplotlib.patches import Circle, Polygon  # noqa: PLC0415 - an extra

    for line in scene.lines:
        axes.add_patch(_curve(line))
    for line in scene.lines:
        if line.head:
            axes.add_patch(Polygon(line.head, facecolor=line.color, alpha=0.8, linewidth=0))
    for disc in scene.discs:
        axes.add_patch(Circle(disc.center, disc.radius, facecolor=disc.color, edgecolor="white", linewidth=0.7))
    for text in scene.texts:
        _write(axes, text, font, known)


def _curve(line: Line) -> Any:
    from matplotlib.patches import PathPatch  # noqa: PLC0415 - an extra
    from matplotlib.path import Path as Outline  # noqa: PLC0415 - an extra

    outline = Outline((line.start, line.control, line.end), (Outline.MOVETO, Outline.CURVE3, Outline.CURVE3))
    width = line.width * 72 / _DOTS
    dash = (0, tuple(length / line.width for length in line.dash)) if line.dash else "solid"
    return PathPatch(
        outline, facecolor="none", edgecolor=line.color, linewidth=width, linestyle=dash, alpha=0.62, capstyle="butt"
    )


def _write(axes: Axes, text: Text, font: Any, known: frozenset[int]) -> None:
    from matplotlib.patheffects import withStroke  # noqa: PLC0415 - an extra

    shown = "".join(sign if ord(sign) in known else _MISSING for sign in text.text)
    properties = font.copy()
    properties.set_size(text.size * 72 / _DOTS)
    properties.set_weight("bold" if text.bold else "normal")
    anchor = {"start": "left", "middle": "center", "end": "right"}[text.anchor]
    effects = [withStroke(linewidth=3 * 72 / _DOTS, foreground="white")] if text.halo else []
    axes.text(
        *text.at, shown, color=text.color, ha=anchor, va="center_baseline", path_effects=effects,
        fontproperties=properties, parse_math=False,
    )  # fmt: skip
