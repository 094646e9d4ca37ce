"""Find the frame of a report or plan: where it looks back, and where it says what is to be done.

In: the draft paragraphs of a document with their headings, genre and year. Out: a `Frame` for each paragraph, or
None where nothing tells.
Example: in a report of 2026 all below “一、2025年工作回顾” looks back, the sub-heading “大力培育科技企业” too; all
below “二、2026年重点工作” looks ahead; under “发展成就和目标任务” each paragraph says by its first words (过去五年,
“十五五”时期).
A heading holds for what is below it; the first words of a paragraph hold up to the next such words or heading. A time
(a year, a five-year plan, 今后五年) outweighs words (成效, 任务). The words stand in rules/frames.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, NamedTuple

from compare.chinese.calendar import read_period, with_arabic_years
from compare.chinese.heads import Finder
from compare.chinese.normalize import fold
from compare.chinese.sentences import first_sentence
from compare.documents.structure import Draft
from compare.model import Heading
from compare.rules import Book, Rule, current, rule

Side = Literal["behind", "now", "ahead"]

_LEAD = 60
"""characters of a paragraph's first sentence that are asked for a time"""
_AT_ONCE = 24
"""characters within which the time must begin that places a paragraph"""
_LONG = 2
"""years from which a review tells of a period: results, no longer single actions"""


@dataclass(frozen=True, slots=True)
class Frame:
    """Which way a stretch of a document looks, and what says so."""

    kind: Literal["review", "ahead", "mixed"]
    cue: str
    timed: bool = False
    """a time says so, not only words like 成效 or 任务"""
    long: bool = False
    """a review of several years"""
    heading: str = ""
    """the heading that opened it, or below which first words did"""


class _Time(NamedTuple):
    """A year, a plan period or a word like 今后 in a heading or a first sentence."""

    start: int
    words: str
    side: Side
    years: int


_GENRES = frozenset({"report", "plan", "action-plan", "work-plan", "opinions", "excerpt", "draft"})
"""kinds of document that have a frame"""
_LED = frozenset({"report"})
"""those in which bare words (成效, 任务) in a heading and first words (“过去一年”, “今后五年”) tell of it as well"""


@cache
def _sides(book: Book) -> dict[str, Rule]:
    """The rules for times without a year, by name."""
    return {rule.name: rule for rule in book.topic("frames").rules if "side" in rule.gives}


@cache
def _time(book: Book) -> Finder:
    """All times in one pattern; what stands first in the file goes first where two begin at the same place."""
    rules = (rule for rule in book.topic("frames").rules if rule.name in _YEARS or "side" in rule.gives)
    return Finder("|".join(f"(?P<{rule.name}>{rule.pattern})" for rule in rules))


_YEARS = frozenset({"calendar_year", "five_year_plan", "nth_five_years"})
"""the rules for times that are compared with the document's year"""


def find_frames(drafts: Sequence[Draft], genre: str, now: int | None) -> list[Frame | None]:
    """The frame of every draft, in order; `now` is the document's year, None where it is not known."""
    if genre not in _GENRES:
        return [None] * len(drafts)
    reader = _Reader(genre in _LED, now)
    return [reader.frame_of(draft) for draft in drafts]


class _Reader:
    """Goes through the paragraphs of one document and keeps the frame that is open."""

    def __init__(self, led: bool, now: int | None) -> None:
        self._led = led
        self._now = now
        self._chapter: Heading | None = None
        """the outermost heading that is open"""
        self._opened: Frame | None = None
        """the frame that it, or an un-numbered chapter before it, opened"""
        self._said: tuple[Frame | None, Frame] | None = None
        """the frame of the headings under which first words opened another one, and that one"""

    def frame_of(self, draft: Draft) -> Frame | None:
        """The frame of the next paragraph."""
        frame = self._of_headings(draft.headings)
        return self._of_first_words(draft, frame) if self._led else frame

    def _of_headings(self, headings: Sequence[Heading]) -> Frame | None:
        chapter = headings[0] if headings else None
        if chapter != self._chapter:
            told = self._tell(chapter) if chapter else None
            if told or not _goes_on(self._chapter, chapter):
                self._opened = told
            self._chapter = chapter
        frame = self._opened
        for heading in headings[1:]:
            told = self._tell(heading)
            if told and _turns(frame, told):
                frame = told
        return frame

    def _tell(self, heading: Heading) -> Frame | None:
        told = heading_frame(heading.text, self._now)
        return replace(told, heading=heading.text) if told and (told.timed or self._led) else None

    def _of_first_words(self, draft: Draft, frame: Frame | None) -> Frame | None:
        """What the first words say: it holds from here on, but a look back in a plan is of one paragraph."""
        told = lead_frame(draft.rest, self._now)
        if told and frame:
            told = replace(told, heading=frame.heading)
        if told and frame and frame.kind == "ahead":
            return told if told.kind == "review" else frame
        if told:
            self._said = (frame, told)
        return self._said[1] if self._said and self._said[0] == frame else frame


def _goes_on(before: Heading | None, after: Heading | None) -> bool:
    """Un-numbered headings follow one another without showing which is above which: the frame stays open."""
    return before is not None and after is not None and not before.label and not after.label


def _turns(frame: Frame | None, told: Frame) -> bool:
    """Whether a heading opens a frame of its own below one that is open: against it only with a time."""
    return frame is None or frame.kind == "mixed" or told.timed


def heading_frame(text: str, now: int | None) -> Frame | None:
    """The frame that a heading opens; None if it says nothing of time, results or tasks."""
    folded = with_arabic_years(fold(text))
    times = list(_times(folded, now))
    sides = {time.side for time in times}
    surely = _found("back_surely", folded)
    if sides == {"now"} and surely:
        return _review(times, surely.group())
    if "behind" in sides:
        return Frame("mixed", folded[:24], timed=True) if sides & {"now", "ahead"} else _review(times, "")
    if times:
        return Frame("ahead", times[0].words, timed=True)
    tasks = _found("tasks", folded)
    if surely and tasks and surely.start() < tasks.start():
        return Frame("mixed", folded[:24])
    found = surely or (None if _found("wanted", folded) else _found("back", folded))
    return Frame("review", found.group()) if found else Frame("ahead", tasks.group()) if tasks else None


def lead_frame(folded: str, now: int | None) -> Frame | None:
    """The frame that the first words of a paragraph open (“过去一年,…”, “2026年,我们将…”); None for most."""
    start = _behind_address(folded)
    lead = with_arabic_years(folded[start : start + first_sentence(folded[start : start + 2 * _LEAD]).end][:_LEAD])
    times = list(_times(lead, now))
    if not times or (times[0].start > _AT_ONCE and times[0].side != "ahead"):
        return None
    intended, done = _found("intended", lead), _found("done", lead)
    first = next((time for time in times[1:] if time.side != "behind" and intended), times[0])
    if first.side == "behind":
        return _review([first], first.words)
    if intended or first.side == "ahead":
        return Frame("ahead", first.words, timed=True)
    return _review([first], first.words) if done else None


def _review(times: Sequence[_Time], cue: str) -> Frame:
    """A review; it is long if all its times are periods of several years."""
    return Frame("review", cue or times[0].words, timed=True, long=min(time.years for time in times) >= _LONG)


def _found(name: str, folded: str) -> re.Match[str] | None:
    return rule("frames", name).finder.search(folded)


def _behind_address(folded: str) -> int:
    """Where a paragraph begins behind “各位代表!”, “——”, “一是”."""
    address, start = rule("frames", "address").finder, 0
    while found := address.match(folded, start):
        start = found.end()
    return start


def _times(folded: str, now: int | None) -> Iterator[_Time]:
    """The times named, in order, each beside the document's year; without it only words like 今后 tell."""
    book = current()
    for match in _time(book).finditer(folded):
        said = {name: words for name, words in match.groupdict().items() if words}
        told = next((rule.gives for name, rule in _sides(book).items() if name in said), None)
        if told:
            yield _Time(match.start(), match.group(), told["side"], told["years"])
        elif "since" in said or "gone" in said:
            yield _Time(match.start(), match.group(), "behind", 5 if "gone" in said else 1)
        elif now is not None:
            yield _dated(match, said, now)


def _dated(match: re.Match[str], said: Mapping[str, str], now: int) -> _Time:
    """A year or a five-year plan, seen from the document's year."""
    plan = said.get("plan") or (f"{said['nth']}五" if "nth" in said else "")
    first, *_, last = [int(year) for year in (read_period(plan) or said["year"]).split("-")] * 2
    side: Side = "behind" if last < now else "ahead" if first > now or (plan and first == now) else "now"
    return _Time(match.start(), match.group(), side, last - first + 1)
