"""Answers to the other questions as text for people."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.lookup import Chain, Change, Comparison, Hit, Neighbour, Ranked, Sentence
from pipeline.show.pieces import MARKS, counted, shown_evidence, shown_sense

_CHANGED = {
    "denied": "denied 否认",
    "revived": "revived 重提",
    "confirmed": "confirmed 证实",
    "firmer": "firmer 趋实",
    "new": "new 新增",
    "stronger": "stronger 增强",
}


def show_hit(hit: Hit) -> str:
    """Return the line of an entity found, with the name that matched and how it did."""
    return f"{hit.name}  {hit.type}  {hit.id}  {counted(hit.mentions, 'mention')}  {hit.kind}: {hit.matched}"


def show_sentence(sentence: Sentence) -> Iterator[str]:
    """Yield the lines of a sentence found: its article, then the sentence with «what was asked for» marked."""
    stated = f", {counted(sentence.states, 'statement')}" if sentence.states else ""
    yield f"{sentence.published or 'undated'} {sentence.title} ({sentence.article}){stated}"
    pieces, at = [], 0
    for hit in sentence.hits:
        if hit.start >= at:
            pieces += [sentence.text[at : hit.start], "«", sentence.text[hit.start : hit.end], "»"]
            at = hit.end
    yield f"  “{' '.join(''.join([*pieces, sentence.text[at:]]).split())}”"


def show_chain(chain: Chain) -> Iterator[str]:
    """Yield the lines of a chain: the whole of it, then the best evidence of each link."""
    whole = chain.stops[0].name
    for link, stop in zip(chain.links, chain.stops[1:], strict=True):
        said = f"{link.relation}{MARKS[link.modality]}"
        whole += f" ─ {said} → {stop.name}" if link.forward else f" ← {said} ─ {stop.name}"
    yield f"{whole}  (support 支持: {counted(chain.support, 'article')})"
    for link in chain.links:
        yield f"  {shown_evidence(link.best)}"


def show_comparison(comparison: Comparison) -> Iterator[str]:
    """Yield the lines of a comparison: both sides, what joins them, then what they share and what each has alone."""
    one, other = comparison.one, comparison.other
    for side in (one, other):
        articles = counted(side.articles, "article")
        yield f"{side.name}  {side.type}  {side.id}  {counted(side.mentions, 'mention')} in {articles}"
    if comparison.between:
        yield ""
        yield f"between the two 两者之间: {_listed(comparison.between, with_label=True)}"
    for aspect in comparison.aspects:
        yield ""
        yield aspect.name
        for title, neighbours in (("both 共有", aspect.shared), (one.name, aspect.one), (other.name, aspect.other)):
            if neighbours:
                yield f"  {title}: {_listed(neighbours)}"


def _listed(neighbours: tuple[Neighbour, ...], *, with_label: bool = False) -> str:
    return "、".join(
        (f"{neighbour.label}{shown_sense(neighbour.sense)}" if with_label else neighbour.name)
        + MARKS[neighbour.modality]
        for neighbour in neighbours
    )


def show_ranked(ranked: Ranked) -> str:
    """Return the line of an entity with its place and value."""
    return f"{ranked.rank:4}  {ranked.value:8}  {ranked.name}  {ranked.type}  {ranked.id}"


def show_change(change: Change) -> Iterator[str]:
    """Yield the lines of a change: its kind, the relation, modality and sources before and after, and the evidence."""
    modality = f"{change.before} → {change.after}" if change.before else change.after
    sources = f"{change.sources_before} → {change.sources_after}"
    relation = f"{change.head_name} ─ {change.relation} → {change.tail_name}"
    yield f"{_CHANGED[change.kind]}: {relation}  {modality}, sources 来源 {sources}"
    yield f"  {shown_evidence(change.best)}"
