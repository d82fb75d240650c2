"""Independent sources: articles of nearly the same text (reprints, agency copy) count once.

Candidates come from MinHash with locality-sensitive hashing (Broder 1997; rensa), over runs of characters of the
folded text; a pair stands only if the true Jaccard similarity of its runs reaches the threshold.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping

import networkx as nx
from rensa import RMinHash, RMinHashLSH

from pipeline.knowledge.fold import key

#: Two texts that share this part of their runs are one source.
SIMILAR = 0.7
#: Characters in a run.
_RUN = 5
#: With fewer runs than this, one other word makes another text: only the same words are one source.
_SHORT = 60
_PERMUTATIONS = 128
#: 32 bands of 4: of pairs as similar as SIMILAR, one in 6,000 is missed.
_BANDS = 32
_SEED = 42
_SURROGATES = re.compile("[\ud800-\udfff]")


def independent_sources(texts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return for each article the source it stands for: of all articles of nearly its text, the first id.

    ``texts`` are (article id, text). Likeness carries on: if a is like b and b like c, all three are one source. The
    result depends on neither order nor chance.
    """
    folded = {article: _SURROGATES.sub("\ufffd", key(text)) for article, text in sorted(texts)}
    same: dict[bytes, str] = {}
    first = {article: same.setdefault(_digest(text), article) for article, text in folded.items()}
    distinct = {article: folded[article] for article in same.values()}
    joined = nx.utils.UnionFind(distinct)
    for one, other in _alike(distinct):
        joined.union(one, other)
    groups: dict[str, str] = {}
    for article in distinct:
        groups.setdefault(joined[article], article)
    return {article: groups[joined[representative]] for article, representative in first.items()}


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _alike(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs whose runs are as similar as SIMILAR."""
    index = RMinHashLSH(SIMILAR, _PERMUTATIONS, _BANDS)
    indexed: list[str] = []
    for article, text in texts.items():
        runs = _runs(text)
        if len(runs) < _SHORT:
            continue
        sketch = RMinHash(_PERMUTATIONS, _SEED)
        sketch.update(list(runs))
        for candidate in sorted(index.query(sketch)):
            others = _runs(texts[indexed[candidate]])
            if len(runs & others) / len(runs | others) >= SIMILAR:
                yield article, indexed[candidate]
        index.insert(len(indexed), sketch)
        indexed.append(article)


def _runs(text: str) -> set[str]:
    return {text[start : start + _RUN] for start in range(len(text) - _RUN + 1)}
