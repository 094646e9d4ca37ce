"""``policy-compare run``: from files to a report folder.

In: sources, a taxonomy, settings. Out: the folder with everything of a run, and a sentence about it.
Example: ``policy-compare run seeds -o reports/seeds``.
"""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from compare.cli.console import Console
from compare.cli.corpora import check_corpus, check_study
from compare.cli.taxonomies import find_taxonomy
from compare.cli.watch import watch
from compare.engines import ENGINES
from compare.matrix.frames import build_comparison
from compare.matrix.rows import known_rows
from compare.model import Settings, Study
from compare.pipeline import Corpus, code_corpus, read_corpus
from compare.problems import UsageError, problem
from compare.reading.limits import adjust_limits
from compare.reports import docx
from compare.reports.folder import check_folder, write_reports
from compare.review.decisions import apply_decisions
from compare.review.sheet import read_decisions
from compare.taxonomy.files import load_taxonomy

_TAXONOMIES = 2
"""one that makes the matrix, one for the cross-table"""


def run(options: Namespace, console: Console) -> int:
    """Read, code, compare, write; 0, or 1 with --strict and anything skipped or flagged."""
    if options.docx and not docx.is_available():
        raise UsageError(problem("reports.docx-missing"))
    if len(options.taxonomy) > _TAXONOMIES:
        raise UsageError(problem("cli.taxonomies-many", count=len(options.taxonomy)))
    taxonomies = [load_taxonomy(find_taxonomy(name)) for name in options.taxonomy or ["innovation"]]
    settings = Settings(lang=options.lang, as_of=_date(options.as_of), by=options.by)
    sources = [Path(s) for s in options.sources]
    folder = Path(options.output)
    extras = ["docx"] if options.docx else []
    check_folder(folder, sources, extras)
    columns, limits = _columns(options.columns), adjust_limits(options.limits)
    corpus = read_corpus(
        sources, settings, limits=limits, columns=columns, progress=console.progress, split=not options.no_split
    )
    check_corpus(corpus)
    _check_rows(corpus, settings.by)
    engine, jobs = ENGINES[options.engine], options.jobs or os.cpu_count() or 1
    studies = [code_corpus(corpus, t, settings, engine, jobs, console.progress) for t in taxonomies]
    check_study(studies[0])
    if options.decisions:
        studies[0] = _decide(studies[0], Path(options.decisions))
    console.progress("write", 0)
    comparisons = [(study, build_comparison(study)) for study in studies]
    tools = comparisons[1] if len(comparisons) > 1 else None
    write_reports(comparisons[0], folder, tools, extras)
    code = _finish(studies[0], folder, options, console)
    if options.watch:
        watch(find_taxonomy((options.taxonomy or ["innovation"])[0]), corpus, studies[0], settings, console)
    return code


def _check_rows(corpus: Corpus, by: str) -> None:
    """Refuse a column that no document has, before anything is written."""
    known = known_rows(corpus.documents)
    if by not in known:
        raise UsageError(problem("cli.by-unknown", value=by, known=", ".join(known)))


def _decide(study: Study, workbook: Path) -> Study:
    """The study with the verdicts of a reviewed workbook in force."""
    decisions, problems = read_decisions(workbook, study.taxonomy)
    return apply_decisions(replace(study, decisions=decisions, problems=(*study.problems, *problems)))


def _finish(study: Study, folder: Path, options: Namespace, console: Console) -> int:
    console.report(study.problems)
    counted = sum(p.counted for d in study.documents if d.included for p in d.paragraphs)
    total = sum(len(d.paragraphs) for d in study.documents)
    console.say(console.words("done", documents=len(study.documents), paragraphs=total, counted=counted, folder=folder))
    flagged = bool(study.problems) or any(f.severity == "bad" for d in study.documents for f in d.flags)
    return 1 if options.strict and flagged else 0


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
