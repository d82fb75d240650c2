"""What the recogniser is told of each word."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.language.extraction import load_known
from pipeline.language.features import reading_copy
from pipeline.language.segment import JiebaTokenizer, Segmenter
from pipeline.schema import Schema


def _told(text: str, schema: Schema) -> dict[str, tuple[str, str, str]]:
    nlp = load_known()
    assert isinstance(nlp.tokenizer, JiebaTokenizer)
    copy = reading_copy(nlp(text), Vocab(), nlp.tokenizer.segmenter, schema)
    return {token.text: (token.tag_, token.lemma_, token.dep_) for token in copy}


def test_words_carry_part_of_speech_lexicon_and_word_lists(schema: Schema) -> None:
    """A known name tells its type, a word its part of speech, a title that it is one."""
    told = _told("英伟达CEO表示量产顺利。", schema)
    assert told["英伟达"][1] == "B-COMPANY-lexicon"
    assert told["CEO"][2] == "roles"
    assert told["表示"] == ("v", "O", "said")


def test_a_name_that_is_not_believed_is_told_as_a_maybe(schema: Schema) -> None:
    """苹果 in an orchard is no mention, but the recogniser learns that it could be a company."""
    assert _told("他在果园里吃苹果。", schema)["苹果"][1] == "B-maybe-COMPANY"


def test_the_users_doc_stays_clean(schema: Schema) -> None:
    """Tags go to a copy, never to the Doc that is handed out."""
    nlp = load_known()
    assert isinstance(nlp.tokenizer, JiebaTokenizer)
    doc = nlp("英伟达发布新品。")
    reading_copy(doc, doc.vocab, nlp.tokenizer.segmenter, schema)
    assert not any(token.tag_ or token.lemma_ or token.dep_ for token in doc)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "𠮷A1 。"])
def test_any_text_can_be_copied(schema: Schema, text: str) -> None:
    """Words and blanks are the same in the copy."""
    nlp = load_known()
    assert isinstance(nlp.tokenizer, JiebaTokenizer)
    assert reading_copy(nlp(text), Vocab(), nlp.tokenizer.segmenter, schema).text == text


def test_hidden_names_fall_into_the_words_of_the_bare_dictionary() -> None:
    """A text segmented without a name shows neither the name nor its edges; the others stay."""
    nlp = load_known()
    tokenizer = nlp.tokenizer
    assert isinstance(tokenizer, JiebaTokenizer)
    text = "英伟达与寒武纪竞争"
    doc: Doc = tokenizer.without(text, lambda hit: "company:nvidia" in hit.ids, Segmenter([]))
    assert doc.text == text
    assert [span.text for span in doc.spans["hits"]] == ["寒武纪"]
    assert "英伟达" not in [token.text for token in doc]
