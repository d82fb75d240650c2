"""The one merge of learned and known names, and another model in the place of ours."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.vocab import Vocab

import pipeline
from pipeline.config import Config, Model, load_config
from pipeline.errors import ConfigError
from pipeline.language.recognise import merged

WORDS = ["东海", "证券", "股份", "有限公司", "与", "苹果", "的", "果园"]


def _span(doc: Doc, words: tuple[int, int], kind: str, made_by: str, entity: str = "") -> Span:
    return Span(doc, *words, label=kind, kb_id=entity, span_id=made_by)


@pytest.fixture
def doc() -> Doc:
    """Return a text of eight words."""
    return Doc(Vocab(), words=WORDS, spaces=[False] * len(WORDS))


def _texts(spans: list[Span]) -> list[tuple[str, str]]:
    return [(span.text, span.label_) for span in spans]


def test_a_known_name_wins_over_a_learned_one(doc: Doc) -> None:
    """Where the lexicon decided, the network's type or span does not count."""
    known = _span(doc, (5, 6), "COMPANY", "lexicon", "company:apple")
    assert _texts(merged([known], [_span(doc, (5, 8), "MODEL", "model")])) == [("苹果", "COMPANY")]


def test_a_longer_full_name_wins_over_the_known_name_in_it(doc: Doc) -> None:
    """东海证券股份有限公司 is one mention though 东海证券 is known."""
    known = _span(doc, (0, 2), "COMPANY", "lexicon", "company:donghai")
    learned = _span(doc, (0, 4), "COMPANY", "model")
    assert _texts(merged([known], [learned])) == [("东海证券股份有限公司", "COMPANY")]


def test_one_sign_more_makes_no_other_name(doc: Doc) -> None:
    """苹果的 is 苹果 and a word, whatever the network says."""
    known = _span(doc, (5, 6), "COMPANY", "lexicon", "company:apple")
    assert _texts(merged([known], [_span(doc, (5, 7), "COMPANY", "model")])) == [("苹果", "COMPANY")]


def test_a_longer_name_of_another_type_does_not_win(doc: Doc) -> None:
    """A full name over a known name of another type is not believed."""
    known = _span(doc, (0, 2), "PERSON", "lexicon", "person:x")
    assert _texts(merged([known], [_span(doc, (0, 4), "COMPANY", "model")])) == [("东海证券", "PERSON")]


def test_a_learned_name_wins_over_one_that_only_context_told(doc: Doc) -> None:
    """The rules of context come last; without a rival they are kept."""
    context = _span(doc, (5, 6), "PERSON", "context")
    assert _texts(merged([context], [_span(doc, (5, 6), "COMPANY", "model")])) == [("苹果", "COMPANY")]
    assert _texts(merged([context], [])) == [("苹果", "PERSON")]


@pytest.fixture(scope="module")
def strange_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small spaCy model with its own words and a label that is none of our types."""
    nlp = spacy.blank("zh")
    ner = nlp.add_pipe("ner")
    ner.add_label("ORG")  # type: ignore[attr-defined]  # every ner has it
    sentences = [f"{name}公司今天开业。" for name in ("蓝鲸座", "红狐狸", "白象牙", "黑豹子")]
    examples = [Example.from_dict(nlp.make_doc(text), {"entities": [(0, 3, "ORG")]}) for text in sentences]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(40):
        nlp.update(examples, sgd=optimizer)
    folder = tmp_path_factory.mktemp("models") / "strange"
    nlp.to_disk(folder)
    return folder


def test_another_models_names_are_taken_under_our_types(strange_model: Path, tmp_path: Path) -> None:
    """One line in a settings file puts any `ner` in the place of ours, and says what its labels mean."""
    settings = tmp_path / "run.toml"
    settings.write_text(f'model = {{ path = "{strange_model}", labels = {{ ORG = "COMPANY" }} }}\n', encoding="utf-8")
    found = pipeline.extract("蓝鲸座公司今天开业。", load_config(settings))
    assert [(m.text, m.type, m.made_by) for m in found.mentions] == [("蓝鲸座", "COMPANY", "model")]


def test_labels_that_stand_for_no_type_are_left_out(strange_model: Path) -> None:
    """Without a map ORG means nothing to us."""
    found = pipeline.extract("蓝鲸座公司今天开业。", Config(model=Model(str(strange_model))))
    assert found.mentions == ()


def test_a_model_that_is_none_is_refused(tmp_path: Path) -> None:
    """What cannot be loaded, or recognises nothing, is named."""
    with pytest.raises(ConfigError, match=r"no_such_model.*cannot be loaded"):
        pipeline.extract("蓝鲸座", Config(model=Model("no_such_model")))
    spacy.blank("zh").to_disk(tmp_path / "empty")
    with pytest.raises(ConfigError, match="no component 'ner'; its components: none"):
        pipeline.extract("蓝鲸座", Config(model=Model(str(tmp_path / "empty"))))


@pytest.mark.parametrize(
    "value", ["3", "{ path = 3 }", '{ folder = "x" }', '{ labels = "ORG" }', "{ labels = { ORG = 1 } }"]
)
def test_a_model_setting_of_the_wrong_shape_is_refused(value: str, tmp_path: Path) -> None:
    """The error shows what would do."""
    settings = tmp_path / "run.toml"
    settings.write_text(f"model = {value}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"run\.toml: model .* would do"):
        load_config(settings)
