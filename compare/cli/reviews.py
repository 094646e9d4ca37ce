"""Report folders and reviewed workbooks as commands take them: put right after a kill, refused if they are mixed.

In: paths from the command line. Out: a report as data, the `Verdicts` of reviewers.
Example: manifest.json of one run with paragraphs.jsonl of another → “与 manifest.json 不符”, exit code 2.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from compare.cli.console import Console
from compare.folders.record import MANIFEST, read_record, workbook_run
from compare.matrix.runs import Run
from compare.model import Taxonomy
from compare.problems import CompareError, Place, Problem, UsageError, problem
from compare.reports.folder import settle_folder
from compare.reports.jsonl import NAME as PARAGRAPHS
from compare.review.sheet import Review, read_review
from compare.review.verdicts import Verdicts


def read_run(folder: Path, console: Console) -> Run:
    """A report folder as data; raises `UsageError` if it is none, or if its files are not of one run."""
    console.report(settle_folder(folder, console.lang))
    record = read_record(folder)
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        data = (folder / PARAGRAPHS).read_bytes()
        run = Run(manifest, [json.loads(line) for line in data.decode("utf-8").splitlines()])
    except (OSError, ValueError) as error:
        raise UsageError(problem("cli.not-a-report", name=folder)) from error
    if record is None:
        raise UsageError(problem("cli.not-a-report", name=folder))
    if record.files.get(PARAGRAPHS) != hashlib.sha256(data).hexdigest():
        raise UsageError(problem("cli.report-mixed", name=folder, file=PARAGRAPHS))
    return run


def open_review(path: Path, name: str, taxonomy: Taxonomy, console: Console) -> Review:
    """A reviewed workbook that was named on the command line; what is said of it calls it `name`.

    In a report folder it must be of the run that the manifest there speaks of; anywhere else it stands for itself.
    Raises `CompareError` for one that is mixed, missing or no workbook of ours."""
    if not path.exists():
        raise UsageError(problem("cli.no-sources", name=path))
    console.report(settle_folder(path.parent, console.lang))
    record, run = read_record(path.parent), workbook_run(path)
    if record and path.name in record.files and record.run and run and run != record.run:
        raise UsageError(problem("review.other-run", "error", str(path)))
    return read_review(path, taxonomy, name)


def open_reviews(paths: Sequence[Path], taxonomy: Taxonomy, console: Console) -> list[Review]:
    """Several such workbooks, each under a name that tells it from the others."""
    return [open_review(path, name, taxonomy, console) for path, name in zip(paths, _names(paths), strict=True)]


def _names(paths: Sequence[Path]) -> list[str]:
    """File names, with as many folders before them as it takes to tell them apart."""
    parts = [path.absolute().parts for path in paths]
    length = [1] * len(parts)
    while True:
        names = ["/".join(p[-n:]) for p, n in zip(parts, length, strict=True)]
        twice = {name for name, count in Counter(names).items() if count > 1}
        longer = [n + 1 if name in twice and n < len(p) else n for name, p, n in zip(names, parts, length, strict=True)]
        if longer == length:
            return names
        length = longer


def gather_reviews(workbook: Path | None, given: Sequence[Path], taxonomy: Taxonomy, console: Console) -> Verdicts:
    """The workbook of the output folder first, then those given, none of them twice.

    What is wrong with the former is said and does not stop the run, which will not lose it."""
    paths = list({path.resolve(): path for path in given}.values())
    found = workbook if workbook and workbook.resolve() not in {path.resolve() for path in paths} else None
    names = _names([*([found] if found else []), *paths])
    reviews, unread = _take_over(found, names.pop(0), taxonomy) if found else ([], ())
    reviews += [open_review(path, name, taxonomy, console) for path, name in zip(paths, names, strict=True)]
    return Verdicts(tuple(reviews), unread)


def _take_over(workbook: Path, name: str, taxonomy: Taxonomy) -> tuple[list[Review], tuple[Problem, ...]]:
    """What people wrote into the workbook of the last run, or why that cannot be read."""
    try:
        return [read_review(workbook, taxonomy, name)], ()
    except CompareError as error:
        why = dict(error.problems[0].details).get("why", workbook.name)
        return [], (problem("review.unread", "warning", Place(workbook.name), why=why),)
