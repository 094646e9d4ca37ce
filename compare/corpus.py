"""What a run has read: the documents side by side, with what was found in each as far as it has been coded.

In: documents, findings. Out: a `Corpus`, from which a `Study` is made under each taxonomy; a `CompareError` where
there is nothing to work on. Example: an empty folder is “没有找到可读的文件”, a folder of scans
“没有一份文件能读出正文” below the reason of each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from compare import lexicons
from compare.coding import Coded, rekey_coded
from compare.documents.duplicates import mark_duplicates
from compare.documents.integrity import flag_validity
from compare.documents.naming import name_documents, reading_order
from compare.engines.loads import Work
from compare.matrix.choice import find_faults
from compare.matrix.rows import BY, group_documents, known_rows, leave_unasked, set_aside
from compare.model import Document, Settings, Study, Taxonomy, documents_table
from compare.one_file import Finding, Item, Outcome, code_one
from compare.problems import CompareError, Problem, UsageError, problem
from compare.reading.files import OWN_FILE, OWN_REPORT
from compare.rules import Book
from compare.wording import Wording

_PARAGRAPH = 300
"""bytes of a paragraph, in the mean of 181 policies: how much work a document is"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Documents in the order of the comparison, what was found in them, and what is wrong with the files."""

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    """what is said to the person and is no part of the study: earlier reports that were passed over"""
    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    """fingerprint of a taxonomy → one finding a document, for the taxonomies under which the corpus was read"""
    settings: Settings = field(default=Settings(), kw_only=True)
    """under which it was read, and under which it is coded"""
    sources: tuple[Path, ...] = field(default=(), kw_only=True, compare=False)
    """the paths it was read from"""

    def __repr__(self) -> str:
        paragraphs = sum(len(document.paragraphs) for document in self.documents)
        return f"<Corpus: {len(self.documents)} documents, {paragraphs} paragraphs, {len(self.problems)} problems>"

    def _repr_html_(self) -> str:
        """The documents, as a notebook shows a value."""
        return documents_table(repr(self), self.documents, self.settings.lang)


def gather(
    outcomes: Sequence[Outcome],
    problems: Sequence[Problem],
    taxonomies: Sequence[Taxonomy],
    settings: Settings,
    sources: Sequence[Path] = (),
) -> Corpus:
    """What came of all files, put in order; here is decided what depends on other files: names, copies."""
    items = sorted((x for o in outcomes for x in o.items), key=lambda x: reading_order(x.document, x.position))
    named = name_documents(item.document for item in items)
    dated = [flag_validity(d, settings.as_of) for d in named]
    placed = set_aside(mark_duplicates(dated, [item.sample for item in items]), settings)
    documents = leave_unasked(placed, settings)
    said = [*problems, *(p for outcome in outcomes for p in outcome.problems)]
    said.sort(key=lambda p: (p.place, p.code, p.severity, p.details))
    notes = tuple(p for p in said if p.code in (OWN_REPORT, OWN_FILE))
    findings = {
        t.fingerprint: tuple(_finding(item, n, new) for item, new in zip(items, named, strict=True))
        for n, t in enumerate(taxonomies)
    }
    faults = tuple(p for p in said if p not in notes)
    return Corpus(
        documents=documents, problems=faults, notes=notes, findings=findings, settings=settings, sources=tuple(sources)
    )


def code_documents(documents: Sequence[Document], taxonomy: Taxonomy, work: Work, rules: Book) -> tuple[Finding, ...]:
    """One finding a document."""
    weights = [_PARAGRAPH * len(document.paragraphs) for document in documents]
    return tuple(work.map("code", partial(code_one, taxonomy=taxonomy, rules=rules), documents, weights))


def _finding(item: Item, number: int, named: Document) -> Finding:
    """What one taxonomy found in a document, under the keys that it has by now."""
    found = item.findings[number]
    if isinstance(found, Problem) or item.document.id == named.id:
        return found
    return rekey_coded(found, item.document, named)


def study_of(corpus: Corpus, taxonomy: Taxonomy, findings: Sequence[Finding]) -> Study:
    """The study of a corpus from one finding a document; a document at which coding failed is a problem instead."""
    pairs = [(d, found) for d, found in zip(corpus.documents, findings, strict=True) if isinstance(found, Coded)]
    coded = [found for _, found in pairs]
    return Study(
        taxonomy=taxonomy,
        documents=tuple(document for document, _ in pairs),
        codings={key: codings for c in coded for key, codings in c.codings.items()},
        targets=tuple(t for c in coded for t in c.targets),
        amounts=tuple(a for c in coded for a in c.amounts),
        programmes=tuple(p for c in coded for p in c.programmes),
        bodies=tuple(b for c in coded for b in c.bodies),
        intensities={key: value for c in coded for key, value in c.intensities.items()},
        type_intensities={key: value for c in coded for key, value in c.type_intensities.items()},
        doubts={key: value for c in coded for key, value in c.doubts.items()},
        problems=(*corpus.problems, *(found for found in findings if isinstance(found, Problem))),
        settings=corpus.settings,
        sources=corpus.sources,
    )


def check_corpus(corpus: Corpus) -> None:
    """Raise `CompareError` with all that is wrong with the files if no document has a paragraph."""
    if not any(d.paragraphs for d in corpus.documents):
        raise unreadable(corpus)


def check_rows(corpus: Corpus) -> None:
    """Raise `UsageError` for rows by a column that no document has, and for a row asked for that is not there."""
    settings = corpus.settings
    known = known_rows(corpus.documents)
    if settings.by not in known:
        shown = known
        if settings.lang == "zh":
            shown = tuple(f"{name}（{Wording('zh', by=name).noun}）" if name in BY else name for name in known)
        joint = lexicons.words("cli", settings.lang)["by.join"]
        raise UsageError(problem("cli.by-unknown", value=settings.by, known=joint.join(shown)))
    groups = group_documents(corpus.documents, settings)
    if faults := tuple(find_faults(settings, {group.key: group.label for group in groups})):
        raise UsageError(*faults)


def check_study(study: Study) -> None:
    """Raise `CompareError` if no document is left to compare: all empty, in fragments, failed or left out."""
    if not any(d.included and d.paragraphs for d in study.documents):
        raise CompareError(*study.problems, problem("cli.nothing-left", documents=len(study.documents)))


def unreadable(corpus: Corpus) -> CompareError:
    """The error for a corpus without text; reasons are named only if there are some."""
    code = "cli.nothing-readable" if corpus.problems else "cli.nothing-found"
    return CompareError(*corpus.problems, *corpus.notes, problem(code))
