"""The FinRE benchmark's measure and features."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from finre import Question, features, measure, questions, scores

from pipeline.language.segment import Segmenter


def _question(*answers: str) -> Question:
    return Question("甲", "乙", "甲收购乙", frozenset(answers), frozenset("甲乙"))


def test_rows_of_one_pair_in_one_sentence_are_one_question(tmp_path: Path) -> None:
    """Two relations of the same pair are two right answers."""
    path = tmp_path / "part.txt"
    path.write_text(
        "甲\t乙\t合作\t甲与乙签约\n\n甲\t乙\t签约\t甲与乙签约\n\n乙\t甲\tunknown\t甲与乙签约\n", encoding="utf-8"
    )
    found = questions(path)
    assert [one.answers for one in found] == [{"合作", "签约"}, {"unknown"}]


def test_the_measure_leaves_unknown_out() -> None:
    """By hand: three questions have an answer, three answers are given, two are right."""
    asked = [_question("收购"), _question("合作", "签约"), _question("竞争"), _question("unknown")]
    relations = ["unknown", "收购", "签约", "竞争"]
    chosen = np.array([[0, 3, 0, 0], [0, 0, 2, 0], [4, 0, 0, 0], [0, 0, 0, 1]], float)
    figures = measure(asked, chosen, relations)
    assert figures["P"] == pytest.approx(200 / 3)
    assert figures["R"] == pytest.approx(200 / 3)
    assert figures["F1"] == pytest.approx(200 / 3)


def test_names_tell_by_themselves_that_one_is_in_the_other() -> None:
    """工行 is written with signs of 工商银行, in order."""
    question = Question("工行", "工商银行", "工商银行（工行）", frozenset({"自己"}), frozenset({"工行", "工商银行"}))
    assert "in order:TrueFalse" in set(features(question, Segmenter(())))


def test_what_is_taught_is_answered() -> None:
    """Ten purchases and ten rivalries in, the right relation out."""
    taught = [
        Question(f"甲{n}", f"乙{n}", f"甲{n}{verb}乙{n}", frozenset({answer}), frozenset({f"甲{n}", f"乙{n}"}))
        for n in range(10)
        for verb, answer in (("收购了", "收购"), ("挑战了", "竞争"))
    ]
    asked = [Question("丙", "丁", "丙收购了丁", frozenset({"收购"}), frozenset("丙丁"))]
    columns, relations = scores(taught, asked, 30.0)
    assert relations[int(columns.argmax())] == "收购"
