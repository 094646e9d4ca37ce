"""Coefficients against published values; a lookalike formula fails here."""

from __future__ import annotations

import pytest

from compare.review.agreement import (
    Metric,
    alpha_interval,
    cohen_kappa,
    krippendorff_alpha,
    label_tables,
    percent_agreement,
)

FIRST = ["孵化器", "人才", "人才", "无", "金融", "平台", "无", "人才", "孵化器", "无", "金融", "转化"]
SECOND = ["孵化器", "人才", "平台", "无", "金融", "平台", "无", "无", "孵化器", "无", "转化", "转化"]
FOUR = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
"""Krippendorff 2011, section D"""


def sets(codes: str) -> list[frozenset[str] | None]:
    """“孵 人,金 - 缺” → {孵}, {人, 金}, no type, not coded."""
    return [None if c == "缺" else frozenset() if c == "-" else frozenset(c.split(",")) for c in codes.split()]


MULTI = [
    sets("孵 人,金 人 - 金 平 孵,平 转"),
    sets("孵 人 人 - 金,人 平 孵 转"),
    sets("孵 人,金 平 - 缺 平 孵,平 金"),
]


@pytest.mark.parametrize(
    ("metric", "value"), [("nominal", 0.743421), ("ordinal", 0.815388), ("interval", 0.849107), ("ratio", 0.797403)]
)
def test_four_coders_with_gaps(metric: Metric, value: float) -> None:
    assert krippendorff_alpha(FOUR, metric) == pytest.approx(value, abs=1e-6)


@pytest.mark.parametrize(("metric", "value"), [("masi", 0.597561), ("jaccard", 0.639344)])
def test_sets_of_labels(metric: Metric, value: float) -> None:
    assert krippendorff_alpha(MULTI, metric) == pytest.approx(value, abs=1e-6)


@pytest.mark.parametrize(
    ("first", "second", "alpha"),
    [("0100000010", "1110010000", 0.0952), ("aabbdcccedda", "babbbccceddd", 0.6920)],
)
def test_two_coders(first: str, second: str, alpha: float) -> None:
    assert krippendorff_alpha([list(first), list(second)]) == pytest.approx(alpha, abs=5e-5)


def test_kappa_of_a_paragraph_coding() -> None:
    assert cohen_kappa(FIRST, SECOND) == pytest.approx(0.697479, abs=1e-6)
    assert krippendorff_alpha([FIRST, SECOND]) == pytest.approx(0.705128, abs=1e-6)
    assert percent_agreement(FIRST, SECOND) == 9 / 12


def test_kappa_of_each_label_with_its_counts() -> None:
    tables = label_tables([{x} for x in FIRST], [{x} for x in SECOND], ["人才", "孵化器", "平台", "无"])
    assert [t.kappa for t in tables] == [pytest.approx(x, abs=1e-6) for x in (0.428571, 1.0, 0.625, 0.8)]
    talent = tables[0]
    assert (talent.both, talent.first_only, talent.second_only, talent.neither) == (1, 2, 0, 9)


def test_half_overlap_is_not_what_a_known_faulty_formula_says() -> None:
    # characters 0–9 and 5–14 of 24 coded: po 14/24, pe (10·10 + 14·14)/24²
    first, second = [i < 10 for i in range(24)], [5 <= i < 15 for i in range(24)]
    assert cohen_kappa(first, second) == pytest.approx((14 / 24 - 296 / 576) / (1 - 296 / 576))


def test_chance_gives_zero_and_one_label_is_undefined() -> None:
    assert cohen_kappa([1, 1, 0, 0], [1, 0, 1, 0]) == 0.0
    for same in (["无"] * 5, [frozenset({"人"})] * 5):
        assert cohen_kappa(same, same) is None
        assert krippendorff_alpha([same, same], "nominal") is None
        assert alpha_interval([same, same]) is None
    assert cohen_kappa([None, 1], [1, None]) is None
    assert krippendorff_alpha([[None, 1], [1, None]]) is None
    assert label_tables([set()], [set()], ["人才"])[0].kappa is None


def test_interval_holds_the_estimate_and_repeats() -> None:
    found = alpha_interval(FOUR, draws=200)
    assert found is not None and found[0] < 0.743421 < found[1]
    assert found == alpha_interval(FOUR, draws=200)
