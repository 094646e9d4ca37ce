"""The record of a run says of each document everything that is known of it, under one set of names."""

from __future__ import annotations

import pytest

from compare.coding.years import year_of_writing
from compare.documents.naming import reading_order
from compare.matrix.comparison import build_comparison
from compare.matrix.rows import document_years
from compare.model import Fact, Metadata
from compare.reports.manifest import FACTS, run_record
from tests.documents.drafting import document
from tests.studies import small_study


def body(value: str) -> Fact:
    return Fact(value, "body", value)


def test_every_document_has_all_facts() -> None:
    study = small_study()
    entries = run_record(study, build_comparison(study))["inputs"]
    assert all(set(FACTS) <= set(entry) for entry in entries)
    for entry, built in zip(entries, study.documents, strict=True):
        assert {name: entry[name] for name in FACTS} == {name: built.metadata.value(name) for name in FACTS}
    assert any(entry["year"] for entry in entries)


@pytest.mark.parametrize(
    ("facts", "year"),
    [
        ({"period": "2021-2025", "issued": "2022-08-18"}, "2021"),
        ({"issued": "2019-12-30", "effective": "2020-02-01"}, "2019"),
        ({"effective": "2017-01-01", "published": "2018-03-05"}, "2017"),
        ({"published": "2018-03-05"}, "2018"),
        ({}, ""),
    ],
)
def test_the_year_is_one_fact_with_the_origin_of_what_says_it(facts: dict[str, str], year: str) -> None:
    metadata = Metadata(**{name: body(value) for name, value in facts.items()})
    assert metadata.value("year") == year
    assert (metadata.year and metadata.year.quote) == (next(iter(facts.values())) if facts else None)


def test_sorting_span_and_citation_use_that_year() -> None:
    built = document("花都区科技创新扶持办法\n第一条 支持企业。\n第二条 本办法自2017年1月1日起施行。")
    assert built.code == "花都2017"
    assert reading_order(built, 0)[3] == "2017"
    assert document_years(built) == (2017, 2017)
    assert "year_unknown" not in {flag.code for flag in built.flags}


def test_this_year_of_a_plan_is_the_year_in_which_it_was_written() -> None:
    assert year_of_writing(Metadata(period=body("2021-2025"), issued=body("2022-08-18"))) == 2022
    assert year_of_writing(Metadata(period=body("2021-2025"))) == 2021
