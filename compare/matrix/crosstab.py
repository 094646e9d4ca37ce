"""The sub-type table behind the matrix: what each district has of each sub-type, with the words that show it best.

In: a `Study`, its `Comparison` and what is computed of them before (`compare.matrix.analysis` hands it on). Out: lines
and cells that hold evidence ids, never bare numbers. Example: 临江区 houses talent (人才公寓): its cell of
talent-housing holds the evidence row 临江2023-2-2 and its words. What follows is said in matrix/absence.py.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from compare.kinds import EmptyReason
from compare.matrix.comparison import mentioned, read_symbol
from compare.matrix.grounds import grounded
from compare.matrix.quotes.extracts import Extract, extract, own_spans, telling_span
from compare.matrix.strength import Strengths, by_strength
from compare.model import COUNTED, OTHER, Comparison, Evidence, Study, Symbol


@dataclass(frozen=True, slots=True)
class SubtypeLine:
    """A line of the sub-type table."""

    column: str
    """type id or OTHER"""
    id: str
    """sub-type id; the column's own id for evidence that names no sub-type; a residual type's id under OTHER"""
    own: bool
    """True: the column's own line, no sub-type (it takes no part in gaps unless the type has no sub-types)"""


@dataclass(frozen=True, slots=True, kw_only=True)
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
    reason: str
    """why it is not ●, as in `Cell.reason`"""
    grounded: tuple[str, ...]
    """those of `evidence` that rest on more than one weak keyword: what coverage, 独有 and gaps are told by"""


@dataclass(frozen=True)
class SubtypeTable:
    """Sub-types × rows."""

    lines: tuple[SubtypeLine, ...]
    """taxonomy order, OTHER last"""
    cells: Mapping[tuple[str, str], SubtypeCell]
    """(line id, row key) → cell; every pair is present"""


# --- sub-types --------------------------------------------------------------------------------------------------


def subtype_table(study: Study, comparison: Comparison, strengths: Strengths) -> SubtypeTable:
    """Which sub-type each row has, with its best evidence; every evidence row stands in one line at least."""
    found: dict[tuple[str, str], list[Evidence]] = {}
    for evidence in comparison.evidence:
        for id in line_ids(evidence):
            found.setdefault((id, evidence.row), []).append(evidence)
    lines = build_lines(study, {id for id, _ in found})
    mentions = _count_mentions(study, comparison)
    cells = {
        (line.id, row.key): _build_cell(
            line.id,
            found.get((line.id, row.key), ()),
            mentions.get((line.id, row.key), 0),
            row.silence(line.column),
            strengths,
        )
        for line in lines
        for row in comparison.rows
    }
    return SubtypeTable(lines, cells)


def line_ids(evidence: Evidence) -> tuple[str, ...]:
    """The lines of the sub-type table in which an evidence row stands."""
    return evidence.subtypes or (evidence.column,)


def build_lines(study: Study, used: Collection[str] = ()) -> tuple[SubtypeLine, ...]:
    """The lines of the table; a type's own line stands there only if it is `used`."""
    lines = []
    for kind in study.taxonomy.types:
        below = study.taxonomy.subtypes(kind.id)
        lines += [SubtypeLine(kind.id, m.id, False) for m in below]
        if kind.id in used or not below:
            lines.append(SubtypeLine(kind.id, kind.id, bool(below)))
    lines += [SubtypeLine(OTHER, m.id, True) for m in study.taxonomy.residuals]
    return (*lines, SubtypeLine(OTHER, OTHER, True))


def _count_mentions(study: Study, comparison: Comparison) -> dict[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = {}
    for row in comparison.rows:
        for paragraph in (p for id in row.documents for p in study.by_id[id].paragraphs if p.counted):
            for coding in filter(mentioned, study.codings.get(paragraph.key, ())):
                for id in coding.subtypes or (coding.measure_id,):
                    counts[id, row.key] = counts.get((id, row.key), 0) + 1
    return counts


def _layers(found: Sequence[Evidence]) -> list[list[Evidence]]:
    """The evidence of each layer, measures first."""
    return [[e for e in found if e.layer == layer] for layer in COUNTED]


def _best_layer(found: Sequence[Evidence]) -> list[Evidence]:
    return next(filter(None, _layers(found)), [])


def _build_cell(
    line: str, found: Sequence[Evidence], mentions: int, silence: EmptyReason, strengths: Strengths
) -> SubtypeCell:
    measures, practice, safeguard = _layers(found)
    symbol, reason = read_symbol(measures, practice, safeguard, mentions, silence)
    best = by_strength(strengths, _best_layer(found))
    return SubtypeCell(
        symbol=symbol,
        evidence=tuple(e.id for e in measures),
        practice=tuple(e.id for e in practice),
        safeguard=tuple(e.id for e in safeguard),
        mentions=mentions,
        best=best[0].id if best else "",
        reason=reason,
        grounded=tuple(
            e.id for e in measures if e.coding and (line not in e.coding.subtypes or line in grounded(e.coding))
        ),
    )


def quote(study: Study, evidence: Evidence, subtype: str = "") -> Extract | None:
    """The extract of an evidence row, around the heaviest keyword of a sub-type if one is given.

    None if its document is not to be quoted (grade E).
    """
    if not study.by_id[evidence.document_id].quotable:
        return None
    text = study.paragraphs[evidence.paragraph_key].text
    own = next(iter(own_spans(evidence.coding, subtype)), None)
    return extract(text, own or telling_span(evidence.coding, study.intensity(evidence.paragraph_key, evidence.column)))
