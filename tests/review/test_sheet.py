"""Verdicts written into the workbook come back as decisions, and only those."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from compare.matrix.analysis import Analysis
from compare.matrix.comparison import build_comparison
from compare.model import Decision, Fact, Taxonomy
from compare.problems import CompareError, Problem
from compare.reports.xlsx import write_workbook
from compare.review.decisions import apply_decisions
from compare.review.sheet import read_review
from tests.studies import small_study

openpyxl = pytest.importorskip("openpyxl")


def read_decisions(path: Path, taxonomy: Taxonomy) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    """Verdicts of a workbook, those of its lists first, and what is wrong with it."""
    review = read_review(path, taxonomy)
    return (*review.earlier, *review.decisions), review.problems


def reviewed(tmp_path: Path, verdicts: dict[int, tuple[str, str | None, str | None]], lang: str = "zh") -> Path:
    """The small study's workbook with verdicts in the given evidence rows (0-based): verdict, new type, remark."""
    study = small_study()
    study = replace(study, settings=replace(study.settings, lang=lang))
    path = tmp_path / "复核.xlsx"
    write_workbook(Analysis(study, build_comparison(study)), path)
    book = openpyxl.load_workbook(path)
    sheet = book["证据与复核" if lang == "zh" else "Evidence and review"]
    heads, start = head_of(sheet, "段落键" if lang == "zh" else "Paragraph key")
    for row, (verdict, relabel, remark) in verdicts.items():
        for name, value in zip(heads[2:5], (verdict, relabel, remark), strict=True):
            sheet.cell(start + 1 + row, heads.index(name) + 1).value = value
    book.save(path)
    return path


def head_of(sheet: Any, name: str) -> tuple[list[str], int]:
    for row in sheet.iter_rows():
        values = [c.value for c in row]
        if name in values:
            return values, row[0].row
    raise AssertionError(name)


@pytest.mark.whole
def test_every_verdict_comes_back(tmp_path: Path) -> None:
    taxonomy = small_study().taxonomy
    other = taxonomy.types[1]
    path = reviewed(
        tmp_path,
        {
            0: ("不同意", None, "不是"),
            1: ("改类", other.label, None),
            2: ("补充", other.id, None),
            3: ("同意", None, None),
        },
    )
    decisions, problems = read_decisions(path, taxonomy)
    assert problems == ()
    assert [d.verdict for d in decisions] == ["reject", "relabel", "add", "accept"]
    assert decisions[0].note == "不是"
    assert decisions[1].relabel == other.id
    assert decisions[2].measure_id == other.id


def test_an_english_workbook_is_read_the_same(tmp_path: Path) -> None:
    decisions, problems = read_decisions(reviewed(tmp_path, {0: ("reject", None, None)}, "en"), small_study().taxonomy)
    assert [d.verdict for d in decisions] == ["reject"]
    assert problems == ()


@pytest.mark.whole
def test_unknown_words_are_said_with_their_row_and_nothing_else_is_lost(tmp_path: Path) -> None:
    path = reviewed(tmp_path, {0: ("也许", None, None), 1: ("改类", "没有这类", None), 2: ("同意", None, None)})
    decisions, problems = read_decisions(path, small_study().taxonomy)
    assert [d.verdict for d in decisions] == ["accept"]
    assert [p.code for p in problems] == ["review.unknown-verdict", "review.no-type"]
    assert all(p.place.line for p in problems)


def test_decisions_survive_a_second_round(tmp_path: Path) -> None:
    """A workbook made with decisions holds them all, rejected ones included."""
    study = small_study()
    key = next(e.paragraph_key for e in build_comparison(study).evidence if e.coding and e.layer == "measure")
    measure = study.codings[key][0].measure_id
    decided = apply_decisions(replace(study, decisions=(Decision(key, measure, "reject", relabel="", note="看过"),)))
    path = tmp_path / "第二轮.xlsx"
    write_workbook(Analysis(decided, build_comparison(decided)), path)
    decisions, _ = read_decisions(path, study.taxonomy)
    assert (key, measure, "reject") in {(d.paragraph_key, d.measure_id, d.verdict) for d in decisions}


def test_other_workbooks_are_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "别的.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(CompareError) as stop:
        read_decisions(path, small_study().taxonomy)
    assert stop.value.problems[0].code == "review.no-sheet"
    (tmp_path / "坏.xlsx").write_bytes(b"nope")
    with pytest.raises(CompareError) as stop:
        read_decisions(tmp_path / "坏.xlsx", small_study().taxonomy)
    assert stop.value.problems[0].code == "review.unreadable"


@pytest.mark.whole
def test_what_carries_no_verdict_is_a_remark_with_all_that_stands_in_the_row(tmp_path: Path) -> None:
    path = reviewed(
        tmp_path,
        {0: (None, None, "问园区办"), 1: ("也许", None, None), 2: (None, "人才", None), 3: ("同意", None, "可")},
    )
    book = openpyxl.load_workbook(path)
    heads, start = head_of(book["证据与复核"], "段落键")
    book["证据与复核"].cell(start, len(heads) + 1).value = "复核人"
    book["证据与复核"].cell(start, 2).value = "我的列"  # left of the verdict: not a reviewer's column
    for row in (1, 4):
        book["证据与复核"].cell(start + row, len(heads) + 1).value = "张三"
    book.save(path)
    review = read_review(path, small_study().taxonomy)
    assert [(d.note, d.cells) for d in review.remarks] == [
        ("问园区办", (("复核人", "张三"),)), ("", (("ev.verdict", "也许"),)), ("", (("ev.relabel", "人才"),)),
    ]  # fmt: skip
    (accepted,) = review.decisions
    assert (accepted.note, accepted.cells) == ("可", (("复核人", "张三"),))
    assert accepted.text in {p.text for p in small_study().paragraphs.values()}
    assert accepted.place.startswith("复核.xlsx#证据与复核:")
    assert (review.source.decisions, review.source.remarks, review.source.unusable) == (1, 2, 1)


@pytest.mark.whole
def test_rows_are_known_as_the_reviewer_saw_them_judged_or_not(tmp_path: Path) -> None:
    study = small_study()
    review = read_review(reviewed(tmp_path, {0: ("不同意", None, None)}), study.taxonomy)
    assert len(review.shown) == len(build_comparison(study).evidence) > len(review.decisions) == 1
    titles = {d.title for d in study.documents}
    for row in review.shown:
        paragraph = study.paragraphs[row.paragraph_key]
        assert row.text == paragraph.text
        assert row.document in titles
        assert row.headings == " › ".join(map(str, paragraph.headings))
    assert {row.layer for row in review.shown} <= {"措施", "做法", "保障"}


def test_workbooks_of_earlier_versions_are_read(tmp_path: Path) -> None:
    """Their keys stood before the verdict, and the most doubtful paragraphs had a sheet of their own."""
    study = small_study()
    first, second, third, *_ = (e for e in build_comparison(study).evidence if e.layer == "measure" and e.coding)
    book = openpyxl.Workbook()
    keys, verdict = ["段落键", "类型键"], ["复核结论", "改为类型", "复核意见"]
    sheets = {
        "证据明细": ["证据编号", "地区", "类型", "原文（命中词加粗标红）", *keys, *verdict, "复核人"],
        "最该复核": ["存疑\n程度", "现归类型", "原文（命中词加粗标红）", *verdict, "证据编号", "地区", *keys],
    }
    for name, heads in sheets.items():
        sheet = book.create_sheet(name)
        sheet.append(heads)
        for evidence, verdict in ((first, "不同意"), (second, None)) if name == "证据明细" else ((third, "同意"),):
            cells = {"段落键": evidence.paragraph_key, "类型键": evidence.column, "复核结论": verdict, "地区": "临江区"}
            cells |= {"复核人": "张三"} if verdict == "不同意" else {}
            sheet.append([cells.get(head) for head in heads])
    book.save(tmp_path / "旧.xlsx")
    review = read_review(tmp_path / "旧.xlsx", study.taxonomy)
    assert [(d.paragraph_key, d.measure_id, d.verdict, d.cells) for d in review.decisions] == [
        (first.paragraph_key, first.column, "reject", (("复核人", "张三"),)),
        (third.paragraph_key, third.column, "accept", ()),
    ]
    assert review.remarks == () and review.problems == ()


def test_a_column_that_a_reviewer_puts_beside_the_remark_comes_back(tmp_path: Path) -> None:
    path = reviewed(tmp_path, {0: ("同意", None, None)})
    book = openpyxl.load_workbook(path)
    sheet = book["证据与复核"]
    heads, start = head_of(sheet, "段落键")
    place = heads.index("复核意见") + 2
    sheet.insert_cols(place)
    sheet.cell(start, place).value, sheet.cell(start + 1, place).value = "复核人", "张三"
    book.save(path)
    (decision,) = read_review(path, small_study().taxonomy).decisions
    assert decision.cells == (("复核人", "张三"),)


def test_what_makes_a_row_is_no_column_of_a_reviewer(tmp_path: Path) -> None:
    """Rows may be made by any column of a manifest."""
    study = small_study()
    documents = tuple(
        replace(d, metadata=replace(d.metadata, extra={"片区": Fact("东片", "manifest")})) for d in study.documents
    )
    study = replace(study, documents=documents, settings=replace(study.settings, by="片区"))
    write_workbook(Analysis(study, build_comparison(study)), tmp_path / "a.xlsx")
    assert read_review(tmp_path / "a.xlsx", study.taxonomy).remarks == ()
