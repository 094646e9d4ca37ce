"""``policy-compare compare OLD NEW``: what changed between two report folders.

In: two folders that ``run`` wrote. Out: changed cells, then the paragraphs behind them with the cause.
Example: ``policy-compare compare 上月报告 本月报告``. Exit code 0 whether or not anything changed.
"""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

from compare.cli.console import Console
from compare.cli.differences import difference_lines
from compare.matrix.runs import Run, compare_runs
from compare.problems import UsageError, problem


def compare(options: Namespace, console: Console) -> int:
    """Print the difference of two runs."""
    for line in difference_lines(compare_runs(_read(Path(options.old)), _read(Path(options.new))), console):
        console.say(line)
    return 0


def _read(folder: Path) -> Run:
    """A report folder as data; raises `UsageError` if it is none."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        lines = (folder / "paragraphs.jsonl").read_text(encoding="utf-8").splitlines()
        return Run(manifest, [json.loads(line) for line in lines])
    except (OSError, ValueError) as error:
        raise UsageError(problem("cli.not-a-report", name=folder)) from error
