"""Names of fields → facts: what a table's columns, a page's meta tags and labels or a Markdown head say.

In: (name, value) pairs as written, e.g. ``("发文字号", "清府〔2021〕9号")``. Out: facts under our own keys, dates in
ISO form. Which names mean which key stands in ``lexicons/reading.yaml``.
Example: ``成文日期：2021年12月3日`` → ``issued`` = ``2021-12-03``, quote “成文日期：2021年12月3日”.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache

from compare import lexicons
from compare.model import Fact, Origin
from compare.reading.lines import squeeze
from compare.rules import Book, current

DATES = ("issued", "published", "effective", "expires")
_YEAR, _MONTH = lexicons.load("reading")["date_marks"]
DATE = re.compile(
    rf"(?<!\d)(\d{{4}})\s*[-{_YEAR}/.]\s*(\d{{1,2}})\s*[-{_MONTH}/.]\s*(\d{{1,2}})(?!\d)"
    r"|(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)"
)
_ENGLISH = re.compile(
    r"(?<!\d)(?P<day>\d{1,2}) (?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* (?P<year>\d{4})"
)
"""a date as servers write it: Mon, 15 Jan 2024 08:00:00 GMT"""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TIMESTAMP = re.compile(r"\s*(1\d{9})(?:\d{3})?(?:\.0*)?\s*")
"""seconds or milliseconds since 1970, of years from 2001 to 2033"""
_CHINA = timedelta(hours=8)
"""China's one time zone is UTC+8"""
IGNORED = re.compile(r"[\s\ufeff\u3000\xa0_·*:：\[\]【】()（）-]")


def fold(name: str) -> str:
    """A field name without blanks, colons, brackets, underscores and capitals."""
    return IGNORED.sub("", name).lower()


@cache
def key_of(name: str) -> str:
    """Our key for a field name as written, e.g. ``issuer`` for 发布机构; empty if it is none of ours."""
    return _names().get(fold(name), "")


@cache
def _names() -> dict[str, str]:
    return {fold(name): key for key, names in lexicons.load("reading")["fields"].items() for name in names}


def column_key(name: str) -> str:
    """Our key for the name of a column or of a JSON field: those of pages, and names that only data have."""
    folded = fold(name)
    return key_of(name) or _columns().get(folded, "") or _key_of_ending(current(), folded)


@cache
def _key_of_ending(book: Book, folded: str) -> str:
    asked = (r for r in book.topic("reading").rules if "field" in r.gives)
    return next((r.gives["field"] for r in asked if r.fits(folded)), "")


@cache
def _columns() -> dict[str, str]:
    return {fold(name): key for key, names in lexicons.load("reading")["columns"].items() for name in names}


def column_order(name: str) -> int:
    """How well a column's name says its key, 0 = best: of 区县 and 地区 the first is the district."""
    return _order().get(fold(name), len(_order()))


@cache
def _order() -> Mapping[str, int]:
    words = lexicons.load("reading")
    order: dict[str, int] = {}
    for name in [n for part in ("fields", "columns") for names in words[part].values() for n in names]:
        order.setdefault(fold(name), len(order))
    return order


def read_facts(
    fields: Iterable[tuple[str, str]], origin: Origin, key_of: Callable[[str], str] = key_of
) -> dict[str, Fact]:
    """Facts of the fields that we know; the first value of a key stays, empty ones are passed over."""
    facts: dict[str, Fact] = {}
    empty = lexicons.load("reading")["empty"]
    for name, text in fields:
        key = key_of(name)
        value = squeeze(text)
        if not key or key in facts or value.lower() in empty:
            continue
        if key in DATES:
            value = iso_date(value)
        if value:
            facts[key] = Fact(value, origin, squeeze(f"{name.rstrip('：: ')}：{text}"))
    return facts


def iso_date(text: str) -> str:
    """The first date in `text` as ``YYYY-MM-DD``; empty if there is none that the calendar knows.

    A time stamp of a crawl (1684713600, also in milliseconds) is the day in China.
    """
    if stamp := _TIMESTAMP.fullmatch(text):
        return (datetime.fromtimestamp(int(stamp[1]), UTC) + _CHINA).date().isoformat()
    if served := _ENGLISH.search(text):
        text = f"{served['year']}-{_MONTHS.index(served['month']) + 1}-{served['day']}"
    for found in DATE.finditer(text):
        year, month, day = (int(part) for part in found.groups() if part)
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            continue
    return ""
