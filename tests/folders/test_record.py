"""Which files are ours: told by the manifest and its digests, never by the manifest alone."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from compare.folders.record import (
    JOURNAL,
    MANIFEST,
    WORKPLACE,
    digest_of,
    is_ours,
    kept_name,
    kept_of,
    own_files,
    parse_record,
    read_record,
    workbook_run,
)  # fmt: skip
from compare.matrix.analysis import analyse
from compare.reports import REPORTS
from compare.reports.edition import Edition
from compare.reports.xlsx import write_workbook
from tests.studies import small_study


def report(folder: Path, program: str = "policy-compare 0.2.0", **texts: str) -> Path:
    """A folder with a manifest of the given files and a policy of the user."""
    folder.mkdir(parents=True, exist_ok=True)
    outputs = []
    for name, text in {"report.md": "报告", "matrix.csv": "表", **texts}.items():
        (folder / name).write_text(text, encoding="utf-8")
        outputs.append({"file": name, "sha256": hashlib.sha256(text.encode()).hexdigest()})
    (folder / MANIFEST).write_text(json.dumps({"program": program, "outputs": outputs}), encoding="utf-8")
    (folder / "某区方案.txt").write_text("一、支持企业", encoding="utf-8")
    return folder


def test_what_the_manifest_lists_is_ours_and_nothing_else(tmp_path: Path) -> None:
    folder = report(tmp_path / "a")
    (folder / "论文.docx").write_text("我的", encoding="utf-8")
    assert own_files(folder) == {MANIFEST, "report.md", "matrix.csv"}


def test_a_report_of_another_version_is_known_by_its_manifest(tmp_path: Path) -> None:
    folder = report(tmp_path / "a", **{"简报.html": "后来才有的报告"})
    assert own_files(folder) == {MANIFEST, "report.md", "matrix.csv", "简报.html"}


def test_a_changed_file_and_a_kept_copy_are_ours_as_well(tmp_path: Path) -> None:
    folder = report(tmp_path)
    (folder / "report.md").write_text("改过", encoding="utf-8")
    (folder / "report.手改-1a2b3c4d.md").write_text("早先改的", encoding="utf-8")
    assert own_files(folder) == {MANIFEST, "report.md", "matrix.csv", "report.手改-1a2b3c4d.md"}


@pytest.mark.parametrize("fault", ["copied", "foreign", "broken", "none"])
def test_without_a_manifest_that_holds_nothing_is_ours(tmp_path: Path, fault: str) -> None:
    folder = report(tmp_path, program="webpack 5" if fault == "foreign" else "policy-compare 0.2.0")
    if fault == "copied":
        for name in ("report.md", "matrix.csv"):
            (folder / name).write_text("用户自己的", encoding="utf-8")
    elif fault == "broken":
        (folder / MANIFEST).write_text('{"program": "policy-compare 0.2', encoding="utf-8")
    elif fault == "none":
        (folder / MANIFEST).unlink()
    assert own_files(folder) == frozenset()


def test_a_half_exchanged_report_is_ours_by_its_journal(tmp_path: Path) -> None:
    folder = report(tmp_path)
    (folder / MANIFEST).unlink()
    (folder / WORKPLACE).mkdir()
    moves = [
        {"source": "report.md", "place": f"{WORKPLACE}/old/report.md", "digest": "0" * 64},
        {"source": f"{WORKPLACE}/new/matrix.csv", "place": "matrix.csv", "digest": "0" * 64},
    ]
    (folder / WORKPLACE / JOURNAL).write_text(json.dumps(moves), encoding="utf-8")
    assert own_files(folder) == {"report.md", "matrix.csv"}
    for broken in ("[", "{}", "[1]", '[{"source": 1}]'):
        (folder / WORKPLACE / JOURNAL).write_text(broken, encoding="utf-8")
        assert own_files(folder) == frozenset()


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"null", b"{}", b'{"program": 1}', b'{"program": "policy-compare 1", "outputs": [1]}', b"["]
)  # fmt: skip
def test_a_manifest_of_another_shape_is_none(data: bytes) -> None:
    assert parse_record(data) is None


def test_kept_names_in_both_languages() -> None:
    digest = "1a2b3c4d" * 8
    assert kept_name("report.md", digest, "zh") == "report.手改-1a2b3c4d.md"
    assert kept_name("matrix.xlsx", digest, "en") == "matrix.edited-1a2b3c4d.xlsx"
    assert kept_of("report.手改-1a2b3c4d.md") == "report.md"
    assert kept_of(kept_name("matrix.xlsx", digest, "en", 16)) == "matrix.xlsx"
    assert not any(map(kept_of, ("report.md", "report.手改-xyz.md", "report.手改.md")))


def test_a_workbook_carries_its_run_and_another_does_not(tmp_path: Path) -> None:
    from openpyxl import Workbook, load_workbook

    study, path = small_study(), tmp_path / "matrix.xlsx"
    write_workbook(analyse(study), path)
    run = workbook_run(path)
    assert len(run) == 16 and is_ours(path.read_bytes(), ".xlsx")
    book = load_workbook(path)
    book.save(tmp_path / "甲.xlsx")  # as another program saves it
    assert workbook_run(tmp_path / "甲.xlsx") == run
    Workbook().save(tmp_path / "别的.xlsx")
    assert workbook_run(tmp_path / "别的.xlsx") == "" and not is_ours((tmp_path / "别的.xlsx").read_bytes(), ".xlsx")
    assert workbook_run(tmp_path / "没有.xlsx") == "" and not is_ours(b"PK\x03\x04", ".docx")


def test_what_is_no_file_has_no_digest(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).mkdir()
    assert digest_of(tmp_path) == digest_of(tmp_path / "没有") == ""
    assert read_record(tmp_path) is None


@pytest.mark.whole
@pytest.mark.parametrize(("lang", "codes"), [("zh", False), ("en", False), ("zh", True)])
def test_single_files_of_a_report_are_told_by_themselves(tmp_path: Path, lang: str, codes: bool) -> None:
    study = small_study()
    study = replace(study, settings=replace(study.settings, lang=lang, codes=codes))
    edition = Edition(analyse(study))
    for report in REPORTS:
        report.write(edition, tmp_path)
        for path in (tmp_path / name for name in report.files):
            assert is_ours(path.read_bytes(), path.suffix) == (path.suffix != ".md"), path.name
    table = (tmp_path / "evidence.csv").read_text(encoding="utf-8-sig")
    assert is_ours(table.encode("gb18030", "replace"), ".csv")  # as Excel saves it


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        ("标题,正文,地区\n方案,支持企业,某区\n", ".csv"),
        ("段落键,类型编号\n1,2\n", ".csv"),
        ('{"file": "a.txt", "text": "支持企业"}\n', ".jsonl"),
        ('<html><head><meta name="generator" content="TRS"></head></html>', ".html"),
    ],
)
def test_files_of_others_are_not(data: str, ending: str) -> None:
    assert not is_ours(data.encode(), ending)
