"""Words that stand for a thing named before: 该公司, 其, 双方, 这家芯片巨头, 他.

They are no mentions, but carry relations. They go to ``Doc.spans["references"]``: label the entity type, kb_id the
entities joined by ``|``, id the confidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.knowledge.cues import ReferenceCue, reference_cues, traits
from pipeline.knowledge.fold import plain
from pipeline.knowledge.lexicon import Lexicon
from pipeline.language.resources import lexicon_from

_CUT = re.compile("[，,。；;：:！？!?\\n]")
#: How much, in code points, may stand in a clause before a word for somebody else, if it names no subject: 还向其….
_BARE = 4
#: How far back, in code points, an antecedent may stand.
_REACH = 160


class Coreference:
    """Find referring words and the entities they stand for."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        """Fill ``Doc.spans["references"]``; a word whose antecedent is not clear is left out."""
        mentions = list(doc.spans["mentions"])
        text = plain(doc.text)
        taken = {i for span in mentions for i in range(span.start_char, span.end_char)}
        references = []
        for cue in reference_cues():
            for match in cue.pattern.finditer(text):
                start, end = match.span("ref")
                if not taken.isdisjoint(range(start, end)):
                    continue
                antecedents = self._antecedents(cue, match["ref"], start, mentions)
                span = doc.char_span(start, end, cue.type, "|".join(antecedents), alignment_mode="expand")
                if antecedents and span is not None:
                    taken |= set(range(start, end))
                    span.id_ = f"{cue.confidence}"
                    references.append(span)
        doc.spans["references"] = sorted(references, key=lambda span: span.start)
        return doc

    def _antecedents(self, cue: ReferenceCue, words: str, at: int, mentions: list[Span]) -> list[str]:
        """Return the entities that referring ``words`` at offset ``at`` stand for."""
        before = [m for m in mentions if m.label_ == cue.type and at - _REACH <= m.start_char < at]
        if cue.pick == "described":
            before = [m for m in before if self._fits(m.kb_id_, words)]
        if cue.pick in {"subject", "described"}:
            return _latest_sentence(before, 1)[:1]
        if cue.pick == "last":
            return [m.kb_id_ for m in before[-1:]]
        if cue.pick == "all":
            people = [m for m in mentions if m.label_ == "PERSON" and m.start_char < at]
            between = people and before and people[-1].start > before[-1].start
            return [] if between else _latest_sentence(before, 1)
        if cue.pick == "other":
            return _other(before, at)
        pair = _latest_sentence(before, 2)[:2]
        return {"pair": pair, "former": pair[:1], "latter": pair[1:]}[cue.pick]

    def _fits(self, ident: str, words: str) -> bool:
        """Whether an entity has the traits that a description tells of, as far as they are known."""
        facts = self._lexicon.entries[ident].facts if ident in self._lexicon.entries else {}
        told = (trait for trait in traits() if trait.pattern.search(words))
        return all(facts.get(trait.fact, trait.values[0]) in trait.values for trait in told)


def _other(before: list[Span], at: int) -> list[str]:
    """Return who is not the subject of a sentence, of those it names before ``at``: 苹果与三星是对手，苹果向其采购.

    The subject is the nearest one in the clause itself; the sentence's first, where the clause names none at its begin.
    """
    inside = [m for m in before if m.sent.start_char <= at < m.sent.end_char] or before
    if not inside:
        return []
    text = plain(inside[0].doc.text[:at])
    clause = max((m.end() for m in _CUT.finditer(text)), default=0)
    near = [m for m in inside if m.start_char >= clause]
    if not near and at - clause > _BARE:
        return []
    topic = (near[-1] if near else inside[0]).kb_id_
    others = [m.kb_id_ for m in inside if m.kb_id_ != topic]
    return others[-1:]


def _latest_sentence(mentions: Iterable[Span], several: int) -> list[str]:
    """Return, in order, what the nearest sentence names that names at least ``several`` of them."""
    sentences: dict[int, dict[str, None]] = {}
    for one in mentions:
        sentences.setdefault(one.sent.start, {})[one.kb_id_] = None
    return next((list(named) for _, named in sorted(sentences.items(), reverse=True) if len(named) >= several), [])


@Language.factory("xinpu_coreference", requires=["doc.spans"], default_config={"schema": "", "lexicons": []})
def make_coreference(nlp: Language, name: str, schema: str, lexicons: list[str]) -> Coreference:
    """Make the component for a pipeline config."""
    del nlp, name
    return Coreference(lexicon_from(schema, lexicons))
