"""Reading XML in pieces with expat: no tree, no entities, no network, lines as an editor counts them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from pipeline.check.parts import Broken, End, Oddity, Part

_PIECE = 1 << 16
#: Characters of one text that are looked at; the rest is passed over.
_LONGEST = 1 << 20
_SIGNS = frozenset("&<>'\"")


class XmlReading:
    """One pass over a file; a format says what its elements mean in ``opened`` and ``closed``."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.declared = False
        self._pieces: list[str] = []
        self._length = 0
        self._cdata = False
        self._loose: list[bool] = []
        self._parser = expat.ParserCreate()
        self._parser.XmlDeclHandler = self._declaration
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._opened
        self._parser.EndElementHandler = self._closed
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartCdataSectionHandler = lambda: self._within(cdata=True)
        self._parser.EndCdataSectionHandler = lambda: self._within(cdata=False)

    def read(self, path: Path) -> Iterator[Part]:
        """Yield the parts of a file; End is the last, unless the file cannot be read on."""
        with path.open("rb") as file:
            try:
                while piece := file.read(_PIECE):
                    self._parser.Parse(piece, False)  # noqa: FBT003 - the library's own signature
                    yield from self._taken()
                self._parser.Parse(b"", True)  # noqa: FBT003
            except expat.ExpatError as error:
                yield from self._taken()
                yield Broken(error.lineno, expat.ErrorString(error.code))
            except _Refused:
                yield from self._taken()
            else:
                yield from self._taken()
                yield End()

    @property
    def line(self) -> int:
        """The line being read."""
        return self._parser.CurrentLineNumber

    def opened(self, name: str, given: dict[str, str]) -> None:
        """Take the start of an element, its name without prefix."""
        raise NotImplementedError

    def closed(self, name: str, text: str, *, spaced: bool) -> None:
        """Take its end, with the text since the last start; ``spaced`` as in :class:`Value`."""
        raise NotImplementedError

    def _taken(self) -> list[Part]:
        taken, self.parts = self.parts, []
        return taken

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        self.declared = (encoding or "").upper() in {"UTF-8", "UTF8"}

    def _doctype(self, *_: object) -> None:
        self.parts.append(Oddity(self.line, "doctype"))
        raise _Refused

    def _opened(self, name: str, given: dict[str, str]) -> None:
        self._pieces, self._loose, self._length = [], [], 0
        self.opened(name.rpartition(":")[2], given)

    def _closed(self, name: str) -> None:
        self.closed(name.rpartition(":")[2], "".join(self._pieces), spaced=self._spaced())
        self._pieces, self._loose, self._length = [], [], 0

    def _characters(self, text: str) -> None:
        if self._length < _LONGEST:
            self._pieces.append(text)
            self._loose.append(not self._cdata)
            self._length += len(text)

    def _within(self, *, cdata: bool) -> None:
        self._cdata = cdata

    def _spaced(self) -> bool:
        """Whether a piece that is only spaces, outside CDATA, stands beside an escaped sign: Gephi drops it."""
        pieces = self._pieces
        if len(pieces) < 2:
            return False
        for number, piece in enumerate(pieces):
            beside = (*pieces[max(0, number - 1) : number], *pieces[number + 1 : number + 2])
            if self._loose[number] and piece.isspace() and piece != "\n" and not _SIGNS.isdisjoint(beside):
                return True
        return False


class _Refused(Exception):  # noqa: N818 - a stop, no error
    """The file declares a document type, whose entities we do not read."""
