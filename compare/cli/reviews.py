"""Report folders as commands take them: put right after a kill, refused if they are mixed.

In: paths from the command line. Out: a report as data.
Example: manifest.json of one run with paragraphs.jsonl of another → “与 manifest.json 不符”, exit code 2.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from compare.cli.console import Console
from compare.folders.record import MANIFEST, read_record
from compare.matrix.runs import Run
from compare.problems import UsageError, problem
from compare.reports.folder import settle_folder
from compare.reports.jsonl import NAME as PARAGRAPHS


def read_run(folder: Path, console: Console) -> Run:
    """A report folder as data; raises `UsageError` if it is none, or if its files are not of one run."""
    console.report(settle_folder(folder, console.lang))
    record = read_record(folder)
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        data = (folder / PARAGRAPHS).read_bytes()
        run = Run(manifest, [json.loads(line) for line in data.decode("utf-8").splitlines()])
    except (OSError, ValueError) as error:
        raise UsageError(problem("cli.not-a-report", name=folder)) from error
    if record is None:
        raise UsageError(problem("cli.not-a-report", name=folder))
    if record.files.get(PARAGRAPHS) != hashlib.sha256(data).hexdigest():
        raise UsageError(problem("cli.report-mixed", name=folder, file=PARAGRAPHS))
    return run
