"""The order in which the evidence should be checked, and verdicts that come back from it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from compare.matrix.analysis import analyse
from compare.matrix.doubts import MOST, SHARE
from compare.model import Doubt, Reason, Settings, Study
from compare.pipeline import Verdicts, decide
from compare.reports.xlsx import write_workbook
from compare.review.sheet import read_review
from tests.reports.workbooks import read_workbook
from tests.studies import TAXONOMY, doubtful_study, small_study, wide_study

pytestmark = pytest.mark.whole

HEADER = 4


def written(study: Study, tmp_path: Path) -> Path:
    path = tmp_path / "matrix.xlsx"
    write_workbook(analyse(study), path)
    return path


def asked(sheet: Any) -> list[dict[str, Any]]:
    """The lines to be checked, as sorted by 复核次序."""
    return sorted((line for line in lines(sheet) if line["复核次序"]), key=lambda line: line["复核次序"])


def lines(sheet: Any) -> list[dict[str, Any]]:
    heads = [str(cell.value).replace("\n", "") for cell in sheet[HEADER]]
    rows = sheet.iter_rows(min_row=HEADER + 1, values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows if any(row)]


def test_the_most_doubtful_first_with_why_and_room_for_a_verdict(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(doubtful_study(), tmp_path))
    first, second, third, *rest = asked(book["证据与复核"])
    assert [line["复核次序"] for line in (first, second, third, *rest)] == list(range(1, len(rest) + 4))
    assert (first["存疑程度"], first["存疑原因"]) == (0.98, "两类相近（是不是人才：“高层次人才”）")
    assert (first["证据编号"], first["类型"], first["类型键"]) == ("临江2021-3.1-1/talent", "人才", "talent")
    assert (second["存疑原因"], second["类型"]) == ("没有命中关键词（是否也属孵化载体）", "其他")
    assert third["存疑原因"] == "规则与已学词不一致（是不是人才：“人才公寓”）"
    assert [first[head] for head in ("复核结论", "改为类型", "复核意见")] == [None] * 3


@pytest.mark.parametrize(("words", "told"), [(6, 6), (7, 5), (30, 5)])
def test_a_cell_names_the_weightiest_learned_words_and_sums_up_the_rest(words: int, told: int, tmp_path: Path) -> None:
    study = doubtful_study()
    key = next(p.key for p in study.paragraphs.values() if "选派高层次人才" in p.text)
    learned = tuple(Reason("learned", 3 - n / 10, f"词{n:02}") for n in range(words))
    codings = [c._replace(reasons=c.reasons + learned) if c.measure_id == "talent" else c for c in study.codings[key]]
    changed = replace(study, codings={**study.codings, key: tuple(codings)})
    sheet = openpyxl.load_workbook(written(changed, tmp_path))["证据与复核"]
    reasons, total = asked(sheet)[0]["得分理由（合计等于得分）"].split(" = ")
    assert reasons.count("已学词“") == told
    assert (f"其余 {words - told} 个已学词" in reasons) == (told < words)
    points = [float(part.rsplit(" ", 1)[1].replace("−", "-")) for part in reasons.split("；")]
    assert sum(points) == pytest.approx(float(total))


def test_a_fifth_is_asked(tmp_path: Path) -> None:
    study = wide_study(12)
    counted = [p.key for p in study.paragraphs.values() if p.counted]
    study = replace(study, doubts={key: Doubt(1 - n / 1000, "weak_word") for n, key in enumerate(counted)})
    shown = asked(openpyxl.load_workbook(written(study, tmp_path))["证据与复核"])
    assert len(shown) == min(MOST, round(SHARE * len(counted)))
    assert [line["存疑程度"] for line in shown] == sorted((line["存疑程度"] for line in shown), reverse=True)


def test_a_bounded_workbook_keeps_what_is_to_be_checked(tmp_path: Path) -> None:
    study = wide_study(3, 60)
    counted = [p.key for p in study.paragraphs.values() if p.counted]
    study = replace(study, doubts={key: Doubt(n / 1000, "weak_word") for n, key in enumerate(counted)})
    write_workbook(analyse(study), tmp_path / "matrix.xlsx", limit=len(counted) // 2)
    shown = lines(openpyxl.load_workbook(tmp_path / "matrix.xlsx")["证据与复核"])
    assert len(shown) == len(counted) // 2
    wanted = round(SHARE * len(counted))
    assert sorted(line["复核次序"] for line in shown if line["复核次序"]) == list(range(1, wanted + 1))


def test_evidence_and_uncoded_tell_the_doubt(tmp_path: Path) -> None:
    study = doubtful_study()
    book = read_workbook(written(study, tmp_path))
    for line in lines(book["证据与复核"]):
        doubt = study.doubts.get(line["段落键"])
        assert line["存疑程度"] == (doubt.value if doubt else None)
        assert bool(line["存疑原因"]) == bool(doubt and doubt.why)
    assert [line["存疑程度"] for line in lines(book["未归类"]) if line["证据编号"] == "云州2018-3.3-2"] == [0.9]


def test_the_sheet_says_how_many_should_be_checked_if_any(tmp_path: Path) -> None:
    note = openpyxl.load_workbook(written(doubtful_study(), tmp_path))["证据与复核"]["A3"].value
    asked = len(analyse(doubtful_study()).doubtful)
    assert f"“复核次序”有数字的 {asked} 段最存疑" in note
    sheet = openpyxl.load_workbook(written(small_study(), tmp_path))["证据与复核"]
    assert "最存疑" not in sheet["A3"].value
    assert {line["复核次序"] for line in lines(sheet)} == {None}


def test_in_english(tmp_path: Path) -> None:
    study = replace(doubtful_study(), settings=Settings("en"))
    sheet = openpyxl.load_workbook(written(study, tmp_path))["Evidence and review"]
    first = next(line for line in lines(sheet) if line["Check first"] == 1)
    assert first["Why doubtful"] == "two types are close (is it Talent? “高层次人才”)"


# --- verdicts come back -----------------------------------------------------------------------------------------


def fill(path: Path, sheet: str, id: str, **cells: str) -> None:
    """Write into the row of an evidence id, as a person does."""
    book = openpyxl.load_workbook(path)
    heads = [cell.value for cell in book[sheet][HEADER]]
    row = next(r for r in book[sheet].iter_rows(min_row=HEADER + 1) if r[heads.index("证据编号")].value == id)
    for head, words in cells.items():
        row[heads.index(head)].value = words
    book.save(path)


def test_a_verdict_written_there_is_in_force_and_not_asked_again(tmp_path: Path) -> None:
    study, path = doubtful_study(), tmp_path / "matrix.xlsx"
    written(study, tmp_path)
    fill(path, "证据与复核", "临江2021-3.1-1/talent", 复核结论="不同意", 复核意见="只是派人")
    fill(path, "证据与复核", "云州2018-3.3-2", 复核结论="补充", 改为类型="孵化载体")
    review = read_review(path, TAXONOMY)
    assert [(d.measure_id, d.verdict, d.note) for d in review.decisions] == [
        ("talent", "reject", "只是派人"), ("incubator", "add", ""),
    ]  # fmt: skip
    assert review.problems == () and review.remarks == ()
    after = decide(study, Verdicts((review,)))
    assert [c.measure_id for c in after.codings[review.decisions[0].paragraph_key] if c.rank] == ["enterprise"]
    again = openpyxl.load_workbook(written(after, tmp_path))
    assert {line["证据编号"] for line in asked(again["证据与复核"])}.isdisjoint(
        {"临江2021-3.1-1/talent", "云州2018-3.3-2"}
    )
    assert len(lines(again["复核记录"])) == 2  # and it stays in the next round
    third = decide(study, Verdicts((read_review(path, TAXONOMY),)))
    assert third.codings == after.codings


def test_a_verdict_in_the_evidence_sheet_is_not_undone_by_the_blank_row(tmp_path: Path) -> None:
    study, path = doubtful_study(), tmp_path / "matrix.xlsx"
    written(study, tmp_path)
    fill(path, "证据与复核", "临江2021-3.1-1/talent", 复核结论="不同意")
    review = read_review(path, TAXONOMY)
    assert [(d.measure_id, d.verdict) for d in review.decisions] == [("talent", "reject")]


def test_a_remark_without_a_verdict_is_handed_on(tmp_path: Path) -> None:
    study, path = doubtful_study(), tmp_path / "matrix.xlsx"
    written(study, tmp_path)
    fill(path, "证据与复核", "临江2023-2-2", 复核意见="再问")
    review = read_review(path, TAXONOMY)
    assert [(d.measure_id, d.verdict, d.note) for d in review.remarks] == [("talent", "", "再问")]
    again = openpyxl.load_workbook(written(decide(study, Verdicts((review,))), tmp_path))
    noted = next(line for line in lines(again["证据与复核"]) if line["证据编号"] == "临江2023-2-2")
    assert noted["复核意见"] == "再问"
