"""Several reviewed workbooks: all verdicts are used, contradictions are said, the order of rows does not matter."""

from __future__ import annotations

from itertools import permutations

import pytest

from compare import lexicons
from compare.model import Decision, ReviewSource
from compare.review.combine import combine_reviews
from compare.review.sheet import Review


def decision(words: str, place: str, key: str = "k1") -> Decision:
    """“talent reject”, “talent relabel enterprise” … as it stands at a place."""
    measure, verdict, *relabel = words.split()
    return Decision(key, measure, verdict, relabel="".join(relabel), place=place, written=verdict)  # type: ignore[arg-type]


def review(name: str, *words: str, earlier: tuple[str, ...] = ()) -> Review:
    lists = tuple(decision(w, f"{name}#复核记录:{n}") for n, w in enumerate(earlier, 1))
    rows = tuple(decision(w, f"{name}#证据与复核:{n}") for n, w in enumerate(words, 1))
    return Review(ReviewSource(name, "", len(rows), 0), lists, rows, (), ())


def words_of(*reviews: Review) -> tuple[list[str], int]:
    """What holds in the end, and how many contradictions were said."""
    decisions, _, problems = combine_reviews(reviews)
    assert {p.code for p in problems} <= {"review.contradiction"}
    return [" ".join(p for p in (d.measure_id, d.verdict, d.relabel) if p) for d in decisions], len(problems)


@pytest.mark.parametrize(
    ("first", "second", "hold", "said"),
    [
        ("talent reject", "enterprise reject", ["enterprise reject", "talent reject"], 0),
        ("talent reject", "talent reject", ["talent reject"], 0),
        ("talent accept", "talent add", ["talent add"], 0),
        ("talent reject", "talent accept", ["talent accept"], 1),
        ("talent accept", "talent reject", ["talent reject"], 1),
        ("talent relabel fund", "talent reject", ["talent reject"], 1),
        ("talent relabel fund", "talent relabel park", ["talent relabel park"], 1),
        ("fund reject", "talent relabel fund", ["talent relabel fund"], 1),
        ("talent relabel fund", "fund reject", ["talent relabel fund", "fund reject"], 1),
        ("talent relabel fund", "fund accept", ["talent relabel fund", "fund accept"], 0),
    ],
)
def test_the_later_workbook_holds_and_the_contradiction_is_said(
    first: str, second: str, hold: list[str], said: int
) -> None:
    assert words_of(review("甲.xlsx", first), review("乙.xlsx", second)) == (hold, said)


def test_a_contradiction_names_both_places_and_both_verdicts() -> None:
    _, _, (problem,) = combine_reviews([review("甲.xlsx", "talent reject"), review("乙.xlsx", "talent accept")])
    for lang in ("zh", "en"):
        sentence = lexicons.words("problems-review", lang)[problem.code].format(**dict(problem.details))
        assert "甲.xlsx#证据与复核:1" in sentence and "乙.xlsx#证据与复核:1" in sentence
        assert "reject" in sentence and "accept" in sentence
    assert (problem.place.file, problem.place.line) == ("乙.xlsx#证据与复核", 1)


def test_the_order_of_rows_does_not_decide() -> None:
    rows = ("talent relabel fund", "fund reject", "park accept", "enterprise add")
    found = [words_of(review("甲.xlsx", *order)) for order in permutations(rows)]
    assert all(one == found[0] for one in found)
    assert found[0] == (["talent relabel fund", "enterprise add", "park accept", "fund reject"], 1)


def test_a_change_of_mind_in_one_workbook_needs_no_word() -> None:
    assert words_of(review("甲.xlsx", "talent accept", earlier=("talent reject",))) == (["talent accept"], 0)
    assert words_of(review("甲.xlsx", "talent relabel fund", earlier=("fund reject",))) == (["talent relabel fund"], 0)
