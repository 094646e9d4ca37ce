"""Native charts: what they draw stands in cells, the six types alone are compared, LibreOffice-proof references."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from compare.matrix.analysis import Analysis
from compare.matrix.comparison import build_comparison
from compare.model import Study
from compare.reports.colours import SHADES
from compare.reports.xlsx import write_workbook
from compare.reports.xlsx.charts import BAR, LIGHT, PALETTE
from tests.studies import periods_study, small_study

pytestmark = pytest.mark.whole
_SPACES = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}


class Charts:
    """The charts of a workbook and the cells they refer to."""

    def __init__(self, study: Study, path: Path) -> None:
        self.analysis = Analysis(study, build_comparison(study))
        write_workbook(self.analysis, path)
        self.book = load_workbook(path)
        with zipfile.ZipFile(path) as archive:
            names = sorted(n for n in archive.namelist() if n.startswith("xl/charts/chart"))
            self.charts = [ElementTree.fromstring(archive.read(name)) for name in names]

    def cells(self, reference: str) -> list[Any]:
        sheet, _, area = reference.rpartition("!")
        left, top, right, bottom = range_boundaries(area.replace("$", ""))
        lines = self.book[sheet.strip("'")].iter_rows(top, bottom, left, right, values_only=True)
        return [value for line in lines for value in line]

    def series(self, chart: ElementTree.Element) -> list[tuple[str, list[Any], list[Any]]]:
        """Name, categories and values of each series, from their cells."""
        found = []
        for node in chart.iterfind(".//c:ser", _SPACES):
            name, categories, values = (
                self.cells(node.find(f"c:{part}//c:f", _SPACES).text or "")  # type: ignore[union-attr]
                for part in ("tx", "cat", "val")
            )
            found.append((name[0], categories, values))
        return found

    def of(self, kind: str) -> list[ElementTree.Element]:
        return [chart for chart in self.charts if chart.find(f".//c:{kind}", _SPACES) is not None]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Charts:
    return Charts(small_study(), tmp_path_factory.mktemp("charts") / "matrix.xlsx")


def test_types_are_compared_without_the_rest(small: Charts) -> None:
    comparison = small.analysis.comparison
    types = [column for column in comparison.columns if column != "other"]
    chart = next(c for c in small.charts if len(small.series(c)) == len(types))
    keys = {row.label: row.key for row in comparison.rows}
    for (name, rows, values), column in zip(small.series(chart), types, strict=True):
        assert name == small.analysis.labels[column]
        assert values == [len(comparison.cells[keys[row], column].primary) for row in rows]


def test_targets_of_several_rows_are_bars_of_one_unit(small: Charts) -> None:
    grid = small.analysis.target_grid
    (line,) = [line for line in grid.shared if len({point.row for point in grid.series(line)}) > 1]
    drawn = [s for chart in small.charts for s in small.series(chart) if s[0].startswith(line.indicator)]
    labels = small.analysis.comparison.labels
    ((name, rows, values),) = drawn
    assert name == f"{line.indicator}（{line.unit}）"
    assert values == [point.value for point in grid.series(line)]
    assert rows == [f"{labels[point.row]}（{point.year}年）" for point in grid.series(line)]


@pytest.mark.parametrize("by", ["district", "period"])
def test_periods_are_lines_of_shares(by: str, tmp_path: Path) -> None:
    study = periods_study({"2016-2020": (3, 3, 2, 0), "2021-2025": (1, 0, 8, 1)})
    charts = Charts(replace(study, settings=replace(study.settings, by=by)), tmp_path / "matrix.xlsx")
    (chart,) = charts.of("lineChart")
    (course,) = charts.analysis.courses
    lines = {name: (periods, values) for name, periods, values in charts.series(chart)}
    assert lines["人才"] == (["2016-2020", "2021-2025"], [0.25, 0.8])
    assert list(lines) == ["企业培育", "孵化载体", "人才"] and course.units == (8, 10)


def test_nothing_is_drawn_that_no_cell_holds(small: Charts) -> None:
    for chart in small.charts:
        for node in chart.iterfind(".//c:ser", _SPACES):
            assert len(node.findall(".//c:f", _SPACES)) == 3
        titles = [node.text for node in chart.iterfind(".//c:f", _SPACES)]
        assert all(re.fullmatch(r"'?[^'!]+'?!\$[A-Z]+\$\d+(:\$[A-Z]+\$\d+)?", title or "") for title in titles)


def _darkness(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_neighbours_differ_in_a_grey_copy() -> None:
    assert all(abs(_darkness(a) - _darkness(b)) > 60 for a, b in pairwise(PALETTE))
    assert all((_darkness(colour) > 150) == (colour in LIGHT) for colour in PALETTE)
    assert BAR in SHADES
