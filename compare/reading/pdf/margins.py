"""Where the columns of a page begin and end: the indents of lines, and whether a line is full.

In: the lines of all pages in reading order. Out: for each line its indent in characters and whether it goes to the end
of its row. A line is full if the first word of the next one finds no room behind it; with room left it was ended on
purpose. That is how a paragraph of any width, justified or not, is told from what follows.
Example: “……给予一次” | “性奖励30万元。” at a margin of 34 characters → full; “……列入失信名单。” → not full.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from compare.chinese.normalize import fold_once
from compare.chinese.widths import columns
from compare.reading.pdf.columns import Column
from compare.reading.pdf.layout import PrintedLine, character_width
from compare.rules import rule

MAX_INDENT = 12
"""characters of indent that are given back; centred lines stand further in"""
MARGIN_SHARE = 0.05
"""share of a page's lines that must begin at a place for it to be the left margin"""
BEYOND = 0.03
"""share of the lines that may stand out over the right margin: hanging marks, drawings"""
PAGE_LINES = 10
"""lines from which a page shows its own margins; left and right pages of a book differ"""
PLAIN = 0.4
"""share of a page's lines that end at a margin of its own"""
NEAR = 0.3
"""characters by which a word may seem to fit although it did not: lines are squeezed and stretched"""
APART = 1.35
"""leading, as a multiple of the usual one, from which white between two lines is meant"""
STRETCHED = 0.3
"""characters by which a row that is stretched to the margin may miss it"""
JUSTIFIED = 0.85
"""share of the long lines that end at the margin where rows are stretched"""
LARGER = 1.25
"""sizes of type that differ more are not those of one paragraph, where lines are not stretched to the margin"""
MUCH_LARGER = 1.5
"""the same where they may be"""
SHORT = 4
"""characters from a margin like the left one at which a single line, longest of all, is not at the margin"""
FAR_SHORT = 0.35
"""share of the column at which lines are not at the margin, however many end there"""
HANGING = 6.0
"""characters by which the text of an item stands to the right of its number at most"""
UNIT = re.compile(r"[(（“‘《〈【〔\[]*(?:[!-~]+|.)[，。、；：？！”’）》】〉…%％]*[!-~]*")
"""what a row may not break: a character or a Latin word, with the marks that may not end or begin a row"""
FINAL = re.compile(r"[。；！？：][”’）》】]*$")
HANGING_MARKS = ("，", "。", "、", "；", "：", "！", "？", "”", "）", "》")
ITEM = re.compile(r"(?:[(（]?(?:\d{1,3}|[一二三四五六七八九十百]{1,4})[)）.．、]|[●•·■◆▪○➢\-—])")


def _is_item(text: str) -> bool:
    """True for a line that its author has numbered."""
    return bool(ITEM.match(text)) or rule("reading", "numbered_item").fits(fold_once(text))


@dataclass(frozen=True, slots=True)
class Placed:
    """A line and what its place tells."""

    line: PrintedLine
    indent: int
    """characters from the left margin"""
    full: bool
    """the next word would not have fitted in"""


@dataclass(frozen=True, slots=True)
class Margins:
    """The edges of the columns of a page."""

    left: dict[Column, float]
    right: dict[Column, float]
    justified: bool
    """rows are stretched to the right margin, all but the last of a paragraph"""


def place_lines(pages: Sequence[Sequence[PrintedLine]], widths: Sequence[float] = ()) -> Iterator[Placed]:
    """The lines of all pages, each with its indent and whether it is full."""
    lines = [line for page in pages for line in page]
    margins = [margins for page, margins in zip(pages, find_margins(pages, widths), strict=True) for _ in page]
    width = character_width(lines)
    apart = _find_white(pages)
    hangs = full = False
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        hangs = before is not None and full and _hangs(before, line, hangs, width)
        inset = 0 if hangs else round((line.left - margins[at].left[line.column]) / width)
        room = margins[at].right[line.column] - line.right
        following = lines[at + 1] if at + 1 < len(lines) else None
        full = bool(
            following
            and not apart[at]
            and bool(line.column) == bool(following.column)
            and _goes_on(line, following, room, width, margins[at].justified)
        )
        yield Placed(line, min(MAX_INDENT, max(0, inset)), full)


def _goes_on(line: PrintedLine, following: PrintedLine, room: float, width: float, justified: bool) -> bool:
    """True if the next line may follow for want of room in this one: the first word of it would not fit in."""
    own, other = line.character_width or width, following.character_width or width
    stretched = room <= STRETCHED * width
    if max(own, other) > (MUCH_LARGER if stretched else LARGER) * min(own, other):
        return False
    if stretched:
        return True
    if justified and FINAL.search(line.text):
        return False
    unit = UNIT.match(following.text.lstrip())
    return unit is not None and columns(unit[0], print_width=True) * other / 2 > room - NEAR * width


def _hangs(before: PrintedLine, line: PrintedLine, hung: bool, width: float) -> bool:
    """True for the second and every further line of an item whose number stands out to the left."""
    if before.column != line.column or _is_item(line.text):
        return False
    if hung and abs(line.left - before.left) < NEAR * width:
        return True
    return NEAR * width < line.left - before.left < HANGING * width and _is_item(before.text)


def find_margins(pages: Sequence[Sequence[PrintedLine]], widths: Sequence[float] = ()) -> Iterator[Margins]:
    """The margins of each page; those of the file where a page has too few lines or shorter ones."""
    everything = [line for page in pages for line in page]
    width = character_width(everything)
    left, right = _by_column(everything, _left_margin), _by_column(everything, _right_margin)
    far = _far_edges(everything, left, right, median(widths or [0.0]))
    rights = [far or _page_right(page, left, right, width) for page in pages]
    justified = _is_justified(
        [ends[line.column] - line.right for page, ends in zip(pages, rights, strict=True) for line in page], width
    )
    for page, ends in zip(pages, rights, strict=True):
        own = _by_column(page, _left_margin) if len(page) >= PAGE_LINES else {}
        yield Margins(_across(left | own, min), _across(right | ends, max), justified)


def _far_edges(
    lines: Sequence[PrintedLine], left: dict[Column, float], right: dict[Column, float], page: float
) -> dict[Column, float]:
    """The right margin of the only column, as far from the page's edge as the left one, if no line gets near it.

    A list of short measures has no full line; its longest one would else be taken for full.
    """
    if len(right) != 1:
        return {}
    ((column, edge),) = right.items()
    mirrored, width = page - left[column], character_width(lines)
    reaching = sum(abs(edge - _end(line)) < width for line in lines)
    alone = reaching < 2 and mirrored - edge > SHORT * width
    return {column: mirrored} if alone or mirrored - edge > FAR_SHORT * (mirrored - left[column]) else {}


def _page_right(
    page: Sequence[PrintedLine], left: dict[Column, float], right: dict[Column, float], width: float
) -> dict[Column, float]:
    """The right margins of a page: its own if it is set otherwise than the file, or shows them plainly."""
    if len(page) < PAGE_LINES:
        return right
    ends = _by_column(page, _right_margin)
    for column, edge in _by_column(page, _left_margin).items():
        if abs(edge - left[column]) < width and not _is_plain(page, column, ends, width):
            ends[column] = max(ends[column], right[column])
    return ends


def _is_justified(rooms: Sequence[float], width: float) -> bool:
    """True if the lines that nearly reach the margin reach it."""
    long = [room for room in rooms if room < 1.5 * width]
    return sum(room <= STRETCHED * width for room in long) >= JUSTIFIED * len(long)


def _is_plain(page: Sequence[PrintedLine], column: Column, ends: dict[Column, float], width: float) -> bool:
    """True if so many lines of a page end at its own margin that the margin is not a matter of chance."""
    rights = [line.right for line in page if line.column == column]
    return sum(abs(ends[column] - right) < 1.5 * width for right in rights) >= PLAIN * len(rights)


def _by_column(lines: Sequence[PrintedLine], measure: Callable[[Sequence[PrintedLine]], float]) -> dict[Column, float]:
    return {column: measure([x for x in lines if x.column == column]) for column in {x.column for x in lines}}


def _across(edges: dict[Column, float], outermost: Callable[[Iterable[float]], float]) -> dict[Column, float]:
    """The edges, that of lines across the page as far out as any."""
    return edges | {(): outermost(edges.values())} if () in edges else edges


def _left_margin(lines: Sequence[PrintedLine]) -> float:
    """The leftmost place at which a fair part of the lines begins."""
    starts = Counter(round(line.left / 3) for line in lines)
    needed = max(2, MARGIN_SHARE * len(lines))
    places = [place for place, count in starts.items() if count >= needed] or list(starts)
    best = min(places, default=0)
    return min((line.left for line in lines if round(line.left / 3) == best), default=0.0)


def _right_margin(lines: Sequence[PrintedLine]) -> float:
    """The place that hardly any line goes beyond."""
    ends = sorted((_end(line) for line in lines if line.cells == 1), reverse=True)
    return ends[int(BEYOND * len(ends))] if ends else max(line.right for line in lines)


def _end(line: PrintedLine) -> float:
    """The right end of a line without the mark that may hang over the margin."""
    return line.right - (line.character_width if line.text.endswith(HANGING_MARKS) else 0.0)


def _find_white(pages: Sequence[Sequence[PrintedLine]]) -> list[bool]:
    """For each line of all pages whether more white than usual follows it."""
    found: list[bool] = []
    for page in pages:
        steps = [_step(before, line) for before, line in pairwise(page)]
        usual = median([step for step in steps if step] or [0.0])
        for at, step in enumerate(steps):
            around = [near for near in (*steps[max(0, at - 1) : at], *steps[at + 1 : at + 2]) if near]
            found.append(bool(step and around and step > APART * usual and step > APART * min(around)))
        found += [False] * (len(page) - len(steps))
    return found


def _step(before: PrintedLine, line: PrintedLine) -> float:
    """Points from line to line; 0 where the next one stands elsewhere."""
    down = (before.top + before.bottom - line.top - line.bottom) / 2
    return down if before.column == line.column and down > 0 else 0.0
