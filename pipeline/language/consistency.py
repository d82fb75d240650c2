"""One article, one reading of a name: types by vote, and no learned name of everyday words alone.

影眸 learned once as a business and once as a person is what most of the article takes it for; a short form of a full
name is of the full name's type (凌川科技 … 凌川); a name before 公司 is a business.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from spacy.tokens import Doc, Span

from pipeline.knowledge.fold import key, plain
from pipeline.knowledge.words import words
from pipeline.language.names import mention
from pipeline.language.segment import Segmenter
from pipeline.language.short_forms import short_forms

#: How many votes of the network one piece of firmer evidence outweighs.
_FIRM = 3
_BUSINESS = re.compile(r"(?:公司|集团|股价|创始人|CEO|首席执行官|董事长|官网|旗下)")
#: What is said of a business and never of a person.
_FOUNDED = re.compile(r"(?:成立于|创立于|(?:正式|已|近日|宣布)*(?:完成|获得|获)[^，,。；;\n]{0,12}融资)")
#: Words of the dictionary that no name is made of alone: all but nouns, names, abbreviations and unknown ones.
_PLAIN = frozenset("abcdfhklmopqrtuvyz")


def plausible(span: Span, segmenter: Segmenter) -> bool:
    """Whether a learned ``span`` can be a name: a person has no digits, and everyday words alone are none."""
    if span.label_ == "PERSON" and re.search(r"\d", span.text):
        return False
    if span.label_ == "COMPANY" and (
        span.text.endswith(words("no_business_tails")) or plain(span.text) in words("countries")
    ):
        return False
    parts = [plain(token.text) for token in span]
    in_pieces = len(parts) > 2 and all(len(part) == 1 for part in parts)
    if span.label_ not in {"PERSON", "COMPANY"} or in_pieces or not all(map(segmenter.knows_bare, parts)):
        return True
    generic = set(parts) <= set(words("generic_business"))
    places = span.label_ == "COMPANY" and all(segmenter.tag(part) == "ns" for part in parts)
    return not (generic or places or all(segmenter.tag(part)[:1] in _PLAIN for part in parts))


def voted(doc: Doc, mentions: Iterable[Span], segmenter: Segmenter) -> list[Span]:
    """Return the mentions, each learned one with the type that the article as a whole gives its name."""
    found = list(mentions)
    votes = _votes(doc.text, found, segmenter)
    return [_retyped(span, votes[key(span.text)]) if span.id_ == "model" else span for span in found]


def _votes(text: str, mentions: list[Span], segmenter: Segmenter) -> dict[str, Counter[str]]:
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for span in mentions:
        votes[key(span.text)][span.label_] += 1 if span.id_ == "model" else _FIRM
        if _is_business(text, span):
            votes[key(span.text)]["COMPANY"] += _FIRM
        for short in short_forms(span.text, span.label_, segmenter):
            votes[key(short)][span.label_] += _FIRM
    return votes


def _is_business(text: str, span: Span) -> bool:
    """Whether what stands after a name, or a word of it, is a business's."""
    if span.label_ != "PERSON" and _BUSINESS.match(text, span.end_char):
        return True
    latin = span.text.split()
    return bool(_FOUNDED.match(text, span.end_char)) or (
        len(latin) > 1 and not set(words("latin_business")).isdisjoint(latin)
    )


def _retyped(span: Span, votes: Counter[str]) -> Span:
    best = max(votes, key=lambda kind: (votes[kind], kind == span.label_))
    return span if best == span.label_ else mention(span, best, "", span.id_)
