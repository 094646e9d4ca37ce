"""How the report speaks: wording in the run's language, names of things, and references that open to evidence.

In: an `Analysis`. Out: Markdown pieces, and a record of every paragraph referred to.
Example: ``voice.cite(["清城2021-3.2.1-2"])`` gives “（[清城2021-3.2.1-2](#e-9f2c…)）” and keeps the paragraph for the
list of evidence at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from compare.matrix.analysis import Analysis
from compare.matrix.crosstab import SubtypeTable, quote
from compare.matrix.extracts import LIMIT, Extract, extract, strong_span, telling_span
from compare.model import OTHER, Document, Evidence, Paragraph, Row
from compare.reports.narrative.markup import Md, anchor, escape
from compare.wording import Wording, path_of

STRONG = 100
"""characters of a quotation that shows a keyword together with the figure promised for it"""
CITED = 3
"""references printed after a figure; the rest is counted"""
Reference = tuple[str, str]
"""what a reference is called (an evidence id or `unit_id`) and the key of the paragraph it opens"""


@dataclass(frozen=True, slots=True)
class Citation:
    """A paragraph that the report refers to, as it may be printed; plain text."""

    key: str
    """of the paragraph"""
    names: str
    """what it was referred to as"""
    where: str
    """its headings and lines"""
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
        self.cited: dict[str, list[str]] = {}
        """paragraph key → ids it was referred to by, in the order of the report"""
        names = {"noun": self.noun, "Noun": self.row_head, "peers": self.peers}
        self._names = {name: escape(words) for name, words in names.items()}

    @property
    def subtypes(self) -> SubtypeTable:
        """Sub-types × rows."""
        return self.analysis.subtypes

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

    def where(self, document: Document, paragraph: Paragraph) -> str:
        """Headings and lines of a paragraph, as plain text; no headings of a text that must not be quoted."""
        parts = [path_of(paragraph.headings)] if document.quotable else []
        if paragraph.lines:
            first, last = paragraph.lines
            key = "evidence.line" if first == last else "evidence.lines"
            parts.append(self.wording[key].format(first=first, last=last))
        return self.wording["comma"].join(filter(None, parts))

    # --- evidence ---

    def citations(self) -> Iterator[tuple[Document, Sequence[Citation]]]:
        """What was referred to so far, by document, in the order of the documents."""
        for document in self.study.documents:
            if cited := [self._citation(document, p) for p in document.paragraphs if p.key in self.cited]:
                yield document, cited

    def _citation(self, document: Document, paragraph: Paragraph) -> Citation:
        names, where = self.wording["join"].join(self.cited[paragraph.key]), self.where(document, paragraph)
        if not document.quotable:
            return Citation(paragraph.key, names, where, self.wording["evidence.unquoted"], ())
        caveats = tuple(self.wording["evidence.caveat"].format(text=text) for text in paragraph.caveats)
        return Citation(paragraph.key, names, where, paragraph.text, caveats)

    def quotable(self, document_id: str) -> bool:
        """Whether the words of a document may be printed."""
        return self.study.by_id[document_id].quotable

    def strongest(self, ids: Iterable[str]) -> list[Evidence]:
        """Evidence rows in the order in which one would cite them."""
        return self.analysis.strongest(ids)

    def cite(self, ids: Sequence[str], shown: int = CITED) -> Md:
        """References to evidence rows, the strongest first, in brackets: ``（id、id、id 等7条）``."""
        cited = self.analysis.first_strongest(ids, shown)
        return self.refer([(e.id, e.paragraph_key) for e in cited], len(ids))

    def refer(self, references: Sequence[Reference], total: int = 0) -> Md:
        """References to paragraphs in brackets, with the `total` if there are more than these; empty without any."""
        if not references:
            return Md("")
        links = Md(self.wording["cites_join"].join(self.link(*reference) for reference in references))
        if total > len(references):
            return self.say("cites_more", ids=links, n=total)
        return self.say("cites", ids=links)

    def link(self, name: str, paragraph_key: str) -> Md:
        """A reference that opens the paragraph in the list of evidence."""
        names = self.cited.setdefault(paragraph_key, [])
        if name not in names:
            names.append(name)
        return Md(f"[{escape(name)}](#{anchor(paragraph_key)})")

    def quote(self, row: Evidence, subtype: str = "") -> Md:
        """At most 60 characters of a paragraph, verbatim; around the keyword of a sub-type if one is given.

        Says so where the text must not be quoted.
        """
        return self.quote_words(quote(self.study, row, subtype))

    def quote_cue(self, row: Evidence) -> Md:
        """The same, longer, around what made the measure strong (the sum, the number, the date) and its own keyword."""
        if not self.quotable(row.document_id):
            return self.say("unquoted")
        text = self.study.paragraphs[row.paragraph_key].text
        intensity = self.study.intensity(row.paragraph_key, row.column)
        span = strong_span(row.coding, intensity, STRONG) or telling_span(row.coding, intensity)
        return self.quote_words(extract(text, span, max(LIMIT, span.end - span.start)))

    def quote_words(self, found: Extract | None) -> Md:
        """Words of a paragraph in quotation marks, with “……” where they were cut off; says so if not to be quoted."""
        return self.say("quote", text=found.marked) if found else self.say("unquoted")

    def open(self, evidence_id: str, text: str = "") -> Md:
        """A link to an evidence row under its id, or under other words."""
        row = self.comparison.by_id[evidence_id]
        link = self.link(row.id, row.paragraph_key)
        return Md(f"[{escape(text)}](#{anchor(row.paragraph_key)})") if text else link


Tellers = Mapping[str, Callable[[Voice], Md]]
"""wording key of a heading → what tells the part below it"""


def subsections(voice: Voice, tellers: Tellers) -> Md:
    """Parts one below the other, each under its heading."""
    return Md("\n\n".join(f"### {voice.say(key)}\n\n{tell(voice)}" for key, tell in tellers.items()))
