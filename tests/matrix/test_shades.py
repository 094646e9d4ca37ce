"""Shades of the matrix: by the column's most, the same steps wherever they are drawn."""

from __future__ import annotations

import pytest

from compare.matrix.comparison import build_comparison
from compare.matrix.shades import FROM, STEPS, find_shades, shade
from tests.studies import counted_study


@pytest.mark.parametrize(
    ("count", "most", "step"),
    [(0, 0, 0), (0, 9, 0), (1, 11, 1), (2, 10, 2), (4, 11, 2), (4, 10, 3), (6, 10, 4), (8, 10, 5), (10, 10, 5)],
)
def test_steps_begin_at_fifths_of_the_most(count: int, most: int, step: int) -> None:
    assert shade(count, most) == step


def test_a_cell_is_shaded_within_its_column() -> None:
    comparison = build_comparison(counted_study({"甲区": (10, 1, 0, 3), "乙区": (3, 2, 0, 0)}))
    shades = find_shades(comparison)
    counts = {place: len(cell.primary) for place, cell in comparison.cells.items()}
    for (row, column), step in shades.items():
        most = max(counts[other, column] for other in ("甲区", "乙区"))
        assert step == shade(counts[row, column], most)
    assert {shades["甲区", "enterprise"], shades["乙区", "incubator"]} == {STEPS}
    assert shades["乙区", "enterprise"] == 2
    assert sorted(FROM) == list(FROM) and FROM[0] > 0
