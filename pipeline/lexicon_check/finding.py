"""What is found in a lexicon: where, the value, why it has no effect, and what would do."""

from __future__ import annotations

from dataclasses import dataclass

#: What is told and changes nothing: the row takes effect all the same.
REMARKS = frozenset({"spaces", "alias-is-name"})


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault of a lexicon.

    line: of the file, from 1; 0 for the file as a whole. rule: its short name. value: the cell or name it is about.
    """

    line: int
    rule: str
    value: str
    why: str
    remedy: str

    @property
    def loss(self) -> bool:
        """Whether something in the row has no effect, or none that anybody could want."""
        return self.rule not in REMARKS

    def told(self, file: str) -> str:
        """Return the finding as one line: where: what, with the value quoted; what would do."""
        place = f"{file}:{self.line}" if self.line else file
        return f"{place}: {'' if self.loss else 'remark: '}{self.value!r} {self.why}; {self.remedy}"
