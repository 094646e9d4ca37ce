"""``run --home … --compare …``: what stands where, what the record says, how two such runs differ, what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compare.cli import main
from tests.plans import write_plans

pytestmark = pytest.mark.whole


def run(folder: Path, out: Path, *options: str) -> int:
    return main(["run", str(folder), "-o", str(out), *options])


def test_the_own_row_stands_first_and_the_record_says_so(tmp_path: Path) -> None:
    plans = write_plans(tmp_path)
    out = tmp_path / "out"
    assert run(plans, out, "--home", "浔阳", "--compare", "九江市，濂溪") == 0
    settings = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["settings"]
    assert (settings["home"], settings["compare"]) == ("浔阳", ["九江市", "濂溪"])
    lines = (out / "matrix.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    rows = dict.fromkeys(label for line in lines for label in ("浔阳区", "濂溪区", "九江市", "柴桑区") if label in line)
    assert list(rows) == ["浔阳区", "九江市", "濂溪区"]


def test_two_runs_that_compare_other_rows_differ_by_the_choice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plans = write_plans(tmp_path)
    run(plans, tmp_path / "all")
    run(plans, tmp_path / "two", "--compare", "浔阳,濂溪")
    capsys.readouterr()
    assert main(["compare", str(tmp_path / "all"), str(tmp_path / "two")]) == 0
    told = capsys.readouterr().out
    assert "选来比较的地区（--compare）" in told and "九江市" in told


@pytest.mark.parametrize("option", ["--home", "--compare"])
def test_a_slip_is_told_with_the_names_there_are(
    option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(write_plans(tmp_path), tmp_path / "out", option, "寻阳区") == 2
    told = capsys.readouterr().err
    assert option in told and "寻阳区" in told and "浔阳区" in told
    assert not (tmp_path / "out").exists()
