"""The few words of a paragraph that stand for it in a cell, verbatim.

In: a paragraph's text and the span that must be shown. Out: an `Extract`, a span of at most `limit` characters, cut at
clause borders and never inside a number or a quoted title. What is known by its place is never searched again: of two
equal sums in a sentence one may be the condition of the other.
Example: “对通过认定的高新技术企业,给予一次性奖励20万元;重新认定的,给予10万元。” around 高新技术企业, at most 30
characters, gives “对通过认定的高新技术企业,给予一次性奖励20万元”.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from compare.lexicons import load
from compare.model import Coding, Intensity, Span

LIMIT = 60
"""characters of an extract: what a cell can show beside its figures"""
CUT = "……"
"""stands, outside the words of the text, where an extract cuts a clause"""

_NUMERAL = "零〇一二三四五六七八九十百千万亿两"
_BORDER = re.compile(r"[,，。;；:：!！?？\n]")
_STOPS = "。!！?？\n"
"""ends of sentences, beyond which an extract does not go"""
_TRIM = " \t\n\u3000,，;；:：、"
_BLANK = " \t\u3000"


@dataclass(frozen=True, slots=True)
class Extract:
    """Some words of a paragraph, and where they stand."""

    text: str
    """of the paragraph"""
    span: Span

    @property
    def words(self) -> str:
        """Verbatim."""
        return self.text[self.span.start : self.span.end]

    @property
    def marked(self) -> str:
        """The words with “……” where their clause goes on before or behind them."""
        before, behind = _cuts(self.text, *self.span) if self.words else (False, False)
        return f"{CUT if before else ''}{self.words}{CUT if behind else ''}"


def extract(text: str, span: Span, limit: int = LIMIT) -> Extract:
    """At most `limit` characters of `text` around `span`: whole clauses where they fit, the following ones first.

    What stands in another sentence is another measure, and its figures are not those of this one.
    Only a title that is itself longer than `limit` is cut.
    """
    borders, inside = _clauses(text)
    start = max(b for b in borders if b <= span.start)
    end = min((b for b in borders if b >= max(span.end, span.start + 1)), default=len(text))
    if _size(text, start, end) > limit:
        return _window(text, span, start, end, limit, inside)
    for border in (b for b in borders if b > end):
        if _size(text, start, border) > limit or text[end - 1] in _STOPS:
            break
        end = border
    for border in (b for b in reversed(borders) if b < start):
        if _size(text, border, end) > limit or text[start - 1] in _STOPS:
            break
        start = border
    return _trimmed(text, start, end)


@cache
def _whole() -> re.Pattern[str]:
    """What is never cut: titles, quotations, brackets, numbers with their unit, Latin words."""
    points = "|".join(load("units")["points"])
    return re.compile(
        r"《[^《》]*》|“[^“”]*”|「[^「」]*」|\([^()]*\)|（[^（）]*）|〔[^〔〕]*〕"
        r"|[A-Za-z0-9+]+(?:[.,，:∶/-]\d[A-Za-z0-9+]*)*"
        rf"(?:(?<=\d)\s*(?:{points}|[%‰％]|[{_NUMERAL}]*[\u4e00-\u9fff]{{0,2}}))?"
        rf"|[{_NUMERAL}]{{2,}}[\u4e00-\u9fff]"
    )


@lru_cache(maxsize=256)  # a text is quoted for several keywords and limits one after the other
def _clauses(text: str) -> tuple[list[int], set[int]]:
    """Where clauses begin and end, and the positions at which nothing may be cut."""
    inside = {i for m in _whole().finditer(text) for i in range(m.start() + 1, m.end())}
    return [0, *(m.end() for m in _BORDER.finditer(text) if m.end() not in inside), len(text)], inside


def _trimmed(text: str, start: int, end: int) -> Extract:
    """Without the marks and blanks at both ends."""
    words = text[start:end].lstrip(_TRIM)
    start = end - len(words)
    return Extract(text, Span(start, start + len(words.rstrip(_TRIM))))


def _size(text: str, start: int, end: int) -> int:
    return len(text[start:end].strip(_TRIM))


def _window(text: str, span: Span, start: int, end: int, limit: int, inside: set[int]) -> Extract:
    """A part of one long clause: from its beginning if the span is near, else from an item of its list, else the span.

    It ends behind an item of the list, the clause or the span, never inside a word that stands behind the span.
    """
    safe = [i for i in range(start, end + 1) if i not in inside]
    items = [i for i in safe if i > start and text[i - 1] == "、"]
    if span.end - start > limit:
        room = max(0, limit - (span.end - span.start))
        near = [i for i in items if span.start - room <= i <= span.start]
        start = min(near) if near else max(i for i in safe if i <= span.start)
    stops = [i for i in safe if start < i <= start + limit]
    whole = [i for i in (*items, end) if i in stops and i >= span.end]
    behind = [i for i in stops if i >= span.end]
    stop = max(whole) if whole else min(behind) if behind else max(stops, default=start + limit)
    return _trimmed(text, start, min(stop, len(text)))


def _cuts(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether the clause goes on before the start and behind the end."""
    before, behind = text[:start].rstrip(_BLANK), text[end:].lstrip(_BLANK)
    closed = bool(_BORDER.match(text[end - 1]))
    return (
        bool(before) and not _BORDER.match(before[-1]),
        bool(behind) and not _BORDER.match(behind[0]) and not closed,
    )


def own_spans(coding: Coding | None, subtype: str) -> list[Span]:
    """Where a coding's keywords of one sub-type stand: full ones before those in lists, the heaviest first."""
    own = [m for m in coding.matches if not m.rejected and m.keyword.measure_id == subtype] if coding else []
    return [m.span for m in sorted(own, key=lambda m: (bool(m.status), -m.keyword.points, m.span.start))]


def telling_span(coding: Coding | None, intensity: Intensity | None) -> Span:
    """What an extract is built around: the heaviest keyword that counts, else the cue of intensity, else the start."""
    accepted = [m for m in coding.matches if not m.rejected] if coding else []
    if accepted:
        return max(accepted, key=lambda m: (m.keyword.points, -m.span.start)).span
    return (intensity.span if intensity else None) or Span(0, 0)
