"""Whether a coding rests on enough to say that a sub-type is there.

In: a `Coding`. Out: those of its sub-types that count for coverage, 独有 and gaps.
Example: 安家补助, a weak keyword, alone under a talent measure names talent-recruit and does not prove it; with
高层次人才 beside it, or in the heading, it does.
"""

from __future__ import annotations

from compare.chinese.normalize import fold
from compare.model import Coding

WORDS = 2
"""different keywords that count as much as a strong one"""
_HEADINGS = ("heading", "own_heading", "item")
_DECIDED = ("accept", "relabel", "add")
"""reasons that come from a person"""


def grounded(coding: Coding) -> tuple[str, ...]:
    """Sub-types of a coding with one strong keyword or two different ones, named by its heading, or by a person."""
    return tuple(s for i, s in enumerate(coding.subtypes) if _is_grounded(coding, s, first=i == 0))


def is_decided(coding: Coding) -> bool:
    """Whether a person gave or kept the type."""
    return any(reason.rule in _DECIDED for reason in coding.reasons)


def _is_grounded(coding: Coding, subtype: str, first: bool) -> bool:
    accepted = [m for m in coding.matches if not m.rejected and m.keyword.measure_id == subtype]
    if not accepted:  # it comes from a heading or a person, not from a word
        return True
    if len({m.keyword.text for m in accepted}) >= WORDS or any(m.keyword.strength == "strong" for m in accepted):
        return True
    if first and is_decided(coding):
        return True
    headings = [fold(reason.note) for reason in coding.reasons if reason.rule in _HEADINGS]
    return any(fold(m.quote) in heading for m in accepted for heading in headings)
