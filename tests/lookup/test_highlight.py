"""Marks from ranges of code points."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.lookup.highlight import Piece, pieces
from pipeline.records import Range

MARKS = st.lists(
    st.tuples(st.sampled_from(["mention", "cue", "via"]), st.builds(Range, st.integers(-3, 30), st.integers(-3, 30)))
)


def test_a_mark_is_cut_out_of_the_text() -> None:
    """A character of two UTF-16 units counts once."""
    assert pieces("😀微软采购", [("mention", Range(1, 3)), ("cue", Range(3, 5))]) == [
        Piece("😀"),
        Piece("微软", ("mention",)),
        Piece("采购", ("cue",)),
    ]


def test_marks_may_overlap() -> None:
    """The piece that two marks share bears both."""
    found = pieces("收购案", [("mention", Range(0, 2)), ("cue", Range(1, 3))])
    assert found == [Piece("收", ("mention",)), Piece("购", ("mention", "cue")), Piece("案", ("cue",))]


@given(st.text(max_size=20), MARKS)
def test_the_pieces_are_the_text(text: str, marks: list[tuple[str, Range]]) -> None:
    """Nothing is lost or doubled, and a character is marked exactly when a range holds it."""
    found = pieces(text, marks)
    assert "".join(piece.text for piece in found) == text
    kinds = [set(piece.kinds) for piece in found for _ in piece.text]
    for at, marked in enumerate(kinds):
        assert marked == {kind for kind, place in marks if place.start <= at < place.end}
