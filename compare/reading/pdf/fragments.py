"""Page of a PDF → pieces of text with their boxes; the only module that knows the PDF library.

In: an open page. Out: `Fragment`s in the order of the content stream, cut at line ends and wide gaps, and the size of
the page. pypdfium2 (PDFium) is the fastest library measured that may be used freely; its objects are only valid inside
`read_pages`, so nothing of it leaves this module.
Example: “3.主要任务   12” set in two pieces 200 points apart → Fragment(“3.主要任务”), Fragment(“12”).
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

GAP = 1.2
"""distance in character heights from which two pieces of a line belong to different cells or columns"""
AUTHOR_GAP = 0.35
"""distance in character heights from which a gap is meant; the automatic one is a quarter of a character"""
GENERATED = "\x1f"
"""our sign for a space that PDFium made up from a gap; the file has none there"""
AUTOSPACE = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])\x1f|\x1f(?=[\u2e80-\u9fff\uff00-\uffef])")
"""the small gap that word processors put between Chinese and Latin characters"""
LINE = re.compile(r"[^\r\n]+")
WORD = re.compile(r"[^ \xa0\u3000\r\n]+")
SURROGATE = re.compile("[\ud800-\udfff]")
UNKNOWN = ("\0", "\ufffd", "\ufffe", "\uffff")
"""what stands for a character whose font does not say which it is"""
SIGNS = {**dict.fromkeys(map(ord, UNKNOWN), "\ufffd"), 0x02: "-"}
"""the latter is what PDFium gives for a hyphen at a line end"""
ASKEW = 0.1
"""part of a quarter turn by which a line may be off; watermarks are turned further"""


@dataclass(slots=True)
class Fragment:
    """A piece of one line; coordinates in points from the lower left corner of the upright page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        """Height of the font's line, a little more than its size."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class PageText:
    """What one page shows."""

    number: int
    """from 1"""
    fragments: tuple[Fragment, ...]
    unmapped: int = 0
    """characters whose font does not say which they are"""


class LockedError(Exception):
    """The file asks for a password."""


class BrokenError(Exception):
    """The file is no PDF that the library can open."""


def read_pages(data: bytes) -> Iterator[PageText]:
    """The pages of a PDF file, one by one; raises `LockedError` or `BrokenError` before the first."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        if "password" in str(fault).lower():
            raise LockedError from fault
        raise BrokenError(str(fault)) from fault
    try:
        for number in range(len(document)):
            try:
                page = document[number]
            except pypdfium2.PdfiumError:
                yield PageText(number + 1, ())
                continue
            text = page.get_textpage()
            yield _read_page(text.raw, pypdfium2.raw, number + 1)
            text.close()
            page.close()
    finally:
        document.close()


class _Characters:
    """The characters of one page with their boxes."""

    def __init__(self, page: Any, library: Any) -> None:
        self._page, self._library = page, library
        self._box = library.FS_RECTF()
        self.text = self._all_at_once() or self._one_by_one()
        """one code unit a character, so that places in it are the library's own"""

    def _all_at_once(self) -> str:
        """The page's text; empty if the library left characters out, so that places would differ."""
        count = self._library.FPDFText_CountChars(self._page)
        units = (ctypes.c_ushort * (count + 1))()
        written = self._library.FPDFText_GetText(self._page, 0, count, units)
        return "".join(map(chr, units[:count])) if written == count + 1 else ""

    def _one_by_one(self) -> str:
        read = self._library.FPDFText_GetUnicode
        return "".join(chr(read(self._page, at)) for at in range(self._library.FPDFText_CountChars(self._page)))

    def between(self, first: int, last: int) -> str:
        """The text of a piece, spaces that the file does not have as `GENERATED`."""
        text = self.text[first : last + 1]
        at = text.find(" ")
        while at >= 0:
            made_up = self._library.FPDFText_IsGenerated(self._page, first + at) == 1
            if made_up and not self._is_wide(first + at):
                text = f"{text[:at]}{GENERATED}{text[at + 1 :]}"
            at = text.find(" ", at + 1)
        return text

    def _is_wide(self, at: int) -> bool:
        """True if the gap at a made-up space is one that an author leaves, as behind 第四条."""
        before, after = self.box(at - 1), self.box(at + 1)
        return after[0] - before[2] > AUTHOR_GAP * (before[3] - before[1])

    def box(self, at: int) -> tuple[float, float, float, float]:
        """Left, bottom, right, top of one character's place in the line."""
        box = self._box
        self._library.FPDFText_GetLooseCharBox(self._page, at, ctypes.byref(box))
        return box.left, box.bottom, box.right, box.top

    def quarter(self, at: int) -> int | None:
        """Quarter turns of a character; None if it stands askew."""
        angle = self._library.FPDFText_GetCharAngle(self._page, at)
        if angle < 0:
            return 0
        turns = angle / (math.pi / 2)
        return round(turns) % 4 if abs(turns - round(turns)) < ASKEW else None


def _read_page(page: Any, library: Any, number: int) -> PageText:
    characters = _Characters(page, library)
    pieces = list(_cut(characters))
    turns = [characters.quarter(first) for first, _ in pieces]
    usual = Counter(turn for turn in turns if turn is not None).most_common(1)
    upright = usual[0][0] if usual else 0
    fragments = (
        _fragment(characters, first, last, upright)
        for (first, last), turn in zip(pieces, turns, strict=True)
        if turn == upright
    )
    unmapped = sum(map(characters.text.count, UNKNOWN))
    return PageText(number, tuple(f for f in fragments if f.text), unmapped)


def _cut(characters: _Characters) -> Iterator[tuple[int, int]]:
    """(first, last) character of each piece: up to a line end or a gap as wide as a character."""
    for line in LINE.finditer(characters.text):
        words = [word.span() for word in WORD.finditer(characters.text, *line.span())]
        if not words:
            continue
        start, end = words[0]
        for next_start, next_end in words[1:]:
            if _is_gap(characters.box(end - 1), characters.box(next_start)):
                yield start, end - 1
                start = next_start
            end = next_end
        yield start, end - 1


def _is_gap(before: tuple[float, ...], after: tuple[float, ...]) -> bool:
    size = max(before[3] - before[1], after[3] - after[1])
    apart = max(after[0] - before[2], before[0] - after[2])
    return apart > GAP * size or abs(after[1] - before[1]) > size


def _fragment(characters: _Characters, first: int, last: int, turn: int) -> Fragment:
    one, two = _turned(characters.box(first), turn), _turned(characters.box(last), turn)
    text = characters.between(first, last).translate(SIGNS)
    if SURROGATE.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = AUTOSPACE.sub("", text).replace(GENERATED, " ")
    return Fragment(text, min(one[0], two[0]), max(one[2], two[2]), min(one[1], two[1]), max(one[3], two[3]))


def _turned(box: tuple[float, float, float, float], turns: int) -> tuple[float, float, float, float]:
    """A box after the page has been turned upright."""
    left, bottom, right, top = box
    if turns == 1:
        return bottom, -right, top, -left
    if turns == 2:
        return -right, -top, -left, -bottom
    if turns == 3:
        return -top, left, -bottom, right
    return box
