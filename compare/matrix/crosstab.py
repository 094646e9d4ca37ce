"""The sub-type table behind the matrix: what each district has, what only one has, what it lacks.

In: a `Study`, its `Comparison` and what is computed of them before (`compare.matrix.analysis` hands it on). Out: lines
and cells that hold evidence ids, never bare numbers. Example: 临江区 houses talent (人才公寓, evidence row
临江2023-2-2) and its peer 南浦区 does not: `find_gaps` gives 南浦区 the sub-type talent-housing with the reason
``absent``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from compare.kinds import EmptyReason
from compare.matrix.comparison import mentioned, read_symbol
from compare.matrix.extracts import Extract, extract, own_spans, telling_span
from compare.matrix.grounds import grounded
from compare.matrix.rows import level_rank
from compare.matrix.strength import Strengths, by_strength
from compare.model import COUNTED, OTHER, Comparison, Evidence, PeerGroup, Study, Symbol


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Unique:
    """A sub-type that only one of several peers has."""

    row: str
    column: str
    subtype: str
    evidence: tuple[str, ...]
    best: str
    extract: Extract | None
    peers: tuple[str, ...]
    """row keys of the peers that could show it and do not have it"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A sub-type that peers have and this row lacks."""

    row: str
    column: str
    subtype: str
    reason: str
    """as in `Cell.reason`"""
    evidence: tuple[str, ...]
    """practice and safeguard rows that come nearest"""
    peers: tuple[str, ...]
    """row keys of those that have it"""


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


# --- only here, and missing here --------------------------------------------------------------------------------


class _Peers:
    """The peers of each row in each column, and the documents by which they are peers."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._groups: dict[str, list[PeerGroup]] = {row.key: [] for row in comparison.rows}
        for group in comparison.peer_groups:
            for key in group.rows:
                self._groups[key].append(group)
        self._place = {row.key: place for place, row in enumerate(comparison.rows)}
        self._owners: dict[tuple[str, PeerGroup], tuple[str, ...]] = {}

    def rows(self, row: str, column: str) -> tuple[str, ...]:
        """The other rows that may be set beside a row in a column, in matrix order."""
        found = {key for group in self._of(row, column) for key in group.rows} - {row}
        return tuple(sorted(found, key=self._place.__getitem__))

    def owners(self, row: str, line: SubtypeLine, table: SubtypeTable) -> tuple[str, ...]:
        """The peers of a row whose documents have grounded measures of a sub-type, in matrix order."""
        found = {key for group in self._of(row, line.column) for key in self._having(group, line, table)}
        return tuple(sorted(found, key=self._place.__getitem__))

    def compares(self, row: str, column: str, evidence: Iterable[str]) -> bool:
        """True if one of the evidence rows stands in a document by which the row has peers in the column."""
        by_id = self._comparison.by_id
        return any(by_id[id].document_id in group.documents for group in self._of(row, column) for id in evidence)

    def _of(self, row: str, column: str) -> Iterator[PeerGroup]:
        return (group for group in self._groups[row] if group.compares(column))

    def _having(self, group: PeerGroup, line: SubtypeLine, table: SubtypeTable) -> tuple[str, ...]:
        if (line.id, group) not in self._owners:
            by_id = self._comparison.by_id
            self._owners[line.id, group] = tuple(
                key
                for key in group.rows
                if any(by_id[id].document_id in group.documents for id in table.cells[line.id, key].grounded)
            )
        return self._owners[line.id, group]


def find_unique(study: Study, comparison: Comparison, table: SubtypeTable, strengths: Strengths) -> tuple[Unique, ...]:
    """Sub-types (grounded measures) that one row has and no peer has in any layer; matrix and taxonomy order.

    Only peers whose documents can show measures are counted; without one nothing is called unique. Nor is what
    another row of the level has, be it a plan of another time or a news item: it refutes though it does not compare.
    """
    blind = {row.key for row in comparison.rows if row.empty == "genre"}
    ranks = {row.key: level_rank(row.level) for row in comparison.rows}
    having = Counter(
        (line.id, ranks[key]) for line in table.lines for key in ranks if _found(table.cells[line.id, key])
    )
    peers = _Peers(comparison)
    found = []
    for row in comparison.rows:
        able = {
            column: tuple(key for key in peers.rows(row.key, column) if key not in blind)
            for column in comparison.columns
        }
        for line in table.lines:
            cell = table.cells[line.id, row.key]
            alone = cell.grounded and having[line.id, ranks[row.key]] == 1
            if not line.own and able[line.column] and alone and peers.compares(row.key, line.column, cell.grounded):
                best = min(cell.grounded, key=strengths.__getitem__)
                words = quote(study, comparison.by_id[best], line.id)
                found.append(
                    Unique(
                        row=row.key,
                        column=line.column,
                        subtype=line.id,
                        evidence=cell.grounded,
                        best=best,
                        extract=words,
                        peers=able[line.column],
                    )
                )
    return tuple(found)


def _found(cell: SubtypeCell) -> bool:
    return bool(cell.evidence or cell.practice or cell.safeguard)


def find_gaps(comparison: Comparison, table: SubtypeTable) -> tuple[Gap, ...]:
    """Sub-types that a row has no measure of and a peer has grounded measures of, with the reason; in matrix order.

    A peer's measure counts where its document and one of the row's are of one kind, time and theme.
    """
    peers = _Peers(comparison)
    return tuple(
        Gap(
            row=row.key,
            column=line.column,
            subtype=line.id,
            reason=cell.reason,
            evidence=cell.practice + cell.safeguard,
            peers=owners,
        )
        for row in comparison.rows
        if row.empty != "genre"
        for line in table.lines
        if not line.own
        and not (cell := table.cells[line.id, row.key]).evidence
        and (owners := peers.owners(row.key, line, table))
    )


def find_unjudged(comparison: Comparison) -> tuple[tuple[str, str], ...]:
    """(row key, reason) of rows that are told no gaps: ``genre``, none of its texts can show measures; ``alone``."""
    compared = {key for group in comparison.peer_groups for key in group.rows}
    reasons = ((row.key, "genre" if row.empty == "genre" else "alone") for row in comparison.rows)
    return tuple((key, reason) for key, reason in reasons if reason == "genre" or key not in compared)
