"""Print the reliability table of a gold file: of the relations given 0.8 to 0.9, how many are right.

usage: reliability.py GOLD [--given] [--relations]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from pipeline.config import Config
from pipeline.engine.local import extract_all
from pipeline.evaluate import read_gold, score
from pipeline.language.given import extract_with_mentions
from pipeline.records import Article, Extraction
from pipeline.reliability import bands, error, judged
from pipeline.schema import load_schema


def found(gold: list[Extraction]) -> Iterator[Extraction]:
    """Yield what the pipeline finds in each document."""
    articles = [Article(d.id, d.title, d.text, d.source, d.published) for d in gold]
    return (one for one in extract_all(articles, Config()) if isinstance(one, Extraction))


def main() -> None:
    """Read the gold, extract, print the bands."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--given", action="store_true", help="take the mentions of the gold")
    parser.add_argument("--relations", action="store_true", help="print precision, recall and F1 of relations as well")
    options = parser.parse_args()
    gold, schema = read_gold(options.gold), load_schema()
    system = [extract_with_mentions(one) for one in gold] if options.given else list(found(gold))
    table = bands(judged(gold, system, schema))
    for band in table:
        print(band.line)
    print(f"expected calibration error {error(table):.3f}")
    if options.relations:
        for line in score(gold, system, schema).lines():
            if line.startswith(("relations", "modality")):
                print(line)


if __name__ == "__main__":
    main()
