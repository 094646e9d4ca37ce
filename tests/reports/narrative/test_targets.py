"""Targets side by side in the report: aims and results in tables of their own, and why a cell is empty."""

from __future__ import annotations

from dataclasses import replace

from compare.matrix.analysis import analyse
from compare.model import Study
from compare.reports.narrative import build_narrative
from compare.wording import Wording
from tests.studies import small_study, wide_study


def section(study: Study, key: str) -> str:
    return next(s.body for s in build_narrative(analyse(study)).sections if s.key == key)


def line_of(body: str, indicator: str) -> list[str]:
    line = next(line for line in body.splitlines() if line.startswith(f"| {indicator} |"))
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_what_several_aim_at_stands_first_and_says_why_others_do_not() -> None:
    body = section(small_study(), "targets")
    head, rule, first, *_ = [line for line in body.splitlines() if line.startswith("|")]
    assert [cell.strip() for cell in head.strip("|").split("|")] == ["指标", "云州市", "临江区", "望山区"]
    assert set(rule) <= set("| -")
    name, city, district, news = line_of(body, "高新技术企业数量")
    assert first.startswith(f"| {name} |")
    assert city.startswith("2020年 ≥800家") and district.startswith("2025年 ＞150家")
    assert news == "报道无目标"


def test_a_result_is_never_among_the_targets() -> None:
    study = small_study()
    aims = section(study, "targets").split("###")[0]
    assert "86家" not in aims  # reported as reached, and the base of a target
    listed, results = section(study, "target_details").split("###")
    assert "2020年86家" in listed and "86家" in results and "150家" not in results


def test_results_are_set_side_by_side_where_two_rows_report_them() -> None:
    study = small_study()
    reached = next(t for t in study.targets if t.status == "achievement")
    home = next(d for d in study.documents if d.id == reached.document_id)
    elsewhere = next(d for d in study.documents if d.district != home.district and d.quotable)
    other = replace(reached, id="x", document_id=elsewhere.id, paragraph_key=elsewhere.paragraphs[0].key, value=90.0)
    assert "###" not in section(study, "targets")
    results = section(replace(study, targets=(*study.targets, other)), "targets").split("###")[1]
    told = {cell.split("<")[0] for cell in line_of(results, "高新技术企业数量")[1:]}
    assert told == {Wording("zh").stated(t) for t in (reached, other)}


def test_of_many_rows_those_with_targets_are_shown() -> None:
    study = wide_study(30)
    one = replace(small_study().targets[0], document_id=study.documents[20].id)
    one = replace(one, paragraph_key=study.documents[20].paragraphs[0].key)
    body = section(replace(study, targets=(one,)), "targets")
    assert len(line_of(body, one.indicator_std)) == 2
