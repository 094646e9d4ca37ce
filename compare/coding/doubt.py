"""How doubtful the coding of a paragraph is, and why: twice the chance that its most doubtful type is wrong or missing.

In: how every type stands in the paragraph. Out: a `Doubt`, 0 = sure, 1 = a coin's toss.
Example: one weak keyword under the threshold: chance 0.27 that the type is missing → doubt 0.54, weak_word.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import exp
from typing import NamedTuple, Protocol

from compare.kinds import DoubtReason
from compare.model import Doubt, Match, Reason

SLOPE = 0.4
"""log-odds of a point above the threshold where there are no learned words: of types with 1, 2, 4, 7 and 9 points 19,
42, 63, 88 and 92 in a hundred are right (4 874 labelled paragraphs that the taxonomy was not written from)"""
UNNAMED = 0.01
"""chance that a type is missing of which no word was found (the same paragraphs: 0.008)"""
_SURE = 0.1
"""doubt below which nothing is worth saying"""
_RIVAL = 0.2
"""chance from which a type that is not given is a rival of those that are"""
_ABOVE = frozenset({"own_heading", "heading", "context", "title", "item"})


class Evidence(Protocol):
    """What speaks for a type in a paragraph."""

    matches: list[Match]
    reasons: list[Reason]


class Standing(NamedTuple):
    """How one headline type stands in a paragraph."""

    type_id: str
    given: bool
    chance: float
    """that the paragraph is about it"""
    by_rules: bool
    """whether the rules alone give it"""
    evidence: Evidence | None = None
    """what was found for it"""

    @property
    def wrong(self) -> float:
        """The chance that the decision is wrong."""
        return 1 - self.chance if self.given else self.chance


def chance(points: float, even: float, slope: float) -> float:
    """That a type with so many points is right; one half at `even`."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, slope * (points - even)))))


def doubt_of(standings: Iterable[Standing]) -> Doubt:
    """The doubt of the most doubtful type; none for a paragraph of a taxonomy without headline types."""
    known = list(standings)
    if not known:
        return Doubt(0.0)
    worst = max(known, key=lambda s: s.wrong)
    value = round(min(1.0, 2 * worst.wrong), 2)
    if value < _SURE:
        return Doubt(value)
    given = any(s.given for s in known if s is not worst)
    return Doubt(value, _why(worst, given), worst.type_id, _words(worst))


def _why(worst: Standing, others: bool) -> DoubtReason:
    """What a person should look at; `others` = another type was given."""
    accepted = [match for match in worst.evidence.matches if not match.rejected] if worst.evidence else []
    if worst.given != worst.by_rules:
        return "disagreement"
    if not worst.given and others and worst.chance >= _RIVAL:
        return "two_types"
    if accepted and all(match.status for match in accepted):
        return "mention_only"
    if len({match.keyword.text for match in accepted}) == 1 and accepted[0].keyword.strength == "weak":
        return "weak_word"
    if not accepted:
        outside = any(reason.rule in _ABOVE for reason in worst.evidence.reasons) if worst.evidence else False
        return "heading_only" if outside else "no_word"
    return "near_threshold"


def _words(worst: Standing) -> str:
    """The words that were found for it."""
    matches = worst.evidence.matches if worst.evidence else []
    return "、".join(dict.fromkeys([match.quote for match in matches if not match.rejected][:3]))
