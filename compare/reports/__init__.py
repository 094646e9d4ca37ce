"""A study becomes files: a family, one member a kind of file.

In: an `Edition`, a folder. Out: the files written. How to add a report: one module with a function like `Report`, one
line below, one test that reads the file back. Members do not see each other.
Example: ``REPORTS["markdown"](Edition((study, comparison)), folder)`` writes report.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Protocol

from compare.matrix.analysis import Analysis
from compare.model import Comparison, Study
from compare.reports.docx import write_docx
from compare.reports.html import write_html
from compare.reports.jsonl import write_paragraphs
from compare.reports.markdown import write_markdown
from compare.reports.narrative import Narrative, build_narrative
from compare.reports.tables_csv import write_tables
from compare.reports.xlsx import write_workbook

Compared = tuple[Study, Comparison]


class Edition:
    """What the reports of one run are made from; what several of them need is made once."""

    def __init__(self, compared: Compared, tools: Compared | None = None) -> None:
        self.compared = compared
        self.analysis = Analysis(*compared)
        self.tools = Analysis(*tools) if tools else None
        """the same corpus under a second taxonomy, if one was given"""

    @cached_property
    def narrative(self) -> Narrative:
        """The report in words, which Markdown, page and Word document render."""
        return build_narrative(self.analysis)


class Report(Protocol):
    """Writes its files into a folder."""

    def __call__(self, edition: Edition, folder: Path) -> Sequence[Path]:
        """Write the files of this report and give their paths; raises `OSError` where that fails."""
        ...


def _workbook(edition: Edition, folder: Path) -> Sequence[Path]:
    write_workbook(edition.analysis, folder / "matrix.xlsx", edition.tools)
    return [folder / "matrix.xlsx"]


def _markdown(edition: Edition, folder: Path) -> Sequence[Path]:
    write_markdown(edition.narrative, folder / "report.md")
    return [folder / "report.md"]


def _html(edition: Edition, folder: Path) -> Sequence[Path]:
    write_html(edition.narrative, folder / "report.html")
    return [folder / "report.html"]


def _docx(edition: Edition, folder: Path) -> Sequence[Path]:
    write_docx(edition.narrative, folder / "report.docx")
    return [folder / "report.docx"]


def _paragraphs(edition: Edition, folder: Path) -> Sequence[Path]:
    return [write_paragraphs(*edition.compared, folder)]


def _tables(edition: Edition, folder: Path) -> Sequence[Path]:
    return write_tables(edition.analysis, folder)


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
