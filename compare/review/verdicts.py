"""What reviewers decided, put into force on a study: the one step between coding and the comparison.

In: the reviewed workbooks of a run and a coded study. Out: the study with all verdicts in force, the remarks handed on.
Example: 甲.xlsx says 不同意 on a coding of 企业培育 → the coding is gone from the study, and from every report.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from compare.model import Study
from compare.problems import Problem
from compare.review.combine import combine_reviews
from compare.review.decisions import apply_decisions
from compare.review.sheet import Review


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The workbooks whose verdicts a run puts into force, and what is wrong with the one that lay in its folder."""

    reviews: tuple[Review, ...] = ()
    unread: tuple[Problem, ...] = ()


NO_VERDICTS = Verdicts()


def decide(study: Study, verdicts: Verdicts) -> Study:
    """The study with all verdicts in force."""
    if verdicts == NO_VERDICTS:
        return study
    decisions, remarks, problems = combine_reviews(verdicts.reviews)
    sources = tuple(review.source for review in verdicts.reviews)
    problems = (*study.problems, *verdicts.unread, *problems)
    return apply_decisions(replace(study, decisions=decisions, remarks=remarks, reviews=sources, problems=problems))
