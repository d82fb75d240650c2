"""Path, timeline, compare, top and changes over one small corpus."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from by_hand import RUN, SCHEMA, States, article, lexicon, stored

from pipeline.errors import QuestionError
from pipeline.knowledge.lexicon import Lexicon
from pipeline.knowledge.tables import Entry
from pipeline.lookup import (
    bearers,
    changes,
    compare,
    evidence,
    nearest,
    path,
    the_one,
    timeline,
    top,
)
from pipeline.show import show_chain, show_change, show_comparison, show_dated
from pipeline.store import Store, StoreWriter

A, B, C, CHIP, OTHER, P = "company:a", "company:b", "company:c", "chip:x", "chip:y", "person:p"
NAMES = "[甲公司|company:a]和[乙公司|company:b]、[丙公司|company:c]、[芯片X|chip:x]、[芯片Y|chip:y]、[张三|person:p]"
ARTICLES = [
    article(
        NAMES + "一。", States(A, "buys", CHIP, "rumored"), States(B, "makes", CHIP), ident="1", published="2024-01-01"
    ),
    article(
        NAMES + "二。",
        States(A, "buys", CHIP, confidence=0.9),
        States(B, "makes", CHIP),
        States(P, "works-for", A),
        ident="2",
        published="2024-02-01",
        title="订单",
    ),
    article(
        NAMES + "三。", States(A, "buys", CHIP, "negated"), States(C, "buys", CHIP), ident="3", published="2024-03-01"
    ),
    article(
        NAMES + "四。",
        States(B, "competes-with", C, "planned"),
        States(P, "works-for", C),
        States(A, "makes", OTHER),
        States(A, "buys", C, sense="acquisition"),
        ident="4",
    ),
    article(NAMES + "五。", States(C, "competes-with", B), States(B, "makes", CHIP), ident="5", published="2024-04-01"),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Yield a store of five articles on three companies."""
    with Store(stored(tmp_path_factory.mktemp("questions"), ARTICLES)) as opened:
        yield opened


def _walked(store: Store, *ends: str, **asked: object) -> list[str]:
    chains = path(store, *ends, SCHEMA, **asked)  # type: ignore[arg-type, call-arg]
    return [" ".join(stop.id.partition(":")[2] for stop in chain.stops) for chain in chains]


def test_paths_are_the_shortest_then_the_best_supported(store: Store) -> None:
    """From 甲 to 乙: over X (two articles at the weakest link) before over 丙, then the long ways round."""
    assert _walked(store, A, B) == ["a x b", "a c b", "a x c b", "a c x b", "a p c b"]
    assert _walked(store, A, B, longest=2) == ["a x b", "a c b"]
    assert _walked(store, A, B, limit=1) == ["a x b"]
    assert _walked(store, A, B, relations=["works-for", "competes-with"]) == ["a p c b"]
    assert _walked(store, A, B, relations=["competes-with"]) == []


def test_a_chain_tells_each_links_direction_and_evidence(store: Store) -> None:
    """甲 buys X, which 乙 makes: the second link is walked against its direction."""
    chain = path(store, A, B, SCHEMA, limit=1)[0]
    assert [(link.relation, link.forward, link.articles) for link in chain.links] == [
        ("buys", True, 3),
        ("makes", False, 3),
    ]
    assert chain.support == 3
    assert chain.links[0].best.article == "2"
    assert next(show_chain(chain)) == "甲公司 ─ buys → 芯片X ← makes ─ 乙公司  (support 支持: 3 articles)"


def test_an_edge_that_is_only_denied_is_no_way(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What was never so leads nowhere."""
    denied = article(NAMES + "。", States(A, "buys", CHIP, "negated"), States(B, "makes", CHIP), ident="1")
    with Store(stored(tmp_path_factory.mktemp("denied"), [denied])) as store:
        assert path(store, A, B, SCHEMA) == []


def test_a_timeline_tells_what_each_statement_changed(store: Store) -> None:
    """Rumour, confirmation, denial by day; the undated last; only the latest when limited."""
    assert [(one.published, one.change, one.before) for one in timeline(store, A, CHIP)] == [
        ("2024-01-01", "first", ""),
        ("2024-02-01", "confirmed", "rumored"),
        ("2024-03-01", "denied", "asserted"),
    ]
    told = timeline(store, A)
    assert [(one.change, one.statement.relation) for one in told[-2:]] == [("undated", "buys"), ("undated", "makes")]
    assert timeline(store, A, limit=2) == told[-2:]
    assert timeline(store, B, P) == []
    assert list(show_dated(timeline(store, A, CHIP)[1])) == [
        "2024-02-01  rumored → confirmed: 甲公司 ─ buys → 芯片X",
        "  订单: “[«甲»公司]和乙公司、丙公司、[芯片X]、芯片Y、张三二。”",
    ]


def test_two_are_compared_by_what_they_share_and_have_alone(store: Store) -> None:
    """甲 and 丙: X bought by both, 张三 at both, Y made by one; what joins the two stands apart, takeovers too."""
    compared = compare(store, A, C, SCHEMA)
    aspects = {
        aspect.name: [[n.id for n in part] for part in (aspect.shared, aspect.one, aspect.other)]
        for aspect in compared.aspects
    }
    assert aspects == {
        "chips": [[], [OTHER], []],
        "rivals": [[], [], [B]],
        "people": [[P], [], []],
        "buys CHIP": [[CHIP], [], []],
    }
    assert [(one.label, one.sense) for one in compared.between] == [("buys", "acquisition")]
    assert (compared.one.name, compared.other.articles) == ("甲公司", 5)
    assert "  both 共有: 张三" in list(show_comparison(compared))
    with pytest.raises(KeyError):
        compare(store, A, "company:none", SCHEMA)


def test_the_top_are_counted_by_each_measure(store: Store) -> None:
    """Mentions, articles, neighbours, statements; an unknown measure is told with the known ones."""
    assert [(one.rank, one.id, one.value) for one in top(store, "CHIP", "statements")] == [(1, CHIP, 7), (2, OTHER, 1)]
    assert [(one.id, one.value) for one in top(store, "", "neighbours", 2)] == [(A, 4), (C, 4)]
    assert {one.value for one in top(store, measure="articles")} == {5}
    assert len(top(store, "COMPANY", "mentions", 2)) == 2
    with pytest.raises(QuestionError, match="unknown measure 'fame'; known measures: mentions, articles, neighbours"):
        top(store, measure="fame")


def test_changes_between_days(store: Store) -> None:
    """After January: confirmed by February, denied by March, new; three sources make a relation stronger."""

    def told(since: date | None, until: date | None = None) -> list[tuple[str, str, str, str, str]]:
        return [(c.kind, c.head, c.relation, c.before, c.after) for c in changes(store, SCHEMA, since, until)]

    assert told(date(2024, 1, 1), date(2024, 2, 15)) == [
        ("confirmed", A, "buys", "rumored", "asserted"),
        ("new", P, "works-for", "", "asserted"),
        ("stronger", B, "makes", "asserted", "asserted"),
    ]
    assert told(date(2024, 2, 15))[0] == ("denied", A, "buys", "asserted", "negated")
    assert told(date(2024, 4, 1)) == []
    denied = changes(store, SCHEMA, date(2024, 2, 15), limit=1)[0]
    assert (denied.sources_before, denied.sources_after, denied.best.article) == (2, 3, "3")
    assert next(show_change(denied)) == "denied 否认: 甲公司 ─ buys → 芯片X  asserted → negated, sources 来源 2 → 3"


def test_changes_between_runs(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Without days the last run is compared with the one before; undated articles count; runs can be named."""
    file = tmp_path_factory.mktemp("runs") / "knowledge.sqlite"
    for run in (ARTICLES[:1], ARTICLES[1:3], ARTICLES[3:4]):
        with StoreWriter(file, Lexicon()) as writer:
            for one in run:
                writer.put(one)
            writer.finish(RUN)
    with Store(file) as store:
        assert {(c.kind, c.head, c.relation) for c in changes(store, SCHEMA)} == {
            ("new", B, "competes-with"),
            ("new", P, "works-for"),
            ("new", A, "makes"),
            ("new", A, "buys"),
        }
        first = changes(store, SCHEMA, 0, 1)
        assert {(c.kind, c.relation) for c in first} == {("new", "buys"), ("new", "makes")}
        assert changes(store, SCHEMA, 1, 2)[0].kind == "denied"
        with pytest.raises(QuestionError, match="changes between 1 and 2024-01-01: two days or two numbers of runs"):
            changes(store, SCHEMA, 1, date(2024, 1, 1))


def test_evidence_of_an_edge_in_its_direction_or_both(store: Store) -> None:
    """Rivalry said by two articles, each its own way round; with the schema both are evidence of the edge."""
    assert [one.article for one in evidence(store, B, "competes-with", C)] == ["4"]
    assert [one.article for one in evidence(store, B, "competes-with", C, schema=SCHEMA)] == ["5", "4"]
    assert [one.article for one in evidence(store, A, "buys", CHIP, limit=2)] == ["1", "2"]
    with pytest.raises(QuestionError, match="unknown relation 'buy'"):
        evidence(store, A, "buy", CHIP, schema=SCHEMA)


def test_a_name_of_several_is_told_with_their_ids(tmp_path_factory: pytest.TempPathFactory) -> None:
    """苹果 the company and the fruit: the error names both ids; an id is always one; an unknown name has like ones."""
    known = lexicon(Entry("company:apple", "COMPANY", "苹果公司", ("苹果",)), Entry("chip:apple", "CHIP", "苹果"))
    said = article("[苹果|company:apple]和[苹果|chip:apple]，[苹果|company:apple]。")
    with Store(stored(tmp_path_factory.mktemp("names"), [said], known=known)) as store:
        assert bearers(store, "蘋果") == ["company:apple", "chip:apple"]
        assert the_one(store, "chip:apple") == "chip:apple"
        message = (
            r"'苹果' is the name of 2 entities; say which by its id: company:apple \(苹果公司\), chip:apple \(苹果\)"
        )
        with pytest.raises(QuestionError, match=message) as several:
            the_one(store, "苹果")
        assert several.value.choices == ("company:apple", "chip:apple")
        with pytest.raises(QuestionError, match=r"no entity is named '苹里果' in .*; nearest: 苹果") as unknown:
            the_one(store, "苹里果")
        assert list(unknown.value.nearest) == nearest(store, "苹里果")
        with pytest.raises(QuestionError, match=r"no entity is named '天天.*…' in [^;]*$"):
            the_one(store, "天" * 1_000_000)
