import re
import string
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from opencc import OpenCC

from compare import lexicons
from compare.matrix.analysis import Analysis, analyse
from compare.matrix.comparison import build_comparison
from compare.model import OTHER, Doubt, Fact, Flag, Study
from compare.pipeline import code, read
from compare.problems import problem
from compare.reports.narrative import Narrative, build_narrative
from compare.reports.narrative.markup import escape, escape_line, percent
from tests.studies import doubtful_study, small_study, wide_study

STEMS = ("narrative", "page", "reasons", "flags", "cells")


def told(study: Study) -> Narrative:
    return build_narrative(Analysis(study, build_comparison(study)))


def section(study: Study, key: str) -> str:
    return next(s.body for s in told(study).sections if s.key == key)


# --- wording ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stem", STEMS)
def test_every_wording_has_both_languages_and_the_same_slots(stem: str) -> None:
    for key, entry in lexicons.load(f"wording/{stem}").items():
        assert entry["zh"] is not None and entry["en"] is not None, key
        slots = [{name for _, name, _, _ in string.Formatter().parse(entry[lang]) if name} for lang in ("zh", "en")]
        named = [{s.lower() for s in found} - {"noun", "peers"} for found in slots]
        assert named[0] == named[1], key


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("by", ["district", "level", "year", "genre", "issuer", "parent"])
def test_report_is_told_in_both_languages_whatever_makes_a_row(lang: str, by: str) -> None:
    study = small_study()
    study = replace(study, settings=replace(study.settings, lang=lang, by=by))
    for part in told(study).sections:
        assert part.body.strip(), part.key
        assert not re.search(r"\{\w*\}|\bNone\b", part.body), part.key


# --- findings ---------------------------------------------------------------------------------------------------


def plain(body: str) -> str:
    """The words without their notes."""
    return re.sub("<sup>.*?</sup>", "", body)


def test_stress_is_a_judgement_with_its_counts_and_notes() -> None:
    line = next(ln for ln in section(small_study(), "findings").splitlines() if ln.startswith("- **临江区**"))
    assert "**临江区**着墨最多的是企业培育、人才（7条中各3条）；另有1条不属于所设类型。" in plain(line)
    assert re.search(r"各3条）<sup>［\[\d+\]\(#e-\w+\)，\[\d+\]\(#e-\w+\) 等6处］</sup>", line)


def test_no_type_is_said_to_lead_by_one_or_two_measures() -> None:
    line = next(ln for ln in section(small_study(), "findings").splitlines() if ln.startswith("- **云州市**"))
    assert "各类都少，不分主次：企业培育2条" in plain(line) and "最多" not in line


def test_practice_is_never_told_as_planned_measure() -> None:
    line = next(ln for ln in section(small_study(), "findings").splitlines() if ln.startswith("- **望山区**"))
    assert "讲的是已做的工作，不作为计划措施；2条做法分别为企业培育1条" in plain(line)


def test_no_share_is_told_below_five_measures() -> None:
    study = wide_study(2, paragraphs=4)
    body = section(study, "findings")
    assert "不分主次" in body
    assert "多数" not in body and "%" not in body


def test_safeguards_are_no_gap_and_no_measure() -> None:
    body = section(small_study(), "findings")
    assert re.search("人才仅见于保障措施<sup>.+?</sup>，不能算没有", body)


def test_figures_of_statistics_stand_in_the_annex_alone() -> None:
    narrative = told(small_study())
    assert "统计" in next(s.title for s in narrative.annex if s.key == "statistics")
    for part in narrative.body:
        assert not re.search("区位熵|余弦|卡方|集中度|显著", part.body), part.key


def test_strongest_measures_show_the_words_that_make_them_strong() -> None:
    body = section(small_study(), "findings")
    assert re.search(r"    - 人才：“[^”]*最高100万元[^”]*”<sup>［\[", body)
    assert "**临江区**的措施多数写明具体工具（7条中5条）" in body


def test_summaries_are_not_judged_for_what_they_leave_out() -> None:
    study = small_study()
    assert "**云州市**的措施" in section(study, "findings").split("###")[2]
    city = study.documents[0]
    summary = replace(city, metadata=replace(city.metadata, genre=Fact("explainer", "manifest")))
    told = section(replace(study, documents=(summary, *study.documents[1:])), "findings").split("###")[2]
    assert "**云州市**" not in told and "**临江区**" in told


# --- tables -----------------------------------------------------------------------------------------------------


def test_results_stand_apart_from_targets() -> None:
    assert "86家" not in section(small_study(), "targets")
    aims, results = section(small_study(), "target_details").split("###")
    assert "2020年86家" in aims  # as base
    assert "| 2020年 86家 |" not in aims
    assert "| 2020年 86家 |" in results


def test_unread_files_are_named_with_the_reason() -> None:
    study = replace(small_study(), problems=(problem("reading.empty", "error", "空文件.txt"),))
    assert "空文件.txt" in section(study, "quality")
    assert "有1个文件没有读入" in section(study, "compared")


def test_foreign_words_of_a_flag_are_not_repeated() -> None:
    study = small_study()
    plan = replace(
        study.documents[1], flags=(Flag("issuer_corrupted", "warn", "某某娱乐城"), Flag("footnote", "info", "注一"))
    )
    body = section(replace(study, documents=(study.documents[0], plan, *study.documents[2:])), "quality")
    assert "某某娱乐城" not in body and "比分网" not in body
    assert "“注一”" in body


def test_empty_study_is_said_in_words() -> None:
    study = replace(
        small_study(), documents=(), targets=(), amounts=(), programmes=(), codings={}, intensities={}, problems=()
    )
    narrative = told(study)
    assert narrative.title == "政策措施比较"
    assert "没有可供比较的文件" in next(s.body for s in narrative.sections if s.key == "compared")


def test_other_column_is_explained() -> None:
    study = small_study()
    count = sum(e.column == OTHER for e in build_comparison(study).evidence)
    assert f"共{count}条" in section(study, "uncoded")


# --- markup -----------------------------------------------------------------------------------------------------


def test_halves_are_rounded_up_as_in_a_spreadsheet() -> None:
    assert [percent(v) for v in (0.0625, 1 / 3, 1.0, 0.0)] == ["6.3%", "33.3%", "100.0%", "0.0%"]


def test_escaping_is_done_once() -> None:
    assert escape(escape("a|b*c")) == r"a\|b\*c"
    assert escape_line("1.建设<平台>") == r"1\.建设&lt;平台&gt;"
    assert escape("1.建设") == "1.建设"


@pytest.mark.parametrize("convert", [str, OpenCC("s2t").convert], ids=["simplified", "traditional"])
def test_the_grant_is_bold_and_not_the_threshold_of_the_same_size(
    tmp_path: Path, convert: Callable[[str], str]
) -> None:
    text = (
        "临江区扶持初创企业若干措施\n第一条 对年营业收入300万元以上、设立独立核算的研发部门并在主管部门登记、"
        "上一年度没有安全生产事故和拖欠工资记录、主导产品列入重点目录的初创企业，经专家评审通过后，一次性给予300万元奖励。\n"
        "第二条 加强对初创企业的宣传。\n临江区人民政府办公室\n2024年3月1日\n"
    )
    policy, taxonomy = tmp_path / "措施.txt", tmp_path / "t" / "t.yaml"
    policy.write_text(convert(text), encoding="utf-8")
    taxonomy.parent.mkdir()
    taxonomy.write_text("企业: [初创企业]\n", encoding="utf-8")
    told = {s.key: s.body for s in build_narrative(analyse(code(read(policy), taxonomy))).sections}
    (line,) = [line for line in told["findings"].splitlines() if convert("给予**300万元**奖励") in line]
    assert convert("对年营业收入300万元以上") in line


# --- doubt ------------------------------------------------------------------------------------------------------


def test_the_most_doubtful_are_listed_first_and_open_to_their_paragraphs() -> None:
    study = doubtful_study()
    narrative = told(study)
    body = next(s.body for s in narrative.sections if s.key == "doubts")
    assert body.startswith("5段的归类存疑，其中2段没有归入所设类型。最存疑的5段如下")
    lines = [line for line in body.splitlines() if line.startswith("- ")]
    assert [line[4:8] for line in lines] == ["0.98", "0.90", "0.90", "0.62", "0.30"]
    assert "两类相近（是不是人才：“高层次人才”），现归“人才”" in lines[0]
    assert "没有命中关键词（是否也属孵化载体），现归“其他”：“完善市区两级联席会议制度" in lines[1]
    assert all("<sup>［[" in line for line in lines)
    assert {key for key, doubt in study.doubts.items() if doubt.why} <= set(narrative.voice.cited)


def test_words_that_must_not_be_quoted_are_not_quoted_for_a_doubt() -> None:
    assert "东说念主" not in section(doubtful_study(), "doubts")


def test_without_doubts_there_is_no_section_and_with_none_left_it_says_so() -> None:
    study = doubtful_study()
    assert "doubts" not in {s.key for s in told(small_study()).sections}
    sure = replace(study, doubts={key: Doubt(0.0) for key in study.doubts})
    assert section(sure, "doubts") == "没有存疑而未复核的段落。"
    english = replace(study, settings=replace(study.settings, lang="en"))
    assert "**0.98** two types are close (is it Talent? “高层次人才”)" in section(english, "doubts")
