"""横向对比表 and 子类矩阵: sub-types against districts, once in the words of the texts and once in numbers.

In: a `Book`. Out: two sheets with the same lines; a cell of the first quotes the strongest unit and cites it, with the
evidence id beside it; a cell of the second counts the measures. With very many rows both lie on their side.
Example: 高新技术企业培育 × 临江区 reads “● 1条 / 对首次通过认定的高新技术企业,给予一次性奖励20万元… / 《临江区支持科技
创新若干措施》第一条” and beside it 临江2023-1-1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from compare.chinese.titles import title_words
from compare.matrix.crosstab import SubtypeCell, SubtypeLine
from compare.matrix.extracts import Extract
from compare.model import OTHER, Evidence, Span, Study
from compare.reports.xlsx.book import Book
from compare.reports.xlsx.cells import Column, Linked, Look, Marked, Value, width_of
from compare.reports.xlsx.layout import BAND, FIRST_ROW, MUTED
from compare.reports.xlsx.matrix import LAYERS

MOST_ACROSS = 60
"""rows of the comparison that may stand side by side as columns; about as many as a taxonomy has sub-types"""
ID_WIDTHS = (16, 24)
"""least and greatest width of a column of evidence ids"""
ITEMS = 3
"""amounts or targets named in a cell"""

Entry = tuple[list[Value], Look]
"""one or two cells that belong together, and their look"""
Quantity = tuple[Span, str]
"""where the figure stands in the text, and the figure with its indicator and year"""


def write_side_by_side(book: Book) -> None:
    """The comparison table that goes into a briefing: verbatim extract, amount or target, source; the evidence id."""
    quantities = _quantities(book.study)
    width = 40 if len(book.rows) <= 6 else 36

    longest = max((width_of(cell.best) for cell in book.table.cells.values()), default=0)
    id_width = min(max(longest, ID_WIDTHS[0]), ID_WIDTHS[1])

    def heads(name: str) -> list[Column]:
        return [Column(name, width), Column(book.say("side.evidence", row=name.split("\n")[0]), id_width, "id")]

    def entry(line: SubtypeLine, row: str) -> Entry:
        found = book.table.cells[line.id, row]
        id = Linked(found.best, book.evidence(found.best)) if found.best else None
        return [_in_words(book, found, quantities), id], LAYERS.get(found.symbol, {})

    _write(book, "side_by_side", heads, entry)
    book.pages["side_by_side"].finish(2, book.footer)


def write_subtypes(book: Book) -> None:
    """The same lines as counts of measures, each linked to its first evidence row."""

    def heads(name: str) -> list[Column]:
        return [Column(name, 14, "count")]

    def entry(line: SubtypeLine, row: str) -> Entry:
        ids = book.table.cells[line.id, row].evidence
        return [Linked(len(ids), book.first_shown(ids))], {}

    page = book.pages["subtypes"]
    page.valign = "vcenter"
    across = _write(book, "subtypes", heads, entry)
    if not page.empty:
        scale = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#7FB2DB"}
        grey = {"type": "cell", "criteria": "==", "value": 0, "format": book.workbook.add_format({"font_color": MUTED})}
        for rule in (scale, grey):
            page.sheet.conditional_format(FIRST_ROW, 2, page.next - 1, 1 + across, rule)
    page.finish(2, book.footer)


# --- the table, upright or on its side --------------------------------------------------------------------------


def _write(
    book: Book, stem: str, heads: Callable[[str], list[Column]], entry: Callable[[SubtypeLine, str], Entry]
) -> int:
    """Both sheets; returns how many columns hold entries."""
    page, rows, lines = book.pages[stem], [g.row for g in book.rows], book.table.lines
    reference = book.words["group.parent"]
    if len(rows) > MOST_ACROSS:
        names = [f"{book.label(line.column)}\n{_name(book, line)}" for line in lines]
        columns = [column for name in names for column in heads(name)]
        page.table([*book.columns(("col.group", 13, "text"), ("noun", 16, "text")), *columns])
        for grouped in book.rows:
            entries = [entry(line, grouped.row.key) for line in lines]
            _put(book, stem, [grouped.group, grouped.row.label], entries, {})
    else:
        names = [f"{g.row.label}\n{g.group}" if g.group == reference else g.row.label for g in book.rows]
        columns = [column for name in names for column in heads(name)]
        page.table([*book.columns(("col.type", 14, "text"), ("col.subtype", 31, "text")), *columns])
        before = ""
        for line in lines:
            rule = {"top": 2} if line.column != before else {}
            before = line.column
            _put(book, stem, [book.label(line.column), _name(book, line)], [entry(line, row.key) for row in rows], rule)
    book.head(stem, book.words["side.note" if stem == "side_by_side" else "subtypes.note"])
    return len(columns)


def _put(book: Book, stem: str, names: Sequence[str], entries: Iterable[Entry], rule: Mapping[str, int]) -> None:
    values: list[Value] = [*names]
    looks: dict[int, Look] = {0: BAND, 1: BAND}
    for cells, look in entries:
        looks.update({len(values) + i: look for i in range(len(cells))})
        values += cells
    book.pages[stem].row(values, looks, **rule)


def _name(book: Book, line: SubtypeLine) -> str:
    """A sub-type's name; the type's own line holds what names no sub-type."""
    if line.id == line.column:
        return book.words["side.none" if line.column == OTHER else "side.own"]
    return book.label(line.id)


# --- what a cell says -------------------------------------------------------------------------------------------


def _in_words(book: Book, cell: SubtypeCell, quantities: Mapping[str, Sequence[Quantity]]) -> Value:
    """Symbol and count, the strongest unit verbatim, what it promises in figures, and where it stands."""
    n = {"●": len(cell.evidence), "◆": len(cell.practice), "◐": len(cell.safeguard)}.get(cell.symbol, 0)
    if not n:
        key = f"reason.{cell.reason}" if cell.reason else f"symbol.{cell.symbol}"
        return book.say("cell.bare", symbol=cell.symbol, words=book.term("cells", key))
    first = book.say("cell.count", symbol=cell.symbol, n=n)
    best = book.comparison.by_id[cell.best]
    found = quantities.get(best.paragraph_key, ())
    stated = _beside(cell.extract, found) if cell.extract else []
    figures = [book.say("side.figures", items=book.join(stated[:ITEMS], "semicolon"))] if stated else []
    body = book.quoted(cell.extract)
    return Marked("\n".join([first, body, *figures, _cite(book, best)]), ((0, len(first)),), "head")


def _beside(extract: Extract, found: Iterable[Quantity]) -> list[str]:
    """The figures of the sentence that is quoted which the quotation does not show; others are of other measures."""
    start, end = extract.sentence
    return [text for span, text in found if start <= span.start and span.end <= end and not extract.holds(span)]


def _cite(book: Book, evidence: Evidence) -> str:
    """《title》 and clause; of a document that is not to be quoted, whose headings are altered too, only its code."""
    document = book.study.by_id[evidence.document_id]
    if not document.quotable or not document.metadata.title:
        return document.code
    clause = book.study.paragraphs[evidence.paragraph_key].clause
    return book.say("side.cite", title=title_words(document.title), clause=clause)


def _quantities(study: Study) -> dict[str, list[Quantity]]:
    """Paragraph key → its amounts and targets; figures reported as reached are left out."""
    found: dict[str, list[Quantity]] = {}
    for amount in study.amounts:
        found.setdefault(amount.paragraph_key, []).append((amount.written, amount.raw))
    for target in study.targets:
        if target.status == "target":
            raw = study.paragraphs[target.paragraph_key].text[target.span.start : target.span.end]
            year = f" ({target.year})" if target.year else ""
            found.setdefault(target.paragraph_key, []).append((target.span, f"{target.indicator}{raw}{year}"))
    return found
