"""The pictures of the READMEs, made anew from the committed report of seeds/: sheets of the workbook and the page.

In: reports/seeds. Out: reports/pictures/*.png. ``make pictures`` writes them; needs LibreOffice, poppler and Chromium.
Example: matrix.png is the first printed page of the sheet 矩阵, page.png the top of report.html.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from compare import lexicons

REPORTS = Path(__file__).resolve().parents[1] / "reports"
SHEETS = {"matrix": "matrix", "comparison": "side_by_side", "targets": "target_grid"}
"""picture → key of the sheet whose first printed page it shows; answer.png is the first page of all"""
RESOLUTION = 120
"""dots an inch of a printed page: a landscape A4 is 1,403 pixels wide"""
WINDOW = (1300, 1250)
"""pixels of the page: the head and the one page below it"""


def main() -> None:
    """Write all of them."""
    target = REPORTS / "pictures"
    with TemporaryDirectory() as place:
        printed = _print(REPORTS / "seeds" / "matrix.xlsx", Path(place))
        names, pages = lexicons.words("workbook", "zh"), _run("pdftotext", printed, "-").split("\f")
        _picture(printed, 1, target / "answer")
        for picture, key in SHEETS.items():
            _picture(printed, _first_page(pages, names[f"sheet.{key}"]), target / picture)
    _photograph(REPORTS / "seeds" / "report.html", target / "page.png")


def _run(*command: str | Path) -> str:
    done = subprocess.run([*map(str, command)], check=True, capture_output=True, text=True)
    return done.stdout


def _print(workbook: Path, place: Path) -> Path:
    _run("soffice", "--headless", "--convert-to", "pdf", "--outdir", place, workbook)
    return place / f"{workbook.stem}.pdf"


def _first_page(pages: Sequence[str], sheet: str) -> int:
    """The number of the first page with the sheet's name on a line, its footer; 说明, which has all names, is last."""
    return next(number for number, text in enumerate(pages, start=1) if sheet in text.splitlines())


def _picture(printed: Path, page: int, target: Path) -> None:
    place = str(page)
    _run("pdftoppm", "-r", str(RESOLUTION), "-f", place, "-l", place, "-singlefile", "-png", printed, target)


def _photograph(page: Path, target: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        raise FileNotFoundError("Chromium")
    size = "{},{}".format(*WINDOW)
    switches = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={size}")
    _run(browser, *switches, f"--screenshot={target}", page.as_uri())


if __name__ == "__main__":
    main()
