"""Work in this process, or in a pool of processes on this machine.

In: a function and items. Out: results in order. Example: five documents run here, five hundred on all cores.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_WORTH_A_POOL = 40
"""documents; below, starting processes costs more than it saves (a pool of two takes ~0.4 s to start and load)"""


def map_local(function: Callable[[Item], Result], items: Sequence[Item], jobs: int) -> Iterator[Result]:
    """Results in order; a process pool only where there is work for it."""
    if jobs <= 1 or len(items) < _WORTH_A_POOL:
        yield from map(function, items)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(max_workers=jobs) as pool:
        yield from pool.map(function, items, chunksize=max(1, len(items) // (jobs * 8)))
