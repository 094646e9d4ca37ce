"""A run killed before any of its changes on the disk: the next command finds, or makes, a whole report.

After each kill: the report is the old one or the new one, complete; nothing is left over; nothing is refused; what a
person wrote is still there.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from compare.cli import main
from compare.folders.record import MANIFEST, WORKPLACE, kept_of, read_record
from compare.reports.folder import settle_folder
from tests.folders.killing import KILLED, changes_of, kill_before
from tests.reports.light import COMPARED, lighten, write_manifest, write_reports

pytestmark = [pytest.mark.whole, pytest.mark.skipif(not hasattr(os, "fork"), reason="children are made by fork")]
SEED = Path(__file__).resolve().parents[2] / "seeds" / "huadu.txt"
MINE = {"批注.docx": "我的批注", "附件/说明.txt": "我的说明"}
EDITED = {"report.md": "领导改过的话", "report.docx": "改过的公文"}


def new_folder(folder: Path) -> None:
    """A first run: there is nothing yet."""


def old_report(folder: Path) -> None:
    """An earlier report as written, with files of the user beside it."""
    write_reports(COMPARED, folder, extras=["docx"])
    for path in folder.iterdir():
        if path.name != MANIFEST:
            path.write_text("旧", encoding="utf-8")
    write_manifest(COMPARED, folder, [p for p in folder.iterdir() if p.name != MANIFEST])
    put(folder, MINE)


def edited_report(folder: Path) -> None:
    """The same with two files changed by hand, one of which the next run does not write."""
    old_report(folder)
    put(folder, EDITED)


def put(folder: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def check_whole(folder: Path, before: set[str]) -> str:
    """Which report lies in the folder: none, 旧 or 新; fails if it is mixed or if anything of a person's is gone."""
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} if folder.exists() else set()
    texts = {name: (folder / name).read_text(encoding="utf-8") for name in there}
    for name in MINE.keys() & before:
        assert texts[name] == MINE[name]
    for name in EDITED.keys() & before:
        assert EDITED[name] in texts.values(), f"{name} is lost"
    record = read_record(folder)
    if record is None:
        assert not there
        return "none"
    assert not (folder / WORKPLACE).exists()
    assert there - MINE.keys() - {n for n in there if kept_of(n)} == {MANIFEST, *record.files}
    differ = {n for n, d in record.files.items() if hashlib.sha256(texts[n].encode()).hexdigest() != d}
    assert all(texts[name] == EDITED.get(name) for name in differ), f"mixed: {differ}"
    return texts["matrix.xlsx"]


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports of a word each; a kill loses nothing that was not flushed, so the disk need not be waited for."""
    lighten(monkeypatch)
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.mark.parametrize("start", [new_folder, old_report, edited_report])
def test_a_kill_before_any_change_leaves_a_whole_report_to_the_next_command(
    start: Callable[[Path], None], tmp_path: Path, light: None
) -> None:
    template = tmp_path / "样"
    start(template)
    ours = {*MINE, *(EDITED if start is edited_report else ())} if start is not new_folder else set()
    found = set()

    def fresh(name: str) -> Path:
        folder = tmp_path / name
        shutil.rmtree(folder, ignore_errors=True)
        if template.exists():
            shutil.copytree(template, folder)
        return folder

    folder = fresh("数")
    changes = changes_of(lambda: write_reports(COMPARED, folder), folder)
    assert len(changes) > 25  # eight files written, moved, and the old ones before them
    for number in range(len(changes)):
        folder = fresh("读")
        assert kill_before(number, lambda folder=folder: write_reports(COMPARED, folder), folder) == KILLED
        settle_folder(folder, "zh")
        found.add(check_whole(folder, ours))
        if number % 3 and start is not edited_report:
            continue
        folder = fresh("写")
        assert kill_before(number, lambda folder=folder: write_reports(COMPARED, folder), folder) == KILLED
        write_reports(COMPARED, folder)  # raises where it refuses its own files
        assert check_whole(folder, ours) == "新"
    assert found == ({"none", "新"} if start is new_folder else {"旧", "新"})


def test_a_kill_during_recovery_is_recovered_as_well(tmp_path: Path, light: None) -> None:
    template, broken = tmp_path / "样", tmp_path / "断"
    edited_report(template)
    shutil.copytree(template, broken)
    renames = [n for n, c in enumerate(changes_of(lambda: write_reports(COMPARED, broken), broken)) if "os.rename" in c]
    for place in (renames[1], renames[len(renames) // 2]):
        folder = tmp_path / "次"
        for number in range(1000):
            for path in (broken, folder):
                shutil.rmtree(path, ignore_errors=True)
            shutil.copytree(template, broken)
            kill_before(place, lambda: write_reports(COMPARED, broken), broken)
            shutil.copytree(broken, folder)
            ended = kill_before(number, lambda folder=folder: settle_folder(folder, "zh"), folder)
            settle_folder(folder, "zh")
            assert check_whole(folder, {*MINE, *EDITED}) == "新"
            if ended == 0:
                break
        assert number > 1


def test_what_a_person_saves_between_kill_and_recovery_kept_of(tmp_path: Path, light: None) -> None:
    template, folder = tmp_path / "样", tmp_path / "次"
    old_report(template)
    shutil.copytree(template, folder)
    changes = changes_of(lambda: write_reports(COMPARED, folder), folder)
    for number in (n for n, change in enumerate(changes) if change.startswith("os.rename")):
        shutil.rmtree(folder)
        shutil.copytree(template, folder)
        kill_before(number, lambda: write_reports(COMPARED, folder), folder)
        (folder / "report.md").write_text("断了以后写的", encoding="utf-8")
        settle_folder(folder, "zh")
        assert "断了以后写的" in {p.read_text(encoding="utf-8") for p in folder.glob("report*.md")}
        assert not (folder / WORKPLACE).exists()
        write_reports(COMPARED, folder)


# --- the whole command ------------------------------------------------------------------------------------------


@pytest.fixture
def reviewed(tmp_path: Path) -> Path:
    """A report folder as the command writes it, with a verdict, an edited report and a file of the user."""
    folder = tmp_path / "报告"
    assert main(["run", str(SEED), "-o", str(folder), "--jobs", "1"]) == 0
    book = openpyxl.load_workbook(folder / "matrix.xlsx")
    sheet = book["证据与复核"]
    head = next(row for row in sheet.iter_rows() if any(c.value == "段落键" for c in row))
    names = [c.value for c in head]
    sheet.cell(head[0].row + 1, names.index("复核结论") + 1).value = "不同意"
    sheet.cell(head[0].row + 1, names.index("复核意见") + 1).value = "此条须核对"
    book.save(folder / "matrix.xlsx")
    put(folder, {"批注.docx": "我的批注", "report.md": "领导改过的话"})
    return folder


def check_run(folder: Path) -> None:
    """The report is whole, old or new; the verdict, the edit and the user's file are there; nothing is left over."""
    record = read_record(folder)
    assert record is not None
    assert not (folder / WORKPLACE).exists()
    digests = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir() if p.is_file()}
    differ = {name for name, digest in record.files.items() if digests[name] != digest}
    assert differ in (set(), {"matrix.xlsx", "report.md"})
    kept = {p.name for p in folder.iterdir() if kept_of(p.name)}
    assert len(kept) == (0 if differ else 2)
    texts = [p.read_text(encoding="utf-8") for p in folder.glob("report*.md")]
    assert "领导改过的话" in texts
    assert (folder / "批注.docx").read_text(encoding="utf-8") == "我的批注"
    book = openpyxl.load_workbook(folder / "matrix.xlsx", read_only=True)
    cells = (str(c) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for c in row)
    assert any(cell == "此条须核对" for cell in cells)
    assert set(digests) == {MANIFEST, *record.files, "批注.docx", *kept}


def run_again(folder: Path) -> int:
    return main(["run", str(SEED), "-o", str(folder), "--jobs", "1"])


@pytest.mark.slow
def test_the_command_killed_before_each_of_its_changes(reviewed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "次"
    shutil.copytree(reviewed, folder)
    changes = changes_of(lambda: run_again(folder), folder)
    for number in range(len(changes)):
        shutil.rmtree(folder)
        shutil.copytree(reviewed, folder)
        assert kill_before(number, lambda: run_again(folder), folder) == KILLED
        assert main(["compare", str(reviewed), str(folder)]) == 0
        check_run(folder)
        if number % 4 == 0:
            assert run_again(folder) == 0
            check_run(folder)
    print(f"killed before each of {len(changes)} changes")


@pytest.mark.slow
def test_the_command_killed_at_two_hundred_moments(reviewed: Path, tmp_path: Path) -> None:
    folder, chance, killed, half = tmp_path / "次", random.Random(9), 0, 0
    started = time.monotonic()
    shutil.copytree(reviewed, folder)
    changes_of(lambda: run_again(folder), folder)
    length = time.monotonic() - started
    for number in range(200):
        shutil.rmtree(folder)
        shutil.copytree(reviewed, folder)
        child = os.fork()
        if not child:
            os._exit(run_again(folder))
        _wait_for(folder, number, chance, length)
        os.kill(child, signal.SIGKILL)
        killed += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        half += (folder / WORKPLACE).exists()
        if number % 3:
            assert main(["compare", str(reviewed), str(folder)]) == 0
        else:
            assert run_again(folder) == 0
        check_run(folder)
    print(f"{killed} of 200 were killed while they ran, {half} of them left something to clear or complete")
    assert killed > 100


def _wait_for(folder: Path, number: int, chance: random.Random, length: float) -> None:
    """Any moment of the run; every second time one close to the exchange of the files."""
    deadline = time.monotonic() + length
    if number % 2:
        while not (folder / WORKPLACE / "old").exists() and time.monotonic() < deadline:
            time.sleep(0.0005)
        time.sleep(chance.uniform(0, 0.02))
    else:
        time.sleep(chance.uniform(0, length))
