"""Which districts resemble each other, and an order that puts like beside like.

In: one profile (counts over types) or one set of sub-types a district. Out: similarities 0–1, a tree, an order
of rows.
Example: 临江区 (企业 3, 人才 3) and 云州市 (企业 2, 孵化 2) have a cosine of 0.5: half a common direction.
"""

from __future__ import annotations

import math
from collections.abc import Sequence, Set
from dataclasses import dataclass


def cosine(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Cosine of two profiles; None if one of them is empty."""
    length = math.sqrt(math.fsum(x * x for x in first) * math.fsum(y * y for y in second))
    return math.fsum(x * y for x, y in zip(first, second, strict=True)) / length if length else None


def jaccard(first: Set[str], second: Set[str]) -> float | None:
    """Common members over all members; None if both sets are empty."""
    union = len(first | second)
    return len(first & second) / union if union else None


@dataclass(frozen=True, slots=True)
class Merge:
    """Two branches of a tree that become one; items are the first branches, numbered by their places."""

    branch: int
    """number of the new branch"""
    left: int
    """the branch with the smaller first item"""
    right: int
    similarity: float
    """mean similarity over all pairs of items, one of each branch"""


def average_linkage(similarity: Sequence[Sequence[float | None]]) -> tuple[Merge, ...]:
    """The tree of a similarity matrix by average-linkage clustering (UPGMA, Sokal & Michener 1958), closest first.

    Items without a profile (None) are no part of it. Ties are broken by position, so equal input gives an equal tree.
    """
    items = [i for i in range(len(similarity)) if similarity[i][i] is not None]
    sizes = dict.fromkeys(items, 1)
    branch = {i: i for i in items}
    near = {i: {j: similarity[i][j] or 0.0 for j in items if j != i} for i in items}
    best = {i: _nearest(i, near[i]) for i in items}
    merges: list[Merge] = []
    while len(near) > 1:
        i = min(best, key=lambda k: (-best[k][0], k))
        value, j = best[i]
        merges.append(Merge(len(similarity) + len(merges), branch[i], branch[j], value))
        branch[i] = merges[-1].branch
        for k in near[i].keys() - {j}:
            near[i][k] = near[k][i] = (sizes[i] * near[i][k] + sizes[j] * near[j][k]) / (sizes[i] + sizes[j])
            del near[k][j]
        del near[j], near[i][j], best[j]
        sizes[i] += sizes.pop(j)
        # an average never exceeds what it averages, so only rows that pointed at i or j look around again
        for k in [k for k in best if k == i or best[k][1] in (i, j)]:
            best[k] = _nearest(k, near[k])
    return tuple(merges)


def cluster_order(similarity: Sequence[Sequence[float | None]], tree: Sequence[Merge]) -> list[int]:
    """The leaves of the matrix's tree from left to right; items without a profile come last in their own order."""
    size = len(similarity)
    leaves: dict[int, list[int]] = {i: [i] for i in range(size) if similarity[i][i] is not None}
    for merge in tree:
        leaves[merge.branch] = [*leaves.pop(merge.left), *leaves.pop(merge.right)]
    empty = (i for i in range(size) if similarity[i][i] is None)
    return [*(leaf for found in leaves.values() for leaf in found), *empty]


def _nearest(i: int, row: dict[int, float]) -> tuple[float, int]:
    """Highest similarity of `i` to a later item, and that item; the first among equals."""
    later = [(-value, j) for j, value in row.items() if j > i]
    value, j = min(later, default=(2.0, i))
    return -value, j
