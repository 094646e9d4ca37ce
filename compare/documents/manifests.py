"""All manifests of a run: which of them speaks of a source, and which entries found no source.

In: the folders that the command line means, the files below them. Out: the `ManifestEntry` of a source, and a record of
where it was looked for, from which the entries without a source are told at the end.
Example: 语料/corpus.yaml names ``天河区/方案.docx``, 语料/天河区/corpus.yaml names ``方案.docx``: the nearer counts.
All are read before any document is; a worker gets them as they are and changes nothing in them.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from compare.documents.manifest import (
    NAME,
    NAMES,
    Manifest,
    ManifestEntry,
    is_manifest,
    plain_name,
    read_manifest,
    unmatched,
)
from compare.problems import ManifestError, Problem, problem

_GUESSES = 50
"""unmatched entries for which the nearest name is sought: more are a wrong folder, and the search is slow"""


class Look(NamedTuple):
    """One manifest asked for one source."""

    folder: str
    """of the manifest"""
    name: str
    """of the source, relative to the folder, in one spelling"""
    file: str
    """as the entry that was found spells it; empty if the manifest does not name the source"""


class Listing(NamedTuple):
    """What the manifests say of one source."""

    entry: ManifestEntry | None
    """of the nearest manifest that names it"""
    looks: tuple[Look, ...]


_UNLISTED = Listing(None, ())


class Manifests:
    """The manifests beside the sources, up to the folders given, each read once.

    Raises `ManifestError` with everything that is wrong in all of them."""

    def __init__(self, paths: Sequence[Path], roots: Iterable[Path], files: Iterable[Path], by: str) -> None:
        self._own = (by,)
        self._roots = sorted(set(roots))
        self._problems: list[Problem] = []
        self._read: dict[Path, Manifest] = {}
        self._called: dict[Path, str] = {}
        for folder in (*self._roots, *_folders_with_manifest(paths)):
            self._add(folder)
        for parent in dict.fromkeys(absolute(file).parent for file in files):
            for folder in self._up(parent):
                self._add(folder)
        if faults := [fault for fault in self._problems if fault.severity == "error"]:
            raise ManifestError(*faults)
        self._telling = {folder: manifest for folder, manifest in self._read.items() if manifest.entries}

    def look_up(self, path: str, name: str) -> Listing:
        """What is said of the source that lies at `path` and is shown as `name`: ``表.csv#3``, ``方案.docx``."""
        if not self._telling:
            return _UNLISTED
        place = absolute(path)
        part = name.rpartition(place.name)[2]
        nearest: ManifestEntry | None = None
        looks: list[Look] = []
        for folder in self._up(place.parent):
            if manifest := self._telling.get(folder):
                relative = place.relative_to(folder).as_posix() + part
                found = manifest.find(relative) or manifest.find(name)
                looks.append(Look(str(folder), plain_name(relative), found.file if found else ""))
                nearest = nearest or found
        return Listing(nearest, tuple(looks))

    def problems(self, looks: Iterable[Look]) -> list[Problem]:
        """What is odd about the manifests themselves, and their entries that name none of the sources looked up.

        Silent where the file is there and was not asked for or could not be read, and for manifests never asked."""
        names: dict[str, set[str]] = defaultdict(set)
        used: set[tuple[str, str]] = set()
        for look in looks:
            names[look.folder].add(look.name)
            used.add((look.folder, look.file))
        missing = [
            (entry, self._called[Path(folder)], tuple(read))
            for folder, read in names.items()
            for plain, entry in self._read[Path(folder)].entries.items()
            if (folder, entry.file) not in used and not _left_out(Path(folder), plain, read)
        ]
        return [
            *self._problems,
            *(unmatched(entry, shown, read if n < _GUESSES else ()) for n, (entry, shown, read) in enumerate(missing)),
        ]

    def _up(self, parent: Path) -> Iterator[Path]:
        """A folder and those above it, up to the outermost that was given."""
        root = next((root for root in self._roots if parent.is_relative_to(root)), parent)
        for folder in (parent, *parent.parents):
            yield folder
            if folder == root:
                return

    def _add(self, folder: Path) -> None:
        if folder in self._read:
            return
        found = _manifest_names(folder)
        path = folder / (found[0] if found else NAME)
        self._called[folder] = self._shown(path)
        self._read[folder] = read_manifest(path, self._called[folder], self._own)
        self._problems.extend(self._read[folder].problems)
        self._problems.extend(
            problem("documents.manifest-second", "warning", self._shown(folder / other), used=found[0])
            for other in found[1:]
        )

    def _shown(self, path: Path) -> str:
        """A manifest's name in problems: below the folder given, so that it does not say where the corpus lies."""
        root = next((root for root in self._roots if path.is_relative_to(root)), path.parent)
        return path.relative_to(root if len(self._roots) == 1 else root.parent).as_posix()


def absolute(path: Path | str) -> Path:
    """One spelling of a path; links stay, since a manifest names files as they lie below it."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links


def _folders_with_manifest(paths: Iterable[Path]) -> Iterator[Path]:
    """The folders below those given in which a manifest lies."""
    for given in filter(Path.is_dir, map(absolute, paths)):
        for folder, below, names in os.walk(given):
            below[:] = sorted(name for name in below if not name.startswith("."))
            if any(name.lower() in NAMES for name in names):
                yield Path(folder)


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
