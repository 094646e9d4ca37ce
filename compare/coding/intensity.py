"""Rate how binding a counted paragraph is (0–5) and name its policy instruments.

In: a paragraph with its types, amounts and targets. Out: `Intensity`, of all of it and of each type.
Example: “对新认定的孵化器给予50万元补助” → 5 (instrument, sum, condition), instruments (subsidy,);
“鼓励企业加大投入” → 1.
The scale is domain rule B4, adapted from the scoring of policy measures in 彭纪生, 仲为国, 孙文祥 (2008); the
instruments are D10.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from compare.chinese.heads import Finder
from compare.chinese.text import Text
from compare.coding.patterns import cue
from compare.kinds import POOLED
from compare.lexicons import load
from compare.model import Amount, Coding, Intensity, Paragraph, Span, Target
from compare.rules import Book, current

_NOTHING = Intensity(0, ())
Place = tuple[int, int, int]
"""number of a cue word, first character, behind the last"""


class Rating(NamedTuple):
    """How binding a paragraph is."""

    whole: Intensity
    types: dict[str, Intensity]
    """type id → what its own sentences say, for each assigned type that not all sentences speak of"""


def rate_intensity(
    paragraph: Paragraph, codings: Sequence[Coding], amounts: Sequence[Amount], targets: Sequence[Target]
) -> Rating:
    """The level and instruments of one paragraph and of its types, given what it promises and aims at.

    “引进领军人才。城镇新增就业60万人。” is no talent measure with a number. A sum granted in a sentence without a type
    belongs to the type before it: “支持孵化器建设。给予最高50万元补助。”
    """
    words = paragraph.words
    text = words.folded
    places = _scale(current()).automaton.find_matches_as_indexes(text, overlapping=True)
    reading = _Reading(words=words, text=text, places=places, amounts=amounts, targets=targets)
    everything = [Span(0, len(text))]
    whole = reading.rate(everything[0], everything)
    several = len(words.sentences) > 1 and any(coding.rank for coding in codings)
    return Rating(whole, dict(_rate_types(reading, codings)) if several else {})


def _rate_types(reading: _Reading, codings: Sequence[Coding]) -> Iterator[tuple[str, Intensity]]:
    whole = reading.words.sentences
    starts = [sentence.start for sentence in whole]
    granted = {bisect_right(starts, a.span.start) - 1 for a in reading.amounts if _is_granted(a)}
    held = {c.measure_id: _held(starts, c) for c in codings if c.rank or granted}
    free = sorted(granted - {0}.union(*held.values())) if granted else ()
    for coding in codings:
        if not coding.rank:
            continue
        own = held[coding.measure_id]
        for number in free:
            if number - 1 in own:
                own.add(number)
        if own and len(own) < len(whole):
            yield coding.measure_id, _strongest(reading, [whole[i] for i in sorted(own)])


def _held(starts: Sequence[int], coding: Coding) -> set[int]:
    """The numbers of the sentences in which the words of a coding begin."""
    return {bisect_right(starts, match.span.start) - 1 for match in coding.matches if not match.rejected}


def _strongest(reading: _Reading, chosen: Sequence[Span]) -> Intensity:
    """The highest level of the sentences, the instruments of all of them."""
    rated = [reading.rate(sentence, chosen) for sentence in chosen]
    if len(rated) == 1:
        return rated[0]
    best = max(rated, key=attrgetter("level"))
    instruments = dict.fromkeys(best.instruments)
    for rating in rated:
        instruments.update(dict.fromkeys(rating.instruments))
    return Intensity(best.level, tuple(instruments), best.span)


def _is_granted(amount: Amount) -> bool:
    return amount.kind not in POOLED


def _within(span: Span, stretch: Span) -> bool:
    return stretch.start <= span.start < stretch.end


@dataclass(slots=True, kw_only=True)
class _Reading:
    """What of a paragraph counts for its rating."""

    words: Text
    text: str
    """the words, folded"""
    places: Sequence[Place]
    """where the cue words stand, by their ends"""
    amounts: Sequence[Amount]
    targets: Sequence[Target]
    _plain: dict[tuple[int, int], Intensity] = field(default_factory=dict)
    """ratings of stretches without a sum: several types may hold a sentence"""

    def rate(self, stretch: Span, around: Sequence[Span]) -> Intensity:
        """The rating of a stretch of the text; the condition of a sum may stand in the sentences `around` it."""
        amounts = [a for a in self.amounts if _within(a.span, stretch)] if self.amounts else []
        for amount in amounts:
            if _is_granted(amount):
                level = 5 if self._bound(amount, around) else 4
                return Intensity(level, _instruments(self._cues(stretch)), amount.written)
        place = stretch.start, stretch.end
        if place not in self._plain:
            self._plain[place] = self._rate_plain(stretch, amounts)
        return self._plain[place]

    def _rate_plain(self, stretch: Span, amounts: Sequence[Amount]) -> Intensity:
        """The rating of a stretch in which no sum is granted."""
        first = self._cues(stretch)
        if not first and not amounts:
            return _NOTHING
        instruments = _instruments(first)
        concrete = self._concrete(first, stretch)
        numbered = amounts[0].written if amounts else self._aim(stretch) if concrete else None
        if numbered:
            return Intensity(4, instruments, numbered)
        if concrete:
            return Intensity(3, instruments, concrete)
        level, span = _urged(first)
        return Intensity(level, instruments, span)

    def _cues(self, stretch: Span) -> dict[int, int]:
        """Cue words of the stretch, each with its first place, in text order."""
        first: dict[int, int] = {}
        begin, end = stretch.start, stretch.end
        for number, start, _ in self.places:
            if begin <= start < end and number not in first:
                first[number] = start
        return first

    def _bound(self, granted: Amount, around: Sequence[Span]) -> bool:
        """Is the sum tied to a condition or a beneficiary?"""
        if granted.condition or granted.beneficiary:
            return True
        words = "".join(self.text[s.start : s.end] for s in around)
        return cue("intensity", "condition").search(words) is not None

    def _concrete(self, first: dict[int, int], stretch: Span) -> Span | None:
        """The first clause that names a concrete instrument to be set up, issued or run."""
        tried: set[Finder] = set()
        opened = _scale(current()).tools
        best: re.Match[str] | None = None
        for number, start in first.items():
            for tool in opened[number]:
                if tool in tried:
                    continue
                tried.add(tool)
                found = tool.search(self.text, start, stretch.end)
                if found and (best is None or found.start() < best.start()):
                    best = found
        return Span(*best.span()) if best else None

    def _aim(self, stretch: Span) -> Span | None:
        """The first figure that the stretch commits itself to."""
        for target in self.targets:
            if target.status != "achievement" and _within(target.span, stretch):
                return target.span
        return None


# --- cue words -------------------------------------------------------------------------------------------------


@dataclass(slots=True, kw_only=True)
class _Scale:
    """The cue words of the scale and of the instruments, each with its number, and what they point to."""

    automaton: Any
    words: list[str]
    levels: tuple[tuple[int, frozenset[int]], ...]
    """2: words of specific action; 1: words of exhortation"""
    tools: list[list[Finder]]
    """for each word the rules of the concrete instruments that it opens"""
    instruments: list[list[str]]
    """for each word the ids of the instruments that it names"""
    objects: list[list[str]]
    """for each word the ids of the instruments whose object it names"""


@cache
def _scale(book: Book) -> _Scale:
    """One automaton of its own: nearly every paragraph holds such words, and only counted paragraphs are rated."""
    import ahocorasick_rs

    scale, rows = load("intensity"), load("instruments")
    topic = book.topic("intensity")
    concrete = [rule for rule in topic.rules if "verbs" in rule.gives]
    tools = [(rule.finder, topic.list(rule.gives["verbs"]).split("|")) for rule in concrete]
    instruments = [(row["id"], row["cues"]) for row in rows]
    objects = [(row["id"], row.get("objects", ())) for row in rows]
    verbs = [word for _, found in tools for word in found]
    named = [word for _, found in (*instruments, *objects) for word in found]
    words = [*dict.fromkeys((*verbs, *scale["action"], *scale["exhortation"], *named))]
    levels = tuple(
        (level, frozenset(map(words.index, scale[name]))) for level, name in ((2, "action"), (1, "exhortation"))
    )
    return _Scale(
        automaton=ahocorasick_rs.AhoCorasick(words),
        words=words,
        levels=levels,
        tools=_table(words, tools),
        instruments=_table(words, instruments),
        objects=_table(words, objects),
    )


Use = TypeVar("Use")


def _table(words: Sequence[str], uses: Sequence[tuple[Use, Sequence[str]]]) -> list[list[Use]]:
    """For each word what it is used for."""
    return [[use for use, found in uses if word in found] for word in words]


@cache
def _needs_object() -> frozenset[str]:
    """Instruments whose verbs alone say nothing (建设 needs 平台, 中心 …)."""
    return frozenset(row["id"] for row in load("instruments") if "objects" in row)


def _urged(first: dict[int, int]) -> tuple[int, Span | None]:
    """2 or 1 with the first word of action or exhortation."""
    scale = _scale(current())
    for level, words in scale.levels:
        for number, start in first.items():
            if number in words:
                return level, Span(start, start + len(scale.words[number]))
    return 0, None


def _instruments(first: dict[int, int]) -> tuple[str, ...]:
    """Instruments found, the one with most cue words first, then by first place in the text."""
    scale = _scale(current())
    named, objects = scale.instruments, scale.objects
    found: dict[str, list[Any]] = {}
    lacking = set(_needs_object())
    for number, start in first.items():
        for id in named[number]:
            if id in found:
                found[id][0] -= 1
            else:
                found[id] = [-1, start, id]
        if objects[number]:
            lacking.difference_update(objects[number])
    return tuple([id for _, _, id in sorted(found.values()) if id not in lacking])
