"""Which of several evidence rows is the strongest: one order for the workbook, the page and the report.

In: a `Study` and the evidence of its matrix. Out: what the rows are ordered by, the one an analyst would cite first in
front. Example: 给予一次性奖励20万元 (intensity 5) stands before 支持企业做大做强 (intensity 1), and before the same sum
in a garbled text (grade E), whose words must not be quoted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from compare.model import Evidence, Study

Strength = tuple[bool, int, float]
"""sorts the strongest first"""
Strengths = Mapping[str, Strength]
"""evidence id → its strength"""


def find_strengths(study: Study, rows: Iterable[Evidence]) -> Strengths:
    """Quotable before not quotable, then the highest intensity, then the highest score; equals keep their order."""
    return {
        row.id: (
            not study.by_id[row.document_id].quotable, -row.intensity, -row.coding.score if row.coding else 0.0,
        )
        for row in rows
    }  # fmt: skip


def by_strength(strengths: Strengths, rows: Iterable[Evidence]) -> list[Evidence]:
    """The rows, the strongest first."""
    return sorted(rows, key=lambda row: strengths[row.id])
