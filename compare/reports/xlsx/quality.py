"""数据质量: every document with where its facts come from and what was noticed; then every problem of the run.

In: a `Book`. Out: one row a document, compared or not, and below it one row a `Problem`, unreadable files first.
Example: 望山区科技工作亮点纷呈 · E · “重要：文字疑被机器逐词替换……（3 处）”.
"""

from __future__ import annotations

from compare.documents.fragments import unread_first
from compare.documents.integrity import graded_by_genre
from compare.model import COUNTED, Document
from compare.problems import SEVERITIES
from compare.reports.xlsx.book import Book, Spec, day
from compare.reports.xlsx.cells import Value
from compare.reports.xlsx.layout import HEAD, WARM

FACTS = (
    "title", "district", "level", "parent", "issuer", "number", "issued", "published", "effective", "expires", "period",
    "genre", "url",
)  # fmt: skip
_HEADS = {
    "title": "q.title", "district": "q.place", "level": "col.level", "parent": "col.parent", "issuer": "q.issuer",
    "number": "q.number", "issued": "q.issued", "published": "q.published", "effective": "q.effective",
    "expires": "q.expires", "period": "col.years", "genre": "col.genre", "url": "q.url",
}  # fmt: skip

_COLUMNS: tuple[Spec, ...] = (
    ("q.code", 14, "text"), ("q.title", 34, "text"), ("q.place", 11, "text"), ("col.level", 9, "center"),
    ("col.parent", 10, "text"), ("col.genre", 14, "text"), ("col.years", 12, "center"), ("col.grade", 8, "center"),
    ("q.included", 10, "center"), ("q.flags", 60, "text"), ("q.issuer", 20, "text"), ("q.number", 18, "text"),
    ("q.issued", 12, "date"), ("q.published", 12, "date"), ("q.effective", 12, "date"), ("q.expires", 12, "date"),
    ("q.paragraphs", 8, "count"), *((f"q.counted.{layer}", 8, "count") for layer in COUNTED),
    ("q.silent", 9, "count"), ("q.characters", 9, "number"), ("q.origins", 44, "note"), ("col.file", 26, "note"),
    ("q.format", 12, "note"), ("q.digest", 18, "id"),
)  # fmt: skip
_PRINTED = 9
"""the last column on paper: what was noticed"""


def write_quality(book: Book) -> None:
    """Write both tables."""
    page = book.pages["quality"]
    page.table(book.columns(*_COLUMNS))
    book.head("quality")
    for document in unread_first(book.documents):
        page.row(_document(book, document), {7: WARM} if document.grade in "DE" else {})
    last = page.next - 1
    _write_problems(book)
    page.finish(2, book.footer, last, printed=(page.next - 1, _PRINTED))


def _document(book: Book, document: Document) -> list[Value]:
    fact = document.metadata.value
    roles = [p.role for p in document.paragraphs]
    counts = [roles.count(layer) for layer in COUNTED]
    cap = [book.say("q.cap", words=book.grade_cap(document))] if graded_by_genre(document) else []
    noticed = [*cap, *(book.noticed(flag) for flag in document.flags)]
    flags = "\n".join(noticed) or book.words["q.clean"]
    return [
        document.code, document.title, *(fact(name) or None for name in ("district", "level", "parent")),
        book.genre(fact("genre")), fact("period") or None, document.grade,
        book.words["q.yes" if document.included else "q.no"], flags, fact("issuer") or None, fact("number") or None,
        *(day(fact(name)) for name in ("issued", "published", "effective", "expires")),
        len(roles), *counts, len(roles) - sum(counts), sum(len(p.text) for p in document.paragraphs),
        _origins(book, document), document.file,
        " ".join(part for part in (document.format, document.encoding) if part), document.digest,
    ]  # fmt: skip


def _origins(book: Book, document: Document) -> str:
    """Facts by where they were found: 清单：标题、地区；正文：成文日期."""
    found: dict[str, list[str]] = {}
    for name in FACTS:
        if fact := getattr(document.metadata, name):
            found.setdefault(fact.origin, []).append(book.words[_HEADS[name]])
    for name, fact in sorted(document.metadata.extra.items()):
        found.setdefault(fact.origin, []).append(name)
    colon = book.words["colon"]
    return "\n".join(book.words[f"origin.{origin}"] + colon + book.join(names) for origin, names in found.items())


def _write_problems(book: Book) -> None:
    """Severity, file, line, and the sentence, which runs on to the right."""
    page = book.pages["quality"]
    w = book.words
    page.caption(w["q.problems"])
    ordered = sorted(book.study.problems, key=lambda p: (SEVERITIES.index(p.severity), p.place, p.code, p.details))
    if not ordered:
        page.remark(w["p.none"])
        return
    page.strip([w["p.severity"], w["p.file"], w["p.line"], w["p.what"]], bold=True, bg_color=HEAD)
    for problem in ordered:
        words = f"{book.problem(problem)} [{problem.code}]"
        page.strip([book.severity(problem.severity), problem.place.file or None, problem.place.line or None, words])
