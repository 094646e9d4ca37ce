"""Two things laid against each other: two category systems, or two periods of one district.

In: one `Study` for each category system, or a study with several periods. Out: cells of paragraph keys, or `Change`s
with the evidence of both periods.
Example: 临江区 plans 人才公寓 in 2026-2030 and did not in 2021-2025: Change(subtype="talent-housing", status="came").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from compare.matrix.crosstab import SubtypeLine, build_lines, line_ids
from compare.matrix.rows import document_years, families
from compare.model import OTHER, Comparison, Document, Evidence, Study

Status = Literal["came", "went", "stayed"]


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of years and the documents that cover it."""

    start: int
    end: int
    documents: frozenset[str]
    """ids"""

    @property
    def label(self) -> str:
        """``2021-2025``, or one year."""
        return f"{self.start}-{self.end}" if self.start != self.end else str(self.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A sub-type in two successive periods of one row."""

    row: str
    column: str
    subtype: str
    before: str
    """years of the earlier documents, ``2018-2020``"""
    after: str
    status: Status
    evidence_before: tuple[str, ...]
    evidence_after: tuple[str, ...]


@dataclass(frozen=True)
class CrossTable:
    """Main type in one category system × main type in another, measure paragraphs only."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], tuple[str, ...]]
    """paragraph keys; every pair is present, and the cells add up to the measure paragraphs"""


def cross_table(first: Study, second: Study) -> CrossTable:
    """Measure paragraphs by their main type in two codings of the same documents (types × policy tools, say)."""
    rows = (*(t.id for t in first.taxonomy.types), OTHER)
    columns = (*(t.id for t in second.taxonomy.types), OTHER)
    cells: dict[tuple[str, str], list[str]] = {(row, column): [] for row in rows for column in columns}
    for document in first.documents:
        for paragraph in document.paragraphs if document.included else ():
            if paragraph.role == "measure":
                cells[_main_type(first, paragraph.key), _main_type(second, paragraph.key)].append(paragraph.key)
    return CrossTable(rows, columns, {pair: tuple(keys) for pair, keys in cells.items()})


def _main_type(study: Study, key: str) -> str:
    by_id = study.taxonomy.by_id
    return next(
        (c.measure_id for c in study.codings.get(key, ()) if c.rank and not by_id[c.measure_id].residual), OTHER
    )


def find_changes(study: Study, comparison: Comparison) -> tuple[Change, ...]:
    """What came and what went between successive periods of one row.

    Only documents of one family of genres are laid against each other (a plan against a plan), and only periods that
    do not overlap: what a plan omits while an older one still runs has not gone. A row of several districts has no
    periods of its own: what one of them plans after another has not come.
    """
    spans = [
        (row.key, earlier, later)
        for row in comparison.rows
        if len({study.by_id[id].district for id in row.documents}) == 1
        for periods in periods_by_family([study.by_id[id] for id in row.documents])
        for earlier, later in pairwise(periods)
    ]
    if not spans:  # the usual case
        return ()
    lines = [line for line in build_lines(study) if not line.own]
    found: dict[tuple[str, str], list[Evidence]] = {}
    for evidence in comparison.evidence:
        for id in line_ids(evidence) if evidence.layer == "measure" else ():
            found.setdefault((id, evidence.row), []).append(evidence)
    return tuple(
        change
        for row, earlier, later in spans
        for line in lines
        if (change := _find_change(row, line, found.get((line.id, row), []), earlier, later))
    )


def _find_change(
    row: str, line: SubtypeLine, evidence: Sequence[Evidence], earlier: Period, later: Period
) -> Change | None:
    before = tuple(e.id for e in evidence if e.document_id in earlier.documents)
    after = tuple(e.id for e in evidence if e.document_id in later.documents)
    if not before and not after:
        return None
    status: Status = "stayed" if before and after else "came" if after else "went"
    return Change(
        row=row,
        column=line.column,
        subtype=line.id,
        before=earlier.label,
        after=later.label,
        status=status,
        evidence_before=before,
        evidence_after=after,
    )


def periods_by_family(documents: Sequence[Document]) -> Iterator[Sequence[Period]]:
    """The periods of each family of genres in the order of time, documents without measures or years left out."""
    spans: dict[str, list[tuple[tuple[int, int], str]]] = {}
    for document in documents:
        years = document_years(document)
        family = families().get(document.metadata.value("genre"))
        if family and years and any(p.role == "measure" for p in document.paragraphs):
            spans.setdefault(family, []).append((years, document.id))
    return (_merge(sorted(found)) for found in spans.values())


def _merge(spans: Sequence[tuple[tuple[int, int], str]]) -> list[Period]:
    """Spans in order of their start → periods, overlapping ones taken together."""
    periods: list[Period] = []
    for (start, end), id in spans:
        if periods and start <= periods[-1].end:
            last = periods[-1]
            periods[-1] = Period(last.start, max(last.end, end), last.documents | {id})
        else:
            periods.append(Period(start, end, frozenset([id])))
    return periods
