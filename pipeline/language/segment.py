"""Words: a private jieba tokenizer without HMM, into which the lexicon's names are forced.

Without HMM unknown names fall into single characters, so that their edges are never lost inside a wrong word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

import jieba
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
        self._persons = _tagged(self._jieba, "nr")
        for name in names:
            if _HANZI.search(name):
                self._jieba.add_word(name)
                for tail in _TAILS:
                    if name + tail in self._jieba.FREQ:
                        self._jieba.del_word(name + tail)

    def knows(self, word: str) -> bool:
        """Whether ``word`` is a word of the dictionary or a forced name."""
        return bool(self._jieba.FREQ.get(word))

    def knows_person(self, word: str) -> bool:
        """Whether the dictionary has ``word`` as a person's name."""
        return word in self._persons

    def edges(self, text: str) -> list[int]:
        """Return the offsets at which words begin, and the length of ``text``."""
        cuts = [0]
        for word in self._jieba.cut(plain(text), HMM=False):
            cuts.append(cuts[-1] + len(word))
        return cuts


def _tagged(tokenizer: jieba.Tokenizer, tag: str) -> frozenset[str]:
    """Return the dictionary's words with this part of speech."""
    ending = f" {tag}\n"
    with tokenizer.get_dict_file() as file:
        lines = file.read().decode("utf-8").splitlines(keepends=True)
    return frozenset(line.partition(" ")[0] for line in lines if line.endswith(ending))


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
        hits = self._matcher.find(text, cuts)
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
    starts = {start for start, _ in sentence_ranges(doc.text)}
    for token in doc:
        token.is_sent_start = token.idx in starts
    return doc
