"""Years in a sentence and what they are: the year of an aim, of a base, or just a year.

In: a folded sentence (cited titles blanked) and the year of the document. Out: `Year` values in text order.
Example: “由2020年72家增至2025年100家” → 2020 (base), 2025 (plain); “到“十五五”末” → 2030 (by).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from compare.chinese.numerals import read_number
from compare.model import Metadata

_PLANS = {"十一五": 2010, "十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}
_DIGITS = "二〇○零一三四五六七八九"

_BASIS = re.compile("[^,。;]{0,24}?基础上")
_BASIS_REACH = 26
"""characters behind a year within which the words end"""

_OPENING = re.compile("(?:时期)?的?(?:开好局|开局|开门红|起好步|起步|良好开端|首年|第一年)")
"""what makes “十五五” its first year"""
_SPANNED = re.compile(rf"(?:20\d\d|二[{_DIGITS}]{{3}})年[,、]?$")
"""a year that the years counted from another reach: 到2035年,用13年时间"""
_TERMS = frozenset({0, 2})
"""years modulo five in which plans and terms of government end: in the first year of one, 今后五年 is all of it"""

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
    if "年" not in text and "五" not in text:
        return []
    based = "基础上" in text
    return [year for match in _pattern().finditer(text) if (year := _read(match, now, based, reviewed)) is not None]


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?=[到至截力比较由从自以在\s\d二“\"十今本全年当明去上用利未一两三四五六七八九])(?P<pre>到|至|截至|截止到?|力争|比|较|由|从|自|以|在)?\s?(?:"
        rf"(?:20\d\d\s?年?\s?[-—~至到]{{1,2}}\s?)?(?P<year>20\d\d|二[{_DIGITS}]{{3}})\s?年(?P<post>底前|末前|底|末|以?前|远景|基本实现|目标|的(?=\s?[\d一二两三四五六七八九十.]+\s?倍))?"
        r"|[“\"]?(?P<plan>十[一二三四五六]五)[”\"]?(?P<planpost>期?末|规划?末|末期|收官)?"
        r"|(?:(?P<this>今年|本年度)|(?P<whole>全年|年内|年底|年末|当年))前?"
        r"|(?P<next>明年)"
        r"|(?P<last>去年|上年|上一年)"
        r"|(?:用|利用|未来|今后)\s?(?P<within>[一二两三四五六七八九十]|\d{1,2})\s?年"
        r"|(?P<inside>[一二两三四五六七八九十]|\d{1,2})\s?年(?:左右)?(?:时间)?(?:之?内|以内)"
        r")"
    )


def _read(match: re.Match[str], now: int | None, based: bool, reviewed: int | None) -> Year | None:
    """The year of a match; `based` says that 基础上 stands somewhere in the text, `reviewed` which year 全年 is."""
    group = match.groupdict()
    base = based and _BASIS.match(match.string, match.end(), match.end() + _BASIS_REACH) is not None
    if digits := group["year"]:
        value = int(digits) if digits.isdecimal() else int(read_number(digits) or 0)
        return Year(*match.span(), value, "base" if base else _kind(group["pre"], group["post"]))
    if group["plan"] and _OPENING.match(match.string, match.end()):
        return Year(*match.span(), _PLANS[group["plan"]] - 4, "plain")
    if group["plan"]:
        return Year(*match.span(), _PLANS[group["plan"]], "base" if base else _kind(group["pre"], group["planpost"]))
    if now is None:
        return None
    if group["last"]:
        return Year(*match.span(), now - 1, "base" if group["pre"] else "plain")
    if group["within"] and _SPANNED.search(match.string, 0, match.start()):
        return None
    ahead = group["within"] or group["inside"]
    if not ahead:
        value = now + 1 if group["next"] else reviewed or now if group["whole"] else now
    else:
        value = now + int(read_number(ahead) or 0)
        if group["within"] and value == now + 5 and (now + 4) % 5 in _TERMS:
            value -= 1
    return Year(*match.span(), value, "relative")


def _kind(before: str | None, after: str | None) -> YearKind:
    if after == "的" or before in ("比", "较", "由", "从", "自", "以"):
        return "base"
    if after in ("远景", "目标") or (after == "基本实现" and before not in ("到", "至")):
        return "distant"
    if (after and after[0] in "底末以前期") or before in ("到", "至", "力争"):
        return "by"
    return "plain"
