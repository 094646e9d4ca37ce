"""Runs the analyst's own test sentences: 应命中 and 不应命中.

In: a taxonomy and a callable that codes one text. Out: the examples that do not come out as expected, each with the
keywords that decided. Example: “加快新药上市” as a negative of 上市 fails with decided_by ("上市",) until the keyword
gets ``not_near: [新药]``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from compare.model import Example, Taxonomy


class ExampleHit(NamedTuple):
    """A keyword found in an example."""

    measure_id: str
    keyword: str
    accepted: bool
    """False: found, but a mask, guard or condition voids it"""


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that comes out otherwise than expected."""

    example: Example
    actual: tuple[str, ...]
    """ids of all types and sub-types with an accepted hit, in taxonomy order; empty = nothing matched"""
    decided_by: tuple[str, ...]
    """不应命中: the keywords that matched nevertheless; 应命中: the type's keywords that were found but voided"""


def check_examples(taxonomy: Taxonomy, code_text: Callable[[str], Iterable[ExampleHit]]) -> list[Failure]:
    """The failing examples in taxonomy order; an example belongs to its type and to all sub-types below it."""
    order = {measure.id: i for i, measure in enumerate(taxonomy.measures)}
    failures = []
    for example in (e for measure in taxonomy.measures for e in measure.examples):
        hits = list(code_text(example.text))
        own = [hit for hit in hits if _below(taxonomy, hit.measure_id, example.measure_id)]
        if any(hit.accepted for hit in own) is not example.expected:
            actual = sorted({hit.measure_id for hit in hits if hit.accepted}, key=lambda i: order[i])
            decided = dict.fromkeys(hit.keyword for hit in own if hit.accepted is not example.expected)
            failures.append(Failure(example, tuple(actual), tuple(decided)))
    return failures


def _below(taxonomy: Taxonomy, measure_id: str, ancestor: str) -> bool:
    """The measure is the ancestor or stands somewhere below it."""
    current: str | None = measure_id
    while current is not None and current != ancestor:
        current = taxonomy.by_id[current].parent
    return current is not None
