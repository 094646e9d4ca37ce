"""`report.docx`: the report as a Chinese government office files it, evidence ids that open the cited paragraph.

flow: Markdown of the narrative taken apart · look: page, fonts and styles · markup: pieces of WordprocessingML ·
tables: tables with widths that fit · chapters: the narrative as a document's body · package: the file.
"""

from pathlib import Path

from compare.reports.edition import Extra, Report
from compare.reports.narrative import Narrative


def write_docx(narrative: Narrative, path: Path) -> None:
    """Write the report; needs python-docx, the same study gives the same bytes."""
    from compare.reports.docx.package import render_docx  # a run without --docx does not load it: 0.1 s

    path.write_bytes(render_docx(narrative))


REPORT = Report(
    "docx",
    ("report.docx",),
    lambda edition, folder: write_docx(edition.narrative, folder / "report.docx"),
    Extra("docx", "python-docx"),
)
