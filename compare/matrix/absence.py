"""What may be said not to be there, with the proof: 独有, 缺口, and what a text admits or only aims at.

In: a `Study`, its `Comparison`, the sub-type table and a `Lookup` of the taxonomy's words. Out: an `Absence` for any
row and sub-type, and of these `Unique`, `Gap` and `Unsaid` for rows that are peers. Example: 临江区 houses talent
(人才公寓); all 42 paragraphs and headings of its peer 南浦区 were looked through for 人才公寓, 安居, 公寓 … and none
stands there: a gap of 南浦区, and 独有 of 临江区. One mention, be it in a list or an aim, and neither is said; of an
excerpt it is said that nothing follows. Shares, quotients and counts take no part.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from compare import lexicons
from compare.chinese.sentences import clauses, holding
from compare.kinds import AbsenceVerdict
from compare.matrix.comparability import is_partial, is_summary
from compare.matrix.crosstab import SubtypeCell, SubtypeLine, SubtypeTable, quote
from compare.matrix.extracts import Extract
from compare.matrix.grounds import is_decided
from compare.matrix.lookup import Lookup, Trace, searched
from compare.matrix.rows import level_rank
from compare.matrix.strength import Strengths
from compare.model import Comparison, Document, Evidence, Match, PeerGroup, Row, Study

SAID: tuple[AbsenceVerdict, ...] = ("admitted", "absent")
"""verdicts by which a sub-type may be called missing"""
NEAREST = 3
"""paragraphs named as coming nearest"""
PROGRAMMES = 3
"""words that end as the names of programmes do, from which a sub-type is taken to be one of programmes"""
SPANNED = 0.5
"""share of the sub-types of its type that a document on one type must name to be taken as being about all of them"""
_REFUTES: frozenset[AbsenceVerdict] = frozenset(("present", "goal-only", "mentioned", "undecided"))
"""what in a peer forbids to call a sub-type the only one"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was looked through for what."""

    documents: tuple[str, ...]
    """ids of all documents of the row"""
    paragraphs: int
    """of these documents, counted or not; headings and titles were looked through as well"""
    words: tuple[str, ...]
    """what was looked for, keywords first"""
    nearest: tuple[str, ...]
    """keys of the paragraphs that come nearest; empty where nothing does"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """What may be said of a sub-type in a row."""

    row: str
    column: str
    """type id"""
    subtype: str
    """the type id again where the type as a whole is meant"""
    verdict: AbsenceVerdict
    proof: Proof

    @property
    def said(self) -> bool:
        """Whether one may say that the row lacks it."""
        return self.verdict in SAID


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


class Absences:
    """What every row lacks; a row is looked through when it is first asked about."""

    def __init__(self, study: Study, comparison: Comparison, table: SubtypeTable, strengths: Strengths) -> None:
        self._study, self._comparison = study, comparison
        self._table, self._strengths = table, strengths
        self._rows = {row.key: row for row in comparison.rows}
        self._traces: dict[str, Mapping[str, tuple[Trace, ...]]] = {}
        self._found: dict[tuple[str, str], Absence] = {}

    @cached_property
    def lookup(self) -> Lookup:
        """The words that are looked for."""
        return Lookup(self._study.taxonomy)

    # --- one row, one sub-type ---

    def lacks(self, row: str, subtype: str) -> Absence:
        """What may be said of a sub-type in a row, whether or not the rows are peers; KeyError for unknown ids."""
        if (row, subtype) not in self._found:
            self._found[row, subtype] = self._judge(self._rows[row], subtype)
        return self._found[row, subtype]

    def lacks_type(self, row: str, column: str) -> Absence:
        """The same of a whole type: absent only if each of its sub-types is, and no aim or sum is of the type."""
        below = [measure.id for measure in self._study.taxonomy.subtypes(column)]
        found = [self.lacks(row, id) for id in below] + [self.lacks(row, column)]
        verdict: AbsenceVerdict = next((a.verdict for a in found if a.verdict != "absent"), "absent")
        if verdict == "absent" and self._is_aimed_at(self._rows[row], column):
            verdict = "mentioned"
        words = tuple(dict.fromkeys(word for a in found for word in a.proof.words))
        return self._absence(self._rows[row], column, verdict, (), words)

    def _judge(self, row: Row, subtype: str) -> Absence:
        cell = self._table.cells.get((subtype, row.key))
        if cell and cell.evidence:
            return self._absence(row, subtype, "present", self._paragraphs(cell.evidence))
        if cell and (beside := cell.practice + cell.safeguard):
            return self._absence(row, subtype, "mentioned", self._paragraphs(beside))
        traces = self._row_traces(row).get(subtype, ())
        column = self._study.taxonomy.type_of(subtype)
        verdict = self._read(traces) if traces else "undecided" if self._may_be_named(row, subtype) else "absent"
        if verdict not in ("mentioned", "undecided"):
            verdict = self._doubt(row, column) or verdict
        return self._absence(row, subtype, verdict, _nearest(traces))

    def _read(self, traces: Sequence[Trace]) -> AbsenceVerdict:
        """What places tell where there is no evidence."""
        if all(self._admits(trace) for trace in traces):
            return "admitted"
        named = [trace for trace in traces if not trace.loose]
        if not named:
            return "undecided"
        only_aims = all(trace.role == "goal" for trace in traces) and any(t.paragraph_key in self._aims for t in named)
        return "goal-only" if only_aims else "mentioned"

    def _doubt(self, row: Row, column: str) -> AbsenceVerdict | None:
        """Why silence of a row proves nothing; None if one of its documents is whole and about the type."""
        documents = [self._study.by_id[id] for id in row.documents]
        about = {s.document for s in row.scope if not s.theme or (s.theme == column and self._spans(row, column))}
        if row.empty != "genre" and any(d.id in about and _is_whole(d) for d in documents):
            return None
        if any(is_summary(d) for d in documents):
            return "summary"
        if any(is_partial(d) for d in documents):
            return "partial"
        return "off-theme" if row.confined_to is not None else "undecided"

    def _may_be_named(self, row: Row, subtype: str) -> bool:
        """Whether a sub-type of programmes may stand there by name: in “实施‘雁归计划’,引进人才” is no 人才计划."""
        ends = tuple(lexicons.load("absence")["programme_ends"])
        words = [word for word in self.lookup.words.get(subtype, ()) if word.endswith(ends)]
        column = self._study.taxonomy.type_of(subtype)
        return len(words) >= PROGRAMMES and any((id, column) in self._programmes for id in row.documents)

    @cached_property
    def _programmes(self) -> frozenset[tuple[str, str]]:
        """(document id, type id) of programmes named in a sentence with a keyword of the type."""
        found = set()
        for programme in self._study.programmes:
            sentences = self._study.paragraphs[programme.paragraph_key].words.sentences
            sentence = holding(sentences, programme.span.start)
            for coding in self._study.codings.get(programme.paragraph_key, ()):
                inside = (m for m in coding.matches if sentence.start <= m.span.start < sentence.end)
                if any(not m.rejected for m in inside):
                    found.add((programme.document_id, coding.measure_id))
        return frozenset(found)

    def _spans(self, row: Row, column: str) -> bool:
        """Whether a row on one type is about the type at large: a law on patents is not on transfer as a whole."""
        below = self._study.taxonomy.subtypes(column)
        named = (any(not trace.loose for trace in self._row_traces(row).get(measure.id, ())) for measure in below)
        return sum(named) >= SPANNED * len(below)

    def _is_aimed_at(self, row: Row, column: str) -> bool:
        """Whether a target or a sum in a row's documents is of a type."""
        return any((id, column) in self._figured for id in row.documents)

    @cached_property
    def _figured(self) -> frozenset[tuple[str, str]]:
        """(document id, type id) of targets and sums."""
        targets = ((target.document_id, target.measure_id) for target in self._study.targets)
        return frozenset((*targets, *((amount.document_id, amount.measure_id) for amount in self._study.amounts)))

    @cached_property
    def _aims(self) -> frozenset[str]:
        """Keys of paragraphs that hold a target."""
        return frozenset(target.paragraph_key for target in self._study.targets if target.status == "target")

    def _admits(self, trace: Trace) -> bool:
        """Whether a place stands in a clause by which the text says that it has no such thing."""
        if trace.role != "problem":
            return False
        text = self._study.paragraphs[trace.paragraph_key].words.joined
        clause = holding(clauses(text), trace.start)
        return any(word in text[clause.start : clause.end] for word in lexicons.load("absence")["admits"])

    def _row_traces(self, row: Row) -> Mapping[str, tuple[Trace, ...]]:
        """Sub-type → its places in all documents of a row."""
        if row.key not in self._traces:
            found: dict[str, list[Trace]] = defaultdict(list)
            for id in row.documents:
                for trace in self.lookup.traces(self._study.by_id[id]):
                    found[trace.subtype].append(trace)
            self._traces[row.key] = {subtype: tuple(traces) for subtype, traces in found.items()}
        return self._traces[row.key]

    def _absence(
        self,
        row: Row,
        subtype: str,
        verdict: AbsenceVerdict,
        nearest: tuple[str, ...] = (),
        words: tuple[str, ...] | None = None,
    ) -> Absence:
        return Absence(
            row=row.key,
            column=self._study.taxonomy.type_of(subtype),
            subtype=subtype,
            verdict=verdict,
            proof=Proof(
                documents=row.documents,
                paragraphs=sum(searched(self._study.by_id[id]) for id in row.documents),
                words=self.lookup.words.get(subtype, ()) if words is None else words,
                nearest=nearest,
            ),
        )

    def _paragraphs(self, ids: Iterable[str]) -> tuple[str, ...]:
        keys = dict.fromkeys(self._comparison.by_id[id].paragraph_key for id in ids)
        return tuple(keys)[:NEAREST]

    # --- what may be said of peers ---

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
        blind = {other.key for other in self._comparison.rows if other.empty == "genre"}
        found = [self.lacks(key, line.id) for key in self._peers.rows(row.key, line.column) if key not in blind]
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
            whole = self.lacks_type(row.key, column) if len(missing) > 1 else None
            if whole and whole.verdict == "absent":
                having = {key for _, keys in missing for key in keys}
                missing = [(whole, tuple(key for key in self._rows if key in having))]
            for absence, owners_of in missing:
                yield self._gap(absence, owners_of)

    def _wanting(self, row: Row) -> Iterator[tuple[SubtypeLine, Absence, tuple[str, ...]]]:
        """Sub-types that peers of a row have, what is to be said of them in the row, and who has them."""
        if row.empty == "genre":
            return
        for line in self._table.lines:
            if not line.own and (owners := self._peers.owners(row.key, line)):
                yield line, self.lacks(row.key, line.id), owners

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
        if not any(map(_is_whole, documents)) or not any(map(_tells_problems, documents)):
            return
        places: dict[str, list[Trace]] = defaultdict(list)
        for trace in (trace for traces in self._row_traces(row).values() for trace in traces):
            places[trace.word].append(trace)
        denied = [(w, traces[0]) for w, traces in places.items() if traces[0].role == "problem" and not traces[0].loose]
        lacking = {word: trace for word, trace in denied if self._is_never_taken_up(word, places)}
        joined: dict[tuple[str, str], list[str]] = defaultdict(list)
        for word, trace in lacking.items():
            column = self._study.taxonomy.type_of(trace.subtype)
            if column in self._comparison.columns and not any(word != other and word in other for other in lacking):
                joined[trace.paragraph_key, column].append(word)
        for (key, column), words in joined.items():
            absence = self._absence(row, lacking[words[0]].subtype, "admitted", (key,), tuple(words))
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
            self._admits(trace)
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


def _is_whole(document: Document) -> bool:
    """Whether what a document does not say is not said: neither an excerpt, nor a summary, nor garbled."""
    return document.quotable and not is_partial(document) and not is_summary(document)


def _tells_problems(document: Document) -> bool:
    """Whether there is a paragraph in which it could admit a lack; few have one, and only these are looked through."""
    return any(paragraph.role == "problem" for paragraph in document.paragraphs)


def _nearest(traces: Sequence[Trace]) -> tuple[str, ...]:
    """Keys of the paragraphs that come nearest: counted ones first, then those that hold a keyword."""
    ordered = sorted(traces, key=lambda trace: (trace.loose, trace.role is None))
    return tuple(dict.fromkeys(trace.paragraph_key for trace in ordered if trace.paragraph_key))[:NEAREST]


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
