"""Which codings a person should look at first: the most doubtful paragraphs that nobody has decided yet.

In: a `Study` with its doubts, and its `Comparison`. Out: `Doubtful`s, the most doubtful first, each with the evidence
row that a verdict would stand on.
Example: doubt 0.9, two types are close, also talent? → the row 临江2023-2-1 under 创新平台.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from compare.model import Comparison, Doubt, Evidence, Study

SHARE, LEAST, MOST = 0.2, 20, 300
"""of the counted paragraphs a fifth, which a person can check in an afternoon; at least and at most so many"""


class Doubtful(NamedTuple):
    """A counted paragraph to look at again."""

    evidence: Evidence
    """of the type in doubt if it is given, else of the main type; in OTHER for a paragraph without a type"""
    doubt: Doubt

    @property
    def given(self) -> bool:
        """True if the type in doubt is one that the paragraph is given, False if it may lack it."""
        return self.evidence.column == self.doubt.type_id


def find_doubtful(study: Study, comparison: Comparison) -> tuple[Doubtful, ...]:
    """Paragraphs of the matrix that have a reason for doubt and no decision; equals in matrix order."""
    decided = {decision.paragraph_key for decision in study.decisions}
    rows: dict[str, list[Evidence]] = {}
    for item in comparison.evidence:
        rows.setdefault(item.paragraph_key, []).append(item)
    found = [
        Doubtful(_chosen(items, doubt), doubt)
        for key, items in rows.items()
        if key not in decided and (doubt := study.doubts.get(key)) and doubt.why
    ]
    return tuple(sorted(found, key=lambda item: -item.doubt.value))


def most_doubtful(study: Study, found: Sequence[Doubtful]) -> Sequence[Doubtful]:
    """The first of them, as many as one will check: a fifth of the counted paragraphs whose doubt is known."""
    return found[: min(MOST, max(LEAST, round(SHARE * len(study.doubts))))]


def is_given(study: Study, paragraph_key: str, type_id: str) -> bool:
    """Whether a paragraph is coded as the type."""
    return any(c.rank and c.measure_id == type_id for c in study.codings.get(paragraph_key, ()))


def _chosen(items: Sequence[Evidence], doubt: Doubt) -> Evidence:
    return next((item for item in items if item.column == doubt.type_id), items[0])
