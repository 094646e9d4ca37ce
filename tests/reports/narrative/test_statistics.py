"""统计比较 and 时期变化 as told: the matrix room's figures, a plain sentence where there is none, ids on every line."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from compare.matrix.analysis import Analysis
from compare.matrix.comparison import build_comparison
from compare.matrix.contrasts import find_changes
from compare.matrix.keywords import find_distinctive, telling_keywords
from compare.matrix.tables import find_independence, find_likeness, find_pairs, find_profiles
from compare.model import Study
from compare.reports.html.page import render_html
from compare.reports.narrative import build_narrative
from compare.reports.narrative.markup import percent
from compare.wording import number
from tests.studies import counted_study, older_study, small_study, wide_study

BIASED = {f"第{i}区": (20, 20, 10, 10) for i in range(1, 5)} | {"第5区": (60, 10, 6, 10)}


def sections(study: Study) -> dict[str, str]:
    return {s.key: s.body for s in build_narrative(Analysis(study, build_comparison(study))).sections}


def parts(study: Study) -> list[str]:
    """Profiles, quotients, tests, likeness, keywords."""
    return sections(study)["statistics"].split("\n### ")[1:]


def bullets(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("- ")]


# --- figures ----------------------------------------------------------------------------------------------------


def test_the_profile_of_a_row_is_its_own_line() -> None:
    study = small_study()
    comparison = build_comparison(study)
    profiles = dict(zip((r.label for r in comparison.rows), find_profiles(study, comparison), strict=True))
    told = {line.split(" | ")[0].strip("| "): line for line in parts(study)[0].splitlines() if line.startswith("| ")}
    district = profiles["临江区"]
    assert district.hard is not None and district.quantified is not None and district.intensity is not None
    row = next(row for row in comparison.rows if row.label == "临江区")
    figures = (percent(district.hard), percent(district.quantified), number(district.intensity))
    assert (
        f"| 7 | 0 | 0 | {row.characters} | {district.covered}/6 | {district.hhi:.2f} | {' | '.join(figures)} | （["
        in told["临江区"]
    )
    assert told["望山区"].count("样本不足") == 4


def test_a_row_does_not_change_with_the_rows_beside_it() -> None:
    few, many = (parts(wide_study(n))[0] for n in (3, 9))
    assert [line for line in few.splitlines() if line.startswith("| 第")] == [
        line for line in many.splitlines() if line.startswith("| 第")
    ][:3]


def test_quotients_are_told_only_where_there_are_any() -> None:
    assert "不列区位熵" in parts(small_study())[1]
    assert not re.search(r"\d\.\d", parts(small_study())[1])
    study = counted_study(BIASED)
    comparison = build_comparison(study)
    lines = bullets(parts(study)[1])
    assert len(lines) == 5
    assert "偏重的是企业培育 1.6（[第5区2021-" in lines[4]
    assert "偏轻的是人才 0.5、孵化载体 0.4" in lines[4]
    for row, line in zip(comparison.rows, lines, strict=True):
        for column, label in (("enterprise", "企业培育"), ("incubator", "孵化载体"), ("talent", "人才")):
            assert f"{label} {comparison.cells[row.key, column].lq:.1f}" in line


def test_a_test_is_told_with_n_and_effect_size_and_its_strongest_residuals() -> None:
    study = counted_study(BIASED)
    comparison = build_comparison(study)
    (found,) = find_independence(comparison)
    first, second = bullets(parts(study)[2])
    assert not found.few
    assert f"χ²={found.test.statistic:.1f}" in first
    assert f"Cramér’s V={found.test.cramers_v:.2f}（n={found.test.n:.0f}）" in first
    assert "p&lt;0.001" in first and "有差异" in first
    strongest = max(z for line in found.test.standardised for z in line)
    assert f"第5区的企业培育多于预期（{strongest:+.1f}，60 条）（[第5区2021-" in second


def test_a_test_without_a_difference_says_so() -> None:
    text = parts(counted_study({f"第{i}区": (20, 20, 10, 10) for i in range(1, 6)}))[2]
    assert "看不出各地区的类型构成有差异" in text
    assert "没有一个标准化残差" in text


def test_too_few_cases_give_one_plain_sentence() -> None:
    assert "没有两个以上有措施的可比地区，不作检验" in parts(small_study())[2]
    text = parts(wide_study(3))[2]
    assert len(bullets(text)) == 1
    assert "只有 3 个地区（少于 5 个），样本不足，不列 χ² 检验的结果" in text
    assert "χ²=" not in text and "p=" not in text
    fisher = parts(counted_study({"甲区": (6, 0, 0, 1), "乙区": (1, 0, 0, 7)}))[2]
    assert "费希尔精确检验 p=0.010（n=15）" in fisher


def test_the_most_alike_are_named_with_their_evidence() -> None:
    study = wide_study(9)
    comparison = build_comparison(study)
    pairs = find_pairs(comparison, find_likeness(comparison))
    lines = bullets(parts(study)[3])
    assert 1 <= len(lines) <= 3
    assert f"构成最相近的是{pairs[0].first}与{pairs[0].second}：主类条数的余弦 {pairs[0].cosine:.2f}" in lines[0]
    assert lines[0].count("](#e-") == 2
    assert "不比较相似度" in parts(small_study())[3]


def test_distinctive_keywords_are_told_with_their_counts() -> None:
    study = wide_study(6, 60)
    told = telling_keywords(find_distinctive(study, build_comparison(study)), 5)
    text = parts(study)[4]
    assert text.count("G² ") == len(told)
    for keyword in told:
        counts = (
            f"“{keyword.keyword}”（{keyword.units} 条措施中 {keyword.count} 条，其他可比地区 {keyword.peers_units} 条中"
        )
        assert f"{counts} {keyword.peers_count} 条，G² {keyword.keyness.g2:.1f}" in text
    assert all("](#e-" in line for line in bullets(text))
    assert "没有达到门槛的词" in parts(small_study())[4]


# --- over time --------------------------------------------------------------------------------------------------


def test_periods_are_told_only_if_a_row_has_several() -> None:
    assert "changes" not in sections(small_study())
    study = older_study()
    text = sections(study)["changes"]
    changes = find_changes(study, build_comparison(study))
    assert "**临江区**，2016-2020 → 2021-2025" in text
    assert re.search(r"- 新出现 1 个子类：高层次人才引进（\[临江2021-", text)
    assert re.search(r"- 不再出现 1 个子类：科技企业孵化器（\[临江2016-", text)
    stayed = next(c for c in changes if c.status == "stayed")
    assert f"（{len(stayed.evidence_before)} 条 → {len(stayed.evidence_after)} 条）" in text


def test_sections_are_numbered_without_a_gap() -> None:
    for study in (small_study(), older_study()):
        titles = [s.title for s in build_narrative(Analysis(study, build_comparison(study))).sections]
        numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四"]
        assert [title.split("、")[0] for title in titles] == numerals[: len(titles)]


# --- both -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_reference_opens_a_paragraph_of_the_page(lang: str) -> None:
    study = older_study()
    told = replace(study, settings=replace(study.settings, lang=lang))
    page = render_html(build_narrative(Analysis(told, build_comparison(study))))
    assert 'id="statistics"' in page and 'id="changes"' in page
    anchors = set(re.findall(r'href="#(e-\w+)"', page))
    assert anchors <= set(re.findall(r'id="(e-\w+)"', page))


def test_english_has_no_chinese_but_names_and_keywords() -> None:
    study = older_study()
    told = sections(replace(study, settings=replace(study.settings, lang="en")))
    for key in ("statistics", "changes"):
        words = re.sub(r"\[[^\]]*\]\([^)]*\)|\*\*[^*]*\*\*|云州市|临江区|望山区", "", told[key])
        assert not re.search(r"[\u4e00-\u9fff]", words)
