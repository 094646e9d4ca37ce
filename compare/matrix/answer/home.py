"""The page from the side of one row: what we have and they have not, what they have and we have not, where they are
harder.

In: an `Analysis`, the own row and the others of the page. Out: a `Beside` of sub-types with the points that say it.
Example: own row 临江区 “鼓励企业建设研发机构”, 望山区 “到2025年研发机构达到20家”: under 研发机构 望山区 is harder, by a
number. Nothing is called missing in a text that is not whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from compare.chinese.normalize import fold
from compare.chinese.sentences import holding
from compare.chinese.spans import Span
from compare.kinds import AbsenceVerdict, Harder
from compare.matrix.absence import is_whole
from compare.matrix.answer.portraits import aims_of, documents_of
from compare.matrix.comparability import is_summary
from compare.matrix.grids.amount_objects import find_mentions
from compare.matrix.grids.supports import Support
from compare.matrix.grids.targets import TargetLine
from compare.matrix.quotes.clauses import LIMIT, quotable
from compare.matrix.quotes.offers import Point
from compare.model import Evidence, Target

if TYPE_CHECKING:
    from compare.matrix.analysis import Analysis

OURS, AIMS, THEIRS, HARDER = 5, 2, 4, 5
"""lines of what only we have and only we aim at, names a type and row of what only they have, lines of where they are
harder"""
HARDEST: tuple[Harder, ...] = ("amount", "dated", "number")
"""kinds of figures, the hardest first"""
_HARDER: tuple[Harder, ...] = (*HARDEST, "firm")
_FIRMER = 4
"""by how much words must be firmer to be called harder: 设立 against 鼓励"""
_SAID: tuple[AbsenceVerdict, ...] = ("absent", "admitted")
_SILENT: tuple[AbsenceVerdict, ...] = (*_SAID, "partial", "summary")


@dataclass(frozen=True, slots=True)
class Ours:
    """A sub-type of ours that no other row of the page names."""

    subtype: str
    point: Point
    others: tuple[tuple[str, AbsenceVerdict], ...]
    """row key and what may be said of it"""


@dataclass(frozen=True, slots=True)
class OurAim:
    """An indicator that of the rows of the page only we put a number to."""

    line: TargetLine
    target: Target
    others: tuple[tuple[str, AbsenceVerdict], ...]
    """row key and what may be said of it"""


@dataclass(frozen=True, slots=True)
class OurTool:
    """An object of support that only our text names together with an instrument."""

    support: Support
    others: tuple[tuple[str, AbsenceVerdict], ...]
    """row key and what may be said of it"""


@dataclass(frozen=True, slots=True)
class Theirs:
    """What another row has and our text, by its words or by its own saying, has not."""

    column: str
    row: str
    subtypes: tuple[str, ...]
    admitted: tuple[str, ...]
    """words for what our own text says there is none of and theirs has"""
    tools: tuple[tuple[str, str], ...]
    """objects of support that no word of ours names, and the instrument as their text calls it"""


@dataclass(frozen=True, slots=True)
class Stronger:
    """A sub-type that both have and another row has harder."""

    subtype: str
    ours: Point
    row: str
    theirs: Point
    why: Harder


@dataclass(frozen=True, slots=True)
class Beside:
    """The three tables."""

    ours: tuple[Ours, ...]
    tools: tuple[OurTool, ...]
    aims: tuple[OurAim, ...]
    theirs: tuple[Theirs, ...]
    stronger: tuple[Stronger, ...]


def find_beside(analysis: Analysis, home: str, shown: Sequence[str]) -> Beside:
    """The own row beside the others of the page."""
    others = [key for key in shown if key != home]
    ours = tuple(sorted(_ours(analysis, home, others), key=lambda item: -item.point.firmness))[:OURS]
    tools = _our_tools(analysis, home, others, {item.subtype for item in ours})
    stronger = _apart(analysis, _stronger(analysis, home, others))
    return Beside(
        ours,
        tuple(islice(tools, OURS - len(ours))),
        tuple(_our_aims(analysis, home, others))[:AIMS],
        tuple(_theirs(analysis, home, others)),
        tuple(sorted(stronger, key=lambda item: _HARDER.index(item.why)))[:HARDER],
    )


def _lines(analysis: Analysis) -> Iterator[tuple[str, str]]:
    """Sub-type and type."""
    return ((line.id, line.column) for line in analysis.subtypes.lines if not line.own)


def _ours(analysis: Analysis, home: str, others: Sequence[str]) -> Iterator[Ours]:
    for id, _ in _lines(analysis):
        points = [p for p in analysis.points.get((id, home), ()) if p.layer == "measure"]
        if not points or not analysis.subtypes.cells[id, home].grounded:
            continue
        told = tuple((key, analysis.absences.lacks(key, id).verdict) for key in others)
        if all(verdict in _SILENT for _, verdict in told) and any(verdict in _SAID for _, verdict in told):
            yield Ours(id, points[0], told)


def _our_aims(analysis: Analysis, home: str, others: Sequence[str]) -> Iterator[OurAim]:
    """Indicators that only we put a number to."""
    grid = analysis.target_grid
    for line in grid.lines:
        found = grid.of(line, home)
        if found and line.folded and not any(grid.of(line, key) for key in others):
            yield OurAim(line, found[0], tuple((key, _silence(analysis, key)) for key in others))


def _our_tools(analysis: Analysis, home: str, others: Sequence[str], told: Collection[str]) -> Iterator[OurTool]:
    """Objects with an instrument that no word of the others names; not of sub-types that are told already."""
    named = set().union(*(_named_objects(analysis, key) for key in others))
    silences = tuple((key, _silence(analysis, key)) for key in others)
    if all(verdict != "absent" for _, verdict in silences):
        return
    measures = [e for e in analysis.comparison.evidence if e.row == home and e.layer == "measure"]
    spent = {e.paragraph_key for e in measures if not set(told).isdisjoint(e.subtypes)}
    counted = {e.paragraph_key for e in measures} - spent
    for (line, key), cell in analysis.amount_grid.cells.items():
        of_ours = [s for s in (*cell.grants, *cell.tools) if s.paragraph_key in counted]
        if key == home and line.object and line.object not in named and of_ours:
            yield OurTool(of_ours[0], silences)


def _silence(analysis: Analysis, key: str) -> AbsenceVerdict:
    """What it means that a row does not name something."""
    documents = documents_of(analysis, key)
    if any(map(is_summary, documents)):
        return "summary"
    return "absent" if all(map(is_whole, documents)) else "partial"


def _theirs(analysis: Analysis, home: str, others: Sequence[str]) -> Iterator[Theirs]:
    tools, admitted = _tools(analysis, home, others), _admitted(analysis, home, others)
    for column in (c.id for c in analysis.study.taxonomy.types):
        for key in others:
            found = [id for id, of in _lines(analysis) if of == column and analysis.subtypes.cells[id, key].grounded]
            told = {id: analysis.absences.lacks(home, id).verdict for id in found}
            words = tuple(admitted.get((column, key), ()))
            missing = tuple(id for id, verdict in told.items() if verdict == "absent")[: THEIRS - len(words)]
            named = tuple(tools.get((column, key), ()))[: THEIRS - len(words) - len(missing)]
            if missing or words or named:
                yield Theirs(column, key, missing, words, named)


def _admitted(analysis: Analysis, home: str, others: Sequence[str]) -> Mapping[tuple[str, str], Sequence[str]]:
    """(type, row) → words that a measure of theirs has and of which our own text says that there is none."""
    words = {
        (gap.column, word)
        for gap in analysis.gaps
        if gap.row == home and gap.verdict == "admitted"
        for word in gap.words
    }
    found: dict[tuple[str, str], list[str]] = {}
    for evidence in analysis.comparison.evidence if words else ():
        if evidence.row in others and evidence.layer == "measure" and evidence.rank == 1:
            folded = analysis.study.paragraphs[evidence.paragraph_key].words.folded
            for column, word in sorted(words):
                known = found.setdefault((column, evidence.row), [])
                if fold(word) in folded and word not in known:
                    known.append(word)
    return found


def _tools(analysis: Analysis, home: str, others: Sequence[str]) -> Mapping[tuple[str, str], Sequence[tuple[str, str]]]:
    """(type, row) → objects that no word of the own texts names, with their instrument as the text calls it.

    Nothing where a text of ours is not whole.
    """
    if not all(map(is_whole, documents_of(analysis, home))):
        return {}
    grid, known = analysis.amount_grid, _named_objects(analysis, home)
    main = {e.paragraph_key: e.column for e in analysis.comparison.evidence if e.rank == 1}
    found: dict[tuple[str, str], dict[str, str]] = {}
    for (line, key), cell in grid.cells.items():
        if key in others and line.object and line.object not in known:
            for tool in cell.tools:
                found.setdefault((main.get(tool.paragraph_key, ""), key), {}).setdefault(line.object, tool.tool)
    return {pair: tuple(tools.items()) for pair, tools in found.items()}


def _named_objects(analysis: Analysis, row: str) -> set[str]:
    """Objects of support that any paragraph or heading of a row names."""
    found: set[str] = set()
    for document in documents_of(analysis, row):
        texts = [*(p.words.folded for p in document.paragraphs), *(fold(h.text) for h in document.outline)]
        found |= {mention.object.id for text in texts for mention in find_mentions(text)}
    return found


# --- where they are harder --------------------------------------------------------------------------------------


def _stronger(analysis: Analysis, home: str, others: Sequence[str]) -> Iterator[Stronger]:
    """One line a sub-type: the row whose words are the hardest; the same words of ours are answered once."""
    alike = [key for key in others if _families(analysis, key) & _families(analysis, home)]
    figures = _figures(analysis)
    aims, aimed = _aims(analysis, alike, _indicators(analysis, home)), _aimed(analysis, home)
    said: set[tuple[str, tuple[Span, ...]]] = set()
    for id, _ in _lines(analysis):
        own = analysis.points.get((id, home), ())
        if not own or id in aimed or any(point.bold for point in own) or (own[0].evidence, own[0].clauses) in said:
            continue
        beside = [(key, point) for key in alike for point in analysis.points.get((id, key), ())[:1]]
        figured = {point: _figures_about(analysis, id, point, figures) for _, point in (*aims.get(id, ()), *beside)}
        ranked = sorted([*aims.get(id, ()), *beside], key=lambda pair: _rank(pair[1], figured[pair[1]]))
        for key, point in ranked[:1]:
            if why := _why(analysis, own[0], point, figured[point]):
                said.add((own[0].evidence, own[0].clauses))
                yield Stronger(id, own[0], key, point, why)


def _families(analysis: Analysis, row: str) -> set[str]:
    """Kinds of documents: a reward scheme has sums where a law has none, so neither is harder than the other."""
    return {scope.family for scope in analysis.comparison.by_key[row].scope}


def _apart(analysis: Analysis, found: Iterable[Stronger]) -> Sequence[Stronger]:
    """One line a pair of paragraphs: that of the sub-type which their paragraph is mostly about."""
    best: dict[tuple[str, str], Stronger] = {}
    for item in found:
        pair = (item.ours.paragraph, item.theirs.paragraph)
        main = analysis.comparison.by_id[item.theirs.evidence].subtypes[:1] == (item.subtype,)
        if pair not in best or main:
            best[pair] = item
    return list(best.values())


def _aimed(analysis: Analysis, row: str) -> set[str]:
    """Sub-types that a sentence with a number aimed at names, wherever in the texts of a row it stands."""
    study = analysis.study
    found: set[str] = set()
    for target in aims_of(analysis, analysis.comparison.by_key[row]):
        sentence = holding(study.paragraphs[target.paragraph_key].words.sentences, target.span.start)
        found |= _subtypes_named(analysis, target.paragraph_key, sentence)
    return found


def _indicators(analysis: Analysis, row: str) -> set[str]:
    """What a row aims at by number."""
    return {t.indicator_std or t.indicator for t in aims_of(analysis, analysis.comparison.by_key[row])}


def _aims(
    analysis: Analysis, rows: Sequence[str], but: Collection[str] = ()
) -> Mapping[str, Sequence[tuple[str, Point]]]:
    """Sub-type → rows with a counted sentence that aims at a number of it, as a point; without some indicators."""
    found: dict[str, list[tuple[str, Point]]] = {}
    for (row, span), figures in _aiming(analysis, rows, but).items():
        words = analysis.study.paragraphs[row.paragraph_key].words.folded[span.start : span.end]
        point = Point(
            evidence=row.id, paragraph=row.paragraph_key, clauses=(span,), words=(words,),
            bold=tuple(sorted(figures)), layer=row.layer, firmness=0,
        )  # fmt: skip
        for id in _subtypes_named(analysis, row.paragraph_key, span):
            found.setdefault(id, []).append((row.row, point))
    return found


def _aiming(
    analysis: Analysis, rows: Sequence[str], but: Collection[str]
) -> Mapping[tuple[Evidence, Span], Sequence[Span]]:
    """(evidence row, sentence that can stand alone) → its figures."""
    study = analysis.study
    evidence = {e.paragraph_key: e for e in analysis.comparison.evidence if e.row in rows and e.rank == 1}
    found: dict[tuple[Evidence, Span], list[Span]] = {}
    for target in study.targets:
        known = target.value is None or (target.indicator_std or target.indicator) in but
        if target.status != "target" or known or target.paragraph_key not in evidence:
            continue
        for sentence in quotable(study.paragraphs[target.paragraph_key].words):
            if sentence.span.holds(target.span) and sentence.span.end - sentence.span.start <= LIMIT:
                found.setdefault((evidence[target.paragraph_key], sentence.span), []).append(target.span)
    return found


def _subtypes_named(analysis: Analysis, key: str, span: Span) -> set[str]:
    """Sub-types whose strong keywords stand in a sentence."""
    return {
        match.keyword.measure_id
        for coding in analysis.study.codings.get(key, ())
        for match in coding.matches
        if not match.rejected and match.keyword.strength == "strong" and span.holds(match.span)
    }


Figures = Mapping[tuple[str, Span], Harder]
"""(paragraph key, span) → what the figure is"""


def _figures(analysis: Analysis) -> Figures:
    aimed: dict[tuple[str, Span], Harder] = {
        (t.paragraph_key, t.span): "dated" if t.year else "number"
        for t in analysis.study.targets
        if t.status == "target"
    }
    return aimed | {(a.paragraph_key, a.written): "amount" for a in analysis.study.amounts if a.layer != "practice"}


def _rank(point: Point, figures: Collection[Harder]) -> tuple[int, int, int]:
    """The hardest kind of figure first, then most figures, then the firmest words."""
    hardest = min(map(HARDEST.index, figures), default=len(HARDEST))
    return hardest, -len(figures), -point.firmness


def _figures_about(analysis: Analysis, id: str, point: Point, figures: Figures) -> Sequence[Harder]:
    """What the figures of a point are: sums, and numbers whose own clause names the sub-type."""
    words = analysis.study.paragraphs[point.paragraph].words
    found = [(span, figures[point.paragraph, span]) for span in point.bold if (point.paragraph, span) in figures]
    return [
        why
        for span, why in found
        if why == "amount" or id in _subtypes_named(analysis, point.paragraph, holding(words.clauses, span.start))
    ]


def _why(analysis: Analysis, ours: Point, theirs: Point, figures: Collection[Harder]) -> Harder | None:
    """By an amount, a number with its year, a number; by firmer words for the same object; None where not harder."""
    if theirs.layer != "measure":
        return None
    if figures:
        return HARDEST[min(map(HARDEST.index, figures))]
    firmer = ours.layer == "measure" and theirs.firmness - ours.firmness >= _FIRMER
    return "firm" if firmer and _objects(analysis, ours) & _objects(analysis, theirs) else None


def _objects(analysis: Analysis, point: Point) -> set[str]:
    """Objects of support that a point names."""
    folded = analysis.study.paragraphs[point.paragraph].words.folded
    return {mention.object.id for span in point.clauses for mention in find_mentions(folded, span.start, span.end)}
