"""分类词典: the category system as it was used, keyword by keyword, with what each found.

In: a `Book`. Out: one row a keyword; hits in counted paragraphs, in all others, and rejected ones stand apart, so that
a reader sees what counting keywords alone would have reported.
Example: 高新技术企业 · 强 · 3 hits in measures, 4 elsewhere; 认定奖励 · 弱 · 未命中.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from compare.model import Condition, Keyword, Study
from compare.reports.xlsx.book import Book, Spec
from compare.reports.xlsx.cells import Look, Value
from compare.reports.xlsx.layout import BAND, FAINT, WARM
from compare.wording import number

_COLUMNS: tuple[Spec, ...] = (
    ("col.type", 18, "text"), ("col.subtype", 32, "text"), ("d.keyword", 30, "text"), ("d.strength", 12, "center"),
    ("d.conditions", 90, "note"), ("d.hits", 14, "count"), ("d.hits_silent", 14, "count"),
    ("d.rejected", 12, "count"), ("d.state", 18, "center"),
)  # fmt: skip
LOOKS: dict[str, Look] = {"dead": FAINT, "silent": WARM, "void": WARM}
Key = tuple[str, str, int]


@dataclass(frozen=True)
class _Hits:
    """Occurrences by keyword."""

    counted: Counter[Key]
    silent: Counter[Key]
    rejected: Counter[Key]


def write_dictionary(book: Book) -> None:
    """Write the taxonomy in file order; types and sub-types without keywords keep a row."""
    page = book.pages["dictionary"]
    page.valign = "vcenter"
    taxonomy, hits = book.study.taxonomy, _count(book.study)
    dead = sum(not any(c[_key(k)] for c in (hits.counted, hits.silent, hits.rejected)) for k in taxonomy.keywords)
    page.table(book.columns(*_COLUMNS))
    book.head("dictionary", book.say("d.note", keywords=len(taxonomy.keywords), dead=dead), name=taxonomy.name)
    before = ""
    for measure in taxonomy.measures:
        kind = taxonomy.type_of(measure.id)
        subtype = book.label(measure.id) if measure.parent else None
        rule = {"top": 2} if kind != before else {}
        before = kind
        for values, look in _rows(book, measure.keywords, hits):
            page.row([book.label(kind), subtype, *values], {0: BAND, 8: look}, **rule)
            rule = {}
    page.finish(3, book.footer)


def _rows(book: Book, keywords: tuple[Keyword, ...], hits: _Hits) -> Iterator[tuple[list[Value], Look]]:
    """A row a keyword and the look of its state; a measure without keywords has one row all the same."""
    if not keywords:
        yield [None] * 7, {}
    for keyword in keywords:
        counts = [counter[_key(keyword)] for counter in (hits.counted, hits.silent, hits.rejected)]
        state = _state(*counts)
        strength = book.say(f"strength.{keyword.strength}", points=number(keyword.points))
        conditions = _conditions(book, keyword) or None
        values: list[Value] = [keyword.text, strength, conditions, *counts, book.words[f"d.{state}"]]
        yield values, LOOKS.get(state, {})


def _state(counted: int, silent: int, rejected: int) -> str:
    if counted:
        return "alive"
    return "silent" if silent else "void" if rejected else "dead"


def _key(keyword: Keyword) -> Key:
    return keyword.measure_id, keyword.text, keyword.line


def _count(study: Study) -> _Hits:
    """Occurrences in the documents compared; each span of a paragraph counts once a keyword."""
    hits = _Hits(Counter(), Counter(), Counter())
    for paragraph in (p for d in study.documents if d.included for p in d.paragraphs):
        matches = (m for c in study.codings.get(paragraph.key, ()) for m in c.matches)
        for key, _, rejected in {(_key(m.keyword), m.span, bool(m.rejected)) for m in matches}:
            (hits.rejected if rejected else hits.counted if paragraph.counted else hits.silent)[key] += 1
    return hits


# --- conditions in words ----------------------------------------------------------------------------------------


def _conditions(book: Book, keyword: Keyword) -> str:
    """What a keyword demands of its surroundings."""
    lists = {
        "aliases": keyword.aliases, "not_after": keyword.not_after, "not_before": keyword.not_before,
        "roles": [*map(book.role, keyword.roles)], "headings": keyword.headings,
    }  # fmt: skip
    return book.join(
        [
            *([book.words["cond.pattern"]] if keyword.pattern else []),
            *(_condition(book, condition) for condition in keyword.conditions),
            *(book.say(f"cond.{name}", terms=book.join(terms)) for name, terms in lists.items() if terms),
        ],
        "semicolon",
    )


def _condition(book: Book, condition: Condition) -> str:
    within = condition.within or book.words["cond.whole"]
    return book.say(f"cond.{condition.kind}", within=within, terms=book.join(condition.terms))
