"""What is printed of the five samples: pages counted and read as an office program sets them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from compare.cli import main
from tests.office import prints_chinese

pdf = pytest.importorskip("pypdfium2")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.whole,
    pytest.mark.skipif(not prints_chinese(), reason="LibreOffice or a Chinese font is not installed"),
]
SEEDS = Path(__file__).resolve().parents[2] / "seeds"
FRONT = ("一页看懂", "矩阵", "横向对比表", "目标对照", "额度对照", "独有与缺口", "证据与复核", "数据质量", "说明")
A4 = (595, 842)
"""points"""


@pytest.fixture(scope="module", params=[(), ("--home", "清城区")], ids=["all", "home"])
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with workbook and Word file as PDF."""
    folder = tmp_path_factory.mktemp("paper")
    assert main(["run", str(SEEDS), "-o", str(folder / "out"), "--docx", "--jobs", "1", *request.param]) == 0
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(folder / "out" / name) for name in ("matrix.xlsx", "report.docx")]
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder


def pages_of(path: Path) -> list[tuple[tuple[int, int], str]]:
    """Size in points and text of each page."""
    return [(_size(page), page.get_textpage().get_text_bounded()) for page in pdf.PdfDocument(path)]


def _size(page: Any) -> tuple[int, int]:
    width, height = page.get_size()
    return round(width), round(height)


def test_the_front_of_the_workbook_takes_ten_sheets_of_paper(printed: Path) -> None:
    pages = pages_of(printed / "matrix.pdf")
    assert pages[0][0] == A4 and "仅标点改全角" in pages[0][1]  # the small print below all else: the page is whole
    sheets = [sheet_of(text) for _, text in pages]
    assert list(dict.fromkeys(filter(None, sheets[1:10]))) == list(FRONT[1:])
    assert not any(sheets[10:])
    assert {size for size, _ in pages[1:10]} == {A4[::-1]}


def sheet_of(text: str) -> str:
    """The sheet of the front that a page's foot names; empty for the appendix."""
    return next((name for name in FRONT if re.search(rf"(?<!\w){name}\s*第 ?\d+ 页", text)), "")


def test_the_word_file_is_one_page_and_eleven_more(printed: Path) -> None:
    pages = pages_of(printed / "report.pdf")
    assert len(pages) <= 12
    (size, first), (_, second) = pages[:2]
    assert size == A4 and "仅标点改全角" in first
    assert "比较对象" in second and "比较对象" not in first
