"""The model card: what the weights were made of, how, how well they read, what they do badly."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from pipeline.train.labelled import read_labelled

_TEMPLATE = """# XinPu recogniser

Finds companies, chips, people and AI models in Chinese articles on AI and semiconductors. Apache-2.0, as the program.

## Data

{data}

No public benchmark without an open licence was learnt from.

## Method

spaCy {spacy} `ner` (transitions over a convolutional network: tok2vec, MultiHashEmbed and MaxoutWindowEncoder) on jieba
words without HMM. A word is embedded by its letters and by what is known of it beforehand: part of speech in jieba's
dictionary, hits of lexicon and grammar, word lists. A share of the known names is hidden in training. Config and seed
are in `recogniser.cfg` beside the trainer; the same data, config and seed give the same weights on one machine.

## Scores

{scores}

## What it does badly

- names of one or two everyday characters (光源, 影眸) without a word such as 公司 near them
- products and projects that look like businesses, and acronyms of indices and technologies
- AI models that bear the name of a driving system or an app
- foreign persons' surnames alone, where the full name does not stand in the article
- texts far from business and technology news
"""


def card(data: Mapping[str, Any], scores: Mapping[str, Any], spacy: str) -> str:
    """Return the card as Markdown.

    ``data``: kind of data → files, and under `notes` file name → origin and licence; ``scores``: type → p, r, f.
    """
    return _TEMPLATE.format(data="\n".join(_data(data)), scores="\n".join(_scores(scores)), spacy=spacy)


def _data(data: Mapping[str, Any]) -> list[str]:
    lines = [
        "| labels | file | texts | names | characters | SHA-256 | origin and licence |",
        "|---|---|---|---|---|---|---|",
    ]
    for kind in ("gold", "silver", "partial"):
        for path in data[kind]:
            texts = list(read_labelled(path))
            names, size = sum(len(t.names) for t in texts), sum(len(t.text) for t in texts)
            digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
            note = data["notes"].get(path.name, "not told")
            lines.append(f"| {kind} | {path.name} | {len(texts)} | {names} | {size} | {digest} | {note} |")
    return lines


def _scores(scores: Mapping[str, Any]) -> list[str]:
    if not scores:
        return ["Not scored: no development data was given."]
    lines = [
        "Exact span and type on development data, the network alone:",
        "",
        "| type | P | R | F1 |",
        "|---|---|---|---|",
    ]
    for kind, row in sorted(scores.items()):
        lines.append(f"| {kind} | {row['p']:.3f} | {row['r']:.3f} | {row['f']:.3f} |")
    return lines
