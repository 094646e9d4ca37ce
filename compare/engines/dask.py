"""Work on a Dask scheduler: the same results, for corpora that one machine is too small for.

In: a function and items. Out: results in order.
Example: ``--engine dask`` with a cluster configured by Dask's own means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from compare.problems import UsageError, problem

Item = TypeVar("Item")
Result = TypeVar("Result")


def map_dask(function: Callable[[Item], Result], items: Sequence[Item], jobs: int) -> Iterator[Result]:
    """Results in order; raises `UsageError` if Dask is not installed."""
    try:
        import dask
    except ImportError as error:
        raise UsageError(problem("engines.dask-missing", "error")) from error
    delayed = [dask.delayed(function)(item) for item in items]
    yield from dask.compute(*delayed, scheduler="processes", num_workers=max(1, jobs))
