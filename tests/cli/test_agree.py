"""Two reviews of one workbook, compared on the command line."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from compare.cli import main

pytestmark = pytest.mark.whole

SEED = Path(__file__).parents[2] / "seeds" / "huadu.txt"


def review(workbook: Path, copy: Path, verdicts: list[tuple[str, str | None]]) -> Path:
    shutil.copy(workbook, copy)
    book = openpyxl.load_workbook(copy)
    sheet = book["证据与复核"]
    head = next(r for r in sheet.iter_rows() if any(c.value == "段落键" for c in r))
    names = [c.value for c in head]
    for number, (verdict, relabel) in enumerate(verdicts, start=head[0].row + 1):
        for name, value in zip(("复核结论", "改为类型", "复核意见"), (verdict, relabel, None), strict=True):
            sheet.cell(number, names.index(name) + 1).value = value
    book.save(copy)
    return copy


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("agree") / "结果"
    assert main(["run", str(SEED), "-o", str(folder)]) == 0
    return folder / "matrix.xlsx"


def test_equal_reviews_agree_and_a_changed_one_says_where(
    workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = review(workbook, tmp_path / "甲.xlsx", [("同意", None)] * 6)
    same = review(workbook, tmp_path / "乙.xlsx", [("同意", None)] * 6)
    other = review(workbook, tmp_path / "丙.xlsx", [("不同意", None), *[("同意", None)] * 4, ("改类", "人才")])
    capsys.readouterr()
    assert main(["agree", str(first), str(same)]) == 0
    said = capsys.readouterr().out
    assert "100%" in said
    assert "1.00 [1.00, 1.00]" in said
    assert main(["agree", str(first), str(other)]) == 0
    said = capsys.readouterr().out
    assert "100%" not in said
    assert "κ" in said
    assert "α" in said


def test_reviews_without_a_common_paragraph_are_not_compared(
    workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = review(workbook, tmp_path / "空.xlsx", [])
    assert main(["agree", str(empty), str(empty)]) == 1
    assert "没有都判过的段落" in capsys.readouterr().out
