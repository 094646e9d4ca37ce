"""Find the frame of a report or plan: where it looks back, and where it says what is to be done.

In: the draft paragraphs of a document with their headings, genre and year. Out: a `Frame` for each paragraph, or
None where nothing tells.
Example: in a report of 2026 all below “一、2025年工作回顾” looks back, the sub-heading “大力培育科技企业” too; all
below “二、2026年重点工作” looks ahead; under “发展成就和目标任务” each paragraph says by its first words (过去五年,
“十五五”时期).
A heading holds for what is below it; the first words of a paragraph hold up to the next such words or heading. A time
(a year, a five-year plan, 今后五年) outweighs words (成效, 任务). Words stand under ``frames`` of lexicons/roles.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, NamedTuple

from compare import lexicons
from compare.chinese.calendar import read_period, with_arabic_years
from compare.chinese.normalize import fold
from compare.chinese.sentences import first_sentence
from compare.documents.structure import Draft
from compare.model import Heading

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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    genres: frozenset[str]
    led: frozenset[str]
    time: re.Pattern[str]
    several: re.Pattern[str]
    address: re.Pattern[str]
    back: re.Pattern[str]
    back_surely: re.Pattern[str]
    tasks: re.Pattern[str]
    wanted: re.Pattern[str]
    intended: re.Pattern[str]
    done: re.Pattern[str]


@cache
def _words() -> _Words:
    data = lexicons.load("roles")["frames"]
    time = "|".join(
        [
            r"(?P<year>20\d\d)年(?:度|全年)?(?P<since>以来|来)?(?!\d{1,2}月)",
            r"[“\"]?(?P<plan>十[一二三四五六七]五)[”\"]?(?P<gone>以来)?",
            r"第(?P<nth>十[一二三四五六七])个五年",
            *(f"(?P<{side}>{words})" for side, words in data["times"].items()),
        ]
    )
    patterns = {name: re.compile(data[name]) for name in _Words.__slots__ if name not in ("genres", "led", "time")}
    return _Words(genres=frozenset(data["genres"]), led=frozenset(data["led"]), time=re.compile(time), **patterns)


def find_frames(drafts: Sequence[Draft], genre: str, now: int | None) -> list[Frame | None]:
    """The frame of every draft, in order; `now` is the document's year, None where it is not known."""
    if genre not in _words().genres:
        return [None] * len(drafts)
    reader = _Reader(genre in _words().led, now)
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
    folded, words = with_arabic_years(fold(text)), _words()
    times = list(_times(folded, now))
    sides = {time.side for time in times}
    surely, back = words.back_surely.search(folded), words.back.search(folded)
    if sides == {"now"} and surely:
        return _review(times, surely.group())
    if "behind" in sides:
        return Frame("mixed", folded[:24], timed=True) if sides & {"now", "ahead"} else _review(times, "")
    if times:
        return Frame("ahead", times[0].words, timed=True)
    tasks = words.tasks.search(folded)
    back = back if back and not words.wanted.search(folded) else None
    if surely and tasks and surely.start() < tasks.start():
        return Frame("mixed", folded[:24])
    found = surely or back
    return Frame("review", found.group()) if found else Frame("ahead", tasks.group()) if tasks else None


def lead_frame(folded: str, now: int | None) -> Frame | None:
    """The frame that the first words of a paragraph open (“过去一年,…”, “2026年,我们将…”); None for most."""
    words = _words()
    start = address.end() if (address := words.address.match(folded)) else 0
    lead = with_arabic_years(folded[start : start + first_sentence(folded[start : start + 2 * _LEAD]).end][:_LEAD])
    times = list(_times(lead, now))
    if not times or (times[0].start > _AT_ONCE and times[0].side != "ahead"):
        return None
    intended, done = words.intended.search(lead), words.done.search(lead)
    first = next((time for time in times[1:] if time.side != "behind" and intended), times[0])
    if first.side == "behind":
        return _review([first], first.words)
    if intended or first.side == "ahead":
        return Frame("ahead", first.words, timed=True)
    return _review([first], first.words) if done else None


def _review(times: Sequence[_Time], cue: str) -> Frame:
    """A review; it is long if all its times are periods of several years."""
    return Frame("review", cue or times[0].words, timed=True, long=min(time.years for time in times) >= _LONG)


def _times(folded: str, now: int | None) -> Iterator[_Time]:
    """The times named, in order, each beside the document's year; without it only words like 今后 tell."""
    for match in _words().time.finditer(folded):
        told = next((side for side in ("behind", "now", "ahead") if match[side]), None)
        if told:
            years = 5 if _words().several.search(match.group()) else 1
            yield _Time(match.start(), match.group(), told, years)  # type: ignore[arg-type]
            continue
        if match["since"] or match["gone"]:
            yield _Time(match.start(), match.group(), "behind", 5 if match["gone"] else 1)
        elif now is not None:
            plan = match["plan"] or (f"{match['nth']}五" if match["nth"] else "")
            first, *_, last = [int(year) for year in (read_period(plan) or match["year"]).split("-")] * 2
            side: Side = "behind" if last < now else "ahead" if first > now or (plan and first == now) else "now"
            yield _Time(match.start(), match.group(), side, last - first + 1)
