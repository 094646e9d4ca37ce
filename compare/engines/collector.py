"""The cyclic garbage collector at rest: a run makes values that all live to its end, and searching them finds nothing.

In: a block of work. Out: nothing; afterwards the collector is as it was. Counting references goes on freeing what is
no longer needed; only what refers to itself stays until the end.
Example: ``with collector_at_rest(): …`` around reading, coding and writing of a run.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """No collections inside; what stood before is not looked at even by one that is asked for.

    Where somebody has put the collector to rest before, that is theirs and stays, and so do values that were frozen
    before; Python 3.12 begins with some of its own.
    """
    if not gc.isenabled():
        yield
        return
    own = not gc.get_freeze_count()
    gc.disable()
    if own:
        gc.freeze()
    try:
        yield
    finally:
        if own:
            gc.unfreeze()
        gc.enable()


def rest() -> None:
    """Put the collector of this process to rest for good: for a worker, whose process ends with its work."""
    gc.disable()
    gc.freeze()
