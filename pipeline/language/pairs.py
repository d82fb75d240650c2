"""The trained pair reader, after the rules: it weighs what they read, and adds what they miss.

Every statement leaves with a calibrated confidence: the share of like ones that were right when the model was trained.
A rule's statement that the model finds unlikely is dropped; one that it cannot judge (no candidate joins its two ends)
stays as it is. What the model adds has ``made_by`` "pairs" and shows the nearest telling word as its cue.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.knowledge.fold import plain
from pipeline.knowledge.lexicon import Lexicon
from pipeline.language.candidates import Candidate, candidates
from pipeline.language.masking import signs
from pipeline.language.modality import modality
from pipeline.language.pair_cues import cue_words, telling
from pipeline.language.pair_features import FeatureReader, Features
from pipeline.language.pair_model import BUILT_IN, Numbered, PairModel, load_model
from pipeline.language.resources import lexicon_from, schema_from
from pipeline.records import Modality, Range, Relation
from pipeline.schema import RelationType, Schema

Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate under one relation, and the probability that its window states it."""

    candidate: Candidate
    probability: float


def triple(relation: RelationType, head: str, tail: str) -> Triple:
    """Return (head, relation, tail), the ends of a symmetric relation in order."""
    one, other = sorted((head, tail)) if relation.symmetric else (head, tail)
    return one, relation.name, other


def read_candidates(doc: Doc, schema: Schema, lexicon: Lexicon) -> Iterator[tuple[Candidate, Features]]:
    """Yield the candidates of a document whose relations the rules have read, with their features."""
    reader = FeatureReader(lexicon, doc._.relations)
    return ((one, reader.read(one)) for one in candidates(doc, schema, signs(schema)))


class Pairs:
    """Judge every candidate of a document and set ``Doc._.relations`` anew."""

    def __init__(self, schema: Schema, lexicon: Lexicon, model: PairModel) -> None:
        self._schema, self._lexicon, self._model = schema, lexicon, model

    def __call__(self, doc: Doc) -> Doc:
        """Replace the rules' relations by the judged ones."""
        judged = self.judge(doc)
        stated = {self._triple(one.relation, one.head, one.tail): one for one in doc._.relations}
        kept = [weighed for key, one in stated.items() if (weighed := self._weighed(one, judged.get(key)))]
        added = [self._added(doc, key[1], one) for key, one in judged.items() if key not in stated]
        every = [*kept, *(relation for relation in added if relation)]
        doc._.relations = tuple(sorted(every, key=lambda r: (r.evidence, r.cue, r.relation, r.head, r.tail)))
        return doc

    def judge(self, doc: Doc) -> dict[Triple, Judged]:
        """Return the likeliest candidate of each triple that any candidate of the document may state."""
        read = read_candidates(doc, self._schema, self._lexicon)
        rows = [(candidate, self._model.number(features)) for candidate, features in read]
        found: dict[Triple, Judged] = {}
        for name in self._model.readers:
            if name in self._schema.relations:
                fitting = [row for row in rows if row[0].fits(self._schema.relations[name])]
                for (candidate, _), probability in zip(fitting, self._probabilities(name, fitting), strict=True):
                    key = self._triple(name, candidate.head, candidate.tail)
                    if key not in found or probability > found[key].probability:
                        found[key] = Judged(candidate, float(probability))
        return found

    def _probabilities(self, name: str, rows: list[tuple[Candidate, Numbered]]) -> NDArray[np.float64]:
        return self._model.readers[name].probabilities(self._model.scores(name, [numbered for _, numbered in rows]))

    def _triple(self, name: str, head: str, tail: str) -> Triple:
        return triple(self._schema.relations[name], head, tail)

    def _weighed(self, relation: Relation, judged: Judged | None) -> Relation | None:
        """Return a rule's statement with its calibrated confidence, or None where that is too low."""
        if judged is None:
            return relation
        keep = self._model.readers[relation.relation].keep
        return replace(relation, confidence=_rounded(judged.probability)) if judged.probability >= keep else None

    def _added(self, doc: Doc, name: str, judged: Judged) -> Relation | None:
        """Return what the model states by itself; None where it is not sure enough or the sentence states nothing."""
        if judged.probability < self._model.readers[name].say:
            return None
        candidate = judged.candidate
        window, cue = candidate.window, telling(name, candidate, cue_words(candidate.window))
        place = Range(window.items[cue].start, window.items[cue].end)
        claimed = _modality(doc, candidate, cue, name)
        if claimed is None:
            return None
        sense = _sense(name, candidate, cue)
        confidence = _rounded(judged.probability)
        return Relation(
            head=candidate.head,
            relation=name,
            tail=candidate.tail,
            modality=claimed,
            evidence=window.evidence,
            cue=place,
            confidence=confidence,
            sense=sense,
            made_by="pairs",
            via=_via(candidate),
        )


def _rounded(probability: float) -> float:
    return round(min(max(probability, 0.01), 0.99), 2)


def _modality(doc: Doc, candidate: Candidate, cue: int, relation: str) -> Modality | None:
    text, evidence = plain(doc.text), candidate.window.evidence
    start, end = evidence.start, evidence.end
    left, right = sorted((candidate.at, candidate.to))
    first, last, word = (candidate.window.items[index] for index in (left, right, cue))
    span = min(first.start, word.start) - start, max(last.end, word.end) - start
    return modality(text[start:end], span, (word.start - start, word.end - start), relation, _around(doc, evidence))


def _around(doc: Doc, evidence: Range) -> tuple[str, str]:
    """Return the sentences before and after."""
    before = [s.text for s in doc.sents if s.end_char <= evidence.start]
    after = [s.text for s in doc.sents if s.start_char >= evidence.end]
    return plain(before[-1]) if before else "", plain(after[0]) if after else ""


def _via(candidate: Candidate) -> Range | None:
    """Return the word that stands for an end, if one does."""
    ends = (candidate.window.items[index] for index in (candidate.at, candidate.to))
    return next((Range(item.start, item.end) for item in ends if item.stands_for), None)


def _sense(name: str, candidate: Candidate, cue: int) -> str:
    """Return the sense of a `buys`: an acquisition where its cue is a word of taking over a company."""
    if name != "buys":
        return ""
    taken_over = candidate.types[1] == "COMPANY" and ("acquire", cue) in cue_words(candidate.window)
    return "acquisition" if taken_over else "purchase"


@Language.factory("xinpu_pairs", requires=["doc.spans"], default_config={"schema": "", "lexicons": [], "weights": ""})
def make_pairs(nlp: Language, name: str, schema: str, lexicons: list[str], weights: str) -> Pairs:
    """Make the component for a pipeline config; empty ``weights`` means ours."""
    del nlp, name
    model = load_model(Path(weights) if weights else BUILT_IN)
    return Pairs(schema_from(schema), lexicon_from(schema, lexicons), model)
