"""Speak to the person at the terminal: progress, problems in words, results.

In: problems, wording keys. Out: lines on stderr (progress, problems) and stdout (results).
Example: ``某方案.txt: 注意:没有找到正文段落。……``. On a terminal a progress line is drawn; in a pipe nothing moves.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from compare import lexicons
from compare.cli.progress import ProgressLine
from compare.engines.loads import Step
from compare.kinds import Lang
from compare.problems import SHOWN, Problem, by_weight, printable, problem_text


class Console:
    """One per run: language and whether a person is watching."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang
        self._line = ProgressLine(self.words, sys.stderr) if sys.stderr.isatty() else None

    def words(self, key: str, **details: object) -> str:
        """A sentence of wording/cli.yaml."""
        return lexicons.words("cli", self.lang)[key].format(**details)

    def progress(self, step: Step) -> None:
        """Redraw the progress line; nothing in a pipe."""
        if self._line:
            self._line.show(step)

    def finish_progress(self) -> None:
        """Take the progress line away."""
        if self._line:
            self._line.clear()

    def say(self, text: str) -> None:
        """A result, on stdout."""
        self.finish_progress()
        print(text, flush=True)

    def complain(self, text: str) -> None:
        """A sentence beside the results, on stderr."""
        self.finish_progress()
        print(printable(text), file=sys.stderr)

    def report(self, problems: Sequence[Problem], everything: bool = False) -> None:
        """Problems in words, errors first, on stderr; beyond the first twenty only if `everything` is wanted."""
        self.finish_progress()
        ordered = by_weight(problems)
        shown = ordered if everything else ordered[:SHOWN]
        for item in shown:
            print(problem_text(item, self.lang), file=sys.stderr)
        if len(ordered) > len(shown):
            print(self.words("more", count=len(ordered) - len(shown)), file=sys.stderr)
