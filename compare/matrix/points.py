"""What a cell of the comparison table says: one to three points in the words of the texts.

In: a `Study`, its `Comparison` and sub-type table. Out: (line id, row key) → `Point`s, each of whole clauses of one
sentence that holds a keyword of that very sub-type, with the amounts and values that stand among them.
Example: 孵化器 × 临江区 has the point “对新认定的孵化器,给予运营单位50万元补助” with 50万元 in bold.
A sub-type may have measures and no point: words that do not show it are left out, and those of grade E are not quoted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from compare.chinese.spans import Span
from compare.matrix.clauses import LIMIT, joined
from compare.matrix.crosstab import SubtypeCell, SubtypeTable
from compare.matrix.passages import Passage, Point, find_figures, find_passages
from compare.matrix.strength import Strengths
from compare.model import OTHER, Comparison, Evidence, Study

MOST = 3
"""points of a cell"""
ROOM = 170
"""characters of all points of a cell"""
ASKED = 12
"""evidence rows of a cell that are asked for a point, the strongest first"""
FIRM = 6
"""firmness from which a further point is worth its room"""

Points = Mapping[tuple[str, str], tuple[Point, ...]]
"""(line or type id, row key) → points, the firmest first; only pairs that have any"""
Place = tuple[str, Span]
"""a stretch of clauses: key of its paragraph, and where it stands there"""
Claim = tuple[int, int, str]
"""of a line to a stretch, the best first: keywords there, place of the sub-type in the coding, line"""


def find_points(study: Study, comparison: Comparison, table: SubtypeTable, strengths: Strengths) -> Points:
    """The points of every sub-type in every row; none under OTHER."""
    figures = find_figures(study)
    found: dict[str, dict[str, list[Passage]]] = defaultdict(dict)
    for line in (line for line in table.lines if line.column != OTHER):
        for row in comparison.rows:
            asked = _asked(comparison, table.cells[line.id, row.key], strengths)
            passages = [p for evidence in asked for p in find_passages(study, evidence, line.id, figures)]
            if passages:
                found[row.key][line.id] = sorted(passages, key=lambda p: -p.point.firmness)
    shared = ((row, line, points) for row, lines in found.items() for line, points in _share_out(lines).items())
    return {(line, row): points for row, line, points in shared if points}


def find_best(points: Points, table: SubtypeTable) -> Points:
    """The firmest points of a type in every row: (type id, row key) → points of its lines."""
    columns = {line.id: line.column for line in table.lines}
    pooled: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for (line, row), found in points.items():
        pooled[columns[line], row] += found
    return {pair: tuple(_first(sorted(found, key=_order))) for pair, found in pooled.items()}


def _asked(comparison: Comparison, cell: SubtypeCell, strengths: Strengths) -> list[Evidence]:
    """Evidence of the best layer, the strongest first."""
    ids = cell.evidence or cell.practice or cell.safeguard
    return [comparison.by_id[id] for id in sorted(ids, key=strengths.__getitem__)[:ASKED]]


def _order(point: Point) -> tuple[bool, int]:
    return point.layer != "measure", -point.firmness


def _first(points: Iterable[Point], firm: int = 0) -> Iterator[Point]:
    """The first for which there is room, none of whose words were said before, beyond the first none below `firm`."""
    kept: list[Point] = []
    for point in points:
        fits = sum(p.size for p in kept) + point.size <= ROOM and point.firmness >= firm
        if (fits or not kept) and not any(_repeats(point, other) for other in kept):
            kept.append(point)
            yield point
        if len(kept) == MOST:
            return


def _repeats(one: Point, other: Point) -> bool:
    """Whether two points stand in the same words of a paragraph, or in the same words of two."""
    return one.words == other.words or (one.paragraph == other.paragraph and _overlap(one, other))


def _overlap(one: Point, other: Point) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.clauses for b in other.clauses)


# --- which line says it -----------------------------------------------------------------------------------------


def _share_out(lines: Mapping[str, Sequence[Passage]]) -> dict[str, tuple[Point, ...]]:
    """The points of each line of a row; words that several lines could say go to the one with the best claim.

    A line that would have nothing else may say them as well, unless it only stands in a list there.
    """
    claims: dict[Place, Claim] = {}
    for line, passages in lines.items():
        for passage in passages:
            for place in _places(passage):
                claim = (-passage.own, passage.rank, line)
                claims[place] = min(claims.get(place, claim), claim)
    return {line: _choose(line, passages, claims) for line, passages in lines.items()}


def _places(passage: Passage) -> Iterator[Place]:
    """The stretches that a line lays claim to."""
    return ((passage.point.paragraph, stretch) for stretch in passage.core or passage.point.clauses)


def _choose(line: str, passages: Sequence[Passage], claims: Mapping[Place, Claim]) -> tuple[Point, ...]:
    own = [p for p in passages if all(claims[place][2] == line for place in _places(p))]
    return tuple(_first(_by_sentence(own or [p for p in passages if p.plain][:1]), FIRM))


def _by_sentence(passages: Iterable[Passage]) -> Iterator[Point]:
    """The firmest passage of every sentence, with what else the sentence says of the line while it is short."""
    sentences: dict[tuple[str, Span], list[Passage]] = defaultdict(list)
    for passage in passages:
        sentences[passage.point.paragraph, passage.sentence].append(passage)
    for first, *others in sentences.values():
        point = first.point
        for other in (other.point for other in others if other.plain):
            if point.size + other.size <= LIMIT and not _overlap(point, other):
                point = _together(point, other)
        yield point


def _together(one: Point, other: Point) -> Point:
    """Two points of a sentence as one, as firm as the first."""
    return replace(
        one,
        clauses=joined(sorted(one.clauses + other.clauses)),
        words=one.words + other.words,
        bold=tuple(sorted({*one.bold, *other.bold})),
    )
