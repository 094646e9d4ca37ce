"""Dates and periods as people type them."""

from __future__ import annotations

from datetime import date as day

import pytest

from compare.chinese.calendar import last_day, read_date, read_period, with_arabic_years


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("2021-5-1", "2021-05-01"), ("2021年5月1日", "2021-05-01"), ("2021.12", "2021-12"), ("２０２４年", "2024"),
        ("二〇二一年五月一日", "2021-05-01"), ("二○二四年十二月二十日", "2024-12-20"), ("二O二四年", "2024"),
        ("2024-03-01 10:20:30", "2024-03-01"), ("20240301", "2024-03-01"),
        ("2021-02-30", ""), ("2021-13", ""),
        ("去年", ""), ("五月初", ""), ("0021-05-01", ""), ("20249999", ""), ("", ""),
    ],
)  # fmt: skip
def test_dates(typed: str, date: str) -> None:
    assert read_date(typed) == date


@pytest.mark.parametrize(
    ("typed", "last"),
    [
        ("2024-06-15", day(2024, 6, 15)), ("2024-06", day(2024, 6, 30)), ("2024-02", day(2024, 2, 29)),
        ("2024", day(2024, 12, 31)), ("长期", None), ("", None),
    ],
)  # fmt: skip
def test_a_month_and_a_year_end_with_their_last_day(typed: str, last: day | None) -> None:
    assert last_day(typed) == last


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("二〇一八年", "2018"), ("二零二一至二零二五", "2021-2025"), ("２０２１－２０２５年", "2021-2025"),
        ("2021年5月—2022年4月底", "2021-2022"), ("九五", "1996-2000"), ("“十四五”时期", "2021-2025"),
        ("十五", "2001-2005"),
        ("2025-2021", ""), ("五年", ""), ("2021-05-01", ""), ("十六五十", ""), ("", ""),
    ],
)  # fmt: skip
def test_periods(typed: str, period: str) -> None:
    assert read_period(typed) == period


def test_only_years_become_arabic() -> None:
    assert with_arabic_years("二〇二一年实施一二三四工程") == "2021年实施一二三四工程"
