"""The example notebook runs, cell by cell, and says what the reports say."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.whole

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOK = ROOT / "examples" / "notebook.ipynb"


@pytest.fixture(scope="module")
def cells() -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return cells


def test_it_explains_and_stores_no_output(cells: list[dict[str, Any]]) -> None:
    assert [c["cell_type"] for c in cells[:2]] == ["markdown", "code"]
    assert not any(c.get("outputs") or c.get("execution_count") for c in cells)


def test_every_cell_runs(cells: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / "examples").mkdir()
    monkeypatch.chdir(tmp_path / "examples")
    names: dict[str, Any] = {}
    for number, cell in enumerate(cells):
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), f"cell {number}", "exec"), names)
    tables, study = names["tables"], names["study"]
    with (tmp_path / "examples" / "示例报告" / "evidence.csv").open(encoding="utf-8-sig", newline="") as file:
        written = list(csv.DictReader(file))
    assert [row["证据编号"] for row in written] == list(tables.evidence["evidence_id"])
    assert int(tables.matrix["n_primary"].sum()) == sum(
        row["层次"] == "措施" and row["主次"] == "主类" for row in written
    )
    assert len(tables.documents) == len(study.documents) == 5
    assert all(match["context"].count("【") == 1 for _, match in names["matches"].iterrows())
