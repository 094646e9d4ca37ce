"""A text in fragments is said to be so and not counted; short whole paragraphs are no fragments."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.documents.fragments import is_unread, unread_first, worst_first
from compare.documents.manifest import ManifestEntry, read_manifest
from compare.model import Block, Flag
from tests.documents.drafting import BODY, document, flags

TITLE = "某区促进科技创新若干措施"
CELLS = [
    "重点任务",
    "推进企业研发机构建",
    "设，梳理公共服务",
    "某区科技局",
    "区财政局",
    "2025年底",
    "孵化载体建",
    "设与运营管理",
    "某区工信局",
    "持续推进",
]
TORN = CELLS + CELLS[1:]
LABELS = [
    f"{label} {name}{label[:2]}"
    for name in ("研发", "孵化", "贷款", "人才")
    for label in ("经办科室", "办件类型", "收费标准", "网办深度")
]
NUMBERED = [f"{n}.{name}：奖励{n}0万元" for n, name in enumerate(("瞪羚企业", "众创空间", "孵化器") * 4, 1)]
ITEMS = ["一、支持企业。对下列企业给予奖励：", *[f"●国家级{n}类企业奖励{n}0万元" for n in range(1, 9)]]
IMPERATIVE = [f"{verb}{what}" for verb in ("支持", "鼓励", "推进") for what in ("孵化器建设", "企业上市", "人才引进")]
CHARGED = [
    line for n in "甲乙丙丁戊" for line in (f"支持{n}类企业。", f"牵头单位：{n}局", f"责任单位：各{n}镇，区{n}局")
]
SUMS = [
    line
    for n, part in zip("一二三四", ("企业", "平台", "人才", "成果"), strict=True)
    for line in (
        f"{n}、{part}类",
        f"省级{part}项目首次立项奖励30万元人民币",
        f"市级{part}项目按投入25%补助，最高80万元封顶",
        f"{part}项目带头人每人每月津贴二千元，连续三年",
        f"{part}服务机构年度补助20万元整",
    )
]
FORMS = [("一", "某区研发补助申请表"), ("二", "某区载体认定申报表"), ("三", "某区人才奖励汇总表")]
NOTICE = [
    *("各镇人民政府、区直各单位：", "现印发给你们，请遵照执行。", "附件："),
    *(f"附件{n}：{form}" for n, form in FORMS),
    *("某区科技局", "2024年5月6日"),
    *(line for n, form in FORMS for line in (f"附件{n}", form)),
    *(TITLE, "第一条 支持企业研发", "第二条 支持载体建设，对新认定的孵化器给予奖励。"),
]
ROWS = [Block(f"{n}\t高新技术企业\t{n}00\t家", kind="row") for n in range(1, 13)]


@pytest.mark.parametrize("lines", [TORN, LABELS])
def test_fragments_are_flagged_first_and_left_out(lines: list[str]) -> None:
    found = document([TITLE, *lines])
    assert found.flags[0].code == "layout_lost" and found.flags[0].severity == "bad"
    assert (found.included, found.grade) == (False, "E")


@pytest.mark.parametrize("lines", [ITEMS, IMPERATIVE, CHARGED, ROWS, SUMS, NOTICE, [BODY] * 9, CELLS[:4]])
def test_short_whole_paragraphs_are_no_fragments(lines: list[str | Block]) -> None:
    found = document([TITLE, *lines])
    assert found.included and not {"layout_lost", "layout_doubtful"} & set(flags(found))


def test_a_short_document_is_flagged_and_stays() -> None:
    found = document([TITLE, *CELLS])
    assert found.included and "layout_doubtful" in flags(found) and "layout_lost" not in flags(found)


def test_a_list_of_short_numbered_measures_is_no_layout_lost() -> None:
    assert "layout_lost" not in flags(document([TITLE, *NUMBERED]))


def test_the_analyst_has_the_last_word(tmp_path: Path) -> None:
    path = tmp_path / "corpus.yaml"
    path.write_text("- {file: a.txt, include: true}\n- {file: b.txt}\n- {file: c.txt, 纳入: 否}\n", encoding="utf-8")
    entries = read_manifest(path).entries
    assert [document([TITLE, *TORN], entries[f"{name}.txt"]).included for name in "abc"] == [True, False, False]
    assert "layout_lost" in flags(document([TITLE, *TORN], entries["a.txt"]))
    assert not document([TITLE, BODY], ManifestEntry("a.txt", include=False)).included


def test_a_document_without_paragraphs_is_no_whole_text() -> None:
    found = document(TITLE)
    assert (found.paragraphs, found.grade, found.included) == ((), "E", False)
    assert is_unread(found) and found.flags[0].code == "no_paragraphs"


def test_order() -> None:
    good, lost = document([TITLE, BODY]), document([TITLE, *TORN])
    assert unread_first([good, lost, good]) == [lost, good, good]
    flag, bad = Flag("draft", "warn"), Flag("layout_lost", "bad")
    assert worst_first([flag, flag, bad]) == (bad, flag, flag)
