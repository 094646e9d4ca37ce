"""The body of a Word file → blocks in reading order.

In: document.xml with styles, lists and notes. Out: a block a paragraph line (soft breaks begin a new one), automatic
numbers written out; tables row by row; notes and text boxes after the paragraph that holds them. Tables of contents are
left out.
Example: paragraph with list level ``（%1）`` and text “健全孵化体系” → Block(“（二）健全孵化体系”).
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from compare.model import Block
from compare.reading.docx.numbering import Numbering
from compare.reading.docx.runs import LINE_END, RunContent, Runs, local
from compare.reading.docx.styles import ParagraphStyle, ParagraphStyles
from compare.reading.lines import clean
from compare.reading.rows import is_data, join_cells

LABEL_END = "、.．，,)）:：。】〕]》"
"""signs after which a label needs no space before the words"""
HEADING_LENGTH = 40
"""characters from which a paragraph in a heading style that holds a whole sentence is heading and text in one"""
MAX_SPAN = 60
"""columns that a cell may span; a hostile value is cut here"""
WRAPPERS = frozenset(("sdt", "sdtContent", "customXml", "ins", "moveTo"))
"""elements around paragraphs, rows and cells"""


class BodyReader:
    """Reads blocks; carries what must be remembered from paragraph to paragraph."""

    def __init__(
        self, ns: str, styles: ParagraphStyles, numbering: Numbering, notes: dict[tuple[str, str], Element]
    ) -> None:
        self._ns = ns
        """namespace of WordprocessingML in braces: transitional or strict"""
        self._styles = styles
        self._numbering = numbering
        self._runs = Runs(ns, notes)
        self._carried = ""
        """text of a paragraph whose end mark was deleted: it runs on into the next"""

    def blocks(self, parent: Element) -> Iterator[Block]:
        """The blocks below an element, in order."""
        for child in parent:
            name = local(child.tag)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield from self._table(child)
            elif name in WRAPPERS:
                if not self._is_contents(child):
                    yield from self.blocks(child)
            elif name == "AlternateContent" and len(child):
                yield from self.blocks(child[0])

    def _is_contents(self, element: Element) -> bool:
        """True for the box that Word puts around a table of contents."""
        ns = self._ns
        gallery = element.find(f"{ns}sdtPr/{ns}docPartObj/{ns}docPartGallery")
        return gallery is not None and gallery.get(f"{ns}val") == "Table of Contents"

    def _paragraph(self, element: Element) -> Iterator[Block]:
        properties = element.find(f"{self._ns}pPr")
        was_contents = self._runs.in_contents
        content = self._runs.read(element)
        style = self._style(properties)
        if style.contents or (was_contents and self._runs.in_contents):
            return
        text = self._carried + "".join(content.text)
        self._carried = ""
        if properties is not None and self._mark_deleted(properties):
            self._carried = text
        else:
            own_list = properties is not None and properties.find(f"{self._ns}numPr") is not None
            label = self._label(properties, style) if own_list or text.strip() else ""
            if text or label:
                yield from self._lines(label, text, self._level(properties, style), style.title)
        if content.boxes:
            yield from self._asides(content)

    def _lines(self, label: str, text: str, level: int, title: bool) -> Iterator[Block]:
        lines = [clean(line) for line in text.split(LINE_END)]
        if label:
            gap = "" if not lines[0].strip() or label[-1] in LABEL_END else " "
            lines[0] = clean(f"{label.strip()}{gap}{lines[0].lstrip()}")
        for line in lines:
            if not line:
                continue
            running = len(line) > HEADING_LENGTH and "。" in line[:-1]
            yield Block(line, 0, kind="heading" if (level or title) and not running else "text", level=level)

    def _style(self, properties: Element | None) -> ParagraphStyle:
        key = self._value(properties, "pStyle") if properties is not None else ""
        return self._styles.get(key)

    def _level(self, properties: Element | None, style: ParagraphStyle) -> int:
        """Heading level: the paragraph's own outline level before that of its style; 0 = body text."""
        outline = self._value(properties, "outlineLvl") if properties is not None else ""
        if outline.isdigit() and len(outline) < 3:
            return int(outline) + 1 if int(outline) < 9 else 0
        return style.level

    def _label(self, properties: Element | None, style: ParagraphStyle) -> str:
        """The automatic number of a paragraph; its own list settings win over those of its style."""
        number, level = style.number_id, style.number_level
        own = properties.find(f"{self._ns}numPr") if properties is not None else None
        if own is not None:
            number = self._value(own, "numId") or number
            at = self._value(own, "ilvl")
            level = int(at) if at.isdigit() and len(at) < 3 else level
        if not number or number == "0":
            return ""
        if level is None:
            named = self._value(properties, "pStyle") if properties is not None else ""
            level = self._numbering.level_of_style(number, named)
        return self._numbering.label(number, level)

    def _value(self, parent: Element, name: str) -> str:
        child = parent.find(f"{self._ns}{name}")
        return child.get(f"{self._ns}val", "") if child is not None else ""

    def _mark_deleted(self, properties: Element) -> bool:
        marks = properties.find(f"{self._ns}rPr")
        return marks is not None and marks.find(f"{self._ns}del") is not None

    def _asides(self, content: RunContent) -> Iterator[Block]:
        """Text boxes and notes of a paragraph; a note is one block."""
        carried, self._carried = self._carried, ""
        for box in content.boxes:
            blocks = list(self.blocks(box))
            if any(box is note for note in content.notes):
                text = clean(" ".join(block.text.strip() for block in blocks))
                blocks = [Block(text, kind="note")] if text else []
            yield from blocks
        self._carried = carried

    def _table(self, table: Element) -> Iterator[Block]:
        rows = [self._row(row) for row in self._parts(table, "tr") if not self._row_deleted(row)]
        if not is_data([[block.text for block in cell] for cell in row] for row in rows):
            yield from (block for row in rows for cell in row for block in cell)
            return
        for cells in rows:
            text = clean(join_cells([[block.text for block in cell if block.kind != "note"] for cell in cells]))
            if text:
                yield Block(text, kind="row")
            yield from (block for cell in cells for block in cell if block.kind == "note")

    def _row(self, row: Element) -> list[list[Block]]:
        """The cells of a row; one that continues the cell above or is reached by its neighbour is empty."""
        cells: list[list[Block]] = []
        for cell in self._parts(row, "tc"):
            setting = cell.find(f"{self._ns}tcPr")
            merged = setting.find(f"{self._ns}vMerge") if setting is not None else None
            content = list(self.blocks(cell))
            goes_on = merged is not None and merged.get(f"{self._ns}val", "continue") == "continue"
            span = self._value(setting, "gridSpan") if setting is not None else ""
            width = min(int(span), MAX_SPAN) if span.isdigit() and len(span) < 6 else 1
            cells += [[] if goes_on else content, *([] for _ in range(width - 1))]
        return cells

    def _row_deleted(self, row: Element) -> bool:
        properties = row.find(f"{self._ns}trPr")
        return properties is not None and properties.find(f"{self._ns}del") is not None

    def _parts(self, parent: Element, name: str) -> Iterator[Element]:
        """Rows of a table or cells of a row, also inside content controls."""
        for child in parent:
            if local(child.tag) == name:
                yield child
            elif local(child.tag) in WRAPPERS:
                yield from self._parts(child, name)
