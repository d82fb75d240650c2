"""Room for nodes and their labels: boxes moved apart until none lies on another, components put side by side."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from pipeline.graph.forces import Places

_ROUNDS = 150
#: Height of a label's letters in the plane of the layout, and the longest label that is given room, in such heights.
LETTER = 10.0
_LONGEST = 10.0


def label_width(text: str) -> float:
    """Return how wide a text is about, in heights of its letters: 1 for 芯, 0.55 for a."""
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WF" else 0.55 for sign in text)


def boxes(sizes: Iterable[float], labels: Iterable[str]) -> Places:
    """Return half the width and height, an array of (nodes, 2), that each node and its label need."""
    widths = [min(_LONGEST, label_width(label[:30])) * LETTER / 2 for label in labels]
    radii = [size / 2 for size in sizes]
    pairs = zip(radii, widths, strict=True)
    return np.array([(max(radius, width) + 3, max(radius, LETTER / 2) + 3) for radius, width in pairs]).reshape(-1, 2)


def move_apart(places: Places, halves: Places) -> Places:
    """Return places at which no two boxes overlap, or few, each moved as little as the rounds find."""
    places = places.copy()
    reach = 2 * halves.max(axis=0)
    for _ in range(_ROUNDS):
        pairs = cKDTree(places / reach).query_pairs(1.0, p=np.inf, output_type="ndarray")
        one, other = pairs[:, 0], pairs[:, 1]
        gap = places[other] - places[one]
        shared = halves[one] + halves[other] - np.abs(gap)
        over = (shared > 1e-6).all(axis=1)
        if not over.any():
            break
        one, other, gap, shared = one[over], other[over], gap[over], shared[over]
        push = _pushes(one, other, gap, shared)
        np.add.at(places, one, -push)
        np.add.at(places, other, push)
    return places


def _pushes(one: npt.NDArray[np.intp], other: npt.NDArray[np.intp], gap: Places, shared: Places) -> Places:
    """Return half of the way that parts each pair of boxes, along the side on which they share least."""
    push = np.zeros_like(gap)
    across = (shared[:, 1] < shared[:, 0]).astype(np.intp)
    rows = np.arange(len(gap))
    away = np.where(gap[rows, across] != 0, np.sign(gap[rows, across]), np.where(one < other, 1.0, -1.0))
    push[rows, across] = away * (shared[rows, across] / 2 + 0.05)
    return push * 0.7


def pack(frames: list[tuple[float, float]], width: float) -> list[tuple[float, float]]:
    """Return the upper left corner (y grows upwards) of each frame (width, height), set in rows from left to right.

    Frames come the tallest first; a row is at most ``width`` wide unless a single frame is wider.
    """
    corners = []
    x = top = lowest = 0.0
    for wide, high in frames:
        if x and x + wide > width:
            x, top = 0.0, lowest
        corners.append((x, top))
        x, lowest = x + wide, min(lowest, top - high)
    return corners
