"""The comparison table in the report: points side by side, what only one row has, and many rows as lines."""

from __future__ import annotations

import re

import pytest

from compare.chinese.punctuation import full_width
from compare.model import Flag
from compare.reports.point_words import PointWords
from tests.matrix.absence.test_absence import beside
from tests.reports.narrative.test_narrative import section
from tests.studies import P, small_study, wide_study


def lines(body: str) -> dict[str, list[str]]:
    """First cell of each table row → the others."""
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in body.splitlines() if line.startswith("|")
    ]
    return {first: rest for first, *rest in cells}


def test_points_stand_side_by_side_with_their_sums_in_bold() -> None:
    table = lines(section(small_study(), "subtypes"))
    assert table["子类"] == ["云州市", "临江区"]
    cell = table["高新技术企业培育"][1]
    assert cell.startswith("对首次通过认定的高新技术企业，给予") and "20万元**[（临江措施第一条）](#e-" in cell


def test_points_are_verbatim_but_for_the_width_of_marks() -> None:
    study = small_study()
    texts = [full_width(p.text) for p in study.paragraphs.values()]
    told = [cell for cells in lines(section(study, "subtypes")).values() for cell in cells if "](#e-" in cell]
    assert len(told) >= 2
    for cell in told:
        for point in re.sub(r"\[（[^]]*）]\(#[^)]*\)", "", cell).replace("**", "").split("；"):
            assert any(point in text for text in texts), point


def test_what_only_one_row_has_is_named_below_the_table() -> None:
    body = section(small_study(), "subtypes")
    assert "云州市另有：" in body and "众创空间" in body
    assert "众创空间" not in lines(body)


def test_garbled_documents_are_named_and_not_quoted() -> None:
    body = section(small_study(), "subtypes")
    assert "不宜引用的不列：望山区。" in body
    assert "上门作事" not in body


def test_points_of_one_place_share_the_source_behind_the_last() -> None:
    words = PointWords(
        beside(P("measure", "设立人才公寓专项资金。设立周转住房专项资金。", {"talent": (1, "人才公寓 周转住房")}))
    )
    row = next(r for r in words.comparison.rows if r.label == "乙区")
    points = words.analysis.points["talent-housing", row.key]
    assert len(points) == 2 and [bool(source) for _, source in words.cited(points, row)] == [False, True]
    assert [run.text for run in words.runs(points, row)][-1] == words.source(points[-1], named=False)


def test_many_rows_are_listed_not_set_side_by_side() -> None:
    body = section(wide_study(30), "subtypes")
    table = lines(body)
    assert max(line.count("|") for line in body.splitlines()) == 4
    assert all("等" in rows and "区：" in points for name, (rows, points) in table.items() if rows.count("、") > 4)
    assert "| 第30区 |" in section(wide_study(30), "matrix")


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (P("goal", "到2025年建成创新强区。"), "全文未见"),
        (P("goal", "建成一批人才公寓。"), "全文未见措施"),
        (P("problem", "人才公寓尚无布局。"), "自认尚无"),
    ],
)
def test_an_empty_cell_says_what_may_be_said_to_be_absent(item: P, said: str) -> None:
    words = PointWords(beside(item))
    row = next(r for r in words.comparison.rows if r.label == "乙区")
    line = next(n for n in words.analysis.subtypes.lines if n.id == "talent-housing")
    assert words.unsaid([line], row) == said


def test_of_a_part_of_a_text_nothing_is_said() -> None:
    words = PointWords(beside(P("goal", "到2025年建成创新强区。"), flags=(Flag("truncated", "bad"),)))
    row = next(r for r in words.comparison.rows if r.label == "乙区")
    line = next(n for n in words.analysis.subtypes.lines if n.id == "talent-housing")
    assert words.unsaid([line], row) == "文本不全，未见"
