"""Characters a second of each stage and of whole runs beside jieba's own, so that the ratios hold on a noisy machine.

usage: speed.py [--rounds N] [--whole] [PLACE]

Reads the articles at PLACE (corpus/ if none); each stage's fastest round counts. --whole also runs the main job on them
with one worker and with two, exports included, and tells the largest worker's memory.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import jieba
from spacy.tokens import Doc

from pipeline.language.extraction import load
from pipeline.reading.files import read_paths
from pipeline.records import Article

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


def measure(texts: list[str], rounds: int) -> dict[str, float]:
    """Return the fastest seconds of jieba, the tokenizer and each component over all texts."""
    nlp, tokenizer = load(), jieba.Tokenizer()
    tokenizer.initialize()
    fastest: dict[str, float] = defaultdict(lambda: float("inf"))

    def note(stage: str, began: float) -> None:
        fastest[stage] = min(fastest[stage], time.perf_counter() - began)

    for _ in range(rounds):
        began = time.perf_counter()
        for text in texts:
            list(tokenizer.cut(text, HMM=False))
        note("jieba alone", began)
        began = time.perf_counter()
        docs: list[Doc] = [nlp.make_doc(text) for text in texts]
        note("words", began)
        for name, component in nlp.pipeline:
            began = time.perf_counter()
            docs = [component(doc) for doc in docs]
            note(name, began)
    return dict(fastest)


def whole_run(place: str, workers: int) -> tuple[float, float]:
    """Return the seconds of a main job, start-up included, and the largest process's peak memory in MiB."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pipeline", "run", place, "--output", folder, "--quiet"]
        began = time.perf_counter()
        subprocess.run([*command, "--workers", str(workers)], check=False)
        took = time.perf_counter() - began
    return took, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("place", nargs="?", default=str(CORPUS))
    parser.add_argument("--whole", action="store_true", help="also run the main job")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    texts = [article.text for article in read_paths([options.place]) if isinstance(article, Article)]
    size = sum(map(len, texts))
    seconds = measure(texts, options.rounds)
    whole = sum(spent for stage, spent in seconds.items() if stage != "jieba alone")
    for stage, spent in {**seconds, "all stages": whole}.items():
        print(f"{stage:12} {size / spent:12,.0f} characters/s  {spent / seconds['jieba alone']:6.1f} × jieba")
    for workers in (1, 2) if options.whole else ():
        spent, memory = whole_run(options.place, workers)
        ratio = seconds["jieba alone"] / spent
        print(f"run, {workers} at once {size / spent:9,.0f} characters/s  {ratio:6.3f} of jieba's  {memory:,.0f} MiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
