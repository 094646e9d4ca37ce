"""Reviewed workbooks on the disk: found, told apart by name, refused where they are mixed.

In: paths of workbooks that people reviewed, and the one that lies in a report folder. Out: `Review`s, `Verdicts`.
Example: a workbook beside the manifest.json of another run → “这个工作簿不是它旁边的 manifest.json 那次运行写的”.
What is done with verdicts stands in `compare.review`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from compare.folders.record import read_record, workbook_run
from compare.model import Decision, Study, Taxonomy
from compare.problems import CompareError, OutputError, Place, Problem, UsageError, problem
from compare.reports.folder import settle_folder
from compare.review.sheet import Review, read_review
from compare.review.verdicts import Verdicts

Notice = Callable[[Sequence[Problem]], None]
"""told what a killed run had left in a folder and what became of it"""


def open_review(path: Path, name: str, taxonomy: Taxonomy, lang: str, notice: Notice) -> Review:
    """A reviewed workbook that somebody names; what is said of it calls it `name`.

    In a report folder it must be of the run that the manifest there speaks of; anywhere else it stands for itself.
    Raises `CompareError` for one that is mixed, missing or no workbook of ours."""
    if not path.exists():
        raise UsageError(problem("cli.no-sources", name=path))
    notice(settle_folder(path.parent, lang))
    record, run = read_record(path.parent), workbook_run(path)
    if record and path.name in record.files and record.run and run and run != record.run:
        raise UsageError(problem("review.other-run", "error", str(path)))
    return read_review(path, taxonomy, name)


def open_reviews(paths: Sequence[Path], taxonomy: Taxonomy, lang: str, notice: Notice) -> list[Review]:
    """Several such workbooks, each under a name that tells it from the others."""
    named = zip(paths, _names(paths), strict=True)
    return [open_review(path, name, taxonomy, lang, notice) for path, name in named]


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


def gather_reviews(
    workbook: Path | None, given: Sequence[Path], taxonomy: Taxonomy, lang: str, notice: Notice
) -> Verdicts:
    """The workbook of the output folder first, then those given, none of them twice.

    What is wrong with the former is said and does not stop the run, which will not lose it."""
    paths = list({path.resolve(): path for path in given}.values())
    found = workbook if workbook and workbook.resolve() not in {path.resolve() for path in paths} else None
    names = _names([*([found] if found else []), *paths])
    reviews, unread = _take_over(found, names.pop(0), taxonomy) if found else ([], ())
    reviews += [open_review(path, name, taxonomy, lang, notice) for path, name in zip(paths, names, strict=True)]
    return Verdicts(tuple(reviews), unread)


def _take_over(workbook: Path, name: str, taxonomy: Taxonomy) -> tuple[list[Review], tuple[Problem, ...]]:
    """What people wrote into the workbook of the last run, or why that cannot be read."""
    try:
        return [read_review(workbook, taxonomy, name)], ()
    except CompareError as error:
        why = dict(error.problems[0].details).get("why", workbook.name)
        return [], (problem("review.unread", "warning", Place(workbook.name), why=why),)


def check_verdicts(workbook: Path | None, digest: str, study: Study) -> None:
    """Raise `OutputError` if the workbook that a report would replace holds verdicts that the study does not have.

    `digest` is the SHA-256 of the workbook."""
    if digest in {source.sha256 for source in study.reviews}:
        return
    reviews, _ = _take_over(workbook, workbook.name, study.taxonomy) if workbook else ([], ())
    known = {_judgement(decision) for decision in (*study.decisions, *study.remarks)}
    written = {_judgement(d) for review in reviews for d in (*review.earlier, *review.decisions, *review.remarks)}
    if missing := len(written - known):
        raise OutputError(problem("review.not-taken-over", name=workbook, count=missing))


def _judgement(decision: Decision) -> tuple[str, ...]:
    return decision.paragraph_key, decision.measure_id, decision.verdict, decision.relabel, decision.note
