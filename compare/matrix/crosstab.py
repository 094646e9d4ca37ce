"""The sub-type table behind the matrix: what each district has, what only one has, what it lacks.

In: a `Study` and its `Comparison`. Out: lines and cells that hold evidence ids, never bare numbers.
Example: 临江区 houses talent (人才公寓, evidence row 临江2023-2-2) and 望山区, known from a news item only, does not:
`find_gaps` gives 望山区 the sub-type talent-housing with the reason ``genre``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from compare.matrix.extracts import extract, telling_span
from compare.matrix.frames import mentioned, read_symbol, why_empty
from compare.matrix.rows import peers
from compare.model import COUNTED, OTHER, Comparison, Evidence, Row, Study, Symbol


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the sub-type table."""

    column: str
    """type id or OTHER"""
    id: str
    """sub-type id; the column's own id for evidence that names no sub-type; a residual type's id under OTHER"""
    own: bool
    """True: the column's own line, no sub-type (it takes no part in gaps unless the type has no sub-types)"""


@dataclass(frozen=True, slots=True)
class SubtypeCell:
    """One sub-type in one row."""

    symbol: Symbol
    evidence: tuple[str, ...]
    """ids, layer measure"""
    practice: tuple[str, ...]
    safeguard: tuple[str, ...]
    mentions: int
    best: str
    """evidence id of the strongest unit of the best layer; empty if there is none"""
    extract: str
    """its words, ≤ 60 characters, verbatim; empty where the document is not to be quoted (grade E)"""
    reason: str
    """why it is not ●, as in `Cell.reason`"""


@dataclass(frozen=True)
class SubtypeTable:
    """Sub-types × rows."""

    lines: tuple[Line, ...]
    """taxonomy order, OTHER last"""
    cells: Mapping[tuple[str, str], SubtypeCell]
    """(line id, row key) → cell; every pair is present"""


@dataclass(frozen=True, slots=True)
class Unique:
    """A sub-type that only one of several comparable rows has."""

    row: str
    column: str
    subtype: str
    evidence: tuple[str, ...]
    best: str
    extract: str
    peers: tuple[str, ...]
    """row keys of those that could show it and do not have it"""


@dataclass(frozen=True, slots=True)
class Gap:
    """A sub-type that comparable rows have and this row lacks."""

    row: str
    column: str
    subtype: str
    reason: str
    """absent, incomplete, genre, safeguard-only, practice-only, practice-and-safeguard or mention-only"""
    evidence: tuple[str, ...]
    """practice and safeguard rows that come nearest"""
    peers: tuple[str, ...]
    """row keys of those that have it"""


# --- sub-types --------------------------------------------------------------------------------------------------


def subtype_table(study: Study, comparison: Comparison) -> SubtypeTable:
    """Which sub-type each row has, with its best evidence; every evidence row stands in one line at least."""
    found: dict[tuple[str, str], list[Evidence]] = {}
    for evidence in comparison.evidence:
        for id in line_ids(evidence):
            found.setdefault((id, evidence.row), []).append(evidence)
    lines = _build_lines(study, {id for id, _ in found})
    mentions = _count_mentions(study, comparison)
    empty = {row.key: _row_reason(study, row) for row in comparison.rows}
    cells = {}
    for line in lines:
        for row in comparison.rows:
            pair = (line.id, row.key)
            cells[pair] = _build_cell(study, found.get(pair, []), mentions.get(pair, 0), empty[row.key])
    return SubtypeTable(lines, cells)


def line_ids(evidence: Evidence) -> tuple[str, ...]:
    """The lines of the sub-type table in which an evidence row stands."""
    if not evidence.coding:
        return (OTHER,)
    if evidence.column == OTHER:
        return (evidence.coding.measure_id,)
    return evidence.coding.subtypes or (evidence.column,)


def _build_lines(study: Study, used: set[str]) -> tuple[Line, ...]:
    lines = []
    for kind in study.taxonomy.types:
        below = study.taxonomy.subtypes(kind.id)
        lines += [Line(kind.id, m.id, False) for m in below]
        if kind.id in used or not below:
            lines.append(Line(kind.id, kind.id, bool(below)))
    lines += [Line(OTHER, m.id, True) for m in study.taxonomy.residuals]
    return (*lines, Line(OTHER, OTHER, True))


def _count_mentions(study: Study, comparison: Comparison) -> dict[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = {}
    for row in comparison.rows:
        for paragraph in (p for id in row.documents for p in study.by_id[id].paragraphs if p.counted):
            for coding in filter(mentioned, study.codings.get(paragraph.key, ())):
                for id in coding.subtypes or (coding.measure_id,):
                    counts[id, row.key] = counts.get((id, row.key), 0) + 1
    return counts


def _build_cell(study: Study, found: Sequence[Evidence], mentions: int, empty: str) -> SubtypeCell:
    measures, practice, safeguard = ([e for e in found if e.layer == layer] for layer in COUNTED)
    symbol, reason = read_symbol(measures, practice, safeguard, mentions, empty)
    best = best_evidence(study, measures or practice or safeguard)
    return SubtypeCell(
        symbol,
        tuple(e.id for e in measures),
        tuple(e.id for e in practice),
        tuple(e.id for e in safeguard),
        mentions,
        best.id if best else "",
        quote(study, best) if best else "",
        reason,
    )


def best_evidence(study: Study, evidence: Sequence[Evidence]) -> Evidence | None:
    """The row an analyst would cite: quotable first, then the highest intensity, the highest score, the earliest."""
    return max(
        evidence,
        key=lambda e: (study.by_id[e.document_id].grade != "E", e.intensity, e.coding.score if e.coding else 0.0),
        default=None,
    )


def quote(study: Study, evidence: Evidence) -> str:
    """The extract of an evidence row; empty if its document is not to be quoted (grade E)."""
    if study.by_id[evidence.document_id].grade == "E":
        return ""
    text = study.paragraphs[evidence.paragraph_key].text
    return extract(text, telling_span(text, evidence.coding, study.intensities.get(evidence.paragraph_key)))


# --- only here, and missing here --------------------------------------------------------------------------------


def find_unique(study: Study, comparison: Comparison, table: SubtypeTable | None = None) -> tuple[Unique, ...]:
    """Sub-types (measures) that one row has and no other of its level has in any layer; matrix and taxonomy order.

    Only rows whose documents can show measures count as peers; without such a peer nothing is called unique.
    """
    table = table or subtype_table(study, comparison)
    level = peers(comparison.rows)
    blind = {row.key for row in comparison.rows if _row_reason(study, row) == "genre"}
    found = []
    for row in comparison.rows:
        others = [key for key in level[row.key] if key != row.key]
        able = tuple(key for key in others if key not in blind)
        for line in table.lines if able else ():
            cell = table.cells[line.id, row.key]
            if not line.own and cell.evidence and not any(_found(table.cells[line.id, key]) for key in others):
                found.append(Unique(row.key, line.column, line.id, cell.evidence, cell.best, cell.extract, able))
    return tuple(found)


def _found(cell: SubtypeCell) -> bool:
    return bool(cell.evidence or cell.practice or cell.safeguard)


def _row_reason(study: Study, row: Row) -> str:
    return why_empty([study.by_id[id] for id in row.documents])


def find_gaps(study: Study, comparison: Comparison, table: SubtypeTable | None = None) -> tuple[Gap, ...]:
    """Sub-types (measures) that a row lacks and another of its level has, with the reason; in matrix order."""
    table = table or subtype_table(study, comparison)
    level = peers(comparison.rows)
    having = {
        (line.id, group): tuple(key for key in group if table.cells[line.id, key].evidence)
        for group in dict.fromkeys(level.values())
        for line in table.lines
    }
    return tuple(
        Gap(row.key, line.column, line.id, cell.reason, cell.practice + cell.safeguard, owners)
        for row in comparison.rows
        for line in table.lines
        if not line.own
        and not (cell := table.cells[line.id, row.key]).evidence
        and (owners := having[line.id, level[row.key]])
    )
