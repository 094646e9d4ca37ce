"""``policy-compare run``: from files to a report folder.

In: sources, a taxonomy, settings. Out: the folder with everything of a run, and a sentence about it.
Example: ``policy-compare run seeds -o reports/seeds``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path

import click

from compare import pipeline
from compare.cli.closing import close
from compare.cli.command import OneOf, argument, command, new_path, option, source, whole
from compare.cli.console import Console
from compare.cli.watch import watch as watch_taxonomy
from compare.engines import ENGINES
from compare.engines.collector import collector_at_rest
from compare.kinds import LANGS, METHODS, Method
from compare.matrix.rows import BY
from compare.model import Settings, Taxonomy
from compare.pipeline import Reading, Task, Work
from compare.problems import UsageError, problem
from compare.reading.limits import Limits, adjust_limits
from compare.reports import optional, order
from compare.reports.folder import open_folder
from compare.reviewing import gather_reviews
from compare.rules import PACKAGED
from compare.rules.folder import read_rules
from compare.taxonomy.files import DEFAULT, find_taxonomy, read_taxonomy
from compare.taxonomy.finish import with_method
from compare.wording import Wording

_TAXONOMIES = 2
"""one that makes the matrix, one for the cross-table"""


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError(problem("cli.bad-date", value=text)) from error


def _columns(text: str) -> Mapping[str, str] | None:
    if not text:
        return None
    pairs = [part.partition("=") for part in text.split(",")]
    if not all(name and sign and column for name, sign, column in pairs):
        raise UsageError(problem("cli.bad-columns", value=text))
    return {name.strip(): column.strip() for name, _, column in pairs}


def _names(text: str) -> tuple[str, ...]:
    """Names of rows as people part them: 甲,乙、丙."""
    return tuple(dict.fromkeys(name for part in re.split("[,，、;；]", text) if (name := part.strip())))


def _row_kind(by: str) -> str:
    """What makes a row, by its name on the command line or by the word that the reports use: 年份 is ``year``."""
    words = {Wording(lang, by=kind).noun: kind for kind in BY for lang in LANGS}
    return words.get(by, by)


def _extras(function: Callable[..., int]) -> Callable[..., int]:
    """A flag for every report that is written only if it is asked for: ``--docx``."""
    for report in reversed(optional()):
        details = {"files": "、".join(report.files)}
        flag = option(
            f"--{report.name}", report.name, is_flag=True, help="run.extra", section="extras", details=details
        )
        function = flag(function)
    return function


@command("run")
@argument("sources", nargs=-1, required=True, type=source, metavar="sources", help="run.sources")
@option("-o", "--output", type=new_path, metavar="folder", help="run.output", section="common")
@option("-t", "--taxonomy", "names", multiple=True, metavar="taxonomy", help="run.taxonomy", section="common")
@option("--method", type=OneOf(METHODS), default=None, help="run.method", section="common")
@option("--rules", type=source, metavar="folder", help="run.rules", section="common")
@option("--as-of", type=_date, metavar="date", help="run.as-of", section="common")
@option("--by", type=_row_kind, default="district", metavar="column", help="run.by", section="common")
@option("--home", default="", metavar="row", help="run.home", section="common")
@option("--compare", "chosen", type=_names, default="", metavar="rows", help="run.compare", section="common")
@option("--columns", type=_columns, metavar="pairs", help="run.columns", section="reading")
@option("--no-split", is_flag=True, help="run.no-split", section="reading")
@option(
    "--limits", type=adjust_limits, default="", metavar="pairs", help="run.limits", section="reading",
    details={"known": ", ".join(field.name for field in fields(Limits))},
)  # fmt: skip
@option("--decisions", type=source, multiple=True, metavar="workbook", help="run.decisions", section="review")
@option("--strict", is_flag=True, help="run.strict", section="review")
@_extras
@option("--codes", is_flag=True, help="run.codes", section="extras")
@option("--template", type=source, metavar="docx", help="run.template", section="extras")
@option("--annex", is_flag=True, help="run.annex", section="extras")
@option("--watch", is_flag=True, help="run.watch", section="running")
@option("--jobs", type=whole(0), default=0, metavar="number", help="run.jobs", section="running")
@option("--engine", type=OneOf(sorted(ENGINES)), default="local", help="run.engine", section="running")
@click.pass_obj
def run(
    console: Console,
    /,
    sources: tuple[Path, ...],
    output: Path | None,
    names: tuple[str, ...],
    method: Method | None,
    rules: Path | None,
    as_of: date | None,
    by: str,
    home: str,
    chosen: tuple[str, ...],
    columns: Mapping[str, str] | None,
    no_split: bool,
    limits: Limits,
    decisions: tuple[Path, ...],
    strict: bool,
    codes: bool,
    template: Path | None,
    annex: bool,
    watch: bool,
    jobs: int,
    engine: str,
    **extras: bool,
) -> int:
    """Read, code, compare, write; 0, or 1 with --strict and anything skipped or flagged."""
    names = names or (DEFAULT,)
    wanted, look = order([name for name, asked in extras.items() if asked], template, annex)
    task = Task(
        sources,
        _taxonomies(names, method, console),
        Settings(
            lang=console.lang,
            as_of=as_of,
            by=by,
            rules=read_rules(rules) if rules else PACKAGED,
            home=home.strip(),
            compare=chosen,
            codes=codes,
        ),
        Reading(limits, columns, not no_split),
        look,
    )
    work = Work(ENGINES[engine], jobs or os.cpu_count() or 1, console.progress)
    folder = output or Path(console.words("default-folder"))
    with collector_at_rest(), open_folder(folder, task.paths, wanted, console.lang) as place:
        console.report(place.notes)
        verdicts = gather_reviews(place.workbook, decisions, task.taxonomies[0], console.lang, console.report)
        result = pipeline.run(task, place, verdicts, work, console.report)
    code = close(result.study, result.written, folder, strict, console)
    if watch:
        watch_taxonomy(find_taxonomy(names[0]), result.corpus, result.analysis, verdicts, console, method=method)
    return code


_SAID = ("taxonomy.include-shipped", "taxonomy.learned-")
"""what is said of a taxonomy that can be used"""


def _taxonomies(names: tuple[str, ...], method: Method | None, console: Console) -> tuple[Taxonomy, ...]:
    if len(names) > _TAXONOMIES:
        raise UsageError(problem("cli.taxonomies-many", count=len(names)))
    return tuple(with_method(_open_taxonomy(name, console), method) for name in names)


def _open_taxonomy(name: str, console: Console) -> Taxonomy:
    """The taxonomy, with a word on files of its that are not beside it or do not fit; raises `TaxonomyError`."""
    loaded = read_taxonomy(find_taxonomy(name))
    taxonomy = loaded.usable()
    console.report([note for note in loaded.problems if note.code.startswith(_SAID)])
    return taxonomy
