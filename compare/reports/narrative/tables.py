"""The table that compares types: the matrix.

In: a `Voice`. Out: one Markdown body a section.
Example: the matrix cell of 清城区 × 人才 with eleven main and two further measures reads ``● 11+2（22.4%）``.
"""

from __future__ import annotations

from compare.model import Cell
from compare.reports.narrative.markup import Md, percent, table
from compare.reports.narrative.voice import Voice

WIDE = 6
"""rows that still fit side by side as columns of a table"""
LINKED = 12
"""rows up to which every cell of the matrix opens its strongest evidence"""
LONG = 200
"""lines of one table; what is beyond stands in the workbook"""


# --- matrix -----------------------------------------------------------------------------------------------------


def tell_matrix(voice: Voice) -> Md:
    """The matrix under its legend."""
    if not voice.comparison.rows:
        return voice.say("compared.none")
    columns = voice.comparison.columns
    header = [voice.say(f"head.{key}") for key in (*voice.placing, "measures")] + [*map(voice.label, columns)]
    lines = []
    for row in voice.comparison.rows:
        cells = (_matrix_cell(voice, voice.comparison.cells[row.key, column]) for column in columns)
        lines.append((*voice.place(row.label, row.level), str(row.units), *cells))
    legend = voice.sentences("matrix.legend", "matrix.other")
    numbers = voice.sentences("matrix.numbers", "matrix.share")
    return Md(f"{legend}\n\n{table(header, lines, numeric=(len(voice.placing),))}\n\n{numbers}")


def cell_text(cell: Cell) -> str:
    """Symbol and counts: ``● 8+2 ◆ 1 ◐ 1``, ``◐ 2``, ``○ 3``; empty without any."""
    further = len(cell.any) - len(cell.primary)
    parts = [
        f"● {len(cell.primary)}" + (f"+{further}" if further else "") if cell.any else "",
        f"◆ {len(cell.practice)}" if cell.practice else "",
        f"◐ {len(cell.safeguard)}" if cell.safeguard else "",
        f"○ {cell.mentions}" if cell.symbol == "○" else "",
    ]
    return " ".join(filter(None, parts))


def _matrix_cell(voice: Voice, cell: Cell) -> Md:
    text = Md(cell_text(cell) or voice.symbol(cell.symbol))
    ids = cell.any or cell.practice or cell.safeguard
    if ids and len(voice.comparison.rows) <= LINKED:
        text = voice.open(voice.strongest(ids)[0].id, text)
    return voice.say("matrix.cell", text=text, share=percent(cell.share)) if cell.share else text
