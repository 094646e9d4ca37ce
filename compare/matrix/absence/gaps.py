"""独有 and 缺口: what one row alone has, what it lacks beside its peers, and of what nothing can be said.

In: `Absences` of rows that are peers, and what peers have for certain. Out: `Unique`, `Gap`, `Unsaid`. Example: 临江区
houses talent (人才公寓) and nothing of the kind stands in its peer 南浦区: a gap of 南浦区, and 独有 of 临江区. One
mention, be it in a list or an aim, and neither is said; of an excerpt it is said that nothing follows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from compare import lexicons
from compare.kinds import AbsenceVerdict
from compare.matrix.absence import SAID, Absence, Absences, Proof, is_whole
from compare.matrix.absence.lookup import Trace
from compare.matrix.crosstab import SubtypeCell, SubtypeLine, SubtypeTable, quote
from compare.matrix.grounds import is_decided
from compare.matrix.quotes.extracts import Extract
from compare.matrix.rows import level_rank
from compare.matrix.strength import Strengths
from compare.model import Comparison, Document, Evidence, Match, PeerGroup, Row, Study

_REFUTES: frozenset[AbsenceVerdict] = frozenset(("present", "goal-only", "mentioned", "undecided"))
"""what in a peer forbids to call a sub-type the only one"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unique:
    """A sub-type that only one of several peers has."""

    row: str
    column: str
    subtype: str
    evidence: tuple[str, ...]
    """ids of measures with a strong keyword of it as object of the action"""
    best: str
    extract: Extract | None
    peers: tuple[Absence, ...]
    """peers whose whole texts name it nowhere"""
    unsure: tuple[Absence, ...]
    """peers of which nothing can be said: excerpts, summaries, documents about something else"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A sub-type that a row lacks, by its own words or beside its peers; or that it only aims at."""

    row: str
    column: str
    subtype: str
    """the type id where nothing of the whole type is there"""
    verdict: AbsenceVerdict
    """admitted, absent or goal-only"""
    proof: Proof
    peers: tuple[str, ...]
    """row keys of those that have it; empty for what is admitted"""
    best: str
    """id of the strongest measure of these peers; empty without peers"""
    words: tuple[str, ...] = ()
    """what the text says it has not, as keywords; of admissions only"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsaid:
    """Sub-types of a type that peers have and of which nothing can be said in a row, for one reason."""

    row: str
    column: str
    verdict: AbsenceVerdict
    subtypes: tuple[str, ...]
    proof: Proof
    """of the first of them"""


class BesidePeers:
    """What rows alone have and what they lack, by what their peers have."""

    def __init__(
        self, study: Study, comparison: Comparison, table: SubtypeTable, strengths: Strengths, absences: Absences
    ) -> None:
        self._study, self._comparison = study, comparison
        self._table, self._strengths = table, strengths
        self._absences = absences

    @cached_property
    def unique(self) -> tuple[Unique, ...]:
        """What one row takes up firmly and no peer names anywhere; matrix and taxonomy order.

        Nor is unique what another row of the level has, be it a plan of another time or a news item: it refutes though
        it does not compare.
        """
        return tuple(self._find_unique())

    def _find_unique(self) -> Iterator[Unique]:
        ranks = {row.key: level_rank(row.level) for row in self._comparison.rows}
        having = Counter((line.id, ranks[key]) for line in self._table.lines for key in ranks if self._has(line, key))
        for row in self._comparison.rows:
            for line in self._table.lines:
                firm = self._firm.get((line.id, row.key), ())
                if line.own or not firm or having[line.id, ranks[row.key]] > 1:
                    continue
                if self._peers.compares(row.key, line.column, firm) and (found := self._beside_peers(row, line, firm)):
                    yield found

    def _beside_peers(self, row: Row, line: SubtypeLine, firm: tuple[str, ...]) -> Unique | None:
        """The sub-type as unique if no peer's text speaks against it and one is proved to lack it."""
        rows = self._comparison.by_key
        asked = (key for key in self._peers.rows(row.key, line.column) if rows[key].empty != "genre")
        found = [self._absences.lacks(key, line.id) for key in asked]
        if any(absence.verdict in _REFUTES for absence in found) or not any(absence.said for absence in found):
            return None
        best = min(firm, key=self._strengths.__getitem__)
        return Unique(
            row=row.key,
            column=line.column,
            subtype=line.id,
            evidence=firm,
            best=best,
            extract=quote(self._study, self._comparison.by_id[best], line.id),
            peers=tuple(a for a in found if a.said),
            unsure=tuple(a for a in found if not a.said),
        )

    def _has(self, line: SubtypeLine, row: str) -> bool:
        cell = self._table.cells[line.id, row]
        return bool(cell.evidence or cell.practice or cell.safeguard)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """By row: what its text admits and never takes up; what peers have and it names nowhere, or only aims at."""
        return tuple(
            gap for row in self._comparison.rows for gap in (*self._find_admitted(row), *self._find_missing(row))
        )

    @cached_property
    def unsaid(self) -> tuple[Unsaid, ...]:
        """What peers have and of which nothing can be said in a row, joined by type and reason."""
        joined: dict[tuple[str, str, AbsenceVerdict], list[Absence]] = defaultdict(list)
        for row in self._comparison.rows:
            for line, absence, _ in self._wanting(row):
                if absence.verdict not in (*SAID, "present", "goal-only"):
                    joined[row.key, line.column, absence.verdict].append(absence)
        return tuple(
            Unsaid(
                row=row,
                column=column,
                verdict=verdict,
                subtypes=tuple(absence.subtype for absence in found),
                proof=found[0].proof,
            )
            for (row, column, verdict), found in joined.items()
        )

    def _find_missing(self, row: Row) -> Iterator[Gap]:
        """Sub-types that are absent or only aimed at; one line for a type of which nothing is there."""
        found: dict[str, list[tuple[Absence, tuple[str, ...]]]] = defaultdict(list)
        for line, absence, owners in self._wanting(row):
            if absence.verdict in ("absent", "goal-only"):
                found[line.column].append((absence, owners))
        for column, missing in found.items():
            whole = self._absences.lacks_type(row.key, column) if len(missing) > 1 else None
            if whole and whole.verdict == "absent":
                having = {key for _, keys in missing for key in keys}
                missing = [(whole, tuple(key for key in self._comparison.by_key if key in having))]
            for absence, owners_of in missing:
                yield self._gap(absence, owners_of)

    def _wanting(self, row: Row) -> Iterator[tuple[SubtypeLine, Absence, tuple[str, ...]]]:
        """Sub-types that peers of a row have, what is to be said of them in the row, and who has them."""
        if row.empty == "genre":
            return
        for line in self._table.lines:
            if not line.own and (owners := self._peers.owners(row.key, line)):
                yield line, self._absences.lacks(row.key, line.id), owners

    def _gap(self, absence: Absence, owners: tuple[str, ...]) -> Gap:
        below = {measure.id for measure in self._study.taxonomy.subtypes(absence.column)}
        ids = below | {absence.column} if absence.subtype == absence.column else {absence.subtype}
        having = [id for key in owners for line in ids for id in self._firm.get((line, key), ())]
        return Gap(
            row=absence.row,
            column=absence.column,
            subtype=absence.subtype,
            verdict=absence.verdict,
            proof=absence.proof,
            peers=owners,
            best=min(having, key=self._strengths.__getitem__),
        )

    def _find_admitted(self, row: Row) -> Iterator[Gap]:
        """Keywords that a whole text says it has not and names nowhere else, joined by paragraph and type."""
        documents = [self._study.by_id[id] for id in row.documents]
        if not any(map(is_whole, documents)) or not any(map(_tells_problems, documents)):
            return
        places: dict[str, list[Trace]] = defaultdict(list)
        for trace in (trace for traces in self._absences.traces(row).values() for trace in traces):
            places[trace.word].append(trace)
        denied = [(w, traces[0]) for w, traces in places.items() if traces[0].role == "problem" and not traces[0].loose]
        lacking = {word: trace for word, trace in denied if self._is_never_taken_up(word, places)}
        joined: dict[tuple[str, str], list[str]] = defaultdict(list)
        for word, trace in lacking.items():
            column = self._study.taxonomy.type_of(trace.subtype)
            if column in self._comparison.columns and not any(word != other and word in other for other in lacking):
                joined[trace.paragraph_key, column].append(word)
        for (key, column), words in joined.items():
            absence = self._absences.absence(row, lacking[words[0]].subtype, "admitted", (key,), tuple(words))
            yield Gap(
                row=row.key,
                column=column,
                subtype=absence.subtype,
                verdict="admitted",
                proof=absence.proof,
                peers=(),
                best="",
                words=tuple(words),
            )

    def _is_never_taken_up(self, word: str, places: Mapping[str, Sequence[Trace]]) -> bool:
        """Whether a word stands only where the text says that there is no such thing, and so does every longer one."""
        return all(
            self._absences.admits(trace)
            for other, traces in places.items()
            if word in other or other in word
            for trace in traces
        )

    # --- what peers have ---

    @cached_property
    def _firm(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """(line id, row key) → ids of grounded measures whose object is a strong keyword of it, or a person's."""
        found = {pair: tuple(id for id in cell.grounded if self._is_firm(id, pair[0])) for pair, cell in self._cells()}
        return {pair: ids for pair, ids in found.items() if ids}

    def _cells(self) -> Iterator[tuple[tuple[str, str], SubtypeCell]]:
        return ((pair, cell) for pair, cell in self._table.cells.items() if cell.grounded)

    def _is_firm(self, id: str, subtype: str) -> bool:
        evidence = self._comparison.by_id[id]
        text = self._study.paragraphs[evidence.paragraph_key].text
        if evidence.coding is None or is_decided(evidence.coding):
            return evidence.coding is not None
        return any(match.keyword.measure_id == subtype and _is_firm(match, text) for match in evidence.coding.matches)

    @cached_property
    def _peers(self) -> _Peers:
        return _Peers(self._comparison, self._firm)


def _is_firm(match: Match, text: str) -> bool:
    """Whether a word is the object of an action and names a thing of its own: not 载体 in “众创空间、加速器等载体”."""
    sums_up = text.endswith(tuple(lexicons.load("absence")["sums_up"]), 0, match.span.start)
    return match.keyword.strength == "strong" and not match.rejected and not match.status and not sums_up


def _tells_problems(document: Document) -> bool:
    """Whether there is a paragraph in which it could admit a lack; few have one, and only these are looked through."""
    return any(paragraph.role == "problem" for paragraph in document.paragraphs)


class _Peers:
    """The peers of each row in each column, and the documents by which they are peers."""

    def __init__(self, comparison: Comparison, firm: Mapping[tuple[str, str], tuple[str, ...]]) -> None:
        self._by_id: Mapping[str, Evidence] = comparison.by_id
        self._firm = firm
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

    def owners(self, row: str, line: SubtypeLine) -> tuple[str, ...]:
        """The peers of a row whose documents have firm measures of a sub-type, in matrix order."""
        found = {key for group in self._of(row, line.column) for key in self._having(group, line)} - {row}
        return tuple(sorted(found, key=self._place.__getitem__))

    def compares(self, row: str, column: str, evidence: Iterable[str]) -> bool:
        """True if one of the evidence rows stands in a document by which the row has peers in the column."""
        return any(self._by_id[id].document_id in group.documents for group in self._of(row, column) for id in evidence)

    def _of(self, row: str, column: str) -> Iterator[PeerGroup]:
        return (group for group in self._groups[row] if group.compares(column))

    def _having(self, group: PeerGroup, line: SubtypeLine) -> tuple[str, ...]:
        if (line.id, group) not in self._owners:
            self._owners[line.id, group] = tuple(
                key
                for key in group.rows
                if any(self._by_id[id].document_id in group.documents for id in self._firm.get((line.id, key), ()))
            )
        return self._owners[line.id, group]


def find_unjudged(comparison: Comparison) -> tuple[tuple[str, str], ...]:
    """(row key, reason) of rows that are told no gaps: ``genre``, none of its texts can show measures; ``alone``."""
    compared = {key for group in comparison.peer_groups for key in group.rows}
    reasons = ((row.key, "genre" if row.empty == "genre" else "alone") for row in comparison.rows)
    return tuple((key, reason) for key, reason in reasons if reason == "genre" or key not in compared)
