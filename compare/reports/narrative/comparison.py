"""The comparison table as it is made by hand: a table a type, sub-types against rows, in the words of the texts.

In: a `Voice`. Out: the Markdown of the section. With more rows than stand abreast each sub-type is a line with the
firmest points of all rows. Example: a cell reads “对新认定的孵化器，给予**50万元**补助（三（二））”; the source opens
the paragraph. 科技保险, which only one row has, is named below the table: 只见于临江区：科技保险。
"""

from __future__ import annotations

from collections.abc import Sequence

from compare.matrix.crosstab import SubtypeLine
from compare.matrix.quotes.offers import Point
from compare.model import Row
from compare.reports.narrative.markup import Md, escape, styled, table
from compare.reports.narrative.tables import WIDE
from compare.reports.narrative.voice import Voice

MOST = 2
"""points of a cell, of which the workbook has room for more"""
BROAD = 4
"""rows from which a cell has its firmest point alone, so that the table stays a few pages long"""
LISTED = 3
"""points of a line where the rows do not stand abreast"""


def tell_comparison(voice: Voice) -> Md:
    """Sub-types side by side: rows as columns while they fit, else one line a sub-type."""
    told = _Comparison(voice)
    parts = [voice.say("subtypes.note_wide" if told.wide else "subtypes.note")]
    if told.left_out:
        parts.append(voice.say("subtypes.left_out", names=voice.join(row.label for row in told.left_out)))
    for column in voice.types:
        if body := told.type(column):
            parts.append(Md(f"### {voice.label(column)}\n\n{body}"))
    return Md("\n\n".join(parts)) if len(parts) > 1 else voice.say("subtypes.none")


class _Comparison:
    """The table being told."""

    def __init__(self, voice: Voice) -> None:
        self.voice, self.points = voice, voice.analysis.points
        self.words = voice.point_words
        rows = voice.comparison.rows
        self.rows = [row for row in rows if self.words.quotable(row)]
        self.left_out = [row for row in rows if row not in self.rows]
        self.wide = len(self.rows) > WIDE

    def type(self, column: str) -> Md:
        """What is told of a type; empty if no row has words of it."""
        lines = [line for line in self.voice.subtypes.lines if line.column == column and self._having(line)]
        if self.wide:
            return self._listed(lines) if lines else Md("")
        shared = [line for line in lines if len(self._having(line)) > 1 or len(self.rows) == 1]
        alone = [line for line in lines if line not in shared]
        return Md("\n\n".join(filter(None, (self._abreast(shared), self._alone(alone)))))

    def _having(self, line: SubtypeLine) -> list[Row]:
        return [row for row in self.rows if (line.id, row.key) in self.points]

    def _abreast(self, lines: Sequence[SubtypeLine]) -> Md:
        if not lines:
            return Md("")
        head = [self.voice.say("head.subtype"), *(row.label for row in self.rows)]
        return table(head, [[self._name(line), *(self._cell(line, row) for row in self.rows)] for line in lines])

    def _cell(self, line: SubtypeLine, row: Row) -> Md:
        points = self.points.get((line.id, row.key), ())
        if not points:
            return escape(self.words.unsaid([line], row))
        return self._told(points[: MOST if len(self.rows) < BROAD else 1], row)

    def _told(self, points: Sequence[Point], row: Row) -> Md:
        """Points with their figures in bold and their sources, which open the paragraph."""
        told = [
            styled(self.words.quoted(point)) + (self.voice.open(point.evidence, source) if source else "")
            for point, source in self.words.cited(points, row)
        ]
        return Md(self.words.words["point.join"].join(told))

    def _alone(self, lines: Sequence[SubtypeLine]) -> Md:
        """Sub-types of which one row alone has words to quote, row by row; others may have it in fewer words."""
        sentences = []
        for row in self.rows:
            own = [line for line in lines if self._having(line) == [row]]
            names = [self.voice.open(self.points[line.id, row.key][0].evidence, self._name(line)) for line in own]
            if names:
                sentences.append(self.voice.say("subtypes.alone", row=row.label, names=self.voice.join(names)))
        return Md(self.voice.wording["gap"].join(sentences))

    def _listed(self, lines: Sequence[SubtypeLine]) -> Md:
        """A line a sub-type: the rows that have it and their firmest points."""
        head = [self.voice.say(f"head.{key}") for key in ("subtype", "rows_with", "points")]
        return table(head, [(self._name(line), self._rows(line), self._firmest(line)) for line in lines])

    def _rows(self, line: SubtypeLine) -> Md:
        cells = self.voice.subtypes.cells
        having = [row for row in self.rows if cells[line.id, row.key].evidence]
        return self.voice.some([row.label for row in having[:WIDE]], len(having))

    def _firmest(self, line: SubtypeLine) -> Md:
        rows = sorted(self._having(line), key=lambda row: -self.points[line.id, row.key][0].firmness)[:LISTED]
        firmest = (
            self.voice.say("rows_point", row=row.label, point=self._told(self.points[line.id, row.key][:1], row))
            for row in rows
        )
        return Md(self.words.words["point.join"].join(firmest))

    def _name(self, line: SubtypeLine) -> str:
        return self.voice.say("line.own") if line.own else self.voice.label(line.id)
