"""How fast questions are answered from a large store, and how surely a name is found.

usage: lookup.py [--store FILE] [--entities N] [--articles N] [--queries N]

FILE is made when it is not there (200,000 entities, 1,000,000 mentions and 500,000 statements in 50,000 articles take
some minutes) and used again when it is.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

from pypinyin import lazy_pinyin
from synthetic import Size, build

from pipeline.knowledge.fold import key
from pipeline.lookup import card, full_text, lookup, neighbours, path, search
from pipeline.records import Entity
from pipeline.schema import load_schema
from pipeline.store import Store

#: As many hits as a store can give.
_ALL = 10_000_000
_WORDS = ["算力", "封装", "订单", "年底", "业内", "华", "芯片", "semi", "有限公司", "先进封装产能", "微电子"]


def queries(store: Store, count: int) -> dict[str, list[Callable[[], object]]]:
    """Return for each kind of question ``count`` ready ones: half about any entity, half about what is named most."""
    draw = random.Random(1)
    schema = load_schema()
    entities = _drawn(store, draw, count)
    names = [draw.choice(entity.names) for entity in entities]
    chinese = [draw.choice([n for n in entity.names if not n.isascii()]) for entity in entities]
    pairs = [name[(at := draw.randrange(len(name) - 1)) : at + 2] for name in chinese]

    def asked(question: Callable[..., object], values: list[str], *rest: object) -> list[Callable[[], object]]:
        return [partial(question, store, value, *rest) for value in values]

    return {
        "exact": asked(search, names),
        "prefix, 2 characters": asked(search, [name[:2] for name in names]),
        "prefix, 3 and more": asked(search, [name[: draw.randint(3, 6)] for name in names]),
        "two characters inside": asked(search, pairs),
        "pinyin": asked(search, ["".join(lazy_pinyin(name)) for name in chinese]),
        "pinyin, first letters of it": asked(search, ["".join(lazy_pinyin(name))[:5] for name in chinese]),
        "initials": asked(search, ["".join(s[:1] for s in lazy_pinyin(name)) for name in chinese]),
        "a slip": asked(search, [_slip(name, draw) for name in names if len(name) > 2]),
        "card": asked(card, [entity.id for entity in entities], schema),
        "lookup": asked(lookup, [entity.name for entity in entities], schema),
        "full text, a name": asked(full_text, chinese),
        "full text, common words": asked(full_text, draw.choices(_WORDS, k=count)),
        "full text, two names": asked(full_text, [f"{a} {b}" for a, b in pairwise(names)]),
        "neighbours since a day": [
            partial(neighbours, store, entity.id, schema, modalities=["rumored"], limit=50) for entity in entities
        ],
        "path": [partial(path, store, a.id, b.id, schema) for a, b in pairwise(entities[: count // 10])],
    }


def _drawn(store: Store, draw: random.Random, count: int) -> list[Entity]:
    idents = [row[0] for row in store.rows("SELECT id FROM entities ORDER BY mentions DESC, id")]
    chosen = draw.choices(idents, k=count - count // 2) + draw.choices(idents[:200], k=count // 2)
    draw.shuffle(chosen)
    return [entity for ident in chosen if (entity := store.entity(ident))]


def _slip(name: str, draw: random.Random) -> str:
    """Return a name with one character wrong, missing, doubled, or two changed about."""
    at = draw.randrange(len(name))
    other = draw.choice("的一是了在人有我他这" if ord(name[at]) > 0x3000 else "aeioutrsnl")
    kind = draw.randrange(4)
    if kind == 0 or (kind == 3 and at + 1 == len(name)):
        return name[:at] + other + name[at + 1 :]
    if kind == 1:
        return name[:at] + name[at + 1 :]
    if kind == 2:
        return name[:at] + other + name[at:]
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def timed(questions: list[Callable[[], object]], clock: Callable[[], float]) -> tuple[float, float]:
    """Ask each question and return the median and the 99th percentile of the milliseconds they took."""
    took = []
    for question in questions:
        began = clock()
        question()
        took.append((clock() - began) * 1000)
    took.sort()
    return took[len(took) // 2], took[min(len(took) - 1, len(took) * 99 // 100)]


def recall(store: Store, count: int) -> dict[str, tuple[int, int]]:
    """Return for each way of asking how many of the names of ``count`` entities are found, of how many."""
    draw = random.Random(2)
    idents = [row[0] for row in store.rows("SELECT id FROM entities ORDER BY id")]
    chosen = [store.entity(ident) for ident in draw.sample(idents, min(count, len(idents)))]
    named = [(entity.id, name) for entity in chosen if entity for name in entity.names]
    chinese = [(ident, name) for ident, name in named if not name.isascii()]
    inside: dict[str, set[str]] = {}
    pieces = [(ident, "".join(pair)) for ident, name in named for pair in pairwise(key(name))]
    for piece in {piece for _, piece in pieces}:
        inside[piece] = {hit.id for hit in search(store, piece, _ALL)}
    return {
        "exact": _found(store, named),
        "any two characters inside": (sum(ident in inside[piece] for ident, piece in pieces), len(pieces)),
        "pinyin": _found(store, [(ident, "".join(lazy_pinyin(name))) for ident, name in chinese]),
        "initials, all hits": _found(
            store, [(ident, "".join(s[:1] for s in lazy_pinyin(name))) for ident, name in chinese], 20_000
        ),
        "a slip, first 20 hits": _found(store, [(i, _slip(n, draw)) for i, n in named if len(key(n)) > 2]),
        "a slip, all hits": _found(store, [(i, _slip(n, draw)) for i, n in named if len(key(n)) > 2], 2000),
    }


def _found(store: Store, asked: list[tuple[str, str]], limit: int = 20) -> tuple[int, int]:
    return sum(ident in {hit.id for hit in search(store, name, limit)} for ident, name in asked), len(asked)


def report(store: Store, count: int) -> Iterator[str]:
    """Yield the lines of figures."""
    (sizes,) = store.rows(
        "SELECT (SELECT count(*) FROM entities), (SELECT count(*) FROM mentions), (SELECT count(*) FROM statements)"
    )
    yield "store: {:,} entities, {:,} mentions, {:,} statements, {:.0f} MiB".format(
        *sizes, store.path.stat().st_size / 2**20
    )
    for kind, questions in queries(store, count).items():
        timed(questions[:20], time.perf_counter)
        shown = (f"{clock} p50 {{:7.2f}} p99 {{:7.2f}} ms" for clock in ("wall", "cpu"))
        figures = (timed(questions, clock) for clock in (time.perf_counter, time.thread_time))
        both = "   ".join(line.format(*figure) for line, figure in zip(shown, figures, strict=True))
        yield f"{kind:28} {both}   of {len(questions)}"
    for kind, (found, asked) in recall(store, min(count, 1000)).items():
        yield f"{kind:28} found {found / asked:8.2%}   of {asked}"


def main() -> None:
    """Make the store if need be, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--entities", type=int, default=200_000)
    parser.add_argument("--articles", type=int, default=50_000)
    parser.add_argument("--queries", type=int, default=1000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = given.store or Path(folder) / "knowledge.sqlite"
        if not file.exists():
            began = time.perf_counter()
            build(file, Size(given.entities, given.articles))
            print(f"made in {time.perf_counter() - began:.0f} s")
        with Store(file) as store:
            for line in report(store, given.queries):
                print(line, flush=True)


if __name__ == "__main__":
    main()
