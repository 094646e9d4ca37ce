"""``policy-compare init``: a first manifest of a folder, for the analyst to confirm.

In: a folder. Out: its ``corpus.yaml`` with everything that was read of its documents; an existing one is never touched.
Example: ``policy-compare init 政策原文`` → 政策原文/corpus.yaml, 12 documents, 3 items to check.
"""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from compare.cli.console import Console
from compare.cli.corpora import unreadable
from compare.documents.manifest import NAME, NAMES
from compare.documents.proposal import propose_manifest
from compare.pipeline import read_corpus
from compare.problems import OutputError, UsageError, problem


def init(options: Namespace, console: Console) -> int:
    """Write the folder's manifest and say so; exit code 2 if there is one already."""
    folder = Path(options.folder)
    if not folder.is_dir():
        raise UsageError(problem("cli.no-sources", name=options.folder))
    if there := next((folder / name for name in NAMES if (folder / name).exists()), None):
        raise UsageError(problem("cli.file-exists", name=there))
    path = folder / NAME
    corpus = read_corpus([folder], progress=console.progress)
    if not corpus.documents:
        raise unreadable(corpus)
    text, marked = propose_manifest(corpus.documents, console.lang)
    _write(path, text)
    console.report([*corpus.problems, *corpus.notes])
    console.say(console.words("init.done", path=path, documents=len(corpus.documents), open=marked, folder=folder))
    return 0


def _write(path: Path, text: str) -> None:
    """Create the file; one that appeared in the meantime is not overwritten either."""
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise UsageError(problem("cli.file-exists", name=path)) from error
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise OutputError(problem("cli.output-locked", name=path, why=why)) from error
