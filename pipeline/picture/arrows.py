"""Edges as curves from the rim of one disc to the rim of the other."""

from __future__ import annotations

import math
from typing import Any

from pipeline.picture.scene import Disc, Line, Point

#: How a modality is drawn: lengths of strokes and gaps.
DASHES: dict[str, tuple[float, ...]] = {
    "asserted": (),
    "planned": (8.0, 4.0),
    "rumored": (2.0, 4.0),
    "negated": (9.0, 3.0, 2.0, 3.0),
}
_BEND = 0.16
_HEAD = 6.0


def curve(tail: Disc, head: Disc, side: float, data: dict[str, Any], told: str) -> Line:
    """Return the edge from ``tail`` to ``head``; ``side`` bends it, 0 not at all, 1 to the right, -1 to the left."""
    (ax, ay), (bx, by) = tail.center, head.center
    control = (ax + bx) / 2 + side * _BEND * (ay - by), (ay + by) / 2 + side * _BEND * (bx - ax)
    width = round(0.9 + 0.7 * math.log2(max(1.0, data["weight"])), 2)
    size = 0.0 if data.get("symmetric") else _HEAD + width
    start = _towards(tail.center, control, tail.radius + 1)
    tip = _towards(head.center, control, head.radius + 1)
    end = _towards(head.center, control, head.radius + 1 + size * 0.8)
    return Line(
        start=_rounded(start),
        control=_rounded(control),
        end=_rounded(end),
        color=data.get("color", "#888888"),
        width=width,
        dash=DASHES.get(data.get("modality", ""), ()),
        head=_head(tip, end, size) if size else (),
        told=told,
    )


def _towards(origin: Point, target: Point, way: float) -> Point:
    """Return the point ``way`` from the origin on the line to the target, at most half of it."""
    distance = math.dist(origin, target)
    part = min(0.5, way / distance) if distance else 0.0
    return origin[0] + (target[0] - origin[0]) * part, origin[1] + (target[1] - origin[1]) * part


def _head(tip: Point, foot: Point, size: float) -> tuple[Point, ...]:
    length = math.dist(tip, foot) or 1.0
    x, y = (tip[0] - foot[0]) / length, (tip[1] - foot[1]) / length
    half = size * 0.42
    corners = (foot[0] - y * half, foot[1] + x * half), (foot[0] + y * half, foot[1] - x * half)
    return tuple(_rounded(point) for point in (tip, *corners))


def _rounded(point: Point) -> Point:
    return round(point[0], 1), round(point[1], 1)
