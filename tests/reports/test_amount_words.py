"""The grid of amounts in words, in workbook and report."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from compare.matrix.analysis import Analysis
from compare.reports.amount_words import AmountWords
from compare.reports.narrative import build_narrative
from compare.reports.xlsx import write_workbook
from tests.matrix.test_amount_grid import PLAN, SCHEME, TABLE, analysed


@pytest.fixture(scope="module")
def analysis(tmp_path_factory: pytest.TempPathFactory) -> Analysis:
    return analysed(tmp_path_factory.mktemp("two"), scheme=SCHEME, plan=PLAN)


def said(analysis: Analysis, object: str) -> list[str]:
    words, grid = AmountWords(analysis), analysis.amount_grid
    line = next(line for line in grid.lines if line.object == object)
    return ["".join(run.text for run in words.runs(s)) for row in grid.stating for s in grid.cell(line, row).supports]


def test_a_support_in_words(analysis: Analysis) -> None:
    assert said(analysis, "incubator") == ["国家级90万元；省级40万元（孵化器）"]
    assert said(analysis, "invention-patent")[1] == "上限：同一企业年度累计不超过20万元（高新技术企业获得发明专利授权）"
    assert said(analysis, "laboratory") == ["采取后补助方式支持企业建设重点实验室（未列数额）"]


def test_only_sums_and_tools_are_bold(analysis: Analysis) -> None:
    words, grid = AmountWords(analysis), analysis.amount_grid
    line = next(line for line in grid.lines if line.object == "incubator")
    runs = words.runs(grid.cell(line, grid.stating[0]).grants[0])
    assert [run.text for run in runs if run.style == "bold"] == ["90万元", "40万元"]


def test_it_is_said_plainly_when_nobody_states_a_sum(tmp_path: Path) -> None:
    alone = analysed(tmp_path, plan=PLAN)
    assert AmountWords(alone).stating().startswith("所比1份文件没有一份写明奖补数额或比例")
    (section,) = [s for s in build_narrative(alone).sections if s.key == "amounts"]
    assert section.body.startswith("所比1份文件没有一份写明")


def test_the_sheet_holds_the_grid(analysis: Analysis, tmp_path: Path) -> None:
    write_workbook(analysis, tmp_path / "a.xlsx")
    lines = list(load_workbook(tmp_path / "a.xlsx")["额度对照"].iter_rows(values_only=True))
    told = {str(line[0]): line[1:] for line in lines if line[0]}
    assert any(str(cell).startswith("国家级90万元；省级40万元") for cell in told["孵化器"]) and "—" in told["孵化器"]
    assert any(str(cell).startswith("设立天使投资引导基金") for cell in told["基金与创业投资"])


def test_a_tool_with_a_figure_beside_it_is_not_said_to_have_none(tmp_path: Path) -> None:
    (tmp_path / "table.md").write_text(TABLE, encoding="utf-8")
    analysis = analysed(tmp_path, scheme=SCHEME)
    words, grid = AmountWords(analysis), analysis.amount_grid
    told = ["".join(r.text for r in words.runs(s)) for (_, row), cell in grid.cells.items() for s in cell.tools
            if row in grid.unread]  # fmt: skip
    assert told == ["人才公寓 博士 1,500元/月"]
    assert "花都区的数额列在表格里" in words.stating() and "没有写明" not in words.stating()
