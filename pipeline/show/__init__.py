"""Extractions and answers as text for people; each function gives a line, or the lines of one thing."""

from pipeline.show.answers import (
    show_chain,
    show_change,
    show_comparison,
    show_hit,
    show_ranked,
    show_sentence,
)
from pipeline.show.card import show_card, show_neighbours
from pipeline.show.extraction import show_extraction
from pipeline.show.statement import show_dated, show_statement

__all__ = [
    "show_card",
    "show_chain",
    "show_change",
    "show_comparison",
    "show_dated",
    "show_extraction",
    "show_hit",
    "show_neighbours",
    "show_ranked",
    "show_sentence",
    "show_statement",
]
