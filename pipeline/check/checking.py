"""Reading a file once, past every rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.check import rules_of_files, rules_of_items, rules_of_values
from pipeline.check.cx2 import read_cx2
from pipeline.check.gexf import GexfReading
from pipeline.check.graphml import GraphmlReading
from pipeline.check.parts import Column, Edge, Format, Node, Part, Undeclared, Value
from pipeline.check.rule import Place, Rule
from pipeline.check.seen import Seen
from pipeline.check.tables import is_edge_table, read_table
from pipeline.errors import ConfigError

RULES: tuple[Rule, ...] = (*rules_of_files.RULES, *rules_of_items.RULES, *rules_of_values.RULES)
_FORMATS: dict[str, Format] = {".graphml": "graphml", ".xml": "graphml", ".gexf": "gexf", ".csv": "csv", ".cx2": "cx2"}
#: Places that a finding keeps; the rest is counted.
_KEPT = 5


@dataclass(slots=True)
class Finding:
    """A rule that a file breaks: how often, and the first places."""

    file: str
    rule: Rule
    count: int = 0
    places: list[Place] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """Yield one line a place: file, line, what is there, who goes wrong, what would do, and the rule."""
        rule = self.rule
        for line, what in self.places:
            yield f"{self.file}:{line}: {what}: {rule.readers}: {rule.effect}; {rule.remedy} would do [{rule.name}]"
        if self.count > len(self.places):
            yield f"{self.file}: … {self.count} in all [{rule.name}]"


def check(paths: Iterable[Path]) -> list[Finding]:
    """Return what is lost or misread in each file, by any of the rules.

    Tables given together are one graph: an edge's ends are looked for among the nodes of the others. ConfigError for a
    file that is missing or whose ending is of no known format.
    """
    found: list[Finding] = []
    nodes: set[int] = set()
    for path in _in_order(paths):
        seen = Seen(_format(path))
        if seen.format == "csv":
            seen.nodes = nodes
        found += _findings(path, seen)
    return found


def _in_order(paths: Iterable[Path]) -> list[Path]:
    paths = list(paths)
    for path in paths:
        _format(path)
    return sorted(paths, key=lambda path: _format(path) == "csv" and is_edge_table(path))


def _format(path: Path) -> Format:
    if not path.is_file():
        raise ConfigError(f"{path}: no such file; name a graph's file")
    if path.suffix.lower() not in _FORMATS:
        raise ConfigError(f"{path}: ending {path.suffix!r}; files ending in {', '.join(_FORMATS)} are checked")
    return _FORMATS[path.suffix.lower()]


def _parts(path: Path, format_: Format) -> Iterator[Part]:
    if format_ == "csv":
        return read_table(path)
    if format_ == "cx2":
        return read_cx2(path)
    return (GraphmlReading() if format_ == "graphml" else GexfReading()).read(path)


def _findings(path: Path, seen: Seen) -> list[Finding]:
    found = _Findings(str(path), seen)
    for part in _parts(path, seen.format):
        found.look(part)
        seen.take(part)
    return sorted(found.by_rule.values(), key=lambda finding: (not finding.rule.loss, finding.places[0]))


class _Findings:
    """What the rules find in one file."""

    def __init__(self, file: str, seen: Seen) -> None:
        self.by_rule: dict[str, Finding] = {}
        self._file, self._seen = file, seen
        self._rules: dict[type, list[Rule]] = defaultdict(list)
        for rule in RULES:
            if seen.format in rule.formats:
                self._rules[rule.part].append(rule)
        self._asked: dict[tuple[str, str], tuple[Column | None, list[Rule]]] = {}

    def look(self, part: Part) -> None:
        """Hold every rule against a part, and against each of its values."""
        for rule in self._rules[type(part)]:
            for place in rule.find(part, self._seen):
                self._add(rule, place)
        if isinstance(part, Node | Edge):
            owner = "node" if isinstance(part, Node) else "edge"
            for value in part.values:
                column, rules = self._asked.get((owner, value.column)) or self._ask(owner, value.column)
                for rule in rules:
                    for line, what in rule.find(column, value):
                        self._add(rule, (line, f"{owner} {part.ident!r}, {value.column}: {what}"))

    def _ask(self, owner: str, ident: str) -> tuple[Column | None, list[Rule]]:
        """Return the column of a value and the rules for its type, once for each column."""
        column = self._seen.column(owner, ident)
        rules = self._rules[Value if column else Undeclared]
        fitting = [rule for rule in rules if not column or not rule.types or column.type in rule.types]
        return self._asked.setdefault((owner, ident), (column, fitting))

    def _add(self, rule: Rule, place: Place) -> None:
        finding = self.by_rule.setdefault(rule.name, Finding(self._file, rule))
        finding.count += 1
        if finding.count <= _KEPT:
            finding.places.append(place)
