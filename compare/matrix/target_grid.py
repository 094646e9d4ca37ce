"""Targets side by side: one line an indicator, one column a row of the comparison; results in a grid of their own.

In: a coded `Study` and its `Comparison`. Out: a `TargetGrid` of the figures whose indicator is clear, what several rows
state first, then by type in the order of the taxonomy.
Example: 高新技术企业数量 × 临江区 holds “2025年 ≥150家”, × 望山区 “2026年 达到80家”; 新增高新技术企业 is another line.
A figure whose indicator is in doubt stays in the list of all targets and out of the grid.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations
from typing import Literal

from compare.kinds import TargetFlag, TargetStatus
from compare.lexicons import load
from compare.model import OTHER, Comparison, Row, Study, Target

Change = Literal["level", "added", "growth"]
"""what a figure measures: how much there is, how much is newly added, by how much of itself it grows"""

DOUBTFUL: frozenset[TargetFlag] = frozenset(("qualitative", "list_mismatch", "short_name", "unclear_name", "shortfall"))
"""flags of figures that stand in no grid: nobody could say from the name alone what was counted"""
_GROWN = ("+%", "-%")
_CHANGED = ("+", "-")
_LAST_YEAR = 9999
_BARE = 2
"""characters of a name that says too little: 培训"""


@dataclass(frozen=True, slots=True)
class TargetLine:
    """An indicator with all that must be told apart for its figures to stand side by side."""

    indicator: str
    """the folded name, which says the level (省级); a name as written where none fits"""
    change: Change
    unit: str
    """家, %, 亿元; 倍 for multiples; of units that count alike (家, 个) the usual one"""
    folded: bool
    """False for a name as written"""
    type_id: str
    """the type under which it stands; OTHER for none"""


@dataclass(frozen=True, slots=True)
class Point:
    """One plain figure of a line, for a chart."""

    row: str
    """row key"""
    year: int
    value: float
    """in the unit of the line"""


@dataclass(frozen=True)
class TargetGrid:
    """Lines × rows with the figures each row states; a pair without figures is not in `cells`."""

    lines: tuple[TargetLine, ...]
    cells: Mapping[tuple[TargetLine, str], tuple[Target, ...]]
    """(line, row key) → its figures, the earliest year first"""
    aims: bool = True
    """False for a grid of results"""

    def of(self, line: TargetLine, row: str) -> tuple[Target, ...]:
        """What one row states of a line; empty if nothing."""
        return self.cells.get((line, row), ())

    def rows_of(self, line: TargetLine) -> tuple[str, ...]:
        """Keys of the rows that state a line, in matrix order."""
        return self._rows[line]

    @property
    def shared(self) -> tuple[TargetLine, ...]:
        """The lines that two or more rows state; they stand first."""
        return tuple(line for line in self.lines if len(self.rows_of(line)) > 1)

    @property
    def stating(self) -> frozenset[str]:
        """Keys of the rows that state anything."""
        return frozenset(row for _, row in self.cells)

    def columns(self, rows: Sequence[Row], most: int) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
        """The rows that stand side by side, and those with figures for which there is no room.

        All of the comparison while they fit into `most`, so that a reader sees who aims at nothing; else those with
        figures.
        """
        stating = tuple(row for row in rows if row.key in self.stating)
        if self.aims and len(rows) <= most:
            return tuple(rows), ()
        return stating[:most], stating[most:]

    def series(self, line: TargetLine) -> tuple[Point, ...]:
        """The plain figures of a line in its unit: one value (no range) for a year that is known."""
        return tuple(
            Point(row, target.year, target.value)
            for row in self.rows_of(line)
            for target in self.of(line, row)
            if target.year and target.value is not None and target.value_to is None and _unit(target) == line.unit
        )

    @cached_property
    def _rows(self) -> Mapping[TargetLine, tuple[str, ...]]:
        found: dict[TargetLine, list[str]] = {line: [] for line in self.lines}
        for line, row in self.cells:
            found[line].append(row)
        return {line: tuple(rows) for line, rows in found.items()}


def target_grid(study: Study, comparison: Comparison) -> TargetGrid:
    """What rows aim at (status target)."""
    return _grid(study, comparison, "target")


def result_grid(study: Study, comparison: Comparison) -> TargetGrid:
    """What rows report as reached (status achievement): never beside a target."""
    return _grid(study, comparison, "achievement")


def _grid(study: Study, comparison: Comparison, status: TargetStatus) -> TargetGrid:
    words = _type_words(study)
    clear = [t for t in study.targets if t.status == status and _is_clear(t)]
    stated = [t for t in clear if t.indicator_std or _is_of_types(study, t, words)]
    by_document: dict[str, list[Target]] = {}
    for target in stated:
        by_document.setdefault(target.document_id, []).append(target)
    lines: dict[tuple[str, Change, str], TargetLine] = {}
    cells: dict[tuple[TargetLine, str], list[Target]] = {}
    for row in comparison.rows:
        for target in _of_row(row, by_document):
            line = lines.setdefault(_key(target), _line(target))
            cells.setdefault((line, row.key), []).append(target)
    ordered = _ordered(study, lines.values(), cells)
    place = {line: number for number, line in enumerate(ordered)}
    return TargetGrid(
        ordered,
        {pair: _distinct(cells[pair]) for pair in sorted(cells, key=lambda pair: place[pair[0]])},
        aims=status == "target",
    )


def _is_clear(target: Target) -> bool:
    """Whether the figure can be read without its sentence; 高于全市2个百分点 says what it is above elsewhere."""
    compared = target.unit in load("quantities")["points"] and target.comparator not in _CHANGED
    return target.value is not None and not compared and DOUBTFUL.isdisjoint(target.flags)


def _type_words(study: Study) -> frozenset[str]:
    """The keywords of the types that are compared."""
    types = {measure.id for measure in study.taxonomy.types}
    below = [m for m in study.taxonomy.measures if (m.parent or m.id) in types]
    return frozenset(word.text for measure in below for word in measure.keywords if not word.pattern)


def _is_of_types(study: Study, target: Target, words: frozenset[str]) -> bool:
    """Whether a name as written is about what the taxonomy is about, in a text whose words may be quoted."""
    of_type = any(type_.id == target.measure_id for type_ in study.taxonomy.types)
    named = len(target.indicator) > _BARE and not words.isdisjoint(_stretches(target.indicator))
    return of_type and named and study.by_id[target.document_id].quotable


def _stretches(name: str) -> Iterator[str]:
    """Every stretch of a name: far fewer than there are keywords."""
    return (name[start:end] for start, end in combinations(range(len(name) + 1), 2))


def _of_row(row: Row, by_document: Mapping[str, Sequence[Target]]) -> Iterator[Target]:
    for id in row.documents:
        yield from by_document.get(id, ())


# --- lines ------------------------------------------------------------------------------------------------------


def _key(target: Target) -> tuple[str, Change, str]:
    return target.indicator_std or target.indicator, _change(target), _unit(target)


def _line(target: Target) -> TargetLine:
    name, change, unit = _key(target)
    return TargetLine(name, change, unit, bool(target.indicator_std), target.measure_id or OTHER)


def _unit(target: Target) -> str:
    return _usual_units().get(target.unit, target.unit)


@cache
def _usual_units() -> Mapping[str, str]:
    return {unit: usual for usual, alike in load("quantities")["alike"].items() for unit in alike}


def _change(target: Target) -> Change:
    nouns = load("targets")["growth_nouns"]
    if target.comparator in _GROWN or target.indicator_std.endswith((nouns["added"], *nouns["told"])):
        return "growth"
    return "added" if target.comparator in _CHANGED or "flow" in target.flags else "level"


def _ordered(
    study: Study, lines: Iterable[TargetLine], cells: Mapping[tuple[TargetLine, str], object]
) -> tuple[TargetLine, ...]:
    """What most rows state first, then by type, then as the texts have them (the lines come in that order)."""
    types = {measure.id: place for place, measure in enumerate(study.taxonomy.types)}
    rows: dict[TargetLine, int] = {}
    for line, _ in cells:
        rows[line] = rows.get(line, 0) + 1

    def place(line: TargetLine) -> tuple[int, int]:
        return -rows[line] if rows[line] > 1 else 0, types.get(line.type_id, len(types))

    return tuple(sorted(lines, key=place))


# --- cells ------------------------------------------------------------------------------------------------------


def _distinct(targets: Sequence[Target]) -> tuple[Target, ...]:
    """Each figure once, though a plan and its explainer state it, the earliest year first."""
    found: dict[tuple[object, ...], Target] = {}
    for target in targets:
        found.setdefault((target.year, target.comparator, target.value, target.value_to), target)
    return tuple(sorted(found.values(), key=lambda target: target.year or _LAST_YEAR))
