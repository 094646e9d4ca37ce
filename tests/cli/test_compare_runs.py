"""What ``compare``, ``taxonomy diff`` and ``run --watch`` say of cells is what stands in the matrices."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest

from compare.cli import main

POLICY = """广州市花都区促进科技创新若干措施
一、完善养老服务。建设养老驿站二十处。
二、扩大托育供给。新增托育点十处。
三、引进博士后人才，给予补助。
广州市花都区人民政府办公室
2021年3月1日
"""
OLD = """name: 试
types:
  - {id: talent, name: 人才, strong: [博士后]}
residual:
  - {id: livelihood, name: 民生, strong: [养老]}
"""
RESIDUAL = OLD.replace("[养老]", "[养老, 托育]")
NAMED = OLD.replace("[博士后]", "[博士后, 托育]")


@pytest.fixture
def written(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Runs the policy under a taxonomy and gives the report folder."""
    (tmp_path / "政策").mkdir()
    (tmp_path / "政策/花都区.txt").write_text(POLICY, encoding="utf-8")

    def run(name: str, taxonomy: str, *more: str) -> Path:
        path = tmp_path / f"{name}.yaml"
        path.write_text(taxonomy, encoding="utf-8")
        assert main(["run", str(tmp_path / "政策"), "-o", str(tmp_path / name), "-t", str(path), *more]) == 0
        capsys.readouterr()
        return tmp_path / name

    return run


def cells(folder: Path) -> dict[tuple[str, str], int]:
    """The non-empty cells of matrix.csv."""
    with (folder / "matrix.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    column, count = rows[0].index("类型编号"), rows[0].index("主类措施条数")
    return {(row[0], row[column]): int(row[count]) for row in rows[1:] if int(row[count])}


def said_of(old: Path, new: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["compare", str(old), str(new)]) == 0
    return capsys.readouterr().out


def test_a_keyword_of_a_residual_type_changes_no_cell(written, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = written("旧", OLD), written("新", RESIDUAL)
    assert cells(old) == cells(new) == {("花都区", "talent"): 1, ("花都区", "other"): 2}
    assert said_of(old, new, capsys).strip() == "两次结果相同"
    files = [str(new.parent / f"{name}.yaml") for name in ("旧", "新")]
    assert main(["taxonomy", "diff", *files, str(new.parent / "政策")]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "两次结果相同"


def test_rows_are_those_of_the_matrix(written, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = written("旧", OLD, "--by", "year"), written("新", NAMED, "--by", "year")
    assert (cells(old)["2021", "talent"], cells(new)["2021", "talent"]) == (1, 2)
    said = said_of(old, new, capsys)
    assert "2021 / talent：1 → 2" in said and "2021 / other：2 → 1" in said and "花都区 / " not in said


def test_a_report_of_an_earlier_version_says_that_it_has_no_cells(written, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = written("旧", OLD), written("新", NAMED)
    lines = (old / "paragraphs.jsonl").read_text(encoding="utf-8").splitlines()
    records = [{k: v for k, v in json.loads(line).items() if k not in ("row", "columns")} for line in lines]
    data = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()
    (old / "paragraphs.jsonl").write_bytes(data)
    manifest = json.loads((old / "manifest.json").read_bytes())
    for item in manifest["outputs"]:
        if item["file"] == "paragraphs.jsonl":
            item["sha256"] = hashlib.sha256(data).hexdigest()
    (old / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    said = said_of(old, new, capsys)
    assert "较早的版本" in said and "有变化的格" not in said and "有变化的段落 1 个" in said


def test_matrices_by_other_rows_have_no_common_cells(written, capsys: pytest.CaptureFixture[str]) -> None:
    said = said_of(written("旧", OLD), written("新", OLD, "--by", "year"), capsys)
    assert "--by" in said and "有变化的格" not in said and "相同" not in said


@pytest.mark.parametrize("by", ["genre", "issuer", "year"])
def test_rows_are_called_as_in_the_matrix(by: str, written, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = written("甲", OLD, "--by", by), written("乙", NAMED, "--by", by)
    before, after = cells(old), cells(new)
    said = said_of(old, new, capsys)
    changed = [place for place in {**before, **after} if before.get(place) != after.get(place)]
    assert changed and all(f"  {row} / {column}：" in said for row, column in changed)


def test_two_types_of_one_name_are_told_apart_by_their_ids(
    written, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written("甲", OLD)
    (tmp_path / "乙.yaml").write_text(OLD.replace("id: talent", "id: people"), encoding="utf-8")
    sources = str(tmp_path / "政策")
    assert main(["taxonomy", "diff", str(tmp_path / "甲.yaml"), str(tmp_path / "乙.yaml"), sources]) == 0
    said = capsys.readouterr().out
    assert "人才 (talent)：1 → 0" in said and "人才 (people)：0 → 1" in said
    assert "人才 (talent) → 人才 (people)" in said
