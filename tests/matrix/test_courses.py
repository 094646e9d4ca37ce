"""Courses: how the measures of a row spread over the types from period to period."""

from __future__ import annotations

from dataclasses import replace

from compare.matrix.comparison import build_comparison
from compare.matrix.courses import Course, find_courses, proven_course
from compare.model import OTHER, Study
from tests.studies import counted_study, older_study, periods_study, small_study


def courses(study: Study) -> tuple[Course, ...]:
    return find_courses(study, build_comparison(study))


def test_counts_of_each_period_add_up_to_its_measures() -> None:
    (course,) = courses(periods_study({"2011-2015": (4, 2, 0, 1), "2016-2020": (3, 3, 2, 0), "2021-2025": (1, 0, 8, 1)}))
    assert (course.label, course.periods) == ("临江区", ("2011-2015", "2016-2020", "2021-2025"))
    assert dict(course.counts) == {"enterprise": (4, 3, 1), "incubator": (2, 3, 0), "talent": (0, 2, 8), OTHER: (1, 0, 1)}
    assert course.units == tuple(map(sum, zip(*course.counts.values(), strict=True))) == (7, 8, 10)
    assert course.shares("talent") == (0, 0.25, 0.8)


def test_a_row_of_one_period_has_no_course_nor_has_a_plan_after_a_scheme() -> None:
    assert courses(small_study()) == courses(counted_study({"甲区": (5, 0, 0, 0), "乙区": (0, 5, 0, 0)})) == ()


def test_a_period_with_few_measures_tells_no_share() -> None:
    (older,) = courses(older_study())
    assert older.units[0] == 2 and proven_course(older) is None
    (course,) = courses(periods_study({"2011-2015": (2, 0, 0, 0), "2016-2020": (5, 0, 0, 0), "2021-2025": (0, 5, 0, 0)}))
    kept = proven_course(course)
    assert kept and kept.periods == ("2016-2020", "2021-2025")
    assert kept.counts["enterprise"] == (5, 0) and kept.units == (5, 5)


def test_rows_that_are_periods_make_one_course() -> None:
    study = periods_study({"2016-2020": (3, 3, 2, 0), "2021-2025": (1, 0, 8, 1)})
    (course,) = courses(replace(study, settings=replace(study.settings, by="period")))
    assert (course.label, course.periods, course.units) == ("", ("2016-2020", "2021-2025"), (8, 10))
