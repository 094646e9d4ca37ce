"""The tables that compare: the matrix, sub-types side by side, gaps.

In: a `Voice`. Out: one Markdown body a section.
Example: the matrix cell of 清城区 × 人才 with eleven main and two further measures reads ``● 11+2（22.4%）``.
"""

from __future__ import annotations

from collections.abc import Sequence

from compare.matrix.crosstab import SubtypeCell, SubtypeLine
from compare.model import OTHER, Cell
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


# --- sub-types --------------------------------------------------------------------------------------------------


def tell_subtypes(voice: Voice) -> Md:
    """Sub-types side by side, a table a type: rows as columns while they fit, else one line a sub-type."""
    wide = len(voice.comparison.rows) > WIDE
    parts = [voice.say("subtypes.note_wide" if wide else "subtypes.note")]
    empty: list[str] = []
    for column in voice.comparison.columns:
        lines = [line for line in voice.subtypes.lines if line.column == column]
        shown = [line for line in lines if _filled(voice, line)]
        empty += [line.id for line in lines if line not in shown and line.column != OTHER]
        if shown:
            body = _subtypes_listed(voice, shown) if wide else _subtypes_abreast(voice, shown)
            parts.append(Md(f"### {voice.label(column)}\n\n{body}"))
    if empty:
        parts.append(voice.say("subtypes.empty", names=voice.labels(empty)))
    return Md("\n\n".join(parts))


def _filled(voice: Voice, line: SubtypeLine) -> bool:
    return any(voice.subtypes.cells[line.id, row.key].best for row in voice.comparison.rows)


def _line_name(voice: Voice, line: SubtypeLine) -> str:
    if line.own and line.column == line.id:
        return voice.say("line.bare" if line.id == OTHER else "line.own")
    return voice.label(line.id)


def _subtypes_abreast(voice: Voice, lines: Sequence[SubtypeLine]) -> Md:
    rows = voice.comparison.rows
    cells = voice.subtypes.cells
    return table(
        [voice.say("head.subtype"), *(row.label for row in rows)],
        [[_line_name(voice, line), *(_subtype_cell(voice, cells[line.id, row.key]) for row in rows)] for line in lines],
    )


def _subtype_cell(voice: Voice, cell: SubtypeCell) -> Md:
    ids = cell.evidence or cell.practice or cell.safeguard
    if not ids:
        return Md(f"○ {cell.mentions}" if cell.symbol == "○" else voice.symbol(cell.symbol))
    best = voice.comparison.by_id[cell.best]
    return Md(f"{cell.symbol} {len(ids)} {voice.quote_words(cell.extract)}{voice.cite([best.id])}")


def _subtypes_listed(voice: Voice, lines: Sequence[SubtypeLine]) -> Md:
    header = [voice.say("head.subtype"), voice.say("head.rows_with"), voice.say("head.extract")]
    return table(header, [(_line_name(voice, line), *_listed_line(voice, line)) for line in lines])


def _listed_line(voice: Voice, line: SubtypeLine) -> tuple[Md, Md]:
    """The rows with most measures of a sub-type, and the strongest of all its evidence."""
    cells = {row: voice.subtypes.cells[line.id, row.key] for row in voice.comparison.rows}
    having = sorted((row for row in cells if cells[row].evidence), key=lambda row: -len(cells[row].evidence))
    parts = [voice.say("rows_count", row=row.label, count=len(cells[row].evidence)) for row in having[:WIDE]]
    names = voice.some(parts, len(having))
    candidates = [cells[row] for row in having] or [cell for cell in cells.values() if cell.best]
    best = voice.strongest(cell.best for cell in candidates)[0]
    return names, Md(f"{voice.quote(best, line.id)}{voice.cite([best.id])}")


# --- gaps -------------------------------------------------------------------------------------------------------


def tell_gaps(voice: Voice) -> Md:
    """Sub-types that peers have and a row lacks, one line a row and reason."""
    gaps = voice.analysis.gaps
    if not gaps:
        return voice.say("gaps.none")
    lines = []
    for row in voice.comparison.rows:
        own = [gap for gap in gaps if gap.row == row.key]
        for reason in dict.fromkeys(gap.reason for gap in own):
            missing = [gap for gap in own if gap.reason == reason]
            shown = missing[:WIDE] if reason == "genre" else missing  # a text that can show nothing lacks nothing
            names = [Md(f"{voice.label(g.subtype)}{voice.cite(g.evidence, 1)}") for g in shown]
            lines.append((row.label, voice.reason(reason), str(len(missing)), voice.some(names, len(missing))))
    header = [voice.say(f"head.{key}") for key in ("row", "reason", "count", "subtypes_missing")]
    return Md(f"{voice.say('gaps.note')}\n\n{table(header, lines[:LONG], numeric=(2,))}")
