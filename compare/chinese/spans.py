"""A place in a text.

In: offsets. Out: a `Span`. Example: 孵化器 in “支持孵化器” is ``Span(2, 5)``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range of Unicode code points in the paragraph's stored text."""

    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Whether the other place lies within this one."""
        return self.start <= other.start and other.end <= self.end


span_of: Callable[[tuple[int, int]], Span] = partial(tuple.__new__, Span)
"""the span of a pair of offsets, for the many that are cut at once: a third of the time of ``Span(start, end)``"""
