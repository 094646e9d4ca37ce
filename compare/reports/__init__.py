"""A study becomes files: a family, one member a kind of file.

In: an `Edition`, a folder. Out: the files written. How to add a report: one module that ends with its `REPORT`, one
line below, one test that reads the file back. Members do not see each other. Whoever must know which files a report
folder can hold, or which options ask for a report, learns it here.
Example: ``markdown.REPORT.write(Edition(analyse(study)), folder)`` writes report.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from compare.problems import UsageError, problem
from compare.reports import dictionary, docx, html, jsonl, markdown, tables_csv, xlsx
from compare.reports.edition import Report, WordOrder

REPORTS: tuple[Report, ...] = (
    xlsx.REPORT,
    markdown.REPORT,
    html.REPORT,
    jsonl.REPORT,
    tables_csv.REPORT,
    dictionary.REPORT,
    docx.REPORT,
)
"""in the order in which they are written"""


def optional() -> tuple[Report, ...]:
    """The reports that are written only if asked for."""
    return tuple(report for report in REPORTS if report.optional)


def choose(names: Iterable[str] = ()) -> tuple[Report, ...]:
    """The reports of a run: those that every run writes and the optional ones of these names.

    Raises `UsageError` if there is none of a name."""
    asked, known = set(names), {report.name for report in optional()}
    if unknown := sorted(asked - known):
        raise UsageError(problem("reports.unknown", names="、".join(unknown), known="、".join(sorted(known))))
    return tuple(report for report in REPORTS if not report.optional or report.name in asked)


def order(names: Iterable[str], template: Path | None = None, annex: bool = False) -> tuple[list[str], WordOrder]:
    """The optional reports that are asked for, and how the Word report is wanted; naming a template or wanting the
    annex asks for that report. Raises `UsageError` as `choose` does, and for a template that cannot be used."""
    wanted = sorted({*names, docx.REPORT.name} if template or annex else set(names))
    choose(wanted)
    return wanted, WordOrder(docx.read_template(template) if template else None, annex)


def known_files() -> frozenset[str]:
    """Every name that a file of a report can have."""
    return frozenset(name for report in REPORTS for name in report.files)
