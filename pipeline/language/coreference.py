"""Words that stand for a thing named before: 该公司, 其, 双方, 前者, 他. They are no mentions, but carry relations.

They go to ``Doc.spans["references"]``: label the entity type, kb_id the entities joined by ``|``, id the confidence.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.knowledge.cues import ReferenceCue, reference_cues
from pipeline.knowledge.fold import plain

#: How far back, in code points, an antecedent may stand.
_REACH = 160


@Language.component("xinpu_coreference", requires=["doc.spans"])
def set_references(doc: Doc) -> Doc:
    """Find referring words and the entities they stand for."""
    mentions = list(doc.spans["mentions"])
    text = plain(doc.text)
    taken = {i for span in mentions for i in range(span.start_char, span.end_char)}
    references = []
    for cue in reference_cues():
        for match in cue.pattern.finditer(text):
            start, end = match.span("ref")
            if not taken.isdisjoint(range(start, end)):
                continue
            antecedents = _antecedents(cue, start, doc, mentions)
            span = doc.char_span(start, end, cue.type, "|".join(antecedents), alignment_mode="expand")
            if antecedents and span is not None:
                taken |= set(range(start, end))
                span.id_ = f"{cue.confidence}"
                references.append(span)
    doc.spans["references"] = sorted(references, key=lambda span: span.start)
    return doc


def _antecedents(cue: ReferenceCue, at: int, doc: Doc, mentions: list[Span]) -> list[str]:
    """Return the entities that a referring word at offset ``at`` stands for."""
    before = [m for m in mentions if m.label_ == cue.type and at - _REACH <= m.start_char < at]
    distinct = list(dict.fromkeys(m.kb_id_ for m in reversed(before)))
    if cue.pick == "subject":
        return _subject(at, doc, before)
    if cue.pick == "last":
        return distinct[:1]
    if len(distinct) < 2:
        return []
    return {"pair": distinct[1::-1], "former": distinct[1:2], "latter": distinct[:1]}[cue.pick]


def _subject(at: int, doc: Doc, before: list[Span]) -> list[str]:
    """Return the first thing named in the sentence, or else in the nearest earlier sentence that names one."""
    for sentence in reversed([s for s in doc.sents if s.start_char <= at]):
        named = [m.kb_id_ for m in before if sentence.start <= m.start < sentence.end]
        if named:
            return named[:1]
    return []
