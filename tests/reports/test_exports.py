"""The data files: shape, safety for spreadsheets, and figures that add up to the matrix."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from compare.matrix.analysis import Analysis
from compare.matrix.comparison import build_comparison
from compare.model import Comparison, Decision, Keyword, Match, Settings, Study
from compare.records import TABLES, columns, rows
from compare.reports.dictionary import write_dictionary
from compare.reports.jsonl import write_paragraphs
from compare.reports.tables_csv import write_tables
from tests.studies import TAXONOMY, doubtful_study, small_study, span, wide_study


def exported(study: Study, folder: Path) -> list[dict[str, Any]]:
    path = write_paragraphs(study, build_comparison(study), folder)
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def tables(study: Study, folder: Path, comparison: Comparison | None = None) -> dict[str, list[dict[str, str]]]:
    paths = write_tables(Analysis(study, comparison or build_comparison(study)), folder)
    return {p.stem: list(csv.DictReader(p.read_text(encoding="utf-8-sig").splitlines())) for p in paths}


# --- paragraphs.jsonl -------------------------------------------------------------------------------------------


def test_one_line_a_paragraph_in_the_agreed_shape(tmp_path: Path) -> None:
    study = small_study()
    records = exported(study, tmp_path)
    assert [r["paragraph"] for r in records] == [p.key for d in study.documents for p in d.paragraphs]
    assert all(
        list(r)
        == [
            "file",
            "document",
            "district",
            "paragraph",
            "lines",
            "headings",
            "role",
            "counted",
            "row",
            "columns",
            "measures",
            "rejected",
            "text",
        ]
        for r in records
    )
    record = next(r for r in records if "孵化基金" in r["text"])
    assert record["file"] == "云州2018_云州市科技创新三年行动方案(2018-2020年).txt"
    assert (record["lines"], record["headings"]) == ([13, 13], ["三、重点任务", "(二)建设科技企业孵化器与众创空间"])
    assert (record["role"], record["counted"], record["row"]) == ("measure", True, "云州市")
    assert record["columns"] == ["incubator"]
    (measure,) = record["measures"]
    assert (measure["id"], measure["primary"], measure["score"]) == ("incubator", True, 8.0)
    assert measure["subtypes"] == ["incubator-incubator"]
    assert sum(r["points"] for r in measure["reasons"]) == measure["score"]
    assert record["rejected"] == [{"keyword": "孵化器", "start": 15, "end": 18, "why": "overlap:科技企业孵化器"}]


def test_keywords_are_the_words_that_stand_there(tmp_path: Path) -> None:
    for record in exported(small_study(), tmp_path):
        found = [m for measure in record["measures"] for m in measure["matches"]] + record["rejected"]
        assert all(record["text"][m["start"] : m["end"]] == m["keyword"] for m in found)


def test_another_spelling_names_the_listed_keyword(tmp_path: Path) -> None:
    study = small_study()
    key, (first, *rest) = next((k, c) for k, c in study.codings.items() if c[0].matches[0].quote == "人才公寓")
    text = study.paragraphs[key].text
    spelled = Match(Keyword("人才住房", "talent-housing"), span(text, "人才公寓"), "人才公寓")
    codings = {**study.codings, key: (first._replace(matches=(spelled,)), *rest)}
    record = next(r for r in exported(replace(study, codings=codings), tmp_path) if r["paragraph"] == key)
    assert record["measures"][0]["matches"] == [{"keyword": "人才公寓", "start": 2, "end": 6, "listed": "人才住房"}]


def test_mentions_and_roles_that_do_not_count(tmp_path: Path) -> None:
    records = exported(small_study(), tmp_path)
    goal = next(r for r in records if r["role"] == "goal")
    assert (goal["counted"], goal["measures"]) == (False, [])  # only mentions (rank 0)
    untyped = next(r for r in records if "联席会议" in r["text"])
    assert (untyped["counted"], untyped["measures"]) == (True, [])
    residual = next(r for r in records if "需求清单" in r["text"])
    assert [m["id"] for m in residual["measures"]] == ["other-research"]
    several = next(r for r in records if "“春苗”" in r["text"])
    assert [(m["id"], m["primary"]) for m in several["measures"]] == [("enterprise", True), ("talent", False)]
    assert next(r for r in records if r["file"].endswith(".docx"))["lines"] is None


def test_documents_outside_the_matrix_are_marked(tmp_path: Path) -> None:
    study = small_study()
    documents = tuple(replace(d, included=d.id != "lj2023") for d in study.documents)
    records = exported(replace(study, documents=documents), tmp_path)
    assert {r["document"] for r in records if r.get("included") is False} == {"lj2023"}
    assert len(records) == len(study.paragraphs)


# --- csv --------------------------------------------------------------------------------------------------------


def test_bytes_are_what_spreadsheets_want_and_repeat(tmp_path: Path) -> None:
    study = small_study()
    first = [p.read_bytes() for p in write_tables(Analysis(study, build_comparison(study)), tmp_path)]
    again = [p.read_bytes() for p in write_tables(Analysis(study, build_comparison(study)), tmp_path)]
    assert first == again
    for data in first:
        assert data.startswith(b"\xef\xbb\xbf") and data.endswith(b"\r\n")
        assert data.count(b"\n") == data.count(b"\r\n")


@pytest.mark.parametrize("mark", [*"=+-@", "\t", "\r"])
def test_no_text_can_act_as_a_formula(tmp_path: Path, mark: str) -> None:
    study = small_study()
    documents = tuple(
        replace(d, paragraphs=tuple(replace(p, text=mark + p.text) for p in d.paragraphs), file=f"{mark}1.txt")
        for d in study.documents
    )
    for path in write_tables(Analysis(replace(study, documents=documents), build_comparison(study)), tmp_path):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        for row in rows:
            assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def test_matrix_csv_agrees_with_evidence_csv(tmp_path: Path) -> None:
    for study in (small_study(), wide_study(5)):
        found = tables(study, tmp_path)
        for row in found["matrix"]:
            rows = [e for e in found["evidence"] if (e["矩阵行"], e["类型编号"]) == (row["地区"], row["类型编号"])]
            measures = [e for e in rows if e["层次"] == "措施"]
            assert int(row["涉及措施条数"]) == len(measures)
            assert int(row["主类措施条数"]) == sum(e["主次"] == "主类" for e in measures)
            assert int(row["做法条数"]) == sum(e["层次"] == "做法" for e in rows)
            assert int(row["保障条数"]) == sum(e["层次"] == "保障" for e in rows)


def test_matrix_csv_shows_symbols_shares_and_reasons(tmp_path: Path) -> None:
    rows = tables(small_study(), tmp_path)["matrix"]
    assert [r["符号"] for r in rows] == ["●", "●", "◐", "●", "●", "–", "●", "●", "◆", "○", "不适用", "◆"]
    talent = rows[6]
    assert (talent["占比"], talent["每千字条数"], talent["区位熵"]) == ("0.428571", "15.2672", "")
    assert rows[2]["说明"] == "仅见于保障措施" and rows[8]["占比"] == ""


def test_evidence_csv_carries_source_and_review_columns(tmp_path: Path) -> None:
    rows = {r["证据编号"]: r for r in tables(small_study(), tmp_path)["evidence"]}
    row = rows["临江2021-3.1-1/talent"]
    assert (row["主次"], row["同段其他类型"], row["子类"], row["起始行"]) == (
        "次类",
        "企业培育",
        "高层次人才引进",
        "11",
    )
    assert row["所在标题"] == "三、主要任务 › (一)做强科技型中小企业"
    assert (row["复核结论"], row["改为类型"], row["复核意见"], row["复核人"]) == ("", "", "", "")
    assert rows["云州2018-3.3-1"]["子类"] == "技术攻关"
    assert rows["云州2018-3.3-2"]["得分"] == ""
    assert "文字疑被机器" in rows["望山2023-1-1"]["文件提示"]


def test_decisions_come_back_in_the_review_columns(tmp_path: Path) -> None:
    study = small_study()
    key = next(p.key for p in study.paragraphs.values() if "面向海内外" in p.text)
    study = replace(study, decisions=(Decision(key, "talent", "accept", note="已核", reviewer="乙"),))
    row = next(r for r in tables(study, tmp_path)["evidence"] if r["段落键"] == key)
    assert (row["复核结论"], row["复核意见"], row["复核人"]) == ("同意", "已核", "乙")


def test_targets_csv(tmp_path: Path) -> None:
    study = small_study()
    rows = {r["指标编号"]: r for r in tables(study, tmp_path)["targets"]}
    assert len(rows) == len(study.targets)
    row = rows["临江2021-T2"]
    assert (row["关系"], row["数值"], row["单位"], row["目标年"]) == ("超过", "150", "家", "2025")
    assert (row["基期值"], row["基期年"], row["性质"], row["类型"]) == ("86.0", "2020", "目标", "企业培育")
    assert row["段落编号"] == "临江2021-2-1"
    outside = replace(study, documents=tuple(replace(d, included=d.id == "yz2018") for d in study.documents))
    assert {r["文件"] for r in tables(outside, tmp_path)["targets"]} == {"云州2018"}


def test_english_heads_and_labels(tmp_path: Path) -> None:
    study = replace(small_study(), settings=Settings("en", by="genre"))
    found = tables(study, tmp_path)
    first = found["matrix"][0]
    assert (first["type"], first["n_primary"]) == ("Enterprise cultivation", "2")
    assert {r["genre"] for r in found["matrix"]} == {"work plan", "plan", "support scheme", "news"}
    assert found["evidence"][0]["layer"] == "measure"


# --- counts -----------------------------------------------------------------------------------------------------


def test_counts_csv_tells_documents_and_rows_that_are_their_sums(tmp_path: Path) -> None:
    rows = tables(small_study(), tmp_path)["counts"]
    word = [r for r in rows if r["词"] == "高新技术企业"]
    told = {(r["统计范围"], r["文件"] or r["矩阵行"]): (r["词频"], r["词频（全部段落）"], r["含词段数"]) for r in word}
    assert told == {
        ("文件", "云州2018"): ("1", "2", "1"), ("文件", "临江2021"): ("0", "2", "0"),
        ("文件", "临江2023"): ("1", "1", "1"),
        ("文件", "望山2023"): ("1", "1", "1"), ("地区", "云州市"): ("1", "2", "1"), ("地区", "临江区"): ("1", "3", "1"),
        ("地区", "望山区"): ("1", "1", "1"),
    }  # fmt: skip
    for key in ("词频", "词频（全部段落）", "含词段数", "计数段数", "计数段字数"):
        for scope in ("文件", "地区"):
            assert sum(int(r[key]) for r in word if r["统计范围"] == scope) == sum(
                int(r[key]) for r in word if r["统计范围"] == "地区"
            )


def test_counts_csv_keeps_categories_that_are_not_found(tmp_path: Path) -> None:
    rows = tables(small_study(), tmp_path)["counts"]
    news = [r for r in rows if r["文件"] == "望山2023" and r["类目层级"] != "词"]
    assert [r["类目编号"] for r in news] == [m.id for m in TAXONOMY.measures]
    assert {r["词频"] for r in news if r["类型编号"] == "talent"} == {"0"}
    for r in rows:
        size = int(r["计数段字数"])
        assert float(r["每万字词频"]) == pytest.approx(10_000 * int(r["词频"]) / size, rel=1e-5)
        assert (r["类目层级"] == "词") == bool(r["词"]) and int(r["词频"]) <= int(r["词频（全部段落）"])


def test_a_document_without_counted_text_has_no_rate(tmp_path: Path) -> None:
    study = small_study()
    silent = tuple(
        replace(d, paragraphs=tuple(replace(p, role="goal") for p in d.paragraphs)) if d.id == "ws2023" else d
        for d in study.documents
    )
    rows = [r for r in tables(replace(study, documents=silent), tmp_path)["counts"] if r["文件"] == "望山2023"]
    assert {(r["计数段字数"], r["每万字词频"]) for r in rows} == {("0", "")}
    assert all(r["每万字词频（全部段落）"] for r in rows)


def test_paragraph_types_csv_is_the_codings_and_the_words(tmp_path: Path) -> None:
    study = small_study()
    rows = tables(study, tmp_path)["paragraph_types"]
    assert [r["段落键"] for r in rows] == [p.key for d in study.documents for p in d.paragraphs]
    assert list(rows[0])[9:] == [
        "企业培育", "孵化载体", "人才", "技术攻关", "企业培育·词频", "孵化载体·词频", "人才·词频", "技术攻关·词频",
    ]  # fmt: skip
    for row in rows:
        codings = study.codings.get(row["段落键"], ())
        for type in (*TAXONOMY.types, *TAXONOMY.residuals):
            own = [c for c in codings if c.measure_id == type.id]
            assert row[type.label] == str(sum(c.rank > 0 for c in own))
            assert row[f"{type.label}·词频"] == str(sum(not m.rejected for c in own for m in c.matches))
        assert row["计数"] == str(int(study.paragraphs[row["段落键"]].counted))
    assert {r["企业培育"] for r in rows} == {"0", "1"}


def test_no_name_of_a_type_can_act_as_a_formula(tmp_path: Path) -> None:
    study = small_study()
    measures = tuple(replace(m, label=f"={m.label}") for m in study.taxonomy.measures)
    tables(replace(study, taxonomy=replace(study.taxonomy, measures=measures)), tmp_path)
    with (tmp_path / "paragraph_types.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [head for head in next(csv.reader(file)) if head.startswith("=")] == []


# --- doubt ------------------------------------------------------------------------------------------------------


def test_paragraphs_jsonl_tells_the_doubt_of_those_that_have_one(tmp_path: Path) -> None:
    study = doubtful_study()
    records = exported(study, tmp_path)
    assert {r["paragraph"] for r in records if "doubt" in r} == set(study.doubts)
    first = max((r for r in records if "doubt" in r), key=lambda r: float(r["doubt"]))
    assert (first["doubt"], first["doubt_reason"], first["doubt_type"]) == (0.98, "two_types", "talent")


def test_evidence_csv_tells_the_doubt_in_words(tmp_path: Path) -> None:
    rows = {r["证据编号"]: r for r in tables(doubtful_study(), tmp_path)["evidence"]}
    told = {id: (r["存疑程度"], r["存疑原因"], r["存疑类型"]) for id, r in rows.items() if r["存疑程度"]}
    assert told["临江2021-3.1-1/talent"] == told["临江2021-3.1-1/enterprise"] == ("0.98", "两类相近", "人才")
    assert told["云州2018-3.3-2"] == ("0.9", "没有命中关键词", "孵化载体")
    assert told["临江2021-3.2-1"] == ("0.04", "", "")
    assert rows["云州2018-3.3-1"]["存疑程度"] == ""


# --- the same for every language ----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_with_codes_the_tables_are_those_of_programs_whatever_the_language(lang: Any, tmp_path: Path) -> None:
    study = small_study()
    found = tables(replace(study, settings=Settings(lang=lang, codes=True)), tmp_path)
    for table, lines in found.items():
        known = [column.name for column in columns(table, csv=True)]
        assert not lines or list(lines[0])[: len(known)] == known
    assert {line["layer"] for line in found["evidence"]} <= {"measure", "practice", "safeguard"}
    assert {line["type_id"] for line in found["matrix"]} >= {"enterprise", "other"}


def test_every_table_says_whose_words_are_not_to_be_quoted(tmp_path: Path) -> None:
    study = small_study()
    altered = study.documents[0]
    documents = (replace(altered, grade="E"), *(replace(d, grade="B") for d in study.documents[1:]))
    found = tables(replace(study, documents=documents), tmp_path)
    for table, place in (("evidence", "源文件"), ("paragraph_types", "文件"), ("counts", "文件"), ("targets", "文件")):
        names = {altered.code, altered.file}
        said = {(line[place] in names, line["引用"]) for line in found[table] if line[place]}
        assert said == {(True, "勿引用"), (False, "")}, table
    label = next(r.label for r in build_comparison(study).rows if altered.id in r.documents)
    assert {(line["地区"] == label, line["引用"]) for line in found["matrix"]} == {(True, "勿引用"), (False, "")}


# --- what the columns mean ------------------------------------------------------------------------------------------


def test_the_dictionary_has_every_column_of_every_table_with_its_heads(tmp_path: Path) -> None:
    write_dictionary(tmp_path)
    lines = list(csv.DictReader((tmp_path / "columns.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [(line["table"], line["column"]) for line in lines] == [(t, c.name) for t in TABLES for c in columns(t)]
    assert all(line["zh"] and line["en"] and line["meaning_zh"] and line["meaning_en"] for line in lines)
    heads = {line["zh"] for line in lines if line["table"] == "targets" and line["in_csv"]}
    assert set(tables(small_study(), tmp_path)["targets"][0]) == heads


def test_records_of_a_study_fit_the_schema(tmp_path: Path) -> None:
    write_dictionary(tmp_path)
    schema = json.loads((tmp_path / "tables.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    study = doubtful_study()
    analysis = Analysis(study, build_comparison(study))
    for table in TABLES:
        check = Draft202012Validator({**schema, "$ref": f"#/$defs/{table}"})
        names = [column.name for column in columns(table)]
        for record in rows(table, analysis):
            check.validate(dict(zip(names, record, strict=True)))
    check = Draft202012Validator({**schema, "$ref": "#/$defs/paragraphs.jsonl"})
    for record in exported(study, tmp_path):
        check.validate(record)
    with pytest.raises(ValidationError):
        check.validate({**record, "lines": ["1", "2"]})
