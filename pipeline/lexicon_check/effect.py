"""What the tables make of a user's names in running text: everyday words, and names that are read as something else."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.knowledge.fold import key, plain
from pipeline.knowledge.lexicon import Lexicon
from pipeline.knowledge.tables import Entry
from pipeline.language.known_names import KnownNames
from pipeline.lexicon_check.finding import Finding
from pipeline.lexicon_check.form import names_of
from pipeline.lexicon_check.table import Row

#: Sentences in which a name that takes effect is read; {} is its place.
_SENTENCES = ("据介绍，{}今天发布公告。", "这一次，{}与客户签了约。")


def in_text(row: Row, entry: Entry, lexicon: Lexicon, reader: KnownNames) -> Iterator[Finding]:
    """Yield the names of ``row``, which is ``entry`` of ``lexicon``, that are not read as it, or in everyday words."""
    if entry.needs is not None:
        return
    for name in dict.fromkeys(names_of(row)):
        guarded = (key(name), entry.id) in lexicon.uses
        if not guarded and reader.everyday(plain(name)):
            remedy = "write in 'needs' what stands near it when it is meant, or the whole name"
            yield Finding(row.line, "everyday", name, "is an everyday word, found wherever it stands", remedy)
        elif read := _read_as(name, entry, lexicon, reader):
            yield Finding(row.line, "shadowed", name, *read)


def _read_as(name: str, entry: Entry, lexicon: Lexicon, reader: KnownNames) -> tuple[str, str] | None:
    """Return why ``name`` is not read as ``entry`` and what would do; None where it is."""
    instead: list[str] = []
    for sentence in _SENTENCES:
        start = sentence.index("{")
        found = reader.read(sentence.replace("{}", name))
        if (start, start + len(name), entry.id) in found:
            return None
        instead += [ident for begin, end, ident in found if begin < start + len(name) and end > start]
    if (key(name), entry.id) in lexicon.uses:
        return "is ambiguous to us and read as it only beside certain words", "give the row an id of its own"
    if instead:
        other = lexicon.entries[instead[0]]
        return f"is read as {other.id!r} {other.name}", "choose a name of which that one is no part"
    return "is not read, since it begins or ends inside a word", "write the whole name"
