"""Words of a cell in more than one style, the same in workbook and report.

In: words. Out: `Run`s. Example: plain “给予运营单位”, bold “50万元”, plain “补助”, small “（三（二））”.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

Style = Literal["plain", "bold", "small"]


class Run(NamedTuple):
    """Some words in one style."""

    text: str
    style: Style


def joined(entries: Sequence[Sequence[Run]], join: str) -> list[Run]:
    """Entries one after the other, `join` between them."""
    told: list[Run] = []
    for entry in entries:
        told += [Run(join, "plain")] if told else []
        told += entry
    return told
