"""Documents built by hand for tests of the language components: words apart, names ``[微软|company:microsoft]``.

A reference is marked with an asterisk: ``[该公司|*company:microsoft]``.
"""

from __future__ import annotations

import re

from by_hand import SCHEMA
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

import pipeline.language.relations  # noqa: F401 - it registers Doc._.relations
from pipeline.language.candidates import Candidate, candidates
from pipeline.language.masking import signs
from pipeline.language.sentences import sentence_ranges
from pipeline.records import Modality, Range, Relation

_NAME = re.compile(r"\[(?P<text>[^|\]]+)\|(?P<standing>\*?)(?P<entity>[^\]]+)\]")


def document(marked: str) -> Doc:
    """Return a document of the words of ``marked``, with its mentions, references and sentences."""
    pieces = marked.split(" ")
    matches = [_NAME.fullmatch(piece) for piece in pieces]
    words = [match["text"] if match else piece for match, piece in zip(matches, pieces, strict=True)]
    doc = Doc(Vocab(), words=words, spaces=[False] * len(words))
    starts = {start for start, _ in sentence_ranges(doc.text)}
    for token in doc:
        token.is_sent_start = token.idx in starts
    for group, standing in (("mentions", ""), ("references", "*")):
        doc.spans[group] = [
            Span(doc, i, i + 1, label=SCHEMA.type_of(match["entity"]), kb_id=match["entity"])
            for i, match in enumerate(matches)
            if match and match["standing"] == standing
        ]
    return doc


def paired(marked: str) -> list[Candidate]:
    """Return the candidates of a document built by hand, under our schema."""
    return list(candidates(document(marked), SCHEMA, signs(SCHEMA)))


def by_rule(doc: Doc, head: str, relation: str, tail: str, modality: Modality = "asserted") -> Relation:
    """Return a relation as a rule states it of the whole document."""
    whole = Range(0, len(doc.text))
    return Relation(head, relation, tail, modality, whole, Range(0, 1), 0.5, made_by="a rule")
