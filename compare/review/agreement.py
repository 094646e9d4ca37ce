"""How far two or more coders agree, beyond what chance would give.

In: the codes that each coder gave to the same units, None where a coder gave none. Out: coefficients; None where one is
undefined (everybody used one label only), which reports print as 不适用, never as 0 or 1.
Example: coders (孵化, 人才, 人才) and (孵化, 人才, 平台) agree on two of three: percent 0.667, Cohen's κ 0.5.

Sources: Cohen 1960; Krippendorff 2011 (Computing Krippendorff's Alpha-Reliability); Passonneau 2006 for MASI.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Hashable, Sequence, Set
from dataclasses import dataclass
from typing import Any, Literal

Metric = Literal["nominal", "ordinal", "interval", "ratio", "masi", "jaccard"]


@dataclass(frozen=True, slots=True)
class LabelTable:
    """Two coders on one label, present or absent: the 2 × 2 counts that must stand beside every κ."""

    label: str
    both: int
    first_only: int
    second_only: int
    neither: int

    @property
    def kappa(self) -> float | None:
        """Cohen's κ of presence and absence."""
        yes, no = True, False
        first = [yes] * (self.both + self.first_only) + [no] * (self.second_only + self.neither)
        second = [yes] * self.both + [no] * self.first_only + [yes] * self.second_only + [no] * self.neither
        return cohen_kappa(first, second)


def percent_agreement(first: Sequence[Hashable | None], second: Sequence[Hashable | None]) -> float | None:
    """Share of the units coded by both on which they agree (Holsti's CR for equal numbers of units)."""
    pairs = _paired(first, second)
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else None


def cohen_kappa(first: Sequence[Hashable | None], second: Sequence[Hashable | None]) -> float | None:
    """Cohen's κ over the units that both have coded; None without units or if chance agreement is certain."""
    pairs = _paired(first, second)
    if not pairs:
        return None
    n = len(pairs)
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[label] * right[label] for label in left) / n**2
    seen = sum(a == b for a, b in pairs) / n
    return (seen - chance) / (1 - chance) if chance < 1 else None


def _paired(first: Sequence[Any], second: Sequence[Any]) -> list[tuple[Any, Any]]:
    return [(a, b) for a, b in zip(first, second, strict=True) if a is not None and b is not None]


def label_tables(
    first: Sequence[Set[str] | None], second: Sequence[Set[str] | None], labels: Sequence[str]
) -> tuple[LabelTable, ...]:
    """One 2 × 2 table a label for two coders who may give several labels to a unit."""
    pairs = _paired(first, second)
    tables = []
    for label in labels:
        cells = Counter((label in a, label in b) for a, b in pairs)
        tables.append(LabelTable(label, cells[True, True], cells[True, False], cells[False, True], cells[False, False]))
    return tuple(tables)


def krippendorff_alpha(codes: Sequence[Sequence[Any]], metric: Metric = "nominal") -> float | None:
    """Krippendorff's α of any number of coders; `codes` holds one sequence a coder, None = not coded.

    Labels are hashable for nominal, numbers for ordinal, interval and ratio, frozen sets for masi and jaccard (an empty
    set is the code “no type”). Units with fewer than two codes are left out. None if no pair is left or if all codes
    are equal.
    """
    units = [[code for code in unit if code is not None] for unit in zip(*codes, strict=True)]
    units = [unit for unit in units if len(unit) > 1]
    totals = Counter(code for unit in units for code in unit)
    if len(totals) < 2:
        return None
    distance = _distances(metric, totals)
    n = totals.total()
    observed = sum(_disagreement(Counter(unit), distance) / (len(unit) - 1) for unit in units) / n
    expected = _disagreement(totals, distance) / (n * (n - 1))
    return 1 - observed / expected if expected else None


def alpha_interval(
    codes: Sequence[Sequence[Any]], metric: Metric = "nominal", draws: int = 1000, seed: int = 2011
) -> tuple[float, float] | None:
    """Percentile bootstrap interval (95 %) of α over units, reproducible by `seed`; None if α is undefined.

    Draws in which α is undefined are left out: with rare labels the interval is then somewhat too narrow.
    """
    if krippendorff_alpha(codes, metric) is None:
        return None
    chance = random.Random(seed)
    units = list(zip(*codes, strict=True))
    samples = (list(zip(*chance.choices(units, k=len(units)), strict=True)) for _ in range(draws))
    found = sorted(alpha for sample in samples if (alpha := krippendorff_alpha(sample, metric)) is not None)
    return (found[int(0.025 * len(found))], found[min(len(found) - 1, int(0.975 * len(found)))]) if found else None


Distance = Callable[[Any, Any], float]


def _disagreement(counts: Counter[Any], distance: Distance) -> float:
    """Σ over ordered pairs of different values of n_c · n_k · δ(c, k)."""
    values = list(counts)
    return 2 * sum(
        counts[a] * counts[b] * distance(a, b) for i, a in enumerate(values) for b in values[i + 1 :]
    )  # fmt: skip


def _distances(metric: Metric, totals: Counter[Any]) -> Distance:
    """δ of two different values; squared as in Krippendorff 2011 for numbers, plain for sets."""
    if metric == "ordinal":
        return _ordinal(totals)
    return {
        "nominal": lambda a, b: 1.0,
        "interval": lambda a, b: float((a - b) ** 2),
        "ratio": lambda a, b: ((a - b) / (a + b)) ** 2 if a + b else 0.0,
        "jaccard": lambda a, b: 1 - _jaccard(a, b),
        "masi": lambda a, b: 1 - _jaccard(a, b) * _monotonicity(a, b),
    }[metric]


def _ordinal(totals: Counter[Any]) -> Distance:
    """Ranks between two values, each weighted by how often it was used: (Σ n_g − (n_a + n_b) / 2)²."""
    before: dict[Any, int] = {}
    seen = 0
    for value in sorted(totals):
        before[value] = seen
        seen += totals[value]

    def distance(a: Any, b: Any) -> float:
        low, high = min(a, b), max(a, b)
        between = before[high] + totals[high] - before[low]
        return (between - (totals[low] + totals[high]) / 2) ** 2

    return distance


def _jaccard(a: Set[Any], b: Set[Any]) -> float:
    return len(a & b) / len(a | b)


def _monotonicity(a: Set[Any], b: Set[Any]) -> float:
    """1 equal, 2/3 one within the other, 1/3 overlapping, 0 apart (an empty set is apart from any other)."""
    if a == b:
        return 1.0
    if a <= b or b <= a:
        return 2 / 3
    return 1 / 3 if a & b else 0.0
