"""独有与缺口: what may be said to be here only or to be missing, in sentences that carry what was looked through.

In: a `Book`. Out: one filterable list: what a text admits, gaps, aims without measures, what is unique, a line a row
and type for what cannot be said, and one for each row that can have neither. Within a kind, rows stand in the order of
the matrix. Example: 临江区 · 缺口 · 众创空间 · 临江区全文未见众创空间 · 望山区 · 已查临江规划全文42段.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from compare.matrix.absence import Absence, Proof
from compare.matrix.absence.gaps import Gap, Unique, Unsaid
from compare.matrix.crosstab import quote
from compare.model import Row
from compare.reports.xlsx.book import Book, Grouped, Spec
from compare.reports.xlsx.cells import Linked, Look, Value
from compare.reports.xlsx.layout import BAND, WARM

_COLUMNS: tuple[Spec, ...] = (
    ("noun", 14, "text"), ("gap.kind", 11, "center"), ("col.type", 11, "text"), ("col.subtype", 20, "text"),
    ("gap.sentence", 48, "text"), ("gap.searched", 28, "text"), ("gap.extract", 48, "text"), ("col.level", 9, "center"),
    ("gap.peers", 22, "text"), ("gap.near", 22, "id"), ("gap.words", 40, "note"),
)  # fmt: skip
_PRINTED = "gap.extract"
"""the last column on paper"""
FRESH: Look = {"bg_color": "#E3F1E1"}
_LOOKS: Mapping[str, Look] = {"admitted": WARM, "absent": WARM, "goal-only": BAND}
WORDS = 12
"""words looked for that a line names; the rest is counted"""
PEERS = 6
"""rows that a sentence names; the rest is counted"""

Found = TypeVar("Found", Gap, Unique, Unsaid)


def write_gaps(book: Book) -> None:
    """Write the sheet; rows in the order of the matrix."""
    page = book.pages["gaps"]
    page.table(book.columns(*(spec for spec in _COLUMNS if spec[0] != book.repeated)))
    book.head("gaps", book.words["gap.note"])
    sheet = _Sheet(book)
    for verdict, look in _LOOKS.items():
        for grouped, gap in _by_row(book, [gap for gap in book.analysis.gaps if gap.verdict == verdict]):
            sheet.put(sheet.gap(grouped.row, gap), look)
    for grouped, unique in _by_row(book, book.analysis.unique):
        sheet.put(sheet.unique(grouped.row, unique), FRESH)
    for grouped, unsaid in _by_row(book, book.analysis.unsaid):
        sheet.put(sheet.unsaid(grouped.row, unsaid), BAND)
    for grouped in book.rows:
        if grouped.row.key in book.analysis.unjudged:
            sheet.put(sheet.unjudged(grouped.row), BAND)
    if page.empty:
        page.remark(book.words["empty_table"])
    printed = [spec[0] for spec in _COLUMNS if spec[0] != book.repeated].index(_PRINTED)
    page.finish(2, book.footer, printed=(page.next - 1, printed))


def _by_row(book: Book, found: Iterable[Found]) -> Iterator[tuple[Grouped, Found]]:
    """What was found, rows in the order of the sheets."""
    of_row: dict[str, list[Found]] = {}
    for item in found:
        of_row.setdefault(item.row, []).append(item)
    for grouped in book.rows:
        for item in of_row.get(grouped.row.key, ()):
            yield grouped, item


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Lines in words."""

    book: Book

    def put(self, values: Sequence[Value], look: Look) -> None:
        """One line; the kind of statement is shaded, and the level left out where it is what makes a row."""
        line = dict(zip((key for key, _, _ in _COLUMNS), values, strict=True))
        line.pop(self.book.repeated, None)
        self.book.pages["gaps"].row(list(line.values()), {list(line).index("gap.kind"): look})

    def unique(self, row: Row, found: Unique) -> list[Value]:
        """What only this row has."""
        book = self.book
        label = book.label(found.subtype)
        sentence = book.say("gap.say.unique", row=row.label, subtype=label, rows=self._rows(a.row for a in found.peers))
        sentence += self._unsure(found.unsure)
        link = Linked(found.best, book.evidence(found.best))
        return [
            row.label, book.words["gap.unique"], book.label(found.column), label, sentence,
            self._searched(*(a.proof for a in found.peers)), book.quoted(found.extract), row.level, None, link,
            self._words(found.peers[0].proof),
        ]  # fmt: skip

    def gap(self, row: Row, found: Gap) -> list[Value]:
        """What this row lacks, or only aims at."""
        book = self.book
        whole = found.subtype == found.column and bool(book.study.taxonomy.subtypes(found.column))
        key = f"gap.say.{found.verdict}" + (".type" if whole and not found.words else "")
        label = book.join(found.words) if found.words else book.label(found.subtype)
        sentence = book.say(key, row=row.label, subtype=label, rows=self._rows(found.peers))
        return [
            row.label, book.words[f"gap.{found.verdict}"], book.label(found.column),
            None if whole else book.label(found.subtype), sentence, self._searched(found.proof), self._quoted(found),
            row.level, self._rows(found.peers) or None, self._link(found), self._words(found.proof),
        ]  # fmt: skip

    def unsaid(self, row: Row, found: Unsaid) -> list[Value]:
        """What cannot be said, and why."""
        book = self.book
        labels = book.join(map(book.label, found.subtypes))
        reason = book.words[f"gap.say.{found.verdict}"]
        near = book.unit_link(found.proof.nearest[0], found.column) if found.proof.nearest else None
        return [
            row.label, book.words["gap.unsaid"], book.label(found.column), labels, reason, self._searched(found.proof),
            None, row.level, None, near, None,
        ]  # fmt: skip

    def unjudged(self, row: Row) -> list[Value]:
        """Why a row can have neither."""
        book = self.book
        names = self._named(row.documents)
        blind = book.say("gap.blind", reason=book.reason("genre"), codes=names)
        words = book.say("gap.alone") if book.analysis.unjudged[row.key] == "alone" else blind
        return [row.label, book.words["gap.none"], None, None, words, None, None, row.level, *[None] * 3]

    def _named(self, documents: Iterable[str]) -> str:
        return self.book.join(self.book.short_names[id] for id in documents)

    def _rows(self, keys: Iterable[str]) -> str:
        labels = [self.book.comparison.labels[key] for key in keys]
        named = self.book.join(labels[:PEERS])
        return self.book.say("gap.more", names=named, n=len(labels)) if len(labels) > PEERS else named

    def _unsure(self, absences: Sequence[Absence]) -> str:
        return self.book.say("gap.say.unsure", rows=self._rows(a.row for a in absences)) if absences else ""

    def _quoted(self, found: Gap) -> str | None:
        """The words by which a text admits or aims, else those of a peer that has it."""
        if found.verdict != "absent":
            return self.book.study.paragraphs[found.proof.nearest[0]].text
        evidence = self.book.comparison.by_id[found.best]
        subtype = found.subtype if found.subtype != found.column else ""
        words = self.book.quoted(quote(self.book.study, evidence, subtype))
        return self.book.say("gap.of", row=self.book.comparison.labels[evidence.row], text=words)

    def _link(self, found: Gap) -> Value:
        if found.verdict == "absent":
            return Linked(found.best, self.book.evidence(found.best))
        return self.book.unit_link(found.proof.nearest[0], found.column)

    def _searched(self, *proofs: Proof) -> str:
        """已查清城规划全文87段; of several rows one after the other."""
        parts = [self.book.say("gap.looked", names=self._named(p.documents), n=p.paragraphs) for p in proofs[:PEERS]]
        return self.book.join(parts, "semicolon")

    def _words(self, proof: Proof) -> str:
        named = self.book.join(proof.words[:WORDS])
        return self.book.say("gap.more", names=named, n=len(proof.words)) if len(proof.words) > WORDS else named
