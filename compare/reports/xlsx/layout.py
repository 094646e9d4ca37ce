"""How a sheet looks: formats, rows, links, print set-up.

In: a `Sheet`, columns, and rows of values. Out: a page with title, purpose, header, frozen panes, filter and print
set-up, in which every text is a string cell (never a formula, number or address by accident).
Example: ``page.row(["清城2021-3.2.1-2", 3, Linked("● 8条", area)])`` writes one row and returns its number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from math import ceil
from typing import TYPE_CHECKING, Any, Literal

from compare.lexicons import load
from compare.reports.xlsx.cells import (
    FIGURES,
    MAX_TEXT,
    WRAPPED,
    Area,
    Column,
    Key,
    Kind,
    Linked,
    Look,
    Marked,
    Rich,
    Value,
    clip,
    lines_of,
    width_of,
    words_of,
)

if TYPE_CHECKING:
    from xlsxwriter.format import Format

    from compare.reports.xlsx.sheet import Sheet

FONT: str = load("fonts")["workbook"]
"""on every Windows since Vista, in Excel and WPS alike"""
INK, LINK, MUTED, RULE, HEAD, ALERT = "#1F2933", "#1D4E89", "#7B8794", "#CBD2D9", "#DCE6F1", "#B42318"
BAND: Look = {"bg_color": "#F5F7FA"}
WARM: Look = {"bg_color": "#FFF4DE"}
FAINT: Look = {"font_color": MUTED}
TONES: Mapping[str, Look] = {"bad": {"font_color": ALERT}, "warn": {"font_color": "#8A5A00"}, "info": {}}
"""looks of a flag by its severity"""
TITLE_ROW, PURPOSE_ROW, NOTE_ROW, HEADER_ROW, FIRST_ROW = range(5)
"""every sheet has them at the same place, so that links can be worked out before anything is written"""
MAX_LINKS, MAX_ROWS, MAX_COLUMNS, MAX_HEIGHT = 65_530, 1_048_576, 16_384, 409.0
"""limits of Excel 2007 and later: links, rows and columns a sheet, points a row"""
LINE_HEIGHT, MARGIN = 14.0, 5.0
"""points a line of 10-point FONT takes, and what Excel leaves above and below it"""
PAGE_WIDTH = 260
"""column widths that an A4 page in landscape still shows legibly; wider sheets of the appendix take several pages"""
PAPER = (784.0, 516.0)
"""points of an A4 page in landscape inside its margins"""
CHARACTER, PADDING, HEAD_HEIGHT = 5.25, 3.75, 80.0
"""points a character of a column's width and its margin take, and what title, purpose, remark and header take above a
table if each is one line"""
HEAD_LINE = 18.0
"""points of a line above the table"""
SHORT, SQUEEZED = 6, 0.7
"""pages up to which a sheet is squeezed to spare a last one with few rows, and the smallest scale for that"""

_KINDS: Mapping[Kind, Look] = {
    "text": {"text_wrap": True},
    "note": {"text_wrap": True, "font_color": MUTED},
    "id": {"text_wrap": True, "num_format": "@"},
    "center": {"text_wrap": True, "align": "center"},
    "count": {"align": "center", "num_format": "#,##0"},
    "number": {"align": "right", "indent": 1, "num_format": "#,##0"},
    "plain": {"align": "right", "indent": 1},
    "tenth": {"align": "right", "indent": 1, "num_format": "0.0"},
    "hundredth": {"align": "right", "indent": 1, "num_format": "0.00"},
    "p": {"align": "right", "indent": 1, "num_format": '[<0.001]"<0.001";0.000'},
    "percent": {"align": "center", "num_format": "0.0%"},
    "date": {"align": "center", "num_format": "yyyy-mm-dd"},
}
_MATCH: Look = {"bold": True, "font_color": ALERT}
"""of a keyword in its text"""
_SET: Mapping[str, Look] = {"plain": {}, "bold": {"bold": True}, "small": {"font_size": 8, "font_color": MUTED}}
"""runs of a text that has looks of its own"""


Printed = tuple[int, int]
"""last row and last column that are printed"""


class Styles:
    """Formats by their properties; each combination exists once in the workbook."""

    def __init__(self, make: Callable[[dict[str, Any]], Format]) -> None:
        self._make = make
        self._made: dict[object, Format] = {}

    def get(self, **properties: Any) -> Format:
        """The format with these properties on top of the font."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            font = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "vcenter"}
            self._made[key] = self._make({**font, **properties})
        return self._made[key]

    def cell(self, kind: Kind, *looks: Look) -> Format:
        """A cell of a table: a thin rule around, figures to the right; later looks win."""
        merged: dict[str, Any] = {"border": 1, "border_color": RULE, "valign": "top", **_KINDS[kind]}
        for look in looks:
            merged.update(look)
        return self.get(**merged)


class Page:
    """One worksheet while it is written; rows are numbered from 0 as xlsxwriter does."""

    def __init__(self, sheet: Sheet, styles: Styles, cut: str, front: bool = False) -> None:
        self.sheet, self.styles, self.cut = sheet, styles, cut
        self.front = front
        """True for a sheet that is printed one page wide, whatever it holds; False in the appendix"""
        self.next = FIRST_ROW
        self.valign: Literal["top", "vcenter"] = "top"
        """vcenter suits tables without long texts"""
        self.columns: tuple[Column, ...] = ()
        self.widest = 0.0
        """width of the widest table"""
        self.filtered = 0
        """columns of the first table, the one with the filter"""
        self.folded = MAX_COLUMNS
        """first column folded away; rows need not be as high as the texts from there on"""
        self.keys: set[int] = set()
        """columns folded away one by one, each beside the words that it belongs to"""
        self.told = ("", "")
        """purpose and remark, which are set once the printed width is known"""
        self.links = 0
        self.heights: dict[int, float] = {}
        """points of the rows that are not as high as one line"""
        self._formats: dict[object, Format] = {}
        self._plain: dict[object, Sequence[Format]] = {}
        """formats of a whole row under the present columns"""

    @property
    def name(self) -> str:
        """The sheet's name in the workbook."""
        return str(self.sheet.get_name())

    @property
    def empty(self) -> bool:
        """True while the table has no row."""
        return self.next <= FIRST_ROW

    # --- what stands on the page ------------------------------------------------------------------------------------

    def head(self, title: str, purpose: str, note: str = "", home: Linked | None = None) -> None:
        """Title, purpose, a remark, and the way back to the table of contents."""
        get = self.styles.get
        self.sheet.set_row(TITLE_ROW, 30)
        self.sheet.write_string(TITLE_ROW, 0, title, get(bold=True, font_size=16, font_color=LINK))
        self.told = purpose, note
        if home:
            last = max(len(self.columns) - 1, 1)
            self.write(TITLE_ROW, last, home, get(font_color=LINK, align="right"))

    def table(self, columns: Sequence[Column], row: int = HEADER_ROW) -> int:
        """Set the columns' widths and write the header row; rows follow below it. Returns the header's number."""
        self.set_columns(columns)
        self.filtered = self.filtered or len(columns)
        height = max((lines_of(c.heading, c.width + 2) for c in columns), default=1)
        self.sheet.set_row(row, height * LINE_HEIGHT + 2 * MARGIN)
        style = self.styles.cell("center", {"bold": True, "bg_color": HEAD, "valign": "vcenter"})
        for number, column in enumerate(columns):
            self.sheet.write_string(row, number, column.heading, style)
        self.next = row + 1
        return row

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Set the widths of the columns that the next rows have."""
        self.columns = tuple(columns)
        self._plain.clear()
        self.widest = max(self.widest, sum(c.width for c in columns))
        for number, column in enumerate(columns):
            self.sheet.set_column(number, number, column.width)

    def fold(self, first: int) -> None:
        """Fold away the columns from `first` on; a click on the “+” above the next one shows them."""
        self.folded = first
        for number, column in enumerate(self.columns[first:], first):
            self.sheet.set_column(number, number, column.width, None, {"level": 1, "hidden": True})
        self.sheet.set_column(len(self.columns), len(self.columns), None, None, {"collapsed": True})

    def fold_keys(self, columns: Sequence[int]) -> None:
        """Fold away single columns, each behind the one whose words it is the key of."""
        self.sheet.outline_settings(True, False, False, False)
        self.keys.update(columns)
        for column in columns:
            self.sheet.set_column(column - 1, column - 1, self.columns[column - 1].width, None, {"collapsed": True})
            self.sheet.set_column(column, column, self.columns[column].width, None, {"level": 1, "hidden": True})

    def caption(self, title: str) -> None:
        """The heading of a further table, after an empty row."""
        self.set_height(self.next + 1, 24)
        self.sheet.write_string(self.next + 1, 0, title, self.styles.get(bold=True, font_size=12, font_color=LINK))
        self.next += 2

    def block(self, title: str, columns: Sequence[Column]) -> int:
        """A further table below the last one with its caption. Returns the header's number."""
        self.caption(title)
        return self.table(columns, self.next)

    def row(self, values: Sequence[Value], special: Mapping[int, Look] | None = None, **more: Any) -> int:
        """Write one row under the last one; `special` are the looks of single cells, `more` properties of all cells.

        Returns the row's number. The row is as high as its longest text; notes alone do not make it taller than
        eight lines.
        """
        height, notes = 1, 1
        row, sheet, looks, folded = self.next, self.sheet, special or {}, self.folded
        cells = sheet.open_row(row, len(values))
        columns = zip(self.columns, self._plain_formats(more), strict=True)
        for number, (value, (column, style)) in enumerate(zip(values, columns, strict=True)):
            if value is None and number not in looks:
                cells[number] = sheet.blank_cell(style)
                continue
            kind: Kind = column.kind
            look = looks.get(number)
            text = value if isinstance(value, str) else words_of(value) if value else ""
            if text:
                if kind == "id" and _is_crowded(text, column.width):
                    look = {**(look or {}), "text_wrap": False, "shrink": True}
                elif value is text and kind in FIGURES:
                    kind = "center"  # 样本不足, an incomplete date
                    style = self._format(kind, more, look)
                if kind in WRAPPED and number < folded and (len(text) * 2 >= column.width - 1 or "\n" in text):
                    lines = value.lines(column.width) if isinstance(value, Rich) else lines_of(text, column.width)
                    if kind == "note":
                        notes = lines if lines > notes else notes
                    else:
                        height = lines if lines > height else height
            if look:
                style = self._format(kind, more, look)
            if value is text:  # a string, as most values are
                cells[number] = sheet.text_cell(text if len(text) * 2 <= MAX_TEXT else clip(text, self.cut), style)
            elif value is None:
                cells[number] = sheet.blank_cell(style)
            else:
                self.write(row, number, value, style)
        height = max(height, min(notes, 8))
        self.set_height(row, min(height * LINE_HEIGHT + MARGIN, MAX_HEIGHT))
        self.next += 1
        return row

    def set_height(self, row: int, points: float) -> None:
        """Make a row so many points high."""
        self.heights[row] = points
        self.sheet.set_row(row, points)

    def _plain_formats(self, more: Look) -> Sequence[Format]:
        """The formats of a row without looks of its own, one a column."""
        key = (self.valign, *more.items())
        plain = self._plain.get(key)
        if plain is None:
            plain = self._plain[key] = [self._format(column.kind, more, None) for column in self.columns]
        return plain

    def _format(self, kind: Kind, more: Look, own: Look | None) -> Format:
        key = (kind, self.valign, *more.items(), *(own.items() if own else ()))
        style = self._formats.get(key)
        if style is None:
            style = self._formats[key] = self.styles.cell(kind, {"valign": self.valign}, more, own or {})
        return style

    def strip(self, values: Sequence[Value], **look: Any) -> None:
        """A row under columns that were not made for it; its last text runs on over the empty cells to the right."""
        for number, value in enumerate(values[:-1]):
            self.write(self.next, number, value, self.styles.get(align="left", **look))
        if isinstance(text := values[-1], str):
            self._spread(self.next, len(values) - 1, text, {"align": "left", **look})
        else:
            self.write(self.next, len(values) - 1, text, self.styles.get(align="left", **look))
        self.next += 1

    def remark(self, text: str) -> None:
        """A line of text under the last row, such as that there is nothing to list."""
        self._spread(self.next, 0, text, FAINT)
        self.next += 1

    def _spread(self, row: int, first: int, text: str, look: Look, last: int | None = None, least: float = 0.0) -> None:
        """A text that runs on to the right; one longer than the columns up to `last` is wrapped, lest it be cut."""
        if not text:
            self.set_height(row, max(least, LINE_HEIGHT + 1))
            return
        last = max(len(self.columns) - 1 if last is None else last, first)
        room = sum(self._widths(first, last))
        fits = width_of(text) <= room or last == first
        if not fits:
            self.sheet.merge_range(row, first, row, last, "", self.styles.get(text_wrap=True, **look))
        style = self.styles.get(**look) if fits else self.styles.get(text_wrap=True, **look)
        self.sheet.write_string(row, first, clip(text, self.cut), style)
        if not fits or least:
            points = max(least, (1 if fits else lines_of(text, room)) * LINE_HEIGHT + MARGIN)
            self.set_height(row, min(points, MAX_HEIGHT))

    def _widths(self, first: int, last: int) -> list[float]:
        """Widths of the columns that are shown, from the first to the last."""
        shown = range(first, min(last + 1, len(self.columns), self.folded))
        return [self.columns[number].width for number in shown if number not in self.keys]

    # --- cells ------------------------------------------------------------------------------------------------------

    def write(self, row: int, column: int, value: Value, style: Format) -> None:
        """One cell of any kind of value; None leaves it empty but ruled."""
        match value:
            case str():
                self.sheet.write_string(row, column, clip(value, self.cut), style)
            case None:
                self.sheet.write_blank(row, column, None, style)
            case Linked(inner, target):
                self._write_linked(row, column, inner, target, style)
            case Marked():
                self._write_marked(row, column, value, style)
            case Rich():
                self._write_rich(row, column, value, style)
            case date():
                self.sheet.write_datetime(row, column, value, style)
            case _:
                self.sheet.write_number(row, column, value, style)

    def _write_linked(
        self, row: int, column: int, value: str | float, target: Area | Key | None, style: Format
    ) -> None:
        """A link to a row by its key is a formula; one to a fixed place, of which Excel takes so many, a hyperlink."""
        if isinstance(target, Key):
            self.sheet.formula(row, column, target.formula(value), value, style)
            return
        if target and self.links < MAX_LINKS:
            self.links += 1
            self.sheet.link(row, column, target.address)
        self.write(row, column, value, style)

    def _write_marked(self, row: int, column: int, value: Marked, style: Format) -> None:
        """A rich string needs two fragments, none of them empty; otherwise a plain string does."""
        text = clip(value.text, self.cut)
        spans = list(value.spans)
        if text != value.text or not spans or spans == [(0, len(text))]:
            self.sheet.write_string(row, column, text, style)
            return
        strong, plain = self.styles.get(**_MATCH), self.styles.get()
        runs: list[tuple[Format, str]] = []
        at = 0
        for start, end in spans:
            runs += [(plain, text[at:start])] if at < start else []
            runs.append((strong, text[start:end]))
            at = end
        runs += [(plain, text[at:])] if at < len(text) else []
        self.sheet.write_runs(row, column, runs, style)

    def _write_rich(self, row: int, column: int, value: Rich, style: Format) -> None:
        """Too long for a cell, or in one run only, it is a plain string."""
        runs = [(self.styles.get(**_SET[look]), words) for words, look in value.runs if words]
        if len(runs) < 2 or clip(value.text, self.cut) != value.text:
            self.sheet.write_string(row, column, clip(value.text, self.cut), style)
        else:
            self.sheet.write_runs(row, column, runs, style)

    # --- the sheet as a whole ---------------------------------------------------------------------------------------

    def finish(
        self, freeze: int, footer: str, last: int | None = None, shared: bool = True, printed: Printed | None = None
    ) -> None:
        """Freeze header and first columns, filter the first table (down to row `last`), set up printing.

        Where the header is not `shared` by the tables below, only title and purpose stay in view. Of a sheet with much
        to look up only the rows and columns up to `printed` are printed.
        """
        self.sheet.freeze_panes(HEADER_ROW + 1 if shared else NOTE_ROW, freeze)
        final = max(self.next - 1 if last is None else last, HEADER_ROW)
        self.sheet.autofilter(HEADER_ROW, 0, final, self.filtered - 1)
        self.sheet.repeat_rows(HEADER_ROW if shared else TITLE_ROW)
        across = 1 if self.front else ceil(self.widest / PAGE_WIDTH)
        if freeze and across > 1:
            self.sheet.repeat_columns(0, freeze - 1)
        self.print_setup(footer, across, printed)

    def print_setup(self, footer: str, across: int = 1, printed: Printed | None = None) -> None:
        """A4 landscape, `across` pages wide and as high as it takes, a footer with page numbers.

        Years, clauses and codes are names: Excel need not ask whether they are numbers.
        """
        row, column = printed or (self.next - 1, len(self.columns) - 1)
        for line, text, look in zip((PURPOSE_ROW, NOTE_ROW), self.told, ({}, FAINT), strict=True):
            self._spread(line, 0, text, look, column, HEAD_LINE)
        if printed:
            self.sheet.print_area(TITLE_ROW, 0, row, column)
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MAX_ROWS}"})
        self.sheet.set_landscape()
        self.sheet.set_paper(9)  # A4
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.sheet.fit_to_pages(across, self._without_rest(across, row, column))
        self.sheet.set_footer(footer)
        self.sheet.hide_gridlines(2)

    def first_page(self, column: int) -> int:
        """The last row that the first page holds if it is as wide as the columns up to `column`."""
        scale, used = self._scale(1, column), HEAD_HEIGHT
        for row in range(FIRST_ROW, self.next):
            used += self.heights.get(row, LINE_HEIGHT + 1)
            if used * scale > PAPER[1]:
                return max(row - 1, FIRST_ROW)
        return self.next - 1

    def _scale(self, across: int, column: int) -> float:
        """How much smaller than on the screen the columns up to `column` are printed on `across` pages."""
        width = sum(width * CHARACTER + PADDING for width in self._widths(0, column)) / across
        return min(1.0, PAPER[0] / max(width, 1.0))

    def _without_rest(self, across: int, row: int, column: int) -> int:
        """Pages to squeeze a short sheet into whose last one would hold a few rows; 0 if it may run on."""
        height = sum(self.heights.get(n, LINE_HEIGHT + 1) for n in range(row + 1)) + HEAD_HEIGHT
        pages = height * self._scale(across, column) / PAPER[1]
        return int(pages) if 1 <= pages < SHORT and int(pages) / pages >= SQUEEZED else 0


def _is_crowded(id: str, width: float) -> bool:
    """True for an id that is somewhat too long for its column and holds no place to wrap it."""
    return width - 1 < width_of(id) <= 2 * width and not set(id) & set("、; \n")
