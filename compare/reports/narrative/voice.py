"""How the report speaks: wording in the run's language, names of things, and references that open to evidence.

In: an `Analysis`. Out: Markdown pieces, and a record of every paragraph referred to.
Example: the first ``voice.cite(["清城2021-3.2.1-2"])`` gives “<sup>［[1](#e-9f2c…)］</sup>” and keeps the paragraph as
note 1 of the list of evidence; ids stand in the data files alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from compare.chinese.punctuation import full_width
from compare.documents.short_names import find_short_names
from compare.matrix.analysis import Analysis
from compare.matrix.crosstab import SubtypeTable, quote
from compare.matrix.quotes.extracts import Extract
from compare.model import OTHER, Document, Evidence, Paragraph, Row
from compare.reports.narrative.markup import Md, anchor, escape
from compare.reports.point_words import PointWords
from compare.wording import Wording

CITED = 2
"""notes printed after a figure; the rest is counted"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A paragraph that the report refers to, as it may be printed; plain text."""

    key: str
    """of the paragraph"""
    number: int
    """of its note, from 1 in the order of the report"""
    source: str
    """short name of the document and the place in it: 清城规划三（四）1"""
    lines: str
    """of the source file; empty where it has none"""
    text: str
    """verbatim, or that it must not be quoted"""
    caveats: tuple[str, ...]


class Voice(Wording):
    """One report being told; `cited` grows as sentences are made."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis, self.study, self.comparison = analysis, analysis.study, analysis.comparison
        settings = self.study.settings
        super().__init__(settings.lang, self.study.taxonomy, settings.by)
        self.wording = self.wordlist("narrative")
        self.names = find_short_names(self.study.documents, settings.lang)
        """document id → what people call it"""
        self.cited: dict[str, int] = {}
        """paragraph key → number of its note, in the order of the report"""
        self._opened: dict[str, None] = {}
        """paragraphs that a cell opens without showing a number; those never noted are numbered last"""
        names = {"noun": self.noun, "Noun": self.row_head, "peers": self.peers}
        self._names = {name: escape(words) for name, words in names.items()}

    @property
    def subtypes(self) -> SubtypeTable:
        """Sub-types × rows."""
        return self.analysis.subtypes

    @cached_property
    def point_words(self) -> PointWords:
        """How points of the comparison table are printed."""
        return PointWords(self.analysis)

    # --- wording ---

    def say(self, key: str, **slots: object) -> Md:
        """A sentence of wording/narrative.yaml; strings in the slots are escaped unless they are `Md`."""
        filled = {name: escape(value) if isinstance(value, str) else value for name, value in slots.items()}
        return Md(self.wording[key].format(**self._names, **filled))

    def join(self, parts: Iterable[str]) -> Md:
        """A、B、C; plain strings are escaped."""
        return Md(self.wording["join"].join(escape(part) for part in parts))

    def clauses(self, parts: Iterable[str]) -> Md:
        """One sentence of several clauses, with its full stop."""
        return Md(self.wording["clause_join"].join(escape(part) for part in parts) + self.wording["stop"].rstrip())

    def sentences(self, *keys: str) -> Md:
        """Several sentences without slots, one after the other."""
        return Md(self.wording["gap"].join(self.say(key) for key in keys))

    def some(self, parts: Sequence[str], total: int) -> Md:
        """A、B、C, with the total if there are more than the parts named."""
        names = self.join(parts)
        return self.say("names_more", names=names, n=total) if total > len(parts) else names

    # --- names ---

    @property
    def placing(self) -> tuple[str, ...]:
        """The columns that place a line of a table: row and level; only one of them where rows are levels."""
        return ("row",) if self.by == "level" else ("row", "level")

    def place(self, label: str, level: str) -> tuple[str, ...]:
        """What stands in the columns of `placing`."""
        return (label, level)[: len(self.placing)]

    def labels(self, measure_ids: Iterable[str]) -> Md:
        """Names of several types or sub-types."""
        return self.join(self.label(m) for m in measure_ids)

    @property
    def types(self) -> tuple[str, ...]:
        """The headline columns, without OTHER."""
        return tuple(column for column in self.comparison.columns if column != OTHER)

    def head(self, row: Row) -> Md:
        """A row's name in bold, to open a line with."""
        return self.say("head", name=row.label)

    def source(self, document: Document, paragraph: Paragraph) -> str:
        """Where a paragraph stands, as plain text: 江门方案一（二）; the name alone if nothing is to be quoted."""
        name = self.names[document.id]
        if not document.quotable or not paragraph.clause:
            return name
        return self.wording["evidence.source"].format(name=name, clause=self.clause(paragraph.clause))

    def place_of(self, cited: Citation) -> str:
        """Source and lines of a note, as plain text."""
        return self.wording["comma"].join(filter(None, (cited.source, cited.lines)))

    def lines(self, paragraph: Paragraph) -> str:
        """The lines of a paragraph in its file; empty where it has none."""
        if not paragraph.lines:
            return ""
        first, last = paragraph.lines
        return self.wording["evidence.line" if first == last else "evidence.lines"].format(first=first, last=last)

    # --- evidence ---

    def citations(self) -> list[Citation]:
        """What was referred to so far, by number."""
        for key in self._opened:
            self._number(key)
        found = [
            self._citation(document, paragraph)
            for document in self.study.documents
            for paragraph in document.paragraphs
            if paragraph.key in self.cited
        ]
        return sorted(found, key=lambda citation: citation.number)

    def _citation(self, document: Document, paragraph: Paragraph) -> Citation:
        quoted = document.quotable
        caveats = (self.wording["evidence.caveat"].format(text=text) for text in paragraph.caveats if quoted)
        return Citation(
            key=paragraph.key,
            number=self.cited[paragraph.key],
            source=self.source(document, paragraph),
            lines=self.lines(paragraph),
            text=paragraph.text if quoted else self.wording["evidence.unquoted"],
            caveats=tuple(caveats),
        )

    def quotable(self, document_id: str) -> bool:
        """Whether the words of a document may be printed."""
        return self.study.by_id[document_id].quotable

    def strongest(self, ids: Iterable[str]) -> list[Evidence]:
        """Evidence rows in the order in which one would cite them."""
        return self.analysis.strongest(ids)

    def cite(self, ids: Sequence[str], shown: int = CITED) -> Md:
        """Notes to the paragraphs of evidence rows, the strongest first: ``［1，2，3 等7处］``; a paragraph has one."""
        first = {self.comparison.by_id[id].paragraph_key: id for id in reversed(ids)}
        cited = self.analysis.first_strongest([*reversed(first.values())], shown)
        return self.refer([e.paragraph_key for e in cited], len(first))

    def refer(self, paragraph_keys: Iterable[str], total: int = 0) -> Md:
        """Notes to paragraphs, with the `total` if there are more than these; empty without any."""
        keys = dict.fromkeys(paragraph_keys)
        if not keys:
            return Md("")
        links = Md(self.wording["cites_join"].join(self.note_to(key) for key in sorted(keys, key=self._number)))
        return self.say("cites_more" if total > len(keys) else "cites", notes=links, n=total)

    def note_to(self, paragraph_key: str) -> Md:
        """One note without brackets, as it stands in a column of a table."""
        return Md(f"[{self._number(paragraph_key)}](#{anchor(paragraph_key)})")

    def _number(self, paragraph_key: str) -> int:
        """The number of a paragraph's note; the next one if it is referred to for the first time."""
        return self.cited.setdefault(paragraph_key, len(self.cited) + 1)

    def quote(self, row: Evidence, subtype: str = "") -> Md:
        """At most 60 characters of a paragraph, verbatim; around the keyword of a sub-type if one is given.

        Says so where the text must not be quoted.
        """
        return self.quote_words(quote(self.study, row, subtype))

    def quote_words(self, found: Extract | None) -> Md:
        """Words of a paragraph in quotation marks, with “……” where they were cut off; says so if not to be quoted."""
        return self.say("quote", text=full_width(found.marked)) if found else self.say("unquoted")

    def open(self, evidence_id: str, text: str = "") -> Md:
        """A link to an evidence row under its number, or under other words."""
        row = self.comparison.by_id[evidence_id]
        if not text:
            return self.note_to(row.paragraph_key)
        return self.open_paragraph(row.paragraph_key, text)

    def open_paragraph(self, paragraph_key: str, text: str) -> Md:
        """A link to a paragraph, counted or not, under some words."""
        self._opened[paragraph_key] = None
        return Md(f"[{escape(text)}](#{anchor(paragraph_key)})")


Tellers = Mapping[str, Callable[[Voice], Md]]
"""wording key of a heading → what tells the part below it"""


def subsections(voice: Voice, tellers: Tellers) -> Md:
    """Parts one below the other, each under its heading."""
    return Md("\n\n".join(f"### {voice.say(key)}\n\n{tell(voice)}" for key, tell in tellers.items()))
