"""What the tables alone read in a text, without the trained networks."""

from __future__ import annotations

from spacy.vocab import Vocab

from pipeline.knowledge.lexicon import Lexicon
from pipeline.language.names import Names
from pipeline.language.segment import JiebaTokenizer, set_sentences

#: Parts of speech that jieba's dictionary gives to proper names and abbreviations of them.
_PROPER = frozenset({"nr", "nrfg", "nrt", "ns", "nt", "nz", "j"})


class KnownNames:
    """The words and the known names of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._tokenizer, self._names = JiebaTokenizer(Vocab(), lexicon), Names(lexicon)

    def read(self, text: str) -> set[tuple[int, int, str]]:
        """Return (start, end, id) of the names believed in ``text``, in code points."""
        doc = self._names(set_sentences(self._tokenizer(text)))
        return {(span.start_char, span.end_char, span.kb_id_) for span in doc.spans["mentions"]}

    def everyday(self, word: str) -> bool:
        """Whether the dictionary has ``word`` as anything but a proper name."""
        segmenter = self._tokenizer.segmenter
        return segmenter.knows_bare(word) and segmenter.tag(word) not in _PROPER
