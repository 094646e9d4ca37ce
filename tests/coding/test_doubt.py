"""Doubt is twice the chance that the most doubtful type is wrong or missing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.coding import Scorer
from compare.coding.doubt import Standing, chance, doubt_of
from compare.model import Doubt, Role
from tests.coding.making import document_of, keyword, paragraph, taxonomy

WORDS = taxonomy({
    "fund": [keyword("母基金", "fund"), keyword("融资", "fund", strength="weak", points=1.0)],
    "people": [keyword("引才", "people"), keyword("人才公寓", "people"), keyword("博士后", "people")],
})  # fmt: skip


def doubt(text: str, *headings: str, role: Role = "measure") -> Doubt:
    made = paragraph(text, headings, role)
    found = Scorer(WORDS).decide_document(document_of(made))[made.key].doubt
    assert found is not None
    return found


def standing(points: float, given: bool, by_rules: bool = True) -> Standing:
    return Standing("a", given, chance(points, 3.0, 0.5), by_rules)


def test_more_points_leave_less_doubt_in_a_type_that_is_given() -> None:
    values = [doubt_of([standing(points, True)]).value for points in range(3, 20)]
    assert all(more >= less for more, less in pairwise(values))
    assert values[0] == 1.0
    assert values[-1] < 0.01


def test_more_points_leave_more_doubt_in_a_type_that_is_not_given() -> None:
    values = [doubt_of([standing(points / 2, False, False)]).value for points in range(-20, 7)]
    assert all(less <= more for less, more in pairwise(values))
    assert values[0] < 0.01


@given(st.lists(st.tuples(st.floats(-50, 50), st.booleans(), st.booleans()), max_size=6))
def test_doubt_is_a_share_and_that_of_the_worst(found: list[tuple[float, bool, bool]]) -> None:
    standings = [standing(*each) for each in found]
    value = doubt_of(standings).value
    assert 0.0 <= value <= 1.0
    assert all(value >= doubt_of([each]).value for each in standings)


def test_strong_words_leave_less_doubt_than_one() -> None:
    assert doubt("引才。").value > doubt("引才，建设人才公寓。").value > doubt("引才，建设人才公寓，资助博士后。").value


@pytest.mark.parametrize(
    ("text", "headings", "why"),
    [
        ("开展融资。", (), "weak_word"),
        ("加强服务。", ("引才",), "heading_only"),
        ("引才。", (), "near_threshold"),
        ("修建道路。", (), ""),
        ("引才，建设人才公寓，资助博士后，另设母基金。", (), "two_types"),
    ],
)
def test_the_reason_is_one_that_a_person_can_check(text: str, headings: tuple[str, ...], why: str) -> None:
    assert doubt(text, *headings).why == why


def test_rules_and_words_that_differ_are_named_first() -> None:
    assert doubt_of([standing(2.9, True, by_rules=False)]).why == "disagreement"
    assert doubt_of([standing(1.0, False, by_rules=True)]).why == "disagreement"


def test_a_taxonomy_without_headline_types_doubts_nothing() -> None:
    assert doubt_of([]) == Doubt(0.0)
