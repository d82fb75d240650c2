"""Training from documents written by hand: what is taught, and that the model learns it."""

from __future__ import annotations

from pathlib import Path

import pytest
from by_hand import SCHEMA, States, article

from pipeline.errors import ConfigError
from pipeline.language.extraction import load
from pipeline.language.pair_model import load_model
from pipeline.language.resources import lexicon_from
from pipeline.schema import BUILT_IN
from pipeline.train_pairs import train_pairs
from pipeline.train_pairs.material import Lessons

_BUYS = States("company:microsoft", "buys", "chip:h100")


@pytest.fixture(scope="module")
def lessons() -> Lessons:
    """Return a maker of lessons with our lexicon."""
    return Lessons(load(without=("pairs",)), SCHEMA, lexicon_from(str(BUILT_IN), ()))


def _answers(lessons: Lessons, marked: str, *stated: States) -> dict[tuple[str, str, str], bool | None]:
    rows = lessons.given(article(marked, *stated)).rows
    return {key: answer for row in rows for key, answer in row.answers.values()}


def test_a_stated_pair_is_right_and_its_converse_wrong(lessons: Lessons) -> None:
    """微软采购H100 teaches a purchase, and that it is no training and no making."""
    answers = _answers(lessons, "[微软|company:microsoft]采购了[H100|chip:h100]。", _BUYS)
    assert answers["company:microsoft", "buys", "chip:h100"] is True
    assert answers["company:microsoft", "makes", "chip:h100"] is False
    assert answers["company:microsoft", "trains-on", "chip:h100"] is False


def test_what_is_denied_teaches_nothing(lessons: Lessons) -> None:
    """A denial has the words of the statement; it is left out."""
    denied = States("company:microsoft", "buys", "chip:h100", modality="negated")
    answers = _answers(lessons, "[微软|company:microsoft]没有采购[H100|chip:h100]。", denied)
    assert answers["company:microsoft", "buys", "chip:h100"] is None


def test_outside_its_evidence_a_stated_pair_teaches_nothing(lessons: Lessons) -> None:
    """The second sentence names both without stating it anew; it is no example of anything."""
    marked = "[微软|company:microsoft]采购了[H100|chip:h100]。[微软|company:microsoft]展示了[H100|chip:h100]。"
    stated = States("company:microsoft", "buys", "chip:h100", evidence="微软采购了H100。")
    rows = lessons.given(article(marked, stated)).rows
    buys = [row.answers["buys"][1] for row in rows if "buys" in row.answers]
    assert buys == [True, None]


def test_a_symmetric_relation_is_taught_in_either_order(lessons: Lessons) -> None:
    """Annotated as AMD to 英伟达, read as 英伟达 to AMD."""
    stated = States("company:amd", "competes-with", "company:nvidia")
    answers = _answers(lessons, "[英伟达|company:nvidia]与[AMD|company:amd]竞争。", stated)
    assert answers["company:amd", "competes-with", "company:nvidia"] is True


def test_training_writes_weights_that_tell_what_was_taught(tmp_path: Path) -> None:
    """From twenty purchases and twenty mere mentions the weights tell one from the other.

    Twice the same bytes; relations of which nothing was taught are left to the rules.
    """
    names = ["微软", "谷歌", "亚马逊", "特斯拉", "甲骨文"]
    ids = ["microsoft", "google", "amazon", "tesla", "oracle"]
    gold = tmp_path / "gold.jsonl"
    documents = []
    for n in range(40):
        head, verb = f"company:{ids[n % 5]}", ("采购了" if n % 2 else "谈到了")
        stated = [States(head, "buys", "chip:h100")] if n % 2 else []
        documents.append(article(f"[{names[n % 5]}|{head}]{verb}[H100|chip:h100]。", *stated, ident=f"d{n}"))
    gold.write_text("\n".join(document.to_json() for document in documents), encoding="utf-8")
    counts = train_pairs(gold, tmp_path / "one.npz")
    train_pairs(gold, tmp_path / "two.npz")
    assert (counts["buys"].tp, counts["buys"].fp, counts["buys"].fn) == (20, 0, 0)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    assert set(load_model(tmp_path / "one.npz").readers) == {"buys"}


def test_a_gold_without_relations_is_refused(tmp_path: Path) -> None:
    """There is nothing to learn; the message names the file."""
    gold = tmp_path / "gold.jsonl"
    gold.write_text(article("[微软|company:microsoft]谈到了[H100|chip:h100]。").to_json(), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"gold\.jsonl: no relation to learn"):
        train_pairs(gold, tmp_path / "pairs.npz")
