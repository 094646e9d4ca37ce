"""Keywords and noun phrases that tell one row from its peers, counted in measure paragraphs.

In: a `Study` and its `Comparison`. Out: `DistinctiveKeyword`s, each with the evidence rows that its count is the
number of. Relative figures: they change with the peers.
Example: 发明专利 stands in 11 of 127 measures of one province and in none of 821 of its peers: G² 45.1.
A run tells keywords, which are the analyst's own whole words and cost nothing more; phrases, which the taxonomy need
not know, are found when they are asked for (`chinese.phrases` says what that costs).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from compare.chinese.phrases import noun_phrases
from compare.matrix.statistics import KEYNESS_COUNT, KEYNESS_G2, Keyness, benjamini_hochberg, keyness
from compare.model import Comparison, Evidence, Row, Study

Pair = tuple[str, str]
"""a keyword and the id of its type or sub-type; a phrase and nothing"""
Used = Mapping[str, Mapping[Pair, tuple[str, ...]]]
"""row key → what its measures use → evidence ids, one for each measure paragraph with it"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DistinctiveKeyword:
    """A keyword or phrase that one row uses more or less than its peers do, in measure paragraphs (once each)."""

    row: str
    keyword: str
    measure_id: str
    """type or sub-type; empty for a phrase"""
    count: int
    """measure paragraphs of the row with it"""
    units: int
    """measure paragraphs of the row"""
    peers_count: int
    peers_units: int
    """the same of all its peers together"""
    keyness: Keyness
    p_adjusted: float
    """of χ², Benjamini–Hochberg over all pairs tested"""
    evidence: tuple[str, ...]
    """ids of evidence rows, one for each of the `count` paragraphs"""


def find_distinctive(study: Study, comparison: Comparison) -> tuple[DistinctiveKeyword, ...]:
    """Keywords that a row's measures name more or less often than those of its peers, strongest first within a row."""
    return _against_peers(comparison, {row.key: _keyword_evidence(study, comparison, row) for row in comparison.rows})


def find_distinctive_phrases(study: Study, comparison: Comparison) -> tuple[DistinctiveKeyword, ...]:
    """The same of the noun phrases of the measures, whether the taxonomy knows them or not."""
    return _against_peers(comparison, {row.key: _phrase_evidence(study, comparison, row) for row in comparison.rows})


def _against_peers(comparison: Comparison, used: Used) -> tuple[DistinctiveKeyword, ...]:
    units = {row.key: row.units for row in comparison.rows}
    found: list[tuple[str, Pair, int, int, Keyness]] = []
    groups = comparison.peers
    for group in dict.fromkeys(filter(None, groups.values())):
        everywhere: Counter[Pair] = Counter()
        for key in group:
            everywhere.update({pair: len(ids) for pair, ids in used[key].items()})
        total = sum(units[key] for key in group)
        common = {pair: number for pair, number in everywhere.items() if number >= KEYNESS_COUNT}
        for key in (key for key in group if groups[key] == group):
            rest_units = total - units[key]
            known: dict[tuple[int, int], Keyness] = {}  # most keywords of the peers a row has not, and few numbers
            for pair, number in common.items():
                own = len(used[key].get(pair, ()))
                rest = number - own
                if (own, rest) not in known:
                    known[own, rest] = keyness(own, units[key], rest, rest_units)
                found.append((key, pair, rest, rest_units, known[own, rest]))
    tested = [item for item in found if item[-1].p is not None]
    adjusted = benjamini_hochberg([item[-1].p or 0.0 for item in tested])
    order = {row.key: i for i, row in enumerate(comparison.rows)}
    rows = [
        DistinctiveKeyword(
            row=key,
            keyword=pair[0],
            measure_id=pair[1],
            count=len(ids),
            units=units[key],
            peers_count=rest,
            peers_units=rest_units,
            keyness=figures,
            p_adjusted=p,
            evidence=ids,
        )
        for (key, pair, rest, rest_units, figures), p in zip(tested, adjusted, strict=True)
        for ids in [used[key].get(pair, ())]
    ]
    return tuple(sorted(rows, key=lambda r: (order[r.row], -(r.keyness.chi2 or 0.0), r.measure_id, r.keyword)))


def telling_keywords(found: Iterable[DistinctiveKeyword], most: int) -> tuple[DistinctiveKeyword, ...]:
    """Those that may be printed, at most `most` a row, the highest G² first within a row.

    More frequent than among the peers, in three paragraphs of the row at least, G² ≥ 6.63; a word that stands under
    two types is shown once.
    """
    kept = [k for k in found if k.count >= KEYNESS_COUNT and (k.keyness.g2 or 0.0) >= KEYNESS_G2]
    rows: dict[str, dict[str, DistinctiveKeyword]] = {}
    for keyword in sorted(kept, key=lambda k: -(k.keyness.g2 or 0.0)):
        rows.setdefault(keyword.row, {}).setdefault(keyword.keyword, keyword)
    return tuple(k for key in dict.fromkeys(k.row for k in kept) for k in list(rows[key].values())[:most])


def _keyword_evidence(study: Study, comparison: Comparison, row: Row) -> dict[Pair, tuple[str, ...]]:
    """(keyword, type or sub-type id) → evidence ids, one for each measure paragraph of the row with it."""
    main = {e.paragraph_key: e.id for c in comparison.columns for e in _main_rows(comparison, row.key, c)}
    found: dict[Pair, list[str]] = {}
    for paragraph in (p for id in row.documents for p in study.by_id[id].paragraphs if p.role == "measure"):
        matches = (m for c in study.codings.get(paragraph.key, ()) for m in c.matches if not m.rejected)
        for pair in {(m.keyword.text, m.keyword.measure_id): None for m in matches}:
            found.setdefault(pair, []).append(main[paragraph.key])
    return {pair: tuple(ids) for pair, ids in found.items()}


def _phrase_evidence(study: Study, comparison: Comparison, row: Row) -> dict[Pair, tuple[str, ...]]:
    main = [e for c in comparison.columns for e in _main_rows(comparison, row.key, c)]
    found: dict[Pair, list[str]] = {}
    for item, phrases in zip(main, noun_phrases(study.paragraphs[e.paragraph_key].text for e in main), strict=True):
        for phrase in phrases:
            found.setdefault((phrase, ""), []).append(item.id)
    return {pair: tuple(ids) for pair, ids in found.items()}


def _main_rows(comparison: Comparison, row: str, column: str) -> list[Evidence]:
    return [comparison.by_id[id] for id in comparison.cells[row, column].primary]
