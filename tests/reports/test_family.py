"""A new report is one module and one line: the folder, its record and the command line know it from the registry."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from compare import reports
from compare.cli import main
from compare.matrix.analysis import analyse
from compare.problems import UsageError
from compare.reports.edition import Edition, Report
from tests.studies import small_study

pytestmark = pytest.mark.whole

MODULE = '''
"""brief.txt: the title of the report and how many districts it compares."""

from pathlib import Path

from compare.reports.edition import Edition, Report


def write_brief(edition: Edition, folder: Path) -> None:
    text = f"{edition.narrative.title}\\n{len(edition.analysis.comparison.rows)}\\n"
    (folder / "brief.txt").write_text(text, encoding="utf-8")


REPORT = Report("brief", ("brief.txt",), write_brief, optional=True)
'''


@pytest.fixture
def brief(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    """A report that somebody added: a module of its own, and its line in the registry."""
    path = tmp_path / "brief.py"
    path.write_text(MODULE, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("brief", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(reports, "REPORTS", (*reports.REPORTS, module.REPORT))
    monkeypatch.delitem(sys.modules, "compare.cli.run", raising=False)  # its options are those of the registry
    return module.REPORT  # type: ignore[no-any-return]


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "政策"
    folder.mkdir()
    policy(folder, "花都区")
    return folder


def policy(folder: Path, district: str) -> None:
    text = "一、主要任务\n支持建设科技企业孵化器,对通过认定的给予一次性奖励20万元。\n"
    (folder / f"{district}科技创新行动方案(2021-2025年).txt").write_text(text, encoding="utf-8")


def run(sources: Path, *more: str) -> int:
    """The result lies among the sources: the next run must not read it."""
    return main(["run", str(sources), "-o", str(sources / "报告"), "--jobs", "1", *more])


def record(sources: Path) -> dict[str, str]:
    written = json.loads((sources / "报告/manifest.json").read_bytes())
    return {item["file"]: item["sha256"] for item in written["outputs"]}


def test_an_added_report_is_written_listed_replaced_and_taken_away(sources: Path, brief: Report) -> None:
    path = sources / "报告/brief.txt"
    assert run(sources, "--brief") == 0
    assert path.read_text(encoding="utf-8") == "政策措施比较：花都区\n1\n"
    assert record(sources)["brief.txt"] == hashlib.sha256(path.read_bytes()).hexdigest()
    policy(sources, "增城区")
    assert run(sources, "--brief") == 0
    assert path.read_text(encoding="utf-8").endswith("\n2\n")
    assert record(sources)["brief.txt"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert not list(path.parent.glob("brief.*.txt"))  # no copy: nobody had changed it
    assert run(sources) == 0
    assert not path.exists() and "brief.txt" not in record(sources)


def test_an_added_report_that_a_person_changed_is_kept(sources: Path, brief: Report) -> None:
    assert run(sources, "--brief") == 0
    (sources / "报告/brief.txt").write_text("领导改过", encoding="utf-8")
    assert run(sources, "--brief") == 0
    [kept] = (sources / "报告").glob("brief.手改-*.txt")
    assert kept.read_text(encoding="utf-8") == "领导改过"
    assert (sources / "报告/brief.txt").read_text(encoding="utf-8").endswith("\n1\n")
    assert run(sources) == 0 and kept.exists()


def test_a_file_of_the_user_under_its_name_is_refused(
    sources: Path, brief: Report, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(sources) == 0
    (sources / "报告/brief.txt").write_text("我的", encoding="utf-8")
    assert run(sources, "--brief") == 2
    assert "brief.txt" in capsys.readouterr().err
    assert (sources / "报告/brief.txt").read_text(encoding="utf-8") == "我的"


def test_help_names_it_with_its_file(brief: Report, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--help"]) == 0
    said = capsys.readouterr().out
    assert "--brief" in said and "brief.txt" in said and "--docx" in said and "--annex" in said


def test_every_run_writes_what_is_not_optional(sources: Path, brief: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "REPORTS", (*reports.REPORTS[:-1], replace(brief, optional=False)))
    assert run(sources) == 0
    assert "brief.txt" in record(sources)


def test_a_report_that_nobody_knows_is_a_sentence() -> None:
    for name in ("pdf", "xlsx"):  # the workbook need not be asked for
        with pytest.raises(UsageError) as fault:
            reports.choose([name])
        assert fault.value.problems[0].code == "reports.unknown"


def test_every_report_writes_the_files_it_names_and_no_two_the_same(tmp_path: Path) -> None:
    pytest.importorskip("docx")
    study = small_study()
    edition = Edition(analyse(study))
    for report in reports.REPORTS:
        folder = tmp_path / report.name
        folder.mkdir()
        report.write(edition, folder)
        assert {path.name for path in folder.iterdir()} == set(report.files)
    assert len(reports.known_files()) == sum(len(report.files) for report in reports.REPORTS)
    assert len({report.name for report in reports.REPORTS}) == len(reports.REPORTS)
