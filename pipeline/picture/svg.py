"""A scene as SVG: text stays text, nothing is fetched, the same scene gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.export.writing import replacing
from pipeline.export.xml import escaped, quoted
from pipeline.picture.scene import FONTS, Disc, Line, Point, Scene, Text


def write_svg(scene: Scene, path: Path) -> None:
    """Write the scene to ``path``."""
    with replacing(path) as file:
        file.write(svg_of(scene))


def svg_of(scene: Scene) -> str:
    """Return the scene as an SVG document without XML declaration, so that a page can hold it too."""
    return "\n".join([*_head(scene), *_body(scene), "</svg>", ""])


def _head(scene: Scene) -> Iterator[str]:
    wide, high = _number(scene.width), _number(scene.height)
    families = ", ".join(f"'{font}'" for font in FONTS)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" '
        f'role="img" font-family={quoted(families + ", sans-serif")}>'
    )
    yield f"<title>{escaped(scene.name)}</title>"
    yield f'<rect width="{wide}" height="{high}" fill="#ffffff"/>'


def _body(scene: Scene) -> Iterator[str]:
    yield '<g fill="none" stroke-opacity="0.62">'
    yield from map(_line, scene.lines)
    yield '</g>\n<g fill-opacity="0.8">'
    yield from (_triangle(line) for line in scene.lines if line.head)
    yield '</g>\n<g stroke="#ffffff" stroke-width="1">'
    yield from map(_disc, scene.discs)
    yield '</g>\n<g dominant-baseline="central">'
    yield from map(_text, scene.texts)
    yield "</g>"


def _line(line: Line) -> str:
    path = f"M{_point(line.start)} Q{_point(line.control)} {_point(line.end)}"
    dash = f' stroke-dasharray="{" ".join(map(_number, line.dash))}"' if line.dash else ""
    shape = f'd="{path}" stroke={quoted(line.color)} stroke-width="{_number(line.width)}"{dash}'
    return _told("path", shape, line.told)


def _triangle(line: Line) -> str:
    return f'<polygon points="{_points(line.head)}" fill={quoted(line.color)}/>'


def _disc(disc: Disc) -> str:
    x, y = map(_number, disc.center)
    return _told("circle", f'cx="{x}" cy="{y}" r="{_number(disc.radius)}" fill={quoted(disc.color)}', disc.told)


def _text(text: Text) -> str:
    x, y = map(_number, text.at)
    styles = f' font-size="{_number(text.size)}" fill={quoted(text.color)}'
    styles += f' text-anchor="{text.anchor}"' if text.anchor != "start" else ""
    styles += ' font-weight="bold"' if text.bold else ""
    styles += ' stroke="#ffffff" stroke-width="3" stroke-linejoin="round" paint-order="stroke"' if text.halo else ""
    return f'<text x="{x}" y="{y}"{styles}>{escaped(text.text)}</text>'


def _told(name: str, shape: str, told: str) -> str:
    return f"<{name} {shape}><title>{escaped(told)}</title></{name}>" if told else f"<{name} {shape}/>"


def _points(points: Iterable[Point]) -> str:
    return " ".join(map(_point, points))


def _point(point: Point) -> str:
    return f"{_number(point[0])},{_number(point[1])}"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
