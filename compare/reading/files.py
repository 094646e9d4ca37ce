"""Which files a command line means: single files, folders with everything below them, patterns.

In: paths. Out: the files in sorted order, each with the name it is shown by, and problems for what is not there.
Names are relative to the folder or pattern given, so that results do not depend on where a folder lies.
Example: ``find_files([Path("语料")])`` → Found(语料/天河区/方案.docx, name “天河区/方案.docx”), …
"""

from __future__ import annotations

import glob
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from compare import lexicons
from compare.chinese.normalize import sound
from compare.folders.record import own_files
from compare.problems import Place, Problem, problem

MAGIC = re.compile(r"[*?\[]")
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
JUNK = frozenset(
    ("thumbs.db", "desktop.ini", "__macosx", "corpus.yaml", "corpus.yml", "readme.md", "readme.txt", "license")
)
"""what systems leave in folders, and the corpus description, which another room reads"""
OWN_REPORT = "reading.own-report"
"""code of the note that an earlier report was passed over"""
OWN_FILE = "reading.own-file"
"""the same for a workbook or Word file of ours by itself"""
_SIDE = "|".join(map(re.escape, lexicons.load("reading")["side_folders"]))
SIDE_FOLDER = re.compile(rf"(.+)(?:{_SIDE})", re.IGNORECASE)
"""folders of images and scripts that browsers save beside a page; others of such a name hold policies"""
PAGE = re.compile(r"(.+)\.(?:s|x|m)?html?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read."""

    path: Path
    name: str
    """as shown; unique within one call"""
    given: bool = True
    """True if the user named it, False if it only lies in a folder or matches a pattern"""

    def size(self) -> int:
        """Bytes on the disk, 0 if nobody can say."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0


def find_files(paths: Sequence[Path]) -> list[Found | Problem]:
    """The files that the paths mean, each once, in the order of the paths and sorted below them."""
    found: list[Found | Problem] = []
    seen: set[str] = set()
    for path in paths:
        for item in _expand(path):
            if isinstance(item, Found):
                real = os.path.realpath(item.path)
                if real in seen:
                    continue
                seen.add(real)
            found.append(item)
    return _unique(_without_reports(found))


def _without_reports(found: list[Found | Problem]) -> list[Found | Problem]:
    """All but the files of earlier reports, and a note for each folder that has some."""
    ours: dict[str, frozenset[str]] = {}
    passed: Counter[str] = Counter()
    names: dict[str, str] = {}
    left: list[Found | Problem] = []
    for item in found:
        folder, name = os.path.split(os.path.realpath(item.path)) if isinstance(item, Found) else ("", "")
        if folder and folder not in ours:
            ours[folder] = own_files(Path(folder))
        if isinstance(item, Problem) or name not in ours[folder]:
            left.append(item)
        else:
            passed[folder] += 1
            names.setdefault(folder, item.name.rpartition("/")[0] or item.path.absolute().parent.name)
    notes = [problem(OWN_REPORT, "note", printable(names[folder]), count=count) for folder, count in passed.items()]
    return [*left, *notes]


def _expand(path: Path) -> Iterator[Found | Problem]:
    """One path of the command line."""
    try:
        if path.is_dir():
            yield from _walk(path)
        elif os.path.lexists(path):
            yield Found(path, printable(path.name))
        elif MAGIC.search(str(path)):
            yield from _match(path)
        else:
            yield problem("reading.not-found", "error", printable(str(path)))
    except (OSError, ValueError) as fault:
        yield problem("reading.not-found", "error", printable(str(path)), detail=_reason(fault))


def _match(pattern: Path) -> Iterator[Found | Problem]:
    """The files that a pattern like ``语料/*/方案*.docx`` matches; ``**`` crosses folders."""
    fixed = Path(*_before_magic(pattern))
    matches = sorted(glob.glob(str(pattern), recursive=True))  # noqa: PTH207 - takes absolute patterns as well
    if not matches:
        yield problem("reading.no-match", "error", printable(str(pattern)))
    for match in map(Path, matches):
        name = printable(match.relative_to(fixed).as_posix())
        if match.is_dir():
            yield from (_below(item, name) for item in _walk(match))
        elif not is_junk(match.name):
            yield Found(match, name, given=False)


def _before_magic(pattern: Path) -> list[str]:
    parts = []
    for part in pattern.parts:
        if MAGIC.search(part):
            break
        parts.append(part)
    return parts


def root_of(path: Path) -> Path:
    """The folder that a path of the command line means: itself, a file's, what stands before the * of a pattern."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links
    if absolute.is_dir():
        return absolute
    if not os.path.lexists(absolute):
        while MAGIC.search(str(absolute.parent)):
            absolute = absolute.parent
    return absolute.parent


def _below(item: Found | Problem, folder: str) -> Found | Problem:
    return replace(item, name=f"{folder}/{item.name}") if isinstance(item, Found) else item


def _walk(root: Path) -> Iterator[Found | Problem]:
    """Every file below a folder; links to folders are followed once, loops end, a bad entry hides no other."""
    seen: set[str] = set()
    pending = [root]
    while pending:
        folder = pending.pop()
        real = os.path.realpath(folder)
        if real in seen:
            continue
        seen.add(real)
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as fault:
            yield problem("reading.folder", "error", printable(_relative(folder, root)), detail=_reason(fault))
            continue
        pages = {page[1].lower() for entry in entries if (page := PAGE.fullmatch(entry.name))}
        folders = []
        for entry in entries:
            path = Path(entry.path)
            if is_junk(entry.name):
                continue
            try:
                is_folder = entry.is_dir()
            except OSError as fault:  # a link that leads to itself
                yield problem("reading.unreadable", "error", printable(_relative(path, root)), detail=_reason(fault))
                continue
            if not is_folder:
                yield Found(path, printable(_relative(path, root)), given=False)
            elif not ((side := SIDE_FOLDER.fullmatch(entry.name)) and side[1].lower() in pages):
                folders.append(path)
        pending.extend(reversed(folders))


def _relative(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path != root else root.name


def _unique(found: list[Found | Problem]) -> list[Found | Problem]:
    """Put the parent folder before names that occur twice, until all differ."""
    for depth in range(1, 20):
        names = Counter(item.name for item in found if isinstance(item, Found))
        if all(count == 1 for count in names.values()):
            break
        found = [_longer(item, depth) if isinstance(item, Found) and names[item.name] > 1 else item for item in found]
    return found


def _longer(item: Found, depth: int) -> Found:
    parts = item.path.absolute().parts[1:]
    own = item.name.count("/") + 1
    return replace(item, name=printable("/".join(parts[-own - 1 :]))) if own < len(parts) else item


def is_junk(name: str) -> bool:
    """True for hidden files, lock files of open documents and what systems leave behind."""
    return name.startswith((".", "~$")) or name.lower() in JUNK


def printable(name: str) -> str:
    """A file name that can be shown and written: no line breaks, controls or undecodable bytes."""
    return CONTROLS.sub("_", sound(name))


def load(found: Found, limit: int) -> bytes | Problem:
    """A file's bytes, or the problem that keeps us from them."""
    place = Place(found.name)
    try:
        if not found.path.is_file():
            return problem("reading.not-a-file", "error", place)
        if found.path.stat().st_size > limit:
            return problem("reading.too-large", "error", place, limit=limit // 1_000_000)
        data = found.path.read_bytes()
    except OSError as fault:
        return problem("reading.unreadable", "error", place, detail=_reason(fault))
    return data or problem("reading.empty", "error", place)


def _reason(fault: Exception) -> str:
    return fault.strerror or str(fault) if isinstance(fault, OSError) else str(fault)
