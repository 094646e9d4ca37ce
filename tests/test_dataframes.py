"""DataFrames: the rows of the reports, columns that are described once, dtypes that pandas can count with."""

from __future__ import annotations

import csv
import dataclasses
from pathlib import Path

import pandas
import pytest

import compare
from compare import lexicons, records
from compare.dataframes import Frames, frames
from compare.matrix.analysis import Analysis
from compare.matrix.comparison import build_comparison
from compare.model import Study
from compare.reports.tables_csv import write_tables
from tests.studies import doubtful_study, small_study, wide_study

pytestmark = pytest.mark.whole

DTYPES = {"string": "string", "category": "category", "integer": "Int64", "number": "Float64", "boolean": "boolean",
          "date": "datetime64[s]"}  # fmt: skip


def analysed(study: Study) -> Analysis:
    return Analysis(study, build_comparison(study))


@pytest.fixture(scope="module")
def tables() -> Frames:
    return frames(small_study())


def test_every_table_has_the_columns_that_are_described(tables: Frames) -> None:
    assert list(tables) == list(lexicons.load("columns")["tables"])
    for name in tables:
        described = records.columns(name)
        assert list(tables[name].columns) == [c.name for c in described]
        assert [str(dtype) for dtype in tables[name].dtypes] == [DTYPES[c.kind] for c in described], name
        assert all(c.zh and c.means and c.means_en for c in described)
    told = tables.columns
    assert len(told) == sum(len(tables[name].columns) for name in tables)
    assert told.set_index(["table", "column"]).loc[("amounts", "amount"), "unit"] == "万元"
    with pytest.raises(KeyError):
        tables["columns"]


def test_every_described_column_stands_in_a_table() -> None:
    used = {c.name for table in records.TABLES for c in records.columns(table)}
    assert used == set(lexicons.load("columns")["columns"])


@pytest.mark.parametrize("table", ["matrix", "evidence", "targets", "counts"])
def test_comparison_and_csv_have_the_same_rows(table: str, tmp_path: Path) -> None:
    for study in (small_study(), wide_study(4)):
        write_tables(analysed(study), tmp_path)
        with (tmp_path / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            written = list(csv.reader(file))
        shown = records.columns(table, csv=True)
        frame = frames(study)[table][[c.name for c in shown]]
        assert len(frame) == len(written) - 1
        for place, column in enumerate(shown):
            values = [row[place] for row in written[1:]]
            if column.kind in ("integer", "number") and column.name != "rank":
                figures = frame[column.name].astype("float64").tolist()
                assert [float(v or "nan") for v in values] == pytest.approx(figures, rel=1e-5, nan_ok=True)
            assert [v == "" for v in values] == list(frame[column.name].isna()), column.name


def test_a_cell_of_any_normalisation_is_the_number_of_its_evidence(tables: Frames) -> None:
    comparison = build_comparison(small_study())
    evidence = tables.evidence[tables.evidence["layer"] == "measure"]
    for value, chosen in (("n_any", evidence), ("n_primary", evidence[evidence["rank"] == 1])):
        counted = tables.pivot(value)
        assert list(counted.index) == [row.key for row in comparison.rows]
        assert list(counted.columns) == list(comparison.columns)
        for (row, column), cell in comparison.cells.items():
            found = chosen[(chosen["row_key"] == row) & (chosen["type_id"] == column)]
            assert counted.loc[row, column] == len(found) == len(getattr(cell, value[2:]))
    shares = tables.pivot("share")
    assert {(r, c) for (r, c), cell in comparison.cells.items() if cell.share is None} == {
        (r, c) for r in shares.index for c in shares.columns if shares.loc[r, c] is pandas.NA
    }
    with pytest.raises(KeyError):
        tables.pivot("shares")


def test_offsets_cut_the_quoted_words_from_the_text(tables: Frames) -> None:
    texts = tables.paragraphs.set_index("paragraph_key")["text"]
    assert len(tables.matches) > 10
    for match in tables.matches.itertuples():
        assert texts[match.paragraph_key][match.start : match.end] == match.quote
    assert set(tables.matches["accepted"]) == {True, False}
    assert list(tables.matches["rejected"].isna()) == list(tables.matches["accepted"])


def test_codes_are_the_same_in_every_language() -> None:
    study = small_study()
    english = dataclasses.replace(study, settings=compare.Settings(lang="en"))
    for name in ("evidence", "matrix", "targets", "codings", "paragraphs"):
        spoken = ["matrix_row", "type"]
        ours, theirs = (frames(s)[name].drop(columns=spoken, errors="ignore") for s in (study, english))
        pandas.testing.assert_frame_equal(ours, theirs)


def test_what_is_unknown_is_na_and_empty_tables_keep_their_dtypes() -> None:
    empty = Study(taxonomy=small_study().taxonomy, documents=(), codings={})
    for name in frames(empty):
        table = frames(empty)[name]
        assert len(table) == 0
        assert [str(dtype) for dtype in table.dtypes] == [DTYPES[c.kind] for c in records.columns(name)]
    assert not (frames(small_study()).documents == "").any().any()


def test_a_table_is_made_once(tables: Frames) -> None:
    assert tables.evidence is tables.evidence is tables["evidence"]


def test_what_is_written_stands_at_its_place(tmp_path: Path) -> None:
    policy = "花都区若干措施\n一、对新认定的孵化器给予最高不超过50万元奖励。\n"
    (tmp_path / "花都区.txt").write_text(policy, encoding="utf-8")
    told = frames(compare.code(compare.read(tmp_path)))
    texts = told.paragraphs.set_index("paragraph_key")["text"]
    for table, column in (("amounts", "written"), ("matches", "quote")):
        rows = told[table]
        quotes = [texts[r.paragraph_key][r.start : r.end] for r in rows.itertuples()]
        assert quotes and quotes == list(rows[column])
    assert list(told.amounts["written"]) == ["最高不超过50万元"]


def test_a_document_in_force_until_a_month_or_year_expires_with_its_last_day(tmp_path: Path) -> None:
    (tmp_path / "花都区.txt").write_text("花都区若干措施\n一、建设孵化器。\n", encoding="utf-8")
    for until, day in (("2025", "2025-12-31"), ("2024-02", "2024-02-29"), ("2024-02-01", "2024-02-01")):
        (tmp_path / "corpus.yaml").write_text(
            f'documents: [{{file: 花都区.txt, expires: "{until}"}}]', encoding="utf-8"
        )
        (expires,) = frames(compare.code(compare.read(tmp_path))).documents["expires"]
        assert expires == pandas.Timestamp(day)


def test_presence_is_a_square_table_of_paragraphs_and_types(tables: Frames) -> None:
    study = small_study()
    coded, words = tables.presence(), tables.presence("type_hits")
    assert list(coded.index) == list(words.index) == list(tables.paragraphs["paragraph_key"])
    assert list(coded.columns) == ["enterprise", "incubator", "talent", "other-research"]
    assert set(coded.to_numpy().flatten()) == {0, 1}
    for key, codings in study.codings.items():
        assert {c.measure_id for c in codings if c.rank} == set(coded.columns[coded.loc[key] == 1])
    total = tables.counts.query("scope == 'document' and category_level == 'type'").groupby("type_id", observed=True)
    assert dict(total["hits_all"].sum()) == dict(words.sum())
    with pytest.raises(KeyError):
        tables.presence("share")


def test_doubt_is_a_column_of_paragraphs_and_evidence() -> None:
    study = doubtful_study()
    told = frames(study).paragraphs.set_index("paragraph_key")
    assert dict(told["doubt"].dropna()) == {key: doubt.value for key, doubt in study.doubts.items()}
    assert set(told["doubt_reason"].dropna()) == {d.why for d in study.doubts.values() if d.why}
    assert frames(study).evidence.nlargest(1, "doubt")["doubt_type"].tolist() == ["talent"]
