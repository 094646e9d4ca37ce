"""最该复核: the most doubtful paragraphs first, each with the three columns in which a person decides.

In: a `Book`. Out: the sheet; a verdict written here is read back like one of the evidence sheet, since both have the
keys. Paragraphs that somebody has decided are not asked again. Without doubts there is no such sheet.
Example: 0.90 · 两类相近（是否也属人才：“高层次人才”） · 创新平台 · the text · 同意, 不同意, 改类 or 补充.
"""

from __future__ import annotations

from collections.abc import Sequence

from compare.matrix.doubts import Doubtful
from compare.model import Study
from compare.reports.xlsx.book import Book, Spec
from compare.reports.xlsx.cells import Linked, Look, Value
from compare.reports.xlsx.evidence import REVIEW, considered, marked_text, offer_choices, summands
from compare.reports.xlsx.layout import WARM

SHARE, LEAST, MOST = 0.2, 20, 300
"""of the counted paragraphs a fifth, which a person can check in an afternoon; at least and at most so many"""
_COLUMNS: tuple[Spec, ...] = (
    ("ev.doubt", 8, "hundredth"), ("ev.doubt_why", 26, "text"), ("db.type", 12, "text"), ("ev.text", 76, "text"),
    ("ev.verdict", 11, "center"), ("ev.relabel", 14, "text"), ("ev.remark", 28, "text"), ("col.evidence", 24, "id"),
    ("noun", 10, "text"), ("col.document", 24, "text"), ("col.clause", 14, "text"), ("ev.reasons", 56, "note"),
    ("un.considered", 30, "note"), ("ev.paragraph_key", 15, "id"), ("ev.type_id", 12, "id"),
)  # fmt: skip
_VERDICT, _ID = 4, 7
"""columns of the verdict, which two more to fill in follow, and of the evidence id"""
_LOOKS: dict[int, Look] = {_VERDICT + n: REVIEW for n in range(3)}


def write_doubts(book: Book) -> None:
    """Write the sheet."""
    page, found = book.pages["doubts"], book.analysis.doubtful
    shown = most_doubtful(book.study, found)
    page.table(book.columns(*_COLUMNS))
    book.head("doubts", book.say("db.note", shown=len(shown), total=len(found)))
    for item in shown:
        document = book.study.by_id[item.evidence.document_id]
        page.row(_line(book, item), _LOOKS if document.quotable else {**_LOOKS, _ID: WARM})
    if page.empty:
        page.remark(book.words["db.none"])
    else:
        offer_choices(book, "doubts", _VERDICT)
    page.finish(1, book.footer, across=1)


def most_doubtful(study: Study, found: Sequence[Doubtful]) -> Sequence[Doubtful]:
    """The first of them, as many as one will check: a fifth of the counted paragraphs whose doubt is known."""
    return found[: min(MOST, max(LEAST, round(SHARE * len(study.doubts))))]


def _line(book: Book, item: Doubtful) -> list[Value]:
    evidence, doubt = item
    document, paragraph = book.study.by_id[evidence.document_id], book.study.paragraphs[evidence.paragraph_key]
    return [
        doubt.value, book.doubtful(doubt, item.given), book.label(evidence.column),
        marked_text(paragraph, evidence.coding), None, None, None, Linked(evidence.id, book.evidence(evidence.id)),
        book.comparison.labels[evidence.row], document.title, paragraph.clause, summands(book, evidence.coding),
        book.join(considered(book, paragraph), "semicolon") or None, evidence.paragraph_key, evidence.column,
    ]  # fmt: skip
