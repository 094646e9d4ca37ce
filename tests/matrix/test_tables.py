"""Long table, profiles, likeness and tests of independence."""

from __future__ import annotations

from statistics import median

import pytest

from compare.matrix.comparison import build_comparison
from compare.matrix.statistics import fisher_exact
from compare.matrix.tables import find_independence, find_likeness, find_pairs, find_profiles, long_rows
from compare.model import OTHER
from tests.studies import counted_study, small_study, wide_study


def test_long_rows_repeat_the_cells() -> None:
    comparison = build_comparison(small_study())
    rows = long_rows(comparison)
    assert [(r.row, r.column) for r in rows] == list(comparison.cells)
    first = rows[0]
    assert (first.n_primary, first.n_any, first.units, first.coverage, first.intensity) == (2, 2, 6, 1.0, 2.5)
    assert sum(r.n_primary for r in rows) == sum(row.units for row in comparison.rows)
    assert next(r for r in rows if r.column == "other").coverage is None


def test_profiles_are_hidden_below_the_guard() -> None:
    study = small_study()
    city, district, news = find_profiles(study, build_comparison(study))
    assert city.hhi == pytest.approx(3 * (2 / 6) ** 2)
    assert district.hhi == pytest.approx((9 + 9 + 1) / 49)
    assert (news.hhi, news.evenness, news.intensity, news.hard, news.quantified) == (None,) * 5
    assert (news.covered, news.subtypes) == (0, 6)


def test_profiles_count_each_measure_once() -> None:
    study = small_study()
    comparison = build_comparison(study)
    district = find_profiles(study, comparison)[1]
    measures = [p for d in study.documents if d.district == "临江区" for p in d.paragraphs if p.role == "measure"]
    levels = [study.intensities[p.key].level for p in measures]
    stated = {t.paragraph_key for t in study.targets if t.status == "target"} | {a.paragraph_key for a in study.amounts}
    assert district.intensity == median(levels)
    assert district.hard == sum(level >= 3 for level in levels) / len(levels)
    assert district.quantified == sum(p.key in stated for p in measures) / len(measures) == 3 / 7
    assert district.other == comparison.cells["临江区", OTHER].share


def test_profiles_do_not_depend_on_the_other_rows() -> None:
    few, many = wide_study(3), wide_study(30)
    alone = find_profiles(few, build_comparison(few))
    assert alone == find_profiles(many, build_comparison(many))[:3]


def test_like_districts_stand_together() -> None:
    likeness = find_likeness(build_comparison(wide_study(9)))
    order = [likeness.rows.index(key) for key in likeness.order]
    assert sorted(order) == list(range(9))
    assert all(likeness.cosine[i][i] == pytest.approx(1.0) for i in range(9))
    assert likeness.cosine[1][4] == likeness.cosine[4][1]
    small = find_likeness(build_comparison(small_study()))
    assert small.order[-1] == "望山区" and small.cosine[2][2] is None


def test_likeness_leaves_out_what_belongs_to_no_type_and_rows_without_a_profile() -> None:
    table = {"第1区": (3, 4, 0, 90), "第2区": (0, 3, 4, 90), "第3区": (4, 0, 0, 90)}
    likeness = find_likeness(build_comparison(counted_study(table)))
    assert likeness.cosine[0][1] == pytest.approx(12 / 25)
    assert [line[2] for line in likeness.cosine] == [line[2] for line in likeness.jaccard] == [None] * 3
    assert likeness.order[-1] == "第3区"


def test_pairs_are_of_one_level_and_the_most_alike_first() -> None:
    comparison = build_comparison(wide_study(9))
    likeness = find_likeness(comparison)
    found = find_pairs(comparison, likeness)
    assert len(found) == 36
    assert [p.cosine for p in found] == sorted((p.cosine for p in found), reverse=True)
    place = {key: i for i, key in enumerate(likeness.rows)}
    assert all(p.cosine == likeness.cosine[place[p.first]][place[p.second]] for p in found)
    mixed = build_comparison(small_study())
    assert find_pairs(mixed, find_likeness(mixed)) == ()  # a city and its district are no pair


def test_independence_is_tested_within_a_level_and_warned_about() -> None:
    assert find_independence(build_comparison(small_study())) == ()  # one row with measures on each level
    found = find_independence(build_comparison(wide_study(3)))
    assert [(f.level, len(f.rows), f.few) for f in found] == [("区", 3, ("small", "rows"))]
    assert found[0].test.n == sum(r.units for r in build_comparison(wide_study(3)).rows)


def test_independence_with_enough_cases_is_read() -> None:
    table = {f"第{i}区": (20, 20, 10, 10) for i in range(1, 5)} | {"第5区": (40, 20, 10, 10)}
    (found,) = find_independence(build_comparison(counted_study(table)))
    assert (found.few, found.fisher) == ((), None)
    assert (found.test.n, found.test.df) == (320, 12)
    flat = [p for line in found.holm for p in line]
    assert len(flat) == 20
    assert all(0 <= b <= h <= 1 for b, h in zip([p for line in found.bh for p in line], flat, strict=True))
    strongest = max(range(20), key=lambda i: abs(found.test.standardised[i // 4][i % 4]))
    assert min(flat) == flat[strongest]


def test_a_small_table_of_two_by_two_has_fishers_test() -> None:
    (found,) = find_independence(build_comparison(counted_study({"甲区": (6, 0, 0, 1), "乙区": (1, 0, 0, 7)})))
    assert found.few == ("small", "rows")
    assert found.fisher == fisher_exact(6, 1, 1, 7)
    assert find_independence(build_comparison(wide_study(2)))[0].fisher is None
