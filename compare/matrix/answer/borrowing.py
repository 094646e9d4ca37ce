"""Whole sentences worth copying: an instrument with its name, a number with its year, an amount, a mechanism.

In: a `Study`, the evidence rows to take them from. Out: a few `Passage`s from different rows and types, each
a sentence that can stand alone. Example: “设立科技信贷风险补偿专项资金，对合作银行的损失给予补偿。” is one;
“努力营造良好氛围。” and “其中市级给予30%。” are none. Texts that must not be quoted give none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from compare.chinese.spans import Span, inside, itself
from compare.chinese.text import Text
from compare.kinds import POOLED
from compare.matrix.answer.portraits import is_titled
from compare.matrix.grids.amount_objects import find_tools
from compare.matrix.quotes.clauses import quotable
from compare.model import OTHER, Evidence, Study
from compare.rules import fits

LONGEST, SHORTEST = 110, 18
"""characters of a passage"""
ASKED = 60
"""evidence rows of a row of the matrix that are asked, the strongest first"""
WORTH = 5
"""what a passage is worth at least: a named instrument that is founded, a dated number, an amount"""
_AGAIN = 3
"""what a second passage of one row or of one type is worth less"""
_AMOUNT, _DATED, _UNDATED = 6, 5, 3
"""what a sum, a number with its year and a number without one are worth"""
_ALIKE = 1
"""what a second passage of the same kind is worth less"""
_LISTED = 8
"""items of a list from which on a sentence is a list"""
_ENDS = re.compile("[。！!？?\n]")
_LABEL = 6
"""characters of a number at the head of a sentence: 二是, （三）"""


Gist = Literal["amount", "number", "money", "name", "way"]
"""what there is to copy: a sum, a number with its year, an instrument of money, one with a name, a way of doing it"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence to copy."""

    evidence: str
    """id of the row whose paragraph it stands in"""
    row: str
    column: str
    span: Span
    """in the paragraph's text, with the mark at its end"""
    bold: tuple[Span, ...]
    """amounts and dated values in it"""
    worth: int
    """the higher, the more there is to copy"""
    gist: Gist


def find_passages(study: Study, asked: Collection[Evidence], most: int) -> tuple[Passage, ...]:
    """At most `most` passages of evidence rows, the best first; one of each row and type before a second."""
    figures = _figures(study)
    named = _names(study)
    found = [
        passage
        for evidence in asked
        for passage in _of_evidence(study, evidence, figures.get(evidence.paragraph_key, ()), named)
    ]
    return tuple(_apart(found, most))


def candidates(strongest: Sequence[Evidence]) -> list[Evidence]:
    """The measures of a row that are asked: those of a type, under their main type."""
    return [e for e in strongest if e.layer == "measure" and e.rank == 1 and e.column != OTHER][:ASKED]


def _apart(found: Sequence[Passage], most: int) -> Iterator[Passage]:
    """The best one, then the best of what is left beside other rows and types."""
    left = sorted(found, key=lambda passage: -passage.worth)
    rows: Counter[str] = Counter()
    columns: Counter[str] = Counter()
    gists: Counter[Gist] = Counter()
    while left and most:
        best = max(left, key=lambda p: p.worth - _AGAIN * (rows[p.row] + columns[p.column]) - _ALIKE * gists[p.gist])
        yield best
        rows[best.row] += 1
        columns[best.column] += 1
        gists[best.gist] += 1
        most -= 1
        left = [p for p in left if p.evidence.split("/")[0] != best.evidence.split("/")[0]]


def _of_evidence(
    study: Study, evidence: Evidence, figures: Sequence[tuple[Span, int]], named: Mapping[str, Sequence[Span]]
) -> Iterator[Passage]:
    if not study.by_id[evidence.document_id].quotable or not evidence.coding:
        return
    words = study.paragraphs[evidence.paragraph_key].words
    own_words = sorted(m.span for m in evidence.coding.matches if not m.rejected and m.keyword.strength == "strong")
    worths = dict(sorted(figures))
    places, names = [*worths], sorted(named.get(evidence.paragraph_key, ()))
    for span in _whole_sentences(words):
        if not inside(own_words, span, itself):
            continue  # of the type is the paragraph, not this sentence
        held, own = inside(places, span, itself), bool(inside(names, span, itself))
        figure = max(map(worths.__getitem__, held), default=0)
        worth = _worth(words, span, figure, own)
        if worth >= WORTH:
            yield Passage(
                evidence=evidence.id, row=evidence.row, column=evidence.column, span=span,
                bold=tuple(held), worth=worth, gist=_gist(words, span, figure, own),
            )  # fmt: skip


def _whole_sentences(words: Text) -> Iterator[Span]:
    """Sentences up to their full stop that can stand alone, without the number at their head."""
    text, start = words.source, 0
    pieces = [piece.span for piece in quotable(words)]
    for mark in _ENDS.finditer(text):
        held = inside(pieces, Span(start, mark.end()), itself)
        begin, start = start, mark.end()
        if not held or mark[0] == "\n":
            continue
        span = Span(held[0].start, mark.end())
        if span.start - begin <= _LABEL and SHORTEST <= span.end - span.start <= LONGEST:
            yield span


def _worth(words: Text, span: Span, figure: int, own: bool) -> int:
    """What there is to copy: a figure, a name, that something is founded, a way of doing it."""
    pieces = [words.folded[slice(*piece)] for piece in inside(words.clauses, span, itself)]
    head = words.folded[slice(*span)]
    if fits("points", "slogan", head) or (fits("points", "leans_back", head) and not figure):
        return 0
    instrument = any(fits("points", "instrument", piece) for piece in pieces)
    if not figure and not any(fits("points", "founding", piece) for piece in pieces):
        return 0
    worth = figure + 2 * (own or instrument) + own + 2 * (not figure)
    worth += any(fits("points", "mechanism", piece) for piece in pieces)
    worth += any(True for _ in find_tools(head))
    worth -= sum(any(fits("points", rule, piece) for rule in ("banner", "result", "gain")) for piece in pieces)
    return worth - 3 * (head.count("、") >= _LISTED)


def _gist(words: Text, span: Span, figure: int, own: bool) -> Gist:
    if figure:
        return "amount" if figure == _AMOUNT else "number"
    if any(True for _ in find_tools(words.folded[slice(*span)])):
        return "money"
    return "name" if own else "way"


def _figures(study: Study) -> Mapping[str, Sequence[tuple[Span, int]]]:
    """Paragraph key → amounts that are given and numbers that are aimed at, with what they are worth."""
    found: dict[str, list[tuple[Span, int]]] = {}
    for amount in study.amounts:
        if amount.kind not in POOLED and amount.layer != "practice":
            found.setdefault(amount.paragraph_key, []).append((amount.written, _AMOUNT))
    for target in study.targets:
        if target.status == "target" and target.value is not None:
            worth = _DATED if target.year_origin == "explicit" else _UNDATED
            found.setdefault(target.paragraph_key, []).append((target.span, worth))
    return found


def _names(study: Study) -> Mapping[str, Sequence[Span]]:
    """Paragraph key → the row's own programmes; the title of a rule is none."""
    found: dict[str, list[Span]] = {}
    for programme in study.programmes:
        if not programme.upstream and not is_titled(study, programme):
            found.setdefault(programme.paragraph_key, []).append(programme.span)
    return found
