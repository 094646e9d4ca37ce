"""The clauses of one sentence that may stand for it in a table: whole ones, cut only at punctuation.

In: a paragraph's prepared text and what a quotation must show. Out: spans of whole clauses of one sentence, without the
number at its head, its purpose and its slogans; empty where no such words can stand alone.
Example: of “二是为优化生态,设立园区专项资金,对入驻企业减免租金,形成集聚效应。” around 专项资金 is left
“设立园区专项资金,对入驻企业减免租金”.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from compare.chinese.spans import Span
from compare.chinese.text import Text
from compare.rules import Book, current, fits, rule

LIMIT = 90
"""characters of a point: a table is read at a glance"""
MOST = 130
"""characters of a point that cannot be cut any further"""
SHORT, SHORTEST = 20, 12
"""characters below which a point takes what stands beside it along: if nothing else is said there, in any case"""
_TITLE = 26
"""characters up to which a first sentence of one clause may be a title run into the paragraph"""
_CAPTION = 14
"""characters up to which words in front of a colon are a title"""
_EDGES = " \t\u3000,，;；:：、。!！?？.\n"
_START = itemgetter(0)
_END = re.compile(r"[,;:。!?\s]+$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it may be quoted."""

    span: Span
    """without the number at its head and the mark at its end"""
    groups: tuple[Span, ...]
    """stretches of clauses that can stand alone, in order; what only says why is none"""


def quotable(text: Text) -> tuple[Sentence, ...]:
    """The sentences of a paragraph that say something by themselves; a title run into it is none."""
    return _quotable(text, current())


@lru_cache(maxsize=4096)  # a paragraph is asked for each of its sub-types
def _quotable(text: Text, rules: Book) -> tuple[Sentence, ...]:
    """The same; `rules` are those in force, of which the answer is."""
    found = []
    for number, span in enumerate(text.sentences):
        body = _without_label(text, span)
        clauses = _clauses(text, body)
        if not clauses or (number == 0 and len(text.sentences) > 1 and _is_title(text, clauses)):
            continue
        if groups := _groups(text, clauses):
            found.append(Sentence(Span(groups[0].start, groups[-1].end), groups))
    return tuple(found)


def around(sentence: Sentence, group: Span, sums: Sequence[Span], foreign: Collection[Span]) -> tuple[Span, ...]:
    """What to quote with one stretch: all beside it if that fits and is of one thing, else what belongs to it.

    `sums` stand in stretches beside it and are its own unless a `foreign` keyword, of another sub-type, stands there as
    well. Few words take the next stretch along. Empty if the stretch itself is too long to be quoted.
    """
    groups = sentence.groups
    apart = any(_holds_any(g, foreign) for g in groups if g != group)
    if not apart and _size(groups) <= LIMIT:
        together = next(run for run in joined(groups) if run.start <= group.start < run.end)
        return tuple(g for g in groups if together.start <= g.start < together.end or _holds_any(g, sums))
    if _size([group]) > MOST:
        return ()
    at = groups.index(group)
    kept = range(at, at + 1)
    for beside in (at + 1, at - 1):
        if _has(groups, beside, sums) and not _has(groups, beside, foreign):
            kept = _wider(groups, kept, beside)
    for beside in (kept.stop, kept.start - 1):
        least = SHORTEST if _has(groups, beside, foreign) else SHORT
        if _size(groups[kept.start : kept.stop]) < least and _adjoins(groups, kept, beside):
            kept = _wider(groups, kept, beside)
    return groups[kept.start : kept.stop]


def _has(groups: Sequence[Span], place: int, spans: Iterable[Span]) -> bool:
    """Whether there is a stretch at a place that holds one of the spans."""
    return 0 <= place < len(groups) and _holds_any(groups[place], spans)


def _wider(groups: Sequence[Span], kept: range, beside: int) -> range:
    """The stretches kept and the one beside them, if there is one and all are short enough."""
    wider = range(min(kept.start, beside), max(kept.stop, beside + 1))
    inside = 0 <= beside < len(groups)
    return wider if inside and _size(groups[wider.start : wider.stop]) <= LIMIT else kept


def _adjoins(groups: Sequence[Span], kept: range, beside: int) -> bool:
    """Whether nothing was dropped between the stretches kept and the one beside them."""
    return len(joined(groups[max(0, min(kept.start, beside)) : max(kept.stop, beside + 1)])) == 1


def joined(groups: Iterable[Span]) -> tuple[Span, ...]:
    """Neighbouring stretches as one: only a mark, and a blank perhaps, lie between them."""
    merged: list[Span] = []
    for group in groups:
        if merged and group.start - merged[-1].end <= 2:
            merged[-1] = Span(merged[-1].start, group.end)
        else:
            merged.append(group)
    return tuple(merged)


def _holds_any(group: Span, spans: Iterable[Span]) -> bool:
    return any(group.start <= s.start and s.end <= group.end for s in spans)


def _size(groups: Iterable[Span]) -> int:
    return sum(g.end - g.start for g in groups)


def _without_label(text: Text, span: Span) -> Span:
    """The sentence without 第八条, （一）, 1. or 二是 at its head."""
    start, label = span.start, rule("points", "label").finder
    while True:
        start += len(text.folded[start : span.end]) - len(text.folded[start : span.end].lstrip(_EDGES))
        found = label.match(text.folded[start : span.end])
        if not found or not found.end():
            return Span(start, span.end)
        start += found.end()


def _clauses(text: Text, span: Span) -> list[Span]:
    """Clauses of a sentence without the marks at their ends; a number is never cut."""
    found: list[Span] = []
    for clause in text.clauses[bisect_right(text.clauses, span.start, key=_START) - 1 :]:
        if clause.start >= span.end:
            break
        start, end = max(clause.start, span.start), min(clause.end, span.end)
        if found and _within_number(text.folded, start):
            start = found.pop().start
        words = text.folded[start:end]
        start += len(words) - len(words.lstrip(_EDGES))
        end = start + len(_END.sub("", text.folded[start:end]))
        if start < end:
            found.append(Span(start, end))
    return found


def _within_number(folded: str, border: int) -> bool:
    """1,200: the comma is part of the number."""
    before, behind = folded[border - 2 : border], folded[border : border + 3]
    return before[:1].isdecimal() and before[1:] == "," and behind.isdecimal() and len(behind) == 3


def _is_title(text: Text, clauses: Sequence[Span]) -> bool:
    """“加强企业培育。” in front of the sentences that say how."""
    words = text.folded[slice(*clauses[0])]
    short = len(clauses) == 1 and len(words) <= _TITLE
    return short and not any(map(str.isdecimal, words)) and not fits("points", "founding", words)


def _groups(text: Text, clauses: Sequence[Span]) -> tuple[Span, ...]:
    """Clauses with those that they cannot stand without; captions, purposes, slogans and results are dropped."""
    groups: list[Span] = []
    waiting: Span | None = None
    """clauses that lean on the next one"""
    before = -1
    """number of the clause that the last group ends with"""
    for number, clause in enumerate(clauses):
        words = text.folded[slice(*clause)]
        last = number == len(clauses) - 1
        if last and fits("points", "announces", words):
            break
        if waiting is None and _is_idle(text, clause, first=number == 0, last=last):
            continue
        whole = Span(waiting.start, clause.end) if waiting else clause
        follows = waiting is None and bool(groups) and before == number - 1
        leans = _leans_forth(words) or (waiting is not None and not fits("points", "deed", text.folded[slice(*whole)]))
        if not last and (leans or (not follows and _is_subject(text, clause, clauses[number + 1]))):
            waiting = whole
            continue
        if follows and _leans_back(words):
            groups[-1] = Span(groups[-1].start, clause.end)
        else:
            groups.append(whole)
        waiting, before = None, number
    return tuple(g for g in groups if _stands(text, g))


def _is_idle(text: Text, clause: Span, first: bool, last: bool) -> bool:
    """Whether a clause is a caption in front of a colon, or only says why, or what comes of it."""
    words = text.folded[slice(*clause)]
    if first and not last and len(words) <= _CAPTION and text.folded[clause.end] == ":":
        return True
    names = ["gain", *(() if last else ("purpose", "slogan")), *(() if first else ("result",))]
    return any(fits("points", name, words) for name in names)


def _leans_forth(words: str) -> bool:
    if fits("points", "leans_forth", words):
        return True
    if fits("points", "noun", words) and not fits("points", "opens_with_deed", words):
        return True
    return fits("points", "opens", words) and not fits("points", "deed", _head(words))


def _is_subject(text: Text, clause: Span, following: Span) -> bool:
    """Whether a clause says only of whom or what the next one, which cannot begin a sentence, says something."""
    words, behind = (text.folded[slice(*span)] for span in (clause, following))
    return not fits("points", "deed", words) and any(
        fits("points", name, behind) for name in ("dangling", "leans_back", "opens")
    )


def _head(words: str) -> str:
    """What is left without the attributes of a noun: of 对认定的企业 only 企业."""
    found = rule("points", "attribute").finder.search(words)
    return words[found.end() :] if found else words


def _leans_back(words: str) -> bool:
    return any(fits("points", name, words) for name in ("dangling", "leans_back")) or not fits("points", "deed", words)


def _stands(text: Text, group: Span) -> bool:
    """Whether the words begin as a sentence may and say what is done."""
    words = text.folded[slice(*group)]
    return fits("points", "deed", words) and not fits("points", "dangling", words)
