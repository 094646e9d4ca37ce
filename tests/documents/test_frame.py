"""Frames: which way a stretch of a report looks, by its headings and by first words."""

from __future__ import annotations

import pytest

from compare.chinese.normalize import fold
from compare.documents.frame import heading_frame, lead_frame
from tests.documents.drafting import document

SPOKEN = "——2026年1月12日在白鹭市第七届人民代表大会第五次会议上"


def kind(frame: object) -> str:
    return getattr(frame, "kind", "")


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("2025年工作回顾", "review"), ("2025年主要工作和“十四五”发展成就", "review"), ("过去五年的工作", "review"),
        ("目标任务完成情况", "review"), ("主要工作成效", "review"), ("今年以来工作情况", "review"),
        ("2026年工作安排", "ahead"), ("“十五五”时期主要目标", "ahead"), ("今后五年奋斗目标", "ahead"),
        ("下一步工作打算", "ahead"), ("第十五个五年规划纲要草案的说明", "ahead"),
        ("“十四五”时期发展成就和“十五五”时期目标任务", "mixed"), ("2025年工作总结和2026年工作计划", "mixed"),
        ("工作回顾与安排", "mixed"),
        ("培育壮大科技企业", ""), ("推动改革取得新成效", ""), ("——2026年1月26日在全市大会", ""),
    ],
)  # fmt: skip
def test_a_heading_says_which_way_it_looks(heading: str, expected: str) -> None:
    assert kind(heading_frame(heading, 2026)) == expected


@pytest.mark.parametrize(("now", "expected"), [(2024, "ahead"), (2025, "ahead"), (2026, "review"), (None, "ahead")])
def test_a_year_is_seen_from_the_documents_year(now: int | None, expected: str) -> None:
    assert kind(heading_frame("2025年重点工作", now)) == expected


@pytest.mark.parametrize(
    ("words", "expected", "long"),
    [
        ("过去一年,我们攻坚克难。", "review", False), ("五年来,我们坚持创新驱动。", "review", True),
        ("各位代表!2025年目标任务如期完成。", "review", False), ("——这五年,综合实力大幅跃升。", "review", True),
        ("“十四五”时期,全市研发投入持续增长。", "review", True),
        ("2026年,我们将重点做好以下工作:", "ahead", False), ("今年,重点抓好五项工作。", "ahead", False),
        ("在去年工作基础上,今年要抓好五件事。", "ahead", False),
        ("《“十五五”规划纲要(草案)》提出了主要指标。", "ahead", False),
        ("今年以来,新增企业20家。", "review", False), ("支持企业建设研发机构。", "", False),
        ("对2025年认定的企业给予奖励。", "review", False),
    ],
)  # fmt: skip
def test_first_words_say_which_way_a_paragraph_looks(words: str, expected: str, long: bool) -> None:
    frame = lead_frame(fold(words), 2026)
    assert (kind(frame), getattr(frame, "long", False)) == (expected, long)


def roles(lines: list[str]) -> dict[str, str]:
    return {p.text[:8]: p.role for p in document(lines, name="政府工作报告.txt").paragraphs}


def test_a_review_holds_over_its_sub_headings_and_ends_with_the_next_number() -> None:
    found = roles([
        "白鹭市2026年政府工作报告", SPOKEN, "一、创新发展取得新成效", "(一)大力培育科技企业",
        "组建产业研究院,出台扶持政策,开展对接活动。", "(二)重点任务推进有力", "全市专利授权量3200件,增长12%。",
        "二、一张蓝图绘到底", "(一)壮大创新主体", "支持企业建设研发机构,对首次认定的企业给予奖励。",
    ])  # fmt: skip
    assert found == {"组建产业研究院,": "practice", "全市专利授权量3": "achievement", "支持企业建设研发": "measure"}


def test_a_review_of_several_years_tells_results() -> None:
    found = roles([
        "白鹭市2026年政府工作报告", SPOKEN, "一、2025年工作和“十四五”发展回顾",
        "搭建成果转化平台,举办对接活动,完善服务体系。", "五年来,我们搭建平台,举办活动,完善体系。",
        "二、2026年重点工作", "建设中试基地,举办对接活动60场。",
    ])  # fmt: skip
    assert list(found.values()) == ["practice", "achievement", "measure"]


def test_under_a_heading_of_both_the_first_words_decide() -> None:
    found = roles([
        "白鹭市2026年政府工作报告", SPOKEN, "一、“十四五”时期发展成就和“十五五”时期目标任务",
        "过去五年,高新技术企业由300家增加到900家。", "“十五五”时期,要支持企业建设研发机构,设立投资基金。",
        "(一)建设创新平台", "支持高校建设重点实验室,完善开放共享机制。",
    ])  # fmt: skip
    assert list(found.values()) == ["achievement", "measure", "measure"]


def test_a_report_without_headings_has_a_frame() -> None:
    found = roles([
        "云岭区2024年政府工作报告", "——2024年1月10日在云岭区第五届人民代表大会第四次会议上",
        "过去一年,主要做了以下工作:", "培育创新主体。认定高新技术企业85家,组建产业技术研究院。",
        "2024年,我们将重点做好以下工作:", "培育创新主体。新增高新技术企业100家,支持企业建设研发机构。",
    ])  # fmt: skip
    assert list(found.values()) == ["front", "practice", "front", "measure"]


def test_a_plan_keeps_its_own_tasks_and_its_results() -> None:
    plan = document([
        "云岭市“十四五”科技创新规划", "2021年6月1日", "一、“十三五”时期工作情况", "(一)培育科技企业",
        "建立企业梯次培育机制,高新技术企业达到310家。", "二、重点任务", "(一)推动平台建设取得新突破",
        "支持企业建设重点实验室,完善开放共享机制。",
    ])  # fmt: skip
    assert [p.role for p in plan.paragraphs] == ["achievement", "measure"]


@pytest.mark.parametrize(
    ("last", "role"),
    [("让创新活力充分涌流,我们要久久为功。", "guiding"), ("对获奖团队给予奖励,我们要兑现承诺。", "measure")],
)
def test_thoughts_and_calls_at_the_edges_of_a_section_are_no_measures(last: str, role: str) -> None:
    long = "支持企业建设研发机构,完善科技金融服务,推动重点实验室提质增效,引进高层次人才团队,开展成果对接活动。"
    built = document([
        "白鹭市2026年政府工作报告", SPOKEN, "一、2026年重点工作", "(一)建设创新高地",
        "牢牢把握创新主动权,加快塑造发展新优势。", long, long.replace("企业", "高校"), last,
    ])  # fmt: skip
    assert [p.role for p in built.paragraphs] == ["guiding", "measure", "measure", role]
