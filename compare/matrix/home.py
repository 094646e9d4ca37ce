"""The page from the side of one row: what we have and they have not, what they have and we have not, where they are
harder.

In: an `Analysis`, the own row and the others of the page. Out: a `Beside` of sub-types with the points that say it.
Example: own row 临江区 “鼓励企业建设研发机构”, 望山区 “到2025年研发机构达到20家”: under 研发机构 望山区 is harder, by a
number. Nothing is called missing in a text that is not whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from compare.chinese.spans import Span
from compare.kinds import AbsenceVerdict, Harder
from compare.matrix.points import Point

if TYPE_CHECKING:
    from compare.matrix.analysis import Analysis

OURS, THEIRS, HARDER = 5, 4, 5
"""lines of what only we have, names a type and row of what only they have, lines of where they are harder"""
HARDEST: tuple[Harder, ...] = ("amount", "dated", "number")
"""kinds of figures, the hardest first"""
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
class Theirs:
    """Sub-types of another row that stand nowhere in our text."""

    column: str
    row: str
    subtypes: tuple[str, ...]
    admitted: tuple[str, ...]
    """those of them that our own text says there are none of"""


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
    theirs: tuple[Theirs, ...]
    stronger: tuple[Stronger, ...]


def find_beside(analysis: Analysis, home: str, shown: Sequence[str]) -> Beside:
    """The own row beside the others of the page."""
    others = [key for key in shown if key != home]
    return Beside(
        tuple(sorted(_ours(analysis, home, others), key=lambda item: -item.point.firmness))[:OURS],
        tuple(_theirs(analysis, home, others)),
        tuple(sorted(_stronger(analysis, home, others), key=lambda item: -item.theirs.firmness))[:HARDER],
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


def _theirs(analysis: Analysis, home: str, others: Sequence[str]) -> Iterator[Theirs]:
    for column in (c.id for c in analysis.study.taxonomy.types):
        for key in others:
            found = [id for id, of in _lines(analysis) if of == column and analysis.subtypes.cells[id, key].grounded]
            told = {id: analysis.absences.lacks(home, id).verdict for id in found}
            missing = tuple(id for id, verdict in told.items() if verdict in _SAID)[:THEIRS]
            if missing:
                yield Theirs(column, key, missing, tuple(id for id in missing if told[id] == "admitted"))


def _stronger(analysis: Analysis, home: str, others: Sequence[str]) -> Iterator[Stronger]:
    """One line a sub-type: the row whose words are the hardest."""
    figures = _figures(analysis)
    for id, _ in _lines(analysis):
        own = analysis.points.get((id, home), ())
        if not own or any(point.bold for point in own):
            continue
        beside = [(key, point) for key in others for point in analysis.points.get((id, key), ())[:1]]
        for key, point in sorted(beside, key=lambda pair: -pair[1].firmness)[:1]:
            if why := _why(analysis, own[0], point, figures):
                yield Stronger(id, own[0], key, point, why)


Figures = Mapping[tuple[str, Span], Harder]
"""(paragraph key, span) → what the figure is"""


def _figures(analysis: Analysis) -> Figures:
    aimed: dict[tuple[str, Span], Harder] = {
        (t.paragraph_key, t.span): "dated" if t.year else "number"
        for t in analysis.study.targets
        if t.status == "target"
    }
    return aimed | {(a.paragraph_key, a.written): "amount" for a in analysis.study.amounts if a.layer != "practice"}


def _why(analysis: Analysis, ours: Point, theirs: Point, figures: Figures) -> Harder | None:
    """By an amount, a number with its year, a number; by firmer words; None where they are not harder."""
    if theirs.layer != "measure":
        return None
    key = analysis.comparison.by_id[theirs.evidence].paragraph_key
    found = {figures.get((key, span)) for span in theirs.bold}
    by_figure: Harder | None = next((why for why in HARDEST if why in found), None)
    return by_figure or ("firm" if theirs.firmness - ours.firmness >= _FIRMER else None)
