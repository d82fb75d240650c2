"""Train the pair reader on annotated documents: five folds for calibration, then all of them for the weights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from pipeline.config import Config
from pipeline.errors import ConfigError
from pipeline.evaluate import Count, read_gold
from pipeline.language.extraction import load
from pipeline.language.pair_model import BUILT_IN, PairModel, Reader, save_model
from pipeline.language.resources import lexicon_from, schema_from
from pipeline.records import Extraction
from pipeline.schema import RelationType, Schema
from pipeline.train_pairs.calibration import Bounds, Seen, bounds, curve
from pipeline.train_pairs.learners import Boosting, fit_logistic, matrix, vocabulary
from pipeline.train_pairs.material import Lesson, Lessons, Row, fits

FOLDS = 5
#: How much the rows count against small weights in the linear part; below ``_SMALL`` a weight is left out.
_STRENGTH = 0.1
_SMALL = 0.003
#: How many rows must have a feature for the linear part and for the trees.
_LEAST, _LEAST_PLAIN = 3, 6


def train_pairs(gold: Path, weights: Path = BUILT_IN, config: Config | None = None) -> dict[str, Count]:
    """Train on a gold file and write the weights; return, by relation, the counts over the folds left out.

    Each document teaches twice, with the annotated mentions and with those the pipeline finds. The probabilities are
    calibrated on the latter, as in use.
    """
    config = config or Config()
    schema = schema_from(str(config.schema))
    lexicon = lexicon_from(str(config.schema), map(str, config.lexicons))
    lessons = Lessons(load(config, without=("pairs",)), schema, lexicon)
    documents = read_gold(gold)
    model, counts = learn([_pair(lessons, document) for document in documents], schema)
    if not counts:
        raise ConfigError(f"{gold}: no relation to learn; annotated documents that state some would do")
    save_model(model, weights)
    return counts


def _pair(lessons: Lessons, document: Extraction) -> tuple[Lesson, Lesson]:
    return lessons.given(document), lessons.found(document)


def learn(lessons: Sequence[tuple[Lesson, Lesson]], schema: Schema) -> tuple[PairModel, dict[str, Count]]:
    """Return the calibrated model of (given, found) lessons, and the counts over the folds left out."""
    seen: dict[str, list[Seen]] = {name: [] for name in schema.relations}
    missed: dict[str, int] = dict.fromkeys(schema.relations, 0)
    for fold in range(FOLDS):
        model = fit((one for i, pair in enumerate(lessons) if i % FOLDS != fold for one in pair), schema)
        for _, found in lessons[fold::FOLDS]:
            _look(model, schema, found, seen, missed)
    whole = fit((one for pair in lessons for one in pair), schema)
    return calibrated(whole, seen, missed)


def fit(lessons: Iterable[Lesson], schema: Schema) -> PairModel:
    """Return the model of these lessons, not yet calibrated."""
    rows = [row for lesson in lessons for row in lesson.rows]
    every = vocabulary((row.features.every for row in rows), _LEAST)
    plain = vocabulary((row.features.plain for row in rows), _LEAST_PLAIN)
    readers = {name: _reader(relation, rows, every, plain) for name, relation in schema.relations.items()}
    return _pruned(PairModel(plain, every, {name: reader for name, reader in readers.items() if reader}))


def _reader(relation: RelationType, rows: Sequence[Row], every: dict[str, int], plain: dict[str, int]) -> Reader | None:
    """Return the reader of a relation; None where the rows have no right answer, or no wrong one."""
    taught = [(row.features, answer) for row, _, answer in fits(relation, rows) if answer is not None]
    answers = np.array([float(answer) for _, answer in taught])
    if len(set(answers.tolist())) < 2:
        return None
    linear, bias = fit_logistic(matrix([one.every for one, _ in taught], every), answers, _STRENGTH)
    trees = Boosting().fit(matrix([one.plain for one, _ in taught], plain), answers)
    return Reader(linear.astype(np.float16).astype(np.float32), bias, trees, (1.0, 0.0), 0.5, 0.0)


def _pruned(model: PairModel) -> PairModel:
    """Return the model without the features that weigh next to nothing for every relation."""
    if not model.readers:
        return model
    heavy = np.max([np.abs(reader.weights) for reader in model.readers.values()], axis=0) >= _SMALL
    names = [name for name, index in model.every.items() if heavy[index]]
    readers = {name: replace(reader, weights=reader.weights[heavy]) for name, reader in model.readers.items()}
    return replace(model, every={name: index for index, name in enumerate(names)}, readers=readers)


def _look(
    model: PairModel, schema: Schema, lesson: Lesson, seen: dict[str, list[Seen]], missed: dict[str, int]
) -> None:
    """Note how the model scores the triples of a document that it has not learnt from."""
    for name in model.readers:
        rows = list(fits(schema.relations[name], lesson.rows))
        scores = model.scores(name, [model.number(row.features) for row, *_ in rows])
        best: dict[tuple[str, str, str], float] = {}
        for (_, key, _), score in zip(rows, scores, strict=True):
            best[key] = max(best.get(key, -np.inf), float(score))
        seen[name] += [Seen(score, key in lesson.stated, key in lesson.by_rule) for key, score in best.items()]
        missed[name] += sum(key[1] == name and key not in best for key in lesson.stated)


def calibrated(
    model: PairModel, seen: dict[str, list[Seen]], missed: dict[str, int]
) -> tuple[PairModel, dict[str, Count]]:
    """Return the model with its curves and bounds, and the counts that they give on what it has not learnt from."""
    fitted = {name: replace(reader, curve=curve(seen[name])) for name, reader in model.readers.items()}
    sure = {name: _probabilities(reader, seen[name]) for name, reader in fitted.items()}
    every = [one for name in fitted for one in seen[name]]
    chosen = bounds(every, [p for name in fitted for p in sure[name]], sum(missed[name] for name in fitted))
    readers = {name: replace(reader, say=chosen.say, keep=chosen.keep) for name, reader in fitted.items()}
    counts = {name: _count(seen[name], sure[name], chosen, missed[name]) for name in fitted}
    return replace(model, readers=readers), counts


def _probabilities(reader: Reader, seen: Sequence[Seen]) -> list[float]:
    return [float(p) for p in reader.probabilities(np.array([one.score for one in seen]))]


def _count(seen: Sequence[Seen], probabilities: Sequence[float], chosen: Bounds, missed: int) -> Count:
    given = [
        one for one, p in zip(seen, probabilities, strict=True) if p >= (chosen.keep if one.by_rule else chosen.say)
    ]
    right = sum(one.right for one in given)
    return Count(right, len(given) - right, sum(one.right for one in seen) + missed - right)
