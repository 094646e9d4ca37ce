"""Long tables and measures of likeness for people who count on.

In: a `Comparison`. Out: one `LongRow` a cell, one `Profile` a row, an order of rows that puts like beside like, tests
of independence.
Example: 云州市 × 企业培育 becomes LongRow(n_primary=2, n_any=2, share=0.333…, coverage=2 of 2, intensity=2.5).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median
from typing import TypeVar

from compare.kinds import TooFew
from compare.matrix.similarity import Merge, average_linkage, cluster_order, cosine, jaccard
from compare.matrix.statistics import (
    FEW_UNITS,
    HARD,
    SMALL_EXPECTED,
    TEST_ROWS,
    ChiSquare,
    benjamini_hochberg,
    chi2_p,
    chi_square,
    entropy,
    fisher_exact,
    herfindahl,
    holm,
)
from compare.model import OTHER, Comparison, Row, Study, Symbol

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class LongRow:
    """One cell as a line of numbers; None where a figure is hidden or undefined."""

    row: str
    label: str
    level: str
    column: str
    symbol: Symbol
    n_primary: int
    n_any: int
    n_practice: int
    n_safeguard: int
    mentions: int
    units: int
    """measures of the row, the denominator of `share`"""
    characters: int
    """of measure text, the denominator of `per_1000`"""
    share: float | None
    per_1000: float | None
    lq: float | None
    covered: int
    """sub-types found"""
    subtypes: int
    """sub-types there are"""
    coverage: float | None
    """covered / subtypes; None for OTHER"""
    intensity: float | None
    hard: float | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A row as a whole (layer measure): how broad, how one-sided, how binding; its own figures only.

    Shares, indices and the median are None below five measures.
    """

    row: str
    hhi: float | None
    """over all columns, OTHER included: 1/k even … 1 all in one"""
    evenness: float | None
    """entropy over its maximum"""
    other: float | None
    """share of measures in OTHER, without which the two indices cannot be read"""
    covered: int
    """sub-types with measures"""
    subtypes: int
    """sub-types there are"""
    intensity: float | None
    """median of the measures' intensity, each measure once"""
    hard: float | None
    """share of measures with intensity ≥ 3"""
    quantified: float | None
    """share of measures that state a target or an amount"""


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """Similarity of rows by their main types, and an order for a heat map; relative figures.

    OTHER is left out: what belongs to no type in two rows has nothing in common. A row with fewer than five measures
    within the types has no profile, so its figures are None.
    """

    rows: tuple[str, ...]
    """row keys in matrix order"""
    cosine: tuple[tuple[float | None, ...], ...]
    """of the counts over types"""
    jaccard: tuple[tuple[float | None, ...], ...]
    """of the sets of sub-types"""
    order: tuple[str, ...]
    """row keys, like beside like (average linkage on the cosine); rows without a profile last"""
    tree: tuple[Merge, ...]
    """how rows with a profile join, by their place in `rows`, the most alike first"""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two peers and how much they are alike."""

    first: str
    second: str
    cosine: float
    jaccard: float | None


@dataclass(frozen=True, kw_only=True)
class Independence:
    """χ² of rows × columns among peers."""

    level: str
    rows: tuple[str, ...]
    """rows with measures, in matrix order: the rows of the test"""
    columns: tuple[str, ...]
    """columns with measures"""
    test: ChiSquare
    few: tuple[TooFew, ...]
    """why no χ², p, V or residual is to be printed; empty: they are"""
    fisher: float | None
    """two-sided p of Fisher's exact test, which holds for few cases too; None unless the table is 2 × 2"""
    holm: tuple[tuple[float, ...], ...]
    """p of each standardised residual, two-sided normal, adjusted over all cells of the table (Holm)"""
    bh: tuple[tuple[float, ...], ...]
    """the same adjusted by Benjamini–Hochberg"""


def long_rows(comparison: Comparison) -> tuple[LongRow, ...]:
    """Every cell as a line, rows in matrix order, columns in taxonomy order."""
    return tuple(_long_row(comparison, row, column) for row in comparison.rows for column in comparison.columns)


def _long_row(comparison: Comparison, row: Row, column: str) -> LongRow:
    cell = comparison.cells[row.key, column]
    covered = len(cell.subtypes)
    return LongRow(
        row=row.key,
        label=row.label,
        level=row.level,
        column=column,
        symbol=cell.symbol,
        n_primary=len(cell.primary),
        n_any=len(cell.any),
        n_practice=len(cell.practice),
        n_safeguard=len(cell.safeguard),
        mentions=cell.mentions,
        units=row.units,
        characters=row.characters,
        share=cell.share,
        per_1000=cell.per_1000,
        lq=cell.lq,
        covered=covered,
        subtypes=cell.n_subtypes,
        coverage=covered / cell.n_subtypes if cell.n_subtypes else None,
        intensity=cell.intensity,
        hard=cell.hard,
        reason=cell.reason,
    )


def _counts(comparison: Comparison, row: str, columns: Sequence[str]) -> list[int]:
    return [len(comparison.cells[row, column].primary) for column in columns]


def find_profiles(study: Study, comparison: Comparison) -> tuple[Profile, ...]:
    """Each row as a whole, in matrix order."""
    stated = {t.paragraph_key for t in study.targets if t.status == "target"} | {a.paragraph_key for a in study.amounts}
    return tuple(_find_profile(comparison, row, stated) for row in comparison.rows)


def _find_profile(comparison: Comparison, row: Row, stated: set[str]) -> Profile:
    cells = [comparison.cells[row.key, column] for column in comparison.columns]
    covered, subtypes = sum(len(c.subtypes) for c in cells), sum(c.n_subtypes for c in cells)
    if row.units < FEW_UNITS:
        return Profile(
            row=row.key,
            hhi=None,
            evenness=None,
            other=None,
            covered=covered,
            subtypes=subtypes,
            intensity=None,
            hard=None,
            quantified=None,
        )
    counts = _counts(comparison, row.key, comparison.columns)
    units = [comparison.by_id[id] for cell in cells for id in cell.primary]
    return Profile(
        row=row.key,
        hhi=herfindahl(counts),
        evenness=entropy(counts),
        other=comparison.cells[row.key, OTHER].share,
        covered=covered,
        subtypes=subtypes,
        intensity=float(median(e.intensity for e in units)),
        hard=sum(e.intensity >= HARD for e in units) / len(units),
        quantified=sum(e.paragraph_key in stated for e in units) / len(units),
    )


def find_likeness(comparison: Comparison) -> Likeness:
    """Similarity of all rows by what they hold within the types."""
    keys = tuple(row.key for row in comparison.rows)
    types = comparison.columns[:-1]
    counts = [_counts(comparison, key, types) for key in keys]
    profiles = [found if sum(found) >= FEW_UNITS else None for found in counts]
    subtypes = [
        {s for column in types for s in comparison.cells[key, column].subtypes} if profile else None
        for key, profile in zip(keys, profiles, strict=True)
    ]
    cosines = _each_pair(profiles, cosine)
    tree = average_linkage(cosines)
    order = tuple(keys[i] for i in cluster_order(cosines, tree))
    return Likeness(rows=keys, cosine=cosines, jaccard=_each_pair(subtypes, jaccard), order=order, tree=tree)


def _each_pair(
    items: Sequence[Item | None], measure: Callable[[Item, Item], float | None]
) -> tuple[tuple[float | None, ...], ...]:
    """The measure of every two items; it is the same both ways and so taken once."""
    later = [[None if a is None or b is None else measure(a, b) for b in items[i:]] for i, a in enumerate(items)]
    places = range(len(items))
    return tuple(tuple([later[min(i, j)][abs(i - j)] for j in places]) for i in places)


def find_pairs(comparison: Comparison, likeness: Likeness) -> tuple[Pair, ...]:
    """Pairs of peers that both have a profile, the most alike first, else in matrix order."""
    found = [
        Pair(likeness.rows[i], likeness.rows[j], value, likeness.jaccard[i][j])
        for i, j in combinations(range(len(likeness.rows)), 2)
        if likeness.rows[j] in comparison.peers[likeness.rows[i]] and (value := likeness.cosine[i][j]) is not None
    ]
    return tuple(sorted(found, key=lambda pair: -pair.cosine))


def find_independence(comparison: Comparison) -> tuple[Independence, ...]:
    """One test for each peer group with at least two rows and two columns that hold measures; highest level first."""
    found = []
    for group in dict.fromkeys(_mutual(comparison, group.rows) for group in comparison.peer_groups):
        rows = tuple(key for key in group if any(_counts(comparison, key, comparison.columns)))
        columns = tuple(c for c in comparison.columns if any(comparison.cells[key, c].primary for key in rows))
        table = [_counts(comparison, key, columns) for key in rows]
        if test := chi_square(table) if table else None:
            level = next(row.level for row in comparison.rows if row.key == rows[0])
            few = tuple(_too_few(test, rows))
            square = len(rows) == len(columns) == 2
            fisher = fisher_exact(*table[0], *table[1]) if square else None
            flat = [chi2_p(z * z, 1) for line in test.standardised for z in line]  # z² is χ² at one degree of freedom
            by_holm, by_bh = (_by_rows(adjust(flat), len(columns)) for adjust in (holm, benjamini_hochberg))
            found.append(
                Independence(
                    level=level, rows=rows, columns=columns, test=test, few=few, fisher=fisher, holm=by_holm, bh=by_bh
                )
            )
    return tuple(found)


def _mutual(comparison: Comparison, rows: Sequence[str]) -> tuple[str, ...]:
    """Those of a peer group's rows that are peers as a whole, see `Comparison.peers`."""
    return tuple(key for key in rows if any(other != key and other in comparison.peers[key] for other in rows))


def _too_few(test: ChiSquare, rows: Sequence[str]) -> Iterator[TooFew]:
    if test.smallest < SMALL_EXPECTED:
        yield "small"
    if len(rows) < TEST_ROWS:
        yield "rows"


def _by_rows(values: Sequence[float], width: int) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(values[at : at + width]) for at in range(0, len(values), width))
