"""Neighbours: what is joined to an entity, narrowed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from by_hand import SCHEMA, States, article, stored

from pipeline.errors import QuestionError
from pipeline.lookup import card, neighbours
from pipeline.store import Store

A, B, C, CHIP = "company:a", "company:b", "company:c", "chip:x"
NAMES = "[甲公司|company:a][乙公司|company:b][丙公司|company:c][芯片X|chip:x]"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Yield a store in which 甲 buys from 乙 (twice, once of the same text) and X, and competes with 丙 both ways."""
    articles = [
        article(NAMES + "。", States(A, "buys", B, "rumored", 0.9), ident="1", published="2024-01-01"),
        article(NAMES + "。", States(A, "buys", B, confidence=0.4), ident="2", published="2024-02-01"),
        article(NAMES + "，", States(A, "buys", CHIP, confidence=0.8), States(A, "competes-with", C), ident="3"),
        article(NAMES + "！", States(C, "competes-with", A), States(C, "buys", A), ident="4", published="2025-01-01"),
        article(NAMES + "；", States(A, "competes-with", B, "negated"), ident="5", published="2025-01-02"),
    ]
    with Store(stored(tmp_path_factory.mktemp("neighbours"), articles)) as opened:
        yield opened


def _ids(store: Store, **narrowed: object) -> list[tuple[str, str]]:
    return [(one.label, one.id) for one in neighbours(store, A, SCHEMA, **narrowed)]  # type: ignore[arg-type]


def test_all_come_in_the_schemas_order_the_best_supported_first(store: Store) -> None:
    """Out before in, two articles before one, a rival once though said both ways round."""
    assert _ids(store) == [
        ("buys", B),
        ("buys", CHIP),
        ("← buys", C),
        ("competes-with", C),
        ("competes-with", B),
    ]


def test_a_neighbour_tells_what_all_its_statements_come_to(store: Store) -> None:
    """Best modality and its evidence, articles, sources of different text, first and last day."""
    bought = neighbours(store, A, SCHEMA)[0]
    assert (bought.modality, bought.confidence, bought.articles, bought.sources) == ("asserted", 0.4, 2, 1)
    assert (bought.first, bought.last, bought.best.article) == ("2024-01-01", "2024-02-01", "2")
    rival = neighbours(store, A, SCHEMA, relations=["competes-with"])[0]
    assert (rival.direction, rival.articles, rival.sources, rival.first) == ("both", 2, 2, "2025-01-01")


def test_each_narrowing_leaves_what_passes(store: Store) -> None:
    """Relation, direction, type, modality, days, sources and a limit."""
    assert _ids(store, relations=["buys"], direction="out") == [("buys", B), ("buys", CHIP)]
    assert _ids(store, relations=["buys"], direction="in") == [("← buys", C)]
    assert _ids(store, types=["CHIP"]) == [("buys", CHIP)]
    assert _ids(store, modalities=["rumored", "negated"]) == [("buys", B), ("competes-with", B)]
    assert _ids(store, since=date(2024, 2, 1), until=date(2025, 1, 1)) == [
        ("buys", B),
        ("← buys", C),
        ("competes-with", C),
    ]
    assert _ids(store, minimum_sources=2) == [("competes-with", C)]
    assert _ids(store, limit=3) == _ids(store)[:3]


def test_only_statements_that_pass_are_counted(store: Store) -> None:
    """With rumours alone, the purchase is a rumour of one article."""
    (bought, _) = neighbours(store, A, SCHEMA, modalities=["rumored", "negated"])
    assert (bought.modality, bought.articles, bought.last) == ("rumored", 1, "2024-01-01")


@pytest.mark.parametrize(
    ("narrowed", "message"),
    [
        ({"relations": ["buy"]}, "unknown relation 'buy'; known ones: buys, trains-on"),
        ({"types": ["FIRM"]}, "unknown entity type 'FIRM'; known ones: COMPANY, CHIP, PERSON, MODEL"),
        ({"modalities": ["sure"]}, "unknown modality 'sure'; known ones: asserted, planned, rumored, negated"),
    ],
)
def test_what_there_is_not_is_told(store: Store, narrowed: dict[str, list[str]], message: str) -> None:
    """The error quotes the word and names those that would do."""
    with pytest.raises(QuestionError, match=message):
        _ids(store, **narrowed)


def test_a_card_shows_the_best_and_tells_how_many_there_are(store: Store) -> None:
    """One neighbour a relation is shown, both are counted."""
    shown = card(store, A, SCHEMA, limit=1)
    assert {label: [one.id for one in group] for label, group in shown.relations.items()} == {
        "buys": [B],
        "← buys": [C],
        "competes-with": [C],
    }
    assert shown.totals == {"buys": 2, "← buys": 1, "competes-with": 2}
