"""Every form of numbering of domain rule C1, and what only looks like one."""

from __future__ import annotations

import pytest

from compare.documents.numbering import RANK, find_label, han_ordinal, starts_run_in_item


@pytest.mark.parametrize(
    ("line", "kind", "text", "number", "rest"),
    [
        ("第一编 总论", "part", "第一编", 1, "总论"),
        ("第二章 创新主体", "chapter", "第二章", 2, "创新主体"),
        ("第12章 保障", "chapter", "第12章", 12, "保障"),
        ("第三节 人才", "section", "第三节", 3, "人才"),
        ("第二十一条 对首次认定的企业给予奖励。", "article", "第二十一条", 21, "对首次认定的企业给予奖励。"),
        ("第8条【平台建设】支持", "article", "第8条", 8, "【平台建设】支持"),
        ("三、重点任务", "han", "三、", 3, "重点任务"),
        ("十二、保障措施", "han", "十二、", 12, "保障措施"),
        ("（二）培育企业", "paren", "（二）", 2, "培育企业"),
        ("(十)引进人才", "paren", "(十)", 10, "引进人才"),
        ("1.认定奖励", "digit", "1.", 1, "认定奖励"),
        ("2、服务", "digit", "2、", 2, "服务"),
        ("３．引进", "digit", "３．", 3, "引进"),
        ("4 完善服务", "digit", "4", 4, "完善服务"),
        ("3.2 培育企业", "decimal", "3.2", 2, "培育企业"),
        ("3.2.1建设平台", "subdecimal", "3.2.1", 1, "建设平台"),
        ("４．１．２、引进人才", "subdecimal", "４．１．２、", 2, "引进人才"),
        ("(3)贴息。", "paren-digit", "(3)", 3, "贴息。"),
        ("（302）推行“一码通办”", "paren-digit", "（302）", 302, "推行“一码通办”"),
        ("５）补助", "paren-digit", "５）", 5, "补助"),
        ("②建设平台", "circled", "②", 2, "建设平台"),
        ("● 搭建平台", "bullet", "●", None, "搭建平台"),
        ("——创新能力增强。", "bullet", "——", None, "创新能力增强。"),
        ("--创新能力增强。", "bullet", "--", None, "创新能力增强。"),
    ],
)
def test_labels(line: str, kind: str, text: str, number: int | None, rest: str) -> None:
    label = find_label(line)
    assert label is not None
    assert (label.kind, label.text, label.number, label.rest) == (kind, text, number, rest)


@pytest.mark.parametrize(
    "line",
    [
        "1.5亿元基金已设立", "2.59亿元", "2.5 万人", "12.31前完成", "3.5倍增长", "0.6 公顷用地",
        "2025年建成", "12月底前完成", "30%的企业", "10家孵化器", "5G应用推广",
        "一是加强对接", "第一,建设平台", "第三产业占比提高", "第一批名单", "第五条例外情形", "第二章程修订",
        "十四五规划", "三城联动",
        "一批企业", "支持企业", "", "“三区”联动", "—", "●",
    ],
)  # fmt: skip
def test_numbers_and_ordinals_that_are_no_labels(line: str) -> None:
    assert find_label(line) is None


def test_ranks_run_from_part_to_bullet() -> None:
    kinds = [
        "part", "chapter", "section", "article", "han", "paren", "digit", "decimal", "subdecimal", "paren-digit",
        "circled", "bullet",
    ]  # fmt: skip
    assert sorted(RANK, key=RANK.__getitem__) == kinds


@pytest.mark.parametrize("line", ["一是加强对接。", "二要完善机制,", "第三,建设平台", "其一完善制度", "第一、建设平台"])
def test_run_in_items(line: str) -> None:
    assert starts_run_in_item(line)


@pytest.mark.parametrize("line", ["统一是前提", "一体化发展", "第三产业发展", "十分重要", "二次创业"])
def test_words_that_begin_like_run_in_items(line: str) -> None:
    assert not starts_run_in_item(line)


@pytest.mark.parametrize(
    ("text", "value"),
    [("一", 1), ("十", 10), ("十五", 15), ("二十", 20), ("二十三", 23), ("一百零五", 105), ("三百二十", 320)],
)
def test_chinese_ordinals(text: str, value: int) -> None:
    assert han_ordinal(text) == value
