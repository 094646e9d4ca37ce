"""The whole way, from files to a report folder: read → code → decide → analyse → write.

In: paths, taxonomies, reviewers' verdicts. Out: a `Study`, its `Analysis`, a folder of reports.
Example: ``run(Task([Path("seeds")], (taxonomy,)), place)`` reads five documents, codes their paragraphs and writes the
matrix. The command, ``run --watch`` and scripts (``build_study``, ``analyse``) all go this way. Reading and coding of
a file are one call, see `compare.one_file`; where the calls run is `Work`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from compare.corpus import Corpus, check_corpus, check_rows, check_study, code_documents, gather, study_of
from compare.documents.manifest import is_manifest
from compare.documents.manifests import Manifests
from compare.engines.loads import Step, Work
from compare.matrix.analysis import Analysis, analyse
from compare.model import Settings, Study, Taxonomy
from compare.one_file import FileTask, Reading
from compare.problems import Problem
from compare.reading.files import Found, find_files, root_of
from compare.review.verdicts import NO_VERDICTS, Verdicts, decide

if TYPE_CHECKING:
    from compare.reports.folder import OpenFolder, Written

__all__ = [
    "Analysis", "Corpus", "Reading", "Result", "Task", "Verdicts", "Work",
    "analyse", "build_study", "code_corpus", "decide", "read_corpus", "run",
]  # fmt: skip

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
    template: bytes | None = None
    """a Word file whose look report.docx takes; None for ours"""


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
    corpus = read_corpus(task.paths, task.settings, task.taxonomies, task.reading, work)
    check_corpus(corpus)
    check_rows(corpus, task.settings)
    notice(corpus.notes)
    study, *others = [code_corpus(corpus, taxonomy, task.settings, work) for taxonomy in task.taxonomies]
    check_study(study)
    study = decide(study, verdicts)
    work.progress(Step("analyse"))
    analysis, *more = [analyse(each) for each in (study, *others)]
    tools = more[0] if more else None
    return Result(corpus, analysis, place.write(analysis, tools, task.template, work.progress))


def build_study(paths: Sequence[Path], taxonomy: Taxonomy, settings: Settings = _PLAIN, work: Work = _HERE) -> Study:
    """Read and code in one go, for scripts and notebooks."""
    return code_corpus(read_corpus(paths, settings, (taxonomy,), work=work), taxonomy, settings, work)


def read_corpus(
    paths: Sequence[Path],
    settings: Settings = _PLAIN,
    taxonomies: Sequence[Taxonomy] = (),
    reading: Reading = _AS_USUAL,
    work: Work = _HERE,
) -> Corpus:
    """Every document of the paths, with roles and metadata, coded under the taxonomies, in the order of the comparison.

    A document at which the program fails is a problem; the others go on. A faulty manifest ends the run before any
    document is read: raises `ManifestError` with everything that is wrong in all of them.
    """
    found = find_files(paths)
    files = [file for file in found if isinstance(file, Found) and not is_manifest(file.path)]
    manifests = Manifests(paths, map(root_of, paths), (file.path for file in files), settings.by)
    task = FileTask(manifests, tuple(taxonomies), reading)
    outcomes = work.map("read", task, files, [file.size() for file in files])
    problems = [item for item in found if isinstance(item, Problem)]
    problems += manifests.problems(look for outcome in outcomes for look in outcome.looks)
    return gather(outcomes, problems, taxonomies, settings)


def code_corpus(corpus: Corpus, taxonomy: Taxonomy, settings: Settings = _PLAIN, work: Work = _HERE) -> Study:
    """The study of a corpus under a taxonomy: of what was found when it was read, else coded now."""
    findings = corpus.findings.get(taxonomy.fingerprint) or code_documents(corpus.documents, taxonomy, work)
    return study_of(corpus, taxonomy, findings, settings)
