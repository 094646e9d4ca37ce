"""What went wrong, as values, and how people read it.

In: a code, a place and the particulars. Out: a value that sorts, compares and can be written as JSON; its sentence.
Example: ``str(Problem("reading.empty", "error", Place("某区方案.txt")))`` is “某区方案.txt: 错误：文件是空的……”. The
words for each code stand in ``lexicons/wording/problems*.yaml``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from compare import lexicons

Severity = Literal["error", "warning", "note"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a problem sits; line and column count from 1, 0 means unknown."""

    file: str = ""
    line: int = 0
    column: int = 0
    text: str = ""
    """the source line as it stands, for the caret under it; empty where there is none"""
    cells: bool = False
    """line and column are those of a worksheet, where people say C4"""

    def __str__(self) -> str:
        if self.cells and self.column:
            return f"{self.file}:{column_letters(self.column)}{self.line}"
        spot = [self.file, str(self.line) if self.line else "", str(self.column) if self.column else ""]
        return ":".join(part for part in spot if part)


def column_letters(column: int) -> str:
    """What a spreadsheet calls a column: 1 is A, 28 is AB."""
    above, last = divmod(column - 1, 26)
    return (column_letters(above) if above else "") + chr(ord("A") + last)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault: what (code), how bad (severity), where (place), and the particulars for the sentence."""

    code: str
    """dotted, room first: ``reading.empty``, ``taxonomy.full-width-comma``"""
    severity: Severity = "error"
    place: Place = Place()
    details: tuple[tuple[str, str], ...] = ()
    """name–value pairs that fill the wording's ``{name}`` slots"""

    def __str__(self) -> str:
        return problem_text(self, "zh")


def problem(code: str, severity: Severity = "error", place: Place | str = "", **details: object) -> Problem:
    """Build a `Problem` from keyword details; a bare string stands for a file name."""
    where = Place(place) if isinstance(place, str) else place
    return Problem(code, severity, where, tuple(sorted((name, str(value)) for name, value in details.items())))


class CompareError(Exception):
    """Root of the exceptions this package raises on purpose; carries the problems that explain it."""

    exit_code = 3

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        return self.text("zh")

    def text(self, lang: str) -> str:
        """What is wrong, a problem a line (with the line of the file below it), errors first; the first twenty."""
        ordered = by_weight(self.problems)
        rest = [f"… + {len(ordered) - SHOWN}"] if len(ordered) > SHOWN else []
        return "\n".join([*(problem_text(item, lang) for item in ordered[:SHOWN]), *rest])


class UsageError(CompareError):
    """Wrong command line."""

    exit_code = 2


class SheetError(CompareError):
    """A file that an analyst wrote and that cannot be used as it is; raised before any document is read."""

    exit_code = 2


class TaxonomyError(SheetError):
    """A taxonomy that cannot be used."""


class ManifestError(SheetError):
    """A list of documents (corpus.yaml) that cannot be used."""


class RulesError(SheetError):
    """A folder of rules that cannot be used."""


class ReadingError(CompareError):
    """One file that cannot be read; the run goes on with the others."""


class OutputError(CompareError):
    """The report folder cannot be written; what stood there before is untouched."""


# --- in words ---------------------------------------------------------------------------------------------------

SHOWN = 20
"""problems said at once; the rest stand in the data quality sheet"""
_ROOMS = ("reading", "documents", "typing", "taxonomy", "rules", "cli", "review", "reports")
"""whose problems have a wording file; its sentences are those of other rooms as well"""


def by_weight(problems: Iterable[Problem]) -> list[Problem]:
    """Errors first, then by place."""
    return sorted(problems, key=lambda p: (SEVERITIES.index(p.severity), p.place.file, p.place.line, p.code))


def problem_text(item: Problem, lang: str) -> str:
    """One problem as people read it: place, weight, sentence, and the line with a caret where there is one."""
    where = printable(str(item.place))
    weight = lexicons.words("cells", lang)[f"severity.{item.severity}"]
    said = lexicons.words("cli", lang)["problem"].format(weight=weight, sentence=problem_sentence(item, lang))
    head = f"{where}: {said}" if where else said
    if not item.place.text:
        return head
    indent = " " * 4
    caret = f"\n{indent}{_pad(item.place.text, item.place.column)}^" if item.place.column else ""
    return f"{head}\n{indent}{item.place.text}{caret}"


def problem_sentence(item: Problem, lang: str) -> str:
    """The sentence alone; a slot that nothing fills stays empty, the bare particulars where nobody has written one."""
    details = {name: printable(value) for name, value in item.details}
    template = _sentences(lang).get(item.code)
    if template is None:
        return " ".join([item.code, *(f"{name}={value}" for name, value in details.items())])
    values = {"pip": _pip(), **details}
    return re.sub(r"\{(\w+)\}", lambda slot: values.get(slot[1], ""), template)


def printable(text: str) -> str:
    """Words of a file with their control characters made visible."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def _pip() -> str:
    """The command that installs into the environment of this program, whatever is on the PATH, in cmd.exe as well."""
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    return f"{python} -m pip install"


def _pad(line: str, column: int) -> str:
    """Spaces as wide as the line up to the column; a Han character is two wide."""
    return "".join("  " if ord(c) > 0x2E80 else c if c == "\t" else " " for c in line[: column - 1])


@cache
def _sentences(lang: str) -> Mapping[str, str]:
    """Problem code → its sentence."""
    return {code: words for room in _ROOMS for code, words in lexicons.words(f"problems-{room}", lang).items()}
