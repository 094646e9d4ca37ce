"""Several reviewed workbooks become one set of decisions; where they contradict each other, that is said.

In: `Review`s, the earliest first. Out: for each coding one `Decision`, in an order that does not depend on that of the
rows, the remarks, and a ``review.contradiction`` for every pair of verdicts that cannot both hold.
Of two verdicts from different workbooks the later one holds; of two in one sheet that on the type's own row (a 不同意
on 企业培育 outweighs a 改类 企业培育 on another row). What the evidence sheet says against the list of earlier
decisions in the same workbook is a change of mind and needs no word.
Example: 甲.xlsx:12 不同意, 乙.xlsx:12 同意 → 同意 holds, and one problem names both places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from compare.model import Decision
from compare.problems import Place, Problem, problem
from compare.review.sheet import Review

_WEIGHTS = {"relabel": 0, "add": 1, "accept": 2, "reject": 3}
"""in which order verdicts on one paragraph are put into force: those on a type's own row last"""
Used = dict[str, dict[str, Decision]]
"""paragraph key → type → the decision that holds"""


def combine_reviews(
    reviews: Sequence[Review],
) -> tuple[tuple[Decision, ...], tuple[Decision, ...], tuple[Problem, ...]]:
    """Decisions, remarks and problems of all workbooks together."""
    used: Used = {}
    problems: list[Problem] = []
    remarks: dict[tuple[str, str], Decision] = {}
    for review in reviews:
        problems.extend(review.problems)
        _take(used, review.earlier, problems, frozenset())
        _take(used, review.decisions, problems, frozenset(d.place for d in review.earlier))
        remarks.update({(d.paragraph_key, d.measure_id): d for d in review.remarks})
    decisions = sorted((d for found in used.values() for d in found.values()), key=_rank)
    return tuple(decisions), tuple(d for _, d in sorted(remarks.items())), tuple(dict.fromkeys(problems))


def _rank(decision: Decision) -> tuple[str, int, str, str]:
    return decision.paragraph_key, _WEIGHTS[decision.verdict], decision.measure_id, decision.relabel


def _take(used: Used, layer: Iterable[Decision], problems: list[Problem], silent: frozenset[str]) -> None:
    """Put the verdicts of one sheet on top of those taken before; those at the places `silent` are no rivals."""
    before = {d.place for found in used.values() for d in found.values()}
    for decision in sorted(layer, key=_rank):
        there = used.setdefault(decision.paragraph_key, {})
        for rival in [d for d in there.values() if contradict(d, decision)]:
            if rival.place not in silent:
                problems.append(_contradiction(rival, decision))
            if rival.place in before and rival.measure_id == decision.relabel:
                del there[rival.measure_id]  # the later workbook moves the paragraph to what the earlier one refused
        there[decision.measure_id] = decision


def contradict(first: Decision, second: Decision) -> bool:
    """True if two verdicts on one paragraph cannot both hold."""
    one, other = dict(effects(first)), dict(effects(second))
    if first.measure_id == second.measure_id and one != other:
        return True
    return any(one[measure] != other[measure] for measure in one.keys() & other.keys())


def effects(decision: Decision) -> Iterator[tuple[str, bool]]:
    """Types that the paragraph has or has not after a decision."""
    yield decision.measure_id, decision.verdict in ("accept", "add")
    if decision.verdict == "relabel":
        yield decision.relabel, True


def _contradiction(rival: Decision, decision: Decision) -> Problem:
    file, _, line = decision.place.rpartition(":")
    return problem(
        "review.contradiction", "warning", Place(file, int(line or 0)), paragraph=decision.paragraph_key,
        first=rival.place, before=rival.written, second=decision.place, after=decision.written,
    )  # fmt: skip
