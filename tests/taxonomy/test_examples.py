"""The analyst's test sentences, run by a coder that is handed in."""

from __future__ import annotations

from compare.model import Example, Keyword, Measure, Taxonomy
from compare.taxonomy.examples import ExampleHit, Failure, check_examples

POSITIVE = Example("推动企业上市", True, "fin")
NEGATIVE = Example("加快新药上市", False, "fin-listing")
TAXONOMY = Taxonomy(
    "甲",
    "1",
    (
        Measure("fin", "金融", examples=(POSITIVE,)),
        Measure("fin-listing", "上市", parent="fin", keywords=(Keyword("上市", "fin-listing"),), examples=(NEGATIVE,)),
        Measure("tal", "人才"),
    ),
)


def coder(**hits: list[ExampleHit]):
    return lambda text: hits.get({POSITIVE.text: "positive", NEGATIVE.text: "negative"}[text], [])


def test_a_hit_below_the_type_satisfies_its_example():
    found = check_examples(TAXONOMY, coder(positive=[ExampleHit("fin-listing", "上市", True)]))
    assert found == []


def test_a_missed_example_tells_what_was_voided_and_what_matched_instead():
    hits = [ExampleHit("fin-listing", "上市", False), ExampleHit("tal", "企业", True)]
    assert check_examples(TAXONOMY, coder(positive=hits)) == [Failure(POSITIVE, ("tal",), ("上市",))]


def test_a_negative_example_that_matches_names_the_keyword():
    hits = coder(
        positive=[ExampleHit("fin", "x", True)],
        negative=[ExampleHit("fin-listing", "上市", True), ExampleHit("tal", "药", True)],
    )
    assert check_examples(TAXONOMY, hits) == [Failure(NEGATIVE, ("fin-listing", "tal"), ("上市",))]


def test_a_hit_above_the_subtype_does_not_touch_its_negative_example():
    hits = coder(positive=[ExampleHit("fin", "x", True)], negative=[ExampleHit("fin", "x", True)])
    assert check_examples(TAXONOMY, hits) == []
