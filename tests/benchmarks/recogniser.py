"""The recogniser's method on public benchmarks: the same network and features, trained on their train split alone.

usage: recogniser.py {cluener,msra} DATA [--steps N] [--copies N]

DATA is the folder with the public files: CLUENER2020 (train.json, dev.json; Xu et al. 2020, arXiv:2001.04351) or MSRA
(msra_train_bio.txt, msra_test_bio.txt; SIGHAN 2006 bakeoff). Scores are exact span and type, in percent. The weights
are thrown away: nothing that is shipped has seen this data.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import spacy

from pipeline.evaluate import Count
from pipeline.language.extraction import load_known
from pipeline.language.recognise import Recogniser
from pipeline.language.resources import schema_from
from pipeline.language.segment import JiebaTokenizer
from pipeline.train.labelled import Labelled
from pipeline.train.recipe import Recipe
from pipeline.train.recogniser import train_recogniser

#: What each set calls our types; its other types are learnt as they are, so that they are told apart.
_OURS = {"company": "COMPANY", "name": "PERSON", "ORG": "COMPANY", "PER": "PERSON"}


def cluener(path: Path) -> Iterator[Labelled]:
    """Yield the sentences of a CLUENER file, whose ends are inclusive."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        raw = json.loads(line)
        names = {
            (start, end + 1, _OURS.get(kind, kind))
            for kind, found in raw["label"].items()
            for places in found.values()
            for start, end in places
        }
        yield Labelled(str(number), raw["text"], tuple(sorted(names)))


def msra(path: Path) -> Iterator[Labelled]:
    """Yield the sentences of a file with a character and its BIO tag on each line, sentences apart by an empty line."""
    for number, block in enumerate(path.read_text(encoding="utf-8").split("\n\n")):
        pairs = [line.split("\t") for line in block.splitlines() if "\t" in line]
        text = "".join(sign for sign, _ in pairs)
        yield Labelled(str(number), text, tuple(_spans([tag for _, tag in pairs])))


def _spans(tags: list[str]) -> Iterator[tuple[int, int, str]]:
    start, kind = 0, ""
    for at, tag in enumerate([*tags, "O"]):
        if kind and not tag.startswith("I"):
            yield start, at, _OURS.get(kind, kind)
            kind = ""
        if tag.startswith("B"):
            start, kind = at, tag[2:]


SETS = {"cluener": (cluener, "train.json", "dev.json"), "msra": (msra, "msra_train_bio.txt", "msra_test_bio.txt")}


def _write(sentences: list[Labelled], path: Path) -> Path:
    """Write labelled sentences as the training reads them."""
    with path.open("w", encoding="utf-8") as file:
        for one in sentences:
            mentions = [{"start": a, "end": b, "type": kind} for a, b, kind in one.names]
            file.write(json.dumps({"id": one.id, "text": one.text, "mentions": mentions}, ensure_ascii=False) + "\n")
    return path


def score(model: Path, sentences: list[Labelled]) -> dict[str, Count]:
    """Return the counts of each of our types on the test sentences."""
    known = load_known()
    tokenizer = known.tokenizer
    assert isinstance(tokenizer, JiebaTokenizer)
    recogniser = Recogniser(spacy.load(model), {}, schema_from(""))
    counts: dict[str, Count] = defaultdict(Count)
    for one in sentences:
        found = {(name.start, name.end, name.type) for name in recogniser.find(known(one.text), tokenizer)}
        for kind in ("COMPANY", "PERSON"):
            counts[kind].compare({n for n in one.names if n[2] == kind}, {n for n in found if n[2] == kind})
    return counts


def main() -> int:
    """Train, score, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", choices=SETS)
    parser.add_argument("data", type=Path)
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--copies", type=int, default=2, help="how often a sentence is shown, with other names hidden")
    options = parser.parse_args()
    read, train, test = SETS[options.set]
    sentences = list(read(options.data / test))
    with tempfile.TemporaryDirectory() as folder:
        gold = _write(list(read(options.data / train)), Path(folder) / "train.jsonl")
        dev = _write(sentences[:100], Path(folder) / "dev.jsonl")
        steps = {"training.max_steps": options.steps, "training.eval_frequency": options.steps}
        model = Path(folder) / "model"
        train_recogniser(
            Recipe((gold,), dev=(dev,)), model, overrides={**steps, "corpora.train.gold.copies": options.copies}
        )
        for kind, count in score(model, sentences).items():
            row = count.scores
            print(f"{options.set} {kind:8} P {row['p']:.1%}  R {row['r']:.1%}  F1 {row['f1']:.1%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
