"""Cards: what the corpus says of one entity."""

from __future__ import annotations

from pathlib import Path

from by_hand import SCHEMA, States, article, lexicon, stored

import pipeline
from pipeline.knowledge.tables import Entry
from pipeline.lookup import lookup, nearest
from pipeline.show import show_card
from pipeline.store import Store

KNOWN = lexicon(
    Entry("company:nvidia", "COMPANY", "英伟达", ("NVIDIA",), {"country": "US"}),
    Entry("company:microsoft", "COMPANY", "微软", ("Microsoft",)),
)
TEXT = "[微软|company:microsoft]向[英伟达|company:nvidia]采购。"
BUYS = States("company:microsoft", "buys", "company:nvidia", "planned", sense="purchase")


def test_a_card_shows_relations_from_its_own_side(tmp_path: Path) -> None:
    """The vendor's card lists its customer under the converse, with evidence, article and date."""
    with Store(stored(tmp_path, [article(TEXT, BUYS, published="2024-05-01", title="订单")], known=KNOWN)) as store:
        (card,) = lookup(store, "nvidia", SCHEMA)
        (customer_card,) = lookup(store, "company:microsoft", SCHEMA)
    (customer,) = card.relations["← buys"]
    assert (customer.name, customer.modality, customer.articles) == ("微软", "planned", 1)
    assert (customer.best.text, customer.best.title, customer.best.published) == (
        "微软向英伟达采购。",
        "订单",
        "2024-05-01",
    )
    assert list(customer_card.relations) == ["buys"]
    shown = "\n".join(show_card(card))
    assert "英伟达" in shown
    assert "planned 计划" in shown
    assert "country US" in shown


def test_a_symmetric_relation_shows_alike_on_both_cards(tmp_path: Path) -> None:
    """A rival has no converse."""
    text = "[微软|company:microsoft]与[英伟达|company:nvidia]竞争。"
    rivals = States("company:microsoft", "competes-with", "company:nvidia")
    with Store(stored(tmp_path, [article(text, rivals)], known=KNOWN)) as store:
        for name in ("微软", "英伟达"):
            assert list(lookup(store, name, SCHEMA)[0].relations) == ["competes-with"]


def test_an_unknown_name_leads_to_the_nearest(tmp_path: Path) -> None:
    """A misspelt name finds no card, but the right name among the nearest."""
    with Store(stored(tmp_path, [article(TEXT, BUYS)], known=KNOWN)) as store:
        assert lookup(store, "英伟搭", SCHEMA) == []
        assert "英伟达" in nearest(store, "英伟搭")
        assert "NVIDIA" in nearest(store, "nvidla")


def test_lookup_is_asked_of_the_package_itself(tmp_path: Path) -> None:
    """``pipeline.lookup`` answers the first time and after the package of that name was imported."""
    with Store(stored(tmp_path, [article(TEXT, BUYS)], known=KNOWN)) as store:
        cards = [pipeline.lookup(store, "nvidia", SCHEMA) for _ in range(2)]
    assert cards[0] == cards[1]
    assert cards[0][0].id == "company:nvidia"
