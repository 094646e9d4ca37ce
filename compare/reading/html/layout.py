"""Tree of a page → its visual lines, as a browser would show them.

In: a `Node` tree. Out: `MarkupLine`s in order; every element knows which slice of them is its own (`first`, `last`), so
that choosing and dropping parts of a page is arithmetic on line numbers. Inline tags neither break nor join lines;
block tags and <br> break them. A table of data gives one line a row, cells joined by a tab; a table that only places
the page's parts gives the lines of its cells.
Example: ``<td>研发投入强度</td><td>3.5%</td>`` → Line(“研发投入强度\\t3.5%”, kind row).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from compare.chinese.normalize import fold_once
from compare.reading.html.tree import Node
from compare.reading.rows import is_data, is_sentence, join_cells
from compare.rules import rule

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "noscript", "ucapcontent", "ucaptitle",
))  # fmt: skip
HEADINGS = {f"h{n}": n for n in range(1, 7)}
SPACES = re.compile(r"[ \t\n\r\f\xa0]+")
WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
SOURCE_BREAK = re.compile(rf"(?<={WIDE})[ \t\f]*[\r\n]\s*(?={WIDE})")
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
DISPLAY = re.compile(r"display\s*:\s*(block|inline)\s*(?:;|$)", re.IGNORECASE)
FILE_LINK = re.compile(r"\.(?:docx?|wps|pdf|ofd|xlsx?|et|rar|zip|7z)(?:$|[?#])", re.IGNORECASE)
LABEL = re.compile(r"\s*(?:[(（]?[0-9一二三四五六七八九十]{1,3}[)）.．、]|[①-⑳●•○■◆])")
"""numbers and bullets that authors type at the beginning of a list item"""
PROSE_LINKED = 0.4
"""share of linked characters from which a line is no prose: lists of titles contain commas too"""
MAX_CELLS = 60
"""columns that one cell may span; a hostile colspan is cut here"""


@dataclass(slots=True, kw_only=True)
class MarkupLine:
    """One visual line."""

    text: str
    kind: Literal["text", "heading", "row"] = "text"
    level: int = 0
    linked: int = 0
    """characters inside links"""
    links: int = 0
    hidden: bool = False
    files: bool = False
    """True if a link leads to a document file (an attachment)"""
    prose: int = field(init=False)
    """characters if this is running text, a sentence or a measure in few words (“对小巨人企业奖励100万元”), else 0"""

    def __post_init__(self) -> None:
        running = self.linked <= PROSE_LINKED * len(self.text) and (
            is_sentence(self.text) or rule("records", "grant").fits(fold_once(self.text))
        )
        self.prose = len(self.text) if running else 0


def is_labelled(text: str) -> bool:
    """True for a line that its author has numbered: “1.”, “第三条”, “●”."""
    return bool(LABEL.match(text)) or rule("reading", "numbered_item").fits(fold_once(text.lstrip()))


class Layout:
    """The lines of a page, built in one walk."""

    def __init__(self) -> None:
        self.lines: list[MarkupLine] = []
        self._text: list[str] = []
        self._linked = self._links = 0
        self._files = False
        self._kind: Literal["text", "heading"] = "text"
        self._level = 0
        self._hidden = 0
        self._in_link = 0
        self._preformatted = 0

    def add(self, node: Node) -> None:
        """Lay out an element with everything in it."""
        block, hidden = is_block(node), is_hidden(node)
        if hidden and not block:
            return
        if block:
            self._flush()
        self._hidden += hidden
        node.first = len(self.lines)
        if node.tag == "table":
            self._add_table(node)
        else:
            self._add_inside(node)
        if block:
            self._flush()
        self._hidden -= hidden
        node.last = len(self.lines)

    def _add_inside(self, node: Node) -> None:
        level = HEADINGS.get(node.tag, 0)
        link = node.tag == "a" and bool(node.get("href"))
        before = self._kind, self._level
        if level:
            self._kind, self._level = "heading", level
        self._in_link += link
        self._links += link
        self._files = self._files or (link and bool(FILE_LINK.search(node.get("href"))))
        self._preformatted += node.tag in ("pre", "textarea")
        number = _number(node.get("start")) if node.tag == "ol" else 0
        for child in node.children:
            if isinstance(child, str):
                self._add_text(child)
            elif child.tag == "br":
                self._flush()
            elif child.tag == "li" and node.tag == "ol" and "none" not in node.get("style"):
                number += self._add_numbered(child, number)
            else:
                self.add(child)
        self._preformatted -= node.tag in ("pre", "textarea")
        self._in_link -= link
        if level:
            self._flush()
            self._kind, self._level = before

    def _add_text(self, text: str) -> None:
        if self._preformatted and "\n" in text:
            first, *rest = text.split("\n")
            self._text.append(first)
            for line in rest:
                self._flush()
                self._text.append(line)
            return
        self._text.append(text)
        if self._in_link:
            self._linked += len(text.strip())

    def _add_numbered(self, item: Node, number: int) -> bool:
        """An item of a numbered list, with the number that a browser prints before it; False if it has no text."""
        self.add(item)
        if item.first == item.last:
            return False
        line = self.lines[item.first]
        if not is_labelled(line.text):
            line.text = f"{number}.{line.text.lstrip()}"
        return True

    def _flush(self) -> None:
        """End the current line."""
        text = show("".join(self._text)) if self._text else ""
        if text.strip():
            self.lines.append(
                MarkupLine(
                    text=text,
                    kind=self._kind,
                    level=self._level,
                    linked=self._linked,
                    links=self._links,
                    hidden=self._hidden > 0,
                    files=self._files,
                )
            )
        self._text = []
        self._linked, self._links, self._files = 0, int(self._in_link > 0), False

    def _add_table(self, table: Node) -> None:
        """Lay out the cells one after the other; if the table proves to be data, fold them into rows."""
        rows: list[list[Node]] = []
        for part in table.elements():
            if part.tag == "caption":
                self.add(part)
            for row in [part] if part.tag == "tr" else [r for r in part.elements() if r.tag == "tr"]:
                rows.append([cell for cell in row.elements() if cell.tag in ("td", "th")])
                part.first = row.first = len(self.lines)
                for cell in rows[-1]:
                    self.add(cell)
                part.last = row.last = len(self.lines)
        if self._is_data(rows):
            start = min((cell.first for row in rows for cell in row), default=len(self.lines))
            self.lines[start:] = self._rows(rows)
            table.atomic = True

    def _is_data(self, rows: list[list[Node]]) -> bool:
        """True unless the table only places parts of the page: one column, tables inside, cells of running text."""
        if any(_has_table(cell) for row in rows for cell in row):
            return False
        return is_data([[line.text for line in self.lines[c.first : c.last]] for c in row] for row in rows)

    def _rows(self, rows: list[list[Node]]) -> list[MarkupLine]:
        """One line a row; a cell that spans rows or columns stands once, its other places are empty."""
        folded: list[MarkupLine] = []
        spanned: dict[int, int] = {}
        for row in rows:
            cells: list[list[str]] = []
            lines: list[MarkupLine] = []
            for cell in row:
                _skip_spanned(cells, spanned)
                own = self.lines[cell.first : cell.last]
                lines += own
                width = min(_number(cell.get("colspan")), MAX_CELLS)
                for column in range(len(cells), len(cells) + width):
                    spanned[column] = _number(cell.get("rowspan")) - 1
                cells += [[line.text for line in own], *[[] for _ in range(width - 1)]]
            _skip_spanned(cells, spanned)
            if text := join_cells(cells):
                folded.append(_row_line(text, lines))
        return folded


def _skip_spanned(cells: list[list[str]], spanned: dict[int, int]) -> None:
    """Leave the places free that a cell of a row above reaches into."""
    while spanned.get(len(cells), 0) > 0:
        spanned[len(cells)] -= 1
        cells.append([])


def _row_line(text: str, lines: list[MarkupLine]) -> MarkupLine:
    return MarkupLine(
        text=text,
        kind="row",
        level=0,
        linked=sum(line.linked for line in lines),
        links=sum(line.links for line in lines),
        hidden=all(line.hidden for line in lines),
        files=any(line.files for line in lines),
    )


def lay_out(body: Node) -> list[MarkupLine]:
    """The page's visual lines; sets `first` and `last` of every element."""
    layout = Layout()
    layout.add(body)
    return layout.lines


def show(text: str) -> str:
    """White space as a browser shows it; an indent made of U+3000 or no-break spaces stays."""
    text = text.lstrip(" \t\n\r\f")
    words = text.lstrip(" \t\n\r\f\xa0\u3000")
    indent = "".join(c for c in text[: len(text) - len(words)] if c in "\xa0\u3000")
    if not words.isprintable() or "  " in words:
        words = SPACES.sub(" ", SOURCE_BREAK.sub("", words))
    return indent.replace("\xa0", " ") + words.rstrip()


def is_block(node: Node) -> bool:
    """True if the element stands on lines of its own."""
    if "style" in node.attributes and (display := DISPLAY.search(node.get("style"))):
        return display[1].lower() == "block"
    return node.tag in BLOCKS


def is_hidden(node: Node) -> bool:
    """True if markup hides the element (style sheets are not read)."""
    return "hidden" in node.attributes or bool(HIDDEN.search(node.get("style")))


def _has_table(node: Node) -> bool:
    return any(child.tag == "table" or _has_table(child) for child in node.elements())


def _number(text: str) -> int:
    return max(1, min(int(text), 1000)) if text.isascii() and text.isdigit() and len(text) < 8 else 1
