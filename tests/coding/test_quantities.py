"""Numbers with their units; both ends of a range, however its dash is written."""

from __future__ import annotations

import pytest

from compare.coding.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("培育3至5家企业", 3, 5, "家"),
        ("增长5%-5.5%左右", 5, 5.5, "%"),
        ("新增30 - 40家", 30, 40, "家"),
        ("新增30  -40家", 30, 40, "家"),
        ("投入1.5亿—2亿元", 1.5, 2, "亿元"),
        ("引进三至五名专家", 3, 5, "名"),
        ("从100余家至200家", 100, 200, "家"),
        ("提高5个百分点到6个百分点", 5, 6, "个百分点"),
        ("用电300万千瓦时~400万千瓦时", 300, 400, "万千瓦时"),
    ],
)
def test_both_ends_of_a_range(text: str, low: float, high: float, unit: str) -> None:
    (found,) = find_quantities(text)
    assert (found.value, found.value_to, found.unit) == (low, high, unit)


def test_a_word_of_reaching_makes_no_range() -> None:
    found = find_quantities("孵化器达到30家,众创空间增至5家")
    assert [(q.value, q.value_to) for q in found] == [(30, None), (5, None)]


@pytest.mark.parametrize(
    ("text", "value", "unit", "kind"),
    [
        ("余额翻番", 2, "倍", "doubling"), ("余额翻一番", 2, "倍", "doubling"), ("余额翻了两番", 4, "倍", "doubling"),
        ("余额翻三番", 8, "倍", "doubling"), ("数量倍增。", 2, "倍", "doubling"), ("服务全覆盖", 100, "%", "whole"),
        ("实现零的突破", 1, "", "first"),
    ],
)  # fmt: skip
def test_words_that_are_a_quantity(text: str, value: float, unit: str, kind: str) -> None:
    (found,) = find_quantities(text)
    assert (found.value, found.unit, found.kind) == (value, unit, kind)


@pytest.mark.parametrize("text", ["余额翻倍", "数量倍增计划", "健全覆盖城乡的网络"])
def test_words_that_look_like_a_quantity(text: str) -> None:
    assert find_quantities(text) == []
