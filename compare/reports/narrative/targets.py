"""Targets side by side, and every figure one by one: what is aimed at, and apart from it what has been reached.

In: a `Voice`. Out: for the body a grid of indicators × rows, for the annex a line a figure that opens its paragraph.
Example: 高新技术企业数量 | 临江区 2025年 ＞150家 | 望山区 未列.
"""

from __future__ import annotations

from collections.abc import Sequence

from compare.matrix.grids.targets import TargetGrid, TargetLine
from compare.model import Row, Target
from compare.reports.narrative.figures import limited, quotable
from compare.reports.narrative.markup import Md, table
from compare.reports.narrative.voice import Voice

ACROSS = 8
"""rows of the comparison that stand side by side in a grid"""
LINES = 40
"""lines of a grid in the body; the workbook holds the rest"""


# --- the grids --------------------------------------------------------------------------------------------------


def tell_targets(voice: Voice) -> Md:
    """Indicators × rows, what several aim at first; then, apart, the results that several report."""
    aims, results = voice.analysis.target_grid, voice.analysis.result_grid
    parts = [voice.say("targets.note" if aims.lines else "targets.none")]
    if aims.lines:
        parts += _grid(voice, aims, aims.lines)
    if results.shared:
        parts += [Md(f"### {voice.say('targets.results')}"), voice.say("targets.results_note")]
        parts += _grid(voice, results, results.shared)
    return Md("\n\n".join(parts))


def _grid(voice: Voice, grid: TargetGrid, lines: Sequence[TargetLine]) -> list[Md]:
    """A table of the first lines, then what is left out of it."""
    rows, left_out = grid.columns(voice.comparison.rows, ACROSS)
    told = [line for line in lines if any(grid.of(line, row.key) for row in rows)][:LINES]
    head = [voice.say("head.indicator"), *(row.label for row in rows)]
    parts = [table(head, [(line.indicator, *(_cell(voice, grid, line, row) for row in rows)) for line in told])]
    if left_out:
        parts.append(voice.say("targets.rows_more", n=len(rows), names=voice.join(row.label for row in left_out)))
    if len(told) < len(lines):
        parts.append(voice.say("targets.lines_more", n=len(told), all=len(lines)))
    return parts


def _cell(voice: Voice, grid: TargetGrid, line: TargetLine, row: Row) -> Md | str:
    found = grid.of(line, row.key)
    if not found:
        return voice.nothing_aimed(row) if grid.aims else ""
    return Md(voice.wording["clause_join"].join(_stated(voice, target) for target in found))


def _stated(voice: Voice, target: Target) -> Md:
    cites = voice.refer([target.paragraph_key])
    key = "targets.entry" if voice.quotable(target.document_id) else "targets.entry_garbled"
    return voice.say(key, stated=voice.stated(target), cites=cites)


# --- one by one -------------------------------------------------------------------------------------------------


def tell_target_details(voice: Voice) -> Md:
    """Targets first, reported results in a table of their own below; nothing of texts that must not be quoted."""
    kept, unquoted = quotable(voice, voice.study.targets)
    targets = _together([t for t in kept if t.status == "target"])
    results = _together([t for t in kept if t.status == "achievement"])
    uncertain = sum(t.status == "uncertain" for t in kept)
    if not (targets or results):
        return Md("")
    parts = [voice.say("targets.details_note")]
    if targets:
        parts += limited(voice, "targets.more", targets, _targets_table)
    if results:
        parts.append(Md(f"### {voice.say('targets.results')}"))
        parts += limited(voice, "targets.more", results, _results_table)
    if uncertain:
        parts.append(voice.say("targets.uncertain", n=uncertain))
    if unquoted:
        parts.append(voice.say("targets.unquoted", n=unquoted))
    return Md("\n\n".join(parts))


def indicator(target: Target) -> str:
    """The folded name of an indicator, else the one in the text."""
    return target.indicator_std or target.indicator


def _together(targets: Sequence[Target]) -> list[Target]:
    """Same indicators side by side, in the order of their first appearance."""
    order = {name: place for place, name in enumerate(dict.fromkeys(indicator(t) for t in targets))}
    return sorted(targets, key=lambda t: order[indicator(t)])


def _targets_table(voice: Voice, targets: Sequence[Target]) -> Md:
    keys = ("indicator", *voice.placing, "value", "tone", "base", "nature", "evidence")
    lines = [
        (*_placed(voice, t), voice.stated(t), t.tone, voice.base(t), t.nature, voice.note_to(t.paragraph_key))
        for t in targets
    ]
    return table([voice.say(f"head.{key}") for key in keys], lines)


def _results_table(voice: Voice, results: Sequence[Target]) -> Md:
    keys = ("indicator", *voice.placing, "result", "base", "evidence")
    lines = [(*_placed(voice, t), voice.stated(t), voice.base(t), voice.note_to(t.paragraph_key)) for t in results]
    return table([voice.say(f"head.{key}") for key in keys], lines)


def _placed(voice: Voice, target: Target) -> tuple[str, ...]:
    """The indicator, and what stands in the columns of `Voice.placing`."""
    level = voice.study.by_id[target.document_id].metadata.value("level")
    return indicator(target), *voice.place(voice.comparison.row_of[target.document_id], level)
