"""``run --by …``: rows, headings, sheets and pages name what makes a row; a column that nobody has is refused."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from compare.cli import main

pytestmark = pytest.mark.whole

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
HEADER = 4
Made = tuple[str, Path, Any]
"""what makes a row, the report folder, its workbook"""
FILES = ("huadu.txt", "zengcheng.txt", "guangzhou.txt", "jiangmen.txt")
WANTED = {
    "district": ("地区", ["广州市", "江门市", "花都区", "增城区"]),
    "level": ("层级", ["副省级市", "地级市", "区"]),
    "parent": ("上级地区", ["广州市", "广东省"]),
    "year": ("年份", ["2015", "2018", "2021", "2022"]),
    "genre": ("文种", ["政策解读", "工作方案", "规划节选或媒体转载", "新闻报道"]),
    "issuer": ("发文机关", ["广州市科技创新委员会", "江门市科学技术局", "未注明"]),
    "片区": ("片区", ["东片", "西片"]),
}
"""what makes a row: its name, and the rows in matrix order"""
GROUPS = {
    "district": ["地级市", "区", "区", "上级（参照）"],
    "level": ["副省级市", "地级市", "区"],
    "parent": ["区", "层级不一"],
    "year": ["地级市", "副省级市", "区", "区"],
    "片区": ["层级不一", "层级不一"],
}


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four of the sample documents, their manifest with one column more."""
    folder = tmp_path_factory.mktemp("政策")
    for file in FILES:
        shutil.copy(SEEDS / file, folder)
    areas = {f"  - file: {file}": ("东片", "西片")[number % 2] for number, file in enumerate(FILES)}
    lines = (SEEDS / "corpus.yaml").read_text(encoding="utf-8").split("\n")
    told = ["columns: [片区]"]
    told += [f"{line}\n    片区: {areas[line]}" if line in areas else line for line in lines]
    (folder / "corpus.yaml").write_text("\n".join(told), encoding="utf-8")
    return folder


@pytest.fixture(scope="module", params=list(WANTED))
def made(request: pytest.FixtureRequest, sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    out = tmp_path_factory.mktemp("out") / "报告"
    assert main(["run", str(sources), "-o", str(out), "--by", request.param, "--jobs", "1"]) == 0
    return request.param, out, openpyxl.load_workbook(out / "matrix.xlsx")


def heads(sheet: Any) -> list[str]:
    return [str(cell.value) for cell in sheet[HEADER] if cell.value]


def column(sheet: Any, number: int, many: int) -> list[str]:
    return [str(sheet.cell(HEADER + 1 + i, number).value) for i in range(many)]


def test_every_sheet_names_what_makes_a_row(made: Made) -> None:
    by, _, book = made
    noun, rows = WANTED[by]
    assert book["矩阵"]["A1"].value == f"各{noun}各类措施一览"
    assert sorted(column(book["矩阵"], 2, len(rows))) == sorted(rows)
    for name in (
        "矩阵",
        "数值",
        "目标明细",
        "额度明细",
        "计划与责任",
        "独有与缺口",
        "统计",
        "证据与复核",
        "未归类",
    ):
        names = heads(book[name])
        assert noun in names[:2] or names[5] in (noun, f"分组：{noun}"), name
        assert len(set(names)) == len(names), (name, names)
    assert set(rows) <= {head.split("\n")[0] for head in heads(book["子类矩阵"])}
    if by != "district":
        texts = [str(c.value) for sheet in book for line in sheet.iter_rows(max_row=HEADER) for c in line if c.value]
        assert not [text for text in texts if "可比地区" in text or "各地区" in text]
        assert "地区" in heads(book["目标明细"])
        assert "地区" in heads(book["证据与复核"])


def test_levels_stand_together_and_parents_apart(made: Made) -> None:
    by, out, book = made
    if by in GROUPS:
        many = len(WANTED[by][1])
        assert column(book["矩阵"], 1, many) == GROUPS[by]
        assert column(book["统计"], 1, many) == GROUPS[by]
        assert column(book["统计"], 2, many) == column(book["矩阵"], 2, many)
    report = (out / "report.md").read_text(encoding="utf-8")
    lines = [line.split(" | ") for line in report.splitlines() if line.startswith(f"| {WANTED[by][0]} |")]
    assert lines
    assert all(len(set(line[:3])) == 3 for line in lines)
    order = [report.index(f"| {row} |", report.index(" | ".join(lines[0]))) for row in WANTED[by][1]]
    assert order == sorted(order)


def test_report_and_page_speak_of_the_rows(made: Made) -> None:
    by, out, _ = made
    noun, rows = WANTED[by]
    report = (out / "report.md").read_text(encoding="utf-8")
    page = (out / "report.html").read_text(encoding="utf-8")
    assert f"分属{len(rows)}个{noun}" in report
    assert f"### 各{noun}的着力处" in report
    assert f"各{noun}的着力处</h3>" in page
    assert f'"filter.row":"{noun}"' in page
    assert all(f'"label":"{row}"' in page for row in rows)
    assert "比较对象各" not in report


def test_tables_of_data_have_no_two_columns_of_one_name(made: Made) -> None:
    by, out, _ = made
    with (out / "matrix.csv").open(encoding="utf-8-sig", newline="") as file:
        first, *lines = csv.reader(file)
    assert len(set(first)) == len(first)
    assert list(dict.fromkeys(line[0] for line in lines)) == WANTED[by][1]


def test_english_headings(sources: Path, tmp_path: Path) -> None:
    assert main(["run", str(sources / "huadu.txt"), "-o", str(tmp_path / "en"), "--by", "issuer", "--lang", "en"]) == 0
    book = openpyxl.load_workbook(tmp_path / "en/matrix.xlsx")
    assert heads(book["Matrix"])[1] == "Issuing body"
    assert "### What each issuing body stresses" in (tmp_path / "en/report.md").read_text(encoding="utf-8")


def test_the_word_of_the_reports_names_a_row_as_well(sources: Path, tmp_path: Path) -> None:
    for by in ("year", "年份"):
        assert main(["run", str(sources), "-o", str(tmp_path / by), "--by", by, "--jobs", "1"]) == 0
    assert (tmp_path / "year/matrix.csv").read_bytes() == (tmp_path / "年份/matrix.csv").read_bytes()


@pytest.mark.parametrize(
    ("lang", "words"),
    [("zh", "没有“发展水平”这一列，无法按它分行。可用：district（地区）、level（层级）"),
     ("en", "There is no column “发展水平” to make rows of. Known: district, level, parent")],
)  # fmt: skip
def test_an_unknown_column_is_refused_before_anything_is_written(
    lang: str, words: str, sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["run", str(sources), "-o", str(tmp_path / "报告"), "--by", "发展水平", "--lang", lang]
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert words in said
    assert "片区" in said
    assert "Traceback" not in said
    assert not list(tmp_path.iterdir())
