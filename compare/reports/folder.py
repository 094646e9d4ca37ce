"""Write a run's folder, all of it or none of it.

In: a study with its comparison. Out: the folder with every report of the family. Everything is made in a temporary
folder beside it, which then takes its name; files of the user that stood there are carried over, and if anything
fails the old folder stays as it was. Example: ``write_reports((study, comparison), Path("报告"))``.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from compare.model import Comparison, Study
from compare.problems import OutputError, UsageError, problem
from compare.reports import EXTRAS, REPORTS
from compare.reports.manifest import NAME as MANIFEST
from compare.reports.manifest import read_outputs, write_manifest

Compared = tuple[Study, Comparison]


def check_folder(folder: Path, sources: Sequence[Path]) -> None:
    """Refuse, before anything is read, a folder that is a file or that holds the sources."""
    if folder.is_file():
        raise UsageError(problem("cli.output-is-file", name=folder))
    target = folder.resolve()
    for source in sources:
        path = source.resolve()
        if target == path or target in path.parents or target == Path.cwd():
            raise UsageError(problem("cli.output-is-source", name=folder))


def write_reports(
    compared: Compared, folder: Path, tools: Compared | None = None, extras: Sequence[str] = ()
) -> tuple[Path, ...]:
    """All reports of a run and the extras asked for; raises `OutputError` and leaves the old folder untouched if one cannot be written."""
    target = folder.resolve()
    workplace = target.with_name(f".{target.name}.writing-{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        workplace.mkdir()
        wanted = [*REPORTS.values(), *(EXTRAS[name] for name in extras)]
        written = [path for report in wanted for path in report(compared, workplace, tools)]
        write_manifest(compared, workplace, written)
        _replace(target, workplace)
    except OSError as error:
        raise OutputError(problem("cli.output-locked", name=folder, why=error.strerror or type(error).__name__)) from error
    finally:
        shutil.rmtree(workplace, ignore_errors=True)
    return tuple(target / path.name for path in written)


def _replace(target: Path, workplace: Path) -> None:
    """The new folder takes the old one's name; what the user keeps there moves along."""
    if not target.exists():
        workplace.rename(target)
        return
    ours = {MANIFEST, *read_outputs(target), *(p.name for p in workplace.iterdir())}
    retired = target.with_name(f".{target.name}.old-{os.getpid()}")
    target.rename(retired)
    try:
        workplace.rename(target)
    except OSError:
        retired.rename(target)
        raise
    for kept in retired.iterdir():
        if kept.name not in ours:
            kept.rename(target / kept.name)
    shutil.rmtree(retired, ignore_errors=True)
