"""FinRE: the linear part of the pair reader, trained on its 44 relations and scored by its authors' measure.

usage: finre.py [--data FOLDER] [--strength C] [--held-out]

No lexicon, no cue tables, no rules and no pretrained vectors: words between and around the two names, characters
between them, and the names themselves. The measure is that of Li et al. (ACL 2019, "Chinese Relation Extraction with
Multi-Grained Information and External Linguistic Knowledge"): samples of one pair in one sentence are one question with
several right answers; micro precision and recall over the answers other than "unknown"; area under the curve that the
answers draw, the surest first. The paper scores FinRE's test part, this its valid part: the figures stand beside the
paper's, on like but other sentences. With --held-out the last tenth of train is scored.
"""

from __future__ import annotations

import argparse
import itertools
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, diags

from pipeline.language.pair_features import shown, surface, way_of
from pipeline.language.segment import Segmenter
from pipeline.train_pairs.learners import Floats, fit_logistic, matrix, vocabulary

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "finre"
NONE = "unknown"
#: F1 on FinRE as the paper prints it.
PAPER = {
    "BLSTM": 42.87,
    "Att-BLSTM": 41.48,
    "PCNN": 45.51,
    "PCNN+Att": 46.13,
    "Lattice LSTM": 47.41,
    "MG Lattice": 49.26,
}


@dataclass(frozen=True, slots=True)
class Question:
    """Two names in a sentence, the right answers, and all names of the sentence."""

    head: str
    tail: str
    text: str
    answers: frozenset[str]
    names: frozenset[str]


def questions(path: Path) -> list[Question]:
    """Read a part of FinRE: head, tail, relation and sentence, separated by tabs."""
    answers: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    names: dict[str, set[str]] = defaultdict(set)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            head, tail, relation, text = line.split("\t")
            answers[head, tail, text].add(relation)
            names[text] |= {head, tail}
    return [Question(*key, frozenset(found), frozenset(names[key[2]])) for key, found in answers.items()]


def features(question: Question, segmenter: Segmenter) -> Iterator[str]:
    """Yield the features of a question."""
    words, heads, tails = _words(question, segmenter)
    places = sorted((abs(at - to), at, to) for at in heads for to in tails)
    if places:
        _, at, to = places[0]
        yield from surface(words, at, to)
        way, between = way_of(at, to), words[min(at, to) + 1 : max(at, to)]
        yield f"names between:{min(3, between.count('ENT'))}"
        if len(between) < 24:
            signs = "".join(between)
            yield from (f"{way}signs:{signs[i : i + n]}" for n in (2, 3) for i in range(len(signs) - n + 1))
    yield from (f"word:{word}" for word in words)
    yield from (f"word:{one} {two}" for one, two in itertools.pairwise(words))
    yield f"names:{min(5, len(question.names))}"
    yield from _of_names(question.head, question.tail)


def _words(question: Question, segmenter: Segmenter) -> tuple[list[str], list[int], list[int]]:
    """Return the sentence's words with its names as one sign each, and where the head and the tail stand."""
    roles = {question.head: "HEAD", question.tail: "TAIL"}
    longest = sorted(question.names, key=lambda name: (-len(name), name))
    words: list[str] = []
    for piece in re.split(f"({'|'.join(map(re.escape, longest))})", question.text):
        if piece in question.names:
            words.append(roles.get(piece, "ENT"))
        else:
            cuts = itertools.pairwise(segmenter.edges(piece))
            words += [shown(piece[a:b].lower()) for a, b in cuts if a < b]
    places = {role: [i for i, word in enumerate(words) if word == role] for role in ("HEAD", "TAIL")}
    return words, places["HEAD"], places["TAIL"]


def _of_names(head: str, tail: str) -> Iterator[str]:
    """Yield what the names say by themselves: who they are, how they end, whether one is made of the other's signs."""
    yield f"pair:{'|'.join(sorted((head, tail)))}"
    for role, name in (("head", head), ("tail", tail)):
        yield f"{role}:{name}"
        yield f"{role} ends:{name[-2:]}"
        yield from (f"{role} signs:{name[i : i + 2]}" for i in range(len(name) - 1))
    yield f"inside:{head in tail}{tail in head}"
    yield f"in order:{_in_order(head, tail)}{_in_order(tail, head)}"
    yield f"same signs:{min(4, len(set(head) & set(tail)))}"
    yield f"same edges:{head[:1] == tail[:1]}{head[-1:] == tail[-1:]}{head[:2] == tail[:2]}"


def _in_order(short: str, long: str) -> bool:
    """Whether the signs of one name stand in the other in the same order: 工行, 工商银行."""
    signs = iter(long)
    return all(sign in signs for sign in short)


def measure(asked: list[Question], scores: Floats, relations: list[str]) -> dict[str, float]:
    """Return precision, recall, F1 and area under the curve, in percent, by the paper's measure."""
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    chosen = scores.argmax(axis=1)
    given = [(shares[i, at], relations[at] in asked[i].answers) for i, at in enumerate(chosen) if relations[at] != NONE]
    wanted = sum(question.answers != {NONE} for question in asked)
    given.sort(key=lambda one: -one[0])
    right = np.cumsum([fits for _, fits in given])
    precision, recall = right / np.arange(1, len(given) + 1), right / wanted
    p, r = float(precision[-1]), float(recall[-1])
    return {
        "P": 100 * p,
        "R": 100 * r,
        "F1": 200 * p * r / (p + r),
        "AUC": 100 * float(np.trapezoid(precision, recall)),
    }


def _level(rows: csr_matrix) -> csr_matrix:
    """Return the rows at length one."""
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return csr_matrix(diags(1 / np.maximum(lengths, 1e-9)) @ rows)


def scores(taught: list[Question], asked: list[Question], strength: float) -> tuple[Floats, list[str]]:
    """Train one linear reader a relation on ``taught``; return its scores for ``asked``, and the relations."""
    segmenter = Segmenter(())
    rows = [set(features(question, segmenter)) for question in taught]
    known = vocabulary(rows, 2)
    x, asked_x = _level(matrix(rows, known)), _level(matrix([set(features(q, segmenter)) for q in asked], known))
    relations = sorted({answer for question in taught for answer in question.answers})
    columns = []
    for relation in relations:
        alone = [q.answers == {NONE} if relation == NONE else relation in q.answers for q in taught]
        weights, bias = fit_logistic(x, np.array(alone, float), strength)
        columns.append(asked_x @ weights + bias)
    return np.column_stack(columns), relations


def main() -> None:
    """Train, score and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--strength", type=float, default=100.0)
    parser.add_argument("--held-out", action="store_true", help="score the last tenth of train, to choose the strength")
    options = parser.parse_args()
    began = time.monotonic()
    taught = questions(options.data / "train.txt")
    cut = len(taught) * 9 // 10
    taught, asked = (
        (taught[:cut], taught[cut:]) if options.held_out else (taught, questions(options.data / "valid.txt"))
    )
    figures = measure(asked, *scores(taught, asked, options.strength))
    for name, f1 in PAPER.items():
        print(f"{name:14} F1 {f1:5.2f}  (the paper, on the test part)")
    line = "  ".join(f"{name} {value:5.2f}" for name, value in figures.items())
    print(f"{'this':14} {line}  ({len(asked)} questions, {time.monotonic() - began:.0f} s)")


if __name__ == "__main__":
    main()
