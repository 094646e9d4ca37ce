"""One voice for what every report, sheet, page and command says of a thing."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

import compare
from compare.cli.agree import _labels
from compare.matrix.analysis import analyse
from compare.model import OTHER, Coding, Decision, Evidence, Flag, Heading, LearnedTable, LearnedWord, Study
from compare.problems import Problem, problem, problem_text
from compare.reports.html.page import render_html
from compare.reports.markdown import render_markdown
from compare.reports.narrative import build_narrative
from compare.reports.narrative.markup import escape
from compare.reports.tables_csv import write_tables
from compare.reports.xlsx import write_workbook
from compare.wording import Wording, foreign, number, path_of
from tests.studies import small_study

pytestmark = pytest.mark.whole

SOURCES = {p: p.read_text("utf-8") for p in Path(compare.__file__).parent.rglob("*.py")}


def in_language(study: Study, lang: str, by: str = "district") -> Study:
    return replace(study, settings=replace(study.settings, lang=lang, by=by))


def markdown(study: Study) -> str:
    return render_markdown(build_narrative(analyse(study)))


def workbook(study: Study, folder: Path) -> dict[str, list[list[object]]]:
    write_workbook(analyse(study), folder / "matrix.xlsx")
    book = openpyxl.load_workbook(folder / "matrix.xlsx", data_only=True)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def table(study: Study, name: str, folder: Path) -> list[dict[str, str]]:
    write_tables(analyse(study), folder)
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# --- names ------------------------------------------------------------------------------------------------------


def test_a_type_is_called_by_its_name_in_the_language() -> None:
    taxonomy = small_study().taxonomy
    talent = taxonomy.by_id["talent"]
    assert Wording("zh", taxonomy).label("talent") == talent.label
    assert Wording("en", taxonomy).label("talent") == talent.label_en != talent.label
    unnamed = replace(taxonomy, measures=tuple(replace(m, label_en="") for m in taxonomy.measures))
    assert Wording("en", unnamed).label("talent") == talent.label
    assert [Wording(lang).label(OTHER) for lang in ("zh", "en")] == ["其他", "Other"]
    assert Wording("zh", taxonomy).label("unheard-of") == "unheard-of"


@pytest.mark.parametrize(
    ("lang", "by", "noun", "head", "peers"),
    [
        ("zh", "district", "地区", "地区", "可比地区"),
        ("zh", "level", "层级", "层级", "可比对象"),
        ("zh", "类别", "类别", "类别", "可比的类别"),
        ("en", "issuer", "issuing body", "Issuing body", "peers"),
        ("en", "district", "district", "District", "peers"),
    ],
)
def test_what_a_row_is_and_what_it_is_compared_with(lang: str, by: str, noun: str, head: str, peers: str) -> None:
    wording = Wording(lang, by=by)
    assert (wording.noun, wording.row_head, wording.peers) == (noun, head, peers)


def test_a_code_without_words_stands_for_itself() -> None:
    wording = Wording("zh")
    assert [wording.genre("poem"), wording.flag("odd"), wording.rule("odd"), wording.rejection("odd")] == [
        "poem", "odd", "odd", "odd",
    ]  # fmt: skip
    assert wording.reason("") == ""


def test_headings_in_one_line_and_figures_as_people_write_them() -> None:
    assert path_of([Heading(1, "三、", "主要任务"), Heading(2, "(一)", "培育企业")]) == "三、主要任务 › (一)培育企业"
    assert path_of([]) == ""
    assert [number(x) for x in (800.0, 2.8, 0.25, 20000.0, -1.5)] == ["800", "2.8", "0.25", "20000", "-1.5"]


def test_a_note_says_what_was_found() -> None:
    assert "甲区、乙区" in Wording("zh").note(Flag("no_units", "info"), "甲区、乙区")


def test_words_of_the_rewriting_machine_are_told_from_the_documents_own() -> None:
    assert foreign(Flag("garbled_text", "bad", "接头院"))
    assert not foreign(Flag("pinyin_glosses", "warn", "区(qū)"))


def test_the_method_says_that_learned_words_took_part(tmp_path: Path) -> None:
    study = small_study()
    table = LearnedTable(
        words=(LearnedWord("概念验证", "learned", "transfer", 0.8, 31),),
        thresholds=(("transfer", 5.1), ("talent", 4.5)),
        slope=0.5, margin=0.5, objection=1.0, file="甲_乙.tsv",
    )  # fmt: skip
    taught = replace(study, taxonomy=replace(study.taxonomy, learned=table))
    told = Wording("zh").learned_rule(taught.taxonomy)
    assert "1条（甲_乙.tsv）" in told and "4.5至5.1分" in told and "低1分" in told
    assert escape(told) in markdown(taught) and "已学词" not in markdown(study)
    assert ["已学词", told] in workbook(taught, tmp_path)["说明"]
    counted = replace(taught.taxonomy, method="count")
    assert [Wording("zh").learned_rule(taxonomy) for taxonomy in (study.taxonomy, counted)] == ["", ""]


def test_nobody_else_chooses_between_languages_for_a_name_or_compares_a_grade() -> None:
    naming = [path.name for path, text in SOURCES.items() if re.search(r"label_en (if|or)|label_en\) or", text)]
    assert naming == ["wording.py"]
    assert [path.name for path, text in SOURCES.items() if re.search(r'[!=]= "E"', text)] == ["model.py"]
    assert [path.name for path, text in SOURCES.items() if '" › "' in text] == ["wording.py"]


# --- problems ---------------------------------------------------------------------------------------------------


def test_a_problem_is_the_same_sentence_wherever_it_stands(tmp_path: Path) -> None:
    found = [
        problem("documents.failed", "error", "甲.txt", detail="坏\x07了"),
        problem("engines.dask-missing", "error", "乙.txt"),
        problem("reading.never-heard-of", "error", "丙.txt", size="3"),
    ]
    study = replace(small_study(), problems=tuple(found))
    report = markdown(study)
    sheet = [str(cell) for row in workbook(study, tmp_path)["数据质量"] for cell in row if cell]
    for item in found:
        sentence = Wording("zh").problem(item)
        assert "{" not in sentence and "\x07" not in sentence
        assert problem_text(item, "zh") == f"{item.place}: 错误：{sentence}"
        assert escape(sentence) in report
        assert f"{sentence} [{item.code}]" in sheet
    assert Wording("zh").problem(found[2]) == "reading.never-heard-of size=3"


def test_every_problem_of_the_program_has_a_sentence() -> None:
    codes = {
        code
        for text in SOURCES.values()
        for code in re.findall(r'\bproblem\(\s*"([a-z]+\.[a-z-]+)"', text)
    }  # fmt: skip
    assert len(codes) > 40
    for lang in ("zh", "en"):
        assert [code for code in sorted(codes) if Wording(lang).problem(Problem(code)).startswith(code)] == []


def test_the_weight_of_a_problem_is_one_word(tmp_path: Path) -> None:
    study = replace(small_study(), problems=(problem("reading.empty", "warning", "甲.txt"),))
    assert problem_text(study.problems[0], "zh").startswith("甲.txt: 注意：")
    assert any(row[:2] == ["注意", "甲.txt"] for row in workbook(study, tmp_path)["数据质量"])


# --- what must not be quoted ------------------------------------------------------------------------------------


def test_only_grade_e_is_not_quoted() -> None:
    document = small_study().documents[0]
    assert [replace(document, grade=grade).quotable for grade in "ABCDE"] == [True, True, True, True, False]


def test_cited_paragraphs_of_a_text_not_to_be_quoted_show_neither_words_nor_headings() -> None:
    study = small_study()
    narrative = build_narrative(analyse(study))
    doubtful = {p.key: d for d in study.documents if not d.quotable for p in d.paragraphs}
    cited = [citation for citation in narrative.voice.citations() if citation.key in doubtful]
    assert cited
    for citation in cited:
        assert citation.text == "文字不可靠，不引用；请查原文件。" and not citation.caveats
        assert citation.source == narrative.voice.names[doubtful[citation.key].id]  # nothing of its headings


# --- one word for one thing -------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_layer_a_strength_and_a_grade_are_called_the_same_everywhere(lang: str, tmp_path: Path) -> None:
    study = in_language(small_study(), lang)
    wording, told, sheets = Wording(lang), markdown(study), workbook(study, tmp_path)
    page = render_html(build_narrative(analyse(study)))
    layers = {wording.role(layer) for layer in ("measure", "practice", "safeguard")}
    column = "层次" if lang == "zh" else "layer"
    assert {row[column] for row in table(study, "evidence", tmp_path)} == layers
    for layer in ("measure", "practice", "safeguard"):
        assert f'"layer.{layer}":"{wording.role(layer)}"' in page
    read_me = sheets["说明" if lang == "zh" else "Read me"]
    overview = "\n".join(str(cell) for row in read_me for cell in row if cell)
    for level in range(6):
        assert wording.intensity(level) in told and f"{level}  {wording.intensity(level)}" in overview
        assert f'"intensity.{level}":"{wording.intensity(level)}"' in page
    for grade in {document.grade for document in study.documents if document.included}:
        assert wording.grade(grade) in told and wording.grade(grade) in overview


def test_a_figure_is_called_the_same_in_sheet_and_table(tmp_path: Path) -> None:
    study = small_study()
    statuses = {Wording("zh").status(target) for target in study.targets}
    assert "已实现" in statuses
    assert {row["性质"] for row in table(study, "targets", tmp_path)} <= statuses
    sheet = workbook(study, tmp_path)["目标明细"]
    assert {cell for row in sheet for cell in row} >= statuses


def test_kinds_of_amounts_are_those_of_the_sheet(tmp_path: Path) -> None:
    study = small_study()
    kinds = {Wording("zh").amount_kind(amount) for amount in study.amounts}
    cells = {cell for row in workbook(study, tmp_path)["额度明细"] for cell in row}
    told = markdown(study)
    assert kinds and kinds <= cells and all(f"| {kind} |" in told for kind in kinds)


# --- evidence and decisions -------------------------------------------------------------------------------------


def test_what_an_evidence_row_is_below_its_column() -> None:
    coding = Coding("k", "livelihood", ("livelihood-school",), (), (), 1)
    row = Evidence(
        id="甲-1",
        row="甲",
        column=OTHER,
        layer="measure",
        rank=1,
        document_id="d",
        paragraph_key="k",
        coding=coding,
        intensity=2,
        instrument="",
    )
    assert row.subtypes == ("livelihood",)
    assert replace(row, column="livelihood").subtypes == ("livelihood-school",)
    assert replace(row, coding=None).subtypes == ()


def test_sheet_and_table_show_a_decision_on_the_same_row(tmp_path: Path) -> None:
    """An acceptance that names another type all the same holds for the row it was given on."""
    study = small_study()
    key = next(p.key for p in study.paragraphs.values() if "面向海内外" in p.text)
    study = replace(study, decisions=(Decision(key, "talent", "accept", relabel="enterprise", reviewer="乙"),))
    shown = [row["类型"] for row in table(study, "evidence", tmp_path) if row["复核人"] == "乙"]
    sheet = workbook(study, tmp_path)["证据与复核"]
    head = next(row for row in sheet if "段落键" in row)
    lines = [dict(zip(head, row, strict=True)) for row in sheet]
    assert [line["类型"] for line in lines if line["复核意见"] == "乙"] == shown == ["人才"]


def test_a_type_that_a_reviewer_adds_counts_when_reviews_are_compared() -> None:
    added = Decision("k", "talent", "add")
    assert _labels([added, Decision("k", "enterprise", "accept")]) == {"k": {"talent", "enterprise"}}
    assert _labels([Decision("k", "talent", "relabel", relabel="platform")]) == {"k": {"platform"}}
    assert _labels([Decision("k", "talent", "reject")]) == {"k": frozenset()}


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (450_000, "人", "45万人"), (53_000, "亿元", "5.3万亿元"), (65_000, "万元", "65000万元"), (481, "家", "481家"),
        (12_345, "户", "12345户"), (202_000_000, "人", "2.02亿人"), (0.96, "件", "0.96件"), (7150, "万亩", "7150万亩"),
    ],
)  # fmt: skip
def test_round_numbers_are_written_as_people_write_them(value: float, unit: str, words: str) -> None:
    assert Wording("zh").quantity(value, unit) == words


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "≥800家"),
        ({"comparator": "≤"}, "≤800家"),
        ({"reached": True}, "达到800家"),
        ({"comparator": "=", "flags": ("annual",)}, "每年800家"),
        ({"comparator": "+%", "value": 15.0, "unit": "%"}, "增长15%"),
        ({"comparator": "+%", "value": 15.0, "unit": "%", "bound": "≥"}, "增长15%以上"),
        ({"comparator": "+%", "value": 5.0, "unit": "%", "flags": ("approximate", "annual")}, "年均增长5%左右"),
        ({"comparator": "+%", "value": 2.0, "unit": "%", "indicator_std": "居民消费价格涨幅"}, "2%"),
        ({"comparator": "range", "value_to": 900.0}, "800–900家"),
        ({"comparator": "range", "value": 5.0, "value_to": 5.5, "unit": "%", "indicator_std": "工业投资增速"},
         "增长5%–5.5%"),
        ({"comparator": "×", "value": 2.0, "unit": "倍", "spoken": "翻一番"}, "翻一番"),
        ({"value": None}, "定性"),
    ],
)  # fmt: skip
def test_a_figure_keeps_its_comparator(change: dict[str, object], words: str) -> None:
    target = replace(small_study().targets[0], flags=())
    assert Wording("zh").figure(replace(target, **change)) == words  # type: ignore[arg-type]


def test_a_stated_figure_says_whether_its_year_is_in_the_sentence() -> None:
    target = replace(small_study().targets[0], flags=(), year=2025, year_origin="explicit")
    told = [Wording("zh").stated(replace(target, **more)) for more in ({}, {"year_origin": "period"}, {"year": None})]
    assert told == ["2025年 ≥800家", "2025年（推定）≥800家", "≥800家"]


def test_places_and_periods_are_written_as_people_do() -> None:
    chinese, english = Wording("zh"), Wording("en")
    assert [chinese.clause(c) for c in ("三、(四)1", "四、第2段", "第八条第二款")] == [
        "三（四）1",
        "四第2段",
        "第八条第二款",
    ]
    assert english.clause("三、(四)1") == "三、(四)1"
    assert [chinese.years(p) for p in ("2021-2025", "2024", "")] == ["2021—2025年", "2024年", ""]
    assert english.years("2021-2025") == "2021–2025"
    assert (chinese.symbol("n/a"), english.symbol("n/a"), chinese.symbol("●")) == ("不适用", "n/a", "●")
