"""The text of one cell → blocks, and the other cells of its row → facts.

In: a cell as text (plain lines, HTML, HTML that an interface has escaped, breaks written as ``\\n``), and pairs of
column and cell. Out: blocks, those of HTML as of a saved page; facts under our keys.
Example: ``<p>第一条 支持孵化器。</p><table>…`` → a text and rows; 有效期 2024-01-01至2026-12-31 → effective, expires.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from compare.model import Block, Fact
from compare.reading.fields import DATE, column_key, column_order, iso_date, read_facts
from compare.reading.html import read_page
from compare.reading.html.tree import is_safe
from compare.reading.lines import number_lines, squeeze, strip_tags

_TAGS = re.compile(r"</(?:p|div|td|tr|span|table|section|article|h[1-6]|li)>|<br\b|<p\b", re.IGNORECASE)
_ESCAPED = re.compile(r"&lt;/?(?:p|div|span|br|table|td|section)\b", re.IGNORECASE)
_WRITTEN_BREAK = re.compile(r"(?:\\r)?\\n")
_PLACES = ("district", "city")


def cell_blocks(text: str) -> Iterator[Block]:
    """The blocks of a cell; where it has lines, they are numbered from 1."""
    if _ESCAPED.search(text):
        text = html.unescape(text)
    if len(_TAGS.findall(text)) > 1 or "</p>" in text.lower():
        if blocks := _page_blocks(text):
            yield from blocks
            return
        text = strip_tags(text)
    if "\n" not in text and "\\n" in text:
        text = _WRITTEN_BREAK.sub("\n", text)
    for number, line in number_lines(text):
        yield Block(line, number)


def _page_blocks(text: str) -> list[Block]:
    """The blocks of HTML; none where its markup is not safe to parse or hides all of its words."""
    return [block for block in read_page(text)[0] if block.kind != "furniture"] if is_safe(text) else []


def column_facts(pairs: Sequence[tuple[str, str]]) -> dict[str, Fact]:
    """What the columns say: of two with one meaning the better named, then the left one.

    An address under 来源 is the document's; 地区 beside 区县 is the city above it; two dates of 有效期 are a span.
    """
    named = sorted(pairs, key=lambda pair: column_order(pair[0]))
    facts = read_facts(named, "markup", column_key)
    _add_places(facts, named)
    _add_term(facts)
    if "url" not in facts and "source" in facts and facts["source"].value.startswith("http"):
        facts["url"] = facts.pop("source")
    return facts


def _add_places(facts: dict[str, Fact], pairs: Sequence[tuple[str, str]]) -> None:
    for name, cell in pairs:
        value = squeeze(cell)
        if column_key(name) in _PLACES and "city" not in facts and value and value != facts["district"].value:
            facts["city"] = Fact(value, "markup", squeeze(f"{name}：{cell}"))


def _add_term(facts: dict[str, Fact]) -> None:
    """The days of a span of validity; “长期有效” and “两年” name none."""
    term = facts.pop("term", None)
    if term is None:
        return
    days = [day for found in DATE.finditer(term.value) if (day := iso_date(found[0]))]
    keys = ("effective", "expires") if len(days) > 1 else ("expires",)
    for key, day in zip(keys, days, strict=False):
        facts.setdefault(key, Fact(day, term.origin, term.quote))
