"""Work on a Dask scheduler: the same results, for corpora that one machine is too small for.

In: a function and items. Out: results in order. The scheduler is the one that Dask itself is set to: the cluster of an
active ``dask.distributed`` client, or the entry ``scheduler`` of Dask's configuration; where none is set, processes on
this machine. Example: ``DASK_SCHEDULER=threads policy-compare run 政策 --engine dask``.
Workers read the files themselves: on other machines these must lie under the same paths, so give absolute ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from compare.problems import UsageError, problem

Item = TypeVar("Item")
Result = TypeVar("Result")


def map_dask(function: Callable[[Item], Result], items: Sequence[Item], jobs: int) -> Iterator[Result]:
    """Results in order; `jobs` counts for processes on this machine. Raises `UsageError` if Dask is not installed."""
    try:
        import dask
        from dask.base import get_scheduler
    except ImportError as error:
        raise UsageError(problem("engines.dask-missing", "error")) from error
    delayed = [dask.delayed(function)(item) for item in items]
    here = {} if get_scheduler() else {"scheduler": "processes", "num_workers": max(1, jobs)}
    yield from dask.compute(*delayed, **here)
