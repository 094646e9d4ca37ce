"""The workbook read back: every count is its evidence rows, every link arrives, every text is a text."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import unescape

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from compare import lexicons
from compare.matrix.analysis import Analysis, analyse
from compare.matrix.comparison import build_comparison
from compare.model import COUNTED, Comparison, Decision, Fact, Study
from compare.reports.xlsx import write_workbook
from tests.reports.workbooks import FORMULA, read_workbook
from tests.studies import TAXONOMY, counted_study, small_study, wide_study

pytestmark = pytest.mark.whole

FRONT = ["一页看懂", "矩阵", "横向对比表", "目标对照", "额度对照", "独有与缺口", "证据与复核", "数据质量", "说明"]
SHEETS = [
    *FRONT, "子类矩阵", "数值", "目标明细", "额度明细", "计划与责任", "统计", "词频", "政策工具", "未归类", "分类词典",
]  # fmt: skip
ID = 9
"""column of the evidence ids"""
HEADER = 4
"""the header row of every table, as Excel counts"""
FIXED = 6
"""columns of the matrix before the first type"""
LAYER = {"主类条数": "措施", "涉及条数": "措施", "做法条数": "做法", "保障条数": "保障"}


def write(study: Study, path: Path, **options: Any) -> tuple[Comparison, Any]:
    """The comparison and the workbook as a reader finds it; any warning of the writer is an error."""
    comparison = build_comparison(study)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        write_workbook(Analysis(study, comparison), path, **options)
    return comparison, read_workbook(path)


@pytest.fixture(scope="module")
def study() -> Study:
    return small_study()


@pytest.fixture(scope="module")
def made(study: Study, tmp_path_factory: pytest.TempPathFactory) -> tuple[Comparison, Any, Path]:
    path = tmp_path_factory.mktemp("book") / "matrix.xlsx"
    comparison, book = write(study, path, tools=Analysis(study, build_comparison(study)))
    return comparison, book, path


@pytest.fixture(scope="module")
def book(made: tuple[Comparison, Any, Path]) -> Any:
    return made[1]


def rows(sheet: Any, header: int = HEADER) -> list[dict[str, Any]]:
    """The table under a header row, up to the first row whose first cell is empty."""
    names = [cell.value for cell in sheet[header]]
    found = []
    for line in sheet.iter_rows(min_row=header + 1):
        if line[0].value is None:
            break
        found.append({str(name): cell.value for name, cell in zip(names, line, strict=True)})
    return found


def blocks(sheet: Any) -> Iterator[tuple[str, list[Any], list[tuple[Any, ...]]]]:
    """Title, header cells and rows of each block of figures in 矩阵."""
    for (cell,) in sheet.iter_rows(max_col=1):
        if isinstance(cell.value, str) and cell.value.startswith("数字区"):
            line, body = cell.row + 2, []
            while sheet.cell(line, 1).value:
                body.append(sheet[line])
                line += 1
            yield cell.value, list(sheet[cell.row + 1]), body


def target(cell: Any) -> tuple[str, int, int]:
    """Sheet, first and last row that a cell's link selects."""
    name, first, last = re.fullmatch(r"'(.+)'!\$?[A-Z]+\$?(\d+)(?::[A-Z]+(\d+))?", cell.hyperlink.location).groups()
    return name, int(first), int(last or first)


def place(evidence: Any, number: int) -> tuple[str, str]:
    """Row and type of a line of the evidence."""
    return evidence.cell(number, 6).value, evidence.cell(number, 2).value


# --- the workbook -----------------------------------------------------------------------------------------------


def test_sheets_stand_in_order(book: Any, study: Study, tmp_path: Path) -> None:
    assert book.sheetnames == SHEETS
    assert all(len(name) <= 31 for name in book.sheetnames)
    _, without = write(study, tmp_path / "a.xlsx")
    assert without.sheetnames == [name for name in SHEETS if name != "政策工具"]


def test_every_text_is_a_text(made: tuple[Comparison, Any, Path]) -> None:
    _, book, path = made
    with zipfile.ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) == len(SHEETS)
        formulas = [unescape(f) for name in sheets for f in re.findall("<f>(.*?)</f>", archive.read(name).decode())]
        assert formulas and all(FORMULA.fullmatch(f"={formula}") for formula in formulas)
        assert not [name for name in archive.namelist() if "externalLink" in name]
    texts = [str(line["原文（命中词加粗标红）"]) for line in rows(book["证据与复核"])]
    assert "=1+N=服务体系:整合园区、银行|担保、<数据>三类资源,建立*一企一档*。" in texts


def test_numbers_are_numbers_and_dates_are_dates(book: Any) -> None:
    for _, heads, body in blocks(book["矩阵"]):
        figures = [cell for line in body for cell in line[FIXED : len(heads)]]
        assert figures
        assert all(isinstance(cell.value, int | float) for cell in figures if cell.value is not None)
    first = rows(book["数据质量"])[0]
    assert first["成文日期"] == datetime(2018, 3, 12)
    assert {type(line["得分"]) for line in rows(book["证据与复核"])} <= {int, float}


def test_same_study_same_bytes(study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    comparison = build_comparison(study)
    write_workbook(Analysis(study, comparison), tmp_path / "a.xlsx")
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    write_workbook(Analysis(study, comparison), tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2024-06-30T00:00:00Z" in archive.read("docProps/core.xml")


def test_tables_can_be_frozen_filtered_and_printed(book: Any) -> None:
    answer = book[FRONT[0]]
    assert (answer.page_setup.paperSize, answer.page_setup.orientation) == (9, "portrait")
    assert answer.sheet_properties.pageSetUpPr.fitToPage and answer.print_area
    for name in SHEETS[1:]:
        sheet = book[name]
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert name not in FRONT or sheet.page_setup.fitToWidth in (None, 1)  # None: one page, the default
        table = range(HEADER, int(re.sub(r".*[A-Z]", "", sheet.auto_filter.ref or "A1:A1")) + 1)
        assert not [each for each in sheet.merged_cells.ranges if each.max_row in table]  # it could not be sorted
        if name != "说明":
            assert sheet.freeze_panes
            assert sheet.auto_filter.ref.startswith(f"A{HEADER}:")
            # tables with headers of their own share the title alone
            line = 1 if name in ("统计", "计划与责任", "目标对照") else HEADER
            assert sheet.print_title_rows == f"${line}:${line}"


def test_the_front_is_blue_and_the_appendix_grey(book: Any) -> None:
    colours = {name: book[name].sheet_properties.tabColor.rgb for name in SHEETS}
    assert len({colours[name] for name in FRONT}) == len({colours[name] for name in SHEETS[len(FRONT) :]}) == 1
    assert colours[SHEETS[0]] != colours[SHEETS[-1]]


def test_of_a_long_list_the_first_page_is_printed(tmp_path: Path) -> None:
    sheet = write(wide_study(3, 40), tmp_path / "a.xlsx")[1]["证据与复核"]
    first, last = re.fullmatch(r"'证据与复核'!\$A\$1:\$([A-Z]+)\$(\d+)", sheet.print_area).groups()
    assert sheet[f"{first}{HEADER}"].value == "证据编号"
    assert HEADER < int(last) < sheet.max_row


# --- counts and evidence ----------------------------------------------------------------------------------------


def test_every_count_is_the_number_of_its_evidence_rows(book: Any) -> None:
    evidence = rows(book["证据与复核"])
    checked = 0
    for title, heads, body in blocks(book["矩阵"]):
        layer = next((layer for words, layer in LAYER.items() if words in title), "")
        if not layer:
            continue
        for line in body:
            for head, cell in zip(heads[FIXED:], line[FIXED:], strict=False):
                found = [
                    e
                    for e in evidence
                    if (e["地区"], e["类型"], e["层次"]) == (line[1].value, head.value, layer)
                    and ("主类条数" not in title or e["位次"] == "主类")
                ]
                assert cell.value == len(found), (title, line[1].value, head.value)
                checked += 1
    assert checked == 4 * 3 * 4


def test_main_types_add_up_to_all_measures(book: Any) -> None:
    title, _, body = next(blocks(book["矩阵"]))
    assert "主类条数" in title
    for line in body:
        assert sum(cell.value for cell in line[FIXED : FIXED + 4]) == line[FIXED - 1].value


def test_links_of_the_counts_lead_to_their_rows(book: Any) -> None:
    """To the first of them; as the sheet is written, the others follow it."""
    evidence = book["证据与复核"]
    for title, heads, body in blocks(book["矩阵"]):
        for line in body:
            for head, cell in zip(heads[FIXED:], line[FIXED:], strict=False):
                if cell.hyperlink is None:
                    assert not cell.value or "覆盖率" in title or "主类条数" in title
                    continue
                name, first, _ = target(cell)
                assert name == "证据与复核"
                for number in range(first, first + cell.value):
                    assert place(evidence, number) == (line[1].value, head.value)


def test_numbers_that_charts_are_drawn_from_are_no_formulas(made: tuple[Comparison, Any, Path]) -> None:
    with zipfile.ZipFile(made[2]) as archive:
        charts = [archive.read(n).decode() for n in archive.namelist() if n.startswith("xl/charts/chart")]
    book = openpyxl.load_workbook(made[2])
    areas = [area for chart in charts for area in re.findall(r"<c:val>.*?<c:f>'?(.+?)'?!(.*?)</c:f>", chart)]
    assert areas
    for name, area in areas:
        drawn = book[name][area]
        cells = [cell for line in drawn for cell in line] if isinstance(drawn, tuple) else [drawn]
        assert {cell.data_type for cell in cells} == {"n"}, (name, area)


def test_links_survive_a_sort(made: tuple[Comparison, Any, Path], tmp_path: Path) -> None:
    """Rows of the evidence in another order: every link leads to the same row as before."""
    _, before, path = made
    sorted_book = openpyxl.load_workbook(path)
    sheet = sorted_book["证据与复核"]
    lines = [[(cell.value, cell.data_type) for cell in line] for line in sheet.iter_rows(min_row=HEADER + 1)]
    for number, line in enumerate(sorted(lines, key=lambda line: str(line[0])), HEADER + 1):
        for column, (value, kind) in enumerate(line, 1):
            sheet.cell(number, column).value = value
            sheet.cell(number, column).data_type = kind  # a text may begin with “=”
    sorted_book.save(tmp_path / "sorted.xlsx")
    after = read_workbook(tmp_path / "sorted.xlsx")
    moved = 0
    for name in (name for name in SHEETS if name != "证据与复核"):
        for cell in (cell for line in before[name] for cell in line if cell.hyperlink):
            to, old, _ = target(cell)
            _, new, _ = target(after[name][cell.coordinate])
            assert after[to].cell(new, ID).value == before[to].cell(old, ID).value
            moved += old != new
    assert moved > 40


def test_links_of_symbols_lead_to_the_cell_and_back(book: Any, made: tuple[Comparison, Any, Path]) -> None:
    matrix, evidence = book["矩阵"], book["证据与复核"]
    heads = [cell.value for cell in matrix[HEADER]]
    for number in range(HEADER + 1, HEADER + 1 + len(made[0].rows)):
        for head, cell in zip(heads[FIXED:], matrix[number][FIXED:], strict=True):
            assert (cell.hyperlink is not None) == (cell.value[0] in "●◆◐")
            if cell.hyperlink:
                _, first, _ = target(cell)
                assert place(evidence, first) == (matrix.cell(number, 2).value, head)
    names = [cell.value for cell in evidence[HEADER]]
    for line in evidence.iter_rows(min_row=HEADER + 1):
        back = line[names.index("矩阵格")].hyperlink.location
        cell = matrix[back.split("!")[1]]
        assert (matrix.cell(cell.row, 2).value, matrix.cell(HEADER, cell.column).value) == place(evidence, line[0].row)


def test_every_link_arrives(book: Any) -> None:
    """Links that show an evidence id lead to the row with that id; all others to a sheet that exists."""
    ids = {line["证据编号"] for line in rows(book["证据与复核"])}
    arrived = 0
    for sheet in book:
        for cell in (cell for line in sheet for cell in line if cell.hyperlink):
            name, first, last = target(cell)
            assert name in SHEETS
            assert first <= last <= book[name].max_row
            if cell.value in ids:
                assert book["证据与复核"].cell(first, ID).value == cell.value
                arrived += 1
    assert arrived > 20


def test_subtype_counts_link_to_evidence_of_the_subtype(book: Any) -> None:
    sheet, evidence = book["子类矩阵"], book["证据与复核"]
    names = [cell.value for cell in evidence[HEADER]]
    linked = [cell for line in sheet.iter_rows(min_row=HEADER + 1, min_col=3) for cell in line if cell.hyperlink]
    assert linked
    for cell in linked:
        _, first, _ = target(cell)
        subtypes = str(evidence.cell(first, names.index("子类") + 1).value)
        assert sheet.cell(cell.row, 2).value in (*subtypes.split("、"), "（未细分）", "（没有任何类型）")
        assert place(evidence, first)[0] == str(sheet.cell(HEADER, cell.column).value).split("\n")[0]


def test_zero_rows_and_columns_stay(book: Any, made: tuple[Comparison, Any, Path]) -> None:
    _, heads, body = next(blocks(book["矩阵"]))
    assert [cell.value for cell in heads[FIXED:]] == ["企业培育", "孵化载体", "人才", "其他"]
    assert {line[1].value for line in body} == {row.label for row in made[0].rows}
    assert len(rows(book["数值"])) == len(made[0].cells)


def test_parents_stand_apart(book: Any) -> None:
    table = rows(book["矩阵"])
    assert [line["组别"] for line in table] == ["区", "区", "上级（参照）"]
    assert table[-1]["地区"] == "云州市"


def test_reasons_add_up_to_the_score(book: Any) -> None:
    for line in rows(book["证据与复核"]):
        words = line["得分理由（合计等于得分）"]
        points = [
            float(sign.replace("−", "-") + figure) for sign, figure in re.findall(r" ([+−])([\d.]+)(?=；| = )", words)
        ]
        assert sum(points) == pytest.approx(line["得分"])


def test_matched_words_are_marked_and_the_text_is_verbatim(book: Any, study: Study) -> None:
    for line in rows(book["证据与复核"]):
        text = line["原文（命中词加粗标红）"]
        assert str(text) == study.paragraphs[line["段落键"]].text
        words = (line["命中词"] or "").split("、")
        bold = (
            [part.text for part in text if getattr(part, "font", None) and part.font.b]
            if not isinstance(text, str)
            else []
        )
        assert sorted({*bold}) == sorted({w for w in words if w})


def test_rejected_matches_say_why(book: Any) -> None:
    line = next(line for line in rows(book["证据与复核"]) if line["证据编号"] == "云州2018-3.2-1")
    assert line["未计入的命中及原因"] == "已被更长的词覆盖：孵化器"


# --- what must not be said --------------------------------------------------------------------------------------


# --- the other tables -------------------------------------------------------------------------------------------


def test_tables_hold_every_target_amount_programme_and_body(book: Any, study: Study) -> None:
    assert {line["编号"] for line in rows(book["目标明细"])} == {t.id for t in study.targets}
    assert {line["编号"] for line in rows(book["额度明细"])} == {a.id for a in study.amounts}
    assert len(rows(book["计划与责任"])) == len(study.programmes)
    below = next(c.row for (c,) in book["计划与责任"].iter_rows(max_col=1) if c.value == "责任单位")
    assert len(rows(book["计划与责任"], below + 1)) == len(study.bodies)
    growth = next(line for line in rows(book["目标明细"]) if line["编号"] == "临江2021-T2")
    assert growth["较基期增长"] == pytest.approx(150 / 86 - 1)
    assert [line["性质"] for line in rows(book["目标明细"])] == ["目标"] * 5 + [
        "已实现"
    ]  # what is aimed at comes first


def test_what_only_one_row_has_is_quoted_with_what_was_looked_through(tmp_path: Path) -> None:
    study = wide_study(2, 3)
    unique = analyse(study).unique
    assert unique
    _, book = write(study, tmp_path / "a.xlsx")
    told = [line for line in rows(book["独有与缺口"]) if line["类别"] == "独有"]
    assert [(t["原文摘录"], t["证据"]) for t in told] == [(u.extract and u.extract.words, u.best) for u in unique]
    assert told[0]["说法"] == "第1区有科技型中小企业的措施，第2区查遍全文未见。"
    assert told[0]["查找范围"] == "已查第2规划全文3段"
    assert str(told[0]["所查词语"]).startswith("科技型中小企业、培育库")


def test_rows_that_are_levels_may_be_peers(tmp_path: Path) -> None:
    """省 and 直辖市 are of one rank; their lines have no second column with the level."""
    study = counted_study({"甲省": (3, 2, 0, 1), "乙市": (3, 0, 2, 1)})
    levels = ("省", "直辖市")
    documents = tuple(
        replace(d, metadata=replace(d.metadata, level=Fact(level, "manifest")))
        for d, level in zip(study.documents, levels, strict=True)
    )
    study = replace(study, documents=documents, settings=replace(study.settings, by="level"))
    _, book = write(study, tmp_path / "a.xlsx")
    told = rows(book["独有与缺口"])
    assert {(line["层级"], line["类别"], line["子类"]) for line in told} >= {
        ("省", "独有", "科技企业孵化器"), ("直辖市", "缺口", "科技企业孵化器"), ("直辖市", "独有", "人才安居"),
    }  # fmt: skip


def test_uncoded_lists_the_measures_in_other(book: Any, made: tuple[Comparison, Any, Path]) -> None:
    expected = {e.id for e in made[0].evidence if e.column == "other" and e.layer == "measure"}
    assert {line["证据编号"] for line in rows(book["未归类"])} == expected


def test_quality_lists_documents_and_problems(book: Any, study: Study) -> None:
    table = rows(book["数据质量"])
    assert [line["简称"] for line in table] == [d.code for d in study.documents]
    assert "东说念主" in table[-1]["发现的问题（附原文）"]
    assert table[0]["各项信息的出处"].startswith("清单：标题、地区")
    texts = [str(cell.value) for line in book["数据质量"] for cell in line if cell.value]
    assert [text for text in texts if "空文件.txt" in text]
    assert [text for text in texts if text.endswith("[taxonomy.dead-keyword]")]


def test_dictionary_counts_hits_and_marks_dead_keywords(book: Any, study: Study) -> None:
    table = {line["关键词"]: line for line in rows(book["分类词典"])}
    assert len(table) == len(study.taxonomy.keywords)
    hits = [
        table["高新技术企业"][name]
        for name in ("计数段落\n命中（处）", "不计数段落\n命中（处）", "未计入的\n命中（处）")
    ]
    assert hits == [3, 3, 0]  # three measures and reports of practice; a status and two goals
    assert table["认定奖励"]["状态"] == "未命中"
    assert table["孵化器"]["未计入的\n命中（处）"] == 1


def test_overview_tells_the_method_from_the_run(book: Any, study: Study) -> None:
    told = {line[0].value: line[1].value for line in book["说明"].iter_rows(max_col=2)}
    paragraphs = list(study.paragraphs.values())
    counted = [p for p in paragraphs if p.role in COUNTED]
    assert f"共 {len(paragraphs)} 个自然段，其中计数 {len(counted)} 段" in told["语料"]
    assert "0123456789ab" in told["分类"]
    assert told["时效核对日期"] == "2024-06-30"
    linked = [cell.value for (cell,) in book["说明"].iter_rows(max_col=1) if cell.hyperlink]
    assert linked == [name for name in SHEETS if name != "说明"]
    texts = [cell.value for (cell,) in book["说明"].iter_rows(min_col=2, max_col=2)]
    assert [text for text in texts if text and "云州市为临江区、望山区的上级" in text]


def test_second_taxonomy_has_its_sheet_and_a_column_of_the_evidence(
    book: Any, made: tuple[Comparison, Any, Path]
) -> None:
    table = rows(book["政策工具"])
    for line in table:
        cells = [made[0].cells[line["地区"], column] for column in made[0].columns]
        assert [line[name] for name in ("企业培育", "孵化载体", "人才", "其他")] == [len(c.primary) for c in cells]
    assert {line["工具"] for line in rows(book["证据与复核"])} <= {"企业培育", "孵化载体", "人才", "技术攻关", "其他"}


# --- review -----------------------------------------------------------------------------------------------------


def test_what_a_reviewer_needs_comes_first_and_the_rest_is_folded(book: Any) -> None:
    sheet = book["证据与复核"]
    names = [cell.value for cell in sheet[HEADER]]
    assert names[:9] == [
        "原文（命中词加粗标红）", "类型", "复核结论", "改为类型", "复核意见", "地区", "条款", "出处", "证据编号",
    ]  # fmt: skip
    assert names[-2:] == ["段落键", "类型键"]
    assert all(line[name] is None for line in rows(sheet) for name in names[2:5])
    folded = [sheet.column_dimensions[get_column_letter(n)] for n in (names.index("命中词") + 1, len(names))]
    assert all(column.hidden and column.outlineLevel == 1 for column in folded)
    assert not sheet.column_dimensions["I"].hidden
    assert {line["出处"] for line in rows(sheet) if line["地区"] == "望山区"} == {"望山报道（勿引用）"}


def test_folded_columns_do_not_make_rows_taller(book: Any, study: Study) -> None:
    sheet = book["证据与复核"]
    for number in range(HEADER + 1, sheet.max_row + 1):
        assert sheet.row_dimensions[number].height <= 14 * (len(str(sheet.cell(number, 1).value)) // 30 + 2) + 5


def test_verdicts_offer_choices(book: Any) -> None:
    sheet = book["证据与复核"]
    verdict, relabel = sheet.data_validations.dataValidation
    assert verdict.formula1 == '"同意,不同意,改类,补充"'
    name, cells = relabel.formula1.split("!")
    types = [cell.value for (cell,) in book[name.strip("'")][cells.replace("$", "")]]
    assert types == ["企业培育", "孵化载体", "人才", "技术攻关", "其他"]


def test_keys_bring_a_review_back(book: Any, made: tuple[Comparison, Any, Path]) -> None:
    by_id = made[0].by_id
    for line in rows(book["证据与复核"]):
        evidence = by_id[line["证据编号"]]
        assert (line["段落键"], line["类型键"]) == (evidence.paragraph_key, evidence.column)


def test_earlier_decisions_are_not_lost(study: Study, tmp_path: Path) -> None:
    key = next(p.key for p in study.paragraphs.values() if "人才公寓" in p.text)
    other = next(p.key for p in study.paragraphs.values() if "一企一档" in p.text)
    decisions = (
        Decision(key, "talent", "accept", note="口径无误", reviewer="甲"),
        Decision(other, "other", "relabel", relabel="incubator"),
        Decision("000000000000", "talent", "reject", text="给予安家补贴。"),
    )
    _, book = write(replace(study, decisions=decisions), tmp_path / "a.xlsx")
    filled = [line for line in rows(book["证据与复核"]) if line["复核结论"]]
    assert [(line["段落键"], line["复核结论"], line["复核意见"]) for line in filled] == [(key, "同意", "甲: 口径无误")]
    columns = ("段落键", "类型键", "复核结论", "改为类型", "复核意见")
    assert [tuple(line[name] for name in columns) for line in rows(book["复核记录"])] == [
        (other, "other", "改类", "孵化载体", None),
        (key, "talent", "同意", None, "甲: 口径无误"),
    ]  # in the order of the texts
    (lost,) = rows(book["待重新对应"])
    assert tuple(lost[name] for name in columns) == ("000000000000", "talent", "不同意", None, None)
    assert (lost["证据编号"], lost["原文"]) == ("（原文中已无此段）", "给予安家补贴。")


# --- limits and other shapes ------------------------------------------------------------------------------------


def test_bounded_evidence_keeps_the_strongest_of_each_cell(tmp_path: Path) -> None:
    study = wide_study(3, 60)
    comparison, book = write(study, tmp_path / "a.xlsx", limit=40)
    evidence = rows(book["证据与复核"])
    assert len(evidence) <= 40 < len(comparison.evidence)
    assert {(line["地区"], line["类型"]) for line in evidence} == {
        (e.row, study.taxonomy.by_id[e.column].label if e.column != "other" else "其他") for e in comparison.evidence
    }
    shown = {line["证据编号"] for line in evidence}
    for cell in comparison.cells.values():
        order = [e.id for e in Analysis(study, comparison).strongest(cell.primary)]
        kept = sum(i in shown for i in order)
        assert {i for i in order if i in shown} == set(order[:kept])
    _, _, body = next(blocks(book["矩阵"]))
    assert sum(cell.value for line in body for cell in line[FIXED : FIXED + 4]) == sum(r.units for r in comparison.rows)


def test_a_bounded_workbook_says_where_the_rest_is(study: Study, tmp_path: Path) -> None:
    wide = wide_study(3, 60)
    comparison, book = write(wide, tmp_path / "a.xlsx", limit=40)
    total = len(comparison.evidence)
    purpose = book["证据与复核"]["A2"].value
    assert purpose.startswith(f"证据共 {total} 行，本表为最强的 40 行") and "evidence.csv" in purpose
    assert any(row[1].value == purpose for row in book["说明"].iter_rows(max_col=2) if row[0].value == "证据与复核")
    _, complete = write(wide, tmp_path / "b.xlsx")
    before = {line["证据编号"]: line for line in rows(complete["证据与复核"])}
    shown = rows(book["证据与复核"])
    cut = 0
    for line in shown:
        cell = [line[key] for key in ("地区", "类型", "层次")]
        here, there = (
            sum([e[k] for k in ("地区", "类型", "层次")] == cell for e in lines) for lines in (shown, before.values())
        )
        assert line["矩阵格"] == ("→ 矩阵" if here == there else f"→ {here}/{there}")
        cut += here < there
        assert {**line, "矩阵格": ""} == {**before[line["证据编号"]], "矩阵格": ""}
    assert cut
    measures = [line for line in before.values() if (line["类型"], line["层次"]) == ("其他", "措施")]
    listed = rows(book["未归类"])
    assert book["未归类"]["A3"].value == f"共 {len(measures)} 段，此处为最强的 {len(listed)} 段，全部见 evidence.csv。"
    texts = [str(cell.value) for line in book["矩阵"].iter_rows() for cell in line]
    assert any(re.search(r"\n证据列 \d+/\d+$", text) for text in texts)


def test_a_complete_workbook_says_nothing_of_a_rest(book: Any) -> None:
    assert "evidence.csv" not in "".join(str(c.value) for sheet in book for line in sheet.iter_rows() for c in line)
    assert {line["矩阵格"] for line in rows(book["证据与复核"])} == {"→ 矩阵"}
    assert not book["未归类"]["A3"].value


def test_counts_of_a_bounded_workbook_lead_to_their_rows(tmp_path: Path) -> None:
    _, book = write(wide_study(3, 60), tmp_path / "a.xlsx", limit=40)
    lines = dict(enumerate(rows(book["证据与复核"]), start=HEADER + 1))
    seen = 0
    for title, heads, body in blocks(book["矩阵"]):
        layer = next((value for key, value in LAYER.items() if key in title), None)
        for line in body if layer else ():
            for head, cell in zip(heads[FIXED:], line[FIXED:], strict=True):
                if cell.value and cell.hyperlink:
                    _, first, _ = target(cell)
                    found = lines[first]
                    assert (found["地区"], found["类型"], found["层次"]) == (line[1].value, head.value, layer)
                    seen += 1
    assert seen


def test_long_texts_are_cut_with_a_note(study: Study, tmp_path: Path) -> None:
    document = study.documents[0]
    place = next(i for i, p in enumerate(document.paragraphs) if "众创空间" in p.text)
    paragraph = replace(document.paragraphs[place], text=document.paragraphs[place].text * 1300)
    changed = (*document.paragraphs[:place], paragraph, *document.paragraphs[place + 1 :])
    long = replace(study, documents=(replace(document, paragraphs=changed), *study.documents[1:]))
    _, book = write(long, tmp_path / "a.xlsx")
    text = next(str(e["原文（命中词加粗标红）"]) for e in rows(book["证据与复核"]) if e["段落键"] == paragraph.key)
    assert len(text) == 32_767
    assert text.endswith("全文见 paragraphs.jsonl）")


def test_many_rows_lie_on_their_side(tmp_path: Path) -> None:
    comparison, book = write(wide_study(61, 6), tmp_path / "a.xlsx")
    table = rows(book["子类矩阵"])
    assert len(table) == len(comparison.rows) == 61
    assert "企业培育\n高新技术企业培育" in table[0]


def test_english(study: Study, tmp_path: Path) -> None:
    _, book = write(replace(study, settings=replace(study.settings, lang="en")), tmp_path / "a.xlsx")
    assert book.sheetnames[:3] == ["At a glance", "Matrix", "Side by side"]
    heads = [cell.value for cell in book["Matrix"][HEADER]]
    assert heads[FIXED:] == ["Enterprise cultivation", "Incubation", "Talent", "Other"]
    own = [str(cell.value) for (cell,) in book["Read me"].iter_rows(max_col=1) if cell.value]
    assert not [text for text in own if re.search(r"[\u4e00-\u9fff]", text)]


def test_wording_is_complete_in_both_languages() -> None:
    """An unquoted comma inside a flow mapping cuts a sentence short and leaves a key without a value."""
    for key, entry in lexicons.load("wording/workbook").items():
        assert set(entry) == {"zh", "en"}, key
        slots = [set(re.findall(r"{(\w+)}", entry[lang])) - {"noun", "peers"} for lang in ("zh", "en")]
        assert slots[0] == slots[1], key
        assert not re.search(r"[\u4e00-\u9fff]", entry["en"]), key


def test_nothing_to_compare(tmp_path: Path) -> None:
    _, book = write(Study(taxonomy=TAXONOMY, documents=(), codings={}), tmp_path / "a.xlsx")
    assert book["证据与复核"]["A5"].value == "本次文本中没有可列的内容。"


def test_a_folder_that_is_not_there_raises_os_error(study: Study, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        write_workbook(Analysis(study, build_comparison(study)), tmp_path / "absent" / "matrix.xlsx")
