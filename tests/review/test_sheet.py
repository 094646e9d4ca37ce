"""Verdicts written into the workbook come back as decisions, and only those."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from compare.matrix.analysis import Analysis
from compare.matrix.comparison import build_comparison
from compare.model import Decision, Taxonomy
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
    from dataclasses import replace

    study = small_study()
    study = replace(study, settings=replace(study.settings, lang=lang))
    path = tmp_path / "复核.xlsx"
    write_workbook(Analysis(study, build_comparison(study)), path)
    book = openpyxl.load_workbook(path)
    sheet = book["证据明细" if lang == "zh" else "Evidence"]
    heads, start = head_of(sheet, "段落键" if lang == "zh" else "Paragraph key")
    for row, (verdict, relabel, remark) in verdicts.items():
        for name, value in zip(heads[-3:], (verdict, relabel, remark), strict=True):
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
    from dataclasses import replace

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
    heads, start = head_of(book["证据明细"], "段落键")
    book["证据明细"].cell(start, len(heads) + 1).value = "复核人"
    book["证据明细"].cell(start, 2).value = "我的列"  # left of the key: not a reviewer's column
    for row in (1, 4):
        book["证据明细"].cell(start + row, len(heads) + 1).value = "张三"
    book.save(path)
    review = read_review(path, small_study().taxonomy)
    assert [(d.note, d.cells) for d in review.remarks] == [
        ("问园区办", (("复核人", "张三"),)), ("", (("ev.verdict", "也许"),)), ("", (("ev.relabel", "人才"),)),
    ]  # fmt: skip
    (accepted,) = review.decisions
    assert (accepted.note, accepted.cells) == ("可", (("复核人", "张三"),))
    assert accepted.text in {p.text for p in small_study().paragraphs.values()}
    assert accepted.place.startswith("复核.xlsx#证据明细:")
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
