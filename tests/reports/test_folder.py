"""The report folder: all of a run or nothing of it, and never the user's own files."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from compare.cli import main
from compare.problems import OutputError, UsageError
from compare.reports import EXTRAS, REPORTS
from compare.reports import folder as module
from compare.reports.folder import OUTPUTS, check_folder, write_reports
from compare.reports.manifest import NAME

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
COMPARED: Any = (None, None)


@pytest.fixture(autouse=True)
def light_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports that write a word each, and a manifest that lists them."""

    def report(names: tuple[str, ...]) -> Any:
        def write(compared: object, folder: Path, tools: object) -> list[Path]:
            for name in names:
                (folder / name).write_text("新", encoding="utf-8")
            return [folder / name for name in names]

        return write

    for family in (REPORTS, EXTRAS):
        for name in family:
            monkeypatch.setitem(family, name, report(OUTPUTS[name]))
    monkeypatch.setattr(module, "write_manifest", lambda _, folder, written: manifest(folder, *written))


def manifest(folder: Path, *written: Path | str, program: str = "policy-compare 0.1.0") -> None:
    record = {"program": program, "outputs": [{"file": getattr(p, "name", p)} for p in written]}
    (folder / NAME).write_text(json.dumps(record), encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A report of an earlier run, with a file of the user."""
    folder = tmp_path / "报告"
    write_reports(COMPARED, folder, extras=["docx"])
    for path in folder.iterdir():
        if path.name != NAME:
            path.write_text("旧", encoding="utf-8")
    (folder / "批注").mkdir()
    (folder / "批注/我的.docx").write_text("我的", encoding="utf-8")
    return folder


def test_the_folder_itself_stays_and_so_does_its_mode(old: Path) -> None:
    old.chmod(0o750)
    before = old.stat()
    write_reports(COMPARED, old)
    assert (old.stat().st_ino, stat.S_IMODE(old.stat().st_mode)) == (before.st_ino, 0o750)
    assert (old / "report.md").read_text(encoding="utf-8") == "新"
    assert (old / "批注/我的.docx").read_text(encoding="utf-8") == "我的"
    assert not (old / "report.docx").exists()  # of the earlier run, not asked for now
    assert not [p for p in (*old.iterdir(), *old.parent.iterdir()) if p.name.startswith(".")]


def test_a_new_folder_has_the_usual_mode(tmp_path: Path) -> None:
    (tmp_path / "平常").mkdir()
    write_reports(COMPARED, tmp_path / "深/报告")
    assert (tmp_path / "深/报告").stat().st_mode == (tmp_path / "平常").stat().st_mode
    assert [p.name for p in (tmp_path / "深").iterdir()] == ["报告"]


def test_files_of_the_user_with_our_names_are_a_reason_to_refuse(tmp_path: Path) -> None:
    folder = tmp_path / "我的"
    folder.mkdir()
    (folder / "matrix.xlsx").write_text("我的", encoding="utf-8")
    for step in (lambda: check_folder(folder, []), lambda: write_reports(COMPARED, folder)):
        with pytest.raises(UsageError) as refused:
            step()
        assert refused.value.problems[0].code == "cli.output-foreign"
    assert contents(folder) == {"matrix.xlsx": "我的".encode()}
    assert list(folder.iterdir()) == [folder / "matrix.xlsx"]


def test_a_file_that_the_earlier_run_did_not_write_is_the_users(tmp_path: Path) -> None:
    folder = tmp_path / "报告"
    write_reports(COMPARED, folder)
    (folder / "report.docx").write_text("我的", encoding="utf-8")
    check_folder(folder, [])
    with pytest.raises(UsageError):
        check_folder(folder, [], ["docx"])
    write_reports(COMPARED, folder)
    assert (folder / "report.docx").read_text(encoding="utf-8") == "我的"


def test_a_foreign_manifest_makes_nothing_ours(tmp_path: Path) -> None:
    manifest(tmp_path, "论文.docx", "report.md", program="webpack 5")
    (tmp_path / "论文.docx").write_text("我的", encoding="utf-8")
    before = contents(tmp_path)
    with pytest.raises(UsageError):
        check_folder(tmp_path, [])
    with pytest.raises(UsageError):
        write_reports(COMPARED, tmp_path)
    assert contents(tmp_path) == before


def test_of_an_old_manifest_only_names_of_reports_are_believed(old: Path) -> None:
    outside = old.parent / "别处.txt"
    outside.write_text("我的", encoding="utf-8")
    (old / "论文.docx").write_text("我的", encoding="utf-8")
    listed = ["../别处.txt", str(outside), "论文.docx", "批注", *(n for names in OUTPUTS.values() for n in names)]
    manifest(old, *listed)
    write_reports(COMPARED, old)
    assert outside.exists() and (old / "论文.docx").exists() and (old / "批注/我的.docx").exists()


@pytest.mark.parametrize("fault", [KeyboardInterrupt, OSError])
@pytest.mark.parametrize("step", range(0, 18, 3))
def test_an_interrupted_replacement_gives_the_old_report_back(
    old: Path, fault: type[BaseException], step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, real, done = contents(old), os.replace, []

    def replace(source: Path, place: Path) -> None:
        done.append(source)
        if len(done) == step + 1:
            if step % 2:
                real(source, place)  # Ctrl+C may come after the move, too
            raise fault
        real(source, place)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises((KeyboardInterrupt, OutputError)):
        write_reports(COMPARED, old)
    assert len(done) > step
    assert contents(old) == before
    assert not [p for p in old.iterdir() if p.name.startswith(".")]


def test_home_and_root_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    for folder in (tmp_path, Path("/")):
        with pytest.raises(UsageError) as refused:
            check_folder(folder, [])
        assert refused.value.problems[0].code == "cli.output-is-home"


def test_a_folder_one_may_not_enter_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_file", refuse)
    with pytest.raises(OutputError):
        check_folder(tmp_path / "a/b", [])


def test_a_folder_below_a_file_is_no_fault_of_excel(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "文件").write_text("x", encoding="utf-8")
    assert main(["run", str(SEEDS), "-o", str(tmp_path / "文件/报告")]) == 2
    said = capsys.readouterr().err
    assert "是一个文件" in said and "Excel" not in said
    with pytest.raises(OutputError) as fault:
        write_reports(COMPARED, tmp_path / "文件/报告")
    assert fault.value.problems[0].code == "cli.output-unwritable"


def test_every_report_says_what_it_writes() -> None:
    assert set(OUTPUTS) == {*REPORTS, *EXTRAS}
