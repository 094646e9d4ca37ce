"""Where the work of a run is done, how it is shared out, and who is told how far it is.

In: a function, items and the weight of each. Out: the results in the order of the items, whatever ran where.
Example: 300 files of 15 KB become 43 loads of 7 files; a file of 2 MB is a load by itself and is begun first, so that
no worker is left alone with it at the end. A load is one message to a worker and one back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from compare.engines import ENGINES, Engine

Item = TypeVar("Item")
Result = TypeVar("Result")

_LOAD = 100_000
"""bytes from which a load is full: some tenths of a second of work"""


@dataclass(frozen=True, slots=True)
class Step:
    """How far a step of a run is."""

    name: str
    """read, code, analyse or write"""
    done: int = 0
    """items that are done"""
    total: int = 0
    """items in all, 0 where nothing can be counted"""
    weight: int = 0
    """of the items that are done: bytes, or what stands for them"""
    whole: int = 0
    """weight of all items, 0 where nobody can say"""


def _silent(step: Step) -> None:
    """No progress wanted."""


@dataclass(frozen=True, slots=True)
class Work:
    """Where and how work is done: nothing here changes a result."""

    engine: Engine = ENGINES["local"]
    jobs: int = 1
    """workers at most"""
    progress: Callable[[Step], None] = _silent
    """called when a step begins and when something of it is done"""

    def map(
        self, step: str, function: Callable[[Item], Result], items: Sequence[Item], weights: Sequence[int]
    ) -> list[Result]:
        """The results of all items, in their order."""
        loads = share_out(weights)
        so_far, whole = 0, sum(weights)
        self.progress(Step(step, 0, len(items), 0, whole))
        results = self.engine(partial(_each, function), [[items[i] for i in load] for load in loads], self.jobs)
        found: dict[int, Result] = {}
        for load, result in zip(loads, results, strict=True):
            found.update(zip(load, result, strict=True))
            so_far += sum(weights[i] for i in load)
            self.progress(Step(step, len(found), len(items), so_far, whole))
        return [found[i] for i in range(len(items))]


def share_out(weights: Sequence[int]) -> list[list[int]]:
    """Positions of items in loads, the heaviest first; the same for any number of workers."""
    loads: list[list[int]] = []
    weight = _LOAD
    for i in sorted(range(len(weights)), key=lambda i: -weights[i]):
        if weight >= _LOAD:
            loads.append([])
            weight = 0
        loads[-1].append(i)
        weight += weights[i]
    return loads


def _each(function: Callable[[Item], Result], load: Sequence[Item]) -> list[Result]:
    return [function(item) for item in load]
