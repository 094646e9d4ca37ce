"""独有与缺口: statements as sentences, what was looked through beside each, and one line for what cannot be said."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from compare.matrix.analysis import analyse
from compare.model import Flag, Study
from tests.matrix.absence.test_absence import HOUSING, SME, SPACE, region
from tests.reports.test_xlsx import rows, write
from tests.studies import P, small_study, wide_study

KIND, SAID, LOOKED = "类别", "说法", "查找范围"


def told(study: Study, path: Path) -> list[dict[str, Any]]:
    return rows(write(study, path / "a.xlsx")[1]["独有与缺口"])


def lines(table: Sequence[dict[str, Any]], kind: str) -> list[tuple[Any, ...]]:
    return [(line["地区"], line["类型"], line["子类"], line[SAID]) for line in table if line[KIND] == kind]


def test_kinds_stand_from_what_is_surest_to_what_cannot_be_said(tmp_path: Path) -> None:
    problem = P("problem", "科技企业孵化器尚无布局。")
    study = region(
        ("甲区", (HOUSING,)), ("乙区", (SPACE, problem)), ("丙区", (SME,)), flags=(Flag("truncated", "bad"),)
    )
    table = told(study, tmp_path)
    assert list(dict.fromkeys(line[KIND] for line in table)) == ["自认空白", "缺口", "独有", "不能断定"]
    assert lines(table, "自认空白") == [
        ("乙区", "孵化载体", "科技企业孵化器", "乙区自认没有：科技企业孵化器，全文再未提及。")
    ]
    assert ("甲区", "孵化载体", "众创空间", "甲区查遍全文未见众创空间，乙区有。") in lines(table, "缺口")
    assert (
        "甲区",
        "人才",
        "人才安居",
        "甲区有人才安居的措施，乙区查遍全文未见。丙区的文本不全或不涉及，未见不等于没有。",
    ) in lines(table, "独有")
    assert ("丙区", "人才", "人才安居", "文本是节选或不全，节选未见不等于没有。") in lines(table, "不能断定")
    found = analyse(study)
    assert len(lines(table, "缺口")) + len(lines(table, "自认空白")) == len(found.gaps)
    assert len(lines(table, "独有")) == len(found.unique)


def test_a_gap_shows_how_a_peer_words_it_and_what_was_looked_for(tmp_path: Path) -> None:
    study = region(("甲区", (HOUSING,)), ("乙区", (SPACE, SME)))
    (line,) = [line for line in told(study, tmp_path) if (line[KIND], line["类型"]) == ("缺口", "人才")]
    assert line["原文摘录"] == "甲区：建设人才公寓五百套。" and line["有此内容的可比地区"] == "甲区"
    assert (line["证据"], line[LOOKED]) == ("甲区2021-0-1", "已查乙区规划全文2段")
    assert str(line["所查词语"]).startswith("人才公寓、周转住房")


def test_what_cannot_be_said_is_one_line_a_row_and_type(tmp_path: Path) -> None:
    rich = P("measure", "引进高层次人才。", {"talent": (1, "高层次人才")})
    study = region(("甲区", (HOUSING, rich)), ("乙区", (SPACE,)), flags=(Flag("truncated", "bad"),))
    found = [line for line in told(study, tmp_path) if line[KIND] == "不能断定"]
    assert [(line["地区"], line["子类"]) for line in found] == [("乙区", "高层次人才引进、人才安居")]


def test_a_row_that_can_have_neither_is_one_line(tmp_path: Path) -> None:
    found = {line["地区"]: line[SAID] for line in told(small_study(), tmp_path) if line[KIND] == "不适用"}
    assert found == {
        "云州市": "没有同级、同类、同主题、同期的地区可比，不列独有与缺口",
        "临江区": "没有同级、同类、同主题、同期的地区可比，不列独有与缺口",
        "望山区": "此类文件反映不了措施（望山报道），不列缺口",
    }


@pytest.mark.whole
def test_many_peers_are_counted(tmp_path: Path) -> None:
    table = told(wide_study(12), tmp_path)
    assert any(str(line["有此内容的可比地区"]).endswith("等10个") for line in table if line[KIND] == "缺口")
