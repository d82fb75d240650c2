"""Folding, for comparing only."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.knowledge.fold import folded, key, plain, slug

TEXT = st.text(max_size=60)


@settings(max_examples=200, deadline=None)
@given(text=TEXT)
def test_plain_keeps_every_offset(text: str) -> None:
    """Folding width and script changes no length."""
    assert len(plain(text)) == len(text)


@settings(max_examples=200, deadline=None)
@given(text=TEXT)
def test_offsets_lead_back(text: str) -> None:
    """Each folded character comes from the character at its offset."""
    string, offsets = folded(text)
    assert len(string) == len(offsets)
    assert offsets == sorted(set(offsets))
    assert all(key(text[offset]) in {"", char} for char, offset in zip(string, offsets, strict=True))


@settings(max_examples=200, deadline=None)
@given(text=TEXT)
def test_ids_are_ascii_and_the_same_for_the_same_key(text: str) -> None:
    """A computed id can stand in any file, and does not change when the name is folded first."""
    assert re.fullmatch(r"[a-z0-9-]+", slug(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("輝達", "辉达"),
        ("ＧＰＴ－４", "GPT-4"),
        ("GPT 4", "gpt-4"),
        ("Sam·Altman", "sam altman"),
        ("MI 300X", "MI300X"),
    ],
)
def test_spellings_of_one_name_fold_to_one_key(one: str, other: str) -> None:
    """Script, width, case, spaces, hyphens and dots tell no names apart."""
    assert key(one) == key(other)


def test_different_names_keep_different_ids() -> None:
    """A Chinese name's id is a digest, a Latin one's is readable."""
    assert slug("Blackwell Ultra") == "blackwell-ultra"
    assert slug("硅基流动") != slug("硅基智能")
    assert slug("硅基流动").startswith("x-")
