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
        f"| 7 | 0 | 0 | {row.characters} | {district.covered}/6 | {district.hhi:.2f} | {' | '.join(figures)} | <sup>［["
        in told["临江区"]
    )
    assert told["望山区"].count("样本不足") == 4


def test_a_row_does_not_change_with_the_rows_beside_it() -> None:
    few, many = (re.sub("<sup>.*?</sup>", "", parts(wide_study(n))[0]) for n in (3, 9))
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
    assert "偏重的是企业培育1.6<sup>［[" in lines[4]
    assert "偏轻的是人才0.5、孵化载体0.4" in lines[4]
    for row, line in zip(comparison.rows, lines, strict=True):
        for column, label in (("enterprise", "企业培育"), ("incubator", "孵化载体"), ("talent", "人才")):
            assert f"{label}{comparison.cells[row.key, column].lq:.1f}" in line


def test_a_test_is_told_with_n_and_effect_size_and_its_strongest_residuals() -> None:
    study = counted_study(BIASED)
    comparison = build_comparison(study)
    (found,) = find_independence(comparison)
    first, second = bullets(parts(study)[2])
    assert not found.few
    assert f"的{found.test.n:.0f}条措施作独立性检验，卡方值{found.test.statistic:.1f}" in first
    assert f"克莱姆系数{found.test.cramers_v:.2f}，" in first
    assert "显著性&lt;0.001" in first and "有差异" in first
    strongest = max(z for line in found.test.standardised for z in line)
    assert f"第5区的企业培育多于预期（残差{strongest:+.1f}，60条）<sup>［[" in second


def test_a_test_without_a_difference_says_so() -> None:
    text = parts(counted_study({f"第{i}区": (20, 20, 10, 10) for i in range(1, 6)}))[2]
    assert "看不出各地区的类型构成有差异" in text
    assert "没有一个标准化残差" in text


def test_too_few_cases_give_one_plain_sentence() -> None:
    assert "没有两个以上有措施的可比地区，不作检验" in parts(small_study())[2]
    text = parts(wide_study(3))[2]
    assert len(bullets(text)) == 1
    assert "只有3个地区（少于5个），样本不足，不作卡方检验" in text
    assert "卡方值" not in text and "显著性" not in text
    fisher = parts(counted_study({"甲区": (6, 0, 0, 1), "乙区": (1, 0, 0, 7)}))[2]
    assert "（共15条）：费希尔精确检验的显著性=0.010" in fisher


def test_the_most_alike_are_named_with_their_evidence() -> None:
    study = wide_study(9)
    comparison = build_comparison(study)
    pairs = find_pairs(comparison, find_likeness(comparison))
    lines = bullets(parts(study)[3])
    assert 1 <= len(lines) <= 3
    assert f"构成最相近的是{pairs[0].first}与{pairs[0].second}：各类条数的余弦相似度{pairs[0].cosine:.2f}" in lines[0]
    assert lines[0].count("](#e-") == 2
    assert "不比较相似度" in parts(small_study())[3]


def test_distinctive_keywords_are_told_with_their_counts() -> None:
    study = wide_study(6, 60)
    told = telling_keywords(find_distinctive(study, build_comparison(study)), 5)
    text = parts(study)[4]
    assert text.count("，对数似然值") - 1 == len(told)  # one in the note
    for keyword in told:
        counts = f"“{keyword.keyword}”（{keyword.units}条措施中{keyword.count}条，其他可比地区{keyword.peers_units}条中"
        assert f"{counts}{keyword.peers_count}条，对数似然值{keyword.keyness.g2:.1f}" in text
    assert all("](#e-" in line for line in bullets(text))
    assert "没有达到门槛的词" in parts(small_study())[4]


# --- over time --------------------------------------------------------------------------------------------------


def test_periods_are_told_only_if_a_row_has_several() -> None:
    assert "changes" not in sections(small_study())
    study = older_study()
    text = sections(study)["changes"]
    changes = find_changes(study, build_comparison(study))
    assert "**临江区**，2016-2020至2021-2025" in text
    assert re.search(r"- 新出现1个子类：高层次人才引进<sup>［\[", text)
    assert re.search(r"- 不再出现1个子类：科技企业孵化器<sup>［\[", text)
    stayed = next(c for c in changes if c.status == "stayed")
    assert f"（由{len(stayed.evidence_before)}条到{len(stayed.evidence_after)}条）" in text


def test_sections_are_numbered_without_a_gap() -> None:
    for study in (small_study(), older_study()):
        narrative = build_narrative(Analysis(study, build_comparison(study)))
        body, annex = ([s.title for s in part] for part in (narrative.body, narrative.annex))
        assert "".join(title.split("、")[0] for title in body) == "一二三四五六七八九十"[: len(body)]
        assert [title.split("\u3000")[0] for title in annex] == [f"附{n}" for n in range(1, len(annex) + 1)]
        assert narrative.sections == (*narrative.body, *narrative.annex)


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
