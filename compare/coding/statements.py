"""Read the sentences of a paragraph that say something in numbers: once, for targets and amounts alike.

In: a document's paragraphs. Out: `Statement`s, the sentences that hold a quantity, a year or a ratio.
Example: “加快建设。到2027年,孵化器达到30家以上。” has one statement, its second sentence, with 30 家 and the year 2027.
The number grammar is slow; a paragraph in which no numeral stands before a unit is never read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TypeVar

from compare.chinese.heads import Finder
from compare.chinese.normalize import fold
from compare.coding.patterns import cue, expression, word_set
from compare.coding.quantities import HOLE, Quantity, counted, find_quantities, keep_capitals, mask, signs_of_figures
from compare.coding.years import Year, find_years, year_of_writing
from compare.model import Document, Paragraph, Span
from compare.rules import Book, current

_RATIO = re.compile(r"\d\s?[:\u2236]\s?\d")
_LAST_STOP = re.compile("(?s:.*)[,;:。]")
_TITLE = re.compile("《[^》]*》")


@dataclass(slots=True, kw_only=True)
class Statement:
    """A sentence with its numbers and years; all offsets count from the start of the paragraph."""

    start: int
    end: int
    role: str
    reported: bool
    """in a role that reports results"""
    supports: bool
    """a word of support stands somewhere in the paragraph"""
    text: str
    """the whole paragraph, folded but for capitals: names are cut from it"""
    masked: str
    """the whole paragraph, folded, without what is no quantity"""
    quantities: Sequence[Quantity]
    years: Sequence[Year]
    _tenses: dict[str, bool] = field(default_factory=dict)
    _clauses: dict[int, str] = field(default_factory=dict)

    def before(self, quantity: Quantity) -> str:
        """The masked words from the sentence's start to the number."""
        return self.masked[self.start : quantity.start]

    def clause(self, quantity: Quantity) -> str:
        """The masked words from the last stop to the number, years taken out."""
        found = self._clauses.get(quantity.start)
        if found is None:
            stop = _LAST_STOP.match(self.masked, self.start, quantity.start)
            words = self.masked[stop.end() if stop else self.start : quantity.start]
            found = self._clauses[quantity.start] = cue("years", "calendar_year").sub("", words)
        return found

    def after(self, quantity: Quantity) -> str:
        """The masked words from the number to the sentence's end."""
        return self.masked[quantity.end : self.end]

    def gap(self, quantity: Quantity) -> str:
        """The words from the number to the next one, else to the sentence's end."""
        for following in self.quantities:
            if following.start >= quantity.end:
                return self.text[quantity.end : following.start]
        return self.text[quantity.end : self.end]

    @property
    def future(self) -> bool:
        """Does it look ahead: 力争, 到2027年?"""
        return self._says("future")

    @property
    def past(self) -> bool:
        """Does it look back: 已, 累计已, 截至, or tell of a rank or an honour?"""
        return self._says("past") or self._says("standing")

    @property
    def surely_past(self) -> bool:
        """Does it look back by more than a rank (名列前茅), which can be aimed at as well?"""
        return self._says("past")

    @property
    def weakly_past(self) -> bool:
        """同比: past only if no year says otherwise."""
        return self._says("compared")

    def _says(self, tense: str) -> bool:
        if tense not in self._tenses:
            words = self.text[self.start : self.end]
            words = _TITLE.sub("", words) if "《" in words else words
            words = cue("masks", "started_from").sub("", words)
            self._tenses[tense] = _tense(current(), tense).search(words) is not None
        return self._tenses[tense]

    def of_year(self, year: Year | None) -> Statement:
        """The part that tells of one year, where the sentence tells of several: 去年达到180亿元,今年力争220亿元."""
        told = [y for y in self.years if y.kind not in ("base", "distant")] if len(self.years) > 1 else []
        if year not in told or len({y.value for y in told}) < 2:
            return self
        at = told.index(year)
        start = year.start if at else self.start
        end = next((y.start for y in told[at + 1 :] if y.value != year.value), self.end)
        return replace(self, start=start, end=end, years=[year], _tenses={}, _clauses={})

    @property
    def dated(self) -> bool:
        """Does it name a year to be reached (到2027年)?"""
        return bool(self.years) and any(year.kind == "by" for year in self.years)


@cache
def _tense(book: Book, tense: str) -> Finder:
    """What any of the rules finds that give the tense."""
    patterns = [rule.pattern for rule in book.topic("tenses").rules if rule.gives.get("tense") == tense]
    return Finder("|".join(f"(?:{pattern})" for pattern in patterns) or "(?!)")


class Statements:
    """The statements of a document; each paragraph is read when it is first asked for."""

    def __init__(self, document: Document) -> None:
        self._now = year_of_writing(document.metadata)
        self._read: dict[str, tuple[Statement, ...]] = {}

    def of(self, paragraph: Paragraph) -> tuple[Statement, ...]:
        """The sentences of a paragraph that hold a quantity, a year or a ratio."""
        found = self._read.get(paragraph.key)
        if found is None:
            found = self._read[paragraph.key] = read_statements(paragraph, self._now)
        return found


def read_statements(paragraph: Paragraph, now: int | None) -> tuple[Statement, ...]:
    """The statements of a paragraph, in order; `now`, the document's year, resolves 今年 and 三年内."""
    words, folded = paragraph.words, paragraph.words.folded
    figured, even = words.may(signs_of_figures(current())), words.may(expression("quantities", "even"))
    if not figured and not even:
        return ()
    numbered = figured and counted(current()).search(folded) is not None
    role = paragraph.role
    reported = role in word_set("targets", "roles", "reported")
    reviewed = _reviewed_year(paragraph, now) if reported and figured else None
    years = find_years(_untitled(folded), now, reviewed) if figured else []
    ratio = even or ((":" in folded or "\u2236" in folded) and _RATIO.search(folded) is not None)
    if not (numbered or years or ratio):
        return ()
    text, masked = keep_capitals(paragraph.text, folded), mask(folded)
    quantities = find_quantities(masked) if numbered else []
    spans = words.sentences
    ends = [span.end for span in spans]
    inside, dated = _by_sentence(quantities, ends), _by_sentence(years, ends)
    said = inside.keys() | dated.keys()
    if ratio:
        said |= {number for number, span in enumerate(spans) if _has_ratio(folded, span)}
    supports = words.may(expression("targets", "grant"))
    return tuple(
        Statement(
            start=spans[i].start,
            end=spans[i].end,
            role=role,
            reported=reported,
            supports=supports,
            text=text,
            masked=masked,
            quantities=inside.get(i, ()),
            years=dated.get(i, ()),
        )
        for i in sorted(said)
    )


def _has_ratio(folded: str, span: Span) -> bool:
    """Does the sentence match a sum in full (等额) or by a ratio (1:0.5)?"""
    parts = _RATIO, cue("quantities", "even")
    return any(part.search(folded, span.start, span.end) for part in parts)


def _reviewed_year(paragraph: Paragraph, now: int | None) -> int | None:
    """The year that a review tells of, by its headings: one that they name, else the one before the document's."""
    text = fold("\n".join(heading.text for heading in paragraph.headings))
    named = [year.value for year in find_years(text, None) if now is None or year.value <= now]
    if named:
        return max(named)
    return now - 1 if now is not None and cue("years", "review").search(text) else None


Item = TypeVar("Item", Quantity, Year)


def _by_sentence(items: Sequence[Item], ends: Sequence[int]) -> dict[int, list[Item]]:
    """The items by the number of the sentence that they begin in."""
    found: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        found[bisect_right(ends, item.start)].append(item)
    return found


def _untitled(folded: str) -> str:
    """Cited titles blanked: the year in 《2025年规划》 is none of the sentence."""
    return _TITLE.sub(lambda m: HOLE * len(m.group()), folded) if "《" in folded else folded
