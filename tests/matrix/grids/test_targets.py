"""The grid of targets: one line an indicator, what must be told apart apart, what is unclear left out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare.matrix.analysis import analyse
from compare.matrix.grids.targets import SeriesPoint, TargetGrid, TargetLine
from compare.model import Study, Target
from tests.studies import small_study

AIM = "高新技术企业数量"


def with_targets(*targets: Target) -> Study:
    return replace(small_study(), targets=targets)


def one(**change: object) -> Target:
    """The target of 云州市: at least 800 of them by 2020."""
    return replace(small_study().targets[0], **change)  # type: ignore[arg-type]


def grid_of(*targets: Target) -> TargetGrid:
    return analyse(with_targets(*targets)).target_grid


def names(grid: TargetGrid) -> list[tuple[str, str]]:
    return [(line.indicator, line.change) for line in grid.lines]


def test_every_clear_figure_stands_in_the_cell_of_its_row_and_no_other() -> None:
    study = small_study()
    analysis = analyse(study)
    told = [(t.id, row) for (_, row), cell in analysis.target_grid.cells.items() for t in cell]
    place = {d: row.key for row in analysis.comparison.rows for d in row.documents}
    assert told and len(set(told)) == len(told)
    assert all(place[t.document_id] == row for t in study.targets for id, row in told if t.id == id)
    assert {id for id, _ in told} <= {t.id for t in study.targets if t.status == "target"}


def test_targets_and_results_never_meet() -> None:
    analysis = analyse(with_targets(one(), one(id="r", value=86.0, status="achievement")))
    assert [t.value for cell in analysis.target_grid.cells.values() for t in cell] == [800]
    assert [t.value for cell in analysis.result_grid.cells.values() for t in cell] == [86]
    assert (analysis.target_grid.aims, analysis.result_grid.aims) == (True, False)


def test_what_several_rows_state_stands_first() -> None:
    grid = analyse(small_study()).target_grid
    assert grid.lines[0].indicator == AIM and grid.shared == grid.lines[:1]
    assert grid.rows_of(grid.lines[0]) == ("云州市", "临江区")


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"indicator_std": "新增高新技术企业", "flags": ("flow",)}, "added"),
        ({"comparator": "+"}, "added"),
        ({"comparator": "+%", "unit": "%", "indicator_std": "高新技术企业增速"}, "growth"),
        ({"comparator": "range", "unit": "%", "indicator_std": "高新技术企业增速"}, "growth"),
    ],
)
def test_growth_and_what_is_added_have_lines_of_their_own(change: dict[str, object], kind: str) -> None:
    assert [change for _, change in names(grid_of(one(), one(id="b", **change)))] == ["level", kind]


def test_units_that_count_alike_are_one_line_and_others_are_not() -> None:
    assert len(grid_of(one(), one(id="b", unit="个", value=9.0)).lines) == 1
    assert len(grid_of(one(), one(id="b", unit="倍", comparator="×")).lines) == 2


@pytest.mark.parametrize("flag", ["qualitative", "list_mismatch", "short_name", "unclear_name", "shortfall"])
def test_a_figure_in_doubt_stays_out(flag: str) -> None:
    assert grid_of(one(flags=(flag,))).lines == ()


def test_a_name_as_written_counts_if_it_is_about_a_type() -> None:
    written = {"indicator_std": "", "measure_id": "incubator"}
    assert names(grid_of(one(indicator="乡村众创空间", **written))) == [("乡村众创空间", "level")]
    assert names(grid_of(one(indicator="乡村停车场", **written))) == []
    assert names(grid_of(one(indicator="乡村众创空间", indicator_std="", measure_id=""))) == []


def test_what_lies_above_elsewhere_is_no_figure_of_its_own() -> None:
    assert grid_of(one(unit="个百分点", comparator="≥", value=2.0)).lines == ()
    assert len(grid_of(one(unit="个百分点", comparator="+", value=2.0)).lines) == 1


def test_a_cell_is_in_the_order_of_years_and_says_nothing_twice() -> None:
    grid = grid_of(one(year=2025), one(id="b", year=2020), one(id="c", year=2025))
    assert [t.year for t in grid.of(grid.lines[0], "云州市")] == [2020, 2025]


def test_a_series_holds_plain_figures_of_known_years() -> None:
    grid = grid_of(one(), one(id="b", year=None), one(id="c", year=2025, value_to=900.0, comparator="range"))
    (line,) = grid.lines
    assert grid.series(line) == (SeriesPoint("云州市", 2020, 800.0),)


def test_columns_are_all_rows_while_they_fit_else_those_with_figures() -> None:
    analysis = analyse(small_study())
    rows, grid = analysis.comparison.rows, analysis.target_grid
    assert grid.columns(rows, 3) == (tuple(rows), ())
    shown, left_out = grid.columns(rows, 1)
    assert [row.key for row in (*shown, *left_out)] == [row.key for row in rows if row.key in grid.stating]
    assert len(shown) == 1


def test_the_order_of_lines_does_not_hang_on_the_order_of_targets() -> None:
    study = small_study()
    backwards = replace(study, targets=tuple(reversed(study.targets)))
    assert set(analyse(study).target_grid.lines) == set(analyse(backwards).target_grid.lines)
    assert isinstance(analyse(study).target_grid.lines[0], TargetLine)
