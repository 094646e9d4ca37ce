"""What goes wrong in the typing of a YAML file, line by line, before and beside YAML's own reading.

In: a `Sheet`. Out: all faults of all lines, and the text with the faults put right so that the rest can be read too.
A rule is a module with ``suspects(text)`` (a cheap test of a whole file) and ``check(line)``; a new rule is one file
and one entry here.
Example: ``孵化器： [众创空间]`` gives `typing.full-width-colon`, repaired to ``孵化器: [众创空间]``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from compare.problems import Problem, Severity, problem
from compare.yamlfiles.lines import brackets, colons, commas, hashes, signs, spaces
from compare.yamlfiles.lines.line import Fault, Line, read_lines
from compare.yamlfiles.nodes import Sheet


class LineRule(Protocol):
    """One kind of typing fault."""

    def suspects(self, text: str) -> bool:
        """True for every text that has such a fault, and for few others: a cheap test before lines are taken apart."""
        ...

    def check(self, line: Line) -> Iterator[Fault]:
        """The faults of this kind in a line; columns are offsets in ``line.text``."""
        ...


RULES: tuple[LineRule, ...] = (spaces, colons, signs, commas, hashes, brackets)

SILENT: tuple[LineRule, ...] = (spaces, colons, signs, hashes)
"""rules whose faults YAML may swallow without an error"""


def check_lines(sheet: Sheet, rules: tuple[LineRule, ...] = RULES) -> tuple[list[Problem], Sheet]:
    """The problems of all lines and the sheet with every repair made; the same sheet where nothing was found."""
    text = "\n".join(sheet.lines) if "\r" in sheet.text else sheet.text
    active = [rule for rule in rules if rule.suspects(text)]
    if not active:
        return [], sheet
    problems: list[Problem] = []
    texts = list(sheet.lines)
    for line in read_lines(sheet.lines, sheet.names):
        faults = [fault for rule in active for fault in rule.check(line)]
        problems += [_problem(sheet, line, fault) for fault in faults]
        if faults:
            texts[line.number - 1] = _repaired(line, faults)
    return problems, Sheet(sheet.file, "\n".join(texts), sheet.names) if problems else sheet


def _problem(sheet: Sheet, line: Line, fault: Fault) -> Problem:
    place = sheet.place(line.number, fault.column + 1)
    severity: Severity = "warning" if fault.warning else "error"
    return problem(f"typing.{fault.code}", severity, place, **dict(fault.details))


def _repaired(line: Line, faults: list[Fault]) -> str:
    text = line.text
    last = len(text) + 1
    for start, end, words in sorted((f.repair for f in faults if f.repair), reverse=True):
        if end <= last:  # of two repairs of one place the later one wins
            text = text[:start] + words + text[end:]
            last = start
    return text
