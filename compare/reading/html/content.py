"""Which lines of a page are the document: furniture out, then down to the element that holds the prose.

In: the page's tree and its laid-out lines. Out: the indices of the lines to keep. The rule for leaving a part out is
one-sided: running text goes only where markup or wording says that it is furniture (footer, navigation, links), never
merely because another part is larger; headings, dates and signatures beside the main element stay as well.
Example: body > (div.header, div#zoom with 40 paragraphs, div.footer “主办：某区人民政府办公室”) → lines of div#zoom.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate

from compare import lexicons
from compare.chinese.normalize import fold_once
from compare.reading.html.layout import MarkupLine, is_block, is_labelled
from compare.reading.html.tree import Node
from compare.rules import rule

MAIN_SHARE = 0.5
"""share of the prose that the next element down must hold; the rest must be shown to be furniture anyway"""
LINK_LIST = 0.6
"""share of linked characters from which an element with three links is a list of links"""
LINKED_PROSE = 0.15
"""share of linked characters from which prose beside the main element is a teaser for another page"""
FURNITURE_SHARE = 0.2
"""an element called footer, nav … that holds more of the prose than this is misnamed and stays"""
SHORT = 60
"""characters of a line that may be a breadcrumb or a row of links"""

FURNITURE_TAGS = frozenset(("nav", "aside", "footer", "header", "form", "dialog", "noscript", "menu"))
FURNITURE_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary"))
PARAGRAPHS = frozenset(("p", "li", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "ol"))
"""elements that are part of a text, never the whole of it"""


class ContentChoice:
    """The choice for one page."""

    def __init__(self, body: Node, lines: list[MarkupLine]) -> None:
        self.lines = lines
        self.prose = list(accumulate((line.prose for line in lines), initial=0))
        self.linked = list(accumulate((line.linked for line in lines), initial=0))
        self.size = list(accumulate((len(line.text) for line in lines), initial=0))
        self.body = body
        self.out = [False] * len(lines)
        self._drop_hidden()
        self._drop_furniture()
        self.main = self._descend()

    def keep(self) -> list[int]:
        """Indices of the document's lines, in order."""
        first, last = self.main.first, self.main.last
        inside = [i for i in range(first, last) if not self.out[i]]
        return inside + [i for i in self._closing() if not self.out[i]]

    def beside(self) -> list[int]:
        """Indices of the lines inside the main element that are furniture and shown; none if the page has no such."""
        if self.main is self.body:
            return []
        return [i for i in range(self.main.first, self.main.last) if self.out[i] and not self.lines[i].hidden]

    def prose_of(self, node: Node) -> int:
        """Characters of running text in an element, furniture not counted."""
        lines, out = self.lines, self.out
        return sum([lines[i].prose for i in range(node.first, node.last) if not out[i]])

    def _share(self, sums: list[int], node: Node) -> int:
        return sums[node.last] - sums[node.first]

    def _drop_hidden(self) -> None:
        """Leave out what markup hides, unless the page hides its text and shows it by script."""
        hidden = sum(line.prose for line in self.lines if line.hidden)
        if 2 * hidden <= self.prose[-1]:
            for i, line in enumerate(self.lines):
                self.out[i] = line.hidden

    def _drop_furniture(self) -> None:
        for node in walk(self.body):
            if node.first < node.last and self._is_furniture(node):
                self.out[node.first : node.last] = [True] * (node.last - node.first)
        for i, line in enumerate(self.lines):
            linked = line.links > 1 and line.linked >= len(line.text) / 2 and not line.files
            if len(line.text) <= SHORT and (linked or is_crumb(line.text)):
                self.out[i] = True

    def _is_furniture(self, node: Node) -> bool:
        prose, size = self._share(self.prose, node), self._share(self.size, node)
        lines = self.lines[node.first : node.last]
        if is_named_furniture(node):
            limit = 0 if node.tag in ("form", "header") else FURNITURE_SHARE * self.prose[-1]
            return (prose <= limit or self._is_foot(node)) and not any(
                line.kind == "heading" and line.level == 1 for line in lines
            )
        if prose or self._share(self.linked, node) < LINK_LIST * size:
            return False
        return sum(line.links for line in lines) >= 3 and not any(line.files for line in lines)

    def _descend(self) -> Node:
        """From the body down, while one child holds the prose and what stands beside it is furniture."""
        node = self.body
        while not node.atomic:
            children = [child for child in node.elements() if child.first < child.last]
            best = max(children, key=self.prose_of, default=None)
            if best is None or best.tag in PARAGRAPHS or not (is_block(best) or best.tag == "font"):
                break
            if best.last - best.first == 1 and node.last - node.first > 1:
                break
            if self.prose_of(best) < max(1, MAIN_SHARE * self.prose_of(node)) or not self._may_leave(node, best):
                break
            node = best
        return node

    def _may_leave(self, node: Node, best: Node) -> bool:
        """True if no running text of `node` outside `best` belongs to the document."""
        for child in node.elements():
            if child is not best and self.prose_of(child) and not self._is_beside(child):
                return False
        own = self.prose_of(node) - sum(self.prose_of(child) for child in node.elements())
        return own <= 0

    def _is_beside(self, node: Node) -> bool:
        """True if an element with some prose is furniture: by its name, its links or its words."""
        if is_named_furniture(node) and self.prose_of(node) <= FURNITURE_SHARE * self.prose[-1]:
            return True
        if self._share(self.linked, node) >= LINKED_PROSE * self._share(self.size, node):
            return True
        return self._is_foot(node)

    def _is_foot(self, node: Node) -> bool:
        """True if all running text of an element is that of the foot of a page."""
        lines = (self.lines[i] for i in range(node.first, node.last) if not self.out[i])
        return all(rule("reading", "footer").fits(fold_once(line.text)) for line in lines if line.prose)

    def _closing(self) -> Iterator[int]:
        """Signature and date that some pages put into elements of their own after the text."""
        end = self.main.last
        for i in range(end, min(end + 6, len(self.lines))):
            if rule("reading", "date_line").fits(fold_once(_EDGES.sub("", self.lines[i].text))):
                yield from range(max(end, i - 1), i + 1)
                return


def walk(node: Node) -> Iterator[Node]:
    """All elements below `node`, outer ones first, tables of data as a whole."""
    pending = list(node.elements())
    while pending:
        current = pending.pop()
        yield current
        if not current.atomic:
            pending.extend(current.elements())


def is_named_furniture(node: Node) -> bool:
    """True if tag, role, class or id call the element page furniture."""
    if node.tag in FURNITURE_TAGS or node.get("role") in FURNITURE_ROLES:
        return True
    if "class" not in node.attributes and "id" not in node.attributes:
        return False
    return any(name_pattern().search(name.lower()) for name in (node.get("class") + " " + node.get("id")).split())


def begins_text(line: MarkupLine) -> bool:
    """True for a line with which the document's own text has begun: a sentence, a measure, a numbered line."""
    return bool(line.prose) or (not line.links and is_labelled(line.text))


@cache
def name_pattern() -> re.Pattern[str]:
    """Class names and ids of furniture."""
    names = "|".join(map(re.escape, lexicons.load("reading-html")["furniture_names"]))
    return re.compile(rf"(?:^|[-_])(?:{names})(?:$|[-_0-9])")


def is_crumb(text: str) -> bool:
    """True for the beginning of a breadcrumb."""
    return rule("reading", "breadcrumb").fits(fold_once(_EDGES.sub("", text)))


_EDGES = re.compile(r"^\W+|\W+$")
