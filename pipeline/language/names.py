"""Known names in their context: which hits are believed, and whom they name.

Believed mentions go to ``Doc.spans["mentions"]``: label the entity type, kb_id the entity, id what found it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.knowledge.contexts import PLACE, Lookalikes
from pipeline.knowledge.fold import key, plain
from pipeline.knowledge.lexicon import Lexicon
from pipeline.knowledge.tables import Use
from pipeline.language.resources import lexicon_from

#: How much text before and after a name its context patterns see, in code points.
_REACH = 24


class Names:
    """Decide for each hit of the tokenizer whether it is meant as a name."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon, self._lookalikes = lexicon, Lookalikes()

    def __call__(self, doc: Doc) -> Doc:
        """Fill ``Doc.spans["mentions"]``."""
        text = plain(doc.text)
        hits = [hit for hit in doc.spans["hits"] if hit.kb_id_]
        present = {hit.kb_id_ for hit in hits}
        owners = [self._owner(hit, text, present) for hit in hits]
        doc.spans["mentions"] = [
            mention(hit, self._lexicon.entries[owner].type, owner, hit.label_)
            for owner, hit in zip(owners, hits, strict=True)
            if owner
        ]
        return doc

    def _owner(self, hit: Span, text: str, present: set[str]) -> str:
        """Return whom ``hit`` names: of several of one type the one with most of its own in the article."""
        owners = list(self._meant(hit, text))
        alike = [
            ident for ident in owners if self._lexicon.entries[ident].type == self._lexicon.entries[owners[0]].type
        ]
        return max(alike, key=lambda ident: len(self._lexicon.related(ident) & present), default="")

    def _meant(self, hit: Span, text: str) -> Iterator[str]:
        filed = key(hit.text)
        before, after = text[max(0, hit.start_char - _REACH) : hit.start_char], text[hit.end_char :][:_REACH]
        if self._lookalikes.refuse(before, plain(hit.text), after):
            return
        for ident in hit.kb_id_.split("|"):
            use = self._lexicon.uses.get((filed, ident))
            if (use is None or meant(use, before, after, text)) and self._supported(ident, hit, text):
                yield ident

    def _supported(self, owner: str, hit: Span, text: str) -> bool:
        """Whether what the entry needs stands in the hit's sentence or the one before, or in the name itself."""
        needs = self._lexicon.entries[owner].needs
        if needs is None:
            return True
        sentence, doc = hit.sent, hit.doc
        start = doc[max(0, sentence.start - 1)].sent.start_char
        around = f"{text[start : hit.start_char]}{PLACE}{text[hit.end_char : sentence.end_char]}"
        return bool(needs.search(around) or needs.search(plain(hit.text)))


def mention(span: Span, kind: str, entity: str, made_by: str) -> Span:
    """Return ``span`` as a mention."""
    return Span(span.doc, span.start, span.end, label=kind, kb_id=entity, span_id=made_by)


def refused(use: Use, before: str, after: str) -> bool:
    """Whether what stands beside an ambiguous name says that this use is not meant."""
    return _fits(use.no, before, after)


def meant(use: Use, before: str, after: str, text: str) -> bool:
    """Whether an ambiguous name stands for this use, by what stands beside it and in the article."""
    if refused(use, before, after):
        return False
    return use.default or _fits(use.yes, before, after) or any(plain(name) in text for name in use.companions)


def _fits(sides: tuple[re.Pattern[str] | None, re.Pattern[str] | None], before: str, after: str) -> bool:
    left, right = sides
    return bool((left and left.search(before)) or (right and right.match(after)))


@Language.factory("xinpu_names", requires=["token.is_sent_start"], default_config={"schema": "", "lexicons": []})
def make_names(nlp: Language, name: str, schema: str, lexicons: list[str]) -> Names:
    """Make the component for a pipeline config."""
    del nlp, name
    return Names(lexicon_from(schema, lexicons))
