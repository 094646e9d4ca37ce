"""reports/seeds is what the README's first command makes of seeds/ today."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compare.cli import main

ROOT = Path(__file__).resolve().parents[1]
COMMITTED = ROOT / "reports/seeds"
REMEDY = "run: policy-compare run seeds -o reports/seeds"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("report") / "seeds"
    assert main(["run", str(ROOT / "seeds"), "-o", str(out)]) == 0
    return out


@pytest.mark.parametrize(
    "name", ["report.md", "report.html", "paragraphs.jsonl", "matrix.csv", "evidence.csv", "targets.csv"]
)
def test_the_text_files_are_current(name: str, fresh: Path) -> None:
    assert (fresh / name).read_bytes() == (COMMITTED / name).read_bytes(), REMEDY


def test_the_workbook_is_current(fresh: Path) -> None:
    """Cell by cell: the compressed bytes may differ between versions of zlib."""
    from openpyxl import load_workbook

    books = [load_workbook(folder / "matrix.xlsx", read_only=True) for folder in (fresh, COMMITTED)]
    assert books[0].sheetnames == books[1].sheetnames, REMEDY
    for name in books[0].sheetnames:
        rows = [list(book[name].iter_rows(values_only=True)) for book in books]
        assert rows[0] == rows[1], f"{name}: {REMEDY}"


def test_the_manifest_is_current(fresh: Path) -> None:
    records = [json.loads((folder / "manifest.json").read_text(encoding="utf-8")) for folder in (fresh, COMMITTED)]
    for record in records:
        record["outputs"] = [item for item in record["outputs"] if item["file"] != "matrix.xlsx"]
    assert records[0] == records[1], REMEDY
