"""复核记录 and 待重新对应: what reviewers decided, so that a next round of review starts from this one.

In: a `Book` of a study with decisions or remarks. Out: one row a decision under the same headings as the review columns
of 证据与复核: those in force, whether or not their paragraph still has that type (a rejected row is gone there and
stands only here); and those that have lost their paragraph or their type, with the text that was judged.
Example: 4dcb8f872157 · talent · 改类 · 企业培育 · 甲: 对象是企业.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compare.matrix.comparison import unit_id
from compare.model import Comparison, Decision, Study
from compare.reports.xlsx.book import Book, Spec
from compare.reports.xlsx.cells import Column, Value
from compare.review.decisions import is_orphan

_COLUMNS: tuple[Spec, ...] = (
    ("col.evidence", 24, "id"), ("noun", 12, "text"), ("col.document", 28, "text"), ("col.type", 14, "text"),
    ("col.sentence", 80, "text"), ("ev.paragraph_key", 15, "id"), ("ev.type_id", 14, "id"),
    ("ev.verdict", 11, "center"), ("ev.relabel", 14, "text"), ("ev.remark", 40, "text"),
)  # fmt: skip


def listed_decisions(study: Study) -> Sequence[Decision]:
    """Decisions that have their paragraph and their type, in the order of the texts."""
    order = {key: number for number, key in enumerate(study.paragraphs)}
    return sorted((d for d in study.decisions if not is_orphan(study, d)), key=lambda d: order[d.paragraph_key])


def has_orphans(study: Study, comparison: Comparison, limit: int) -> bool:
    """True if a decision or a remark may have no row of its own in an evidence sheet of at most `limit` rows."""
    shown = {(e.paragraph_key, e.column) for e in comparison.evidence} if len(comparison.evidence) <= limit else set()
    return bool(_orphans(study, shown))


def _orphans(study: Study, shown: set[tuple[str, str]]) -> Sequence[Decision]:
    """Decisions out of force, and remarks that do not stand in the evidence sheet."""
    lost = [d for d in study.decisions if is_orphan(study, d)]
    for mark in study.remarks:
        key = (mark.paragraph_key, mark.measure_id)
        hidden = key in study.decided and _covers(study.decided[key], mark)
        if key not in shown or hidden:
            lost.append(mark)
    return lost


def _covers(decision: Decision, mark: Decision) -> bool:
    """True if the row of a remark shows what was decided there instead."""
    own = dict(decision.cells)
    noted = bool(mark.note) and bool(remark(decision)) and mark.note != remark(decision)
    return noted or any(key.startswith("ev.") or own.get(key, words) != words for key, words in mark.cells)


def own_headings(study: Study) -> Sequence[str]:
    """Headings of the columns that reviewers added, in the order of their names."""
    return sorted({key for d in (*study.decisions, *study.remarks) for key, _ in d.cells if not key.startswith("ev.")})


def write_decisions(book: Book) -> None:
    """Write the decisions in force."""
    _write(book, "decisions", listed_decisions(book.study))


def write_orphans(book: Book) -> None:
    """Write what has lost its place, for a person to place again or to delete."""
    _write(book, "orphans", _orphans(book.study, {(e.paragraph_key, e.column) for e in book.plan.rows}))


def _write(book: Book, stem: str, decisions: Sequence[Decision]) -> None:
    page = book.pages[stem]
    own = own_headings(book.study)
    page.table([*book.columns(*_COLUMNS), *(Column(heading, 14) for heading in own)])
    book.head(stem)
    for decision in decisions:
        cells = dict(decision.cells)
        page.row([*_decision(book, decision, cells), *(cells.get(heading) for heading in own)])
    if page.empty:
        page.remark(book.words["empty_table"])
    page.finish(1, book.footer)


def _decision(book: Book, decision: Decision, cells: Mapping[str, str]) -> list[Value]:
    wanted = {"relabel": decision.relabel, "add": decision.measure_id}.get(decision.verdict, "")
    verdict = book.verdict(decision) if decision.verdict else cells.get("ev.verdict")
    return [
        *_source(book, decision.paragraph_key), book.label(decision.measure_id), _text(book, decision),
        decision.paragraph_key, decision.measure_id, verdict,
        book.label(wanted) if wanted else cells.get("ev.relabel"), remark(decision),
    ]  # fmt: skip


def _source(book: Book, paragraph_key: str) -> list[Value]:
    """Citation, row and document; a paragraph that is no longer there has none."""
    document = book.document_of.get(paragraph_key)
    if not document:
        return [book.words["decision.orphan"], None, None]
    return [unit_id(document, book.study.paragraphs[paragraph_key]), book.row_of(document.id), document.title]


def _text(book: Book, decision: Decision) -> str | None:
    """The paragraph as it stands, else as it was judged."""
    paragraph = book.study.paragraphs.get(decision.paragraph_key)
    return paragraph.text if paragraph else decision.text or None


def remark(decision: Decision) -> str | None:
    """Reviewer and note as they stand in the remark column."""
    return ": ".join(part for part in (decision.reviewer, decision.note) if part) or None
