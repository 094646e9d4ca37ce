"""``policy-compare run``: from files to a report folder.

In: sources, a taxonomy, settings. Out: the folder with everything of a run, and a sentence about it.
Example: ``policy-compare run seeds -o reports/seeds``.
"""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from compare.cli.console import Console
from compare.cli.corpora import check_corpus
from compare.cli.reviews import decide, gather_reviews
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
from compare.reports.folder import Written, open_folder
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
    if not options.output:
        raise UsageError(problem("cli.usage-no-value", prog="policy-compare run", name="-o"))
    columns, limits = _columns(options.columns), adjust_limits(options.limits)
    extras = ["docx"] if options.docx else []
    with open_folder(Path(options.output), sources, extras, options.lang) as place:
        console.report(place.notes)
        given = [Path(name) for name in options.decisions]
        reviews = gather_reviews(place.workbook, given, taxonomies[0], console)
        corpus = read_corpus(
            sources, settings, limits=limits, columns=columns, progress=console.progress, split=not options.no_split
        )
        check_corpus(corpus)
        _check_rows(corpus, settings.by)
        console.report(corpus.notes)
        engine, jobs = ENGINES[options.engine], options.jobs or os.cpu_count() or 1
        studies = [code_corpus(corpus, t, settings, engine, jobs, console.progress) for t in taxonomies]
        studies[0] = decide(studies[0], reviews)
        console.progress("write", 0)
        comparisons = [(study, build_comparison(study)) for study in studies]
        written = place.write(comparisons[0], comparisons[1] if len(comparisons) > 1 else None, extras)
    code = _finish(studies[0], written, options, console)
    if options.watch:
        watch(find_taxonomy((options.taxonomy or ["innovation"])[0]), corpus, studies[0], settings, console)
    return code


def _check_rows(corpus: Corpus, by: str) -> None:
    """Refuse a column that no document has, before anything is written."""
    known = known_rows(corpus.documents)
    if by not in known:
        raise UsageError(problem("cli.by-unknown", value=by, known=", ".join(known)))


def _finish(study: Study, written: Written, options: Namespace, console: Console) -> int:
    console.report(study.problems)
    counted = sum(p.counted for d in study.documents if d.included for p in d.paragraphs)
    total = sum(len(d.paragraphs) for d in study.documents)
    counts = {"documents": len(study.documents), "paragraphs": total, "counted": counted}
    parts = [console.words("done", folder=options.output, **counts), *_handled(study, written, console)]
    console.say(console.words("done.join").join(parts))
    flagged = bool(study.problems) or any(f.severity == "bad" for d in study.documents for f in d.flags)
    return 1 if options.strict and flagged else 0


def _handled(study: Study, written: Written, console: Console) -> Iterator[str]:
    """What became of a person's work: verdicts that were taken over, changed files that were kept."""
    for review in study.reviews:
        remarks = console.words("done.remarks", remarks=review.remarks) if review.remarks else ""
        yield console.words("done.reviews", file=review.file, decisions=review.decisions) + remarks
    for name, kept in written.kept:
        yield console.words("done.kept", name=name, kept=kept)


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
