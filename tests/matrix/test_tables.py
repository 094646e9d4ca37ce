"""Long table, likeness, tests and distinctive keywords."""

from __future__ import annotations

import pytest

from compare.matrix.frames import build_comparison
from compare.matrix.tables import find_distinctive, find_independence, find_likeness, find_profiles, long_rows
from tests.studies import small_study, wide_study


def test_long_rows_repeat_the_cells() -> None:
    comparison = build_comparison(small_study())
    rows = long_rows(comparison)
    assert [(r.row, r.column) for r in rows] == list(comparison.cells)
    first = rows[0]
    assert (first.n_primary, first.n_any, first.units, first.coverage, first.intensity) == (2, 2, 6, 1.0, 2.5)
    assert sum(r.n_primary for r in rows) == sum(row.units for row in comparison.rows)
    assert next(r for r in rows if r.column == "other").coverage is None


def test_profiles_are_hidden_below_the_guard() -> None:
    city, district, news = find_profiles(build_comparison(small_study()))
    assert city.hhi == pytest.approx(3 * (2 / 6) ** 2)
    assert district.hhi == pytest.approx((9 + 9 + 1) / 49)
    assert (news.hhi, news.evenness) == (None, None)


def test_like_districts_stand_together() -> None:
    likeness = find_likeness(build_comparison(wide_study(9)))
    order = [likeness.rows.index(key) for key in likeness.order]
    assert sorted(order) == list(range(9))
    assert all(likeness.cosine[i][i] == 1.0 for i in range(9))
    assert likeness.cosine[1][4] == likeness.cosine[4][1]
    small = find_likeness(build_comparison(small_study()))
    assert small.order[-1] == "望山区" and small.cosine[2][2] is None


def test_independence_is_tested_within_a_level_and_warned_about() -> None:
    assert find_independence(build_comparison(small_study())) == ()  # one row with measures on each level
    found = find_independence(build_comparison(wide_study(3)))
    assert [(f.level, len(f.rows), f.few) for f in found] == [("区", 3, True)]
    assert found[0].test.n == sum(r.units for r in build_comparison(wide_study(3)).rows)


def test_distinctive_keywords_count_paragraphs_of_peers() -> None:
    study = wide_study(3)
    comparison = build_comparison(study)
    found = find_distinctive(study, comparison)
    assert {f.row for f in found} == {"第1区", "第2区", "第3区"}
    for item in found:
        own = [e for e in comparison.evidence if e.row == item.row and e.layer == "measure"]
        keys = {
            e.paragraph_key
            for e in own
            if any(
                m.keyword.text == item.keyword
                for c in study.codings.get(e.paragraph_key, ())
                for m in c.matches
                if not m.rejected
            )
        }
        assert item.count == len(keys)
        assert item.p_adjusted >= (item.keyness.p or 0)
        assert item.count + item.peers_count >= 3
