"""Formulas of content analysis over counts: emphasis, keyness, contingency, multiplicity, concentration.

In: counts (tables as lists of rows). Out: plain numbers; None wherever a figure is undefined, never 0 or infinity.
Example: 8 of 49 measures of 清城区 are 创新平台, 12 of 65 in both districts: ``location_quotient(8, 49, 12, 65)``
gives 0.884…, so the district stresses them less than its peers.

Pure Python, so that the matrix needs no numerical library. Checked against R (`chisq.test`, `fisher.test`,
`p.adjust`) and quanteda.textstats to six decimals in tests/matrix/test_statistics.py. Fractions are summed by `fsum`:
`sum` rounds otherwise from Python 3.12 on, and the same input gives the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Table = Sequence[Sequence[float]]
"""counts, rows × columns, rectangular"""

# --- from where a figure is shown, told or marked ---------------------------------------------------------------

FEW_UNITS = 5
"""of fewer measures no share, index or profile is shown; the comparability block says so"""
LQ_UNITS = 10
"""a location quotient of a row with fewer measures is hidden"""
LQ_EXPECTED = 3.0
"""… as is one whose expected count is lower"""
LEANING = 1.3
"""location quotient from which a share is called high: the customary 1.25 of regional studies at one decimal"""
LIGHT = 0.7
"""… and up to which it is called low: the counterpart"""
HARD = 3
"""intensity from which a measure is a concrete instrument"""
EXACT = 4
"""intensity from which a measure states a number, a date, an amount or a rate"""
LENGTH_RATIO = 3.0
"""from three times the length on the comparability block warns against reading counts (a choice, not a measurement)"""
KEYNESS_COUNT = 3
"""a keyword seen less often is not called distinctive: under three paragraphs χ² says nothing"""
KEYNESS_G2 = 6.63
"""G² from which a keyword is called distinctive: the 1 % point of χ² at one degree of freedom"""
SMALL_EXPECTED = 5.0
"""Cochran's rule: below it χ² is not trusted and Fisher's test is read instead"""
TEST_ROWS = 5
"""rows below which a test of rows × columns is not read"""
PROVEN = 0.05
"""p below which a difference is told or marked; adjusted, where several are looked at"""


@dataclass(frozen=True, slots=True)
class Keyness:
    """How distinctive a word is of one text against another (2 × 2 table word/other × target/reference)."""

    chi2: float | None
    """signed: positive = more frequent in the target than expected"""
    g2: float | None
    """signed log-likelihood ratio"""
    log_ratio: float | None
    """binary logarithm of the relative frequencies; 0.5 stands in for a zero count (Hardie 2014)"""
    p: float | None
    """of |chi2| at one degree of freedom"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChiSquare:
    """Test of independence of a table, with what is needed to read it."""

    statistic: float
    df: int
    p: float
    expected: tuple[tuple[float, ...], ...]
    residuals: tuple[tuple[float, ...], ...]
    """Pearson: (observed − expected) / √expected"""
    standardised: tuple[tuple[float, ...], ...]
    """adjusted residuals (Haberman 1973), about normal under independence: |z| > 2 is worth reading"""
    cramers_v: float
    """effect size 0–1, from the uncorrected statistic"""
    n: float
    smallest: float
    """smallest expected count; under `SMALL_EXPECTED` the p-value is not reliable"""


def location_quotient(n_dm: float, n_d: float, n_m: float, n: float) -> float | None:
    """Location quotient (n_dm / n_d) / (n_m / n); None if a margin is 0."""
    return n_dm * n / (n_d * n_m) if n_d and n_m and n else None


def keyness(target: int, target_total: int, reference: int, reference_total: int) -> Keyness:
    """Keyness of a word seen `target` times among `target_total` and `reference` among `reference_total`.

    Signs and continuity correction as in quanteda.textstats: δ = ½ only if |ad − bc| ≥ N/2 and an expected count is
    below 5. All None if a margin is 0.
    """
    a, b = target, reference
    c, d = target_total - target, reference_total - reference
    n = a + b + c + d
    margins = (a + b, c + d, a + c, b + d)
    if not all(margins):
        return Keyness(None, None, None, None)
    expected = (margins[0] * margins[2] / n, margins[0] * margins[3] / n, margins[1] * margins[2] / n,
                margins[1] * margins[3] / n)  # fmt: skip
    sign = 1 if a > expected[0] else -1
    gap = abs(a * d - b * c)
    delta = n / 2 if gap >= n / 2 and min(expected) < SMALL_EXPECTED else 0.0
    chi2 = sign * n * (gap - delta) ** 2 / math.prod(margins)
    g2 = sign * 2 * math.fsum(o * math.log(o / e) for o, e in zip((a, b, c, d), expected, strict=True) if o)
    ratio = math.log2((a or 0.5) / target_total) - math.log2((b or 0.5) / reference_total)
    return Keyness(chi2, g2, ratio, chi2_p(abs(chi2), 1))


def chi2_p(statistic: float, df: int) -> float:
    """Upper tail of the χ² distribution."""
    return 1.0 if statistic <= 0 else _upper_gamma(df / 2, statistic / 2)


def _upper_gamma(a: float, x: float) -> float:
    """Regularised upper incomplete gamma function: series below a + 1, Lentz's continued fraction above (DLMF 8.9)."""
    scale = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        step = a
        while term > total * 1e-16:
            step += 1
            term *= x / step
            total += term
        return max(0.0, 1 - total * scale)
    tiny = 1e-300
    b = x + 1 - a
    c, d = 1 / tiny, 1 / b
    fraction = d
    for i in range(1, 1000):
        factor = -i * (i - a)
        b += 2
        d = 1 / (factor * d + b or tiny)
        c = b + factor / c or tiny
        fraction *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return fraction * scale


def expected_counts(table: Table) -> list[list[float]]:
    """Counts expected under independence: row sum × column sum / total."""
    rows, columns = [sum(r) for r in table], [sum(c) for c in zip(*table, strict=True)]
    total = sum(rows)
    return [[r * c / total for c in columns] for r in rows]


def without_empty(table: Table) -> tuple[list[int], list[int]]:
    """Indices of the rows and of the columns that hold a count: an empty one has no place in a test."""
    rows = [i for i, row in enumerate(table) if any(row)]
    columns = [j for j, column in enumerate(zip(*table, strict=True)) if any(column)]
    return rows, columns


def chi_square(table: Table, *, correct: bool = False) -> ChiSquare | None:
    """Pearson's χ² of a table without empty rows and columns; None if fewer than two rows or columns are left.

    `correct` applies Yates' correction to a 2 × 2 table (as R's `chisq.test` does); residuals and Cramér's V never
    are corrected.
    """
    keep_rows, keep_columns = without_empty(table)
    if min(len(keep_rows), len(keep_columns)) < 2:
        return None
    counts = [[table[i][j] for j in keep_columns] for i in keep_rows]
    expected = expected_counts(counts)
    rows, columns = [sum(r) for r in counts], [sum(c) for c in zip(*counts, strict=True)]
    n = sum(rows)
    pairs = [[(o, e) for o, e in zip(cr, er, strict=True)] for cr, er in zip(counts, expected, strict=True)]
    plain = math.fsum((o - e) ** 2 / e for row in pairs for o, e in row)
    yates = min(0.5, abs(counts[0][0] - expected[0][0])) if correct and len(rows) == len(columns) == 2 else 0.0
    statistic = math.fsum((abs(o - e) - yates) ** 2 / e for row in pairs for o, e in row)
    residuals = [[(o - e) / math.sqrt(e) for o, e in row] for row in pairs]
    standardised = [
        [z / math.sqrt((1 - rows[i] / n) * (1 - columns[j] / n)) for j, z in enumerate(row)]
        for i, row in enumerate(residuals)
    ]
    df = (len(rows) - 1) * (len(columns) - 1)
    return ChiSquare(
        statistic=statistic,
        df=df,
        p=chi2_p(statistic, df),
        expected=_frozen(expected),
        residuals=_frozen(residuals),
        standardised=_frozen(standardised),
        cramers_v=math.sqrt(plain / (n * (min(len(rows), len(columns)) - 1))),
        n=n,
        smallest=min(min(row) for row in expected),
    )


def _frozen(rows: Sequence[Sequence[float]]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(row) for row in rows)


def fisher_exact(a: int, b: int, c: int, d: int) -> float | None:
    """Two-sided p of Fisher's exact test on [[a, b], [c, d]]; None if a margin is 0.

    Sums the tables that are no more likely than the one seen (R's rule, with its tolerance of 1e-7).
    """
    row, column, n = a + b, a + c, a + b + c + d
    if not (row and column and n - row and n - column):
        return None
    low, high = max(0, row + column - n), min(row, column)
    logs = {k: _log_choose(column, k) + _log_choose(n - column, row - k) for k in range(low, high + 1)}
    limit = logs[a] + math.log1p(1e-7)
    top = max(logs.values())
    weights = {k: math.exp(value - top) for k, value in logs.items()}
    return min(1.0, math.fsum(w for k, w in weights.items() if logs[k] <= limit) / math.fsum(weights.values()))


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Adjusted p-values that bound the false discovery rate, in the order given."""
    n = len(p_values)
    order = sorted(range(n), key=lambda i: p_values[i], reverse=True)
    adjusted = [1.0] * n
    lowest = 1.0
    for position, i in enumerate(order):
        lowest = min(lowest, p_values[i] * (n / (n - position)))
        adjusted[i] = lowest
    return adjusted


def holm(p_values: Sequence[float]) -> list[float]:
    """Adjusted p-values that bound the chance of any false finding (Holm 1979), in the order given."""
    n = len(p_values)
    adjusted = [1.0] * n
    highest = 0.0
    for position, i in enumerate(sorted(range(n), key=lambda i: p_values[i])):
        highest = max(highest, min(1.0, p_values[i] * (n - position)))
        adjusted[i] = highest
    return adjusted


def herfindahl(counts: Sequence[float]) -> float | None:
    """Herfindahl–Hirschman index of a distribution: 1/k even … 1 all in one; None without counts."""
    total = sum(counts)
    return math.fsum((c / total) ** 2 for c in counts) if total else None


def entropy(counts: Sequence[float]) -> float | None:
    """Shannon entropy as a share of its maximum, 0 all in one … 1 even; None without counts or with one class."""
    total = sum(counts)
    if not total or len(counts) < 2:
        return None
    # + 0.0 turns the −0.0 of a single class into 0.0
    return -math.fsum(c / total * math.log(c / total) for c in counts if c) / math.log(len(counts)) + 0.0
