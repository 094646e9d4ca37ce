"""Where work runs: a family of ways to map a function over items, in order.

In: a picklable function, items, a number of workers. Out: the results in the order of the items, whatever ran where.
Example: ``ENGINES["local"](len, ["政策", "措施"], 2)`` yields 2, 2. How to add an engine: one module, one line below.
Engines know nothing of policies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

from compare.engines.dask import map_dask
from compare.engines.local import map_local


class Engine(Protocol):
    """Applies a function to every item and yields the results in the items' order."""

    def __call__(self, function: Callable[[Any], Any], items: Sequence[Any], jobs: int) -> Iterator[Any]:
        """Results in the order of `items`; `jobs` is how many workers at most, 0 and 1 both mean one."""
        ...


ENGINES: dict[str, Engine] = {"local": map_local, "dask": map_dask}
