"""The quality gate: figures on annotated passages against floors that are checked in with the gold's hash.

usage: gate.py [--update [--allow-lower]]
"""

from __future__ import annotations

import argparse
import hashlib
import math
import sys
import tomllib
from pathlib import Path
from typing import Any

from pipeline.config import Config
from pipeline.engine.local import extract_all
from pipeline.evaluate import read_gold, score
from pipeline.records import Article, Extraction
from pipeline.schema import load_schema

FLOORS = Path(__file__).with_name("floors.toml")
GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"
NAMES = ("dev.gold.jsonl", "seed.gold.jsonl")
#: How far below today's figure a new floor is set.
_SLACK = 0.01


def figures(gold: Path) -> dict[str, float]:
    """Return today's figures on a gold file, by the floor's name."""
    documents = read_gold(gold)
    articles = [Article(d.id, d.title, d.text, d.source, d.published) for d in documents]
    found = [one for one in extract_all(articles, Config()) if isinstance(one, Extraction)]
    scores = score(documents, found, load_schema()).as_dict()
    named = {"linking.f1": scores["linking"]["f1"], "modality": scores["modality_accuracy"]}
    for part in ("entities", "relations"):
        for kind, row in scores[part].items():
            named |= {f"{part}.{kind}.{figure}": row[figure] for figure in ("p", "r", "f1")}
    return named


def below(floors: dict[str, float], today: dict[str, float]) -> list[str]:
    """Return the names of the floors that today's figures do not reach."""
    return [name for name, floor in floors.items() if today.get(name, 0.0) < floor]


def raised(floors: dict[str, float], today: dict[str, float], *, allow_lower: bool) -> dict[str, float]:
    """Return new floors, each a little below today's figure; an old one is lowered only if allowed."""
    new = {name: max(0.0, math.floor((figure - _SLACK) * 100) / 100) for name, figure in today.items()}
    if allow_lower:
        return new
    return {name: max(floor, floors.get(name, 0.0)) for name, floor in new.items()} | {
        name: floor for name, floor in floors.items() if name not in new
    }


def digest(gold: Path) -> str:
    """Return the SHA-256 of a gold file."""
    return hashlib.sha256(gold.read_bytes()).hexdigest()


def write(tables: dict[str, dict[str, Any]]) -> None:
    """Write floors.toml, keeping its opening comment."""
    comment = [line for line in FLOORS.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    lines = [*comment]
    for name, table in tables.items():
        lines += ["", f'["{name}"]', f'sha256 = "{table["sha256"]}"', "", f'["{name}".floors]']
        lines += [f'"{floor}" = {value:.2f}' for floor, value in table["floors"].items()]
    FLOORS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def check(gold: Path, table: dict[str, Any]) -> bool:
    """Print the figures of one gold file beside their floors; return whether all hold."""
    if digest(gold) != table["sha256"]:
        print(f"{gold.name}: the gold changed since its floors were set; set them anew with --update --allow-lower")
        return False
    today = figures(gold)
    fallen = below(table["floors"], today)
    for name, floor in table["floors"].items():
        print(f"{gold.name:16} {name:30} {today.get(name, 0.0):.4f}  floor {floor:.2f}{'  BELOW' * (name in fallen)}")
    return not fallen


def main() -> int:
    """Run the gate; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true", help="set floors from today's figures, never lower")
    parser.add_argument("--allow-lower", action="store_true", help="with --update: also lower")
    options = parser.parse_args()
    if not GOLD.is_dir():
        print("quality gate skipped: the folder shared/gold is not beside the checkout")
        return 0
    tables = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    if options.update:
        for name in NAMES:
            old = tables.get(name, {}).get("floors", {})
            new = raised(old, figures(GOLD / name), allow_lower=options.allow_lower)
            tables[name] = {"sha256": digest(GOLD / name), "floors": new}
        write(tables)
    held = [check(GOLD / name, tables[name]) for name in NAMES]
    print("quality gate: " + ("every floor holds" if all(held) else "a floor does not hold"))
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
