"""The answer on one page: what a director asks of the texts, as far as they bear it.

In: an `Analysis`. Out: an `Answer`, facts without words: who stands on the page, what leads where and what each names,
what one may say it lacks, figures side by side, passages to copy, warnings, documents left out.
Example: of 临江区, with 11 of 48 measures under talent and no number for incubators, it tells the lead talent and the
aimless type incubator.

portraits: what a row does most and what it lacks · borrowing: sentences to copy · alerts: what to beware of · home: the
same page from the side of one row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from compare.kinds import PageRole
from compare.lexicons import load
from compare.matrix.answer.alerts import Warned, find_warnings, open_next
from compare.matrix.answer.borrowing import Passage, candidates, find_passages
from compare.matrix.answer.home import Beside, find_beside
from compare.matrix.answer.portraits import Lack, Portrait, documents_of, find_lack, find_portrait, leading_subtypes
from compare.matrix.choice import home_key
from compare.matrix.comparability import is_partial, is_summary
from compare.matrix.grids.amounts import AmountLine
from compare.matrix.grids.targets import TargetLine
from compare.model import OTHER, Document, PeerGroup, Row

if TYPE_CHECKING:
    from compare.matrix.analysis import Analysis

MOST_ROWS = 8
"""rows that fit on one page"""
PASSAGES, BORROWED = 5, 3
"""passages to copy, and those an analyst takes from the others"""
LINES, GENERAL = 5, 2
"""lines of targets, and of amounts, side by side; of targets where all are about the economy at large"""


@dataclass(frozen=True, slots=True)
class Standing:
    """A row and what it is on the page."""

    row: Row
    role: PageRole
    partial: bool
    """its texts are excerpts: what they do not say may be said elsewhere"""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What stands on the page."""

    home: str
    """key of the analyst's own row; empty without one"""
    standings: tuple[Standing, ...]
    """every row of the matrix"""
    shown: tuple[str, ...]
    """keys of the rows that the page is about, the own one first, then its peers; at most `MOST_ROWS`"""
    others: int
    """further rows that could stand there"""
    led: Mapping[str, int]
    """type → rows, those not shown included, in which it has most measures"""
    groups: tuple[PeerGroup, ...]
    """peers among those shown, the largest group first"""
    portraits: tuple[Portrait, ...]
    points: Mapping[tuple[str, str], tuple[str, ...]]
    """(type, row key) → sub-types with most measures, two at most"""
    lacks: tuple[Lack, ...]
    passages: tuple[Passage, ...]
    targets: tuple[TargetLine, ...]
    """what two rows of the page state, then what one states"""
    amounts: tuple[AmountLine, ...]
    """objects for which two rows of the page state sums"""
    stating: tuple[str, ...]
    """rows of the page that state a sum they give"""
    warnings: tuple[Warned, ...]
    """the weightiest first"""
    open_next: str
    """id of the document with most that can be copied; empty without one"""
    beside: Beside | None
    """the page from the side of the own row; None without one"""

    def of(self, role: PageRole) -> list[Row]:
        """Rows with a role."""
        return [standing.row for standing in self.standings if standing.role == role]

    @property
    def partial(self) -> tuple[str, ...]:
        """Rows of the page of which only a part is known."""
        return tuple(s.row.key for s in self.standings if s.partial and s.row.key in self.shown)


def find_answer(analysis: Analysis) -> Answer:
    """The page of a comparison; thin evidence gives empty parts."""
    comparison = analysis.comparison
    home = home_key(analysis.study.settings, comparison.labels)
    standings = tuple(_standing(analysis, row) for row in comparison.rows)
    fit = _fit(standings, home)
    shown = _selected(analysis, fit, home)
    partial = {s.row.key for s in standings if s.partial}
    columns = comparison.columns
    return Answer(
        home=home if home in shown else "",
        standings=standings,
        shown=shown,
        others=len(fit) - len(shown),
        led=_led(analysis, fit),
        groups=_groups(analysis, shown),
        portraits=tuple(find_portrait(analysis, key) for key in shown),
        points={(column, key): leading_subtypes(analysis, column, key) for column in columns for key in shown},
        lacks=tuple(lack for key in shown if key not in partial and (lack := find_lack(analysis, key, shown))),
        passages=_passages(analysis, shown, home),
        targets=tuple(_target_lines(analysis, shown, alone=home not in shown)),
        amounts=tuple(_amount_lines(analysis, shown)),
        stating=tuple(key for key in analysis.amount_grid.stating if key in shown),
        warnings=tuple(find_warnings(analysis, home)),
        open_next=open_next(analysis, [key for key in shown if key != home]),
        beside=find_beside(analysis, home, shown) if home in shown and len(shown) > 1 else None,
    )  # fmt: skip


# --- who stands on the page -------------------------------------------------------------------------------------


def _standing(analysis: Analysis, row: Row) -> Standing:
    documents = documents_of(analysis, row.key)
    return Standing(row, _role(row, documents), any(is_partial(d) or is_summary(d) for d in documents))


def _role(row: Row, documents: Sequence[Document]) -> PageRole:
    if not any(d.quotable for d in documents):
        return "garbled"
    if row.empty == "genre":
        return "results"
    if not row.units:
        return "empty"
    return "reference" if row.empty == "summary" else "compared"


def _fit(standings: Sequence[Standing], home: str) -> list[str]:
    """Rows that the page may be about: the own one, those compared; where there are none, the summaries."""
    roles = {standing.row.key: standing.role for standing in standings}
    fit = [key for key, role in roles.items() if role == "compared"] or [
        k for k, r in roles.items() if r == "reference"
    ]
    asked = [home] if home and home not in fit and roles[home] == "reference" else []
    return asked + fit


def _selected(analysis: Analysis, fit: Sequence[str], home: str) -> tuple[str, ...]:
    """The own row, its peers (or the largest group), then the others; of too many those with most measures."""
    if analysis.study.settings.compare:
        return tuple(fit[:MOST_ROWS])
    by_key, groups = analysis.comparison.by_key, analysis.comparison.peers
    peers = groups[home] if home in fit else max(groups.values(), key=len, default=())
    own = [home] if home in fit else []
    ranked = sorted((key for key in fit if key != home), key=lambda key: (key not in peers, -by_key[key].units))
    kept = ranked[: MOST_ROWS - len(own)]
    excerpts = {key for key in kept if any(is_partial(d) for d in documents_of(analysis, key))}
    return (*own, *sorted(kept, key=lambda key: (key not in peers, key in excerpts, fit.index(key))))


def _led(analysis: Analysis, fit: Sequence[str]) -> Mapping[str, int]:
    """How many rows each type leads; several of equal number lead together."""
    counts: Counter[str] = Counter()
    for key in fit:
        cells = {c: len(analysis.comparison.cells[key, c].primary) for c in analysis.comparison.columns if c != OTHER}
        most = max(cells.values(), default=0)
        counts.update(column for column, number in cells.items() if number == most > 0)
    return counts


def _groups(analysis: Analysis, shown: Sequence[str]) -> tuple[PeerGroup, ...]:
    groups = [g for g in analysis.comparison.peer_groups if sum(key in shown for key in g.rows) > 1]
    return tuple(sorted(groups, key=lambda g: (bool(g.theme), -sum(key in shown for key in g.rows))))


# --- side by side -----------------------------------------------------------------------------------------------


def _passages(analysis: Analysis, shown: Sequence[str], home: str) -> tuple[Passage, ...]:
    rows = [key for key in shown if key != home] or list(shown)
    by_row: dict[str, list[str]] = {key: [] for key in rows}
    for evidence in analysis.comparison.evidence:
        if evidence.row in by_row:
            by_row[evidence.row].append(evidence.id)
    asked = [e for ids in by_row.values() for e in candidates(analysis.strongest(ids))]
    return find_passages(analysis.study, asked, BORROWED if home in shown else _most_passages(rows))


def _most_passages(rows: Sequence[str]) -> int:
    """Three of one row, one more for each further one."""
    return min(PASSAGES, 2 + len(rows))


def _target_lines(analysis: Analysis, shown: Sequence[str], alone: bool) -> Iterator[TargetLine]:
    """Indicators that two rows of the page state; after them, if asked, what one row does, from row to row."""
    if len(shown) < 2:
        return
    grid = analysis.target_grid
    stating = {line: [key for key in shown if grid.of(line, key)] for line in grid.lines}
    shared = [line for line, keys in stating.items() if len(keys) > 1]
    shared.sort(key=lambda line: (not _is_typed(line), -len(stating[line])))
    typed = sum(map(_is_typed, shared))
    shared = shared[: LINES if typed else GENERAL]
    yield from shared
    if not alone:
        return
    single = {key: [line for line, keys in stating.items() if keys == [key] and line.folded] for key in shown}
    room = LINES - 1 - len(shared) if sum(map(bool, single.values())) > 1 or shared else 0
    while room > 0 and any(single.values()):
        for key in shown:
            if single[key] and room > 0:
                room -= 1
                yield single[key].pop(0)


def _is_typed(line: TargetLine) -> bool:
    """Whether an indicator is about a type that is compared, wherever its figures stand; GDP is about none."""
    return line.indicator in _typed_indicators() if line.folded else line.type_id != OTHER


@cache
def _typed_indicators() -> frozenset[str]:
    return frozenset(entry["name"] for entry in load("indicators") if entry.get("type"))


def _amount_lines(analysis: Analysis, shown: Sequence[str]) -> list[AmountLine]:
    """Objects for which two rows of the page state what they give, those of most rows first."""
    grid = analysis.amount_grid
    giving = {line: sum(bool(grid.cell(line, key).grants) for key in shown) for line in grid.lines if line.object}
    return sorted((line for line, rows in giving.items() if rows > 1), key=lambda line: -giving[line])[:LINES]
