"""What all sheets share: the study in words, the pages in their order, and the way from one place to another.

In: an `Analysis`, an open xlsxwriter workbook. Out: a `Book` whose pages the sheet modules fill.
Example: ``book.label("incubator-makerspace")`` is “众创空间”, ``book.evidence("临江2021-3.1-1")`` where it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from compare.documents.short_names import find_short_names, quote_of
from compare.matrix.analysis import Analysis
from compare.matrix.comparison import unit_id
from compare.matrix.crosstab import SubtypeTable
from compare.matrix.doubts import most_doubtful
from compare.matrix.quotes.extracts import Extract
from compare.matrix.rows import IN_TIME, parents_apart
from compare.model import OTHER, Comparison, Document, Flag, Row, Study
from compare.reports.xlsx.cells import Area, Column, Key, Kind, Linked, Value
from compare.reports.xlsx.layout import LINK, RULE, Page, Styles
from compare.reports.xlsx.plan import Plan, build_plan
from compare.wording import Wording, foreign

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

FRONT = (
    "answer", "matrix", "side_by_side", "side_by_side2", "side_by_side3", "side_by_side4", "target_grid",
    "amount_grid", "gaps", "evidence", "quality", "overview",
)  # fmt: skip
"""sheets that are read and printed; those behind them are an appendix to look things up in"""
APPENDIX = (
    "subtypes", "figures", "targets", "amounts", "programmes", "statistics", "counts", "periods", "tools", "uncoded",
    "decisions", "orphans", "dictionary",
)  # fmt: skip
FEW = 3
"""rows from which a table of the appendix has a sheet of its own"""
Spec = tuple[str, float, Kind]
"""a column: key of its heading in wording/workbook.yaml (“noun” for what a row is), width, kind"""
DASH = "—"
"""where there is nothing to say"""
FIGURES = ("primary", "any", "practice", "safeguard")
"""what is counted in a cell of the matrix: fields of `Cell`"""
MATRIX_FIXED, MATRIX_NAME = 6, 1
"""columns of the matrix before the first type: group, row, years, genres, grade, measures; that of the row's name"""
KEY_COLUMN = 8
"""column of the evidence sheet with the evidence ids, to which links lead"""


@dataclass(frozen=True, slots=True)
class Grouped:
    """A matrix row with the group of peers it stands in."""

    group: str
    row: Row
    opens: bool
    """True for the first row of a group"""


class Book(Wording):
    """A workbook being written."""

    def __init__(
        self, workbook: Workbook, analysis: Analysis, limit: int, sheets: Sequence[str], tools: Analysis | None = None
    ) -> None:
        self.workbook, self.analysis, self.tools = workbook, analysis, tools
        self.study, self.comparison = analysis.study, analysis.comparison
        super().__init__(self.study.settings.lang, self.study.taxonomy, self.study.settings.by)
        self.words = self.wordlist("workbook")
        self.rows = _group_rows(self.study, self.comparison, self.words)
        asked = most_doubtful(self.study, analysis.doubtful)
        self.asked: Mapping[str, int] = {item.evidence.id: n for n, item in enumerate(asked, 1)}
        """evidence ids of the paragraphs to be checked first → their place in that order"""
        self.plan: Plan = build_plan(analysis, [g.row.key for g in self.rows], limit, self.asked)
        self.styles = Styles(workbook.add_format)
        self.pages: dict[str, Page] = {stem: self._page(stem) for stem in sheets}
        self.type_list: Area | None = None
        """the names of all types, for the choice in the evidence sheet; set by the sheet that lists them"""

    def _page(self, stem: str) -> Page:
        """A new sheet, its tab blue in front and grey in the appendix."""
        from compare.reports.xlsx.sheet import Sheet

        sheet, front = self.workbook.add_worksheet(self.words[f"sheet.{stem}"], Sheet), stem in FRONT
        sheet.set_tab_color(LINK if front else RULE)
        return Page(sheet, self.styles, self.words["cut"], front)

    # --- words ------------------------------------------------------------------------------------------------------

    def say(self, key: str, **details: object) -> str:
        """A sentence of wording/workbook.yaml with its slots filled."""
        return self.words[key].format(noun=self.noun, peers=self.peers, **details)

    def columns(self, *specs: Spec) -> list[Column]:
        """Columns with their headings in words."""
        return [Column(self.row_head if key == "noun" else self.say(key), width, kind) for key, width, kind in specs]

    def join(self, parts: Iterable[str], by: str = "join") -> str:
        """Parts in a row, 、 between them in Chinese."""
        return self.words[by].join(part for part in parts if part)

    @property
    def repeated(self) -> str:
        """The column that would say once more what makes the row; tables leave it out or say where it comes from."""
        return "col.years" if self.by == "period" else f"col.{self.by}"

    @cached_property
    def place(self) -> tuple[Spec, ...]:
        """The first columns of a table with a line for each thing found: row, district and level, document."""
        district: tuple[Spec, ...] = () if self.by == "district" else (("q.place", 12, "text"),)
        level: tuple[Spec, ...] = () if self.repeated == "col.level" else (("col.level", 9, "center"),)
        return (("noun", 12, "text"), *district, *level, ("col.document", 28, "text"))

    def place_of(self, document_id: str) -> list[Value]:
        """What stands in the columns of `place`."""
        return self._places[document_id]

    @cached_property
    def _places(self) -> dict[str, list[Value]]:
        """By document: a document has some hundred lines."""
        places: dict[str, list[Value]] = {}
        for document in self.documents:
            facts = {"q.place": document.district, "col.level": document.metadata.value("level") or None}
            between = [facts[key] for key, _, _ in self.place[1:-1]]
            places[document.id] = [self.row_of(document.id), *between, document.title]
        return places

    def genre(self, id: str) -> str:
        """A kind of document in words; says so where nobody knows it."""
        return super().genre(id) or self.words["unknown"]

    def noticed(self, flag: Flag) -> str:
        """What was noticed, how often, and the words that show it."""
        text = self.say("q.flag", severity=self.severity(flag.severity), words=self.flag(flag.code))
        text += self.say("q.flag.count", n=flag.count) if flag.count > 1 else ""
        slot = "q.flag.quote_foreign" if foreign(flag) else "q.flag.quote"
        return text + (self.say(slot, text=flag.quote) if flag.quote else "")

    def row_of(self, document_id: str) -> str:
        """The name of the matrix row a document counts in; of one that is not compared its district or nothing."""
        district = self.study.by_id[document_id].district if self.by == "district" else DASH
        return self.comparison.row_of.get(document_id) or district

    def quoted(self, found: Extract | None) -> str:
        """Words of an evidence row with “……” where they were cut off; says so where there is nothing to quote."""
        return found.marked if found else self.words["side.unquoted"]

    # --- places -----------------------------------------------------------------------------------------------------

    @property
    def table(self) -> SubtypeTable:
        """Sub-types × rows."""
        return self.analysis.subtypes

    def noted(self, note: Flag) -> str:
        """A note on comparability, documents by the names that people use."""
        return self.note(note, quote_of(note, self.documents, self.short_names))

    @cached_property
    def short_names(self) -> Mapping[str, str]:
        """Document id → the name that people use for it."""
        return find_short_names(self.documents, self.lang)

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """Documents in the order of the study."""
        return self.study.documents

    @cached_property
    def document_of(self) -> Mapping[str, Document]:
        """Paragraph key → its document."""
        return {p.key: d for d in self.study.documents for p in d.paragraphs}

    @cached_property
    def units(self) -> Mapping[str, tuple[str, ...]]:
        """Paragraph key → ids of its evidence rows."""
        found: dict[str, list[str]] = {}
        for item in self.comparison.evidence:
            found.setdefault(item.paragraph_key, []).append(item.id)
        return {key: tuple(ids) for key, ids in found.items()}

    def evidence(self, id: str) -> Key | None:
        """The row of the evidence sheet that carries this id, wherever it is sorted to; None if it was left out."""
        return Key(self.pages["evidence"].name, KEY_COLUMN, id) if id in self.plan.position else None

    def cell_rows(self, row: str, column: str, figure: str) -> Key | None:
        """The first of the rows behind one figure of one cell; as written, the others follow it."""
        first, _ = self.plan.ranges.get((row, column, figure), (-1, -1))
        return None if first < 0 else self.evidence(self.plan.rows[first].id)

    def first_shown(self, ids: Iterable[str]) -> Key | None:
        """The row of the first of these ids that the evidence sheet holds."""
        return next((key for id in ids if (key := self.evidence(id))), None)

    def shown(self, row: str, column: str, figure: str) -> tuple[int, int]:
        """How many rows behind one figure of a cell the evidence sheet holds, and how many there are."""
        cell = self.comparison.cells[row, column]
        first, last = self.plan.ranges.get((row, column, figure), (0, -1))
        sizes = {name: len(getattr(cell, name)) for name in FIGURES}
        total = sizes["any"] + sizes["practice"] + sizes["safeguard"] if figure == "all" else sizes[figure]
        return last - first + 1, total

    def counted(self, value: str | int | float, row: str, column: str, figure: str) -> Linked:
        """A figure of a cell that leads to the first of its rows."""
        return Linked(value, self.cell_rows(row, column, figure))

    def matrix_cell(self, row: str, column: str) -> Key:
        """The symbol cell of the matrix: of all blocks that name the row, the first."""
        place = MATRIX_FIXED + self.comparison.columns.index(column)
        return Key(self.pages["matrix"].name, MATRIX_NAME, self.comparison.labels[row], place)

    def unit_link(self, paragraph_key: str, measure_id: str = "") -> Linked | str:
        """The evidence id of a paragraph, of that type if it has several, with a link; else its citation."""
        ids = self.units.get(paragraph_key, ())
        if not ids:
            document, paragraph = self.document_of[paragraph_key], self.study.paragraphs[paragraph_key]
            return unit_id(document, paragraph)
        id = next((i for i in ids if self.comparison.by_id[i].column == measure_id), ids[0])
        return Linked(id, self.evidence(id))

    def purpose(self, stem: str) -> str:
        """What a page is for; of a bounded evidence sheet how much it holds and where the rest is."""
        if stem == "evidence" and self.plan.most:
            return self.say("purpose.evidence_bounded", **self.plan.counts)
        return self.say(f"purpose.{stem}")

    def head(self, stem: str, note: str = "", **details: object) -> None:
        """Title, purpose and remark of a page, with the way back to the contents."""
        home = None if stem == "overview" else Linked(self.words["home"], Area(self.pages["overview"].name, 0))
        page = self.pages[stem]
        page.head(self.say(f"heading.{stem}", **details), self.purpose(stem), note, home)

    @property
    def footer(self) -> str:
        """Title, sheet name and page number."""
        return self.say("footer", title=self.words["title"])


def small_tables(analysis: Analysis) -> dict[str, int]:
    """Tables of the appendix that other sheets or files hold as well → their rows."""
    study = analysis.study
    bare = sum(e.column == OTHER and e.layer == "measure" for e in analysis.comparison.evidence)
    return {
        "targets": len(study.targets),
        "programmes": len(study.programmes) + len(study.bodies),
        "periods": len(analysis.changes),
        "uncoded": bare,
    }


def _group_rows(study: Study, comparison: Comparison, words: Mapping[str, str]) -> tuple[Grouped, ...]:
    """Rows by level in matrix order; those that contain another row and have no peers of their level come last.

    Rows in time stay in their order, and so do rows that were asked for.
    """
    apart = parents_apart(comparison.rows)
    named = [(words["group.parent"] if row.key in apart else _level(study, row, words), row) for row in comparison.rows]
    if study.settings.by in IN_TIME or study.settings.home or study.settings.compare:
        before = [None, *(name for name, _ in named)]
        return tuple(Grouped(name, row, name != last) for (name, row), last in zip(named, before, strict=False))
    groups: dict[str, list[Row]] = {}
    for name, row in named:
        groups.setdefault(name, []).append(row)
    parents = groups.pop(words["group.parent"], [])
    ordered = [*groups.items(), *([(words["group.parent"], parents)] if parents else [])]
    return tuple(Grouped(name, row, i == 0) for name, rows in ordered for i, row in enumerate(rows))


def _level(study: Study, row: Row, words: Mapping[str, str]) -> str:
    """The level that the documents of a row share."""
    levels = {level for id in row.documents if (level := study.by_id[id].metadata.value("level"))}
    return row.level or words["group.mixed" if len(levels) > 1 else "unknown"]


def day(value: str) -> date | str | None:
    """An ISO date as a date; incomplete ones and those before Excel's calendar (1900) stay text."""
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return value or None
    return found if found.year >= 1900 else value
