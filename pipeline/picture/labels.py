"""Labels beside their discs: the most important first, each where nothing lies in its way, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from pipeline.graph.spacing import label_width
from pipeline.picture.scene import Anchor, Disc, Point, Text

#: left, top, right, bottom
Box: TypeAlias = tuple[float, float, float, float]
_GAP = 3.0
#: So many labels are written even where they cover a disc.
_NEEDED = 20
_NOWHERE = (1, 0, Text((0, 0), "", 0), (0.0, 0.0, 0.0, 0.0))


def placed(wanted: Iterable[tuple[Disc, str, float]], discs: Sequence[Disc], canvas: Box, most: int) -> list[Text]:
    """Return up to ``most`` texts for (disc, label, letter size), given by importance.

    No two lie on each other, none leaves the canvas, and none covers another disc, except that each of the first few is
    written where it covers fewest.
    """
    texts: list[Text] = []
    taken: list[Box] = []
    for disc, label, size in wanted:
        if len(texts) == most:
            break
        free = [
            (covered, number, text, box)
            for number, text in enumerate(_candidates(disc, label, size))
            if _inside(box := box_of(text), canvas) and not any(overlap(box, other) for other in taken)
            for covered in [sum(overlap(box, _square(other)) for other in discs if other is not disc)]
        ]
        covered, _, text, box = min(free, key=lambda choice: choice[:2], default=_NOWHERE)
        if not covered or (text.text and len(texts) < _NEEDED):
            texts.append(text)
            taken.append(box)
    return texts


def box_of(text: Text) -> Box:
    """Return the box around a text, by the widths its signs usually have."""
    wide = label_width(text.text) * text.size * (1.06 if text.bold else 1.0)
    left = text.at[0] - {"start": 0.0, "middle": wide / 2, "end": wide}[text.anchor]
    return left - 1, text.at[1] - text.size * 0.62, left + wide + 1, text.at[1] + text.size * 0.62


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share more than an edge."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _candidates(disc: Disc, label: str, size: float) -> list[Text]:
    x, y = disc.center
    beside, below = disc.radius + _GAP, disc.radius + _GAP + size * 0.62
    slant = disc.radius * 0.7 + _GAP
    places: list[tuple[Point, Anchor]] = [
        ((x + beside, y), "start"),
        ((x - beside, y), "end"),
        ((x, y + below), "middle"),
        ((x, y - below), "middle"),
        ((x + slant, y - slant - size * 0.4), "start"),
        ((x + slant, y + slant + size * 0.4), "start"),
        ((x - slant, y - slant - size * 0.4), "end"),
        ((x - slant, y + slant + size * 0.4), "end"),
    ]
    return [Text((round(a, 1), round(b, 1)), label, size, anchor, halo=True) for (a, b), anchor in places]


def _square(disc: Disc) -> Box:
    (x, y), radius = disc.center, disc.radius
    return x - radius, y - radius, x + radius, y + radius


def _inside(box: Box, canvas: Box) -> bool:
    return canvas[0] <= box[0] and canvas[1] <= box[1] and box[2] <= canvas[2] and box[3] <= canvas[3]
