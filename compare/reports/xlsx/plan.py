"""Where every evidence row will stand, worked out before anything is written.

In: a `Comparison` and the most rows the sheet may hold. Out: the rows in sheet order (matrix row, column, layer, main
type before further types, document order), so that each count of the matrix is one unbroken range of rows.
Example: the cell 临江区 × 人才 with 3 main and 1 further measure takes rows 12–15; its count 3 links to rows 12–14.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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


def build_plan(comparison: Comparison, keys: Sequence[str], limit: int) -> Plan:
    """All evidence if it fits into `limit` rows, else the strongest of each cell, every cell treated alike.

    `keys` are the matrix rows in the order of the sheets.
    """
    parts = _parts(comparison, keys)
    most = 0 if len(comparison.evidence) <= limit else _fair_share([len(p) for p in parts.values()], limit)
    if most:
        order = {e.id: i for i, e in enumerate(comparison.evidence)}
        strongest = {part: sorted(found, key=_strength)[:most] for part, found in parts.items()}
        parts = {part: sorted(found, key=lambda e: order[e.id]) for part, found in strongest.items()}
    rows = tuple(e for found in parts.values() for e in found)
    return Plan(rows, len(comparison.evidence), most, _ranges(parts), {e.id: i for i, e in enumerate(rows)})


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


def _strength(item: Evidence) -> tuple[float, float]:
    return -(item.coding.score if item.coding else 0.0), -item.intensity


def _fair_share(sizes: Sequence[int], limit: int) -> int:
    """The largest number of rows a part may keep so that all together stay within `limit`; at least one."""
    low, high = 1, max(sizes)
    while low < high:
        middle = (low + high + 1) // 2
        if sum(min(size, middle) for size in sizes) <= limit:
            low = middle
        else:
            high = middle - 1
    return low


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
