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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from compare.reading.pdf.glyphs import bring_font
from compare.reading.pdf.objects import RULE, Box, scan_objects

GAP = 1.2
"""distance in character heights from which two pieces of a line belong to different cells or columns"""
AUTHOR_GAP = 0.35
"""distance in character heights from which a gap is meant; the automatic one is a quarter of a character"""
GENERATED = "\x1f"
"""our sign for a space that PDFium made up from a gap; the file has none there"""
WIDE_GAP = "\x1e"
"""our sign for a made-up space that is wider than AUTHOR_GAP"""
AUTOSPACE = re.compile(
    r"(?<=[\u2e80-\u9fff\uff00-\uffef])\x1f|\x1f(?=[\u2e80-\u9fff\uff00-\uffef])"
    r"|(?<=[\u2e80-\u9fff\uff00-\uffef])\x1e(?=[!-~])|(?<=[!-~])\x1e(?=[\u2e80-\u9fff\uff00-\uffef])"
)
"""the gap that word processors put between Chinese and Latin characters; justified lines stretch it"""
LABEL_GAP = re.compile(r"(^[\d.]+)\x1e")
"""“1 总则”: behind a number that begins a line a wide gap is meant"""
LINE = re.compile(r"[^\r\n]+")
WORD = re.compile(r"[!-~\u2e80-\u2fff\u3001-\u9fff\uff00-\uffef]+|[^ \xa0\r\n!-~\u2e80-\u9fff\uff00-\uffef]+")
"""runs of common characters and of others (“ ” ① ㎡), which may come from another font, written at another time"""
SURROGATE = re.compile("[\ud800-\udfff]")
UNKNOWN = ("\0", "\ufffd", "\ufffe", "\uffff")
"""what stands for a character whose font does not say which it is"""
SIGNS = {**dict.fromkeys(map(ord, UNKNOWN), "\ufffd"), 0x02: "-"}
"""the latter is what PDFium gives for a hyphen at a line end"""
STEP_BACK = 0.3
"""character heights by which a character stands before the one it follows in the file, if it belongs elsewhere"""
SAME_LINE = 0.5
"""share of the lower piece's height by which two pieces must overlap to stand on one line"""
TOUCH = 0.5
"""points by which pieces that stand side by side may overlap"""
LIES_ON = 0.5
"""share of the narrower character by which neighbours may overlap; shadows and stamps lie on the text"""
ASKEW = 0.1
"""part of a quarter turn by which a line may be off; watermarks are turned further"""

Piece = tuple[int, int]
"""first and last character"""


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
    rules: tuple[Box, ...] = ()
    """thin lines: those of tables"""
    unmapped: int = 0
    """characters whose font does not say which they are"""
    width: float = 0.0
    """of the upright page; 0 unknown"""


class LockedError(Exception):
    """The file asks for a password."""


class BrokenError(Exception):
    """The file is no PDF that the library can open."""


def read_pages(data: bytes) -> Iterator[PageText]:
    """The pages of a PDF file, one by one; raises `LockedError` or `BrokenError` before the first."""
    import pypdfium2

    bring_font(pypdfium2.raw)
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
            rules = scan_objects(page, pypdfium2.raw)
            text = page.get_textpage()
            yield _read_page(_Characters(text.raw, pypdfium2.raw), rules, number + 1, page.get_size())
            text.close()
            page.close()
    finally:
        document.close()


class _Characters:
    """The characters of one page with their boxes."""

    def __init__(self, page: Any, library: Any) -> None:
        self._page, self._library = page, library
        self._box = library.FS_RECTF()
        self._place = ctypes.byref(self._box)
        self._boxes: dict[int, Box] = {}
        self.turn = 0
        """quarter turns by which the page's text is turned upright"""
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
        """The text of a piece, spaces that the file does not have as `GENERATED` or `WIDE_GAP`."""
        text = self.text[first : last + 1]
        at = text.find(" ")
        while at >= 0:
            made_up = self._library.FPDFText_IsGenerated(self._page, first + at) == 1
            if made_up:
                text = f"{text[:at]}{WIDE_GAP if self._is_wide(first + at) else GENERATED}{text[at + 1 :]}"
            at = text.find(" ", at + 1)
        return text

    def strip(self, first: int, last: int) -> Piece:
        """A piece without the spaces at its ends."""
        while first < last and self.text[first] == " ":
            first += 1
        while first < last and self.text[last] == " ":
            last -= 1
        return first, last

    def _is_wide(self, at: int) -> bool:
        """True if the gap at a made-up space is one that an author leaves, as behind 第四条."""
        before, after = self.box(at - 1), self.box(at + 1)
        return after[0] - before[2] > AUTHOR_GAP * (before[3] - before[1])

    def box(self, at: int) -> Box:
        """Left, bottom, right, top of one character's place in the line, on the upright page."""
        if (known := self._boxes.get(at)) is not None:
            return known
        box = self._box
        self._library.FPDFText_GetLooseCharBox(self._page, at, self._place)
        made = box.left, box.bottom, box.right, box.top
        self._boxes[at] = made = _turned(made, self.turn) if self.turn else made
        return made

    def quarter(self, at: int) -> int | None:
        """Quarter turns of a character; None if it stands askew."""
        angle = self._library.FPDFText_GetCharAngle(self._page, at)
        if angle < 0:
            return 0
        turns = angle / (math.pi / 2)
        return round(turns) % 4 if abs(turns - round(turns)) < ASKEW else None


def _read_page(characters: _Characters, rules: Sequence[Box], number: int, size: tuple[float, float]) -> PageText:
    lines = [line.span() for line in LINE.finditer(characters.text)]
    characters.turn = _usual_turn(characters, lines)
    pieces = [piece for line in lines for piece in _cut(characters, *line)]
    upright = [piece for piece in pieces if characters.quarter(piece[0]) == characters.turn]
    turned = [_turned(rule, characters.turn) for rule in rules]
    ordered = _untangled(characters, upright)
    if bars := [rule for rule in turned if rule[2] - rule[0] <= RULE]:
        ordered = _cut_at_rules(characters, ordered, bars)
    fragments = (_fragment(characters, first, last) for first, last in ordered)
    unmapped = sum(map(characters.text.count, UNKNOWN))
    width = size[characters.turn % 2]
    return PageText(number, tuple(f for f in fragments if f.text), tuple(turned), unmapped, width)


def _usual_turn(characters: _Characters, lines: Sequence[Piece]) -> int:
    turns = Counter(turn for start, _ in lines if (turn := characters.quarter(start)) is not None)
    return turns.most_common(1)[0][0] if turns else 0


def _cut(characters: _Characters, start: int, end: int) -> Iterator[Piece]:
    """The pieces of a line of the library: up to a gap as wide as a character, or a step back."""
    words = [word.span() for word in WORD.finditer(characters.text, start, end)]
    if not words:
        return
    start, end = words[0]
    for next_start, next_end in words[1:]:
        if _is_gap(characters.box(end - 1), characters.box(next_start)):
            yield start, end - 1
            start = next_start
        end = next_end
    yield start, end - 1


def _is_gap(before: Box, after: Box) -> bool:
    size = max(before[3] - before[1], after[3] - after[1])
    apart, back = after[0] - before[2], before[0] - after[0]
    return apart > GAP * size or back > STEP_BACK * size or abs(after[1] - before[1]) > size


def _untangled(characters: _Characters, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, cut again where another one stands in a gap of theirs.

    Word processors write the marks that they take from another font after the line into which they belong.
    """
    rows: list[list[tuple[Box, Piece]]] = []
    boxed = [(_around(characters.box(first), characters.box(last)), (first, last)) for first, last in pieces]
    for box, piece in sorted(boxed, key=lambda item: (-(item[0][1] + item[0][3]), item[0][0])):
        if rows and _overlap(rows[-1][0][0], box) >= SAME_LINE:
            rows[-1].append((box, piece))
        else:
            rows.append([(box, piece)])
    for row in rows:
        row.sort()
        tangled = any(after[0][0] < before[0][2] - TOUCH for before, after in pairwise(row))
        yield from _in_order(characters, [piece for _, piece in row]) if tangled else (piece for _, piece in row)


def _overlap(one: Box, two: Box) -> float:
    """The share of the lower box by which two boxes stand side by side."""
    return (min(one[3], two[3]) - max(one[1], two[1])) / max(TOUCH, min(one[3] - one[1], two[3] - two[1]))


def _in_order(characters: _Characters, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Runs of neighbours in a row; the pieces as they are if their words lie on each other."""
    words = sorted(
        (_around(characters.box(start), characters.box(end - 1)), (start, end - 1), number)
        for number, (first, last) in enumerate(pieces)
        for start, end in (word.span() for word in WORD.finditer(characters.text, first, last + 1))
    )
    if any(_lies_on(after[0], before[0]) for before, after in pairwise(words)):
        yield from pieces
        return
    for _, run in groupby(words, key=lambda item: item[2]):
        places = [place for _, word, _ in run for place in word]
        yield min(places), max(places)


def _lies_on(after: Box, before: Box) -> bool:
    return after[0] < before[2] - LIES_ON * min(before[2] - before[0], after[2] - after[0])


def _cut_at_rules(characters: _Characters, pieces: Iterator[Piece], upright: Sequence[Box]) -> Iterator[Piece]:
    """The pieces, cut where an upright rule stands between two characters: narrow cells leave no wide gap."""
    for first, last in pieces:
        left, bottom, right, top = _around(characters.box(first), characters.box(last))
        middle = (bottom + top) / 2
        crossing = sorted(r[0] for r in upright if left < r[0] < right and r[1] < middle < r[3])
        for rule in crossing:
            behind = next((at for at in range(first, last + 1) if sum(characters.box(at)[::2]) > 2 * rule), first)
            if first < behind:
                yield characters.strip(first, behind - 1)
                first = behind
        yield characters.strip(first, last)


def _fragment(characters: _Characters, first: int, last: int) -> Fragment:
    text = characters.between(first, last).translate(SIGNS)
    if SURROGATE.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = AUTOSPACE.sub("", LABEL_GAP.sub(r"\1 ", text)).replace(GENERATED, " ").replace(WIDE_GAP, " ")
    left, bottom, right, top = _around(characters.box(first), characters.box(last))
    return Fragment(text, left, right, bottom, top)


def _around(one: Box, two: Box) -> Box:
    return min(one[0], two[0]), min(one[1], two[1]), max(one[2], two[2]), max(one[3], two[3])


def _turned(box: Box, turns: int) -> Box:
    """A box after the page has been turned upright; text that runs up the page has made three quarter turns."""
    left, bottom, right, top = box
    if turns == 1:
        return -top, left, -bottom, right
    if turns == 2:
        return -right, -top, -left, -bottom
    if turns == 3:
        return bottom, -right, top, -left
    return box
