"""The points that one paragraph offers for a sub-type, each with what tells how well it speaks of it.

In: an evidence row, a line of the sub-type table, the figures of the paragraph. Out: `Offer`s, one for each stretch
of a sentence with a keyword of the line. Example: “推进成果转化。设立概念验证基金,首期规模5000万元。” offers
概念验证与中试 its second sentence.
A keyword only mentioned (who acts, who is served, what comes of it) offers nothing, a weak one not alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from compare.chinese.normalize import fold
from compare.chinese.sentences import holding
from compare.chinese.spans import Span, inside, itself
from compare.kinds import POOLED, Layer
from compare.lexicons import load
from compare.matrix.quotes.clauses import Sentence, around, joined, quotable
from compare.model import Evidence, Match, Paragraph, Study
from compare.rules import fits

GRANT = 4
"""what a sum adds to the firmness of a point"""
LISTED = 3
"""marks between items from which a list is long"""
_AND = "、"
_MARKS = " ,;:。!?"
_HEADINGS = ("own_heading", "item")
"""reasons of a coding that come from what stands right above the paragraph; a chapter is about more than one thing"""
_VERBS = {"founding": 3, "making": 2, "urging": 1}
"""rules of points.yaml → what the verb of a clause adds to the firmness of a point"""

Figures = Mapping[str, Sequence[tuple[Span, int]]]
"""paragraph key → amounts and target values, and what they add to the firmness of a point"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A few whole clauses that stand for a measure."""

    evidence: str
    """id of the row whose paragraph they stand in"""
    paragraph: str
    """key of the paragraph"""
    clauses: tuple[Span, ...]
    """of one sentence of the paragraph's text, in order; joined by ； where something between them is left out"""
    words: tuple[str, ...]
    """the same clauses, folded: what several documents say in the same words is said once"""
    bold: tuple[Span, ...]
    """amounts and target values within these clauses, in order"""
    layer: Layer
    firmness: int
    """the higher, the harder the words: sum, number with a date, named instrument, verb"""

    @property
    def size(self) -> int:
        """Characters."""
        return sum(end - start for start, end in self.clauses)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A point with what tells which sub-type has the best claim to its words."""

    point: Point
    sentence: Span
    core: tuple[Span, ...]
    """the stretches of clauses with keywords of the sub-type"""
    own: int
    """keywords of the sub-type among the words"""
    rank: int
    """place of the sub-type in its coding, 0 = the strongest"""
    plain: bool
    """whether a keyword stands there that is no item of a list"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """An evidence row that is asked for a sub-type."""

    evidence: Evidence
    paragraph: Paragraph
    rank: int
    """place of the sub-type in the coding"""
    own: Sequence[Match]
    """its keywords that are the object of what is done, or one of a list"""
    foreign: Sequence[Span]
    """keywords of other sub-types of any type"""
    held: Sequence[tuple[Span, int]]
    """figures of the paragraph"""


def find_figures(study: Study) -> Figures:
    """The figures of all paragraphs; thresholds are none."""
    found: dict[str, list[tuple[Span, int]]] = defaultdict(list)
    for amount in study.amounts:
        found[amount.paragraph_key].append((amount.written, 1 if amount.kind in POOLED else GRANT))
    for target in study.targets:
        if target.status in ("target", "achievement"):
            found[target.paragraph_key].append((target.span, 3 if target.year else 2))
    return found


def find_offers(study: Study, evidence: Evidence, line: str, figures: Figures) -> Iterator[Offer]:
    """What the sentences of a paragraph say of the line; nothing of texts that are not to be quoted."""
    if not study.by_id[evidence.document_id].quotable or not evidence.coding:
        return
    paragraph = study.paragraphs[evidence.paragraph_key]
    matches = [m for m in evidence.coding.matches if not m.rejected and m.keyword.measure_id == line]
    others = [m for coding in study.codings[paragraph.key] for m in coding.matches if not m.rejected]
    asked = _Asked(
        evidence=evidence,
        paragraph=paragraph,
        rank=evidence.subtypes.index(line) if line in evidence.subtypes else 0,
        own=sorted((m for m in matches if m.status in ("", "list") and _is_borne_out(paragraph, m)), key=_place),
        foreign=sorted(m.span for m in others if m.keyword.measure_id not in (line, evidence.column)),
        held=sorted(figures.get(paragraph.key, ())),
    )
    if not matches:
        yield from _from_heading(asked)
        return
    for sentence in quotable(paragraph.words):
        yield from _from_sentence(_of_sentence(asked, sentence.span), sentence)


def _is_borne_out(paragraph: Paragraph, match: Match) -> bool:
    """Whether what a keyword needs beside it anywhere in a paragraph stands in its own sentence or right above."""
    asked = [c.terms for c in match.keyword.conditions if c.kind == "near" and c.scope == "paragraph"]
    if not asked:
        return True
    folded = paragraph.words.folded[slice(*holding(paragraph.words.sentences, match.span.start))]
    beside = folded + _heading(paragraph)
    return all(any(fold(term) in beside for term in terms) for terms in asked)


def _of_sentence(asked: _Asked, sentence: Span) -> _Asked:
    """What stands in one sentence of the paragraph."""
    return replace(
        asked,
        own=inside(asked.own, sentence, _place),
        foreign=inside(asked.foreign, sentence, itself),
        held=inside(asked.held, sentence, lambda figure: figure[0]),
    )


def _place(match: Match) -> Span:
    return match.span


def _from_sentence(asked: _Asked, sentence: Sentence) -> Iterator[Offer]:
    """An offer around each stretch of a sentence with a keyword of the line, none of whose words is in one before."""
    sums = [span for span, worth in asked.held if worth == GRANT]
    said: list[Span] = []
    for group in sentence.groups:
        if group not in said and any(within(m.span, [group]) for m in asked.own):
            groups = around(sentence, group, sums, asked.foreign)
            shown = [m for m in asked.own if within(m.span, groups)]
            if groups and _shows(asked.paragraph, shown):
                said += groups
                yield from _offer(asked, sentence, groups, shown)


def _from_heading(asked: _Asked) -> Iterator[Offer]:
    """What only its heading names is told by the first sentence that says what is done."""
    reasons = asked.evidence.coding.reasons if asked.evidence.coding else ()
    if any(reason.rule in _HEADINGS for reason in reasons):
        for sentence in quotable(asked.paragraph.words)[:1]:
            yield from _offer(asked, sentence, around(sentence, sentence.groups[0], (), asked.foreign), [])


def _shows(paragraph: Paragraph, shown: Sequence[Match]) -> bool:
    """Whether keywords show that words are about their sub-type: a weak one alone does so under its heading."""
    several = len({m.keyword.text for m in shown}) > 1
    return several or any(m.keyword.strength == "strong" or _is_above(paragraph, m) for m in shown)


def _is_above(paragraph: Paragraph, match: Match) -> bool:
    return fold(match.quote) in _heading(paragraph)


def _heading(paragraph: Paragraph) -> str:
    """The words of the nearest heading, folded; empty without one."""
    return fold("".join(h.text for h in paragraph.headings[-1:]))


def _offer(asked: _Asked, sentence: Sentence, groups: Sequence[Span], shown: Sequence[Match]) -> Iterator[Offer]:
    """The offer of these stretches; none if a further type only lists the sub-type, or an item says nothing alone."""
    folded = asked.paragraph.words.folded
    words = [folded[start:end] for start, end in groups]
    plain = any(_is_plain(asked, m) for m in shown)
    if not words or (shown and not plain and asked.evidence.rank > 1):
        return
    if asked.paragraph.lead and not fits("points", "opens_with_deed", words[0]):
        return
    figures = [(span, worth) for span, worth in asked.held if within(span, groups)]
    fit = 2 * plain + (asked.rank == 0) + (asked.evidence.rank == 1) + (len({m.keyword.text for m in shown}) > 1)
    clauses = joined(groups)
    point = Point(
        evidence=asked.evidence.id,
        paragraph=asked.paragraph.key,
        clauses=clauses,
        words=tuple(folded[start:end] for start, end in clauses),
        bold=tuple(_apart(span for span, _ in figures)),
        layer=asked.evidence.layer,
        firmness=fit + max((worth for _, worth in figures), default=0) + hardness(words),
    )
    core = tuple(g for g in groups if any(within(m.span, [g]) for m in shown))
    yield Offer(
        point=point, sentence=sentence.span, core=core, own=len(shown), rank=asked.rank, plain=plain or not shown
    )


def _is_plain(asked: _Asked, match: Match) -> bool:
    """Whether a keyword is what is done, not one of many things or a means."""
    telling = match.keyword.strength == "strong" or _is_above(asked.paragraph, match)
    return telling and not match.status and not _is_aside(asked.paragraph, match.span)


def _is_aside(paragraph: Paragraph, span: Span) -> bool:
    """Whether a keyword is an item of a long list, or a means to something else: “采取股权投资等方式”.

    An item with a verb of its own is a thing that is done: “通过设立引导基金、举办大赛等方式”.
    """
    folded = paragraph.words.folded
    clause = holding(paragraph.words.clauses, span.start)
    joints = "|".join(map(re.escape, load("absence")["joints"]))
    if fits("points", "deed", re.split(joints, folded[clause.start : span.start])[-1]):
        return False
    beside = folded[span.start - 1 : span.start], folded[span.end : span.end + 1]
    listed = _AND in beside and folded.count(_AND, *clause) >= LISTED
    return listed or fits("points", "means", folded[slice(*clause)].rstrip(_MARKS))


def hardness(words: Sequence[str]) -> int:
    """How hard the words are: what is done, by which named instrument or mechanism."""
    verbs = max(worth for w in words for worth in (0, *(n for name, n in _VERBS.items() if fits("points", name, w))))
    named = any(fits("points", "instrument", w) for w in words)
    kind = any(fits("points", "mechanism", w) for w in words)
    return verbs + 2 * named + kind


def within(span: Span, stretches: Iterable[Span]) -> bool:
    """Whether a span stands in one of the stretches."""
    return any(stretch.holds(span) for stretch in stretches)


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """Sorted, of those that overlap the first."""
    end = -1
    for span in sorted(spans):
        if span.start >= end:
            end = span.end
            yield span
