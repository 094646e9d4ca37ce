"""A study becomes files: a family, one member a kind of file.

In: a study with its comparison, a folder. Out: the files written. How to add a report: one module with a function like
`Report`, one line below, one test that reads the file back. Members do not see each other.
Example: ``REPORTS["markdown"]((study, comparison), folder, None)`` writes report.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from compare.model import Comparison, Study
from compare.reports.docx import write_docx
from compare.reports.html import write_html
from compare.reports.jsonl import write_paragraphs
from compare.reports.markdown import write_markdown
from compare.reports.tables_csv import write_tables
from compare.reports.xlsx import write_workbook

Compared = tuple[Study, Comparison]


class Report(Protocol):
    """Writes its files into a folder; `tools` is the study under a second taxonomy, if one was given."""

    def __call__(self, compared: Compared, folder: Path, tools: Compared | None) -> Sequence[Path]:
        """Write the files of this report and give their paths; raises `OSError` where that fails."""
        ...


def _workbook(compared: Compared, folder: Path, tools: Compared | None) -> Sequence[Path]:
    write_workbook(*compared, folder / "matrix.xlsx", tools)
    return [folder / "matrix.xlsx"]


def _markdown(compared: Compared, folder: Path, tools: Compared | None) -> Sequence[Path]:
    write_markdown(*compared, folder / "report.md")
    return [folder / "report.md"]


def _html(compared: Compared, folder: Path, tools: Compared | None) -> Sequence[Path]:
    write_html(*compared, folder / "report.html")
    return [folder / "report.html"]


def _docx(compared: Compared, folder: Path, tools: Compared | None) -> Sequence[Path]:
    write_docx(*compared, folder / "report.docx")
    return [folder / "report.docx"]


def _paragraphs(compared: Compared, folder: Path, tools: Compared | None) -> Sequence[Path]:
    return [write_paragraphs(*compared, folder)]


def _tables(compared: Compared, folder: Path, tools: Compared | None) -> Sequence[Path]:
    return write_tables(*compared, folder)


REPORTS: dict[str, Report] = {
    "xlsx": _workbook,
    "markdown": _markdown,
    "html": _html,
    "jsonl": _paragraphs,
    "csv": _tables,
}
"""what every run writes"""

EXTRAS: dict[str, Report] = {"docx": _docx}
"""what a run writes if it is asked for; each needs an extra of the same name"""
