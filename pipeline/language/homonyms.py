"""People of one name kept apart by their companies: 王伟 of 华为 and 王伟 of 小米 are two people, or one if told so.

Only for short Chinese names that no table knows. The id takes the company in; that the bare name means this person is
proposed to the corpus, where it holds if no other company's 王伟 is there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.knowledge.lexicon import Lexicon
from pipeline.language.names import mention
from pipeline.language.resources import lexicon_from
from pipeline.records import HOMONYM, Merge, Relation

_POST = "works-for"
_COMMON = re.compile(r"[\u4e00-\u9fff]{2,3}")


class Homonyms:
    """Give people of common names ids that tell their companies."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        """Rename such people in mentions and relations, and propose what joins them to other articles' people."""
        common = {span.kb_id_ for span in doc.spans["mentions"] if self._is_common(span.text, span.kb_id_)}
        posts: dict[str, list[Relation]] = defaultdict(list)
        for relation in doc._.relations:
            if relation.relation == _POST and relation.head in common and relation.modality != "negated":
                posts[relation.head].append(relation)
        if posts:
            self._rename(doc, posts)
        return doc

    def _is_common(self, name: str, ident: str) -> bool:
        return ident.startswith("person:") and ident not in self._lexicon.entries and bool(_COMMON.fullmatch(name))

    def _rename(self, doc: Doc, posts: dict[str, list[Relation]]) -> None:
        renamed: dict[str, str] = {}
        merges: list[Merge] = []
        for person, held in posts.items():
            own = sorted({_of(person, post.tail): post.evidence for post in held}.items())
            renamed[person] = own[0][0]
            merges += [Merge(other, own[0][0], "posts", evidence) for other, evidence in own[1:]]
            merges.append(Merge(person, own[0][0], HOMONYM, own[0][1]))
        doc.spans["mentions"] = [
            mention(span, span.label_, renamed.get(span.kb_id_, span.kb_id_), span.id_)
            for span in doc.spans["mentions"]
        ]
        doc._.relations = tuple(
            replace(one, head=renamed.get(one.head, one.head), tail=renamed.get(one.tail, one.tail))
            for one in doc._.relations
        )
        doc._.merges = (*doc._.merges, *merges)


def _of(person: str, company: str) -> str:
    return f"{person}.{company.partition(':')[2]}"


@Language.factory("xinpu_homonyms", requires=["doc._.relations"], default_config={"schema": "", "lexicons": []})
def make_homonyms(nlp: Language, name: str, schema: str, lexicons: list[str]) -> Homonyms:
    """Make the component for a pipeline config."""
    del nlp, name
    return Homonyms(lexicon_from(schema, lexicons))
