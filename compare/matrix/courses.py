"""How the measures of a row spread over the types from period to period.

In: a `Study` and its `Comparison`. Out: a `Course` for each row with several periods, or one for a comparison whose
rows are the periods.
Example: 临江区 has 20 measures in 2016-2020, 3 of them 人才, and 49 in 2021-2025, 11 of them 人才.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from compare.matrix.contrasts import periods_by_family
from compare.matrix.rows import IN_TIME, UNKNOWN
from compare.matrix.statistics import FEW_UNITS
from compare.model import Comparison, Study

Spans = Sequence[tuple[str, frozenset[str]]]
"""name of each period and ids of its documents, in the order of time"""


@dataclass(frozen=True, kw_only=True)
class Course:
    """Measures by main type in successive periods."""

    label: str
    """name of the row; empty where rows are periods"""
    periods: tuple[str, ...]
    """in the order of time, two or more"""
    units: tuple[int, ...]
    """measures of each period, one or more"""
    counts: Mapping[str, tuple[int, ...]]
    """column → measures of each period whose main type it is; over all columns they add up to `units`"""

    def shares(self, column: str) -> tuple[float, ...]:
        """Part of each period's measures, 0–1."""
        return tuple(n / units for n, units in zip(self.counts[column], self.units, strict=True))


def find_courses(study: Study, comparison: Comparison) -> tuple[Course, ...]:
    """The courses of a comparison, in matrix order.

    Only documents of one family of genres follow each other: a scheme after a plan is no change of plans. A row of
    several districts has no periods of its own.
    """
    tally = Counter((e.document_id, e.column) for e in comparison.evidence if e.layer == "measure" and e.rank == 1)
    found = (_course(label, spans, comparison.columns, tally) for label, spans in _spans(study, comparison))
    return tuple(course for course in found if len(course.periods) > 1)


def proven_course(course: Course) -> Course | None:
    """The periods with enough measures to tell shares of; None if fewer than two are left."""
    kept = [place for place, units in enumerate(course.units) if units >= FEW_UNITS]
    if len(kept) < 2:
        return None
    return Course(
        label=course.label,
        periods=tuple(course.periods[place] for place in kept),
        units=tuple(course.units[place] for place in kept),
        counts={column: tuple(counts[place] for place in kept) for column, counts in course.counts.items()},
    )


def _spans(study: Study, comparison: Comparison) -> Iterator[tuple[str, Spans]]:
    if study.settings.by in IN_TIME:
        yield "", [(row.label, frozenset(row.documents)) for row in comparison.rows if row.key != UNKNOWN]
        return
    for row in comparison.rows:
        documents = [study.by_id[id] for id in row.documents]
        if len({document.district for document in documents}) == 1:
            for periods in periods_by_family(documents):
                yield row.label, [(period.label, period.documents) for period in periods]


def _course(label: str, spans: Spans, columns: Sequence[str], tally: Mapping[tuple[str, str], int]) -> Course:
    """The course of these periods; one without measures is left out."""
    lines = [(name, [sum(tally[id, column] for id in documents) for column in columns]) for name, documents in spans]
    lines = [(name, counts) for name, counts in lines if sum(counts)]
    return Course(
        label=label,
        periods=tuple(name for name, _ in lines),
        units=tuple(sum(counts) for _, counts in lines),
        counts={column: tuple(counts[place] for _, counts in lines) for place, column in enumerate(columns)},
    )
