"""Years in a sentence and what they are: the year of an aim, of a base, or just a year.

In: a folded sentence (cited titles blanked) and the year of the document. Out: `Year` values in text order.
Example: “由2020年72家增至2025年100家” → 2020 (base), 2025 (plain); “到“十五五”末” → 2030 (by).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from compare.chinese.calendar import read_period
from compare.chinese.numerals import read_number
from compare.coding.patterns import any_rule, cue, matched
from compare.lexicons import load
from compare.model import Metadata
from compare.rules import current

_TERMS = frozenset({0, 2})
"""years modulo five in which plans and terms of government end: in the first year of one, 今后五年 is all of it"""
_NUMERAL = re.compile("[0-9]+|[〇○零一二两三四五六七八九十]+")

YearKind = Literal["by", "plain", "base", "relative", "distant"]


class Year(NamedTuple):
    """A year named in a sentence."""

    start: int
    end: int
    value: int
    kind: YearKind
    """by: 到…年, …年底前; base: 比/较/由…年; relative: 今年, 三年内; distant: 2035年远景目标; plain: any other"""


def year_of_writing(metadata: Metadata) -> int | None:
    """The year that “今年” is in a document: that of 成文, else of publication, else the document's year.

    A plan for 2021-2025 that was issued in 2022 is of the year 2021 (`Metadata.year`) and says “今年” of 2022.
    """
    for name in ("issued", "published", "year"):
        if (value := metadata.value(name)[:4]).isdecimal():
            return int(value)
    return None


def period_end(metadata: Metadata) -> int | None:
    """The last year of the document's period, ``2021-2025`` → 2025."""
    last = metadata.value("period")[-4:]
    return int(last) if last.isdecimal() else None


def find_years(text: str, now: int | None, reviewed: int | None = None) -> list[Year]:
    """All years of a folded sentence; relative ones (今年, 三年内) need the document's year.

    `reviewed` is the year that a review tells of: its 全年 and 年末.
    """
    signs: str = load("quantities")["year_signs"]
    if not any(sign in text for sign in signs):
        return []
    pattern, rules = any_rule(current(), "years", "kind", signs)
    found = (_read(match, matched(match, rules).gives, now, reviewed) for match in pattern.finditer(text))
    return [year for year in found if year is not None]


def _read(match: re.Match[str], gives: Mapping[str, Any], now: int | None, reviewed: int | None) -> Year | None:
    """The year of a match, as its rule counts it; `reviewed` is what 全年 means."""
    counted_from = gives.get("from", "text")
    if counted_from == "text":
        value: int | None = _written(match.group()) + gives.get("offset", 0)
    elif now is None:
        return None
    elif counted_from == "now":
        value = reviewed or now if gives.get("reviewed") else now + gives["offset"]
    else:
        value = _ahead(match, now, gives.get("term", False))
    return None if value is None else Year(*match.span(), value, gives["kind"])


def _written(words: str) -> int:
    """The last number of the words: a year, or the last year of the five-year plan that it names."""
    number = _NUMERAL.findall(words)[-1]
    return int(read_period(number)[-4:] if number.startswith("十") else read_number(number) or 0)


def _ahead(match: re.Match[str], now: int, term: bool) -> int | None:
    """The year that lies some years ahead; None if they are counted to a year named before (到2035年,用13年时间).

    With `term`, five years in the first year of a plan or a term of government are all of it.
    """
    if term and cue("years", "reached_year").search(match.string, 0, match.start()):
        return None
    value = now + int(read_number(_NUMERAL.findall(match.group())[-1]) or 0)
    return value - 1 if term and value == now + 5 and (now + 4) % 5 in _TERMS else value
