"""What a cell may hold, and how much room it takes.

In: texts, figures, links, texts with marked ranges. Out: values that a `Page` writes, always as what they are.
Example: ``Marked("支持建设科技企业孵化器。", ((4, 11),))`` shows 科技企业孵化器 in bold red; ``Linked(8, area)`` is
the number 8 that leads to its eight evidence rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import ceil
from typing import Any, Literal

from compare.reports.styled import Run

MAX_TEXT = 32_767
"""UTF-16 units a cell holds (Excel specifications and limits)"""
SMALLER = 0.8
"""size of small words against the others: 8 of 10 points"""
MAX_LITERAL = 120
"""characters of a string inside a formula; Excel allows 255 UTF-16 units"""

Kind = Literal["text", "note", "id", "center", "count", "number", "plain", "tenth", "hundredth", "p", "percent", "date"]
FIGURES: frozenset[Kind] = frozenset(("count", "number", "plain", "tenth", "hundredth", "p", "percent", "date"))
WRAPPED: frozenset[Kind] = frozenset(("text", "note", "center"))
Look = Mapping[str, Any]
"""properties of a format, such as its fill"""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    heading: str
    width: float
    """in Latin characters; a Han character takes two"""
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Area:
    """A range of a sheet that a link selects; rows and columns count from 0."""

    sheet: str
    first: int
    left: int = 0
    last: int = -1
    """-1: the first row alone"""
    right: int = -1
    """-1: the left column alone"""

    @property
    def address(self) -> str:
        """``'证据与复核'!A5:Y12``."""
        first, left, last, right = self._corners
        start, end = f"{_letters(left)}{first + 1}", f"{_letters(right)}{last + 1}"
        return f"'{self.sheet}'!{start}" if start == end else f"'{self.sheet}'!{start}:{end}"

    @property
    def fixed(self) -> str:
        """``'说明'!$A$30:$A$37``, for lists of choices."""
        from xlsxwriter.utility import xl_range_abs

        return f"'{self.sheet}'!{xl_range_abs(*self._corners)}"

    @property
    def _corners(self) -> tuple[int, int, int, int]:
        return self.first, self.left, max(self.first, self.last), max(self.left, self.right)


@lru_cache(maxsize=1024)
def _letters(column: int) -> str:
    """The name of a column; some ten thousand links lead to a few columns."""
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))


@dataclass(frozen=True, slots=True)
class Key:
    """The row of a sheet that carries a key, found when the link is followed, wherever sorting has moved it.

    An ordinary hyperlink holds an address, and so does one to a defined name: after a sort both lead to whatever row
    has come to stand there. ``HYPERLINK("#'sheet'!A"&MATCH(key, column, 0), value)`` looks the row up instead. Excel,
    WPS and LibreOffice all take the address with “!”, and the cell keeps the type of `value`: a count stays a number
    to sums, charts and colour scales (Excel's reference calls it “jump text or numeric value”).
    """

    sheet: str
    column: int
    """where the key stands, counted from 0"""
    key: str
    left: int = 0
    """column of the cell that is selected"""

    def formula(self, value: str | float) -> str:
        """The formula, without “=”, of a cell that shows `value` and leads here."""
        name, letters = self.sheet.replace("'", "''"), _letters(self.column)
        key = _literal(self.key.replace("~", "~~").replace("*", "~*").replace("?", "~?"))  # no wildcards
        row, column = f"MATCH({key},'{name}'!${letters}:${letters},0)", _literal(f"#'{name}'!{_letters(self.left)}")
        return f"HYPERLINK({column}&{row},{_literal(value)})"


def _literal(value: str | float) -> str:
    """A value as a formula spells it; Excel takes strings of at most 255 characters, longer ones are put together."""
    if not isinstance(value, str):
        return f"{value:.16G}"
    parts = [value[at : at + MAX_LITERAL] for at in range(0, len(value), MAX_LITERAL)] or [""]
    return "&".join(['"' + part.replace('"', '""') + '"' for part in parts])


@dataclass(frozen=True, slots=True)
class Linked:
    """A value that leads to another place of the workbook."""

    value: str | int | float
    target: Area | Key | None
    """None: no link (nothing to lead to)"""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with some ranges in bold colour."""

    text: str
    spans: tuple[tuple[int, int], ...]
    """sorted, without overlaps"""


@dataclass(frozen=True, slots=True)
class Rich:
    """A text in runs of their own looks."""

    runs: tuple[Run, ...]
    """none empty"""

    @property
    def text(self) -> str:
        """All words."""
        return "".join(words for words, _ in self.runs)

    def lines(self, width: float) -> int:
        """Printed lines in a column of that width; small words take less of it."""
        breadths = [0.0]
        for words, look in self.runs:
            first, *others = (width_of(part) * (SMALLER if look == "small" else 1) for part in words.split("\n"))
            breadths[-1] += first
            breadths += others
        return sum(max(1, ceil(breadth / max(width - 1, 2))) for breadth in breadths)


Value = str | int | float | date | Linked | Marked | Rich | None


def words_of(value: Value) -> str:
    """The text a value shows; empty for figures and dates."""
    match value:
        case str():
            return value
        case Marked(text):
            return text
        case Rich():
            return value.text
        case Linked(inner):
            return str(inner)
    return ""


def width_of(text: str) -> int:
    """Width of a line in Latin characters; a Han character takes two."""
    return (len(text) + len(text.encode())) // 2


def lines_of(text: str, width: float) -> int:
    """Printed lines of a wrapped text in a column of that width, one character of which is margin.

    UTF-8 gives Han characters three bytes and Latin ones one: the mean of both lengths is the width on the screen.
    """
    room = max(width - 1, 2)
    if len(text) * 2 <= room and "\n" not in text:
        return 1
    return sum([max(1, ceil(breadth / room)) for breadth in _breadths(text)])


@lru_cache(maxsize=4096)  # a paragraph stands in several rows and sheets
def _breadths(text: str) -> tuple[float, ...]:
    """Width of each line of a text in Latin characters."""
    return tuple([(len(line) + len(line.encode())) / 2 for line in text.split("\n")])


def clip(text: str, note: str, limit: int = MAX_TEXT) -> str:
    """A text that fits into a cell; a longer one ends in `note`. Excel counts UTF-16 units."""
    if len(text) * 2 <= limit or len(text.encode("utf-16-le")) // 2 <= limit:
        return text
    room = limit - len(note)
    return text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore") + note


def join_spans(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans sorted and overlapping or touching ones joined."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif start < end:
            merged.append((start, end))
    return tuple(merged)
