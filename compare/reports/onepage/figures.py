"""Targets and amounts side by side, a few lines each.

In: a `Speech`. Out: tables; a figure opens the evidence it stands in.
Example: 高新技术企业数量 | 2025年100家以上 | 未列.
"""

from __future__ import annotations

from compare.chinese.punctuation import full_width
from compare.matrix.grids.amount_objects import support_objects
from compare.matrix.grids.amounts import AmountLine
from compare.matrix.grids.targets import TargetLine
from compare.model import Target
from compare.reports.onepage.blocks import Grid, Rich
from compare.reports.onepage.speech import Speech
from compare.wording import number

CHANGES = ("+%", "-%", "+", "-", "×")
"""comparators whose word stands before the figure"""
SUMS, YEARS = 3, 2
"""sums, and target years, of one cell"""


def tell_targets(speech: Speech) -> Grid | None:
    """Indicators by row, of the rows that state any of them."""
    shown, grid = speech.answer.shown, speech.analysis.target_grid
    if not speech.answer.targets:
        return None
    lines = [
        (speech.bare(line.indicator), *(_targets_of(speech, line, key) for key in shown))
        for line in speech.answer.targets
    ]
    stating = [i for i, key in enumerate(shown) if any(grid.of(line, key) for line in speech.answer.targets)]
    head = (speech.words["targets.head"], *(speech.rows[shown[i]].label for i in stating))
    return Grid(head, tuple((line[0], *(line[1 + i] for i in stating)) for line in lines))


def _targets_of(speech: Speech, line: TargetLine, key: str) -> Rich:
    found = speech.analysis.target_grid.of(line, key)
    if not found:
        partial = key in speech.answer.partial
        summary = speech.rows[key].empty == "summary"
        return speech.bare(
            speech.words["targets.summary" if summary else "targets.partial" if partial else "targets.none"]
        )
    told = speech.join((tell_value(speech, target) for target in found[:YEARS]), "cell.join")
    return (speech.opening(told, found[0].paragraph_key),)


def tell_value(speech: Speech, target: Target) -> str:
    """2025年达到80家; a year that stands in another sentence is marked."""
    figure = number(target.value or 0)
    if target.value_to is not None:
        figure += f"–{number(target.value_to)}"
    written = speech.study.paragraphs[target.paragraph_key].text[slice(*target.span)]
    verbatim = speech.lang != "en" and (target.comparator in "≥=range" or written != figure + target.unit)
    bare = full_width(written) if speech.lang != "en" else figure + target.unit
    told = (
        bare
        if verbatim and target.comparator not in CHANGES
        else speech.say(f"value.{'=' if target.reached else target.comparator}", value=bare)
    )
    told = speech.say("value.annual", value=told) if "annual" in target.flags else told
    key = "value.year" if target.year_origin == "explicit" else "value.inherited"
    return speech.say(key, year=target.year, value=told) if target.year else told


def tell_amounts(speech: Speech) -> Grid | None:
    """What several rows give for the same object."""
    shown, grid = speech.answer.shown, speech.analysis.amount_grid
    if not speech.answer.amounts:
        return None
    giving = [key for key in shown if any(grid.cell(line, key).grants for line in speech.answer.amounts)]
    lines = []
    for line in speech.answer.amounts:
        cells = (_grants(speech, line, key) for key in giving)
        lines.append((speech.bare(support_objects()[line.object].label(speech.lang)), *cells))
    head = (speech.words["amounts.head"], *(speech.rows[key].label for key in giving))
    return Grid(head, tuple(lines))


def _grants(speech: Speech, line: AmountLine, key: str) -> Rich:
    grants = speech.analysis.amount_grid.cell(line, key).grants
    if not grants:
        return speech.bare(speech.words["targets.partial" if key in speech.answer.partial else "targets.none"])
    told = dict.fromkeys(full_width(amount.raw) for grant in grants for amount in grant.amounts)
    return (speech.opening(speech.join(list(told)[:SUMS]), grants[0].paragraph_key),)
