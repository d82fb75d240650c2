"""Words that stand for a thing named before: 该公司, 其, 双方, 前者, 他. They are no mentions, but carry relations.

They go to ``Doc.spans["references"]``: label the entity type, kb_id the entities joined by ``|``.
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
            span = doc.char_span(start, end, label=cue.type, alignment_mode="expand")
            antecedents = _antecedents(cue, span, mentions)
            if antecedents:
                taken |= set(range(start, end))
                references.append(doc.char_span(start, end, cue.type, "|".join(antecedents), alignment_mode="expand"))
    doc.spans["references"] = sorted(references, key=lambda span: span.start)
    return doc


def _antecedents(cue: ReferenceCue, span: Span, mentions: list[Span]) -> list[str]:
    before = [
        m for m in mentions if m.label_ == cue.type and span.start_char - _REACH <= m.start_char < span.start_char
    ]
    distinct = list(dict.fromkeys(m.kb_id_ for m in reversed(before)))
    if cue.pick == "subject":
        return _subject(span, before)
    if cue.pick == "last":
        return distinct[:1]
    if len(distinct) < 2:
        return []
    return {"pair": distinct[1::-1], "former": distinct[1:2], "latter": distinct[:1]}[cue.pick]


def _subject(span: Span, before: list[Span]) -> list[str]:
    """Return the first thing named in the sentence, or else in the nearest earlier sentence that names one."""
    for sentence in _sentences_back(span):
        named = [m.kb_id_ for m in before if sentence.start <= m.start < sentence.end]
        if named:
            return named[:1]
    return []


def _sentences_back(span: Span) -> list[Span]:
    sentences, at = [], span.sent
    while len(sentences) < 3:
        sentences.append(at)
        if at.start == 0:
            break
        at = at.doc[at.start - 1].sent
    return sentences
