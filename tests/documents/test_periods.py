"""The years that a document plans for: in all ways of writing, and what is no period."""

from __future__ import annotations

import pytest

from tests.documents.drafting import BODY, document


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("江门市科技创新规划(2016年至2018年)", "2016-2018"),
        ("江门市科技创新行动方案（二〇一八—二〇二〇年）", "2018-2020"),
        ("江门市科技创新“十五”计划", "2001-2005"),
        ("江门市科技创新“九五”规划", "1996-2000"),
        ("江门市科技创新十一五规划", "2006-2010"),
        ("江门市科技创新“十二五”规划", "2011-2015"),
        ("江门市科技创新“十三五”规划", "2016-2020"),
        ("江门市科技创新十四五规划", "2021-2025"),
        ("江门市科技创新“十五五”规划", "2026-2030"),
        ("江门市国民经济第十四个五年规划和二〇三五年远景目标纲要", "2021-2025"),
        ("江门市2024年科技工作要点", "2024"),
        ("江门市2023年国民经济和社会发展计划执行情况与2024年计划（草案）的报告", "2024"),
        ("江门市二〇一八年科技工作要点", "2018"),
        ("江门市科技创新十五条措施", ""),
        ("江门市科技事项清单（2023年版）", ""),
        ("江门市科技创新办法（2019年修订）", ""),
        ("江门市科技创新办法（2019年12月印发）", ""),
        ("江门市科技创新规划(2025-2021年)", ""),
    ],
)
def test_the_title_names_the_years(title: str, period: str) -> None:
    assert document(f"{title}\n一、任务\n{BODY}").metadata.value("period") == period


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("本规划期限为2021年至2025年,展望到2035年。", "2021-2025"),
        ("规划期:二〇二一—二〇二五年。", "2021-2025"),
        ("“十四五”时期是江门市建设创新型城市的关键时期,必须抢抓机遇,乘势而上,开创科技工作新局面。", "2021-2025"),
        ("2016年至2018年全市研发投入年均增长百分之十,企业数量翻了一番,平台建设取得明显成效,人才队伍不断壮大。", ""),
    ],
)  # fmt: skip
def test_a_plan_says_for_when_it_is(sentence: str, period: str) -> None:
    assert document(f"江门市科技创新规划\n{sentence}\n一、任务\n{BODY}").metadata.value("period") == period


def test_the_time_in_force_is_no_period() -> None:
    text = f"江门市科技创新办法\n第一条 {BODY}\n第二条 本办法有效期自2017年1月1日至2021年12月31日。"
    metadata = document(text).metadata
    assert [metadata.value(name) for name in ("period", "effective", "expires", "year")] == [
        "", "2017-01-01", "2021-12-31", "2017",
    ]  # fmt: skip
