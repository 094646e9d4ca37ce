"""How many columns a text takes, on paper and on a terminal: a Han character is two wide.

In: text. Out: columns, or the text cut, filled or wrapped to a number of columns.
Example: ``columns("人才2025年")`` → 10.
Quotation marks, dashes and circled digits are as wide as a Han character in print and on some terminals, half of it
on others (class A of Unicode Standard Annex 11).
"""

from __future__ import annotations

import re
from unicodedata import combining, east_asian_width

_PIECES = re.compile(r"[!-~]+\s*|\s+|.", re.DOTALL)
"""words of narrow letters stay whole; every wide character may end a line"""
_NEVER_FIRST = "，。、；：？！”’）》】〉,.;:?!)"
"""marks that may hang over instead of beginning a line (GB/T 15834-2011, 5.1)"""


class _Columns(dict[str, int]):
    """The columns of every character met so far; `wide` are the classes of Annex 11 that take two."""

    def __init__(self, wide: str) -> None:
        super().__init__()
        self.wide = wide

    def __missing__(self, char: str) -> int:
        self[char] = 0 if combining(char) else 2 if east_asian_width(char) in self.wide else 1
        return self[char]


_TERMINAL, _PRINT = _Columns("WF"), _Columns("WFA")


def columns(text: str, print_width: bool = False) -> int:
    """Columns that the text takes: at least, or in print (the most it takes on any terminal)."""
    if not print_width:
        return sum(map(_TERMINAL.__getitem__, text))
    try:
        return len(text.encode("gbk"))  # as many bytes as columns, for each of its 21,919 characters
    except UnicodeEncodeError:
        return sum(map(_PRINT.__getitem__, text))


def cut(text: str, width: int) -> str:
    """The text if it fits into `width` columns, else its beginning with … at the end."""
    if columns(text, print_width=True) <= width:
        return text
    used = kept = 0
    for char in text:
        used += columns(char, print_width=True)
        if used > width - 2:
            break
        kept += 1
    return text[:kept] + "…"


def fill(text: str, width: int) -> str:
    """The text with blanks up to `width` columns."""
    return text + " " * max(0, width - columns(text))


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` columns, hanging marks apart; a longer word gets a line of its own."""
    lines: list[str] = []
    line, used = "", 0
    for piece in _PIECES.findall(text):
        size = columns(piece, print_width=True)
        if line and used + size > width and piece not in _NEVER_FIRST:
            lines.append(line.rstrip())
            piece = piece.lstrip()
            line, used, size = "", 0, columns(piece, print_width=True)
        line, used = line + piece, used + size
    return [*lines, line.rstrip()] if line.strip() else lines
