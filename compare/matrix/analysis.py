"""Everything that is known by comparing, each part computed once however many reports render it.

In: a `Study`. Out: an `Analysis`; a part that no report asks for is never computed. This is the only way to these
values: reports, page, Word and CSV only render them, and `compare OLD NEW` reads its cells.
Example: ``analyse(study).gaps`` is read by the workbook and by the report, and found once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest

from compare import lexicons
from compare.display import html_table
from compare.matrix.absence import Absences
from compare.matrix.absence.gaps import BesidePeers, Gap, Unique, Unsaid, find_unjudged
from compare.matrix.answer import Answer, find_answer
from compare.matrix.comparison import build_comparison
from compare.matrix.contrasts import Change, find_changes
from compare.matrix.counts import (
    Category,
    Counts,
    Occurrences,
    Presence,
    find_counts,
    find_holders,
    find_occurrences,
    find_presences,
)
from compare.matrix.courses import Course, find_courses
from compare.matrix.crosstab import SubtypeTable, subtype_table
from compare.matrix.doubts import Doubtful, find_doubtful
from compare.matrix.grids.amounts import AmountGrid, build_amount_grid
from compare.matrix.grids.targets import TargetGrid, result_grid, target_grid
from compare.matrix.keywords import DistinctiveKeyword, find_distinctive, find_distinctive_phrases
from compare.matrix.quotes.points import Points, find_best, find_points
from compare.matrix.shades import find_shades
from compare.matrix.strength import Strengths, find_strengths
from compare.matrix.tables import (
    Independence,
    Likeness,
    LongRow,
    Pair,
    Profile,
    find_independence,
    find_likeness,
    find_pairs,
    find_profiles,
    long_rows,
)
from compare.model import Cell, Comparison, Evidence, Study
from compare.rules import using
from compare.wording import Wording


@dataclass(frozen=True, eq=False)
class Analysis:
    """A comparison with all that follows from it."""

    study: Study
    comparison: Comparison

    def __repr__(self) -> str:
        rows, types = len(self.comparison.rows), len(self.study.taxonomy.types)
        return f"<Analysis: {rows} rows × {types} types, {len(self.comparison.evidence)} evidence rows>"

    def _repr_html_(self) -> str:
        """The matrix as a notebook shows a value: symbol and measures by main type, which add up over a row."""
        columns, cells = self.comparison.columns, self.comparison.cells
        words = lexicons.heads(self.study.settings.lang)
        rows = [
            [row.label, *(_shown(cells[row.key, column]) for column in columns), row.units]
            for row in self.comparison.rows
        ]
        heads = [words["matrix_row"], *(self.labels[column] for column in columns), words["measures"]]
        return html_table(repr(self), heads, rows)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Type or sub-type id → its name in the language of the study."""
        return Wording(self.study.settings.lang, self.study.taxonomy).type_names

    @cached_property
    def shades(self) -> Mapping[tuple[str, str], int]:
        """(row key, column) → how dark the cell of the matrix is, 0 to 5."""
        return find_shades(self.comparison)

    # --- sub-types --------------------------------------------------------------------------------------------------

    @cached_property
    def subtypes(self) -> SubtypeTable:
        """Sub-types × rows with their best evidence."""
        return subtype_table(self.study, self.comparison, self.strengths)

    @cached_property
    def points(self) -> Points:
        """(sub-type line, row key) → what the texts say of it in a few whole clauses."""
        with using(self.study.settings.rules):
            return find_points(self.study, self.comparison, self.subtypes, self.strengths)

    @cached_property
    def best_points(self) -> Points:
        """(type, row key) → the firmest points of its sub-types."""
        return find_best(self.points, self.subtypes)

    # --- what is not there ------------------------------------------------------------------------------------------

    @cached_property
    def absences(self) -> Absences:
        """What may be said to be missing: ``absences.lacks(row, subtype)``, peers or not."""
        return Absences(self.study, self.comparison, self.subtypes)

    @cached_property
    def _beside_peers(self) -> BesidePeers:
        return BesidePeers(self.study, self.comparison, self.subtypes, self.strengths, self.absences)

    @property
    def unique(self) -> tuple[Unique, ...]:
        """What one row has and the whole texts of its peers name nowhere."""
        return self._beside_peers.unique

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What rows admit that they lack, what peers have and they name nowhere, and what they only aim at."""
        return self._beside_peers.gaps

    @property
    def unsaid(self) -> tuple[Unsaid, ...]:
        """What peers have and of which nothing can be said."""
        return self._beside_peers.unsaid

    @cached_property
    def unjudged(self) -> Mapping[str, str]:
        """Row key → why the row is told no gaps."""
        return dict(find_unjudged(self.comparison))

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What came and went between successive periods of one row."""
        return find_changes(self.study, self.comparison)

    @cached_property
    def courses(self) -> tuple[Course, ...]:
        """How the measures of a row spread over the types from period to period."""
        return find_courses(self.study, self.comparison)

    # --- amounts ------------------------------------------------------------------------------------------------------

    @cached_property
    def amount_grid(self) -> AmountGrid:
        """What each row gives for the same object."""
        return build_amount_grid(self.study, self.comparison)

    # --- rows -------------------------------------------------------------------------------------------------------

    @cached_property
    def long_rows(self) -> tuple[LongRow, ...]:
        """Every cell as a line of numbers."""
        return long_rows(self.comparison)

    @cached_property
    def profiles(self) -> tuple[Profile, ...]:
        """Each row as a whole, in matrix order."""
        return find_profiles(self.study, self.comparison)

    @cached_property
    def tests(self) -> tuple[Independence, ...]:
        """One test of independence a peer group."""
        return find_independence(self.comparison)

    @cached_property
    def likeness(self) -> Likeness:
        """Similarity of all rows."""
        return find_likeness(self.comparison)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Pairs of peers, the most alike first."""
        return find_pairs(self.comparison, self.likeness)

    @cached_property
    def keywords(self) -> tuple[DistinctiveKeyword, ...]:
        """Keywords that tell rows from their peers."""
        return find_distinctive(self.study, self.comparison)

    @cached_property
    def phrases(self) -> tuple[DistinctiveKeyword, ...]:
        """Noun phrases that tell rows from their peers; takes seconds, and no report of a run asks."""
        return find_distinctive_phrases(self.study, self.comparison)

    # --- figures ----------------------------------------------------------------------------------------------------

    @cached_property
    def target_grid(self) -> TargetGrid:
        """What rows aim at, one line an indicator."""
        return target_grid(self.study, self.comparison)

    @cached_property
    def result_grid(self) -> TargetGrid:
        """What rows report as reached, apart from what they aim at."""
        return result_grid(self.study, self.comparison)

    # --- the answer ---------------------------------------------------------------------------------------------------

    @cached_property
    def answer(self) -> Answer:
        """What stands on the one page."""
        with using(self.study.settings.rules):
            return find_answer(self)

    # --- frequencies -------------------------------------------------------------------------------------------------

    @cached_property
    def occurrences(self) -> Occurrences:
        """What stands in each paragraph."""
        return find_occurrences(self.study)

    @cached_property
    def counts(self) -> Counts:
        """How often categories and keywords occur, by document and by row."""
        return find_counts(self.study, self.comparison, self.occurrences)

    @cached_property
    def holders(self) -> Mapping[tuple[str, Category], tuple[str, ...]]:
        """(row key, category) → evidence ids, one for each counted paragraph that holds it."""
        return find_holders(self.comparison, self.occurrences)

    @cached_property
    def presences(self) -> tuple[Presence, ...]:
        """Which types each paragraph is of, and how many of their words it holds."""
        return find_presences(self.study, self.occurrences)

    # --- doubt ------------------------------------------------------------------------------------------------------

    @cached_property
    def doubtful(self) -> tuple[Doubtful, ...]:
        """What a person should look at first, the most doubtful in front."""
        return find_doubtful(self.study, self.comparison)

    # --- the strongest ----------------------------------------------------------------------------------------------

    @cached_property
    def strengths(self) -> Strengths:
        """Evidence id → what it is ordered by; rows are cited by thousands of sentences and cells."""
        return find_strengths(self.study, self.comparison.evidence)

    def strongest(self, ids: Iterable[str]) -> list[Evidence]:
        """Evidence rows in the order in which one would cite them."""
        return [self.comparison.by_id[id] for id in sorted(ids, key=self.strengths.__getitem__)]

    def first_strongest(self, ids: Sequence[str], most: int) -> list[Evidence]:
        """The first `most` of `strongest`."""
        return [self.comparison.by_id[id] for id in nsmallest(most, ids, key=self.strengths.__getitem__)]


def analyse(study: Study) -> Analysis:
    """A coded study laid side by side, by the rules of its run; after people decided, see `compare.review.verdicts`."""
    with using(study.settings.rules):
        return Analysis(study, build_comparison(study))


def _shown(cell: Cell) -> str:
    return f"{cell.symbol} {len(cell.primary)}" if cell.primary else cell.symbol
