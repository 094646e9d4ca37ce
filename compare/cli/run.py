"""``policy-compare run``: from files to a report folder.

In: sources, a taxonomy, settings. Out: the folder with everything of a run, and a sentence about it.
Example: ``policy-compare run seeds -o reports/seeds``.
"""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from compare import pipeline
from compare.cli.closing import close
from compare.cli.console import Console
from compare.cli.taxonomies import open_taxonomy
from compare.cli.watch import watch
from compare.corpus import row_word
from compare.engines import ENGINES
from compare.engines.collector import collector_at_rest
from compare.matrix.rows import BY
from compare.model import Settings
from compare.pipeline import Reading, Task, Work
from compare.problems import UsageError, problem
from compare.reading.limits import adjust_limits
from compare.reports import docx
from compare.reports.folder import open_folder
from compare.reviewing import gather_reviews
from compare.taxonomy.files import find_taxonomy

_TAXONOMIES = 2
"""one that makes the matrix, one for the cross-table"""


def run(options: Namespace, console: Console) -> int:
    """Read, code, compare, write; 0, or 1 with --strict and anything skipped or flagged."""
    task = _task(options, console)
    work = Work(ENGINES[options.engine], options.jobs or os.cpu_count() or 1, console.progress)
    if not options.output:
        options.parser.error("argument -o: expected one argument")
    with collector_at_rest(), open_folder(Path(options.output), task.paths, task.extras, options.lang) as place:
        console.report(place.notes)
        given = [Path(name) for name in options.decisions]
        verdicts = gather_reviews(place.workbook, given, task.taxonomies[0], console.lang, console.report)
        result = pipeline.run(task, place, verdicts, work, console.report)
    code = close(result.study, result.written, options, console)
    if options.watch:
        path = find_taxonomy((options.taxonomy or ["innovation"])[0])
        watch(path, result.corpus, result.study, verdicts, console)
    return code


def _task(options: Namespace, console: Console) -> Task:
    """What the words of the command line ask for."""
    if options.docx and not docx.is_available():
        raise UsageError(problem("reports.docx-missing"))
    if len(options.taxonomy) > _TAXONOMIES:
        raise UsageError(problem("cli.taxonomies-many", count=len(options.taxonomy)))
    return Task(
        [Path(source) for source in options.sources],
        tuple(open_taxonomy(name, console) for name in options.taxonomy or ["innovation"]),
        Settings(lang=options.lang, as_of=_date(options.as_of), by=_row_kind(options.by)),
        Reading(adjust_limits(options.limits), _columns(options.columns), not options.no_split),
        ["docx"] if options.docx else [],
    )


def _row_kind(by: str) -> str:
    """What makes a row, by its name on the command line or by the word that the reports use: 年份 is ``year``."""
    words = {row_word(kind, lang): kind for kind in BY for lang in ("en", "zh")}
    return words.get(by, by)


def _date(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(problem("cli.bad-date", value=text)) from error


def _columns(text: str) -> Mapping[str, str] | None:
    if not text:
        return None
    pairs = [part.partition("=") for part in text.split(",")]
    if not all(name and sign and column for name, sign, column in pairs):
        raise UsageError(problem("cli.bad-columns", value=text))
    return {name.strip(): column.strip() for name, _, column in pairs}
