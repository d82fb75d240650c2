"""What crosses the walls: JSON in and out."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.records import (
    ATTRIBUTE_KINDS,
    MODALITIES,
    Article,
    Attribute,
    Extraction,
    Mention,
    Merge,
    Named,
    Range,
    Relation,
)

# Text as reading lets it through: anything UTF-8 can carry.
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_OFFSET = st.integers(0, 10_000)
_RANGE = st.builds(Range, _OFFSET, _OFFSET)
_NUMBER = st.none() | st.integers(0, 10**15) | st.floats(0, 1e15)
_ATTRIBUTE = st.builds(
    Attribute,
    kind=st.sampled_from(ATTRIBUTE_KINDS),
    text=_TEXT,
    start=_OFFSET,
    end=_OFFSET,
    value=_NUMBER,
    upper=_NUMBER,
    unit=_TEXT,
    precision=_TEXT,
    first=st.none() | st.dates(),
    last=st.none() | st.dates(),
)
_EXTRACTION = st.builds(
    Extraction,
    id=_TEXT,
    title=_TEXT,
    published=st.none() | st.dates(),
    source=_TEXT,
    text=_TEXT,
    entities=st.lists(st.builds(Named, _TEXT, _TEXT, _TEXT), max_size=3).map(tuple),
    mentions=st.lists(st.builds(Mention, _OFFSET, _OFFSET, _TEXT, _TEXT, _TEXT, _TEXT), max_size=3).map(tuple),
    relations=st.lists(
        st.builds(
            Relation,
            head=_TEXT,
            relation=_TEXT,
            tail=_TEXT,
            modality=st.sampled_from(MODALITIES),
            evidence=_RANGE,
            cue=_RANGE,
            confidence=st.floats(0, 1),
            sense=_TEXT,
            attributes=st.lists(_ATTRIBUTE, max_size=2).map(tuple),
            made_by=_TEXT,
            via=st.none() | _RANGE,
        ),
        max_size=3,
    ).map(tuple),
    merges=st.lists(st.builds(Merge, alias=_TEXT, entity=_TEXT, reason=_TEXT, evidence=_RANGE), max_size=2).map(tuple),
    encoding=st.sampled_from(["", "gb18030"]),
)


@settings(deadline=None, max_examples=60)
@given(_EXTRACTION)
def test_json_gives_the_extraction_back(extraction: Extraction) -> None:
    """What to_json writes, from_json reads back without loss."""
    assert Extraction.from_json(extraction.to_json()) == extraction


@settings(deadline=None, max_examples=60)
@given(_EXTRACTION)
def test_json_is_one_line_that_utf8_can_carry(extraction: Extraction) -> None:
    """An extraction is one JSON line, whatever line ends its text holds, and can be encoded in UTF-8."""
    line = extraction.to_json()
    assert "\n" not in line
    assert "\r" not in line
    assert json.loads(line.encode("utf-8"))["text"] == extraction.text


def test_json_keeps_chinese_readable_and_dates_iso() -> None:
    """Chinese stands in the JSON as it is, and a date as YYYY-MM-DD."""
    line = Extraction("a", "题", date(2025, 10, 6), "s", "微软", (), (), ()).to_json()
    assert json.loads(line) == {
        "id": "a",
        "title": "题",
        "published": "2025-10-06",
        "source": "s",
        "text": "微软",
        "entities": [],
        "mentions": [],
        "relations": [],
        "merges": [],
    }
    assert "微软" in line


def test_json_tells_the_encoding_where_it_was_not_utf_8() -> None:
    """How an article's bytes were read stands in the JSON only where it is worth telling."""
    found = Extraction("a", "题", None, "s", "微软", (), (), (), encoding="gb18030")
    assert json.loads(found.to_json())["encoding"] == "gb18030"


def test_an_attribute_holds_what_is_set_and_no_more() -> None:
    """Its JSON leaves out what it does not have; dates are YYYY-MM-DD; a value of 0 is a value."""
    day = date(2024, 1, 1)
    dated = Attribute("date", "去年", 2, 4, first=day, last=date(2024, 12, 31))
    assert dated.as_dict() == {
        "kind": "date",
        "text": "去年",
        "start": 2,
        "end": 4,
        "first": "2024-01-01",
        "last": "2024-12-31",
    }
    assert Attribute("quantity", "0颗", 0, 2, value=0, unit="颗").as_dict()["value"] == 0


def test_from_json_fills_what_annotations_leave_out() -> None:
    """A document without title, date, source, cue, confidence and makers is read with their defaults."""
    document = {
        "id": "d",
        "published": None,
        "text": "微软买H100。",
        "entities": [{"id": "E1", "type": "COMPANY", "name": "微软"}],
        "mentions": [{"start": 0, "end": 2, "text": "微软", "type": "COMPANY", "entity": "E1"}],
        "relations": [
            {
                "head": "E1",
                "relation": "buys",
                "tail": "E2",
                "modality": "asserted",
                "sense": None,
                "evidence": {"start": 0, "end": 8},
            }
        ],
    }
    extraction = Extraction.from_json(json.dumps(document))
    assert (extraction.title, extraction.source, extraction.published) == ("", "", None)
    assert extraction.mentions == (Mention(0, 2, "微软", "COMPANY", "E1", made_by=""),)
    assert extraction.relations == (
        Relation("E1", "buys", "E2", "asserted", Range(0, 8), Range(0, 8), 1.0, "", (), ""),
    )


@pytest.mark.parametrize("name", ["train", "dev", "seed"])
def test_from_json_reads_annotated_documents(gold_folder: Path, name: str) -> None:
    """Every annotated document is read, and its offsets are code points into its text."""
    lines = (gold_folder / f"{name}.gold.jsonl").read_text(encoding="utf-8").splitlines()
    documents = [Extraction.from_json(line) for line in lines]
    assert documents
    for document in documents:
        known = {entity.id for entity in document.entities}
        assert all(m.text == document.text[m.start : m.end] for m in document.mentions)
        assert {m.entity for m in document.mentions} <= known
        assert all({r.head, r.tail} <= known and r.modality in MODALITIES for r in document.relations)
        assert all(0 <= r.evidence.start < r.evidence.end <= len(document.text) for r in document.relations)


def test_articles_never_change() -> None:
    """An article's text cannot be set again once it is read."""
    article = Article("a", "", "微软", "a.txt")
    with pytest.raises(FrozenInstanceError):
        article.text = "谷歌"  # type: ignore[misc]


def test_modalities_go_from_strong_to_weak() -> None:
    """The four modalities are ordered from the strongest fact to the weakest."""
    assert MODALITIES == ("asserted", "planned", "rumored", "negated")
