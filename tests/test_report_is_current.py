"""reports/seeds says what a run on seeds/ says today; ``make accept`` takes today's report over where it should not."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from compare.cli import main
from tests.gold import first_difference, meaning

pytestmark = pytest.mark.whole

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "reports/seeds"
NAMES = sorted(path.name for path in GOLD.iterdir())


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("report") / "seeds"
    assert main(["run", str(ROOT / "seeds"), "-o", str(out)]) == 0
    return out


def test_the_files_are_the_same(fresh: Path) -> None:
    assert sorted(path.name for path in fresh.iterdir()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_report_says_what_the_gold_says(name: str, fresh: Path) -> None:
    difference = first_difference(meaning(fresh / name), meaning(GOLD / name))
    assert not difference, f"{name}{difference}\nif that is meant: make accept, then read the diff before you commit it"


# --- what the comparison sees and does not see ------------------------------------------------------------------------


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOLD, tmp_path / "seeds"))


def changed(path: Path, old: str, new: str) -> str:
    """What is said of a file in which some words were replaced."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return first_difference(meaning(path), meaning(GOLD / path.name))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("report.html", "<style>", "<style>.new{color:red}"),
        ("report.md", "\n\n", "\n\n\n"),
        ("manifest.json", '"policy-compare ', '"policy-compare 9.'),
    ],
)
def test_the_look_is_no_meaning(copy: Path, name: str, old: str, new: str) -> None:
    assert changed(copy / name, old, new) == ""


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("report.md", "\n## ", "\n## 某", "某"),
        ("report.html", '"lang":"zh"', '"lang":"en"', "/data/data/lang: 'en', not 'zh'"),
        ("report.html", "<h2", "<h2>某</h2><h2", "/words/"),
        ("matrix.csv", "企业培育", "企业", "/2/7: '企业', not '企业培育'"),
        ("targets.csv", "\n", "\n某地\n", "/2"),
        ("paragraphs.jsonl", '"counted": false', '"counted": true', "/1/counted: True, not False"),
        ("manifest.json", '"lang": "zh"', '"lang": "en"', "/settings/lang: 'en', not 'zh'"),
    ],
)
def test_a_word_a_number_and_a_row_are(copy: Path, name: str, old: str, new: str, said: str) -> None:
    assert said in changed(copy / name, old, new)


def test_a_cell_of_the_workbook_is(copy: Path) -> None:
    book = openpyxl.load_workbook(copy / "matrix.xlsx")
    book["矩阵"]["A1"] = "别的表"
    book.save(copy / "matrix.xlsx")
    assert "/矩阵/1/1: '别的表', not " in first_difference(meaning(copy / "matrix.xlsx"), meaning(GOLD / "matrix.xlsx"))
