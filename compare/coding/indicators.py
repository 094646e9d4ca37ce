"""Fold the name of an indicator to one standard name.

In: a name as written and its unit. Out: the row of lexicons/indicators.yaml that it falls under.
Example: 全社会研发经费占GDP比重 and R&D经费投入强度 are both 全社会研发投入占GDP比重.
The head noun must match to the end (高企服务站 is no 高企), a list of unlike heads folds to nothing, and what is newly
added (新增高企) is another indicator than the stock.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from compare.chinese.normalize import fold
from compare.coding.names import split_at, without_level
from compare.coding.patterns import cue, word_set
from compare.lexicons import load
from compare.rules import Book, current

_KEPT = 4096
"""names kept: the same indicators come again and again"""


@dataclass(frozen=True, slots=True, kw_only=True)
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
    whole: frozenset[str]
    """names that are too short to be found inside others: 经济"""
    levelled: bool
    """whether there is one of each level (省级), which then is part of the name"""

    @property
    def changes(self) -> bool:
        """Whether it is itself a rate of change: 研发投入增速."""
        nouns = load("targets")["growth_nouns"]
        return self.name.endswith((nouns["added"], *nouns["told"]))


def fold_indicator(written: str, unit: str, flow: bool = False, growth: bool = False) -> Indicator | None:
    """The row for a name and its unit, first match in file order; a share (%) is another indicator than a count.

    With `flow` the row of what is newly added: 新增专精特新企业 beside 专精特新企业数量; with `growth` that of the rate
    by which it grows: 技术合同成交额增速. The level stays in the name: 省级重点实验室数量.
    A difference in points (提高0.5个百分点) has none.
    """
    return _fold_indicator(current(), written, unit, flow, growth)


@lru_cache(_KEPT)
def _fold_indicator(book: Book, written: str, unit: str, flow: bool, growth: bool) -> Indicator | None:
    if unit in _units("points") or _scope(book, written):
        return None
    plain = _one_level(fold(written).replace(" ", ""))
    if unit in _units("shares"):
        return _find_rate(plain, unit) if growth or cue("targets", "growth_named").search(plain) else _find(plain, unit)
    found = _find(plain, unit)
    found = _of_level(found, plain) if found else None
    return _added(found) if found and flow else found


def _find_rate(plain: str, unit: str) -> Indicator | None:
    """The row of a rate of change; where none is written down, that of the magnitude which grows."""
    plain = cue("targets", "growth_named").sub("", plain)
    if rate := _find(plain, unit, changes=True):
        return rate
    level = _find(plain, "")
    if level is None:
        return None
    suffix: str = load("targets")["growth_nouns"]["added"]
    return replace(level, name=cue("targets", "stock_names").sub("", level.name) + suffix, unit=unit)


def _of_level(row: Indicator, plain: str) -> Indicator:
    """省级以上重点实验室 beside 重点实验室: figures of two levels are no two figures of one thing."""
    named = cue("targets", "level_named").search(plain) if row.levelled else None
    if named is None or cue("targets", "level_named").search(row.name):
        return row
    words = load("targets")
    level, sign, above = named.group().partition(words["level"])
    return replace(row, name=level + sign + (words["above"] if above else "") + row.name)


def why_not_folded(written: str, unit: str) -> str:
    """The flag of a name that a row would take but for its scope: composite, narrowed, or empty."""
    return _why_not_folded(current(), written, unit)


@lru_cache(_KEPT)
def _why_not_folded(book: Book, written: str, unit: str) -> str:
    why = _scope(book, written)
    if not why or unit in _units("points"):
        return ""
    plain = fold(written).replace(" ", "")
    return why if any(_find(name, unit) for name in (plain, *_members(plain))) else ""


@lru_cache(_KEPT)
def _scope(book: Book, written: str) -> str:
    """``composite``, ``narrowed`` or empty.

    Composite: the name lists unlike things (独角兽、小巨人企业); levels of one thing (国家级、省级孵化器) are alike.
    Narrowed: it holds for a part only (5亿元以上骨干企业, 省属国有企业).
    """
    plain = fold(written)
    *others, _ = _members(plain) or [""]
    if others and not word_set("targets", "levels").issuperset(others):
        return "composite"
    return "narrowed" if cue("targets", "narrowing").search(plain) else ""


def _one_level(plain: str) -> str:
    """国家级、省级孵化器 counted together are 孵化器."""
    members = _members(plain)
    return without_level(members[-1]) if len(members) > 1 else plain


def _members(plain: str) -> list[str]:
    whole = cue("targets", "joined_terms").sub("", plain)
    return [member for member in split_at(cue("targets", "listed_indicators"), whole) if member]


def _added(row: Indicator) -> Indicator:
    words = load("targets")
    if words["flow_prefix"] in row.name or _measure_of(row.unit) == "sum" or row.unit in _units("shares"):
        return row
    return replace(row, name=added_name(row.name)) if row.name.endswith(tuple(words["flow_nouns"])) else row


def added_name(name: str) -> str:
    """高新技术企业数量 → 新增高新技术企业: what is newly added, beside the stock."""
    prefix: str = load("targets")["flow_prefix"]
    return prefix + cue("targets", "stock_names").sub("", name)


def _find(plain: str, unit: str, changes: bool = False) -> Indicator | None:
    """The first row that fits; without a unit, or for a multiple (翻一番), of all that are no share."""
    multiple = unit in ("", load("quantities")["multiple"])
    automaton, rows, uses = _rows_for("" if multiple else _measure_of(unit))
    numbers = {
        number for word, _, _ in automaton.find_matches_as_indexes(plain, overlapping=True) for number in uses[word]
    }
    fitting = (rows[number] for number in sorted(numbers) if _names(rows[number], plain))
    return next((row for row in fitting if multiple or row.changes == changes), None)


def _names(row: Indicator, plain: str) -> bool:
    """Does the name hold one of the row's, with nothing but words of quantity behind it unless it is a share?"""
    if any(word in plain for word in row.without):
        return False
    if row.whole and cue("targets", "scope_opening").sub("", plain) in row.whole:
        return True
    if row.unit in _units("shares"):
        return row.pattern.search(plain) is not None
    tail = cue("targets", "head_tail")
    return any(tail.match(plain[found.end() :]) for found in row.pattern.finditer(plain))


@cache
def _rows_for(measure: str) -> tuple[Any, Sequence[Indicator], Sequence[Sequence[int]]]:
    """Rows measured in shares, sums, areas, people or counts; a multiple (翻一番) fits all that are no share.

    With them an automaton of the longest part of each name, and for each of its words the numbers of the rows that
    need it: a name holds such words of few rows.
    """
    import ahocorasick_rs

    read = [
        (_row(entry), {max(name.split("*"), key=len) for name in _all_names(entry)}) for entry in load("indicators")
    ]
    kept = [(row, parts) for row, parts in read if _measured(row, measure)]
    words = sorted({part for _, parts in kept for part in parts})
    uses = [[number for number, (_, parts) in enumerate(kept) if word in parts] for word in words]
    return ahocorasick_rs.AhoCorasick(words), [row for row, _ in kept], uses


def _measured(row: Indicator, measure: str) -> bool:
    return _measure_of(row.unit) == measure if measure else row.unit not in _units("shares")


def _all_names(entry: dict[str, Any]) -> list[str]:
    return [*entry.get("names", ()), *entry.get("whole", ())]


def _row(entry: dict[str, Any]) -> Indicator:
    names = [".*".join(map(re.escape, name.split("*"))) for name in entry.get("names", ())]
    return Indicator(
        name=entry["name"],
        unit=entry.get("unit", ""),
        type=entry.get("type", ""),
        pattern=re.compile("|".join(names) or "(?!)"),
        without=tuple(entry.get("not", ())),
        whole=frozenset(entry.get("whole", ())),
        levelled=entry.get("levels", True),
    )


def _measure_of(unit: str) -> str:
    if unit in _units("shares"):
        return "share"
    if unit.removeprefix("万") in _units("people"):
        return "people"
    ends = load("quantities")
    return "sum" if unit.endswith(ends["sum_end"]) else "area" if unit.endswith(ends["area_end"]) else "count"


def _units(measure: str) -> frozenset[str]:
    return word_set("quantities", measure)
