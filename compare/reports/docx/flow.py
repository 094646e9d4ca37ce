"""Markdown of the narrative → blocks that a word processor knows: headings, paragraphs, numbered items, tables.

In: the `Md` body of a section. Out: `Block`s whose text is plain, its bold words and its links marked.
Example: ``- **清城区**重人才<sup>［[3](#e-9f2c)］</sup>`` → an `Item` of number 1 and depth 1 whose line is
Run("清城区", bold=True), Run("重人才"), and as notes Run("［"), Run("3", target="e-9f2c"), Run("］").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from compare.reports.narrative.markup import NOTE, Md

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""characters that XML 1.0 (§2.2) cannot hold"""


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of one look."""

    text: str
    bold: bool = False
    target: str = ""
    """anchor of the evidence it leads to; empty for plain words"""
    note: bool = False
    """True for the numbers of notes and the brackets around them, which stand high and small"""


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a chapter."""

    line: Line


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    line: Line


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list."""

    number: int
    """place in its list, from 1"""
    depth: int
    """1 = outermost list"""
    line: Line


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row."""

    header: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    numeric: frozenset[int]
    """columns set to the right"""


Block = Heading | Text | Item | Table


def legal(text: str) -> str:
    """Text without the characters that no XML file can hold."""
    return _FORBIDDEN.sub("", text)


def words_of(line: Line) -> str:
    """What a line reads, without its looks."""
    return "".join(run.text for run in line)


def lines_of(block: Block) -> Iterator[Line]:
    """The lines of a block: that of a paragraph, or all cells of a table."""
    if isinstance(block, Table):
        yield from block.header
        for row in block.rows:
            yield from row
    else:
        yield block.line


def note_targets(block: Block, numbers: Mapping[str, str]) -> Iterator[str]:
    """What the notes in a block lead to; other words that are links only open more of the same."""
    return (run.target for line in lines_of(block) for run in line if _is_note(run, numbers))


def _is_note(run: Run, numbers: Mapping[str, str]) -> bool:
    return bool(run.target) and run.text == numbers.get(run.target)


def with_notes(block: Block, numbers: Mapping[str, str]) -> Block:
    """The block with the links of notes alone; `numbers` are those of the notes by their targets."""

    def kept(line: Line) -> Line:
        return tuple(run if _is_note(run, numbers) else replace(run, target="") for run in line)

    if isinstance(block, Table):
        rows = tuple(tuple(map(kept, row)) for row in block.rows)
        return replace(block, header=tuple(map(kept, block.header)), rows=rows)
    return replace(block, line=kept(block.line))


def new_markdown() -> Markdown:
    """Python-Markdown with tables; HTML in the source stays text, so that what comes out is well-formed XML."""
    from markdown import Markdown
    from markdown.extensions.tables import TableExtension
    from markdown.inlinepatterns import SimpleTagInlineProcessor

    markdown = Markdown(extensions=[TableExtension(use_align_attribute=True)])
    markdown.preprocessors.deregister("html_block")
    markdown.inlinePatterns.deregister("html")
    markdown.inlinePatterns.register(SimpleTagInlineProcessor(NOTE, "sup"), "note", 55)
    return markdown


def read_flow(body: Md, markdown: Markdown) -> list[Block]:
    """The blocks of one section, in order."""
    root = ElementTree.fromstring(f"<div>{markdown.reset().convert(legal(body))}</div>")
    return [block for element in root for block in _blocks(element)]


def _blocks(element: Element) -> Iterator[Block]:
    if element.tag in ("ul", "ol"):
        yield from _items(element, 1)
    elif element.tag == "table":
        yield _table(element)
    elif element.tag == "h3":
        yield Heading(_line(element))
    else:
        yield Text(_line(element))


def _items(items: Element, depth: int) -> Iterator[Item]:
    for number, item in enumerate(items.findall("li"), start=1):
        inner = item.findall("ul")
        for nested in inner:
            item.remove(nested)
        yield Item(number, depth, _line(item))
        for nested in inner:
            yield from _items(nested, depth + 1)


def _table(table: Element) -> Table:
    header = table.findall("thead/tr/th")
    rows = tuple(tuple(_line(cell) for cell in row) for row in table.findall("tbody/tr"))
    numeric = frozenset(place for place, cell in enumerate(header) if cell.get("align") == "right")
    return Table(tuple(_line(cell) for cell in header), rows, numeric)


def _line(element: Element) -> Line:
    """The runs of an element, line ends as blanks, no blanks at either end."""
    runs = [replace(run, text=re.sub(r"\s*\n\s*", " ", run.text)) for run in _runs(element, Run(""))]
    if runs:
        runs[0] = replace(runs[0], text=runs[0].text.lstrip())
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return tuple(run for run in runs if run.text)


def _runs(element: Element, look: Run) -> Iterator[Run]:
    yield replace(look, text=element.text or "")
    for child in element:
        bold, note = look.bold or child.tag == "strong", look.note or child.tag == "sup"
        yield from _runs(child, Run("", bold, (child.get("href") or look.target).removeprefix("#"), note))
        yield replace(look, text=child.tail or "")
