"""The graph as a picture: one scene of lines, discs and texts, drawn as SVG or as PNG."""

from pipeline.picture.compose import compose
from pipeline.picture.png import write_png
from pipeline.picture.svg import svg_of, write_svg

__all__ = ["compose", "svg_of", "write_png", "write_svg"]
