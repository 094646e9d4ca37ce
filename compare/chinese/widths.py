"""How many columns a text takes, on paper and on a terminal: a Han character is two wide.

In: text. Out: columns, or the text cut or filled to a number of columns. Example: ``columns("人才2025年")`` → 10.
Quotation marks, dashes and circled digits are as wide as a Han character in print, half of it on most terminals
(class A of Unicode Standard Annex 11).
"""

from __future__ import annotations

from unicodedata import combining, east_asian_width


def columns(text: str, print_width: bool = False) -> int:
    """Columns that the text takes on a terminal, or in print."""
    wide = "WFA" if print_width else "WF"
    return sum(0 if combining(c) else 2 if east_asian_width(c) in wide else 1 for c in text)


def cut(text: str, width: int) -> str:
    """The text if it fits into `width` columns, else its beginning with … at the end."""
    if columns(text) <= width:
        return text
    used = kept = 0
    for char in text:
        used += columns(char)
        if used > width - 1:
            break
        kept += 1
    return text[:kept] + "…"


def fill(text: str, width: int) -> str:
    """The text with blanks up to `width` columns."""
    return text + " " * max(0, width - columns(text))


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` columns; words of Latin letters stay whole where they fit."""
    lines: list[str] = []
    line, used = "", 0
    for piece in _pieces(text, width):
        size = columns(piece)
        if used + size > width and line:
            lines.append(line.rstrip())
            piece = piece.lstrip()
            line, used, size = "", 0, columns(piece)
        line, used = line + piece, used + size
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _pieces(text: str, width: int) -> list[str]:
    """Single wide characters, and runs of narrow ones up to the next blank."""
    pieces: list[str] = []
    for char in text:
        joins = pieces and char.isascii() and pieces[-1][-1].isascii() and not pieces[-1][-1].isspace()
        if joins and columns(pieces[-1]) < width and not char.isspace():
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces
