"""A section's Markdown as HTML whose tables scroll, name their headers and, where they are a matrix, are shaded.

In: Markdown that a narrative has written. Out: HTML without any style attribute, which the content policy would refuse.
Example: the cell 临江区 × 人才 becomes ``<td class="shade-5">``.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from compare.model import OTHER
from compare.reports.narrative.markup import NOTE
from compare.reports.narrative.voice import Voice

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown

LONG = 30
"""lines from which a table scrolls in a window of its own"""
ANSWER = "answer"
"""the section whose small tables stand beside its text"""
BESIDE = 5
"""columns of a table that leaves room for a text beside it"""
MATRICES = (ANSWER, "matrix")
"""sections whose tables of rows and types are shaded"""
_ABSENT = (
    "reference", "short_reference", "image_link", "image_reference", "short_image_ref", "autolink", "automail",
)  # fmt: skip
"""inline Markdown that a narrative never has (`narrative.markup` escapes its signs): not sought in each of ten
thousand texts"""


class Converter:
    """Markdown of one report to HTML."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self._section = ""
        self._markdown = self._new_markdown()

    def convert(self, section: str, body: str) -> str:
        """The body of a section; HTML in the source stays text."""
        self._section = section
        return self._markdown.reset().convert(body)

    def _new_markdown(self) -> Markdown:
        from markdown import Markdown
        from markdown.extensions.tables import TableExtension
        from markdown.inlinepatterns import SimpleTagInlineProcessor
        from markdown.treeprocessors import Treeprocessor

        finish = self._finish

        class Tables(Treeprocessor):
            def run(self, root: Element) -> None:
                finish(root)

        markdown = Markdown(extensions=[TableExtension(use_align_attribute=True)])
        markdown.preprocessors.deregister("html_block")
        for pattern in ("html", *_ABSENT):
            markdown.inlinePatterns.deregister(pattern)
        markdown.inlinePatterns.register(SimpleTagInlineProcessor(NOTE, "sup"), "note", 55)
        markdown.treeprocessors.register(Tables(markdown), "tables", -1)  # after escapes are words again
        return markdown

    def _finish(self, root: Element) -> None:
        for parent in list(root.iter()):
            for place, child in enumerate(list(parent)):
                if child.tag == "table":
                    parent[place] = self._finished(child)
        if self._section == ANSWER:
            _set_beside(root)

    def _finished(self, table: Element) -> Element:
        _name_headers(table)
        if self._section in MATRICES:
            self._shade(table)
        return _scrolling(table)

    # --- matrices ---------------------------------------------------------------------------------------------------

    def _shade(self, table: Element) -> None:
        """Classes for the cells that stand where a row and a type meet, whichever of them runs down."""
        heads = [_words(cell) for cell in table.findall("thead/tr/th")]
        for line in table.findall("tbody/tr"):
            for head, cell in zip(heads[1:], line[1:], strict=True):
                if step := self._steps.get(frozenset((_words(line[0]), head))):
                    cell.set("class", f"shade-{step}")

    @cached_property
    def _steps(self) -> dict[frozenset[str], int]:
        labels, shades = self.voice.comparison.labels, self.voice.analysis.shades
        return {
            frozenset((labels[row], self.voice.label(column))): step
            for (row, column), step in shades.items()
            if column != OTHER  # no type to compare
        }


def _words(cell: Element | None) -> str:
    return "".join(cell.itertext()).strip() if cell is not None else ""


def _name_headers(table: Element) -> None:
    """First cells become row headers; alignment becomes a class."""
    for cell in table.iter():
        if cell.attrib.pop("align", ""):
            cell.set("class", "num")
    for cell in table.iter("th"):
        cell.set("scope", "col")
    for line in table.findall("tbody/tr"):
        line[0].tag = "th"
        line[0].set("scope", "row")


def _set_beside(root: Element) -> None:
    """Small tables without a caption come together where the first of them stands."""
    from xml.etree import ElementTree

    before = [None, *root]
    small = [box for box, above in zip(list(root), before, strict=False) if _is_small(box) and not _is_caption(above)]
    if not small:
        return
    together = ElementTree.Element("div", {"class": "beside"})
    root.insert(list(root).index(small[0]), together)
    for box in small:
        root.remove(box)
        together.append(box)


def _is_small(box: Element) -> bool:
    return box.tag == "div" and len(box.findall("table/thead/tr/th")) <= BESIDE


def _is_caption(node: Element | None) -> bool:
    """True for a paragraph of bold words alone."""
    return node is not None and node.tag == "p" and "".join(node.itertext()) == _words(node.find("strong"))


def _scrolling(table: Element) -> Element:
    """A table in a box of its own that the keyboard can scroll."""
    from xml.etree import ElementTree

    table.set("class", f"columns-{len(table.findall('thead/tr/th'))}")
    size = "scroll long" if len(table.findall("tbody/tr")) > LONG else "scroll"
    box = ElementTree.Element("div", {"class": size, "tabindex": "0"})
    box.append(table)
    box.tail, table.tail = table.tail, None
    return box
