"""Documents without a place: outside a matrix of districts, a row each where nobody has a place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare.matrix.comparison import build_comparison
from compare.matrix.rows import SET_ASIDE, set_aside
from compare.model import Document, Settings, Study
from tests.studies import small_study


def without_place(document: Document) -> Document:
    return replace(document, metadata=replace(document.metadata, district=None, level=None, parent=None))


def study_without(*ids: str) -> Study:
    """The small study in which nobody knows the place of some documents."""
    study = small_study()
    lost = tuple(without_place(d) if d.id in ids else d for d in study.documents)
    return replace(study, documents=set_aside(lost, study.settings))


def test_a_document_without_a_place_has_no_row() -> None:
    study, whole = study_without("yz2018"), build_comparison(small_study())
    left = build_comparison(study)
    document = study.by_id["yz2018"]
    assert document.paragraphs and not document.included
    assert SET_ASIDE in {flag.code for flag in document.flags}
    assert document.district == document.title
    assert [row.label for row in left.rows] == [row.label for row in whole.rows if row.label != "云州市"]
    assert not any(e.document_id == "yz2018" for e in left.evidence)
    assert all("yz2018" not in row.documents for row in left.rows)


@pytest.mark.parametrize("by", ["level", "year", "genre"])
def test_other_rows_keep_it(by: str) -> None:
    documents = tuple(without_place(d) if d.id == "yz2018" else d for d in small_study().documents)
    assert set_aside(documents, Settings(by=by)) == documents


def test_where_no_document_has_a_place_each_is_a_row_by_its_title() -> None:
    ids = [d.id for d in small_study().documents]
    study = study_without(*ids)
    rows = build_comparison(study).rows
    assert {row.label for row in rows} == {d.title for d in study.documents if d.included}
    assert not any(SET_ASIDE in {flag.code for flag in d.flags} for d in study.documents)
    assert not build_comparison(study).peer_groups


def test_two_of_one_title_are_two_rows() -> None:
    study = small_study()
    first, *others = (without_place(d) for d in study.documents if d.included)
    title = first.metadata.title
    twins = (first, *(replace(d, metadata=replace(d.metadata, title=title)) for d in others))
    rows = build_comparison(replace(study, documents=twins)).rows
    assert len(rows) == len(twins) == len({row.key for row in rows})


def test_the_state_is_a_row_named_for_the_reader() -> None:
    study = small_study()
    fact = study.by_id["yz2018"].metadata.district
    assert fact is not None
    nation = replace(fact, value="国家")
    documents = tuple(
        replace(d, metadata=replace(d.metadata, district=nation, level=nation, parent=None)) if d.id == "yz2018" else d
        for d in study.documents
    )
    for lang, label in (("zh", "国家"), ("en", "National")):
        rows = build_comparison(replace(study, documents=documents, settings=Settings(lang=lang))).rows
        assert (rows[0].label, rows[0].key, rows[0].level) == (label, "国家", "国家")
