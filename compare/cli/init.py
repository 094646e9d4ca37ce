"""``policy-compare init``: a first manifest of a folder, for the analyst to confirm.

In: a folder. Out: its ``corpus.yaml`` (with --xlsx ``corpus.xlsx``) with everything that was read of its documents; an
existing one is never touched.
Example: ``policy-compare init 政策原文`` → 政策原文/corpus.yaml, 12 documents, 3 items to complete.
"""

from __future__ import annotations

from pathlib import Path

import click

from compare import lexicons
from compare.cli.command import argument, command, option, source
from compare.cli.console import Console
from compare.corpus import unreadable
from compare.documents.manifest import BOOK, NAME, is_manifest
from compare.documents.proposal import OpenItems, propose_book, propose_manifest
from compare.pipeline import Work, read
from compare.problems import OutputError, UsageError, problem


@command("init")
@argument("folder", type=source, metavar="folder", help="init.folder")
@option("--xlsx", is_flag=True, help="init.xlsx")
@click.pass_obj
def init(console: Console, folder: Path, xlsx: bool) -> int:
    """Write the folder's manifest and say so; exit code 2 if there is one already."""
    if not folder.is_dir():
        raise UsageError(problem("cli.no-sources", name=folder))
    path = folder / (BOOK if xlsx else NAME)
    if there := next((p for p in sorted(folder.iterdir()) if is_manifest(p) or p == path), None):
        raise UsageError(problem("cli.file-exists", name=there))
    corpus = read([folder], work=Work(progress=console.progress))
    if not corpus.documents:
        raise unreadable(corpus)
    propose = propose_book if xlsx else propose_manifest
    data, open_items = propose(corpus.documents, console.lang)
    _write(path, data)
    console.report([*corpus.problems, *corpus.notes])
    said = _open_items(open_items, xlsx, console)
    console.say(console.words("init.done", path=path, documents=len(corpus.documents), open=said, folder=folder))
    return 0


def _open_items(found: OpenItems, book: bool, console: Console) -> str:
    """What is left to a person, in the words that stand in the list itself."""
    marks = {name: lexicons.words("proposal", console.lang)[name] for name in ("check", "empty")}
    counts = {"doubtful": found.doubtful, "empty": found.empty}
    stem = "init.book" if book else "init"
    parts = [console.words(f"{stem}.{name}", count=count, **marks) for name, count in counts.items() if count]
    return console.words("init.join").join(parts) or console.words("init.none")


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
