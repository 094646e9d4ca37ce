"""矩阵: each row of the comparison by type, once as symbols to read and once as figures to reckon with.

In: a `Book`. Out: the symbol block (“● 8条 (18%)”, shaded within its column, linked to its evidence), charts below it,
what to know of each cell, and five blocks of figures, from which the charts are drawn. The symbols and the charts are
printed. The counts by main type are plain numbers, so that no program has to work out a formula for a chart: their
links stand in the symbols above.
Example: 临江区 × 人才 reads “● 3条 (43%)”, and below “兼及1条 · 力度 4 / 高层次人才引进 3、人才安居 1”.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from compare.matrix.shades import FROM
from compare.model import Cell, Row
from compare.reports.colours import SHADES
from compare.reports.xlsx.book import FIGURES, MATRIX_FIXED, Book, Grouped, Spec
from compare.reports.xlsx.cells import Column, Kind, Look, Value
from compare.reports.xlsx.charts import Block, draw_charts, rows_of_charts
from compare.reports.xlsx.layout import BAND, FAINT, MUTED, TONES, WARM
from compare.wording import number

LAYERS: Mapping[str, Look] = {"◆": {"bg_color": "#EFE6F5"}, "◐": WARM, "○": FAINT, "–": FAINT, "n/a": FAINT}
"""looks of the symbols other than ●; 横向对比表 has the same"""
NAMES = 3
"""sub-types named for a cell: as many as fit on two lines"""
SYMBOL_HEIGHT = 34
_COUNTED = {"●": "any", "◆": "practice", "◐": "safeguard"}
"""which rows of a cell its symbol counts"""
_FIXED: tuple[Spec, ...] = (
    ("col.group", 10, "center"), ("noun", 12, "text"), ("col.years", 12, "center"), ("col.genre", 14, "text"),
    ("col.grade", 8, "center"),
)  # fmt: skip


def write_matrix(book: Book) -> None:
    """Write the sheet."""
    page = book.pages["matrix"]
    page.valign = "vcenter"
    page.table(_columns(book, "col.units", "center"))
    book.head("matrix", book.words["matrix.note"])
    for grouped in book.rows:
        _write_symbols(book, grouped)
    last = page.next - 1
    _write_notes(book)
    top = page.next + 1
    page.next = printed = top + rows_of_charts(book)
    _write_points(book)
    blocks = {name: _write_block(book, name) for name in (*FIGURES, "coverage")}
    _shade(book, blocks)
    page.finish(2, book.footer, last, printed=(printed, MATRIX_FIXED - 1 + len(book.comparison.columns)))
    draw_charts(book, blocks, top)


def _columns(book: Book, total: str, kind: Kind) -> list[Column]:
    """The columns that all blocks of the sheet have in common."""
    wide = 16 if len(book.comparison.columns) <= 8 else 14
    types = (Column(book.label(column), wide, kind) for column in book.comparison.columns)
    fixed = [("q.place", *spec[1:]) if spec[0] == book.repeated else spec for spec in _FIXED]
    return [*book.columns(*fixed, (total, 10, "percent" if kind == "percent" else "count")), *types]


def _fixed(book: Book, grouped: Grouped) -> list[Value]:
    """Where rows are genres or periods, the districts they come from stand in place of these."""
    row = grouped.row
    districts = book.join(dict.fromkeys(book.study.by_id[id].district for id in row.documents))
    facts = {"col.years": row.years, "col.genre": book.join([book.genre(g) for g in row.genres])}
    told = [districts if key == book.repeated else words for key, words in facts.items()]
    return [grouped.group, row.label, *told, row.grade]


# --- symbols ----------------------------------------------------------------------------------------------------


def _write_symbols(book: Book, grouped: Grouped) -> None:
    row, page = grouped.row, book.pages["matrix"]
    values: list[Value] = [*_fixed(book, grouped), row.units]
    looks: dict[int, Look] = {1: {"bold": True}}
    for column in book.comparison.columns:
        cell = book.comparison.cells[row.key, column]
        look = _look(cell.symbol, book.analysis.shades[row.key, column])
        looks[len(values)] = {"bold": cell.symbol in "●◆◐", "font_size": 11, **look}
        counted = _COUNTED.get(cell.symbol, "all")
        values.append(book.counted(_headline(book, cell), row.key, column, counted))
    line = page.row(values, looks, **({"top": 2} if grouped.opens else {}))
    page.set_height(line, SYMBOL_HEIGHT)


def _look(symbol: str, step: int) -> Look:
    """Measures are shaded by their number; a cell that only touches the type has no step."""
    if symbol != "●":
        return LAYERS[symbol]
    return {"bg_color": SHADES[step]} if step else BAND


def _headline(book: Book, cell: Cell) -> str:
    """Symbol and count of the layer it stands for, main and further types as 2+1; the share where it is shown."""
    further = len(cell.any) - len(cell.primary)
    primary = f"{len(cell.primary)}+{further}" if cell.primary and further else len(cell.primary)
    n = {"●": primary, "◆": len(cell.practice), "◐": len(cell.safeguard)}.get(cell.symbol, 0)
    if n:
        share = f" ({cell.share:.0%})" if cell.symbol == "●" and cell.share is not None else ""
        return book.say("cell.count", symbol=cell.symbol, n=n) + share
    if cell.symbol == "●":
        return book.say("cell.further_only", symbol=cell.symbol, n=len(cell.any))
    if cell.symbol == "○":
        return book.say("cell.mentions", symbol=cell.symbol, n=cell.mentions)
    if cell.symbol == "n/a":
        return book.symbol(cell.symbol)
    return book.say("cell.bare", symbol=cell.symbol, words=book.term("cells", f"symbol.{cell.symbol}"))


def _write_notes(book: Book) -> None:
    """What is not comparable, before anyone compares."""
    page = book.pages["matrix"]
    page.caption(book.words["overview.notes"])
    for flag in book.comparison.notes:
        page.strip([book.severity(flag.severity), book.noted(flag)], **TONES[flag.severity])


# --- what to know of each cell ----------------------------------------------------------------------------------


def _write_points(book: Book) -> None:
    page = book.pages["matrix"]
    columns = _columns(book, "col.units", "text")
    page.block(book.words["block.points"], columns)
    for grouped in book.rows:
        points = [
            book.counted(_points(book, grouped.row.key, column), grouped.row.key, column, "all")
            for column in book.comparison.columns
        ]
        looks = {MATRIX_FIXED + i: {"font_size": 9} for i in range(len(points))}
        page.row([*_fixed(book, grouped), grouped.row.units, *points], looks)


def _points(book: Book, row: str, column: str) -> str:
    """Other figures of the cell, its leading sub-types, and why it is not ●."""
    cell = book.comparison.cells[row, column]
    shown, total = book.shown(row, column, "all") if book.plan.most else (0, 0)
    cut = book.say("cell.cut", shown=shown, total=total) if shown < total else ""
    lines = (book.reason(cell.reason), " · ".join(_details(book, cell)), book.join(_leading(book, cell)), cut)
    return "\n".join(line for line in lines if line)


def _details(book: Book, cell: Cell) -> list[str]:
    further = len(cell.any) - len(cell.primary)
    return [
        *([book.say("cell.further", n=further)] if further and cell.primary else []),
        *([f"◆{len(cell.practice)}"] if cell.practice and cell.symbol == "●" else []),
        *([f"◐{len(cell.safeguard)}"] if cell.safeguard and cell.symbol in "●◆" else []),
        *([book.say("cell.intensity", n=number(cell.intensity))] if cell.intensity is not None else []),
    ]


def _leading(book: Book, cell: Cell) -> list[str]:
    """The sub-types with most evidence of the layer that the symbol stands for; under OTHER the residual types."""
    found = [book.comparison.by_id[id] for id in cell.any or cell.practice or cell.safeguard]
    names = Counter(id for evidence in found for id in evidence.subtypes)
    return [book.say("cell.part", name=book.label(id), n=n) for id, n in names.most_common(NAMES)]


# --- figures ----------------------------------------------------------------------------------------------------


def _write_block(book: Book, name: str) -> Block:
    """A block of figures in the same columns; every count leads to the rows it is the number of."""
    page = book.pages["matrix"]
    columns = _columns(book, f"col.total.{name}", "percent" if name == "coverage" else "count")
    header = page.block(book.words[f"block.{name}"], columns)
    for grouped in book.rows:
        values = [_figure(book, grouped.row, column, name) for column in book.comparison.columns]
        page.row([*_fixed(book, grouped), _total(book, grouped.row, name), *values])
    return Block(header, header + 1, page.next - 1, MATRIX_FIXED, MATRIX_FIXED - 1 + len(book.comparison.columns))


def _figure(book: Book, row: Row, column: str, name: str) -> Value:
    cell = book.comparison.cells[row.key, column]
    if name == "coverage":
        return len(cell.subtypes) / cell.n_subtypes if cell.n_subtypes and row.units else None
    n = len(getattr(cell, name))
    return n if name == "primary" else book.counted(n, row.key, column, name)


def _total(book: Book, row: Row, name: str) -> Value:
    if name == "coverage":
        cells = [book.comparison.cells[row.key, column] for column in book.comparison.columns]
        subtypes = sum(c.n_subtypes for c in cells)
        return sum(len(c.subtypes) for c in cells) / subtypes if subtypes and row.units else None
    return {"practice": row.practices, "safeguard": row.safeguards}.get(name, row.units)


def _shade(book: Book, blocks: Mapping[str, Block]) -> None:
    """Main types in the steps of the symbols, the other figures on a scale of two colours; zeros in grey."""
    sheet = book.pages["matrix"].sheet
    grey = {"type": "cell", "criteria": "==", "value": 0, "format": book.workbook.add_format({"font_color": MUTED})}
    scale = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#A9CCE8"}
    for name, block in blocks.items():
        if block.last < block.first:
            continue
        sheet.conditional_format(block.first, block.left, block.last, block.right, grey)
        for rule in _steps(book, block) if name == "primary" else [scale]:
            sheet.conditional_format(block.first, block.left, block.last, block.right, rule)


def _steps(book: Book, block: Block) -> Iterator[dict[str, Any]]:
    """The rule of `compare.matrix.shades` as formulas, the darkest step first."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    cell, last = xl_rowcol_to_cell(block.first, block.left), xl_rowcol_to_cell(block.last, block.left, row_abs=True)
    most = f"MAX({xl_rowcol_to_cell(block.first, block.left, row_abs=True)}:{last})"
    for share, fill in reversed([*zip((0, *FROM), SHADES[1:], strict=True)]):
        look = book.workbook.add_format({"bg_color": fill})
        formula = f"=AND({cell}>0,{cell}/{most}>={share})"
        yield {"type": "formula", "criteria": formula, "format": look, "stop_if_true": True}
