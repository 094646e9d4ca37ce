"""Write a run's folder: all of it or none of it, and nothing of a person's is lost.

In: the `Analysis` of a study. Out: the folder with every report of the family. Everything is made in a hidden
workplace inside the folder and then exchanged for the old report (`compare.folders.exchange`), which a kill at any
moment does not break: the next start completes it. The folder itself and the user's files in it are never moved; a file
of theirs that bears the name of one of ours is a reason to refuse, and a file of ours that they have changed is kept
beside the new one. Example: ``with open_folder(Path("报告")) as place: place.write(analysis)``.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from compare.engines.loads import Step
from compare.folders.exchange import NEW, Outcome, clear, exchange, is_disturbed, is_half, plan_moves, recover
from compare.folders.lock import FolderBusy, FolderLock, is_held
from compare.folders.record import MANIFEST, WORKPLACE, digest_of, kept_of, own_files, read_record
from compare.matrix.analysis import Analysis
from compare.problems import OutputError, Problem, UsageError, problem
from compare.reports import choose, known_files
from compare.reports.edition import Edition, Report, WordOrder
from compare.reports.manifest import write_manifest
from compare.reports.xlsx import WORKBOOK


@dataclass(frozen=True, slots=True)
class Written:
    """What a run left in its folder."""

    files: tuple[Path, ...]
    """the report"""
    kept: tuple[tuple[str, str], ...]
    """files that a person had changed: their name, and the name under which they now lie beside the new ones"""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFolder:
    """A report folder that this process alone may write into."""

    folder: Path
    """as given"""
    target: Path
    """as it is"""
    lang: str
    notes: tuple[Problem, ...]
    """what a killed run had left and what became of it"""
    workbook: Path | None
    """the workbook that lies there if people may have written into it"""
    digest: str
    """of that workbook as it was found"""
    reports: tuple[Report, ...]
    """what is to be written"""

    def write(
        self,
        analysis: Analysis,
        tools: Analysis | None = None,
        word: WordOrder | None = None,
        progress: Callable[[Step], None] = lambda step: None,
    ) -> Written:
        """Write the reports that the folder was opened for; `word` is how the Word report is wanted.

        `progress` is told of each report before it is written.

        Raises `OutputError` and leaves the old report complete if one of them cannot be written, or if the workbook
        was saved after its verdicts were read."""
        try:
            new = self.target / WORKPLACE / NEW
            new.mkdir()
            edition = Edition(analysis, tools, word)
            for done, report in enumerate(self.reports):
                progress(Step("write", done, len(self.reports)))
                report.write(edition, new)
            written = [new / name for report in self.reports for name in report.files]
            write_manifest(analysis, new, written, edition.word.template)
            names = sorted(path.name for path in new.iterdir())
            _check_names(self.target, names)
            if digest_of(self.target / WORKBOOK) != self.digest:
                raise OutputError(problem("cli.output-changed", name=self.folder, file=WORKBOOK))
            moves = plan_moves(self.target, read_record(self.target), known_files(), self.lang)
            exchange(self.target, moves)
        except (OSError, RuntimeError) as error:
            raise _unwritable(self.folder, error, is_half(self.target)) from error
        files = tuple(self.target / path.name for path in written)
        return Written(files, tuple((m.source, m.place) for m in moves if kept_of(m.place)))


@contextmanager
def open_folder(
    folder: Path, sources: Sequence[Path] = (), extras: Sequence[str] = (), lang: str = "zh"
) -> Iterator[OpenFolder]:
    """The folder for one run: checked, locked against other runs, and put right if the last run was killed.

    `extras` are the names of reports beside those that every run writes. Raises like `check_folder` and
    `compare.reports.choose`, and `OutputError` if another run works there. A folder made for a run that writes nothing
    is taken away again."""
    reports = choose(extras)
    if is_disturbed(folder):
        _check_place(folder, sources)
    else:
        check_folder(folder, sources, reports)
    with ExitStack() as after:
        try:
            target = folder.resolve()
            after.callback(_take_away, _make_folder(target))
            after.enter_context(FolderLock(target / WORKPLACE))
        except FolderBusy as error:
            raise OutputError(problem("cli.output-busy", name=folder)) from error
        except (OSError, RuntimeError) as error:
            raise _unwritable(folder, error, locked="cli.output-unwritable") from error
        after.callback(clear, target)
        notes = _recover(folder, lang)
        check_folder(folder, sources, reports)
        yield _opened(folder, target, lang, notes, reports)


def _make_folder(target: Path) -> list[Path]:
    """Make a folder and those above it; the folders made, innermost first."""
    missing = [path for path in (target, *target.parents) if not path.exists()]
    target.mkdir(parents=True, exist_ok=True)
    return missing


def _take_away(folders: Iterable[Path]) -> None:
    for path in folders:
        with suppress(OSError):
            path.rmdir()  # only if it is empty


def _opened(
    folder: Path, target: Path, lang: str, notes: tuple[Problem, ...], reports: tuple[Report, ...]
) -> OpenFolder:
    record, digest = read_record(target), digest_of(target / WORKBOOK)
    if not digest and os.path.lexists(target / WORKBOOK):
        raise _unwritable(folder, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))
    touched = record is not None and (record.reviewed or record.files.get(WORKBOOK) != digest)
    workbook = target / WORKBOOK if digest and touched else None
    return OpenFolder(
        folder=folder, target=target, lang=lang, notes=notes, workbook=workbook, digest=digest, reports=reports
    )


def settle_folder(folder: Path, lang: str) -> tuple[Problem, ...]:
    """Put a folder right that is only to be read, if a run was killed in it; what was done is said.

    Raises `OutputError` if a run is putting its files in place at this moment, or if the folder cannot be put right."""
    if not is_disturbed(folder) or is_held(folder / WORKPLACE):
        return ()
    try:
        with FolderLock(folder / WORKPLACE):
            return _recover(folder, lang)
    except FolderBusy as error:
        if is_half(folder):
            raise OutputError(problem("cli.output-busy", name=folder)) from error
    except OSError as error:
        if is_half(folder):
            raise _unwritable(folder, error, half=True) from error
    return ()


_SAID: dict[Outcome, str] = {
    "cleared": "cli.folder-cleared", "completed": "cli.folder-completed", "withdrawn": "cli.folder-withdrawn",
}  # fmt: skip


def _recover(folder: Path, lang: str) -> tuple[Problem, ...]:
    try:
        outcome = recover(folder.resolve(), known_files(), lang)
    except OSError as error:
        raise _unwritable(folder, error, half=True) from error
    return (problem(_SAID[outcome], "note", name=folder),) if outcome in _SAID else ()


# --- what may be written where ----------------------------------------------------------------------------------


def check_folder(folder: Path, sources: Sequence[Path], reports: Iterable[Report]) -> None:
    """Refuse, before anything is read, a folder that these reports must not be written into.

    Raises `UsageError` for a file, the sources' folder, the home directory, the root, and a folder with files of the
    user that bear our names; `OutputError` for a folder that one may not look into."""
    try:
        _check_place(folder, sources)
        names = [name for report in reports for name in report.files]
        _check_names(folder.resolve(), [*names, MANIFEST])
    except (OSError, RuntimeError) as error:  # RuntimeError: links that lead to each other
        raise _unwritable(folder, error) from error


def _check_place(folder: Path, sources: Sequence[Path]) -> None:
    if file := next((p for p in (folder, *folder.absolute().parents) if p.is_file()), None):
        raise UsageError(problem("cli.output-is-file", name=file))
    target = folder.resolve()
    if target == target.parent or target == _home():
        raise UsageError(problem("cli.output-is-home", name=folder))
    for source in sources:
        path = source.resolve()
        if target == path or target in path.parents:
            raise UsageError(problem("cli.output-is-source", name=folder))


def _home() -> Path | None:
    try:
        return Path.home().resolve()
    except (OSError, RuntimeError):
        return None


def _check_names(target: Path, names: Iterable[str]) -> None:
    """Refuse to replace what an earlier run did not write."""
    there = sorted(name for name in set(names) if os.path.lexists(target / name))
    foreign = sorted(set(there) - own_files(target)) if there else []
    if foreign:
        raise UsageError(problem("cli.output-foreign", name=target, files="、".join(foreign)))


def _unwritable(folder: Path, error: Exception, half: bool = False, locked: str = "cli.output-locked") -> OutputError:
    """Only a refusal can come from a file that Excel holds open."""
    code = "cli.output-half" if half else locked if isinstance(error, PermissionError) else "cli.output-unwritable"
    why = getattr(error, "strerror", None) or type(error).__name__
    return OutputError(problem(code, name=folder, why=why))
