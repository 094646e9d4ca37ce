"""Speak to the person at the terminal: progress, problems in words, results.

In: problems, wording keys. Out: lines on stderr (progress, problems) and stdout (results).
Example: ``某方案.txt: 注意:没有找到正文段落。……``. On a terminal a progress line is drawn; in a pipe nothing moves.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from functools import cache
from typing import Literal

from compare import lexicons
from compare.cli.progress import ProgressLine
from compare.engines.loads import Step
from compare.problems import SEVERITIES, Problem

Lang = Literal["zh", "en"]

_ROOMS = ("reading", "documents", "typing", "taxonomy", "cli", "review", "reports")
_SHOWN = 20
"""problems listed on the terminal; the rest stand in the data quality sheet"""


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
        ordered = sorted(problems, key=lambda p: (SEVERITIES.index(p.severity), p.place.file, p.place.line, p.code))
        shown = ordered if everything else ordered[:_SHOWN]
        for item in shown:
            print(problem_text(item, self.lang), file=sys.stderr)
        if len(ordered) > len(shown):
            print(self.words("more", count=len(ordered) - len(shown)), file=sys.stderr)


def problem_text(item: Problem, lang: str) -> str:
    """One problem as people read it: place, weight, sentence, and the line with a caret where there is one."""
    where = printable(str(item.place))
    weight = lexicons.words("cli", lang)["severity." + item.severity]
    head = (f"{where}: " if where else "") + weight + ("：" if lang == "zh" else ": ") + problem_sentence(item, lang)
    if not item.place.text:
        return head
    indent = " " * 4
    caret = f"\n{indent}{_pad(item.place.text, item.place.column)}^" if item.place.column else ""
    return f"{head}\n{indent}{item.place.text}{caret}"


def problem_sentence(item: Problem, lang: str) -> str:
    """The sentence alone; the bare code if nobody has written one."""
    template = _sentences(lang).get(item.code)
    if template is None:
        return f"{item.code} {dict(item.details)}"
    values = {"pip": _pip(), **{name: printable(value) for name, value in item.details}}
    return re.sub(r"\{(\w+)\}", lambda slot: values.get(slot[1], ""), template)


def _pip() -> str:
    """The command that installs into the environment of this program, whatever is on the PATH, in cmd.exe as well."""
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    return f"{python} -m pip install"


def printable(text: str) -> str:
    """A name with its control characters made visible."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def _pad(line: str, column: int) -> str:
    """Spaces as wide as the line up to the column; a Han character is two wide."""
    return "".join("  " if ord(c) > 0x2E80 else c if c == "\t" else " " for c in line[: column - 1])


@cache
def _sentences(lang: str) -> dict[str, str]:
    sentences: dict[str, str] = {}
    for room in _ROOMS:
        if lexicons.exists(f"wording/problems-{room}.yaml"):
            sentences.update(lexicons.words(f"problems-{room}", lang))
    return sentences
