"""Write a run's folder, all of it or none of it.

In: a study with its comparison. Out: the folder with every report of the family. Everything is made in a hidden
temporary folder; then the old report is set aside and the new one put in its place, file by file, and if anything
fails (Ctrl+C too) the old files go back. The folder itself and the user's files in it are never moved; a file of
theirs that bears the name of one of ours is a reason to refuse. Example: ``write_reports((study, comparison),
Path("报告"))``.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from compare.model import Comparison, Study
from compare.problems import OutputError, UsageError, problem
from compare.reports import EXTRAS, REPORTS
from compare.reports.manifest import NAME as MANIFEST
from compare.reports.manifest import read_outputs, write_manifest

Compared = tuple[Study, Comparison]

OUTPUTS: Mapping[str, tuple[str, ...]] = {
    "xlsx": ("matrix.xlsx",),
    "markdown": ("report.md",),
    "html": ("report.html",),
    "jsonl": ("paragraphs.jsonl",),
    "csv": ("matrix.csv", "evidence.csv", "targets.csv"),
    "docx": ("report.docx",),
}
"""what each report writes; nothing else is ever deleted, whatever a manifest says"""


def check_folder(folder: Path, sources: Sequence[Path], extras: Sequence[str] = ()) -> None:
    """Refuse, before anything is read, a folder that a report must not be written into.

    Raises `UsageError` for a file, the sources' folder, the home directory, the root, and a folder with files of the
    user that bear our names; `OutputError` for a folder that one may not look into."""
    try:
        _check_place(folder, sources)
        names = [name for report in (*REPORTS, *extras) for name in OUTPUTS[report]]
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
        if target == path or target in path.parents or target == Path.cwd():
            raise UsageError(problem("cli.output-is-source", name=folder))


def _home() -> Path | None:
    try:
        return Path.home().resolve()
    except (OSError, RuntimeError):
        return None


def _check_names(target: Path, names: Iterable[str]) -> None:
    """Refuse to replace what an earlier run did not write."""
    foreign = sorted(name for name in set(names) - _ours(target) if os.path.lexists(target / name))
    if foreign:
        raise UsageError(problem("cli.output-foreign", name=target, files="、".join(foreign)))


def _ours(target: Path) -> set[str]:
    """Names of the files in the folder that an earlier run wrote."""
    known = {name for names in OUTPUTS.values() for name in names}
    listed = known.intersection(read_outputs(target))
    return {name for name in (*listed, MANIFEST) if listed and not (target / name).is_dir()}


def write_reports(
    compared: Compared, folder: Path, tools: Compared | None = None, extras: Sequence[str] = ()
) -> tuple[Path, ...]:
    """All reports of a run and the extras asked for.

    Raises `OutputError` and leaves the old report complete if one of them cannot be written."""
    try:
        target = folder.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        workplace = Path(tempfile.mkdtemp(prefix=".policy-compare-", dir=target if target.exists() else target.parent))
        new, old = workplace / "new", workplace / "old"
        try:
            new.mkdir()
            old.mkdir()
            wanted = [*REPORTS.values(), *(EXTRAS[name] for name in extras)]
            written = [path for report in wanted for path in report(compared, new, tools)]
            write_manifest(compared, new, written)
            _put(target, new, old)
            shutil.rmtree(old, ignore_errors=True)
        finally:
            _clear(workplace)
    except (OSError, RuntimeError) as error:
        raise _unwritable(folder, error) from error
    return tuple(target / path.name for path in written)


def _put(target: Path, new: Path, old: Path) -> None:
    """The new files take the places of the old ones, which are kept in `old`; all of them or none."""
    if not target.exists():
        new.rename(target)
        return
    arriving = sorted(path.name for path in new.iterdir())
    _check_names(target, arriving)
    leaving = sorted(name for name in _ours(target) if os.path.lexists(target / name))
    moves = [(target / name, old / name) for name in leaving] + [(new / name, target / name) for name in arriving]
    try:
        for source, place in moves:
            os.replace(source, place)  # noqa: PTH105 - replaces files and links alike, within one disk
    except BaseException:
        for source, place in reversed(moves):
            if os.path.lexists(place) and not os.path.lexists(source):
                os.replace(place, source)  # noqa: PTH105
        raise


def _clear(workplace: Path) -> None:
    """Take the temporary folder away, but never an old file that has not gone back to its place."""
    shutil.rmtree(workplace / "new", ignore_errors=True)
    for folder in (workplace / "old", workplace):
        with suppress(OSError):
            folder.rmdir()


def _unwritable(folder: Path, error: Exception) -> OutputError:
    """Only a refusal can come from a file that Excel holds open."""
    code = "cli.output-locked" if isinstance(error, PermissionError) else "cli.output-unwritable"
    why = getattr(error, "strerror", None) or type(error).__name__
    return OutputError(problem(code, name=folder, why=why))
