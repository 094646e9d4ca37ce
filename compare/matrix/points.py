"""What a cell of the comparison table says: one to three points in the words of the texts.

In: a `Study`, its `Comparison` and sub-type table. Out: (line id, row key) → `Point`s, each of whole clauses of one
sentence that holds a keyword of that very sub-type, with the amounts and values that stand among them.
Example: 孵化器 × 临江区 has the point “对新认定的孵化器,给予运营单位50万元补助” with 50万元 in bold.
A sub-type may have measures and no point: words that do not show it are left out, and those of grade E are not quoted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from compare.chinese.normalize import fold
from compare.chinese.sentences import holding
from compare.chinese.spans import Span
from compare.kinds import POOLED
from compare.matrix.clauses import Sentence, around, quotable
from compare.matrix.crosstab import SubtypeCell, SubtypeTable
from compare.matrix.strength import Strengths
from compare.model import OTHER, Comparison, Evidence, Layer, Match, Paragraph, Study
from compare.rules import fits

MOST = 3
"""points of a cell"""
ROOM = 170
"""characters of all points of a cell"""
ASKED = 12
"""evidence rows of a cell that are asked for a point, the strongest first"""
FIRM = 6
"""firmness from which a further point is worth its room"""
GRANT = 4
"""what a sum adds to the firmness of a point"""
LISTED = 3
"""marks between items from which a list is long"""
_AND = "、"
_HEADINGS = ("own_heading", "heading", "item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A few whole clauses that stand for a measure."""

    evidence: str
    """id of the row whose paragraph they stand in"""
    clauses: tuple[Span, ...]
    """of one sentence of the paragraph's text, in order; joined by ； where something between them is left out"""
    bold: tuple[Span, ...]
    """amounts and target values within these clauses, in order"""
    layer: Layer
    firmness: int
    """the higher, the harder the words: sum, number with a date, named instrument, verb"""

    @property
    def size(self) -> int:
        """Characters."""
        return sum(end - start for start, end in self.clauses)


Points = Mapping[tuple[str, str], tuple[Point, ...]]
"""(line or type id, row key) → points, the firmest first; only pairs that have any"""


@dataclass(frozen=True, slots=True)
class _Draft:
    """A point with what tells which line has the best claim to its words."""

    point: Point
    paragraph: str
    own: int
    """keywords of the line among the words"""
    rank: int
    """place of the line among the sub-types of the coding"""
    plain: bool
    """whether its keyword is no item of a list"""


def find_points(study: Study, comparison: Comparison, table: SubtypeTable, strengths: Strengths) -> Points:
    """The points of every sub-type in every row; none under OTHER."""
    figures = _figures(study)
    by_row: dict[str, dict[str, list[_Draft]]] = defaultdict(dict)
    for line in table.lines:
        if line.column == OTHER:
            continue
        for row in comparison.rows:
            asked = _asked(comparison, table.cells[line.id, row.key], strengths)
            drafts = [d for e in asked for d in _drafts(study, e, line.id, figures)]
            if drafts:
                by_row[row.key][line.id] = sorted(drafts, key=lambda d: -d.point.firmness)
    return {
        (line, row): points for row, drafts in by_row.items() for line, points in _share_out(drafts).items() if points
    }


def find_best(points: Points, table: SubtypeTable) -> Points:
    """The firmest points of a type in every row: (type id, row key) → points of its lines."""
    pooled: dict[tuple[str, str], list[Point]] = defaultdict(list)
    columns = {line.id: line.column for line in table.lines}
    for (line, row), found in points.items():
        pooled[columns[line], row] += found
    return {pair: tuple(_first(sorted(found, key=_order))) for pair, found in pooled.items()}


def _order(point: Point) -> tuple[bool, int]:
    return point.layer != "measure", -point.firmness


def _first(points: Iterable[Point]) -> Iterator[Point]:
    """The first that fit, none of whose words were said."""
    said: set[tuple[str, Span]] = set()
    size = 0
    for point in points:
        words = {(point.evidence.split("/")[0], clause) for clause in point.clauses}
        if words & said or (said and size + point.size > ROOM):
            continue
        said |= words
        size += point.size
        yield point
        if len(said) >= MOST:
            return


# --- which evidence is asked ------------------------------------------------------------------------------------


def _asked(comparison: Comparison, cell: SubtypeCell, strengths: Strengths) -> list[Evidence]:
    """Evidence of the best layer, the strongest first."""
    ids = cell.evidence or cell.practice or cell.safeguard
    return [comparison.by_id[id] for id in sorted(ids, key=strengths.__getitem__)[:ASKED]]


def _figures(study: Study) -> Mapping[str, Sequence[tuple[Span, int]]]:
    """Paragraph key → amounts and target values, and what they add to the firmness of a point."""
    found: dict[str, list[tuple[Span, int]]] = defaultdict(list)
    for amount in study.amounts:
        found[amount.paragraph_key].append((amount.written, 1 if amount.kind in POOLED else GRANT))
    for target in study.targets:
        if target.status in ("target", "achievement"):
            found[target.paragraph_key].append((target.span, 3 if target.year else 2))
    return found


# --- points of one paragraph ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Asked:
    """An evidence row that is asked for points of a line."""

    evidence: Evidence
    paragraph: Paragraph
    rank: int
    """place of the line among the sub-types of the coding"""
    own: tuple[Match, ...]
    """keywords of the line that are the object of what is done, or one of a list"""
    foreign: tuple[Span, ...]
    """keywords of other sub-types of any type"""
    held: Sequence[tuple[Span, int]]
    """figures of the paragraph"""


def _drafts(
    study: Study, evidence: Evidence, line: str, figures: Mapping[str, Sequence[tuple[Span, int]]]
) -> Iterator[_Draft]:
    """A point for every sentence of the paragraph that speaks of the line."""
    if not study.by_id[evidence.document_id].quotable or not evidence.coding:
        return
    paragraph = study.paragraphs[evidence.paragraph_key]
    matches = [m for m in evidence.coding.matches if not m.rejected and m.keyword.measure_id == line]
    others = [m for coding in study.codings[paragraph.key] for m in coding.matches if not m.rejected]
    asked = _Asked(
        evidence=evidence,
        paragraph=paragraph,
        rank=evidence.subtypes.index(line) if line in evidence.subtypes else 0,
        own=tuple(m for m in matches if m.status in ("", "list")),
        foreign=tuple(m.span for m in others if m.keyword.measure_id not in (line, evidence.column)),
        held=figures.get(paragraph.key, ()),
    )
    for sentence in quotable(paragraph.words):
        drafts = list(_of_sentence(asked, sentence) if matches else _of_heading(asked, sentence))
        if drafts:
            yield max(drafts, key=lambda draft: draft.point.firmness)
            if not matches:
                return


def _of_sentence(asked: _Asked, sentence: Sentence) -> Iterator[_Draft]:
    """A point around each stretch of a sentence with a keyword of the line."""
    shown = [m for m in asked.own if _within(m.span, [sentence.span])]
    if not _speaks(asked.paragraph, shown):
        return
    sums = [span for span, worth in asked.held if worth == GRANT and _within(span, [sentence.span])]
    for group in sentence.groups:
        if any(_within(m.span, [group]) for m in shown):
            yield from _draft(asked, around(sentence, group, sums, asked.foreign))


def _of_heading(asked: _Asked, sentence: Sentence) -> Iterator[_Draft]:
    """What only its heading names is told by its first sentence."""
    if asked.evidence.coding and any(reason.rule in _HEADINGS for reason in asked.evidence.coding.reasons):
        yield from _draft(asked, around(sentence, sentence.groups[0], (), asked.foreign))


def _speaks(paragraph: Paragraph, shown: Sequence[Match]) -> bool:
    """Whether keywords show that a sentence is about their sub-type: a weak one alone does so under its heading."""
    if any(m.keyword.strength == "strong" for m in shown) or len({m.keyword.text for m in shown}) > 1:
        return True
    above = fold("".join(h.text for h in paragraph.headings[-1:]))
    return any(fold(m.quote) in above for m in shown)


def _draft(asked: _Asked, clauses: tuple[Span, ...]) -> Iterator[_Draft]:
    """The point of these clauses; none if there are none."""
    if not clauses:
        return
    matches = [m for m in asked.own if _within(m.span, clauses)]
    inside = [(span, worth) for span, worth in asked.held if _within(span, clauses)]
    words = [asked.paragraph.words.folded[start:end] for start, end in clauses]
    plain = any(not m.status and m.keyword.strength == "strong" and not _listed(asked, m.span) for m in matches)
    if matches and not plain and asked.evidence.rank > 1:
        return
    if asked.paragraph.lead and not fits("points", "opens_with_deed", words[0]):
        return
    point = Point(
        evidence=asked.evidence.id,
        clauses=clauses,
        bold=tuple(_apart(span for span, _ in inside)),
        layer=asked.evidence.layer,
        firmness=max((worth for _, worth in inside), default=0)
        + _firmness(words)
        + 2 * plain
        + (asked.rank == 0)
        + (asked.evidence.rank == 1)
        + (len({m.keyword.text for m in matches}) > 1),
    )
    yield _Draft(point, asked.paragraph.key, len(matches), asked.rank, plain or not matches)


def _listed(asked: _Asked, span: Span) -> bool:
    """Whether a keyword is an item of a long list: “信贷、担保、保险、上市融资等方式”."""
    folded = asked.paragraph.words.folded
    clause = holding(asked.paragraph.words.clauses, span.start)
    return (folded.count(_AND, *clause) >= LISTED and folded[span.end : span.end + 1] in (_AND, "")) or (
        folded.count(_AND, *clause) >= LISTED and folded[span.start - 1 : span.start] == _AND
    )


_VERBS = {"founding": 3, "making": 2, "urging": 1}
"""rules of points.yaml → what the verb of a clause adds"""


def _firmness(words: Sequence[str]) -> int:
    """How hard the words are: what is done, by which named instrument or mechanism."""
    verbs = max(worth for w in words for worth in (0, *(n for name, n in _VERBS.items() if fits("points", name, w))))
    named = any(fits("points", "instrument", w) for w in words)
    kind = any(fits("points", "mechanism", w) for w in words)
    return verbs + 2 * named + kind


def _within(span: Span, clauses: Iterable[Span]) -> bool:
    return any(clause.start <= span.start and span.end <= clause.end for clause in clauses)


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """Sorted, of those that overlap the first."""
    end = -1
    for span in sorted(spans):
        if span.start >= end:
            end = span.end
            yield span


# --- which line says it -----------------------------------------------------------------------------------------


def _share_out(drafts: Mapping[str, Sequence[_Draft]]) -> dict[str, tuple[Point, ...]]:
    """The points of each line of a row; words that several lines could say go to the one with the best claim.

    A line that would have nothing else may say them as well.
    """
    claims: dict[tuple[str, Span], tuple[int, int, str]] = {}
    for line, found in drafts.items():
        for draft in found:
            claim = (-draft.own, draft.rank, line)
            for clause in draft.point.clauses:
                key = (draft.paragraph, clause)
                claims[key] = min(claims.get(key, claim), claim)
    return {line: _choose(line, found, claims) for line, found in drafts.items()}


def _choose(
    line: str, found: Sequence[_Draft], claims: Mapping[tuple[str, Span], tuple[int, int, str]]
) -> tuple[Point, ...]:
    own = [d for d in found if all(claims[d.paragraph, clause][2] == line for clause in d.point.clauses)]
    kept: list[_Draft] = []
    for draft in own or [d for d in found if d.plain][:1]:
        if kept and (draft.point.firmness < FIRM or sum(d.point.size for d in kept) + draft.point.size > ROOM):
            continue
        kept.append(draft)
        if len(kept) == MOST:
            break
    return tuple(draft.point for draft in kept)
