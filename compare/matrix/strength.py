"""Which of several evidence rows is the strongest: one order for the workbook, the page and the report.

In: a `Study` and evidence rows. Out: the same rows, the one an analyst would cite first in front.
Example: 给予一次性奖励20万元 (intensity 5) stands before 支持企业做大做强 (intensity 1), and before the same sum in a
garbled text (grade E), whose words must not be quoted.
"""

from __future__ import annotations

from collections.abc import Iterable

from compare.model import Evidence, Study

Strength = tuple[bool, int, float]
"""sorts the strongest first"""


def strength(study: Study, evidence: Evidence) -> Strength:
    """Quotable before not quotable, then the highest intensity, then the highest score; equals keep their order."""
    score = evidence.coding.score if evidence.coding else 0.0
    return not study.by_id[evidence.document_id].quotable, -evidence.intensity, -score


def by_strength(study: Study, rows: Iterable[Evidence]) -> list[Evidence]:
    """The rows, the strongest first."""
    return sorted(rows, key=lambda row: strength(study, row))


def best_evidence(study: Study, rows: Iterable[Evidence]) -> Evidence | None:
    """The strongest row; None without any."""
    return min(rows, key=lambda row: strength(study, row), default=None)
