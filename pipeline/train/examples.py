"""Labelled texts as spaCy examples, with some of what we know of them hidden.

Our tables know nearly every name of the training texts, but not of tomorrow's. So each text is shown with a part of
its entities hidden from the tables, in the words as in the features, and the recogniser learns to read names it is
not told.
"""

from __future__ import annotations

import random
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import cycle
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example, offsets_to_biluo_tags
from spacy.util import registry

from pipeline.language.extraction import load_known
from pipeline.language.features import reading_copy
from pipeline.language.matching import Hit
from pipeline.language.resources import schema_from
from pipeline.language.segment import JiebaTokenizer, Segmenter
from pipeline.train.labelled import Labelled, read_labelled

#: What spaCy calls to have its examples.
Corpus = Callable[[Language], Iterator[Example]]

#: Texts are cut at line ends into passages of about this many code points.
_PASSAGE = 400


class Examples:
    """Makes examples in the vocabulary of the pipeline that is trained."""

    def __init__(self, nlp: Language) -> None:
        self._nlp, self._known = nlp, load_known()
        self._schema = schema_from("")
        self._bare = Segmenter([])

    def make(self, labelled: Labelled, share: float, rng: random.Random) -> Example:
        """Return an example of a text in which about ``share`` of the entities are in no table."""
        tokenizer = self._known.tokenizer
        if not isinstance(tokenizer, JiebaTokenizer):
            raise TypeError("the known half of the pipeline needs the tokenizer xinpu.jieba.v1")
        words = tokenizer.without(labelled.text, _hiding(share, rng), self._bare) if share else tokenizer(labelled.text)
        for _, component in self._known.pipeline:
            words = component(words)
        copy = reading_copy(words, self._nlp.vocab, tokenizer.segmenter, self._schema)
        return Example.from_dict(copy, {"entities": tags(copy, labelled)})


def _hiding(share: float, rng: random.Random) -> Callable[[Hit], bool]:
    """Return whether a hit is hidden: the same for all hits of one entity; names of no entity stay."""
    decided: dict[tuple[str, ...], bool] = {}

    def hidden(hit: Hit) -> bool:
        return bool(hit.ids) and decided.setdefault(hit.ids, rng.random() < share)

    return hidden


def tags(doc: Doc, labelled: Labelled) -> list[str]:
    """Return a BILUO tag for each word; `-` where the labels do not say, or cut a word in two."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # that a label cuts a word; its words get no tag
        found = offsets_to_biluo_tags(doc, list(_apart(labelled.names)), missing="O")
    for place, token in enumerate(doc):
        unsure = any(start < token.idx + len(token) and token.idx < end for start, end in labelled.unsure)
        if found[place] == "O" and (unsure or not labelled.complete):
            found[place] = "-"
    return found


def _apart(names: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Yield names without those that begin inside another: a recogniser of flat names can learn only one of them."""
    end = 0
    for name in sorted(names, key=lambda one: (one[0], -one[1])):
        if name[0] >= end:
            end = name[1]
            yield name


def passages(labelled: Labelled, size: int = _PASSAGE) -> Iterator[Labelled]:
    """Cut a text at line ends into passages of about ``size`` code points; no name is cut."""
    start = 0
    while start < len(labelled.text):
        end = labelled.text.find("\n", start + size) + 1 or len(labelled.text)
        inside = [span for span in labelled.names if start <= span[0] and span[1] <= end]
        unsure = [span for span in labelled.unsure if start <= span[0] and span[1] <= end]
        yield Labelled(
            f"{labelled.id}-{start}",
            labelled.text[start:end],
            tuple((a - start, b - start, kind) for a, b, kind in inside),
            tuple((a - start, b - start) for a, b in unsure),
            labelled.complete,
        )
        start = end


@registry.readers("xinpu.labelled.v1")  # type: ignore[untyped-decorator]  # catalogue ships no types
def labelled_corpus(paths: list[str], shares: list[float], copies: int, seed: int) -> Corpus:
    """Read labelled files as a training corpus.

    Each text is shown ``copies`` times, the share of hidden entities taken from ``shares`` in turn.
    """

    @lru_cache(maxsize=1)
    def made(nlp: Language) -> list[Example]:
        rng = random.Random(seed)  # noqa: S311 - what is hidden is no secret
        turns = cycle(shares)
        maker = Examples(nlp)
        return [maker.make(text, next(turns), rng) for text in _texts(paths) for _ in range(copies)]

    return lambda nlp: iter(made(nlp))


def _texts(paths: Iterable[str]) -> Iterator[Labelled]:
    for path in paths:
        for document in read_labelled(Path(path)):
            yield from passages(document)


@registry.readers("xinpu.together.v1")  # type: ignore[untyped-decorator]  # catalogue ships no types
def together(gold: Corpus, silver: Corpus, partial: Corpus) -> Corpus:
    """Read several corpora as one."""

    def corpus(nlp: Language) -> Iterator[Example]:
        for one in (gold, silver, partial):
            yield from one(nlp)

    return corpus
