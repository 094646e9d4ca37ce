"""Words of a cell in more than one style, the same in workbook and report.

In: words. Out: `Run`s. Example: plain “给予运营单位”, bold “50万元”, plain “补助”, small “（三（二））”.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from compare.chinese.spans import Span

Style = Literal["plain", "bold", "small"]


class Run(NamedTuple):
    """Some words in one style."""

    text: str
    style: Style


def emboldened(text: str, stretch: Span, bold: Sequence[Span]) -> list[Run]:
    """The words of a stretch of a text, those in `bold` spans bold; the spans are sorted, of two that overlap the first
    counts. No run is empty."""
    runs, at = [], stretch.start
    for figure in bold:
        if stretch.holds(figure) and figure.start >= at:
            runs += [Run(text[at : figure.start], "plain"), Run(text[figure.start : figure.end], "bold")]
            at = figure.end
    runs.append(Run(text[at : stretch.end], "plain"))
    return [run for run in runs if run.text]


def joined(entries: Sequence[Sequence[Run]], join: str) -> list[Run]:
    """Entries one after the other, `join` between them."""
    told: list[Run] = []
    for entry in entries:
        told += [Run(join, "plain")] if told else []
        told += entry
    return told
