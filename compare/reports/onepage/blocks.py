"""What the one page is made of: paragraphs, tables, quotations, their pieces of text.

In: words. Out: values that every report renders. Example: ``Para("总的看。", (Piece("都没有写明奖补金额。"),))``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text of one look."""

    text: str
    bold: bool = False
    evidence: str = ""
    """id of the evidence row that it opens; empty for none"""
    paragraph: str = ""
    """key of the paragraph that it opens where that is no evidence, such as a goal; empty for none"""


Rich = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph behind its lead-in."""

    lead: str
    text: Rich


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; its first column names the lines."""

    head: tuple[str, ...]
    rows: tuple[tuple[Rich, ...], ...]
    caption: str = ""
    widths: tuple[int, ...] = ()
    """how the columns share the width, in 24ths; empty = a narrow first one, the others alike"""
    steps: tuple[tuple[int, ...], ...] = ()
    """steps of `compare.matrix.shades` by line, of all cells but the first; lines without any are not shaded"""


@dataclass(frozen=True, slots=True)
class Quotes:
    """Numbered quotations behind their lead-in; the last piece of each is its source."""

    lead: str
    items: tuple[Rich, ...]


Block = Para | Grid | Quotes


@dataclass(frozen=True, slots=True)
class OnePage:
    """The page."""

    title: str
    blocks: tuple[Block, ...]
    note: str
    """small print: full titles, how was counted"""


def plain(text: Rich) -> str:
    """The words alone."""
    return "".join(run.text for run in text)
