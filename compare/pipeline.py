"""The whole way, from files to a report folder: read → code → decide → analyse → write.

In: paths, taxonomies, reviewers' verdicts. Out: a `Study`, its `Analysis`, a folder of reports.
Example: ``write(analyse(code(read("seeds"))), "报告")`` reads five documents, codes their paragraphs and writes the
matrix. The command, ``run --watch``, scripts and notebooks all go this way. Reading and coding of a file are one call,
see `compare.one_file`; where the calls run is `Work`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from compare.corpus import Corpus, check_corpus, check_rows, check_study, code_documents, gather, study_of
from compare.documents.manifest import is_manifest
from compare.documents.manifests import Manifests
from compare.engines.loads import Step, Work
from compare.kinds import Method
from compare.matrix.analysis import Analysis, analyse
from compare.model import Settings, Study, Taxonomy
from compare.one_file import FileTask, Reading
from compare.problems import Problem, UsageError, problem
from compare.reading.files import Found, find_files, root_of
from compare.review.verdicts import NO_VERDICTS, Verdicts, decide
from compare.rules import using
from compare.taxonomy.files import DEFAULT, load_taxonomy
from compare.taxonomy.finish import with_method

if TYPE_CHECKING:
    from compare.reports.edition import WordOrder
    from compare.reports.folder import OpenFolder, Written

__all__ = [
    "Analysis", "Corpus", "Paths", "Reading", "Result", "Task", "Verdicts", "Work",
    "analyse", "code", "decide", "read", "run", "write",
]  # fmt: skip

Paths = str | Path | Iterable[str | Path]
"""one path or several"""
_PLAIN = Settings()
_AS_USUAL = Reading()
_HERE = Work()


@dataclass(frozen=True, slots=True)
class Task:
    """What a run is to do."""

    paths: Sequence[Path]
    taxonomies: tuple[Taxonomy, ...]
    """one that makes the matrix, and perhaps one for the cross-table"""
    settings: Settings = _PLAIN
    reading: Reading = _AS_USUAL
    word: WordOrder | None = None
    """how report.docx is wanted; None for our look without annex"""


@dataclass(frozen=True, slots=True)
class Result:
    """What a run made."""

    corpus: Corpus
    analysis: Analysis
    written: Written

    @property
    def study(self) -> Study:
        """What was read and coded, after people's decisions."""
        return self.analysis.study


def run(
    task: Task,
    place: OpenFolder,
    verdicts: Verdicts = NO_VERDICTS,
    work: Work = _HERE,
    notice: Callable[[Sequence[Problem]], None] = lambda notes: None,
) -> Result:
    """The five steps. Raises `CompareError`, before anything is written, where there is nothing to compare."""
    corpus = read(task.paths, task.settings, task.taxonomies, task.reading, work)
    study, *others = [code(corpus, taxonomy, work=work) for taxonomy in task.taxonomies]
    check_study(study)
    notice(corpus.notes)
    study = decide(study, verdicts)
    work.progress(Step("analyse"))
    analysis, *more = [analyse(each) for each in (study, *others)]
    tools = more[0] if more else None
    return Result(corpus, analysis, place.write(analysis, tools, task.word, work.progress))


def read(
    paths: Paths,
    settings: Settings = _PLAIN,
    taxonomies: Sequence[Taxonomy] = (),
    reading: Reading = _AS_USUAL,
    work: Work = _HERE,
) -> Corpus:
    """Every document of the paths, with roles and metadata, coded under the taxonomies, in the order of the comparison.

    A document at which the program fails is a problem; the others go on. A faulty manifest ends the run before any
    document is read: raises `ManifestError` with everything that is wrong in all of them. Taxonomies given here are
    applied by the workers that read; `code` does it afterwards with the same result.
    """
    sources = _listed(paths)
    found = find_files(sources)
    files = [file for file in found if isinstance(file, Found) and not is_manifest(file.path)]
    with using(settings.rules):  # a manifest says of what kind a document is as a title would
        manifests = Manifests(sources, map(root_of, sources), (file.path for file in files), settings.by)
    task = FileTask(manifests, tuple(taxonomies), reading, settings.rules)
    outcomes = work.map("read", task, files, [file.size() for file in files])
    problems = [item for item in found if isinstance(item, Problem)]
    problems += manifests.problems(look for outcome in outcomes for look in outcome.looks)
    return gather(outcomes, problems, taxonomies, settings, sources)


def code(
    corpus: Corpus,
    taxonomy: Taxonomy | str | Path | None = None,
    decisions: Paths = (),
    work: Work = _HERE,
    method: Method | None = None,
) -> Study:
    """The study of a corpus under a taxonomy, the verdicts of reviewed workbooks in force.

    A taxonomy may be named by its file or as one that came with the program; None is ``innovation``. `method` is
    ``score`` or ``count``, whatever the taxonomy's own is. Raises
    `CompareError` for a corpus without text, with all that is wrong with its files, and for a workbook that cannot be
    taken over; `TaxonomyError` for a taxonomy that cannot be used or is not there, `UsageError` for rows by a column
    that no document has."""
    check_corpus(corpus)
    check_rows(corpus)
    if not isinstance(taxonomy, Taxonomy):
        taxonomy = load_taxonomy(taxonomy or DEFAULT)
    taxonomy = with_method(taxonomy, method)
    findings = corpus.findings.get(taxonomy.fingerprint) or code_documents(
        corpus.documents, taxonomy, work, corpus.settings.rules
    )
    study = study_of(corpus, taxonomy, findings)
    workbooks = _listed(decisions)
    return _decided(study, workbooks) if workbooks else study


def _decided(study: Study, workbooks: Sequence[Path]) -> Study:
    """A study with the verdicts of workbooks in force; what was put right in their folders is said in its problems."""
    from compare.reviewing import gather_reviews  # with the reports, which not everybody who codes will write

    notes: list[Problem] = []
    verdicts = gather_reviews(None, workbooks, study.taxonomy, study.settings.lang, notes.extend)
    return decide(replace(study, problems=(*study.problems, *notes)), verdicts)


def write(
    analysis: Analysis,
    folder: str | Path,
    *,
    tools: Analysis | None = None,
    extras: str | Iterable[str] = (),
    template: str | Path | None = None,
    annex: bool = False,
) -> Written:
    """All reports of an analysis, and the extras asked for (``docx``), into a folder: all of them or none.

    `tools` is the same corpus under a second taxonomy, for the cross-table; `template` a Word file whose look the Word
    report takes, `annex` puts the annex of the report into it; either asks for the Word report. The folder is locked
    meanwhile; files that a person changed stay beside the new ones. Raises `UsageError` for a folder that a report must
    not be written into and for an extra that is not known, `OutputError` for a folder that cannot be written, that
    another run writes, or whose workbook holds verdicts that the study has not taken over, `CompareError` where nothing
    is left to compare.
    """
    from compare.reports import order
    from compare.reports.folder import open_folder
    from compare.reviewing import check_verdicts

    study = analysis.study
    check_study(study)
    if tools and [d.id for d in tools.study.documents] != [d.id for d in study.documents]:
        raise UsageError(problem("cli.other-corpus"))
    names = [extras] if isinstance(extras, str) else extras
    wanted, look = order(names, Path(template) if template else None, annex)
    with open_folder(Path(folder), study.sources, wanted, study.settings.lang) as place:
        check_verdicts(place.workbook, place.digest, study)
        return place.write(analysis, tools, look)


def _listed(paths: Paths) -> list[Path]:
    """The paths; raises `UsageError` for an empty one, which would mean the current folder."""
    found = [paths] if isinstance(paths, str | Path) else list(paths)
    if "" in found:
        raise UsageError(problem("cli.empty-path"))
    return [Path(path) for path in found]
