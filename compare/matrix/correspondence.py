"""Correspondence analysis of a small table: districts and types on one map.

In: counts, rows × columns. Out: principal inertias and coordinates of rows and columns.
Example: three districts by 企业, 孵化, 人才 give two axes; 临江区 stands near the types it stresses.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from compare.matrix.statistics import Table, chi_square, without_empty


@dataclass(frozen=True, slots=True)
class Correspondence:
    """Axes in falling order of inertia."""

    inertias: tuple[float, ...]
    """squared singular values; their sum is χ² / n"""
    rows: tuple[tuple[float, ...], ...]
    """principal coordinates, one tuple per kept row"""
    columns: tuple[tuple[float, ...], ...]
    kept_rows: tuple[int, ...]
    """indices of the table's rows that hold counts"""
    kept_columns: tuple[int, ...]


def correspond(table: Table) -> Correspondence | None:
    """Correspondence analysis (Greenacre 2007, appendix A); None if fewer than two rows or columns hold counts."""
    test = chi_square(table)
    if test is None:
        return None
    kept_rows, kept_columns = without_empty(table)
    row_mass = [sum(table[i][j] for j in kept_columns) / test.n for i in kept_rows]
    column_mass = [sum(table[i][j] for i in kept_rows) / test.n for j in kept_columns]
    s = [[z / math.sqrt(test.n) for z in row] for row in test.residuals]
    product = [[sum(row[a] * row[b] for row in s) for b in range(len(column_mass))] for a in range(len(column_mass))]
    axes = min(len(row_mass), len(column_mass)) - 1
    pairs = _eigen(product)[:axes]
    inertias = tuple(max(0.0, value) for value, _ in pairs)
    # u·σ = S·v, so row coordinates need no division by a singular value that may be 0
    rows = tuple(
        tuple(sum(x * y for x, y in zip(line, vector, strict=True)) / math.sqrt(mass) for _, vector in pairs)
        for line, mass in zip(s, row_mass, strict=True)
    )
    columns = tuple(
        tuple(
            vector[j] * math.sqrt(inertia) / math.sqrt(mass)
            for inertia, (_, vector) in zip(inertias, pairs, strict=True)
        )
        for j, mass in enumerate(column_mass)
    )
    return Correspondence(inertias, rows, columns, tuple(kept_rows), tuple(kept_columns))


def _eigen(matrix: list[list[float]]) -> list[tuple[float, list[float]]]:
    """Eigenvalues, largest first, with unit vectors of a symmetric matrix by cyclic Jacobi rotations.

    The component of a vector that is largest in size is made positive, so that signs do not depend on rounding.
    """
    n = len(matrix)
    a = [row[:] for row in matrix]
    vectors = [[float(i == j) for j in range(n)] for i in range(n)]
    for _ in range(100):
        if sum(a[i][j] ** 2 for i in range(n) for j in range(i)) < 1e-26:
            break
        for p in range(n):
            for q in range(p + 1, n):
                _rotate(a, vectors, p, q)
    pairs = []
    for j in range(n):
        vector = [vectors[i][j] for i in range(n)]
        sign = math.copysign(1.0, max(vector, key=lambda x: round(abs(x), 9)))
        pairs.append((a[j][j], [sign * x for x in vector]))
    return sorted(pairs, key=lambda pair: -pair[0])


def _rotate(a: list[list[float]], vectors: list[list[float]], p: int, q: int) -> None:
    """Annul a[p][q] by one rotation (Golub & Van Loan, Matrix Computations, 8.5)."""
    if abs(a[p][q]) < 1e-300:
        return
    theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
    t = math.copysign(1.0, theta) / (abs(theta) + math.hypot(theta, 1.0))
    c = 1 / math.hypot(t, 1.0)
    s = t * c
    for row in (*a, *vectors):
        row[p], row[q] = c * row[p] - s * row[q], s * row[p] + c * row[q]
    for k in range(len(a)):
        a[p][k], a[q][k] = c * a[p][k] - s * a[q][k], s * a[p][k] + c * a[q][k]
