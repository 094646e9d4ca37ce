"""目标明细, 额度明细, 计划与责任: what the texts promise in figures and names, one line each.

In: a `Book`. Out: three sheets, every line with its sentence verbatim and a link to its evidence row.
Example: 临江区, 高新技术企业, >, 150 家, 2025, base 86 (2020), growth 74.4%.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import TypeVar

from compare.kinds import POOLED
from compare.lexicons import load
from compare.model import Amount, Body, Programme, Target
from compare.reports.xlsx.book import Book, Spec
from compare.reports.xlsx.cells import Key, Look, Value
from compare.reports.xlsx.layout import WARM

Item = TypeVar("Item", bound=Target | Amount | Programme | Body)
STATUSES = ("target", "uncertain", "threshold", "achievement")
"""of a figure, in the order of the sheet"""

_TARGETS: tuple[Spec, ...] = (
    ("target.status", 8, "center"), ("col.type", 12, "text"), ("target.indicator", 24, "text"),
    ("target.indicator_std", 20, "text"), ("target.comparator", 8, "center"), ("target.value", 10, "plain"),
    ("target.value_to", 8, "plain"), ("target.unit", 9, "center"), ("target.year", 8, "center"),
    ("target.year_origin", 15, "center"), ("target.base_value", 8, "plain"), ("target.base_year", 8, "center"),
    ("target.growth", 12, "percent"), ("target.tone", 8, "center"), ("target.nature", 9, "center"),
    ("target.source", 20, "text"), ("col.sentence", 54, "text"),
    ("col.flags", 22, "note"), ("col.evidence", 24, "id"), ("target.id", 16, "id"),
)  # fmt: skip
_AMOUNTS: tuple[Spec, ...] = (
    ("col.type", 12, "text"), ("amount.kind", 18, "center"), ("amount.layer", 8, "center"), ("amount.raw", 24, "text"),
    ("amount.amount", 10, "plain"), ("amount.amount_to", 10, "plain"), ("amount.rate", 8, "plain"),
    ("amount.rate_to", 8, "plain"), ("amount.basis", 14, "text"), ("amount.per", 12, "text"),
    ("amount.beneficiary", 18, "text"), ("amount.condition", 24, "text"), ("amount.years", 8, "center"),
    ("amount.tier", 10, "text"), ("col.sentence", 60, "text"), ("col.flags", 22, "note"), ("col.evidence", 24, "id"),
    ("amount.id", 16, "id"),
)  # fmt: skip
_PROGRAMMES: tuple[Spec, ...] = (
    ("col.name", 34, "text"), ("programme.kind", 10, "center"), ("programme.upstream", 8, "center"),
    ("col.type", 14, "text"), ("col.sentence", 80, "text"), ("col.evidence", 26, "id"),
)  # fmt: skip
_BODIES: tuple[Spec, ...] = (
    ("col.name", 30, "text"), ("body.part", 8, "center"), ("body.count", 12, "count"),
    ("col.type", 14, "text"), ("col.sentence", 80, "text"), ("col.evidence", 26, "id"),
)  # fmt: skip


def write_targets(book: Book) -> None:
    """Targets in the order of the texts, then doubtful figures, thresholds and results, marked and shaded."""
    marked = {t.id: {len(book.place): WARM} for t in book.study.targets if t.status != "target"}
    _write(book, "targets", _TARGETS, book.study.targets, partial(_target, book), marked, book.words["target.note"])


def write_amounts(book: Book) -> None:
    """Amounts in 万元; sizes of funds and pools are marked by their kind and never mixed with grants."""
    marked = {a.id: {len(book.place) + 1: WARM} for a in book.study.amounts if a.kind in POOLED}
    _write(book, "amounts", _AMOUNTS, book.study.amounts, partial(_amount, book), marked)


def write_programmes(book: Book) -> None:
    """Named programmes, the district's own apart from those of a higher level; below them responsible bodies.

    How often a body is named in its document helps to see who leads.
    """
    page, study = book.pages["programmes"], book.study
    page.table(book.columns(*book.place, *_PROGRAMMES))
    book.head("programmes")
    _write_lines(book, "programmes", study.programmes, partial(_programme, book))
    last = page.next - 1
    times = Counter((body.document_id, body.name) for body in study.bodies)
    page.block(book.words["bodies"], book.columns(*book.place, *_BODIES))
    _write_lines(book, "programmes", study.bodies, partial(_body, book, times))
    page.finish(len(book.place), book.footer, last, shared=False)


def target_row(book: Book, target: Target) -> Key | None:
    """The line of 目标明细 that lists a figure; None where there is no such sheet."""
    page = book.pages.get("targets")
    return Key(page.name, len(book.place) + len(_TARGETS) - 1, target.id) if page else None


def _write(
    book: Book,
    stem: str,
    specs: Sequence[Spec],
    items: Sequence[Item],
    values: Callable[[Item], list[Value]],
    marked: Mapping[str, Mapping[int, Look]],
    note: str = "",
) -> None:
    """A sheet with one table; `marked` gives the looks of single cells by the item's id."""
    page = book.pages[stem]
    page.table(book.columns(*book.place, *specs))
    book.head(stem, note)
    _write_lines(book, stem, items, values, marked)
    page.finish(len(book.place), book.footer)


def _write_lines(
    book: Book,
    stem: str,
    items: Sequence[Item],
    values: Callable[[Item], list[Value]],
    marked: Mapping[str, Mapping[int, Look]] | None = None,
) -> None:
    page = book.pages[stem]
    for item in _in_order(book, items):
        page.row(book.place_of(item.document_id) + values(item), (marked or {}).get(getattr(item, "id", ""), {}))
    if not items:
        page.remark(book.words["empty_table"])


# --- one line each ----------------------------------------------------------------------------------------------


def _target(book: Book, target: Target) -> list[Value]:
    origin = book.year_origin(target) or None
    status = book.status(target)
    return [
        status, _type(book, target.measure_id),
        target.indicator, target.indicator_std or None,
        book.comparator(target) or None, target.value, target.value_to, target.unit,
        target.year, origin, target.base_value, target.base_year, _growth(target),
        target.tone or None, target.nature or None, _source(book, target), target.sentence,
        _flags(book, "targets", target.document_id, target.flags),
        book.unit_link(target.paragraph_key, target.measure_id), target.id,
    ]  # fmt: skip


def _source(book: Book, target: Target) -> str:
    """Short name and clause: 临江方案一（二）; the name alone of a text that is not to be quoted."""
    name, clause = book.short_names[target.document_id], book.study.paragraphs[target.paragraph_key].clause
    return name + book.clause(clause) if clause and book.study.by_id[target.document_id].quotable else name


@cache
def _shares() -> frozenset[str]:
    """Units of a share in something: %, ‰, 个百分点."""
    units = load("units")
    return frozenset([*units["percent"], *units["permille"], *units["points"]])


def _growth(target: Target) -> float | None:
    """How much the target lies above its base; only for levels, and not for percentages of something."""
    level = target.comparator in ("≥", ">", "=", "≤", "<") and target.unit not in _shares()
    if not level or not target.base_value or target.value is None:
        return None
    return target.value / target.base_value - 1


def _amount(book: Book, amount: Amount) -> list[Value]:
    return [
        _type(book, amount.measure_id), book.amount_kind(amount),
        book.role(amount.layer),
        amount.raw, amount.amount, amount.amount_to, amount.rate, amount.rate_to,
        amount.basis or None, amount.per or None, amount.beneficiary or None,
        amount.condition or None, amount.years, amount.tier or None, amount.sentence,
        _flags(book, "amounts", amount.document_id, amount.flags),
        book.unit_link(amount.paragraph_key, amount.measure_id), amount.id,
    ]  # fmt: skip


def _programme(book: Book, programme: Programme) -> list[Value]:
    return [
        programme.name, programme.kind,
        book.words[f"programme.upstream.{'yes' if programme.upstream else 'no'}"], _type(book, programme.measure_id),
        _sentence(book, programme.paragraph_key, programme.span.start),
        book.unit_link(programme.paragraph_key, programme.measure_id),
    ]  # fmt: skip


def _body(book: Book, times: Mapping[tuple[str, str], int], body: Body) -> list[Value]:
    return [
        body.name, book.words[f"part.{body.part}"],
        times[body.document_id, body.name], _type(book, body.measure_id),
        _sentence(book, body.paragraph_key, body.span.start), book.unit_link(body.paragraph_key, body.measure_id),
    ]  # fmt: skip


# --- what the tables share ----------------------------------------------------------------------------------------


def _type(book: Book, measure_id: str) -> str | None:
    return book.label(measure_id) if measure_id else None


def _flags(book: Book, stem: str, document_id: str, flags: Iterable[str]) -> str | None:
    """What must be kept in mind about a figure, first of all that its document is not to be quoted."""
    garbled = [] if book.study.by_id[document_id].quotable else [book.words["ev.unquotable"]]
    return book.join([*garbled, *(book.term(stem, flag, "flag_") for flag in flags)], "semicolon") or None


def _sentence(book: Book, paragraph_key: str, start: int) -> str:
    """The sentence around a position, verbatim."""
    text = book.study.paragraphs[paragraph_key].text
    first = max(text.rfind(mark, 0, start) for mark in "。;；") + 1
    ends = [end for mark in "。;；" if (end := text.find(mark, start)) >= 0]
    return text[first : min(ends) + 1 if ends else len(text)].strip()


def _in_order(book: Book, items: Sequence[Item]) -> list[Item]:
    """Rows in the order of the matrix, then of the document; documents that are not compared come last.

    What is aimed at stands before what has been reached.
    """
    rows = {id: i for i, grouped in enumerate(book.rows) for id in grouped.row.documents}
    documents = {d.id: i for i, d in enumerate(book.documents)}
    places = {p.key: p.index for d in book.documents for p in d.paragraphs}

    def place(item: Item) -> tuple[int, int, int, int, int]:
        row = rows.get(item.document_id, len(rows))
        status = STATUSES.index(item.status) if isinstance(item, Target) else 0
        return status, row, documents[item.document_id], places[item.paragraph_key], item.span.start

    return sorted(items, key=place)
