"""``policy-compare compare OLD NEW``: what changed between two report folders.

In: two folders that ``run`` wrote. Out: changed cells, then the paragraphs behind them with the cause.
Example: ``policy-compare compare 上月报告 本月报告``. Exit code 0 whether or not anything changed.
"""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from compare.cli.console import Console
from compare.cli.differences import difference_lines
from compare.cli.reviews import read_run
from compare.matrix.runs import compare_runs


def compare(options: Namespace, console: Console) -> int:
    """Print the difference of two runs."""
    old, new = (read_run(Path(folder), console) for folder in (options.old, options.new))
    for line in difference_lines(compare_runs(old, new), console):
        console.say(line)
    return 0
