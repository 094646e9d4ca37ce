"""The few words of a paragraph that stand for it in a cell, verbatim.

In: a paragraph's text and the span that must be shown. Out: a slice of that text, at most `limit` characters, cut at
clause borders and never inside a number or a quoted title.
Example: “对通过认定的高新技术企业,给予一次性奖励20万元;重新认定的,给予10万元。” around 高新技术企业, at most 30
characters, gives “对通过认定的高新技术企业,给予一次性奖励20万元”.
"""

from __future__ import annotations

import re

from compare.model import Coding, Intensity, Span

LIMIT = 60
"""characters of an extract: what a cell can show beside its figures"""

_NUMERAL = "零〇一二三四五六七八九十百千万亿两"
_WHOLE = re.compile(
    r"《[^《》]*》|“[^“”]*”|「[^「」]*」|\([^()]*\)|（[^（）]*）"
    r"|[A-Za-z0-9+]+(?:[.,，:∶/-]\d[A-Za-z0-9+]*)*"
    rf"(?:(?<=\d)\s*(?:个百分点|[%‰％]|[{_NUMERAL}]*[\u4e00-\u9fff]{{0,2}}))?"
    rf"|[{_NUMERAL}]{{2,}}[\u4e00-\u9fff]"
)
"""what is never cut: titles, quotations, brackets, numbers with their unit, Latin words"""
_BORDER = re.compile(r"[,，。;；:：!！?？\n]")
_TRIM = " \t\n\u3000,，;；:：、"


def extract(text: str, span: Span, limit: int = LIMIT) -> str:
    """At most `limit` characters of `text` around `span`: whole clauses where they fit, the following ones first.

    Only a title that is itself longer than `limit` is cut.
    """
    whole = [(m.start(), m.end()) for m in _WHOLE.finditer(text)]
    inside = {i for start, end in whole for i in range(start + 1, end)}
    borders = [0, *(m.end() for m in _BORDER.finditer(text) if m.end() not in inside), len(text)]
    start = max(b for b in borders if b <= span.start)
    end = min((b for b in borders if b >= max(span.end, span.start + 1)), default=len(text))
    if _size(text, start, end) > limit:
        return _window(text, span, start, end, limit, inside)
    for border in (b for b in borders if b > end):
        if _size(text, start, border) > limit:
            break
        end = border
    for border in (b for b in reversed(borders) if b < start):
        if _size(text, border, end) > limit:
            break
        start = border
    return text[start:end].strip(_TRIM)


def _size(text: str, start: int, end: int) -> int:
    return len(text[start:end].strip(_TRIM))


def _window(text: str, span: Span, start: int, end: int, limit: int, inside: set[int]) -> str:
    """A part of one long clause: from its beginning if the span is near, else from shortly before the span."""
    safe = [i for i in range(start, end + 1) if i not in inside]
    if span.end - start > limit:
        before = max(0, limit - (span.end - span.start)) // 3  # a third of the room for what stands before
        near = [i for i in safe if span.start - before <= i <= span.start]
        start = min(near) if near else max(i for i in safe if i <= span.start)
    stops = [i for i in safe if start < i <= start + limit]
    listed = [i for i in stops if i >= span.end and text[i - 1] == "、"]
    return text[start : max(listed or stops, default=start + limit)].strip(_TRIM)


def telling_span(text: str, coding: Coding | None, intensity: Intensity | None) -> Span:
    """What an extract is built around: the heaviest keyword that counts, else the cue of intensity, else the start."""
    accepted = [m for m in coding.matches if not m.rejected] if coding else []
    if accepted:
        return max(accepted, key=lambda m: (m.keyword.points, -m.span.start)).span
    if intensity and intensity.cue and (start := text.find(intensity.cue)) >= 0:
        return Span(start, start + len(intensity.cue))
    return Span(0, 0)
