"""Saved web page → `Source`: the document's lines without the page around them, and what the page says about it.

In: bytes of an .html file, in whatever encoding the page was saved. Out: a block a visual line (row for table rows,
heading for h1–h6) and facts from meta tags and the information table (索引号, 发布机构, 文号, 成文日期 …).
Steps: tree (parse) → layout (visual lines) → content (which of them) → facts.
Example: a district's page with menu, 40 paragraphs and footer → 40 text blocks, facts title, issuer, published.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from compare.model import Block, Fact, Source
from compare.reading.fields import fold
from compare.reading.html.content import ContentChoice
from compare.reading.html.facts import find_address, find_facts
from compare.reading.html.layout import MarkupLine, lay_out
from compare.reading.html.tree import is_safe, parse
from compare.reading.limits import Limits
from compare.reading.lines import clean, number_lines, strip_tags
from compare.reading.raw import Raw, build_source, decode_raw

CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
HEAD = 4096
"""bytes in which a page declares its encoding"""


def read_html(raw: Raw, limits: Limits) -> Source:
    """The document of a saved page."""
    declared = CHARSET.search(raw.data, 0, HEAD)
    decoded, problems = decode_raw(raw, declared[1].decode("ascii") if declared else "")
    if not is_safe(decoded.text):
        problems = (*problems, raw.problem("html-too-deep", "warning"))
        blocks: Iterable[Block] = (Block(line) for _, line in number_lines(strip_tags(decoded.text)))
        return build_source(raw, "html", blocks, limits, encoding=decoded.encoding, problems=problems)
    blocks, facts = read_page(decoded.text)
    return build_source(raw, "html", blocks, limits, encoding=decoded.encoding, facts=facts, problems=problems)


def read_mhtml(raw: Raw, limits: Limits) -> Source:
    """A page that a browser saved as one file (MIME); the address it noted becomes the fact ``url``."""
    from email import message_from_bytes

    message = message_from_bytes(raw.data)
    part = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    payload = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(payload, bytes):
        raise raw.error("no-text")
    source = read_html(Raw(raw.name, raw.path, payload), limits)
    facts = dict(source.facts)
    address = str(message.get("Snapshot-Content-Location") or part.get("Content-Location") or "").strip()
    if address.startswith("http"):
        facts["url"] = Fact(address, "markup", address)
    return replace(source, digest=raw.digest, format="mhtml", facts=facts)


def read_page(text: str) -> tuple[list[Block], dict[str, Fact]]:
    """Blocks and facts of a page's HTML."""
    page = parse(text)
    lines = lay_out(page.body)
    content = ContentChoice(page.body, lines)
    keep = content.keep()
    facts, table = find_facts(page, lines, keep)
    furniture = {*table, *content.beside()}
    if address := find_address(text[:HEAD], page.canonical):
        facts["url"] = address
    shown = sorted({*keep, *content.beside()})
    blocks = list(_blocks((lines[i], i in furniture) for i in shown))
    return [*_title_block([b for b in blocks if b.kind != "furniture"], facts), *blocks], facts


def _blocks(lines: Iterable[tuple[MarkupLine, bool]]) -> Iterator[Block]:
    for line, furniture in lines:
        if text := clean(line.text):
            yield Block(text, kind="furniture" if furniture else line.kind, level=0 if furniture else line.level)


def _title_block(blocks: list[Block], facts: dict[str, Fact]) -> Iterator[Block]:
    """The title as first block, unless it stands at the beginning of the text anyway."""
    title = facts["title"].value if "title" in facts else ""
    top = "".join(fold(block.text) for block, _ in zip(blocks, range(10), strict=False))
    if title and fold(title) not in top:
        yield Block(title, kind="heading", level=1)
