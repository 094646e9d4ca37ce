"""The years that a document plans for or reports on.

In: title, genre, date of issue, the container's year, the text. Out: a `Fact` like ``2021-2025`` or ``2024``, or None.
Example: “某区科技创新“十四五”规划” → 2021-2025; “三年行动计划” issued in 2018 → 2018-2020. Years of cited titles and of
editions (2023年版, 2019年修订) are no period, nor is the time for which rules are in force.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compare.chinese.calendar import read_period, with_arabic_years
from compare.chinese.normalize import fold
from compare.chinese.numerals import read_number
from compare.documents.lines import Line
from compare.model import Fact, Origin
from compare.rules import rule

_PLANNING = ("plan", "excerpt", "action-plan", "work-plan", "unknown")
_PROSE = 40
"""characters from which a line is a paragraph, not a heading"""
_OPENING = 2
"""paragraphs in which a plan says for when it is"""


def find_period(
    title: Fact | None, facts: Mapping[str, Fact], issued: Fact | None, genre: str, lines: Sequence[Line]
) -> Fact | None:
    """Years of the title, else of the plan's span from its date, else the container's, else what a plan says itself."""
    text = with_arabic_years(fold(title.value)) if title else ""
    found = _in_title(text, title.origin if title else "body") or _span_from(text, issued) or facts.get("year")
    return found or (_said(lines) or _opening(lines) if genre in _PLANNING else None)


def _in_title(text: str, origin: Origin) -> Fact | None:
    if found := rule("periods", "years").finder.search(text):
        return _period(f"{found['first']}-{found['last']}", origin, found.group())
    if plan := _plan(text):
        return Fact(plan[0], origin, plan[1])
    year, carried_out = rule("periods", "year").finder, rule("periods", "carried_out").finder.search(text)
    found = year.search(text, carried_out.end() if carried_out else 0) or year.search(text)
    return Fact(found["year"], origin, found.group()) if found else None


def _period(text: str, origin: Origin, quote: str) -> Fact | None:
    """The period as a fact; None if it ends before it begins."""
    value = read_period(text)
    return Fact(value, origin, quote) if value else None


def _plan(text: str) -> tuple[str, str] | None:
    """The years of the five-year plan that a text names, and its words."""
    found = rule("periods", "plan").finder.search(text)
    if found is None:
        return None
    number = found["quoted"] or found["plain"] or found["named"] or f"{found['ordinal']}五"
    value = read_period(number)
    return (value, found.group()) if value else None


def _span_from(text: str, issued: Fact | None) -> Fact | None:
    """“三年行动计划” without years begins in the year in which it was issued."""
    span = rule("periods", "span").finder.search(text)
    if not span or not issued or not issued.value[:4].isdecimal():
        return None
    start = int(issued.value[:4])
    return Fact(f"{start}-{start + int(read_number(span['length']) or 1) - 1}", issued.origin, span.group())


def _said(lines: Sequence[Line]) -> Fact | None:
    """“规划期为2021年至2025年” in the text."""
    said, years = rule("periods", "said").expression, rule("periods", "years").finder
    for line in lines:
        found = said.search(line.words.folded) if line.mark == "body" and line.words.may(said) else None
        if found and (named := years.search(with_arabic_years(found["years"]))):
            return _period(f"{named['first']}-{named['last']}", "body", found.group()[-40:])
    return None


def _opening(lines: Sequence[Line]) -> Fact | None:
    """The five-year plan that the first paragraphs name (“十四五”时期,…)."""
    opening = [x for x in lines if x.mark == "body" and len(x.text) >= _PROSE][:_OPENING]
    for line in opening:
        found = rule("periods", "opening").finder.search(line.words.folded)
        if found and (plan := _plan(found.group())):
            return Fact(plan[0], "body", line.text[: found.end()][-40:])
    return None
