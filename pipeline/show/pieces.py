"""The pieces that several answers are shown with."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.lookup import Evidence
from pipeline.records import Attribute

#: What follows a relation of each modality.
MARKS = {
    "asserted": "",
    "planned": " (planned 计划)",
    "rumored": " (rumored 传闻)",
    "negated": " (negated 否认)",
}


def shown_attributes(attributes: Iterable[Attribute]) -> str:
    """Return attributes on one line: ``quantity 48.5万颗 · date 去年 2024-01-01/2024-12-31``."""
    return " · ".join(
        f"{one.kind} {one.text}" + (f" {one.first}/{one.last}" if one.first and one.last else "") for one in attributes
    )


def shown_sense(sense: str) -> str:
    """Return a relation's sense as it follows the relation: `` [purchase]``, or nothing."""
    return f" [{sense}]" if sense else ""


def counted(number: int, word: str) -> str:
    """Return ``1 article``, ``3 articles``."""
    return f"{number} {word}" + ("" if number == 1 else "s")


def shown_evidence(evidence: Evidence) -> str:
    """Return an evidence on one line: its day, its article's title and the sentence."""
    return f"{evidence.published or 'undated'} {evidence.title}: “{evidence.text}”"
