"""Where every evidence row will stand, worked out before anything is written.

In: an `Analysis` and the most rows the sheet may hold. Out: the rows in sheet order (matrix row, column, layer, main
type before further types, document order), so that each count of the matrix is one unbroken range of rows.
Example: the cell 临江区 × 人才 with 3 main and 1 further measure takes rows 12–15; its count 3 links to rows 12–14.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from compare.matrix.analysis import Analysis
from compare.matrix.strength import Strength
from compare.model import COUNTED, Comparison, Evidence

Part = tuple[str, str, str, bool]
"""row key, column, layer, main type?"""


@dataclass(frozen=True)
class Plan:
    """The evidence sheet's rows and where each figure's rows are."""

    rows: tuple[Evidence, ...]
    total: int
    """evidence rows of the study; more than len(rows) if the sheet is bounded"""
    most: int
    """the most rows that one part of a cell got; 0 if the sheet holds all"""
    ranges: Mapping[tuple[str, str, str], tuple[int, int]]
    """(row key, column, figure) → first and last index into `rows`; figures: primary, any, practice, safeguard, all"""
    position: Mapping[str, int]
    """evidence id → index into `rows`"""

    @property
    def counts(self) -> dict[str, int]:
        """The numbers in the sentence that says how much a bounded sheet holds."""
        return {"total": self.total, "shown": len(self.rows), "most": self.most}


def build_plan(analysis: Analysis, keys: Sequence[str], limit: int, asked: Collection[str] = ()) -> Plan:
    """All evidence if it fits into `limit` rows, else the strongest of each cell, every cell treated alike.

    `keys` are the matrix rows in the order of the sheets; `asked` are ids of rows to be checked, which stay.
    """
    parts = _parts(analysis.comparison, keys)
    total = len(analysis.comparison.evidence)
    bounded = total > limit
    if bounded:
        kept = _strongest(analysis, parts, limit, asked)
        parts = {part: [e for e in found if e.id in kept] for part, found in parts.items()}
    rows = tuple(e for found in parts.values() for e in found)
    most = max(map(len, parts.values())) if bounded else 0
    return Plan(rows, total, most, _ranges(parts), {e.id: i for i, e in enumerate(rows)})


def _parts(comparison: Comparison, keys: Sequence[str]) -> dict[Part, list[Evidence]]:
    """Evidence by cell, layer and main or further type; further types are told apart only among measures."""
    parts: dict[Part, list[Evidence]] = {
        (key, column, layer, main): []
        for key in keys
        for column in comparison.columns
        for layer in COUNTED
        for main in ((True, False) if layer == "measure" else (True,))
    }
    for item in comparison.evidence:
        parts[item.row, item.column, item.layer, item.layer != "measure" or item.rank == 1].append(item)
    return parts


def _strongest(
    analysis: Analysis, parts: Mapping[Part, Sequence[Evidence]], limit: int, asked: Collection[str]
) -> set[str]:
    """Ids of the rows that stay: those asked for, one of every cell, then in turn the next strongest of every part.

    A turn that does not fit takes the strongest of its rows. More than `limit` rows stay only where there are more
    cells.
    """
    turns: list[tuple[bool, bool, int, Strength, int, str]] = []
    seen = set[tuple[str, str]]()
    for (row, column, _, _), found in parts.items():
        for turn, item in enumerate(analysis.strongest(e.id for e in found)):
            more = (row, column) in seen
            turns.append((item.id not in asked, more, turn, analysis.strengths[item.id], len(turns), item.id))
            seen.add((row, column))
    return {id for *_, id in sorted(turns)[: max(limit, len(seen) + len(asked))]}


def _ranges(parts: Mapping[Part, Sequence[Evidence]]) -> dict[tuple[str, str, str], tuple[int, int]]:
    ranges: dict[tuple[str, str, str], tuple[int, int]] = {}
    at = 0
    for (row, column, layer, main), found in parts.items():
        if not found:
            continue
        first, last = at, at + len(found) - 1
        at += len(found)
        figures = {"measure": ("primary", "any") if main else ("any",)}.get(layer, (layer,))
        for figure in (*figures, "all"):
            start, _ = ranges.get((row, column, figure), (first, last))
            ranges[row, column, figure] = (start, last)
    return ranges
