"""Work in this process, or in a pool of processes on this machine.

In: a function and items. Out: results in order. Example: five loads run here, fifty on all cores.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from compare.engines.collector import rest

Item = TypeVar("Item")
Result = TypeVar("Result")

_WORTH_A_POOL = 6
"""items; below, a pool costs what it saves"""


def map_local(function: Callable[[Item], Result], items: Sequence[Item], jobs: int) -> Iterator[Result]:
    """Results in order; a pool of `jobs` processes only where there is work for it, else this process."""
    if jobs <= 1 or len(items) < _WORTH_A_POOL:
        yield from map(function, items)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(max_workers=min(jobs, len(items)), initializer=_begin, initargs=(function,)) as pool:
        yield from pool.map(_apply, items)


_KEPT: list[Callable[[Any], Any]] = []
"""in a worker: the function, which came once and not with every item"""


def _begin(function: Callable[[Any], Any]) -> None:
    """Keep the function; no collections; a worker that waits is not disturbed by Ctrl+C, the run itself ends it."""
    rest()
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _pass_over)
    _KEPT[:] = [function]


def _pass_over(number: int, frame: object) -> None:
    """Ctrl+C while nothing is worked on."""


def _apply(item: Any) -> Any:
    """One item; Ctrl+C breaks it off, unless the run was started so that it does not hear of it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        return _KEPT[0](item)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return _KEPT[0](item)
    finally:
        signal.signal(signal.SIGINT, _pass_over)
