"""``policy-compare compare OLD NEW``: what changed between two report folders.

In: two folders that ``run`` wrote. Out: changed cells, then the paragraphs behind them with the cause.
Example: ``policy-compare compare 上月报告 本月报告``. Exit code 0 whether or not anything changed.
"""

from __future__ import annotations

from pathlib import Path

import click

from compare.cli.command import argument, command, source
from compare.cli.console import Console
from compare.cli.differences import difference_lines
from compare.cli.reviews import read_run
from compare.matrix.runs import compare_runs


@command("compare")
@argument("old", type=source, metavar="old-run", help="compare.old")
@argument("new", type=source, metavar="new-run", help="compare.new")
@click.pass_obj
def compare(console: Console, old: Path, new: Path) -> int:
    """Print the difference of two runs."""
    before, after = read_run(old, console), read_run(new, console)
    by = after.manifest.get("settings", {}).get("by", "district")
    for line in difference_lines(compare_runs(before, after), console, by=by):
        console.say(line)
    return 0
