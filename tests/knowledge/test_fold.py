"""Folding, for comparing only."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.knowledge.fold import JOINERS, folded, key, plain, slug

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


# Σ is lowered by its place in a word; 薴 has a test of its own.
NAME = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="Σ薴"), max_size=30)


@settings(max_examples=200, deadline=None)
@given(name=NAME)
def test_a_key_is_its_own_key(name: str) -> None:
    """Folding what is folded changes nothing."""
    assert key(key(name)) == key(name)


def test_every_hanzi_folds_once() -> None:
    """No simplified form is taken for a traditional one and folded further."""
    hanzi = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    assert [one for one in hanzi if plain(plain(one)) != plain(one)] == []


@settings(max_examples=200, deadline=None)
@given(text=NAME)
def test_only_joiners_are_left_out(text: str) -> None:
    """Folding drops spaces, hyphens and dots inside a name, and no other character."""
    _, offsets = folded(text)
    dropped = [char for offset, char in enumerate(text) if offset not in set(offsets)]
    assert set(dropped) <= JOINERS
    assert not set(key(text)) & JOINERS


@settings(max_examples=100, deadline=None)
@given(
    one=st.text("甲乙丙丁芯片科技", min_size=1, max_size=6), other=st.text("甲乙丙丁芯片科技", min_size=1, max_size=6)
)
def test_chinese_names_share_an_id_exactly_when_they_share_a_key(one: str, other: str) -> None:
    """Two Chinese names have the same computed id if, and only if, they fold to one key."""
    assert (slug(one) == slug(other)) == (key(one) == key(other))


@pytest.mark.parametrize(
    ("name", "ident"),
    [
        ("GPT-4", "gpt-4"),
        ("Llama 3.1", "llama-3-1"),
        ("D'Angelo", "d-angelo"),
        ("辉达", "x-6aa4ded16e"),
        ("輝達", "x-6aa4ded16e"),
        ("C++", "c-cedb1bac7e"),
        ("", "x-e3b0c44298"),
    ],
)
def test_ids_are_the_same_everywhere_and_always(name: str, ident: str) -> None:
    """These ids are pinned: an id that changed would break every graph made before."""
    assert slug(name) == ident


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＡＴ＆Ｔ", "AT&T"),
        ("Ｌｌａｍａ　３．１", "Llama 3.1"),
        ("０１．ＡＩ", "01.AI"),
        ("百度（北京）有限公司", "百度(北京)有限公司"),
    ],
)
def test_full_width_signs_fold_like_letters(one: str, other: str) -> None:
    """Signs that belong to a name fold with its letters when it is written full-width."""
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), [("ＧＰＴ－４", "GPT-4"), ("ＧＰＴ　４", "GPT 4")])
def test_a_full_width_name_has_the_id_of_the_half_width_one(one: str, other: str) -> None:
    """Names that differ in width alone are one thing, and so have one id."""
    assert slug(one) == slug(other)


@pytest.mark.parametrize("sign", "，。：；！？（）")
def test_full_width_punctuation_of_sentences_stays(sign: str) -> None:
    """The stops of Chinese sentences are no part of names, and keep their form for the rules that look for them."""
    assert plain(sign) == sign
