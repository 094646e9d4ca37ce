"""Read the sentences of a paragraph that say something in numbers: once, for targets and amounts alike.

In: a document's paragraphs. Out: `Statement`s, the sentences that hold a quantity, a year or a ratio.
Example: “加快建设。到2027年,孵化器达到30家以上。” has one statement, its second sentence, with 30 家 and the year 2027.
The number grammar is slow; a paragraph in which no numeral stands before a unit is never read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from compare.chinese.expressions import Expression
from compare.coding.patterns import cue, word_set
from compare.coding.quantities import FIGURE, HOLE, Quantity, counted, find_quantities, keep_capitals, mask
from compare.coding.years import Year, document_year, find_years
from compare.model import Document, Paragraph

_EVEN = Expression("等额")
"""what is matched in full needs no figure"""
_RATIO = re.compile(r"\d\s?[:\u2236]\s?\d|等额")
_STOP = re.compile("[,;:。]")
_YEAR = re.compile(r"20\d\d\s?年")
_TITLE = re.compile("《[^》]*》")


@dataclass(slots=True)
class Statement:
    """A sentence with its numbers and years; all offsets count from the start of the paragraph."""

    start: int
    end: int
    role: str
    text: str
    """the whole paragraph, folded but for capitals: names are cut from it"""
    masked: str
    """the whole paragraph, folded, without what is no quantity"""
    quantities: Sequence[Quantity]
    years: Sequence[Year]
    _tenses: dict[str, bool] = field(default_factory=dict)

    def before(self, quantity: Quantity) -> str:
        """The masked words from the sentence's start to the number."""
        return self.masked[self.start : quantity.start]

    def clause(self, quantity: Quantity) -> str:
        """The masked words from the last stop to the number, years taken out."""
        return _YEAR.sub("", _STOP.split(self.before(quantity))[-1])

    def after(self, quantity: Quantity) -> str:
        """The masked words from the number to the sentence's end."""
        return self.masked[quantity.end : self.end]

    @property
    def future(self) -> bool:
        """Does it look ahead: 力争, 到2027年?"""
        return self._says("future")

    @property
    def past(self) -> bool:
        """Does it look back: 已, 累计已, 截至?"""
        return self._says("past")

    @property
    def weakly_past(self) -> bool:
        """同比: past only if no year says otherwise."""
        return self._says("past_weak")

    def _says(self, tense: str) -> bool:
        if tense not in self._tenses:
            words = self.text[self.start : self.end]
            words = _TITLE.sub("", words) if "《" in words else words
            self._tenses[tense] = cue("targets", tense).search(words) is not None
        return self._tenses[tense]

    @property
    def reported(self) -> bool:
        """In a role that reports results."""
        return self.role in word_set("targets", "roles", "reported")

    @property
    def dated(self) -> bool:
        """Does it name a year to be reached (到2027年)?"""
        return any(year.kind == "by" for year in self.years)


class Statements:
    """The statements of a document; each paragraph is read when it is first asked for."""

    def __init__(self, document: Document) -> None:
        self._now = document_year(document.metadata)
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
    figured = words.may(FIGURE)
    if not figured and not words.may(_EVEN):
        return ()
    numbered = figured and counted().search(folded) is not None
    years = find_years(_untitled(folded), now) if figured else []
    ratio = (":" in folded or "\u2236" in folded or "等额" in folded) and _RATIO.search(folded) is not None
    if not (numbered or years or ratio):
        return ()
    text, masked = keep_capitals(paragraph.text, folded), mask(folded)
    quantities = find_quantities(masked) if numbered else []
    found: list[Statement] = []
    q = y = 0
    for span in words.sentences:
        first_q, first_y = q, y
        q, y = _behind(quantities, q, span.end), _behind(years, y, span.end)
        if q > first_q or y > first_y or (ratio and _RATIO.search(folded, span.start, span.end)):
            inside, dated = quantities[first_q:q], years[first_y:y]
            found.append(Statement(span.start, span.end, paragraph.role, text, masked, inside, dated))
    return tuple(found)


def _behind(items: Sequence[Quantity | Year], index: int, end: int) -> int:
    """The index of the first item that begins at `end` or later."""
    while index < len(items) and items[index].start < end:
        index += 1
    return index


def _untitled(folded: str) -> str:
    """Cited titles blanked: the year in 《2025年规划》 is none of the sentence."""
    return _TITLE.sub(lambda m: HOLE * len(m.group()), folded) if "《" in folded else folded
