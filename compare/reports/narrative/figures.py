"""What every list of figures needs: which may be quoted, how many are shown.

In: targets or sums of money. Out: those that may be quoted, and tables of the first of them.
Example: of 300 sums the first `LONG` become a table, below it “以上为前 40 项，共 300 项”.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from compare.model import Amount, Target
from compare.reports.narrative.markup import Md
from compare.reports.narrative.tables import LONG
from compare.reports.narrative.voice import Voice

Figure = TypeVar("Figure", Target, Amount)


def quotable(voice: Voice, items: Iterable[Figure]) -> tuple[list[Figure], int]:
    """Those of counted documents that may be quoted, and the number of the others among the counted."""
    counted = [item for item in items if voice.study.by_id[item.document_id].included]
    kept = [item for item in counted if voice.quotable(item.document_id)]
    return kept, len(counted) - len(kept)


def limited(
    voice: Voice, more: str, items: Sequence[Figure], make: Callable[[Voice, Sequence[Figure]], Md]
) -> list[Md]:
    """A table of the first `LONG` items, and how many there are; `more` is the key of that sentence."""
    parts = [make(voice, items[:LONG])]
    if len(items) > LONG:
        parts.append(voice.say(more, n=LONG, all=len(items)))
    return parts
