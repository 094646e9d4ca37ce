"""Fold the name of an indicator to one standard name.

In: a name as written and its unit. Out: the row of lexicons/indicators.yaml that it falls under.
Example: 全社会研发经费占GDP比重 and R&D经费投入强度 are both 全社会研发投入占GDP比重.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from compare.chinese.normalize import fold
from compare.lexicons import load

_SHARES = ("%", "个百分点", "百分点", "‰")
_PEOPLE = ("人", "名", "位", "人次")
_MULTIPLE = "倍"


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of the table."""

    name: str
    unit: str
    """unit for comparison; empty = as written"""
    type: str
    """type of the default taxonomy it belongs to; empty if none"""
    pattern: re.Pattern[str]
    """finds the indicator in a folded name"""
    without: tuple[str, ...]
    """words that rule it out"""


@cache
def fold_indicator(written: str, unit: str) -> Indicator | None:
    """The row for a name and its unit, first match in file order; a share (%) is another indicator than a count."""
    plain = fold(written).replace(" ", "")
    for row in _rows_for("" if unit == _MULTIPLE else _measure_of(unit)):
        if row.pattern.search(plain) and not any(word in plain for word in row.without):
            return row
    return None


@cache
def _rows_for(measure: str) -> tuple[Indicator, ...]:
    """Rows measured in shares, sums, areas, people or counts; a multiple (翻一番) fits all that are no share."""
    rows = map(_row, load("indicators"))
    if measure:
        return tuple(row for row in rows if _measure_of(row.unit) == measure)
    return tuple(row for row in rows if row.unit not in _SHARES)


def _row(entry: dict[str, Any]) -> Indicator:
    names = "|".join(".*".join(map(re.escape, name.split("*"))) for name in entry["names"])
    return Indicator(
        entry["name"], entry.get("unit", ""), entry.get("type", ""), re.compile(names), tuple(entry.get("not", ()))
    )


def _measure_of(unit: str) -> str:
    if unit in _SHARES:
        return "share"
    if unit.removeprefix("万") in _PEOPLE:
        return "people"
    return "sum" if unit.endswith("元") else "area" if unit.endswith("米") else "count"
