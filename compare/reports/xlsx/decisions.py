"""复核记录: the decisions that are in force, so that a second round of review starts from the first.

In: a `Book` of a study with decisions. Out: one row a decision under the same headings as the review columns of
证据明细, whether or not its paragraph still has that type: a rejected row is gone there and stands only here.
Example: 4dcb8f872157 · talent · 改类 · 企业培育 · 甲: 对象是企业.
"""

from __future__ import annotations

from compare.matrix.frames import unit_id
from compare.model import Decision
from compare.reports.xlsx.book import Book, Spec
from compare.reports.xlsx.cells import Value

_COLUMNS: tuple[Spec, ...] = (
    ("col.evidence", 24, "id"), ("noun", 12, "text"), ("col.document", 28, "text"), ("col.type", 14, "text"),
    ("col.sentence", 80, "text"), ("ev.paragraph_key", 15, "id"), ("ev.type_id", 14, "id"),
    ("ev.verdict", 11, "center"), ("ev.relabel", 14, "text"), ("ev.remark", 40, "text"),
)  # fmt: skip


def write_decisions(book: Book) -> None:
    """Write the sheet in the order in which the decisions were read."""
    page = book.pages["decisions"]
    page.table(book.columns(*_COLUMNS))
    book.head("decisions")
    for decision in book.study.decisions:
        page.row(_decision(book, decision))
    page.finish(1, book.footer)


def _decision(book: Book, decision: Decision) -> list[Value]:
    wanted = {"relabel": decision.relabel, "add": decision.measure_id}.get(decision.verdict, "")
    return [
        *_source(book, decision.paragraph_key), book.label(decision.measure_id), _text(book, decision.paragraph_key),
        decision.paragraph_key, decision.measure_id, book.words[f"verdict.{decision.verdict}"],
        book.label(wanted) if wanted else None, remark(decision),
    ]  # fmt: skip


def _source(book: Book, paragraph_key: str) -> list[Value]:
    """Citation, row and document; a paragraph that is no longer there has none."""
    document = book.document_of.get(paragraph_key)
    if not document:
        return [book.words["decision.orphan"], None, None]
    return [unit_id(document, book.study.paragraphs[paragraph_key]), book.row_of(document.id), document.title]


def _text(book: Book, paragraph_key: str) -> str | None:
    paragraph = book.study.paragraphs.get(paragraph_key)
    return paragraph.text if paragraph else None


def remark(decision: Decision) -> str | None:
    """Reviewer and note as they stand in the remark column."""
    return ": ".join(part for part in (decision.reviewer, decision.note) if part) or None
