"""Long tables and measures of likeness for people who count on.

In: a `Comparison`. Out: one `LongRow` a cell, an order of rows that puts like beside like, tests of independence.
Example: 云州市 × 企业培育 becomes LongRow(n_primary=2, n_any=2, share=0.333…, coverage=2 of 2, intensity=2.5).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from compare.matrix.rows import peers
from compare.matrix.similarity import cluster_order, cosine, jaccard
from compare.matrix.statistics import ChiSquare, Keyness, benjamini_hochberg, chi_square, entropy, herfindahl, keyness
from compare.model import Comparison, Row, Study, Symbol

KEYNESS_COUNT = 3
"""a keyword seen less often is not called distinctive: under three paragraphs χ² says nothing"""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Profile:
    """How a row spreads over all columns, OTHER included."""

    row: str
    hhi: float | None
    """1/k even … 1 all in one type; None below five measures"""
    evenness: float | None
    """entropy over its maximum"""


@dataclass(frozen=True)
class Likeness:
    """Similarity of rows by their main types, and an order for a heat map."""

    rows: tuple[str, ...]
    """row keys in matrix order"""
    cosine: tuple[tuple[float | None, ...], ...]
    """of the counts over types; None without measures"""
    jaccard: tuple[tuple[float | None, ...], ...]
    """of the sets of sub-types"""
    order: tuple[str, ...]
    """row keys, like beside like (average linkage on the cosine)"""


@dataclass(frozen=True)
class Independence:
    """χ² of rows × columns among rows of one level."""

    level: str
    rows: tuple[str, ...]
    """rows with measures, in matrix order: the rows of the test"""
    columns: tuple[str, ...]
    """columns with measures"""
    test: ChiSquare
    few: bool
    """True: an expected count below 5 or fewer than five rows; read the residuals as hints, not as proof"""


@dataclass(frozen=True, slots=True)
class DistinctiveKeyword:
    """A keyword that one row uses more or less than its peers do, in measure paragraphs (once each)."""

    row: str
    keyword: str
    measure_id: str
    count: int
    """measure paragraphs of the row with it"""
    peers_count: int
    keyness: Keyness
    p_adjusted: float
    """Benjamini–Hochberg over all pairs tested"""


def long_rows(comparison: Comparison) -> tuple[LongRow, ...]:
    """Every cell as a line, rows in matrix order, columns in taxonomy order."""
    return tuple(_long_row(comparison, row, column) for row in comparison.rows for column in comparison.columns)


def _long_row(comparison: Comparison, row: Row, column: str) -> LongRow:
    cell = comparison.cells[row.key, column]
    covered = len(cell.subtypes)
    return LongRow(
        row.key,
        row.label,
        row.level,
        column,
        cell.symbol,
        len(cell.primary),
        len(cell.any),
        len(cell.practice),
        len(cell.safeguard),
        cell.mentions,
        row.units,
        row.characters,
        cell.share,
        cell.per_1000,
        cell.lq,
        covered,
        cell.n_subtypes,
        covered / cell.n_subtypes if cell.n_subtypes else None,
        cell.intensity,
        cell.hard,
        cell.reason,
    )


def _counts(comparison: Comparison, row: str) -> list[int]:
    return [len(comparison.cells[row, column].primary) for column in comparison.columns]


def find_profiles(comparison: Comparison) -> tuple[Profile, ...]:
    """Concentration of each row over the columns; hidden, like shares, below five measures."""
    profiles = []
    for row in comparison.rows:
        shown = any(comparison.cells[row.key, column].share is not None for column in comparison.columns)
        counts = _counts(comparison, row.key)
        profiles.append(Profile(row.key, herfindahl(counts) if shown else None, entropy(counts) if shown else None))
    return tuple(profiles)


def find_likeness(comparison: Comparison) -> Likeness:
    """Similarity of all rows by their profile over the columns."""
    keys = tuple(row.key for row in comparison.rows)
    counts = [_counts(comparison, key) for key in keys]
    subtypes = [{s for column in comparison.columns for s in comparison.cells[key, column].subtypes} for key in keys]
    cosines = tuple(tuple(cosine(a, b) for b in counts) for a in counts)
    shared = tuple(tuple(jaccard(a, b) for b in subtypes) for a in subtypes)
    return Likeness(keys, cosines, shared, tuple(keys[i] for i in cluster_order(cosines)))


def find_independence(comparison: Comparison) -> tuple[Independence, ...]:
    """One test a level with at least two rows and two columns that hold measures; the highest level first."""
    found = []
    for group in dict.fromkeys(group for group in peers(comparison.rows).values() if group):
        rows = tuple(key for key in group if any(_counts(comparison, key)))
        columns = tuple(c for c in comparison.columns if any(comparison.cells[key, c].primary for key in rows))
        table = [[len(comparison.cells[key, column].primary) for column in columns] for key in rows]
        if test := chi_square(table) if table else None:
            level = next(row.level for row in comparison.rows if row.key == rows[0])
            found.append(Independence(level, rows, columns, test, test.smallest < 5 or len(rows) < 5))
    return tuple(found)


def find_distinctive(study: Study, comparison: Comparison) -> tuple[DistinctiveKeyword, ...]:
    """Keywords that a row's measures name more or less often than those of its peers, strongest first within a row."""
    counts = {row.key: _keyword_counts(study, row.documents) for row in comparison.rows}
    units = {row.key: row.units for row in comparison.rows}
    found = []
    for group in dict.fromkeys(group for group in peers(comparison.rows).values() if len(group) > 1):
        everywhere = sum((counts[key] for key in group), Counter[tuple[str, str]]())
        total = sum(units[key] for key in group)
        for key in group:
            for pair, number in everywhere.items():
                own = counts[key][pair]
                figures = keyness(own, units[key], number - own, total - units[key])
                if number >= KEYNESS_COUNT and figures.p is not None:
                    found.append((key, pair, own, number - own, figures, figures.p))
    adjusted = benjamini_hochberg([item[-1] for item in found])
    order = {row.key: i for i, row in enumerate(comparison.rows)}
    rows = [
        DistinctiveKeyword(key, word, measure, own, rest, figures, p)
        for (key, (word, measure), own, rest, figures, _), p in zip(found, adjusted, strict=True)
    ]
    return tuple(sorted(rows, key=lambda r: (order[r.row], -(r.keyness.chi2 or 0.0), r.measure_id, r.keyword)))


def _keyword_counts(study: Study, documents: Iterable[str]) -> Counter[tuple[str, str]]:
    """(keyword, type or sub-type id) → measure paragraphs with it."""
    counts: Counter[tuple[str, str]] = Counter()
    for paragraph in (p for id in documents for p in study.by_id[id].paragraphs if p.role == "measure"):
        matches = (m for c in study.codings.get(paragraph.key, ()) for m in c.matches if not m.rejected)
        counts.update({(m.keyword.text, m.keyword.measure_id) for m in matches})
    return counts
