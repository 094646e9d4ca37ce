"""The voice of the one page: words of the run's language, names of rows and documents, quotations with their source.

In: an `Analysis`. Out: plain words, and `Rich` text where something is bold or opens evidence.
Example: ``speech.source("江门2015-1.2-1")`` is “江门方案一（二）”.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from compare import lexicons
from compare.chinese.punctuation import full_width
from compare.documents.short_names import find_short_names
from compare.matrix.analysis import Analysis
from compare.matrix.quotes.offers import Point
from compare.model import Document, Row, Span
from compare.reports.onepage.blocks import Piece, Rich
from compare.reports.styled import emboldened, joined
from compare.wording import Wording

NAMED = 8
"""documents named one by one; of more the first with their number"""


class Speech(Wording):
    """One page being told."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis, self.answer = analysis, analysis.answer
        self.study, self.comparison = analysis.study, analysis.comparison
        super().__init__(self.study.settings.lang, self.study.taxonomy, self.study.settings.by)
        self.words = self.wordlist("answer")
        self.names = find_short_names(self.study.documents, self.lang)
        """document id → what people call it"""
        self.rows = self.comparison.by_key

    # --- wording ----------------------------------------------------------------------------------------------------

    def say(self, key: str, **slots: object) -> str:
        """A sentence of wording/answer.yaml with its slots filled."""
        return self.words[key].format(noun=self.noun, **slots)

    def join(self, parts: Iterable[str], by: str = "join") -> str:
        """甲、乙."""
        return self.words[by].join(filter(None, parts))

    def sentence(self, parts: Iterable[str]) -> str:
        """Clauses with a full stop; nothing without any."""
        told = self.join(parts, "clause")
        return told + self.words["stop"] if told else ""

    def sentences(self, parts: Iterable[str]) -> str:
        """One after the other."""
        return self.join(parts, "gap")

    def row(self, keys: Iterable[str]) -> str:
        """Names of rows."""
        return self.join(self.rows[key].label for key in keys)

    def types(self, ids: Iterable[str]) -> str:
        """Names of types or sub-types."""
        return self.join(self.label(id) for id in ids)

    def briefly(self, ids: Iterable[str]) -> str:
        """The same where there is little room: by their short names, where the taxonomy has them."""
        measures = self.measures if self.lang != "en" else {}
        return self.join((id in measures and measures[id].short) or self.label(id) for id in ids)

    def documents(self, documents: Sequence[Document], timed: bool = True) -> str:
        """清城规划（2021—2025年）、花都节选 …; the first of many with their number."""
        names = [self.document(d) if timed else self.names[d.id] for d in documents[:NAMED]]
        told = self.join(names)
        return self.say("more", names=told, n=len(documents)) if len(documents) > NAMED else told

    def document(self, document: Document) -> str:
        """清城规划（2021—2025年）."""
        time = document.metadata.time
        name = self.names[document.id]
        return self.say("document", name=name, time=self.years(time)) if time else name

    def of_rows(self, rows: Iterable[Row]) -> list[Document]:
        """Their documents."""
        return [self.study.by_id[id] for row in rows for id in row.documents]

    def shown(self) -> list[Row]:
        """The rows of the page."""
        return [self.rows[key] for key in self.answer.shown]

    def lead_in(self, key: str) -> Rich:
        """A lead-in within a paragraph; the blank behind it is not bold."""
        told = self.say("lead.colon", lead=self.words[key])
        return Piece(told.rstrip(), bold=True), Piece(told[len(told.rstrip()) :])

    def bare(self, text: str) -> Rich:
        """Words without any look."""
        return (Piece(text),)

    def quoted(self, evidence: str, spans: Sequence[Span], bold: Sequence[Span]) -> Rich:
        """Words of a paragraph with their figures in bold; what lies between two stretches is left out."""
        text = self.study.paragraphs[self.comparison.by_id[evidence].paragraph_key].text
        runs = joined([emboldened(text, span, bold) for span in spans], self.words["cell.join"])
        return tuple(Piece(full_width(run.text), run.style == "bold") for run in runs)

    def source(self, evidence: str) -> str:
        """江门方案一（二）; the heading in quotation marks where the text has no numbers."""
        row = self.comparison.by_id[evidence]
        return self.source_of(row.document_id, row.paragraph_key)

    def source_of(self, document_id: str, paragraph_key: str) -> str:
        """The same of a paragraph that need not be counted."""
        name, paragraph = self.names[document_id], self.study.paragraphs[paragraph_key]
        if paragraph.clause:
            return self.say("source", name=name, clause=self.clause(paragraph.clause)).strip()
        heading = next((h.text for h in reversed(paragraph.headings) if h.text), "")
        return self.say("source.heading", name=name, heading=full_width(heading)) if heading else name

    def own(self) -> str:
        """我区 of 临江区."""
        end = self.own_end()
        return self.say("own", end=end) if end else self.words["own.place"]

    def own_end(self) -> str:
        """区 of 临江区; empty where the name does not end so."""
        endings: list[str] = lexicons.load("divisions")["endings"]
        label = self.rows[self.answer.home].label
        return next((end for end in endings if len(end) == 1 and label.endswith(end)), "")

    def home_slots(self) -> Mapping[str, str]:
        """What sentences from the own side call us and the others: 我区, 他区."""
        return {"own": self.own(), "end": self.own_end() or self.words["own.place"][-1:]}

    def point(self, point: Point) -> Rich:
        """The clauses of a point with their source."""
        source = self.say("bracket", text=self.source(point.evidence))
        return *self.quoted(point.evidence, point.clauses, point.bold), Piece(source, evidence=point.evidence)

    # --- evidence ---------------------------------------------------------------------------------------------------

    def opening(self, text: str, paragraph_key: str, bold: bool = False) -> Piece:
        """Words that open a paragraph: its evidence row if it has one."""
        evidence = self.first_evidence(paragraph_key)
        return Piece(text, bold, evidence, "" if evidence else paragraph_key)

    def first_evidence(self, paragraph_key: str) -> str:
        """Id of the evidence row of a paragraph's main type; empty for a paragraph that is not counted."""
        return self._first.get(paragraph_key, "")

    @cached_property
    def _first(self) -> Mapping[str, str]:
        return {evidence.paragraph_key: evidence.id for evidence in reversed(self.comparison.evidence)}
