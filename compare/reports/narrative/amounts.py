"""Amounts side by side, and every sum one by one.

In: a `Voice`. Out: for the body who states what is given and a grid of objects × rows, for the annex a line a sum.
Example: “写明奖补数额的是临江区；南浦区没有写明。” 孵化器 | **100万元**（运营单位）［3］ | —.
"""

from __future__ import annotations

from collections.abc import Sequence

from compare.matrix.grids.amounts import AmountLine
from compare.model import Amount, Row
from compare.reports.amount_words import AmountWords
from compare.reports.narrative.figures import limited, quotable
from compare.reports.narrative.markup import Md, escape, styled, table
from compare.reports.narrative.voice import Voice

ACROSS, LINES, ENTRIES = 6, 25, 3
"""rows of the comparison side by side, lines of the grid, and sentences told in a cell; the workbook holds the rest"""


def tell_amounts(voice: Voice) -> Md:
    """Who states sums and who does not, then objects × rows; instruments without a figure are said to have none."""
    grid = voice.analysis.amount_grid
    words = AmountWords(voice.analysis)
    parts = [Md(escape(words.stating()))]
    if grid.lines:
        rows, left_out = grid.columns(voice.comparison.rows, ACROSS)
        filled = {line: sum(bool(grid.cell(line, row.key).supports) for row in rows) for line in grid.lines}
        lines = [line for line, rows_filled in filled.items() if rows_filled]
        told = set(sorted(lines, key=lambda line: -filled[line])[:LINES])  # what several have goes first
        parts += [voice.say("amounts.note"), _grid(voice, words, [line for line in lines if line in told], rows)]
        if left_out:
            parts.append(voice.say("amounts.rows_more", n=len(rows), names=voice.join(r.label for r in left_out)))
        if len(lines) > LINES:
            parts.append(voice.say("amounts.lines_more", n=LINES, all=len(lines)))
    return Md("\n\n".join(parts))


def _grid(voice: Voice, words: AmountWords, lines: Sequence[AmountLine], rows: Sequence[Row]) -> Md:
    head = [voice.say("head.object"), *(row.label for row in rows)]
    return table(head, [(words.line(line), *(_cell(voice, words, line, row) for row in rows)) for line in lines])


def _cell(voice: Voice, words: AmountWords, line: AmountLine, row: Row) -> Md:
    cell = voice.analysis.amount_grid.cell(line, row.key)
    told = [styled(words.runs(support)) + voice.refer([support.paragraph_key]) for support in cell.supports[:ENTRIES]]
    told += [styled(more)] if (more := words.more(cell, ENTRIES)) else []
    return Md(voice.wording["clause_join"].join(told))


def tell_amount_details(voice: Voice) -> Md:
    """Every sum as written, by district and type; nothing of texts that must not be quoted."""
    kept, unquoted = quotable(voice, voice.study.amounts)
    if not kept:
        return Md("")
    parts = [voice.say("amounts.details_note"), *limited(voice, "amounts.more", kept, _amounts_table)]
    if unquoted:
        parts.append(voice.say("amounts.unquoted", n=unquoted))
    return Md("\n\n".join(parts))


def _amounts_table(voice: Voice, amounts: Sequence[Amount]) -> Md:
    keys = ("row", "type", "kind", "layer", "amount", "beneficiary", "condition", "evidence")
    lines = []
    for amount in amounts:
        kind = (voice.label(amount.measure_id) if amount.measure_id else "", voice.amount_kind(amount))
        terms = (amount.raw, amount.beneficiary, amount.condition)
        lines.append(
            (
                voice.comparison.row_of[amount.document_id],
                *kind,
                voice.role(amount.layer),
                *terms,
                voice.note_to(amount.paragraph_key),
            )
        )
    return table([voice.say(f"head.{key}") for key in keys], lines)
