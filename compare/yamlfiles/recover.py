"""Reads what can be read of a faulty YAML file, so that all its faults are reported at once.

In: a `Sheet`. Out: the root node of the text with typing faults put right and unreadable entries left out, and the
problems found. Example: a file with ``孵化器： [x]`` on line 3 and a doubled key on line 9 gives both problems.
"""

from __future__ import annotations

from compare.problems import Problem, SheetError
from compare.yamlfiles.nodes import Node, Sheet, compose
from compare.yamlfiles.typing_faults import check_lines

_ATTEMPTS = 50  # entries left out before a file is given up


def compose_all(sheet: Sheet) -> tuple[Node | None, list[Problem]]:
    """The root node, None if nothing is left, and every problem of typing and syntax."""
    problems, _ = check_lines(sheet, silent_only=True)
    if not problems:
        try:
            return compose(sheet), []
        except SheetError:
            pass
    problems, repaired = check_lines(sheet)
    return _compose_rest(sheet, list(repaired.lines), problems), problems


def _compose_rest(sheet: Sheet, texts: list[str], problems: list[Problem]) -> Node | None:
    """Leave out one unreadable entry after the other; adds a problem for each that no line rule explains."""
    explained = {fault.place.line for fault in problems}
    for _ in range(_ATTEMPTS):
        try:
            return compose(Sheet(sheet.file, "\n".join(texts)))
        except SheetError as error:
            (fault,) = error.problems
            if fault.code == "typing.too-deep":
                problems.append(fault)
                return None
            first = _last_filled(texts, fault.place.line - 1)
            last = _end_of_entry(texts, first)
            if explained.isdisjoint(range(first + 1, last + 1)):
                place = sheet.place(first + 1, fault.place.column if fault.place.line == first + 1 else 1)
                problems.append(Problem(fault.code, fault.severity, place, fault.details))
            texts[first:last] = [""] * (last - first)
    return None


def _last_filled(texts: list[str], index: int) -> int:
    """The line itself, or the nearest above it that is not blank."""
    index = max(0, min(index, len(texts) - 1))
    while index > 0 and not texts[index].strip():
        index -= 1
    return index


def _end_of_entry(texts: list[str], first: int) -> int:
    """Index after the lines that stand deeper than the first."""
    depth = len(texts[first]) - len(texts[first].lstrip())
    end = first + 1
    while end < len(texts) and (not texts[end].strip() or len(texts[end]) - len(texts[end].lstrip()) > depth):
        end += 1
    return end
