"""Names of fields → facts: what a table's columns, a page's meta tags and labels or a Markdown head say.

In: (name, value) pairs as written, e.g. ``("发文字号", "清府〔2021〕9号")``. Out: facts under our own keys, dates in
ISO form. Which names mean which key stands in ``lexicons/reading.yaml``.
Example: ``成文日期：2021年12月3日`` → ``issued`` = ``2021-12-03``, quote “成文日期：2021年12月3日”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from compare import lexicons
from compare.model import Fact, Origin
from compare.reading.lines import squeeze

DATES = ("issued", "published", "effective", "expires")
DATE = re.compile(
    r"(?<!\d)(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})(?!\d)|(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)"
)
IGNORED = re.compile(r"[\s\ufeff\u3000\xa0_·*:：\[\]【】()（）-]")
EMPTY = ("", "-", "--", "—", "无", "暂无", "null", "none", "nan", "n/a", "undefined")


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


def read_facts(fields: Iterable[tuple[str, str]], origin: Origin) -> dict[str, Fact]:
    """Facts of the fields that we know; the first value of a key stays, empty ones are passed over."""
    facts: dict[str, Fact] = {}
    for name, text in fields:
        key = key_of(name)
        value = squeeze(text)
        if not key or key in facts or value.lower() in EMPTY:
            continue
        if key in DATES:
            value = iso_date(value)
        if value:
            facts[key] = Fact(value, origin, squeeze(f"{name.rstrip('：: ')}：{text}"))
    return facts


def iso_date(text: str) -> str:
    """The first date in `text` as ``YYYY-MM-DD``; empty if there is none that the calendar knows."""
    for found in DATE.finditer(text):
        year, month, day = (int(part) for part in found.groups() if part)
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            continue
    return ""
