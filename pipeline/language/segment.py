"""Words: a private jieba tokenizer without HMM, into which the lexicon's names are forced.

Without HMM unknown names fall into single characters, so that their edges are never lost inside a wrong word.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from itertools import pairwise

import jieba
import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import get_words_and_spaces, registry
from spacy.vocab import Vocab

from pipeline.knowledge.fold import plain
from pipeline.knowledge.lexicon import Lexicon
from pipeline.language.matching import Hit, Matcher
from pipeline.language.resources import lexicon_from
from pipeline.language.sentences import sentence_ranges

_HANZI = re.compile(r"[\u3400-\u9fff]{2}")

#: Generic tails: where the dictionary has a name together with one (苹果公司), the name is a word by itself.
_TAILS = ("公司", "集团", "系", "版", "股", "网")


class Segmenter:
    """jieba, held privately: its dictionary is read into this instance and no cache file is written."""

    def __init__(self, names: Iterable[str]) -> None:
        self._jieba = jieba.Tokenizer()
        self._jieba.FREQ, self._jieba.total = self._jieba.gen_pfdict(self._jieba.get_dict_file())
        self._jieba.initialized = True
        self._tags = _tags(self._jieba)
        for name in names:
            if _HANZI.search(name):
                self._jieba.add_word(name)
                for tail in _TAILS:
                    if name + tail in self._jieba.FREQ:
                        self._jieba.del_word(name + tail)

    def knows(self, word: str) -> bool:
        """Whether ``word`` is a word of the dictionary or a forced name."""
        return bool(self._jieba.FREQ.get(word))

    def knows_bare(self, word: str) -> bool:
        """Whether ``word`` is a word of the dictionary itself, no forced name."""
        return word in self._tags

    def knows_person(self, word: str) -> bool:
        """Whether the dictionary has ``word`` as a person's name."""
        return self._tags.get(word) == "nr"

    def tag(self, word: str) -> str:
        """Return the dictionary's part of speech of ``word``, empty where it has none."""
        return self._tags.get(word, "")

    def edges(self, text: str) -> list[int]:
        """Return the offsets at which words begin, and the length of ``text``."""
        cuts = [0]
        for word in self._jieba.cut(plain(text), HMM=False):
            cuts.append(cuts[-1] + len(word))
        return cuts


def _tags(tokenizer: jieba.Tokenizer) -> dict[str, str]:
    """Return the dictionary's words with their parts of speech."""
    with tokenizer.get_dict_file() as file:
        lines = file.read().decode("utf-8").splitlines()
    fields = (line.split(" ") for line in lines)
    return {word: sys.intern(tag) for word, _, tag in fields}


class JiebaTokenizer:
    """A spaCy tokenizer: jieba words, in which each known name is one token.

    The hits are left in ``Doc.spans["hits"]``: label what found it, kb_id the ids it may stand for, joined by ``|``.
    """

    def __init__(self, vocab: Vocab, lexicon: Lexicon) -> None:
        self.vocab = vocab
        self.segmenter = Segmenter(lexicon.owners)
        self._matcher = Matcher(lexicon)

    def __call__(self, text: str) -> Doc:
        """Segment ``text``; the tokens put together give it back."""
        cuts = set(self.segmenter.edges(text))
        return self._with_hits(text, cuts, self._matcher.find(text, cuts))

    def without(self, text: str, hidden: Callable[[Hit], bool], bare: Segmenter) -> Doc:
        """Segment ``text`` as if the hits that are ``hidden`` were in no table; ``bare`` has no names forced in."""
        hits = self._matcher.find(text, set(self.segmenter.edges(text)))
        return self._with_hits(text, set(bare.edges(text)), [hit for hit in hits if not hidden(hit)])

    def _with_hits(self, text: str, cuts: set[int], hits: list[Hit]) -> Doc:
        doc = self._doc(text, cuts, [(hit.start, hit.end) for hit in hits])
        doc.spans["hits"] = [_span(doc, hit) for hit in hits]
        return doc

    def with_names(self, text: str, names: Iterable[tuple[int, int]]) -> Doc:
        """Segment ``text`` with the names at these ranges in place of the known ones."""
        doc = self._doc(text, set(self.segmenter.edges(text)), names)
        doc.spans["hits"] = []
        return doc

    def _doc(self, text: str, cuts: set[int], names: Iterable[tuple[int, int]]) -> Doc:
        for start, end in names:
            cuts -= set(range(start + 1, end))
            cuts |= {start, end}
        words = [text[a:b] for a, b in pairwise(sorted(cuts))]
        return Doc(self.vocab, *get_words_and_spaces(words, text))


def _span(doc: Doc, hit: Hit) -> Span:
    span = doc.char_span(hit.start, hit.end, label=hit.made_by, kb_id="|".join(hit.ids))
    if span is None:
        raise AssertionError(f"hit {hit} is no run of tokens")
    return span


@registry.tokenizers("xinpu.jieba.v1")  # type: ignore[untyped-decorator]  # catalogue ships no types
def make_tokenizer(schema: str, lexicons: list[str]) -> object:
    """Return the function that makes the tokenizer for a pipeline; see pipeline.cfg."""

    def make(nlp: Language) -> JiebaTokenizer:
        return JiebaTokenizer(nlp.vocab, lexicon_from(schema, lexicons))

    return make


@Language.component("xinpu_sentences", assigns=["token.is_sent_start"])
def set_sentences(doc: Doc) -> Doc:
    """Mark where sentences begin."""
    starts = [start for start, _ in sentence_ranges(doc.text)]
    first = np.isin(doc.to_array("IDX"), np.array(starts, dtype=np.uint64))
    values = np.where(first, 1, -1).astype(np.int64).view(np.uint64)
    return doc.from_array(["SENT_START"], values)  # type: ignore[arg-type]  # one attribute is one column
