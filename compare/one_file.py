"""All that is done with one file, in one call: read, cut, structured, coded. This is what runs in a worker.

In: a file, and the manifests and taxonomies that were opened before. Out: its documents with what was found in them,
and what is to be said of it. Example: 汇编.docx with three policies gives three `Item`s, coded under both taxonomies;
a table of documents or an archive gives one a row or member. A document at which the program fails is a problem; the
others go on. What depends on other files (order, names, copies) is decided afterwards, in `compare.corpus`.
"""

from __future__ import annotations

import copyreg
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from compare import model
from compare.coding import Coded, code_document
from compare.documents import build_document
from compare.documents.compilation import Policy, split_compilation
from compare.documents.duplicates import sample_of
from compare.documents.fragments import is_unread
from compare.documents.manifest import ManifestEntry
from compare.documents.manifests import Look, Manifests
from compare.documents.naming import UNNAMED
from compare.model import Document, Source, Taxonomy
from compare.problems import Place, Problem, problem
from compare.reading import DEFAULT_LIMITS, Found, Limits, read_file
from compare.rules import PACKAGED, Book, current, using

Finding = Coded | Problem
"""what was found in a document under one taxonomy, or why nothing could be"""


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read."""

    limits: Limits = DEFAULT_LIMITS
    columns: Mapping[str, str] | None = None
    """our names → columns of tables of documents"""
    split: bool = True
    """a compilation becomes one document a policy; a file that the manifest names is never cut"""


@dataclass(frozen=True, slots=True)
class Item:
    """One document of a file."""

    document: Document
    position: int
    """in its manifest; `UNNAMED` without one"""
    sample: str
    """by which copies are found"""
    findings: tuple[Finding, ...]
    """one a taxonomy"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file."""

    items: tuple[Item, ...]
    problems: tuple[Problem, ...]
    looks: tuple[Look, ...]
    """the manifests that were asked"""


@dataclass(frozen=True, slots=True)
class FileTask:
    """What is to be done with every file of a run; a call does it with one."""

    manifests: Manifests
    taxonomies: tuple[Taxonomy, ...] = ()
    reading: Reading = Reading()
    rules: Book = PACKAGED

    def __call__(self, file: Found) -> Outcome:
        """Everything that can be done with the file alone; never raises for what is in it."""
        with using(self.rules):
            return _Desk(self).work_on(file)


class _Desk:
    """One file at work: its documents so far, its problems, the manifests asked."""

    def __init__(self, task: FileTask) -> None:
        self._task = task
        self._items: list[Item] = []
        self._problems: list[Problem] = []
        self._looks: dict[Look, None] = {}

    def work_on(self, file: Found) -> Outcome:
        for policy in self._policies(file):
            source = policy.source
            self._problems.extend(source.problems)
            entry = self._entry(source)
            try:
                self._add(build_document(source, entry, policy.joined, policy.lines), entry)
            except Exception as fault:  # one document must never end the run
                self._problems.append(failed(source.name, fault))
        return Outcome(tuple(self._items), tuple(self._problems), tuple(self._looks))

    def _add(self, document: Document, entry: ManifestEntry | None) -> None:
        findings = tuple(code_one(document, taxonomy) for taxonomy in self._task.taxonomies)
        self._items.append(Item(document, entry.order if entry else UNNAMED, sample_of(document), findings))
        if not document.paragraphs:
            self._problems.append(problem("documents.no-paragraphs", "warning", document.file))
        elif is_unread(document) and not document.included:
            self._problems.append(problem("documents.layout-lost", "warning", document.file))

    def _policies(self, file: Found) -> Iterator[Policy]:
        """The sources of a file with compilations cut; the note that says so is dropped once the manifest names the
        parts."""
        for source in self._sources(file):
            try:
                first, *others = split_compilation(source) if self._may_be_cut(source) else (Policy(source),)
            except Exception as fault:  # one document must never end the run
                self._problems.append(failed(source.name, fault))
                continue
            if others and self._entry(first.source):
                first = replace(first, source=replace(first.source, problems=source.problems))
            yield first
            yield from others

    def _sources(self, file: Found) -> Iterator[Source]:
        for source in read_file(file, self._task.reading.limits, self._task.reading.columns):
            if isinstance(source, Problem):
                self._problems.append(source)
            else:
                yield source

    def _may_be_cut(self, source: Source) -> bool:
        return self._task.reading.split and not self._entry(source)

    def _entry(self, source: Source) -> ManifestEntry | None:
        listing = self._task.manifests.look_up(source.path, source.name)
        self._looks.update(dict.fromkeys(listing.looks))
        return listing.entry


def code_one(document: Document, taxonomy: Taxonomy, rules: Book | None = None) -> Finding:
    """What a taxonomy finds in a document under the rules in force, or under others; or the problem that the program
    failed at it."""
    try:
        with using(rules or current()):
            return code_document(document, taxonomy)
    except Exception as fault:  # one document must never end the run
        return failed(document.file, fault)


def failed(name: str, fault: Exception) -> Problem:
    """What is said of a document at which the program fails."""
    return problem("documents.failed", "error", name, detail=f"{type(fault).__name__}: {fault}"[:200])


# -- the way back from a worker ---------------------------------------------------------------------------------


def _by_position(noun: type) -> Callable[[Any], tuple[Callable[..., Any], tuple[object, ...]]]:
    """How a noun is pickled: by the values of its fields, which takes a third of the time of a dataclass's own way."""
    values = attrgetter(*noun.__slots__)  # type: ignore[attr-defined]
    return lambda value: (_restored, (noun, values(value)))


def _restored(noun: type, values: tuple[Any, ...]) -> Any:
    """A noun as it was when it was sent: its fields are given by name only, and nothing is checked anew."""
    made: Any = object.__new__(noun)
    for name, value in zip(made.__slots__, values, strict=True):
        object.__setattr__(made, name, value)
    return made


_SENT = (
    Outcome, Item, Problem, Place,
    model.Document, model.Metadata, model.Fact, model.Flag, model.Omission, model.Paragraph, model.Heading,
    Coded, model.Keyword, model.Target, model.Amount, model.Programme, model.Body, model.Intensity,
)  # fmt: skip
for _noun in _SENT:
    copyreg.pickle(_noun, _by_position(_noun))
