"""How dark a cell of the matrix is: its measures against the most that any row has of that type.

In: a `Comparison`. Out: for each cell a step from 0 (nothing to shade) to 5 (four fifths of the column's most or more),
the same for the workbook and the page. Shares of a row would shade a report with three measures darker than a plan with
thirty; within a column like is compared with like.
Example: of 11, 4 and 1 measures on talent the cells have the steps 5, 2 and 1.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from compare.model import Comparison

FROM = (0.2, 0.4, 0.6, 0.8)
"""shares of the column's most from which steps 2 to 5 begin; step 1 is for anything above nothing"""
STEPS = len(FROM) + 1
"""of the darkest cells"""


def shade(count: int, most: int) -> int:
    """The step of a cell with `count` measures where the greatest cell of its column has `most`."""
    return bisect_right(FROM, count / most) + 1 if count else 0


def find_shades(comparison: Comparison) -> Mapping[tuple[str, str], int]:
    """(row key, column) → step, from the measures of main type."""
    counts = {place: len(cell.primary) for place, cell in comparison.cells.items()}
    most: dict[str, int] = {}
    for (_, column), count in counts.items():
        most[column] = max(count, most.get(column, 0))
    return {(row, column): shade(count, most[column]) for (row, column), count in counts.items()}
