"""Formulas against R, quanteda and textbook values, to six decimals."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.matrix.similarity import average_linkage, cluster_order, cosine, jaccard
from compare.matrix.statistics import (
    benjamini_hochberg,
    chi2_p,
    chi_square,
    entropy,
    fisher_exact,
    herfindahl,
    holm,
    keyness,
    location_quotient,
)

SMALL = [[12, 5], [30, 60]]
LARGE = [[12, 5, 3], [4, 9, 7], [2, 2, 10]]
tables = st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=2, max_size=5)


def near(value: float, digits: int = 6) -> object:
    return pytest.approx(value, abs=10**-digits)


def test_two_by_two_with_yates() -> None:
    test = chi_square(SMALL, correct=True)
    assert test is not None
    assert (test.statistic, test.p) == (near(6.8339, 4), near(0.008944))
    assert test.standardised[0] == (near(2.884959), near(-2.884959))
    assert test.df == 1
    assert fisher_exact(12, 5, 30, 60) == near(0.006041733, 9)


def test_three_by_three() -> None:
    test = chi_square(LARGE)
    assert test is not None
    assert (test.statistic, test.df) == (near(16.82464, 5), 4)
    assert test.residuals[0] == (near(2.065591), near(-0.3803629), near(-1.619385))
    assert test.standardised[0] == (near(3.188214), near(-0.5714268), near(-2.5719642))
    assert test.cramers_v == near(math.sqrt(16.82464 / (54 * 2)))
    assert test.smallest == near(14 * 16 / 54)


def test_location_quotients() -> None:
    columns, total = [sum(c) for c in zip(*LARGE, strict=True)], sum(map(sum, LARGE))
    found = [[location_quotient(n, sum(row), columns[j], total) for j, n in enumerate(row)] for row in LARGE]
    assert found[0] == [near(1.8), near(0.84375), near(0.405)]
    assert found[1] == [near(0.6), near(1.51875), near(0.945)]
    assert found[2] == [near(0.4285714), near(0.4821429), near(1.928571)]


@pytest.mark.parametrize("counts", [(0, 0, 3, 9), (0, 5, 0, 9)])
def test_quotient_is_undefined_without_a_margin(counts: tuple[int, int, int, int]) -> None:
    assert location_quotient(*counts) is None


def test_corrections_for_many_tests() -> None:
    p = [0.001, 0.01, 0.03, 0.04, 0.2]
    assert benjamini_hochberg(p) == [near(x) for x in (0.005, 0.025, 0.05, 0.05, 0.2)]
    assert holm(p) == [near(x) for x in (0.005, 0.04, 0.09, 0.09, 0.2)]
    assert benjamini_hochberg(p[::-1]) == benjamini_hochberg(p)[::-1]
    assert holm([0.6, 0.9]) == [1.0, 1.0]


@pytest.mark.parametrize(
    ("x", "df", "p"), [(3.841458821, 1, 0.05), (9.487729037, 4, 0.05), (0.2, 6, 0.999849), (60, 3, 5.88e-13)]
)
def test_tail_of_chi_square(x: float, df: int, p: float) -> None:
    assert chi2_p(x, df) == pytest.approx(p, rel=1e-3)


def test_keyness_is_signed_and_uncorrected_where_quanteda_is() -> None:
    more, less = keyness(12, 17, 30, 90), keyness(5, 17, 60, 90)
    plain = chi_square(SMALL)
    assert plain is not None
    assert (more.chi2, less.chi2) == (near(plain.statistic), near(-plain.statistic))
    assert more.g2 == near(-(less.g2 or 0))
    assert more.log_ratio == near(math.log2(12 / 17) - math.log2(30 / 90))


def test_keyness_corrects_only_small_expectations_with_a_wide_gap() -> None:
    # N = 20, ad − bc = 18 ≥ 10, smallest expected count 0.5: (18 − 10)² · 20 / (1·19·10·10)
    assert keyness(1, 10, 0, 10).chi2 == near(0.0)  # ad − bc = 10 = N/2
    assert keyness(3, 10, 0, 10).chi2 == near(20 * (30 - 10) ** 2 / (3 * 17 * 10 * 10))
    assert keyness(0, 10, 3, 10).chi2 == near(-20 * (30 - 10) ** 2 / (3 * 17 * 10 * 10))
    assert keyness(0, 10, 0, 10).chi2 is None


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12), st.integers(0, 12))
def test_fisher_agrees_with_counting_tables(a: int, b: int, c: int, d: int) -> None:
    row, column, n = a + b, a + c, a + b + c + d
    found = fisher_exact(a, b, c, d)
    if 0 in (row, column, n - row, n - column):
        assert found is None
        return
    ways = [math.comb(column, k) * math.comb(n - column, row - k) for k in range(row + 1)]
    assert found == pytest.approx(sum(w for w in ways if w <= ways[a] * (1 + 1e-7)) / math.comb(n, row), abs=1e-9)


@given(tables)
def test_empty_rows_and_columns_change_nothing(table: list[list[int]]) -> None:
    wider = [[*row, 0] for row in table] + [[0, 0, 0, 0]]
    assert chi_square(table) == chi_square(wider)


def test_concentration() -> None:
    assert (herfindahl([5, 5]), entropy([5, 5])) == (near(0.5), near(1.0))
    assert (herfindahl([7, 0, 0]), entropy([7, 0, 0])) == (1.0, 0.0)
    assert (herfindahl([0, 0]), entropy([0, 0]), entropy([4])) == (None, None, None)


def test_similarity() -> None:
    assert cosine([3, 0, 4], [3, 0, 4]) == 1.0
    assert cosine([1, 0], [0, 2]) == 0.0
    assert cosine([0, 0], [1, 2]) is None
    assert jaccard({"a", "b"}, {"b", "c"}) == near(1 / 3)
    assert jaccard(set(), set()) is None


def test_clusters_stand_together_and_blanks_last() -> None:
    profiles = [[9, 1], [1, 9], [0, 0], [8, 1], [1, 7]]
    matrix = [[cosine(a, b) for b in profiles] for a in profiles]
    assert cluster_order(matrix, average_linkage(matrix)) == [0, 3, 1, 4, 2]


def test_the_tree_joins_the_likest_first_by_the_mean_of_all_pairs() -> None:
    matrix = [[1.0, 0.9, None, 0.5, 0.1], [0.9, 1.0, None, 0.3, 0.3], [None] * 5, [0.5, 0.3, None, 1.0, 0.2],
              [0.1, 0.3, None, 0.2, 1.0]]  # fmt: skip
    tree = average_linkage(matrix)
    assert [(m.branch, m.left, m.right) for m in tree] == [(5, 0, 1), (6, 5, 3), (7, 6, 4)]
    assert [m.similarity for m in tree] == [near(0.9), near(0.4), near(0.2)]
    assert average_linkage([[None, None], [None, None]]) == average_linkage([[1.0]]) == ()


@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), max_size=9))
def test_order_is_a_permutation_and_merges_the_likest_first(profiles: list[list[int]]) -> None:
    matrix = [[cosine(a, b) for b in profiles] for a in profiles]
    order = cluster_order(matrix, average_linkage(matrix))
    assert sorted(order) == list(range(len(profiles)))
    pairs = [
        (matrix[i][j] or 0, -i, -j)
        for i in range(len(matrix))
        for j in range(i + 1, len(matrix))
        if matrix[i][j] is not None
    ]
    if pairs:
        _, i, j = max(pairs)
        if sum((matrix[-i][k] or 0) == (matrix[-i][-j] or 0) for k in range(len(matrix)) if k != -i) == 1:
            assert abs(order.index(-i) - order.index(-j)) == 1
