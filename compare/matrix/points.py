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
from compare.chinese.spans import Span
from compare.matrix.clauses import Sentence, choose, quotable
from compare.matrix.crosstab import SubtypeCell, SubtypeTable
from compare.matrix.strength import Strengths
from compare.kinds import POOLED
from compare.model import OTHER, Comparison, Evidence, Layer, Match, Paragraph, Study
from compare.rules import fits

MOST = 3
"""points of a cell"""
ROOM = 170
"""characters of all points of a cell"""
ASKED = 12
"""evidence rows of a cell that are asked for a point, the strongest first"""
FIRM = 4
"""firmness from which a further point is worth its room"""


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
        found[amount.paragraph_key].append((amount.written, 1 if amount.kind in POOLED else 4))
    for target in study.targets:
        if target.status in ("target", "achievement"):
            found[target.paragraph_key].append((target.span, 3 if target.year else 2))
    return found


# --- points of one paragraph ------------------------------------------------------------------------------------


def _drafts(
    study: Study, evidence: Evidence, line: str, figures: Mapping[str, Sequence[tuple[Span, int]]]
) -> Iterator[_Draft]:
    """A point for every sentence of the paragraph that speaks of the line."""
    if not study.by_id[evidence.document_id].quotable or not evidence.coding:
        return
    paragraph = study.paragraphs[evidence.paragraph_key]
    held = figures.get(paragraph.key, ())
    matches = [m for m in evidence.coding.matches if not m.rejected]
    own = [m for m in matches if m.keyword.measure_id == line]
    rank = evidence.subtypes.index(line) if line in evidence.subtypes else 0
    foreign = [m.span for m in matches if m.keyword.measure_id not in (line, evidence.column)]
    sentences = quotable(paragraph.words)
    if not own:
        yield from _from_heading(paragraph, evidence, sentences, held, rank)
        return
    for sentence in sentences:
        shown = [m for m in own if _within(m.span, [sentence.span])]
        if not _speaks(paragraph, evidence, shown):
            continue
        objects = sorted((m for m in shown if m.status in ("", "list")), key=lambda m: (m.status, -m.keyword.points))
        near = [span for span, _ in held if _within(span, [sentence.span])]
        clauses = choose(sentence, [*(m.span for m in objects[:1]), *near, *(m.span for m in objects[1:])], foreign)
        if clauses and _within(objects[0].span, clauses):
            kept = sum(_within(m.span, clauses) for m in objects)
            yield _Draft(_point(paragraph, evidence, clauses, held, objects[0]), paragraph.key, kept, rank)


def _from_heading(
    paragraph: Paragraph,
    evidence: Evidence,
    sentences: Sequence[Sentence],
    held: Sequence[tuple[Span, int]],
    rank: int,
) -> Iterator[_Draft]:
    """What only its heading names is told by its first sentence."""
    for sentence in sentences[:1]:
        if clauses := choose(sentence, [sentence.groups[0]]):
            yield _Draft(_point(paragraph, evidence, clauses, held, None), paragraph.key, 0, rank)


def _speaks(paragraph: Paragraph, evidence: Evidence, shown: Sequence[Match]) -> bool:
    """Whether keywords show that a sentence is about their sub-type: a weak one alone does so under its heading."""
    objects = [m for m in shown if m.status in ("", "list")]
    if any(m.keyword.strength == "strong" for m in objects) or len({m.keyword.text for m in objects}) > 1:
        return True
    above = fold("".join(h.text for h in paragraph.headings[-1:]))
    return any(fold(m.quote) in above for m in objects)


def _point(
    paragraph: Paragraph,
    evidence: Evidence,
    clauses: tuple[Span, ...],
    held: Sequence[tuple[Span, int]],
    match: Match | None,
) -> Point:
    inside = [(span, worth) for span, worth in held if _within(span, clauses)]
    return Point(
        evidence=evidence.id,
        clauses=clauses,
        bold=tuple(_apart(span for span, _ in inside)),
        layer=evidence.layer,
        firmness=max((worth for _, worth in inside), default=0) + _firmness(paragraph, clauses, match),
    )


_VERBS = {"founding": 3, "making": 2, "urging": 1}
"""rules of points.yaml → what the verb of a clause adds"""


def _firmness(paragraph: Paragraph, clauses: Sequence[Span], match: Match | None) -> int:
    words = [paragraph.words.folded[start:end] for start, end in clauses]
    verbs = max(worth for w in words for worth in (0, *(n for name, n in _VERBS.items() if fits("points", name, w))))
    named = any(fits("points", "instrument", w) for w in words)
    kind = any(fits("points", "mechanism", w) for w in words)
    strong = bool(match and match.keyword.strength == "strong" and not match.status)
    return verbs + 2 * named + kind + strong


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
    for draft in own or found[:1]:
        again = any(draft.paragraph == other.paragraph for other in kept)
        if kept and (draft.point.firmness < FIRM or again or sum(d.point.size for d in kept) + draft.point.size > ROOM):
            continue
        kept.append(draft)
        if len(kept) == MOST:
            break
    return tuple(draft.point for draft in kept)
