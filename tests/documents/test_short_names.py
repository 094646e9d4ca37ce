"""Short names: place and kind as people say them; no two documents of a study share one."""

from __future__ import annotations

from compare.documents.short_names import find_short_names, name_documents
from compare.model import Document, Fact, Metadata
from tests.studies import small_study


def document(id: str, district: str, genre: str, title: str, year: str = "2021") -> Document:
    facts = {"district": district, "genre": genre, "title": title, "issued": f"{year}-03-01"}
    known = {name: Fact(value, "manifest", "") for name, value in facts.items() if value}
    code = f"{district[:2] or title[:2]}{year}-{id}"
    return Document(id=id, code=code, file="a.txt", digest="0", format="txt", metadata=Metadata(**known), paragraphs=())


def test_place_and_kind() -> None:
    plan = document("a", "清城区", "plan", "清城区科技创新发展规划")
    rules = document("b", "花都区", "scheme", "花都区科技企业扶持办法")
    assert find_short_names([plan, rules]) == {"a": "清城规划", "b": "花都办法"}


def test_two_of_a_place_and_kind_are_told_by_their_year_then_by_their_code() -> None:
    plans = [document(id, "清城区", "plan", "清城区科技规划", year) for id, year in (("a", "2016"), ("b", "2021"))]
    again = document("c", "清城区", "plan", "清城区人才规划", "2021")
    assert find_short_names(plans) == {"a": "清城规划2016", "b": "清城规划2021"}
    assert find_short_names([*plans, again]) == {"a": "清城规划2016", "b": plans[1].code, "c": again.code}


def test_without_a_place_it_goes_by_its_code() -> None:
    report = document("a", "", "report", "政府工作报告")
    assert find_short_names([report]) == {"a": report.code}


def test_english_names_the_kind_behind_the_place() -> None:
    assert find_short_names([document("a", "清城区", "plan", "规划")], "en") == {"a": "清城 plan"}


def test_a_note_names_documents_as_people_do_and_leaves_figures_alone() -> None:
    documents = small_study().documents
    names = find_short_names(documents)
    codes = [document.code for document in documents]
    quote = f"{codes[0]}（2031字）、{codes[1]}等7个"
    assert (
        name_documents(quote, documents, names) == f"{names[documents[0].id]}（2031字）、{names[documents[1].id]}等7个"
    )
