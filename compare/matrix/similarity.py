"""Which districts resemble each other, and an order that puts like beside like.

In: one profile (counts over types) or one set of sub-types a district. Out: similarities 0–1 and a row order.
Example: 临江区 (企业 3, 人才 3) and 云州市 (企业 2, 孵化 2) have a cosine of 0.5: half a common direction.
"""

from __future__ import annotations

import math
from collections.abc import Sequence, Set


def cosine(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Cosine of two profiles; None if one of them is empty."""
    length = math.sqrt(math.fsum(x * x for x in first) * math.fsum(y * y for y in second))
    return math.fsum(x * y for x, y in zip(first, second, strict=True)) / length if length else None


def jaccard(first: Set[str], second: Set[str]) -> float | None:
    """Common members over all members; None if both sets are empty."""
    union = len(first | second)
    return len(first & second) / union if union else None


def cluster_order(similarity: Sequence[Sequence[float | None]]) -> list[int]:
    """Order of the items of a similarity matrix by average-linkage clustering (UPGMA, Sokal & Michener 1958).

    The leaves of the tree from left to right, the branch with the smaller first item on the left; items without a
    profile (None) come last in their own order. Ties are broken by position, so equal input gives equal order.
    """
    empty = [i for i in range(len(similarity)) if similarity[i][i] is None]
    clusters: dict[int, list[int]] = {i: [i] for i in range(len(similarity)) if i not in set(empty)}
    near = {i: {j: similarity[i][j] or 0.0 for j in clusters if j != i} for i in clusters}
    best = {i: _nearest(i, near[i]) for i in clusters}
    while len(clusters) > 1:
        i = min(best, key=lambda k: (-best[k][0], k))
        j = best[i][1]
        left, right = len(clusters[i]), len(clusters[j])
        for k in near[i].keys() - {j}:
            near[i][k] = near[k][i] = (left * near[i][k] + right * near[j][k]) / (left + right)
            del near[k][j]
        del near[j], near[i][j], best[j]
        clusters[i] += clusters.pop(j)
        # an average never exceeds what it averages, so only rows that pointed at i or j look around again
        for k in [k for k in best if k == i or best[k][1] in (i, j)]:
            best[k] = _nearest(k, near[k])
    return [leaf for leaves in clusters.values() for leaf in leaves] + empty


def _nearest(i: int, row: dict[int, float]) -> tuple[float, int]:
    """Highest similarity of `i` to a later item, and that item; the first among equals."""
    later = [(-value, j) for j, value in row.items() if j > i]
    value, j = min(later, default=(2.0, i))
    return -value, j
