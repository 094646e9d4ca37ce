"""A point of the comparison table in words: what is printed plain, what in bold, and where it stands.

In: the `Point`s of a cell. Out: runs of text with their style, the same in workbook and report. Example: plain
“对新认定的孵化器，给予”, bold “50万元”, plain “补助”, small “（一（二））”; among several documents of a row
“（临江办法一（二））”.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from compare.documents.short_names import find_short_names
from compare.kinds import AbsenceVerdict, Layer
from compare.matrix.analysis import Analysis
from compare.matrix.crosstab import SubtypeCell, SubtypeLine
from compare.matrix.quotes.offers import Point
from compare.model import COUNTED, Row
from compare.reports.styled import Run, emboldened, joined
from compare.wording import Wording

_MENTIONED = ("mention-only", "summary-mention")
_PARTIAL = ("summary", "incomplete")
_EXCERPT = "excerpt"
_TOLD: tuple[AbsenceVerdict, ...] = ("absent", "admitted", "goal-only")
"""verdicts that say something of the whole text"""


class PointWords(Wording):
    """How the points of an analysis are printed."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis, self.study, self.comparison = analysis, analysis.study, analysis.comparison
        super().__init__(self.study.settings.lang, self.study.taxonomy, self.study.settings.by)
        self.words = self.wordlist("cells")
        self.short_names = find_short_names(self.study.documents, self.lang)

    def runs(self, points: Sequence[Point], row: Row) -> list[Run]:
        """The points of a cell of `row`, one after the other; the document is named where the row has several."""
        told = [
            [*self.quoted(point), *([Run(source, "small")] if source else [])]
            for point, source in self.cited(points, row)
        ]
        return joined(told, self.words["point.join"])

    def cited(self, points: Sequence[Point], row: Row) -> list[tuple[Point, str]]:
        """The points of a cell of `row` with their sources, one that several in a row share behind the last of them."""
        sources = [self.source(point, named=len(row.documents) > 1) for point in points]
        following = [*sources[1:], ""]
        pairs = zip(points, sources, following, strict=True)
        return [(point, "" if source == after else source) for point, source, after in pairs]

    def source(self, point: Point, named: bool = True) -> str:
        """``（临江规划三（二），保障）``."""
        place = self.clause(self.study.paragraphs[point.paragraph].clause)
        if named or not place:
            name = self.short_names[self.comparison.by_id[point.evidence].document_id]
            place = self.words["point.named"].format(name=name, clause=place).strip()
        layer = "" if point.layer == "measure" else self.words[f"point.{point.layer}"]
        parts = self.words["point.parts"].join(filter(None, (place, layer)))
        return self.words["point.source"].format(parts=parts)

    def unsaid(self, lines: Sequence[SubtypeLine], row: Row) -> str:
        """What a cell without points says of one sub-type, or of all of a type."""
        cells = [self.analysis.subtypes.cells[line.id, row.key] for line in lines]
        for layer in COUNTED:
            ids = dict.fromkeys(id for cell in cells for id in _ids(cell, layer))
            if ids:
                return self.words["unsaid.unquoted" if self._altered(ids) else f"unsaid.{layer}"].format(n=len(ids))
        return self.words[f"unsaid.{self._silence(lines, row)}"]

    def _silence(self, lines: Sequence[SubtypeLine], row: Row) -> str:
        """What `Absences` lets one say of a sub-type, or of all of a type; a text in part is named as that."""
        absences = self.analysis.absences
        verdict = (
            absences.lacks(row.key, lines[0].id) if len(lines) == 1 else absences.lacks_type(row.key, lines[0].column)
        ).verdict
        if verdict in _TOLD:
            return verdict
        if any(self.analysis.subtypes.cells[line.id, row.key].reason in _MENTIONED for line in lines):
            return "mentioned"
        why = row.silence(lines[0].column)
        if why == "absent":
            return "named"
        return "excerpt" if why in _PARTIAL and set(row.genres) == {_EXCERPT} else why

    def quotable(self, row: Row) -> bool:
        """Whether any document of a row may be quoted."""
        return any(self.study.by_id[id].quotable for id in row.documents)

    def _altered(self, ids: Iterable[str]) -> bool:
        return not any(self.study.by_id[self.comparison.by_id[id].document_id].quotable for id in ids)

    def quoted(self, point: Point) -> list[Run]:
        """The clauses of a point with its figures in bold."""
        text = self.printed(self.study.paragraphs[point.paragraph].text)
        return joined([emboldened(text, clause, point.bold) for clause in point.clauses], self.words["point.join"])


def _ids(cell: SubtypeCell, layer: Layer) -> tuple[str, ...]:
    return {"measure": cell.evidence, "practice": cell.practice, "safeguard": cell.safeguard}[layer]
