"""What the pair reader knows of a candidate."""

from __future__ import annotations

from by_hand import lexicon
from marked import by_rule, document, paired

from pipeline.knowledge.lexicon import Lexicon
from pipeline.knowledge.tables import Entry
from pipeline.language.pair_cues import cue_words, telling
from pipeline.language.pair_features import FeatureReader, surface
from pipeline.records import Relation

_NVIDIA = Entry("company:nvidia", "COMPANY", "英伟达", facts={"sector": "chip"})
_H100 = Entry("chip:h100", "CHIP", "H100", facts={"maker": "company:nvidia"})


def _plain(
    marked: str, *stated: Relation, known: Lexicon | None = None, head: str = "", tail: str = ""
) -> frozenset[str]:
    found = [one for one in paired(marked) if head in one.head and tail in one.tail]
    return FeatureReader(known or Lexicon(), stated).read(found[0]).plain


def test_words_are_told_by_their_place_and_the_order_of_the_ends() -> None:
    """采购 between head and tail is another feature than 采购 between tail and head."""
    words = ["COMPANY", "采购", "CHIP", "。"]
    assert ">between:采购" in set(surface(words, 0, 2))
    assert "<between:采购" in set(surface(words, 2, 0))
    assert ">after own:。" not in set(surface(words, 0, 2))
    assert ">after far:。" in set(surface(words, 0, 2))


def test_numbers_are_one_word() -> None:
    """40万 and 50万 say the same of a purchase."""
    one, other = (
        FeatureReader(Lexicon(), ()).read(paired(f"[微软|company:microsoft] 买 {n} 颗 [H100|chip:h100] 。")[0])
        for n in ("400000", "500000")
    )
    assert one == other


def test_a_cue_word_is_told_by_class_and_region() -> None:
    """购入 and 采购 are one class, between the ends."""
    for verb in ("采购", "购入"):
        assert "C >buy between" in _plain(f"[微软|company:microsoft] {verb} [H100|chip:h100] 。")


def test_a_cue_beyond_a_comma_is_far() -> None:
    """竞争 in another clause does not stand beside the two."""
    plain = _plain("[微软|company:microsoft] 买 [H100|chip:h100] ， 竞争 激烈 。")
    assert "C >rival far after" in plain
    assert "C >rival after" not in plain


def test_markers_before_the_ends_are_read_over_one_word() -> None:
    """微软向英伟达采购: 向 marks the tail."""
    plain = _plain("[微软|company:microsoft] 向 美国 [英伟达|company:nvidia] 采购 。", head="microsoft")
    assert "C COMPANY>COMPANY>marks:^:向" in plain


def test_passing_over_another_name_is_told_by_type() -> None:
    """A company between the two ends makes the pair less near."""
    plain = _plain(
        "[微软|company:microsoft] 称 [AMD|company:amd] 买 [H100|chip:h100] 。", head="microsoft", tail="h100"
    )
    assert "COMPANY>CHIP>past:COMPANY1" in plain


def test_facts_tell_whether_the_head_makes_the_tail() -> None:
    """The lexicon knows the maker of H100; of an unknown chip it says nothing."""
    known = lexicon(_NVIDIA, _H100)
    assert "COMPANY>CHIP maker:yes" in _plain("[英伟达|company:nvidia] 的 [H100|chip:h100] 。", known=known)
    assert "COMPANY>CHIP maker:no" in _plain("[微软|company:microsoft] 的 [H100|chip:h100] 。", known=known)
    unknown = _plain("[英伟达|company:nvidia] 的 [X9|chip:x9] 。", known=known)
    assert not any("maker:" in name for name in unknown)


def test_what_the_rules_read_is_a_feature_of_the_pair_and_of_its_rivals() -> None:
    """A rule's purchase speaks for its own two ends, and of every other pair that shares one."""
    marked = "[微软|company:microsoft] 采购 [H100|chip:h100] ， [AMD|company:amd] 没有 。"
    rule = by_rule(document(marked), "company:microsoft", "buys", "chip:h100")
    assert "rule here:buys" in _plain(marked, rule, head="microsoft", tail="h100")
    other = _plain(marked, rule, head="amd", tail="h100")
    assert "rule tail:buys" in other
    assert "rule here:buys" not in other


def test_the_same_candidate_has_the_same_features() -> None:
    """Two readers agree, whatever they read before."""
    first, second = (FeatureReader(Lexicon(), ()) for _ in range(2))
    found = paired("[微软|company:microsoft] 采购 [H100|chip:h100] 和 [B200|chip:b200] 。")
    assert [first.read(one) for one in found] == [second.read(one) for one in reversed(found)][::-1]


def test_the_telling_word_is_the_nearest_of_the_relations_classes() -> None:
    """采购 tells the purchase, 竞争 the rivalry; without either the right end is shown."""
    one = paired("[微软|company:microsoft] 采购 [H100|chip:h100] ， 竞争 激烈 。")[0]
    cues = cue_words(one.window)
    assert [one.window.items[telling(name, one, cues)].text for name in ("buys", "competes-with")] == ["采购", "竞争"]
    assert telling("works-for", one, ()) == one.to
