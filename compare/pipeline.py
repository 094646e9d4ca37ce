"""The order of the steps, and nothing else: files → documents → codings → study.

In: paths, a taxonomy, settings. Out: a `Study` from which every report starts.
Example: ``study = build_study([Path("seeds")], taxonomy)`` reads five documents and codes their paragraphs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path, PurePosixPath

from compare.coding import Coded, code_document, scorer_for
from compare.documents import build_document
from compare.documents.compilation import Policy, split_compilation
from compare.documents.duplicates import mark_duplicates
from compare.documents.fragments import is_unread
from compare.documents.integrity import flag_validity
from compare.documents.manifest import NAME, NAMES, Entry, Manifest, is_manifest, plain_name, read_manifest, unmatched
from compare.documents.places import LEVELS, table_order
from compare.engines import ENGINES, Engine
from compare.model import Document, Settings, Source, Study, Taxonomy
from compare.problems import ManifestError, Problem, problem
from compare.reading import DEFAULT_LIMITS, Limits, find_files, read_file
from compare.reading.files import MAGIC, OWN_FILE, OWN_REPORT

Progress = Callable[[str, int], None]
"""called with the name of the step and how many items are done"""
_PLAIN = Settings()


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents as read, before any taxonomy: what `run --watch` keeps between two codings."""

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...] = ()
    """what is said to the person and is no part of the study: earlier reports that were passed over"""


def _silent(step: str, done: int) -> None:
    """No progress wanted."""


def read_corpus(
    paths: Sequence[Path],
    settings: Settings = _PLAIN,
    limits: Limits = DEFAULT_LIMITS,
    columns: Mapping[str, str] | None = None,
    progress: Progress = _silent,
    split: bool = True,
) -> Corpus:
    """Every document of the paths, with roles and metadata, in reading order of the comparison.

    With `split` a compilation becomes one document a policy; a file that the manifest names is never cut.
    A document at which the program fails is a problem; the others go on. A faulty manifest ends the run before any
    document is read: raises `ManifestError` with everything that is wrong in all of them.
    """
    manifests = _Manifests(paths, settings.by)
    manifests.check()
    documents: list[Document] = []
    problems: list[Problem] = []
    sources = _sources(paths, limits, columns, problems)
    policies = _policies(sources, manifests, problems) if split else map(Policy, sources)
    for number, policy in enumerate(policies, 1):
        source = policy.source
        problems.extend(source.problems)
        try:
            documents.append(build_document(source, manifests.entry(source), policy.joined))
            problems.extend(_unread(documents[-1]))
        except Exception as fault:  # one document must never end the run
            problems.append(_failed(source.name, fault))
        progress("read", number)
    manifests.refuse_faulty()
    ordered = _in_order(documents, manifests)
    marked = mark_duplicates([flag_validity(d, settings.as_of) for d in _with_codes(ordered)])
    problems.extend(manifests.problems)
    problems.extend(manifests.unmatched())
    problems.sort(key=lambda p: (p.place, p.code, p.severity, p.details))
    notes = tuple(p for p in problems if p.code in (OWN_REPORT, OWN_FILE))
    return Corpus(marked, tuple(p for p in problems if p not in notes), notes)


def code_corpus(
    corpus: Corpus,
    taxonomy: Taxonomy,
    settings: Settings = _PLAIN,
    engine: Engine = ENGINES["local"],
    jobs: int = 1,
    progress: Progress = _silent,
) -> Study:
    """The study of a corpus under a taxonomy; the same whatever the engine and the number of jobs.

    A document at which the program fails is left out and becomes a problem.
    """
    documents: list[Document] = []
    coded: list[Coded] = []
    problems: list[Problem] = []
    scorer_for(taxonomy)
    results = engine(partial(_code, taxonomy=taxonomy), corpus.documents, jobs)
    for number, (document, item) in enumerate(zip(corpus.documents, results, strict=True), 1):
        if isinstance(item, Problem):
            problems.append(item)
        else:
            documents.append(document)
            coded.append(item)
        progress("code", number)
    return Study(
        taxonomy=taxonomy,
        documents=tuple(documents),
        codings={key: codings for c in coded for key, codings in c.codings.items()},
        targets=tuple(t for c in coded for t in c.targets),
        amounts=tuple(a for c in coded for a in c.amounts),
        programmes=tuple(p for c in coded for p in c.programmes),
        bodies=tuple(b for c in coded for b in c.bodies),
        intensities={key: value for c in coded for key, value in c.intensities.items()},
        type_intensities={key: value for c in coded for key, value in c.type_intensities.items()},
        problems=(*corpus.problems, *problems),
        settings=settings,
    )


def build_study(paths: Sequence[Path], taxonomy: Taxonomy, settings: Settings = _PLAIN) -> Study:
    """Read and code in one go, for scripts and notebooks."""
    return code_corpus(read_corpus(paths, settings), taxonomy, settings)


def _code(document: Document, taxonomy: Taxonomy) -> Coded | Problem:
    """What runs in a worker."""
    try:
        return code_document(document, taxonomy)
    except Exception as fault:  # one document must never end the run
        return _failed(document.file, fault)


def _failed(name: str, fault: Exception) -> Problem:
    return problem("documents.failed", "error", name, detail=f"{type(fault).__name__}: {fault}"[:200])


def _sources(
    paths: Sequence[Path], limits: Limits, columns: Mapping[str, str] | None, problems: list[Problem]
) -> Iterator[Source]:
    for found in find_files(paths):
        if isinstance(found, Problem):
            problems.append(found)
        elif not is_manifest(found.path):
            for item in read_file(found, limits, columns):
                if isinstance(item, Problem):
                    problems.append(item)
                else:
                    yield item


def _policies(sources: Iterator[Source], manifests: _Manifests, problems: list[Problem]) -> Iterator[Policy]:
    """Sources with compilations cut; the note that says so is dropped once the manifest names the parts."""
    for source in sources:
        try:
            first, *others = (Policy(source),) if manifests.entry(source) else split_compilation(source)
        except Exception as fault:
            problems.append(_failed(source.name, fault))
            continue
        if others and manifests.entry(first.source):
            first = Policy(replace(first.source, problems=source.problems))
        yield first
        yield from others


_UNNAMED = 1_000_000
"""order of a document that no manifest names: behind all that are named"""


_GUESSES = 50
"""unmatched entries for which the nearest name is sought: more are a wrong folder, and the search is slow"""


class _Manifests:
    """The manifests beside the sources, up to the folders given, each read once."""

    def __init__(self, paths: Sequence[Path], by: str) -> None:
        self.problems: list[Problem] = []
        self._own = (by,)
        self._folders_given = [folder for path in paths if (folder := _absolute(path)).is_dir()]
        self._roots = sorted({_root(path) for path in paths})
        self._read: dict[Path, Manifest] = {}
        self._names: dict[Path, set[str]] = {}
        """manifest's folder → names of the sources below it, relative to it"""
        self._used: set[tuple[Path, str]] = set()
        self._orders: dict[str, int] = {}

    def entry(self, source: Source) -> Entry | None:
        """What the nearest manifest that names the source says of it."""
        path = _absolute(source.path)
        nearest: Entry | None = None
        for folder in self._folders(path):
            manifest = self._manifest(folder)
            if not manifest.entries:
                continue
            relative = path.relative_to(folder).as_posix() + source.name.rpartition(path.name)[2]
            self._names.setdefault(folder, set()).add(plain_name(relative))
            found = manifest.find(relative) or manifest.find(source.name)
            if found:
                self._used.add((folder, found.file))
                nearest = nearest or found
        if nearest:
            self._orders[source.name] = nearest.order
        return nearest

    def check(self) -> None:
        """Read the manifests of all folders given and below them; raises `ManifestError` if one is faulty."""
        for root in self._roots:
            self._manifest(root)
        for given in self._folders_given:
            for folder, below, names in os.walk(given):
                below[:] = sorted(name for name in below if not name.startswith("."))
                if any(name.lower() in NAMES for name in names):
                    self._manifest(Path(folder))
        self.refuse_faulty()

    def refuse_faulty(self) -> None:
        """Raise `ManifestError` with all errors of the manifests read so far."""
        if faults := [fault for fault in self.problems if fault.severity == "error"]:
            raise ManifestError(*faults)

    def unmatched(self) -> list[Problem]:
        """Entries that name no source; silent where the file is there and was not asked for or could not be read."""
        missing = [
            (entry, self._shown(folder / (_manifest_names(folder) or [NAME])[0]), tuple(names))
            for folder, names in self._names.items()
            for plain, entry in self._read[folder].entries.items()
            if (folder, entry.file) not in self._used and not _left_out(folder, plain, names)
        ]
        return [
            unmatched(entry, shown, names if number < _GUESSES else ())
            for number, (entry, shown, names) in enumerate(missing)
        ]

    def _folders(self, path: Path) -> Iterator[Path]:
        """The folder of a file and those above it, up to the outermost that was given."""
        root = next((root for root in self._roots if path.is_relative_to(root)), path.parent)
        for folder in path.parents:
            yield folder
            if folder == root:
                return

    def _manifest(self, folder: Path) -> Manifest:
        if folder not in self._read:
            found = _manifest_names(folder)
            path = folder / (found[0] if found else NAME)
            self._read[folder] = read_manifest(path, self._shown(path), self._own)
            self.problems.extend(self._read[folder].problems)
            self.problems.extend(
                problem("documents.manifest-second", "warning", self._shown(folder / other), used=found[0])
                for other in found[1:]
            )
        return self._read[folder]

    def _shown(self, path: Path) -> str:
        """A manifest's name in problems: below the folder given, so that it does not say where the corpus lies."""
        root = next((root for root in self._roots if path.is_relative_to(root)), path.parent)
        return path.relative_to(root if len(self._roots) == 1 else root.parent).as_posix()

    def order(self, document: Document) -> int:
        """Position in the manifest that names the document; unnamed documents come last."""
        return self._orders.get(document.file, _UNNAMED)


def _absolute(path: Path | str) -> Path:
    """One spelling of a path; links stay, since a manifest names files as they lie below it."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links


def _root(path: Path) -> Path:
    """The folder that a path of the command line means: itself, a file's, what stands before the * of a pattern."""
    absolute = _absolute(path)
    if absolute.is_dir():
        return absolute
    if not os.path.lexists(absolute):
        while MAGIC.search(str(absolute.parent)):
            absolute = absolute.parent
    return absolute.parent


def _manifest_names(folder: Path) -> list[str]:
    """What the manifests of a folder are called, corpus.yaml first."""
    try:
        names = [path.name for path in folder.iterdir() if is_manifest(path)]
    except OSError:
        return []
    return sorted(names, key=lambda name: (name != NAME, NAMES.index(name.lower()), name))


def _left_out(folder: Path, name: str, read: set[str]) -> bool:
    """True if the file (or the archive or table) of an entry is there but is no source of this run."""
    base = PurePosixPath(name.partition("#")[0])
    there = [p for p in (base, *base.parents) if (folder / p).is_file()]
    return bool(there) and not any(x == str(there[0]) or x.startswith((f"{there[0]}#", f"{there[0]}/")) for x in read)


def _unread(document: Document) -> Iterator[Problem]:
    if not document.paragraphs:
        yield problem("documents.no-paragraphs", "warning", document.file)
    elif is_unread(document) and not document.included:
        yield problem("documents.layout-lost", "warning", document.file)


def _in_order(documents: Sequence[Document], manifests: _Manifests) -> list[Document]:
    """Manifest order, else level (province first), place of the table, year, file name."""

    def rank(document: Document) -> tuple[int, int, int, str, str]:
        level = document.metadata.value("level")
        place = table_order(document.metadata.value("district"), document.metadata.value("parent"))
        return (
            manifests.order(document), LEVELS.index(level) if level in LEVELS else len(LEVELS), place,
            document.metadata.year, document.file,
        )  # fmt: skip

    return sorted(documents, key=rank)


def _with_codes(documents: Sequence[Document]) -> list[Document]:
    """Unique ids and codes: 清城2021, 清城2021b, … in reading order."""
    codes: set[str] = set()
    ids: set[str] = set()
    named: list[Document] = []
    for document in documents:
        numbered = (f"{document.code}{_suffix(number)}" for number in count(2))
        code = document.code if document.code not in codes else next(code for code in numbered if code not in codes)
        codes.add(code)
        identity = document.id if document.id not in ids else f"{document.id}-{document.digest[:6]}"
        while identity in ids:
            identity += "x"
        ids.add(identity)
        named.append(replace(document, code=code) if identity == document.id else _renamed(document, identity, code))
    return named


def _suffix(number: int) -> str:
    return chr(ord("a") + number - 1) if number <= 26 else f"-{number}"


def _renamed(document: Document, identity: str, code: str) -> Document:
    """A second document of the same title: its paragraphs get keys of their own."""
    from compare.documents import rekey

    return replace(document, id=identity, code=code, paragraphs=rekey(document.paragraphs, identity))
