"""What may be said not to be there, with the proof, and what a text admits or only aims at.

In: a `Study`, its `Comparison`, the sub-type table and a `Lookup` of the taxonomy's words. Out: an `Absence` for any
row and sub-type. Example: all 42 paragraphs and headings of 南浦区 were looked through for 人才公寓, 安居, 公寓 … and
none stands there: 人才安居 is absent. Of an excerpt it is said that nothing follows. Shares, quotients and counts take
no part.

lookup: where words are named at all · gaps: 独有 and 缺口 of rows that are peers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from compare import lexicons
from compare.chinese.sentences import clauses, holding
from compare.kinds import AbsenceVerdict
from compare.matrix.absence.lookup import Lookup, Trace, searched
from compare.matrix.comparability import is_partial, is_summary
from compare.matrix.crosstab import SubtypeTable
from compare.model import Comparison, Document, Row, Study

SAID: tuple[AbsenceVerdict, ...] = ("admitted", "absent")
"""verdicts by which a sub-type may be called missing"""
NEAREST = 3
"""paragraphs named as coming nearest"""
PROGRAMMES = 3
"""words that end as the names of programmes do, from which a sub-type is taken to be one of programmes"""
SPANNED = 0.5
"""share of the sub-types of its type that a document on one type must name to be taken as being about all of them"""


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


class Absences:
    """What every row lacks; a row is looked through when it is first asked about."""

    def __init__(self, study: Study, comparison: Comparison, table: SubtypeTable) -> None:
        self._study, self._comparison, self._table = study, comparison, table
        self._rows = comparison.by_key
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
        return self.absence(self._rows[row], column, verdict, (), words)

    def _judge(self, row: Row, subtype: str) -> Absence:
        cell = self._table.cells.get((subtype, row.key))
        if cell and cell.evidence:
            return self.absence(row, subtype, "present", self._paragraphs(cell.evidence))
        if cell and (beside := cell.practice + cell.safeguard):
            return self.absence(row, subtype, "mentioned", self._paragraphs(beside))
        traces = self.traces(row).get(subtype, ())
        column = self._study.taxonomy.type_of(subtype)
        verdict = self._read(traces) if traces else "undecided" if self._may_be_named(row, subtype) else "absent"
        if verdict not in ("mentioned", "undecided"):
            verdict = self._doubt(row, column) or verdict
        return self.absence(row, subtype, verdict, _nearest(traces))

    def _read(self, traces: Sequence[Trace]) -> AbsenceVerdict:
        """What places tell where there is no evidence."""
        if all(self.admits(trace) for trace in traces):
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
        if row.empty != "genre" and any(d.id in about and is_whole(d) for d in documents):
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
        named = (any(not trace.loose for trace in self.traces(row).get(measure.id, ())) for measure in below)
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

    def admits(self, trace: Trace) -> bool:
        """Whether a place stands in a clause by which the text says that it has no such thing."""
        if trace.role != "problem":
            return False
        text = self._study.paragraphs[trace.paragraph_key].words.joined
        clause = holding(clauses(text), trace.start)
        return any(word in text[clause.start : clause.end] for word in lexicons.load("absence")["admits"])

    def traces(self, row: Row) -> Mapping[str, tuple[Trace, ...]]:
        """Sub-type → its places in all documents of a row."""
        if row.key not in self._traces:
            found: dict[str, list[Trace]] = defaultdict(list)
            for id in row.documents:
                for trace in self.lookup.traces(self._study.by_id[id]):
                    found[trace.subtype].append(trace)
            self._traces[row.key] = {subtype: tuple(traces) for subtype, traces in found.items()}
        return self._traces[row.key]

    def absence(
        self,
        row: Row,
        subtype: str,
        verdict: AbsenceVerdict,
        nearest: tuple[str, ...] = (),
        words: tuple[str, ...] | None = None,
    ) -> Absence:
        """A verdict with its proof; `words` are those of the sub-type unless others were looked for."""
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


def is_whole(document: Document) -> bool:
    """Whether what a document does not say is not said: neither an excerpt, nor a summary, nor garbled."""
    return document.quotable and not is_partial(document) and not is_summary(document)


def _nearest(traces: Sequence[Trace]) -> tuple[str, ...]:
    """Keys of the paragraphs that come nearest: counted ones first, then those that hold a keyword."""
    ordered = sorted(traces, key=lambda trace: (trace.loose, trace.role is None))
    return tuple(dict.fromkeys(trace.paragraph_key for trace in ordered if trace.paragraph_key))[:NEAREST]
