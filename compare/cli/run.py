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

from compare import lexicons
from compare.cli.closing import close
from compare.cli.console import Console
from compare.cli.corpora import check_corpus, check_study
from compare.cli.reviews import decide, gather_reviews
from compare.cli.taxonomies import find_taxonomy, open_taxonomy
from compare.cli.watch import watch
from compare.engines import ENGINES
from compare.matrix.frames import build_comparison
from compare.matrix.rows import BY, known_rows
from compare.model import Settings
from compare.pipeline import Corpus, code_corpus, read_corpus
from compare.problems import UsageError, problem
from compare.reading.limits import adjust_limits
from compare.reports import docx
from compare.reports.folder import open_folder

_TAXONOMIES = 2
"""one that makes the matrix, one for the cross-table"""


def run(options: Namespace, console: Console) -> int:
    """Read, code, compare, write; 0, or 1 with --strict and anything skipped or flagged."""
    if options.docx and not docx.is_available():
        raise UsageError(problem("reports.docx-missing"))
    if len(options.taxonomy) > _TAXONOMIES:
        raise UsageError(problem("cli.taxonomies-many", count=len(options.taxonomy)))
    taxonomies = [open_taxonomy(name, console) for name in options.taxonomy or ["innovation"]]
    settings = Settings(lang=options.lang, as_of=_date(options.as_of), by=_row_kind(options.by))
    sources = [Path(s) for s in options.sources]
    if not options.output:
        options.parser.error("argument -o: expected one argument")
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
        _check_rows(corpus, settings)
        console.report(corpus.notes)
        engine, jobs = ENGINES[options.engine], options.jobs or os.cpu_count() or 1
        studies = [code_corpus(corpus, t, settings, engine, jobs, console.progress) for t in taxonomies]
        check_study(studies[0])
        studies[0] = decide(studies[0], reviews)
        console.progress("write", 0)
        comparisons = [(study, build_comparison(study)) for study in studies]
        written = place.write(comparisons[0], comparisons[1] if len(comparisons) > 1 else None, extras)
    code = close(studies[0], written, options, console)
    if options.watch:
        watch(find_taxonomy((options.taxonomy or ["innovation"])[0]), corpus, studies[0], settings, console)
    return code


def _row_kind(by: str) -> str:
    """What makes a row, by its name on the command line or by the word that the reports use: 年份 is ``year``."""
    words = {_row_word(kind, lang): kind for kind in BY for lang in ("en", "zh")}
    return words.get(by, by)


def _row_word(kind: str, lang: str) -> str:
    return str(lexicons.words("narrative", lang)[f"row_noun.{kind}"])


def _check_rows(corpus: Corpus, settings: Settings) -> None:
    """Refuse a column that no document has, before anything is written."""
    known = known_rows(corpus.documents)
    if settings.by not in known:
        shown = known
        if settings.lang == "zh":
            shown = tuple(f"{name}（{_row_word(name, 'zh')}）" if name in BY else name for name in known)
        joint = lexicons.words("cli", settings.lang)["by.join"]
        raise UsageError(problem("cli.by-unknown", value=settings.by, known=joint.join(shown)))


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
