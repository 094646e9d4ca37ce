"""Dates and periods as people type them, in arabic or Chinese numerals.

In: “2021年5月1日”, “二〇二一—二〇二五年”, “十四五”. Out: ISO dates (of a year, a month or a day) and periods
(``2021-2025``); an empty string for what is none. Example: ``read_period("“十四五”时期")`` → ``2021-2025``.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date

from compare import lexicons
from compare.chinese.numerals import read_number

_FIRST, _LAST = 1949, 2099
"""years that a policy can speak of"""
_HAN_YEAR = re.compile("(?:一九|二[〇○零OoＯ0])[〇○零OoＯ一二三四五六七八九0]{2}(?![十百千万])")
"""with what a keyboard gives for 〇; 1900 to 2099"""
_WORDS = lexicons.load("calendar")
_Y, _M, _D = _WORDS["year"], _WORDS["month"], _WORDS["day"]
_HAN_PART = re.compile(f"[一二三四五六七八九十]{{1,3}}(?=[{_M}{_D}])")
_DAY = rf"[-/.{_M}]\s*(\d{{1,2}})[{_D}]?(?:[ T]\d{{1,2}}:\d\d(?::\d\d)?)?"
_DATE = re.compile(rf"(\d{{4}})(?:{_Y}|[-/.{_Y}]\s*(\d{{1,2}})(?:{_M}|{_DAY})?)?|(\d{{4}})(\d\d)(\d\d)")
_YEAR = rf"(\d{{4}})\s*(?:[{_Y}.]\s*(?:\d{{1,2}}\s*{_M})?\s*(?:\d{{1,2}}\s*[{_D}])?\s*[{_WORDS['part']}]?)?\s*"
_SPAN = re.compile(rf"{_YEAR}(?:[-－—–―~～〜,，、{_WORDS['until']}]\s*)+{_YEAR}")
_ONE_YEAR = re.compile(rf"(\d{{4}})\s*{_Y}?\s*{_WORDS['whole']}?")
_PLAN = re.compile(rf"[“\"']?(十[一二三四五六七]?五|[八九]五)[”\"']?(?:{'|'.join(_WORDS['period'])})*")
_BEFORE_FIRST_PLAN = 1951
"""the n-th five-year plan begins in 1951 + 5 n: the eleventh in 2006, the fourteenth in 2021"""


def read_date(text: str) -> str:
    """The date as ``2021-05-01``, ``2021-05`` or ``2021``; empty if the text is no date of the calendar."""
    found = _DATE.fullmatch(_arabic(text))
    if found is None:
        return ""
    parts = [int(part) for part in found.groups() if part]
    try:
        date(*([*parts, 1, 1])[:3])
    except ValueError:
        return ""
    return "-".join(str(part).zfill(2) for part in parts) if _FIRST <= parts[0] <= _LAST else ""


def last_day(text: str) -> date | None:
    """The day with which a day, a month or a year ends: ``2024-06`` → 30 June 2024; None for what is no date."""
    parts = [int(part) for part in read_date(text).split("-") if part]
    if not parts:
        return None
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])


def read_period(text: str) -> str:
    """The years of a period, ``2021-2025`` or ``2018``; empty if the text is none or ends before it begins."""
    if plan := _PLAN.fullmatch(text.strip()):
        first = _BEFORE_FIRST_PLAN + 5 * int(read_number(plan[1][:-1]) or 0)
        return f"{first}-{first + 4}"
    typed = _arabic(text)
    found = _SPAN.fullmatch(typed) or _ONE_YEAR.fullmatch(typed)
    years = [int(year) for year in found.groups()] if found else []
    if not years or years != sorted(years) or not _FIRST <= years[0] <= years[-1] <= _LAST:
        return ""
    return "-".join(str(year) for year in dict.fromkeys(years))


def with_arabic_years(text: str) -> str:
    """The text with 二〇二一 as 2021, as long as before; what is no digit in a year (the letter O) is a zero."""
    return _HAN_YEAR.sub(lambda m: "".join(str(int(read_number(c) or 0)) for c in m.group()), text)


def _arabic(text: str) -> str:
    """The text with half-width digits, and its Chinese years, months and days in them."""
    text = "".join(unicodedata.normalize("NFKC", c) if c.isdecimal() else c for c in text.strip())
    text = with_arabic_years(text)
    return _HAN_PART.sub(lambda m: str(int(read_number(m.group()) or 0)), text)
