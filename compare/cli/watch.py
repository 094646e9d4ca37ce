"""``run --watch``: code again after every save of the taxonomy, and say what that changed.

In: a corpus that is not read again, the taxonomy's files. Out: differences, printed after each save.
Example: add 概念验证中心 to 成果转化, save: “清城区 / 成果转化:6 → 7 …” within a second. A taxonomy with errors is
reported and the last good one stays in force. Decisions of the run stay in force too. Ctrl+C ends.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from compare.cli.console import Console
from compare.cli.differences import difference_lines, run_of
from compare.kinds import Method
from compare.matrix.runs import compare_runs
from compare.pipeline import Analysis, Corpus, Verdicts, analyse, code, decide
from compare.problems import TaxonomyError
from compare.taxonomy.files import load_taxonomy
from compare.taxonomy.finish import with_method

_PAUSE = 0.15
"""seconds between two looks at the file: below what a person notices, above what a disk minds"""


def watch(
    path: Path,
    corpus: Corpus,
    analysis: Analysis,
    verdicts: Verdicts,
    console: Console,
    keep_on: Callable[[], bool] = lambda: True,
    method: Method | None = None,
) -> Analysis:
    """Wait for saves until interrupted (or until `keep_on` says no); the analysis under the last good taxonomy.

    `method` is that of the run, whatever the taxonomy says; None is the taxonomy's own."""
    seen = _stamp(path)  # before it is said: who saves at once is heard
    console.say(console.words("watch.start", name=path))
    try:
        while keep_on():
            time.sleep(_PAUSE)
            if (stamp := _stamp(path)) != seen:
                seen = stamp
                analysis = _code_again(path, corpus, analysis, verdicts, console, method)
    except KeyboardInterrupt:
        console.finish_progress()
    return analysis


def _code_again(
    path: Path, corpus: Corpus, old: Analysis, verdicts: Verdicts, console: Console, method: Method | None
) -> Analysis:
    """The analysis under the saved taxonomy, its changes said; the one there was if the taxonomy has errors."""
    started = time.perf_counter()
    try:
        taxonomy = with_method(load_taxonomy(path), method)
    except TaxonomyError as error:
        console.report(error.problems, everything=True)
        return old
    new = analyse(decide(code(corpus, taxonomy), verdicts))
    changes = compare_runs(run_of(old), run_of(new))
    console.say(console.words("watch.done", seconds=f"{time.perf_counter() - started:.2f}"))
    for line in difference_lines(changes, console, old.study.taxonomy, taxonomy, by=new.study.settings.by):
        console.say(line)
    return new


def _stamp(path: Path) -> tuple[tuple[str, int, int], ...]:
    """Size and time of the taxonomy and of the files that may be included beside it."""
    files = [path, *sorted(path.parent.glob("*.yaml")), *sorted(path.parent.glob("local/*.yaml"))]
    stamps = []
    for file in dict.fromkeys(files):
        try:
            status = file.stat()
        except OSError:
            continue
        stamps.append((str(file), status.st_mtime_ns, status.st_size))
    return tuple(stamps)
