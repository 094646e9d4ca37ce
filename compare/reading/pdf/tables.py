"""Ruled tables of a page → rows of cells.

In: the rules and the pieces of text of a page. Out: `RuledTable`s, whose cells hold their pieces, and the pieces
outside. A cell is what no rule divides: neighbours without a rule between them are one, and its text stands where it
begins.
Example: four level and three upright rules → three rows of two cells each.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from compare.reading.pdf.fragments import Fragment
from compare.reading.pdf.objects import RULE, Box

SAME_RULE = 3.0
"""points within which rules are one: double lines, the edges of neighbouring cells"""
MAX_LINES = 200
"""lines of a table in one direction; what has more is a drawing"""
Interval = tuple[float, float]
Cell = list[Fragment]


@dataclass(slots=True)
class RuledTable:
    """A ruled table with two columns or more."""

    left: float
    right: float
    bottom: float
    top: float
    rows: list[list[Cell]]
    """a cell for every column; what a merged cell covers besides its beginning is empty"""


def find_tables(rules: Sequence[Box], fragments: Sequence[Fragment]) -> tuple[list[RuledTable], list[Fragment]]:
    """The tables of a page, and the pieces of text outside of them."""
    grids = [grid for group in _groups(rules) if (grid := _grid(group))]
    outside: list[Fragment] = []
    for fragment in fragments:
        home = next((grid for grid in grids if grid.holds(fragment)), None)
        if home:
            home.put(fragment)
        else:
            outside.append(fragment)
    tables = [grid.table() for grid in grids]
    return [table for table in tables if table.rows], outside


def _groups(rules: Sequence[Box]) -> Iterator[list[Box]]:
    """Rules whose heights on the page overlap, without a break."""
    group: list[Box] = []
    bottom = 0.0
    for rule in sorted(rules, key=lambda rule: -rule[3]):
        if group and rule[3] < bottom - SAME_RULE:
            yield group
            group = []
        bottom = min(bottom, rule[1]) if group else rule[1]
        group.append(rule)
    if group:
        yield group


def _grid(rules: Sequence[Box]) -> _Grid | None:
    """The grid that rules make if they divide an area into columns."""
    upright = _lines((rule[0] + rule[2], rule[1], rule[3]) for rule in rules if rule[2] - rule[0] <= RULE)
    level = _lines((rule[1] + rule[3], rule[0], rule[2]) for rule in rules if rule[3] - rule[1] <= RULE)
    if len(level) < 2 or not upright:
        return None
    edges = min(a for _, parts in level for a, _ in parts), max(b for _, parts in level for _, b in parts)
    for edge in edges:
        if all(abs(x - edge) > SAME_RULE for x, _ in upright):
            upright.append((edge, [(level[0][0], level[-1][0])]))
    return _Grid(sorted(upright), level) if 2 < len(upright) <= MAX_LINES and len(level) <= MAX_LINES else None


def _lines(rules: Iterator[tuple[float, float, float]]) -> list[tuple[float, list[Interval]]]:
    """(place, parts drawn) of the lines that rules make; `rules` = twice the place, beginning and end."""
    lines: list[tuple[float, list[Interval]]] = []
    for place, start, end in sorted(rules):
        if lines and place / 2 - lines[-1][0] <= SAME_RULE:
            lines[-1][1].append((start, end))
        else:
            lines.append((place / 2, [(start, end)]))
    return lines


class _Grid:
    """The elementary cells between all lines of a table, and which of them are one."""

    def __init__(self, upright: list[tuple[float, list[Interval]]], level: list[tuple[float, list[Interval]]]) -> None:
        self.xs = [x for x, _ in upright]
        self.ys = [y for y, _ in level]
        self.columns, self.bands = len(self.xs) - 1, len(self.ys) - 1
        self._first = {(band, column): (band, column) for band in range(self.bands) for column in range(self.columns)}
        self._cells: dict[tuple[int, int], Cell] = {}
        for band in reversed(range(self.bands)):
            middle = (self.ys[band] + self.ys[band + 1]) / 2
            for column in range(self.columns):
                if column and not _is_drawn(upright[column][1], middle):
                    self._join((band, column - 1), (band, column))
                across = (self.xs[column] + self.xs[column + 1]) / 2
                if band + 1 < self.bands and not _is_drawn(level[band + 1][1], across):
                    self._join((band + 1, column), (band, column))

    def _home(self, cell: tuple[int, int]) -> tuple[int, int]:
        while self._first[cell] != cell:
            cell = self._first[cell]
        return cell

    def _join(self, one: tuple[int, int], two: tuple[int, int]) -> None:
        """Two cells are one, which begins at the upper, then at the left of both."""
        first, last = sorted((self._home(one), self._home(two)), key=lambda cell: (-cell[0], cell[1]))
        self._first[last] = first

    def holds(self, fragment: Fragment) -> bool:
        """True if the middle of a piece lies inside the table."""
        x, y = (fragment.left + fragment.right) / 2, (fragment.bottom + fragment.top) / 2
        return self.xs[0] < x < self.xs[-1] and self.ys[0] < y < self.ys[-1]

    def put(self, fragment: Fragment) -> None:
        """Put a piece into its cell."""
        column = bisect_right(self.xs, (fragment.left + fragment.right) / 2) - 1
        band = bisect_right(self.ys, (fragment.bottom + fragment.top) / 2) - 1
        self._cells.setdefault(self._home((band, column)), []).append(fragment)

    def table(self) -> RuledTable:
        """The rows that hold text, from top to bottom."""
        rows = [
            [self._cells.get((band, column), []) for column in range(self.columns)]
            for band in reversed(range(self.bands))
        ]
        return RuledTable(self.xs[0], self.xs[-1], self.ys[0], self.ys[-1], [row for row in rows if any(row)])


def _is_drawn(parts: Sequence[Interval], place: float) -> bool:
    return any(start - SAME_RULE <= place <= end + SAME_RULE for start, end in parts)
