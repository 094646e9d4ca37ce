"""Titles inside book-title marks.

In: the title of a document. Out: its words as they stand between 《 and 》.
Example: 印发《科技创新规划》的通知 → 印发〈科技创新规划〉的通知, for titles inside a title take the single marks
(GB/T 15834—2011, 4.15).
"""

from __future__ import annotations

_INNER = str.maketrans("《》", "〈〉")


def title_words(title: str) -> str:
    """A title without its own outer marks and with single marks inside."""
    inner = title.strip()
    if inner.startswith("《") and inner.endswith("》") and _closes_last(inner):
        inner = inner[1:-1]
    return inner.translate(_INNER)


def _closes_last(title: str) -> bool:
    """True if the first mark is closed by the last one."""
    depth = 0
    for place, char in enumerate(title):
        depth += {"《": 1, "》": -1}.get(char, 0)
        if not depth:
            return place == len(title) - 1
    return False
