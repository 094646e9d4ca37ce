"""Verdicts of reviewed workbooks become samples: what was judged, what was left open, what cannot be used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from compare.kinds import Verdict
from compare.learning.reviewed import Reviewed, reviewed_samples
from compare.model import OTHER, Decision, Heading, ReviewSource
from compare.review.sheet import Review, Shown, read_review
from tests.coding.making import document_of, keyword, paragraph, taxonomy
from tests.review.test_sheet import reviewed as reviewed_workbook
from tests.studies import small_study

TYPES = taxonomy({t: [keyword(t, t)] for t in ("fund", "people", "space")})
TEXT = "对新引进的团队给予贷款贴息。"


def row(type_id: str, key: str = "k1", text: str = TEXT, document: str = "甲区措施") -> Shown:
    return Shown(key, type_id, text, document, "一、主要任务 › (一)聚才", "措施")


def judged(type_id: str, verdict: Verdict, relabel: str = "", key: str = "k1") -> Decision:
    return Decision(key, type_id, verdict, relabel=relabel)


def workbook(rows: Iterable[Shown], decisions: Iterable[Decision], name: str = "复核.xlsx") -> Review:
    return Review(ReviewSource(name, name, 0, 0), (), tuple(decisions), (), (), shown=tuple(rows))


def samples(*reviews: Review) -> Reviewed:
    return reviewed_samples(reviews, TYPES)


@pytest.mark.parametrize(
    ("rows", "decisions", "wanted", "open_"),
    [
        (["fund"], [judged("fund", "accept")], {"fund"}, set()),
        (["fund"], [judged("fund", "reject")], set(), set()),
        (["fund"], [judged("fund", "relabel", "people")], {"people"}, set()),
        (["fund"], [judged("fund", "accept"), judged("people", "add")], {"fund", "people"}, set()),
        (["fund", "people"], [judged("fund", "accept")], {"fund"}, {"people"}),
        (["fund", "people"], [judged("fund", "accept"), judged("people", "reject")], {"fund"}, set()),
        ([OTHER], [judged(OTHER, "accept")], set(), set()),
        ([OTHER], [judged(OTHER, "relabel", "space")], {"space"}, set()),
        (["fund"], [judged("fund", "relabel", OTHER)], set(), set()),
    ],
)
def test_verdicts_say_what_a_paragraph_is_and_rows_without_one_stay_open(
    rows: list[str], decisions: list[Decision], wanted: set[str], open_: set[str]
) -> None:
    (sample,) = samples(workbook(map(row, rows), decisions)).samples
    assert (sample.wanted, sample.contested) == (wanted, open_)


def test_a_row_that_nobody_judged_is_no_sample() -> None:
    assert samples(workbook([row("fund"), row("people", "k2")], [])).samples == ()
    found = samples(workbook([row("fund"), row("people", "k2")], [judged("people", "accept", key="k2")]))
    assert [s.paragraph.key for s in found.samples] == ["k2"]


def test_that_it_is_something_is_not_enough_to_know_what() -> None:
    assert samples(workbook([row(OTHER)], [judged(OTHER, "reject")])).samples == ()


def test_the_workbook_gives_text_headings_layer_and_document() -> None:
    (sample,) = samples(workbook([row("fund")._replace(layer="保障")], [judged("fund", "accept")])).samples
    assert sample.file == "甲区措施"
    assert sample.paragraph.text == TEXT
    assert [h.text for h in sample.paragraph.headings] == ["主要任务", "聚才"]
    assert [str(h) for h in sample.paragraph.headings] == ["一、主要任务", "(一)聚才"]
    assert sample.paragraph.role == "safeguard"


def test_the_row_with_headings_is_preferred_to_that_of_a_list() -> None:
    listed = row("fund")._replace(headings="", layer="")
    for rows in ([listed, row("fund")], [row("fund"), listed]):
        (sample,) = samples(workbook(rows, [judged("fund", "accept")])).samples
        assert len(sample.paragraph.headings) == 2


def test_a_document_at_hand_says_more_than_the_workbook() -> None:
    known = replace(paragraph(TEXT, ("聚才",), lead="采取下列措施："), key="k1")
    review = workbook([row("fund")], [judged("fund", "accept")])
    (sample,) = reviewed_samples([review], TYPES, [document_of(known)]).samples
    assert (sample.paragraph.lead, sample.paragraph.headings) == ("采取下列措施：", (Heading(1, "", "聚才"),))


def test_of_several_workbooks_the_later_holds_and_the_contradiction_is_said() -> None:
    first = workbook([row("fund")], [replace(judged("fund", "accept"), place="甲:3")], "甲.xlsx")
    second = workbook([row("fund")], [replace(judged("fund", "reject"), place="乙:3")], "乙.xlsx")
    found = samples(first, second)
    assert [s.wanted for s in found.samples] == [frozenset()]
    assert [p.code for p in found.problems] == ["review.contradiction"]


def test_verdicts_on_types_of_another_taxonomy_are_counted_and_not_used() -> None:
    found = samples(workbook([row("housing")], [judged("housing", "accept")]))
    assert (found.samples, found.foreign) == ((), {"housing": 1})
    beside = samples(workbook([row("housing"), row("fund")], [judged("housing", "accept"), judged("fund", "accept")]))
    assert [s.wanted for s in beside.samples] == [{"fund"}]


def test_a_paragraph_whose_text_is_nowhere_is_counted() -> None:
    found = samples(workbook([row("fund", text="")], [judged("fund", "accept")]))
    assert (found.samples, found.textless) == ((), 1)


@pytest.mark.whole
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_real_workbook_is_enough(tmp_path: Path, lang: str) -> None:
    study = small_study()
    accept = {"zh": "同意", "en": "accept"}[lang]
    path = reviewed_workbook(tmp_path, {0: (accept, None, None)}, lang)
    (sample,) = reviewed_samples([read_review(path, study.taxonomy)], study.taxonomy).samples
    original = study.paragraphs[sample.paragraph.key]
    assert sample.paragraph.text == original.text
    assert sample.paragraph.role == original.role
    assert list(map(str, sample.paragraph.headings)) == list(map(str, original.headings))
    assert sample.file in {d.title for d in study.documents}
    assert sample.wanted
