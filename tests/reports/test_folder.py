"""The report folder: all of a run or nothing of it, and never the user's own files."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
from pathlib import Path

import pytest

from compare.cli import main
from compare.folders.record import JOURNAL, MANIFEST, WORKPLACE
from compare.problems import OutputError, UsageError
from compare.reports import choose
from compare.reports.folder import check_folder, open_folder, settle_folder
from tests.reports.light import COMPARED, contents, lighten, write_manifest, write_reports

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@pytest.fixture(autouse=True)
def light_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    lighten(monkeypatch)


def manifest(folder: Path, *names: str, program: str = "policy-compare 0.1.0") -> None:
    """A manifest that lists files with a digest that none of them has."""
    record = {"program": program, "outputs": [{"file": name, "sha256": "0" * 64} for name in names]}
    (folder / MANIFEST).write_text(json.dumps(record), encoding="utf-8")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A report of an earlier run, with a file of the user."""
    folder = tmp_path / "报告"
    write_reports(COMPARED, folder, extras=["docx"])
    for path in folder.iterdir():
        if path.name != MANIFEST:
            path.write_text("旧", encoding="utf-8")
    write_manifest(COMPARED, folder, [p for p in folder.iterdir() if p.name != MANIFEST])
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
    for step in (lambda: check_folder(folder, [], choose()), lambda: write_reports(COMPARED, folder)):
        with pytest.raises(UsageError) as refused:
            step()
        assert refused.value.problems[0].code == "cli.output-foreign"
    assert contents(folder) == {"matrix.xlsx": "我的".encode()}
    assert list(folder.iterdir()) == [folder / "matrix.xlsx"]


def test_a_file_that_the_earlier_run_did_not_write_is_the_users(tmp_path: Path) -> None:
    folder = tmp_path / "报告"
    write_reports(COMPARED, folder)
    (folder / "report.docx").write_text("我的", encoding="utf-8")
    check_folder(folder, [], choose())
    with pytest.raises(UsageError):
        check_folder(folder, [], choose(["docx"]))
    write_reports(COMPARED, folder)
    assert (folder / "report.docx").read_text(encoding="utf-8") == "我的"


def test_a_foreign_manifest_makes_nothing_ours(tmp_path: Path) -> None:
    manifest(tmp_path, "论文.docx", "report.md", program="webpack 5")
    (tmp_path / "论文.docx").write_text("我的", encoding="utf-8")
    before = contents(tmp_path)
    with pytest.raises(UsageError):
        check_folder(tmp_path, [], choose())
    with pytest.raises(UsageError):
        write_reports(COMPARED, tmp_path)
    assert contents(tmp_path) == before


def test_of_an_old_manifest_only_names_of_reports_are_believed(old: Path) -> None:
    outside = old.parent / "别处.txt"
    outside.write_text("我的", encoding="utf-8")
    (old / "论文.docx").write_text("我的", encoding="utf-8")
    record = json.loads((old / MANIFEST).read_bytes())
    digest = hashlib.sha256("我的".encode()).hexdigest()
    record["outputs"] += [{"file": n, "sha256": digest} for n in ("../别处.txt", str(outside), "论文.docx", "批注")]
    (old / MANIFEST).write_text(json.dumps(record), encoding="utf-8")
    write_reports(COMPARED, old)
    assert outside.exists() and (old / "论文.docx").exists() and (old / "批注/我的.docx").exists()


@pytest.mark.parametrize("fault", [KeyboardInterrupt, OSError])
@pytest.mark.parametrize("step", [0, 3, 6, 9, 12, 15, 17])
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

    monkeypatch.setattr(os, "replace", replace)  # of the moves; the journal comes first
    with pytest.raises((KeyboardInterrupt, OutputError)):
        write_reports(COMPARED, old)
    assert len(done) > step
    assert contents(old) == before
    assert not [p for p in old.iterdir() if p.name.startswith(".")]


def test_home_and_root_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    for folder in (tmp_path, Path("/")):
        with pytest.raises(UsageError) as refused:
            check_folder(folder, [], choose())
        assert refused.value.problems[0].code == "cli.output-is-home"


def test_a_folder_one_may_not_enter_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_file", refuse)
    with pytest.raises(OutputError):
        check_folder(tmp_path / "a/b", [], choose())


def test_a_folder_below_a_file_is_no_fault_of_excel(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "文件").write_text("x", encoding="utf-8")
    assert main(["run", str(SEEDS), "-o", str(tmp_path / "文件/报告")]) == 2
    said = capsys.readouterr().err
    assert "是一个文件" in said and "Excel" not in said
    with pytest.raises(UsageError) as fault:
        write_reports(COMPARED, tmp_path / "文件/报告")
    assert fault.value.problems[0].code == "cli.output-is-file"


def test_a_file_changed_by_hand_is_kept_under_its_digest_and_not_twice(old: Path) -> None:
    (old / "report.md").write_text("手写", encoding="utf-8")
    (old / "report.docx").write_text("领导改过", encoding="utf-8")  # not asked for this time
    first, second = (hashlib.sha256(text.encode()).hexdigest()[:8] for text in ("领导改过", "手写"))
    names = sorted([f"report.手改-{first}.docx", f"report.手改-{second}.md"])
    with open_folder(old) as place:
        assert sorted(kept for _, kept in place.write(COMPARED).kept) == names
    assert {(old / name).read_text(encoding="utf-8") for name in names} == {"领导改过", "手写"}
    after = contents(old)
    with open_folder(old) as place:
        assert place.write(COMPARED).kept == ()
    assert contents(old) == after
    (old / "report.md").write_text("手写", encoding="utf-8")
    write_reports(COMPARED, old)
    assert contents(old) == after


def test_a_kept_copy_does_not_replace_a_file_of_the_same_name(old: Path) -> None:
    digest = hashlib.sha256("手写".encode()).hexdigest()
    (old / "report.md").write_text("手写", encoding="utf-8")
    (old / f"report.手改-{digest[:8]}.md").write_text("别的", encoding="utf-8")
    write_reports(COMPARED, old)
    assert (old / f"report.手改-{digest[:8]}.md").read_text(encoding="utf-8") == "别的"
    assert (old / f"report.手改-{digest[:16]}.md").read_text(encoding="utf-8") == "手写"


def test_a_copied_manifest_gives_no_right_to_the_users_report(old: Path, tmp_path: Path) -> None:
    folder = tmp_path / "我的"
    folder.mkdir()
    shutil.copy(old / MANIFEST, folder)
    (folder / "report.md").write_text("我的", encoding="utf-8")
    before = contents(folder)
    with pytest.raises(UsageError) as refused:
        write_reports(COMPARED, folder)
    assert refused.value.problems[0].code == "cli.output-foreign"
    assert contents(folder) == before


def test_a_workbook_saved_during_the_run_stops_it_and_nothing_is_changed(old: Path) -> None:
    with open_folder(old) as place:
        (old / "matrix.xlsx").write_text("新结论", encoding="utf-8")
        before = contents(old)
        with pytest.raises(OutputError) as stop:
            place.write(COMPARED)
    assert stop.value.problems[0].code == "cli.output-changed"
    assert {n: b for n, b in before.items() if not n.startswith(".")} == contents(old)


def test_a_file_open_in_excel_is_a_sentence_and_nothing_is_lost(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, real = contents(old), os.replace

    def replace(source: Path, place: Path) -> None:
        if Path(source) == old / "report.html":
            raise PermissionError(13, "Permission denied")
        real(source, place)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(OutputError) as fault:
        write_reports(COMPARED, old)
    assert fault.value.problems[0].code == "cli.output-locked"
    assert contents(old) == before


def test_what_can_neither_go_on_nor_back_is_said_and_completed_next_time(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, fine = os.replace, [True] * 12

    def replace(source: Path, place: Path) -> None:
        if not fine:
            raise PermissionError(13, "Permission denied")
        fine.pop()
        real(source, place)

    with monkeypatch.context() as jammed:
        jammed.setattr(os, "replace", replace)
        for step in (lambda: write_reports(COMPARED, old), lambda: settle_folder(old, "zh")):
            with pytest.raises(OutputError) as fault:
                step()
            assert fault.value.problems[0].code == "cli.output-half"
    assert (old / WORKPLACE / JOURNAL).exists()
    assert [p.code for p in settle_folder(old, "zh")] == ["cli.folder-completed"]
    assert (old / "report.md").read_text(encoding="utf-8") == "新"
    assert not (old / WORKPLACE).exists()


def test_a_journal_of_a_stranger_moves_nothing(old: Path, tmp_path: Path) -> None:
    mine = tmp_path / "我的.txt"
    mine.write_text("我的", encoding="utf-8")
    digest = hashlib.sha256("我的".encode()).hexdigest()
    (old / WORKPLACE).mkdir()
    move = {"source": "../我的.txt", "place": "report.md", "digest": digest}
    (old / WORKPLACE / JOURNAL).write_text(json.dumps([move]), encoding="utf-8")
    for step in (lambda: write_reports(COMPARED, old), lambda: settle_folder(old, "zh")):
        with pytest.raises(OutputError):
            step()
    assert mine.read_text(encoding="utf-8") == "我的"


def test_a_folder_for_a_run_that_writes_nothing_is_taken_away_again(tmp_path: Path) -> None:
    with open_folder(tmp_path / "深/报告"):
        assert (tmp_path / "深/报告").is_dir()
    assert not (tmp_path / "深").exists()
