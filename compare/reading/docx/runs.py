"""What stands inside one Word paragraph → its text.

In: a w:p element. Out: its words, soft breaks as line ends, and what hangs on it (text boxes, notes). Tracked
insertions count, deletions do not; hidden text, field codes and pinyin over characters are left out.
Example: 给予<ins>最高</ins><del>一次性</del>50万元 → “给予最高50万元”.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree.ElementTree import Element

from compare.reading.docx.numbering import SYMBOLS

LINE_END = "\n"
TRANSPARENT = frozenset((
    "hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "ins", "moveTo", "fldSimple", "dir", "bdo", "oMath",
    "oMathPara", "Choice", "drawing", "pict", "object", "inline", "anchor", "graphic", "graphicData", "wsp", "wgp",
    "wpc", "grpSp", "shape", "group", "rect", "roundrect", "textbox", "txbx", "oval", "line", "e", "num", "den", "f",
    "sup", "sub", "sSup", "sSub", "sSubSup", "rad", "deg", "d", "nary", "func", "fName", "m", "mr", "limLow", "limUpp",
    "lim", "bar", "acc", "box", "borderBox", "groupChr", "eqArr", "ruby", "rubyBase",
))  # fmt: skip
"""elements whose children are read as if they stood in their place; w:del, w:moveFrom and w:rt are not among them"""
MARKS = {"tab": "\t", "ptab": "\t", "cr": LINE_END, "noBreakHyphen": "-"}
OFF = ("0", "false", "off", "none")


@dataclass(slots=True)
class RunContent:
    """What one paragraph holds."""

    text: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    """text boxes and notes, in order"""
    notes: list[Element] = field(default_factory=list)
    """those of the boxes that are notes"""


@lru_cache(maxsize=4096)
def local(tag: str) -> str:
    """A tag without its namespace."""
    return tag.rpartition("}")[2]


class Runs:
    """Reads paragraphs one after the other; fields may begin in one and end in another."""

    def __init__(self, ns: str, notes: dict[tuple[str, str], Element]) -> None:
        self._ns = ns
        self._notes = notes
        self._vanish = f"{ns}vanish"
        self._codes: list[str] = []
        """codes of the open fields"""
        self._results: list[bool] = []
        """for each open field, whether its result has begun"""
        self._handlers: dict[str, Callable[[Element, RunContent], None]] = {
            "t": self._text, "r": self._run, "br": self._break, "sym": self._symbol, "fldChar": self._field,
            "instrText": self._code, "AlternateContent": self._alternative, "txbxContent": self._box,
            "footnoteReference": self._note, "endnoteReference": self._note,
            **dict.fromkeys(TRANSPARENT, self._inside), **dict.fromkeys(MARKS, self._mark),
        }  # fmt: skip

    def read(self, paragraph: Element) -> RunContent:
        """The content of a paragraph."""
        content = RunContent()
        self._inside(paragraph, content)
        return content

    @property
    def in_contents(self) -> bool:
        """True inside a field that makes a table of contents."""
        return any(code.lstrip().upper().startswith("TOC") for code in self._codes)

    def _inside(self, element: Element, content: RunContent) -> None:
        for child in element:
            handler = self._handlers.get(local(child.tag))
            if handler is not None:
                handler(child, content)

    def _run(self, run: Element, content: RunContent) -> None:
        for child in run:
            name = local(child.tag)
            if name == "t":
                self._text(child, content)
            elif name == "rPr":
                hidden = child.find(self._vanish)
                if hidden is not None and hidden.get(f"{self._ns}val", "1") not in OFF:
                    return
            elif (handler := self._handlers.get(name)) is not None:
                handler(child, content)

    def _text(self, element: Element, content: RunContent) -> None:
        if element.text and all(self._results):
            content.text.append(element.text)

    def _mark(self, element: Element, content: RunContent) -> None:
        content.text.append(MARKS[local(element.tag)])

    def _break(self, element: Element, content: RunContent) -> None:
        if element.get(f"{self._ns}type", "textWrapping") == "textWrapping":
            content.text.append(LINE_END)

    def _symbol(self, element: Element, content: RunContent) -> None:
        """A character of a symbol font; these store their codes in the private use area."""
        try:
            code = int(element.get(f"{self._ns}char", ""), 16)
        except ValueError:
            return
        code = code + 0xF000 if code < 0x100 else code
        if 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000:
            content.text.append(SYMBOLS.get(code, chr(code)))

    def _field(self, element: Element, content: RunContent) -> None:
        kind = element.get(f"{self._ns}fldCharType", "")
        if kind == "begin":
            self._codes.append("")
            self._results.append(False)
        elif self._codes and kind == "separate":
            self._results[-1] = True
        elif self._codes and kind == "end":
            self._codes.pop()
            self._results.pop()

    def _code(self, element: Element, content: RunContent) -> None:
        if self._codes and not self._results[-1]:
            self._codes[-1] += element.text or ""

    def _alternative(self, element: Element, content: RunContent) -> None:
        """The first alternative; the others repeat it for older programs."""
        for child in element:
            self._inside(child, content)
            return

    def _box(self, element: Element, content: RunContent) -> None:
        content.boxes.append(element)

    def _note(self, element: Element, content: RunContent) -> None:
        kind = local(element.tag).removesuffix("Reference")
        if (note := self._notes.get((kind, element.get(f"{self._ns}id", "")))) is not None:
            content.boxes.append(note)
            content.notes.append(note)
