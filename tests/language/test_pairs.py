"""The pair reader as a component: it weighs what the rules read, drops, adds, and says how sure it is."""

from __future__ import annotations

import numpy as np
import pytest
from by_hand import SCHEMA
from marked import by_rule, document

from pipeline.knowledge.lexicon import Lexicon
from pipeline.language.pair_model import PairModel, Reader, Trees
from pipeline.language.pairs import Pairs
from pipeline.records import Relation

_ORDER = "[微软|company:microsoft] 采购 [H100|chip:h100] 。"
_BOUGHT = ("company:microsoft", "buys", "chip:h100")


def _pairs(*, say: float, keep: float, bias: float = 0.0) -> Pairs:
    """Return a reader of purchases alone: likely where a word of buying stands between, else as ``bias`` says."""
    reader = Reader(np.array([4.0], np.float32), bias, Trees.empty(bias), (1.0, 0.0), say, keep)
    return Pairs(SCHEMA, Lexicon(), PairModel({}, {"C >buy between": 0}, {"buys": reader}))


def _read(pairs: Pairs, marked: str, *stated: Relation) -> list[Relation]:
    doc = document(marked)
    doc._.relations = stated
    return list(pairs(doc)._.relations)


def test_a_likely_pair_is_stated_with_its_probability_and_cue() -> None:
    """采购 between a company and a chip, the chip behind it: a purchase, shown at 采购."""
    (found,) = _read(_pairs(say=0.6, keep=0.0), _ORDER)
    assert (found.head, found.relation, found.tail) == _BOUGHT
    assert (found.modality, found.sense, found.made_by) == ("asserted", "purchase", "pairs")
    assert found.confidence == pytest.approx(0.88)
    assert (found.cue.start, found.cue.end) == (2, 4)
    assert (found.evidence.start, found.evidence.end) == (0, 9)


def test_an_unlikely_pair_is_not_stated() -> None:
    """Without a word of buying nothing is said."""
    assert _read(_pairs(say=0.6, keep=0.0), "[微软|company:microsoft] 提到 [H100|chip:h100] 。") == []


def test_a_rules_statement_takes_the_calibrated_confidence() -> None:
    """The rule keeps its name and modality; how sure it is comes from the model."""
    rule = by_rule(document(_ORDER), *_BOUGHT, modality="planned")
    (found,) = _read(_pairs(say=0.6, keep=0.0), _ORDER, rule)
    assert (found.made_by, found.modality, found.confidence) == ("a rule", "planned", 0.88)


def test_a_rules_statement_that_is_unlikely_is_dropped() -> None:
    """Below the bound for keeping, a rule's statement goes."""
    marked = "[微软|company:microsoft] 提到 [H100|chip:h100] 。"
    rule = by_rule(document(marked), *_BOUGHT)
    assert len(_read(_pairs(say=0.6, keep=0.4), marked, rule)) == 1
    assert _read(_pairs(say=0.6, keep=0.6), marked, rule) == []


def test_what_the_model_cannot_judge_stays_as_the_rule_says() -> None:
    """A relation it has no reader for, and two ends that no window joins, are left alone."""
    marked = "[微软|company:microsoft] 开会 。 天气 好 。 有 [H100|chip:h100] 。"
    doc = document(marked)
    rules = [by_rule(doc, "company:microsoft", "makes", "chip:h100"), by_rule(doc, *_BOUGHT)]
    found = _read(_pairs(say=0.6, keep=0.9), marked, *rules)
    assert sorted(found, key=str) == sorted(rules, key=str)


@pytest.mark.parametrize(
    ("marked", "modality"),
    [
        ("[微软|company:microsoft] 计划 采购 [H100|chip:h100] 。", "planned"),
        ("据传 [微软|company:microsoft] 采购 了 [H100|chip:h100] 。", "rumored"),
        ("[微软|company:microsoft] 并未 采购 [H100|chip:h100] 。", "negated"),
    ],
)
def test_what_the_model_adds_has_the_modality_of_its_words(marked: str, modality: str) -> None:
    """计划, 据传 and 并未 are read as they are for the rules."""
    (found,) = _read(_pairs(say=0.6, keep=0.0), marked)
    assert found.modality == modality


def test_a_condition_states_nothing() -> None:
    """如果微软采购H100 is no purchase."""
    assert _read(_pairs(say=0.6, keep=0.0), "如果 [微软|company:microsoft] 采购 [H100|chip:h100] 。") == []


def test_taking_over_a_company_is_an_acquisition() -> None:
    """The sense is told by the cue shown."""
    found, *_ = _read(_pairs(say=0.5, keep=0.0, bias=1.0), "[微软|company:microsoft] 收购 [Nuance|company:nuance] 。")
    assert (found.tail, found.sense) == ("company:nuance", "acquisition")


def test_confidence_is_never_certain() -> None:
    """However high the score, some doubt is left."""
    found, *_ = _read(_pairs(say=0.5, keep=0.0, bias=50.0), _ORDER)
    assert found.confidence == 0.99
