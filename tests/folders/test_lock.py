"""One run at a time; a lock dies with its process."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from compare.cli import main
from compare.folders.lock import FolderBusy, FolderLock
from compare.folders.record import WORKPLACE

pytestmark = pytest.mark.whole

SEED = Path(__file__).resolve().parents[2] / "seeds" / "huadu.txt"
HOLD = """
import sys
from pathlib import Path
from compare.folders.lock import FolderLock
with FolderLock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path: Path) -> subprocess.Popen[str]:
    """Another process that holds the lock of 报告."""
    (tmp_path / "报告").mkdir()
    command = [sys.executable, "-c", HOLD, str(tmp_path / "报告" / WORKPLACE)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout and process.stdout.readline() == "held\n"
    return process


def test_a_second_run_is_told_the_true_reason_and_a_killed_one_blocks_nobody(
    holder: subprocess.Popen[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "报告"
    assert main(["run", str(SEED), "-o", str(folder)]) == 3
    assert "另一个 policy-compare 正在往" in capsys.readouterr().err
    assert [p.name for p in folder.iterdir()] == [WORKPLACE]
    holder.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    holder.wait()
    assert main(["run", str(SEED), "-o", str(folder)]) == 0
    assert not (folder / WORKPLACE).exists()


def test_a_report_can_be_compared_while_a_run_prepares_the_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", str(SEED), "-o", str(tmp_path / "报告")]) == 0
    workplace = tmp_path / "报告" / WORKPLACE
    command = [sys.executable, "-c", HOLD, str(workplace)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout and process.stdout.readline() == "held\n"
    capsys.readouterr()
    assert main(["compare", str(tmp_path / "报告"), str(tmp_path / "报告")]) == 0
    assert capsys.readouterr().err == ""
    assert workplace.exists()
    process.communicate("")
    assert not workplace.exists()


def test_a_workplace_that_leads_elsewhere_is_not_entered(tmp_path: Path) -> None:
    (tmp_path / "别处").mkdir()
    (tmp_path / "别处/journal.json").write_text("[]", encoding="utf-8")
    (tmp_path / "报告").mkdir()
    (tmp_path / "报告" / WORKPLACE).symlink_to(tmp_path / "别处")
    assert main(["run", str(SEED), "-o", str(tmp_path / "报告")]) == 3
    assert [p.name for p in (tmp_path / "别处").iterdir()] == ["journal.json"]


def test_the_same_process_does_not_get_it_twice(tmp_path: Path) -> None:
    with FolderLock(tmp_path / WORKPLACE), pytest.raises(FolderBusy):
        FolderLock(tmp_path / WORKPLACE).__enter__()
    with FolderLock(tmp_path / WORKPLACE):
        assert (tmp_path / WORKPLACE / "lock").exists()
    assert not (tmp_path / WORKPLACE).exists()
