"""The progress line of a terminal: step, items done of all, share of the work, time left once that is known.

In: steps as they advance, a clock. Out: one line that is drawn over itself and taken away at the end.
Example: ``读取文件 120/300 · 43% · 本步约剩 25 秒``. Short runs show nothing; a narrow terminal shows less of it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from math import ceil
from typing import TextIO

from compare.chinese.widths import columns, cut
from compare.engines.loads import Step

_SHORT_RUN = 2.0
"""seconds that a run may take without a word"""
_LONG_STEP = 400_000
"""bytes that take longer than that (0.1 to 0.2 MB of text a second, benchmarks/README.md); shown from its beginning"""
_KNOWN_SECONDS, _KNOWN_SHARE, _KNOWN_LOOKS = 2.0, 0.05, 3
"""before a step is so old, so far and seen so often, its speed is chance: start of the workers, one heavy file"""
_NEW_WEIGHT = 0.3
"""of the latest estimate against those before: what one odd file says changes the line by a third at most"""
_TRUSTED = 0.5
"""an estimate that differs from those before by more than half is nothing to tell anybody"""
_LATER = 0.2
"""of the time left, by which the end must move away before the line says so: small waverings are not shown"""
_PAUSE = 0.2
"""seconds without news after which the work that was done by then is told in full: files finish side by side, and the
heaviest, begun first, holds back the news of the others"""
_PLAIN_WIDTH = 80
"""columns where the terminal does not say"""


class Estimate:
    """When a step will end, from how much of its weight is done."""

    def __init__(self, started: float) -> None:
        self._started = started
        self._seen = (0.0, started)
        self._looks = 0
        self._end: float | None = None
        self._told: float | None = None

    def left(self, share: float, now: float) -> float | None:
        """Seconds left at `now`, when `share` (0 to 1) is done; None while that would be a guess."""
        if now - self._seen[1] >= _PAUSE:
            self._learn(*self._seen)
        self._seen = (share, now)
        return None if self._told is None else max(0.0, self._told - now)

    def _learn(self, share: float, now: float) -> None:
        """Take in how much was done at a moment."""
        self._looks += share > 0
        if now - self._started < _KNOWN_SECONDS or share < _KNOWN_SHARE or self._looks < _KNOWN_LOOKS:
            return
        latest = self._started + (now - self._started) / share
        self._end = latest if self._end is None else self._end + _NEW_WEIGHT * (latest - self._end)
        left = self._end - now
        if abs(latest - self._end) > _TRUSTED * left:
            self._told = None
        elif self._told is None or not 0 <= self._end - self._told <= _LATER * left:
            self._told = self._end


class ProgressLine:
    """One line at the foot of a terminal."""

    def __init__(
        self,
        words: Callable[..., str],
        stream: TextIO,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._words, self._stream, self._clock = words, stream, clock
        self._started = clock()
        self._step = ""
        self._estimate = Estimate(self._started)
        self._drawn = 0
        """columns that the line takes"""

    def show(self, step: Step) -> None:
        """Draw the step, unless the run is short so far and promises to be."""
        now = self._clock()
        if step.name != self._step:
            self._step, self._estimate = step.name, Estimate(now)
        left = self._estimate.left(step.weight / step.whole, now) if step.whole else None
        if now - self._started >= _SHORT_RUN or step.whole >= _LONG_STEP:
            self._draw(self._fitting(list(self._parts(step, left))))

    def clear(self) -> None:
        """Take the line away."""
        if self._drawn:
            self._draw("")
            self._stream.write("\r")
            self._stream.flush()

    def _parts(self, step: Step, left: float | None) -> Iterator[str]:
        """What can be said of the step, the most important first."""
        name = self._words(f"step.{step.name}")
        yield f"{name} {step.done}/{step.total}" if step.total else name
        if left is not None:
            yield self._time_left(left)
        if step.whole and step.weight:
            yield f"{100 * step.weight // step.whole}%"

    def _time_left(self, seconds: float) -> str:
        """A time as precise as it is known: to ten seconds, then to minutes, always rounded up."""
        tens, minutes = ceil(seconds / 10), ceil(seconds / 60)
        if tens <= 1:
            return self._words("step.left.soon")
        if tens <= 6:
            return self._words("step.left.seconds", count=10 * tens)
        if minutes <= 60:
            return self._words("step.left.minutes", count=minutes)
        return self._words("step.left.hours", count=minutes // 60, rest=minutes % 60)

    def _fitting(self, parts: list[str]) -> str:
        """As many parts as the terminal has room for, a column kept free at its edge."""
        width = _width(self._stream) - 1
        while len(parts) > 1 and columns(" · ".join(parts), print_width=True) > width:
            parts.pop()
        return cut(" · ".join(parts), width)

    def _draw(self, text: str) -> None:
        """Write over the last line with blanks behind: old Windows consoles know no code that clears one."""
        width = columns(text, print_width=True)
        self._stream.write("\r" + text + " " * (self._drawn - width) + "\b" * (self._drawn - width))
        self._stream.flush()
        self._drawn = width


def _width(stream: TextIO) -> int:
    """Columns of the terminal behind the stream; output may go elsewhere."""
    try:
        return os.get_terminal_size(stream.fileno()).columns or _PLAIN_WIDTH
    except (OSError, ValueError):
        return _PLAIN_WIDTH
