"""一页看懂: the first sheet, one A4 page upright, to be printed and handed on.

In: a `Book`. Out: paragraphs, tables and quotations over one grid of narrow columns. A merged cell does not grow with
its text, so every row gets the height that its longest text needs.
Example: “两点提醒。一是……” is one cell as wide as the page; the small matrix shares the width between its districts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import zip_longest
from math import ceil

from compare.model import Target
from compare.reports.colours import SHADES
from compare.reports.onepage import write_page
from compare.reports.onepage.blocks import Block, Grid, OnePage, Para, Piece, Quotes, plain
from compare.reports.onepage.blocks import Rich as Words
from compare.reports.styled import Run
from compare.reports.xlsx.book import Book
from compare.reports.xlsx.cells import Area, Linked, Rich, Value, lines_of
from compare.reports.xlsx.layout import BAND, FAINT, HEAD, LINK, RULE
from compare.reports.xlsx.tables import target_row

COLUMNS, WIDTH = 48, 1.65
"""columns of the grid, and the width of each"""
_FIRST = 10
"""columns of the grid for what names the lines of a table, where there are several others"""
_SOURCE = 12
"""columns of the grid for the source of a quotation"""
_GAP = 0.74
"""width that Excel's margin between two columns of a merged cell adds"""
_LINE, _MARGIN = 14.5, 4.0
"""points a line takes, and what stands above and below it"""
_TITLE = 28.0
_LEAD = {"bold": True, "valign": "bottom"}
_SHORT = 12
"""characters of a cell that holds a figure and hardly a word: 2025年100家以上"""
_INSET: dict[str, object] = {"align": "left", "indent": 1}
_THIN = 5.0
"""points of the empty row between two blocks"""


def write_answer(book: Book) -> None:
    """Write the sheet."""
    _Answer(book, write_page(book.analysis)).write()


class _Answer:
    """The sheet being written."""

    def __init__(self, book: Book, page: OnePage) -> None:
        self.book, self.told = book, page
        self.page = book.pages["answer"]
        self.sheet, self.styles = self.page.sheet, self.page.styles
        self.row = 0

    def write(self) -> None:
        """Title, blocks, small print, links to the other sheets."""
        self.sheet.set_column(0, COLUMNS - 1, WIDTH)
        self._wide(self.told.title, {"bold": True, "font_size": 15, "font_color": LINK}, _TITLE)
        for block in self.told.blocks:
            self._thin()
            self._block(block)
        self._thin()
        self._wide(self.told.note, {**FAINT, "font_size": 8, "text_wrap": True}, _height(self.told.note, COLUMNS, 0.8))
        self._links()
        self._print()

    def _block(self, block: Block) -> None:
        match block:
            case Para(lead, text):
                self._paragraph((Piece(lead, bold=True), *text))
            case Quotes(lead, items):
                self._wide(lead, _LEAD, _LINE + _MARGIN)
                for number, item in enumerate(items, start=1):
                    self._quotation(number, item)
            case Grid():
                self._grid(block)

    # --- paragraphs and quotations ----------------------------------------------------------------------------------

    def _paragraph(self, text: Words) -> None:
        style = {"text_wrap": True, "valign": "top"}
        self._cells([(COLUMNS, _rich(text), style)], _height(plain(text), COLUMNS))

    def _quotation(self, number: int, item: Words) -> None:
        """The words, and beside them their source, which leads to the evidence."""
        words, source = item[:-1], item[-1]
        text = (Piece(f"{number}. "), *words)
        link = Linked(source.text.strip()[1:-1], self.book.evidence(source.evidence))
        style = {"text_wrap": True, "valign": "top"}
        height = max(_height(plain(text), COLUMNS - _SOURCE), _height(source.text, _SOURCE))
        self._cells([(COLUMNS - _SOURCE, _rich(text), style), (_SOURCE, link, {**style, "font_color": LINK})], height)

    # --- tables -----------------------------------------------------------------------------------------------------

    def _grid(self, grid: Grid) -> None:
        if grid.caption:
            self._wide(grid.caption, _LEAD, _LINE + _MARGIN)
        spans = _spans(grid)
        head = {"bold": True, "bg_color": HEAD, "align": "center"}
        self._line([(Piece(text),) for text in grid.head], spans, [head] * len(spans))
        plain_look = _alignment(grid)
        for cells, steps in zip_longest(grid.rows, grid.steps, fillvalue=()):
            shades = [{"bg_color": SHADES[step]} if step else {} for step in steps] or [{}] * (len(cells) - 1)
            self._line(cells, spans, [{**BAND, "bold": True, **_INSET}, *({**plain_look, **s} for s in shades)])

    def _line(self, cells: Sequence[Words], spans: Sequence[int], looks: Sequence[dict[str, object]]) -> None:
        ruled = {"border": 1, "border_color": RULE, "text_wrap": True}
        parts = [
            (span, self._value(cell), {**ruled, **look, **({"bold": True} if cell and cell[0].bold else {})})
            for span, cell, look in zip(spans, cells, looks, strict=True)
        ]
        self._cells(parts, max(_height(plain(cell), span) for span, cell in zip(spans, cells, strict=True)))

    def _value(self, cell: Words) -> Value:
        """A cell that begins with its figure leads to the evidence; one of many words is set in its looks."""
        if cell and cell[0].evidence:
            return Linked(plain(cell), self.book.evidence(cell[0].evidence))
        if cell and (target := self._targets.get(cell[0].paragraph)):
            return Linked(plain(cell), target_row(self.book, target))
        return _rich(cell)

    @cached_property
    def _targets(self) -> Mapping[str, Target]:
        """Paragraph key → its first target: what a goal, which is no evidence, leads to."""
        return {target.paragraph_key: target for target in reversed(self.book.study.targets)}

    # --- the sheet --------------------------------------------------------------------------------------------------

    def _cells(self, parts: Sequence[tuple[int, Value, dict[str, object]]], height: float) -> None:
        """A row of merged cells."""
        left = 0
        for span, value, look in parts:
            style = self.styles.get(**look)
            if span > 1:
                self.sheet.merge_range(self.row, left, self.row, left + span - 1, "", style)
            self.page.write(self.row, left, value, style)
            left += span
        self.sheet.set_row(self.row, height)
        self.row += 1

    def _wide(self, text: str, look: dict[str, object], height: float) -> None:
        self._cells([(COLUMNS, text, look)], height)

    def _thin(self) -> None:
        self.sheet.set_row(self.row, _THIN)
        self.row += 1

    def _links(self) -> None:
        """Where more is to be found: the other sheets of the front."""
        names = [page for stem, page in self.book.pages.items() if page.front and stem != "answer"][:8]
        span = COLUMNS // max(1, len(names))
        style = {"font_color": LINK, "font_size": 9, "align": "center"}
        self._cells([(span, Linked(page.name, Area(page.name, 0)), style) for page in names], _LINE + _MARGIN)

    def _print(self) -> None:
        self.sheet.set_portrait()
        self.sheet.set_paper(9)  # A4
        self.sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.5)
        self.sheet.print_area(0, 0, self.row - 2, COLUMNS - 1)
        self.sheet.fit_to_pages(1, 1)
        self.sheet.center_horizontally()
        self.sheet.hide_gridlines(2)


def _alignment(grid: Grid) -> dict[str, object]:
    """A table of figures has them in the middle of their cells, one with words at the left; never both."""
    short = all(len(plain(cell)) <= _SHORT for cells in grid.rows for cell in cells[1:])
    return {"align": "center"} if short else _INSET


def _rich(text: Words) -> Rich:
    return Rich(tuple(Run(run.text, "bold" if run.bold else "plain") for run in text if run.text))


def _spans(grid: Grid) -> list[int]:
    """The columns of the page shared out: a narrow first one, the rest alike, what is left over to the last ones."""
    if grid.widths:
        return [COLUMNS * width // 24 for width in grid.widths]
    others = len(grid.head) - 1
    if not others:
        return [COLUMNS]
    first = _FIRST if others > 2 else COLUMNS // 3
    room, left = divmod(COLUMNS - first, others)
    return [first, *(room + (place >= others - left) for place in range(others))]


def _height(text: str, span: int, scale: float = 1.0) -> float:
    """Points of a row with this text over some columns; small print takes less."""
    width = (WIDTH * span + _GAP * (span - 1)) / scale
    return ceil(lines_of(text, width) * _LINE * scale + _MARGIN)
