"""Extractions of which only some statements are kept."""

from __future__ import annotations

from dataclasses import replace

from by_hand import States, article

from pipeline.engine.narrowing import Kept, narrowed
from pipeline.records import Merge, Range

MARKED = (
    "[微软|company:microsoft]采购[H100|chip:h100]，[微软公司|company:ms]采购[H100|chip:h100]，"
    "不采购[MI300X|chip:mi300x]。"
)
FOUND = article(
    MARKED,
    States("company:ms", "buys", "chip:h100", "planned", 0.9),
    States("company:microsoft", "buys", "chip:h100", "asserted", 0.6),
    States("company:microsoft", "buys", "chip:mi300x", "negated"),
)


def test_only_what_is_kept_is_left() -> None:
    """Statements that are not kept go, and with them the entities and mentions that no kept one speaks of."""
    kept = narrowed(FOUND, [Kept("company:microsoft", "buys", "chip:h100", "company:microsoft", "chip:h100")])
    assert [(one.head, one.tail) for one in kept.relations] == [("company:microsoft", "chip:h100")]
    assert [one.id for one in kept.entities] == ["chip:h100", "company:microsoft"]
    assert [one.text for one in kept.mentions] == ["微软", "H100", "H100"]
    assert kept.text == FOUND.text


def test_what_merges_made_one_is_stated_once() -> None:
    """Ids are the merged ones, and of two statements that became one the firmer stays."""
    same = [
        Kept("company:microsoft", "buys", "chip:h100", "company:microsoft", "chip:h100"),
        Kept("company:ms", "buys", "chip:h100", "company:microsoft", "chip:h100"),
    ]
    kept = narrowed(FOUND, same)
    assert [(one.head, one.modality) for one in kept.relations] == [("company:microsoft", "asserted")]
    assert [one.entity for one in kept.mentions if one.text == "微软公司"] == ["company:microsoft"]
    assert len({one.id for one in kept.entities}) == len(kept.entities) == 2


def test_settled_merges_are_left_out() -> None:
    """A merge that was settled across the corpus is not proposed again by the few articles that are kept."""
    proposing = replace(FOUND, merges=(Merge("company:ms", "company:microsoft", "gloss", Range(0, 2)),))
    assert narrowed(proposing, []).merges == ()
