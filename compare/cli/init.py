"""``policy-compare init``: a first manifest of a folder, for the analyst to confirm.

In: a folder. Out: its ``corpus.yaml`` (with --xlsx ``corpus.xlsx``) with everything that was read of its documents; an
existing one is never touched.
Example: ``policy-compare init 政策原文`` → 政策原文/corpus.yaml, 12 documents, 3 items to check.
"""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from compare.cli.console import Console
from compare.cli.corpora import unreadable
from compare.documents.manifest import BOOK, NAME, is_manifest
from compare.documents.proposal import propose_book, propose_manifest
from compare.pipeline import Corpus, read_corpus
from compare.problems import OutputError, UsageError, problem


def init(options: Namespace, console: Console) -> int:
    """Write the folder's manifest and say so; exit code 2 if there is one already."""
    folder = Path(options.folder)
    if not folder.is_dir():
        raise UsageError(problem("cli.no-sources", name=options.folder))
    path = folder / (BOOK if options.xlsx else NAME)
    if there := next((p for p in sorted(folder.iterdir()) if is_manifest(p) or p == path), None):
        raise UsageError(problem("cli.file-exists", name=there))
    corpus = read_corpus([folder], progress=console.progress)
    if not corpus.documents:
        raise unreadable(corpus)
    data, marked = _proposal(corpus, options.xlsx, console.lang)
    _write(path, data)
    console.report([*corpus.problems, *corpus.notes])
    console.say(console.words("init.done", path=path, documents=len(corpus.documents), open=marked, folder=folder))
    return 0


def _proposal(corpus: Corpus, book: bool, lang: str) -> tuple[bytes, int]:
    if book:
        return propose_book(corpus.documents, lang)
    text, marked = propose_manifest(corpus.documents, lang)
    return text.encode(), marked


def _write(path: Path, data: bytes) -> None:
    """Create the file; one that appeared in the meantime is not overwritten either."""
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError as error:
        raise UsageError(problem("cli.file-exists", name=path)) from error
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise OutputError(problem("cli.output-locked", name=path, why=why)) from error
