"""HTML text → a light tree; the only module that knows the parser.

In: decoded HTML. Out: the page's `Node` tree, its `<title>` and its meta tags. selectolax (lexbor) parses as browsers
do and is the fastest parser measured. Two inputs make every HTML5 parser slow without bound, nesting and formatting
elements left open; such pages never reach it: `strip_tags` reads them, in one pass and without structure.
Example: ``<p>支持<b>孵化器</b></p>`` → Node("p", children=["支持", Node("b", children=["孵化器"])]).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MAX_DEPTH = 200
"""deeper elements are lifted to this level, order and breaks stay; the sample pages nest to 11"""
MAX_OPEN = 3_000
"""elements open at once: the parser takes 0.02 s for 3,000 nested div, 19 s for 100,000 (measured 2026)"""
MAX_TAGS = 400_000
"""tags of a page; a page of 150,000 paragraphs takes 4 s and 0.2 GB (measured 2026)"""
MAX_FORMATTING = 300
"""formatting elements left open: 5,000 of them cost 9 s and 12 million nodes (measured 2026)"""

INVISIBLE = frozenset((
    "script", "style", "template", "svg", "canvas", "object", "embed", "head", "select", "option", "input", "button",
    "textarea", "iframe", "video", "audio", "map", "noframes", "math", "datalist", "title", "meta", "link", "base",
    "param", "source", "track",
))  # fmt: skip
FORMATTING = frozenset((
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
))  # fmt: skip
NEVER_OPEN = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "p", "li", "dd", "dt", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "script", "style",
    "html", "body", "head",
))  # fmt: skip
"""void elements and those that the parser closes by itself"""

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")


@dataclass(slots=True, eq=False, kw_only=True)
class Node:
    """An element with what is needed to lay out its text."""

    tag: str
    attributes: dict[str, str | None]
    children: list[Node | str] = field(default_factory=list)
    first: int = 0
    """index of its first line, set by the layout"""
    last: int = 0
    """index after its last line"""
    atomic: bool = False
    """True for a table laid out row by row: its children have no lines of their own"""

    def get(self, name: str) -> str:
        """An attribute's value, empty if absent."""
        return self.attributes.get(name) or ""

    def elements(self) -> Iterator[Node]:
        """Child elements."""
        return (child for child in self.children if not isinstance(child, str))


@dataclass(frozen=True, slots=True)
class WebPage:
    """What the parser gives."""

    body: Node
    title: str
    meta: tuple[tuple[str, str], ...]
    """(name or property, content) of the meta tags, in order"""
    canonical: str = ""
    """the address that the page names as its own"""


def parse(text: str) -> WebPage:
    """The tree of a page; call `is_safe` first."""
    from selectolax.lexbor import LexborHTMLParser

    parser = LexborHTMLParser(text)
    title = parser.css_first("title", default=None)
    metas = [node.attributes for node in parser.css("meta")]
    pairs = ((m.get("name") or m.get("property") or m.get("itemprop"), m.get("content")) for m in metas)
    top = parser.body or parser.root
    body = Node(tag="body", attributes={}) if top is None else _build(top)
    canonical = parser.css_first("link[rel=canonical]", default=None)
    return WebPage(
        body,
        title.text(deep=True) if title else "",
        tuple((name, value) for name, value in pairs if name and value),
        (canonical.attributes.get("href") or "") if canonical else "",
    )


def _build(top: LexborNode) -> Node:
    """Copy the parser's tree, without recursion, leaving out what is never shown."""
    root = Node(tag=top.tag or "body", attributes={})
    pending: list[tuple[LexborNode | None, Node, int]] = [(top.child, root, 1)]
    while pending:
        current, parent, depth = pending.pop()
        if current is None:
            continue
        pending.append((current.next, parent, depth))
        if current.is_text_node:
            parent.children.append(current.text_content or "")
        elif current.is_element_node and (tag := current.tag or "") not in INVISIBLE:
            node = Node(tag=tag, attributes=current.attributes)
            parent.children.append(node)
            pending.append((current.child, node if depth < MAX_DEPTH else parent, depth + 1))
    return root


def is_safe(text: str) -> bool:
    """False for pages that would keep an HTML5 parser busy without bound."""
    nested: Counter[str] = Counter()
    formatting = depth = 0
    for number, found in enumerate(TAG.finditer(text)):
        if number == MAX_TAGS:
            return False
        close, tag, self_closed = found.groups()
        tag = tag.lower()
        if tag in NEVER_OPEN or (self_closed and tag not in FORMATTING):
            continue
        step = -1 if close else 1
        if nested[tag] + step < 0:
            continue
        nested[tag] += step
        depth += step
        formatting += step if tag in FORMATTING else 0
        if depth > MAX_OPEN or formatting > MAX_FORMATTING:
            return False
    return True
