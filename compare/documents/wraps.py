"""Join lines that the page cut inside a paragraph.

In: marked lines. Out: the lines with hard wraps undone, and how many joins that took.
Example: “…具有一定的成长” + “性高的优秀企业…” becomes one line without a space. Two rules: in an indented
document a continuation is un-indented and follows a line of the wrap width; in an un-indented one the line before
lacks a final mark and is nearly as wide as the page. Headings end without a mark, so short lines never join.
A number cut in two (“登记额1” + “00亿元”) is one number at any width.
Text that a page laid out (pdf, page markers) goes by its own measures, see `pages`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from compare.chinese.widths import columns
from compare.documents.headings import says_something
from compare.documents.lines import (
    CLOSING,
    Line,
    closes_sentence,
    ends_in,
    goes_on,
    is_attachment,
    is_figure,
    is_page_number,
)
from compare.documents.numbering import starts_run_in_item
from compare.documents.orders import is_order, stands_alone
from compare.documents.pages import join_page_lines
from compare.rules import rule

_FINAL = frozenset("。;:!?")
_FULL_STOPS = frozenset("。；;！!？?")
"""behind which no sentence goes on, as printed"""
_TOLERANCE = 3
"""characters by which wrapped lines differ in width (Latin letters and punctuation at the margin)"""
_MIN_WIDTH = 20
"""narrower lines are headings or table cells, not wrapped prose (pdf text of two columns is ~20 wide)"""
_MAX_HEADING = 100
"""numbered lines up to this length may be headings, which end without a mark as well"""

_SHORT = 0.75
"""share of the width below which a line that ends a sentence is the last of a paragraph"""
_MIN_MEASURE = 8
"""characters from which a line that begins with an order may be a measure; shorter ones are the end of a sentence"""

_CUT_NUMBER = re.compile(r"[一-鿿]\d[\d.,]*$")
"""“登记额1”, “投资1.”"""
_REST_OF_NUMBER = re.compile("[%‰][。;,)]{0,2}")
"""all that a line holds below the number it belongs to"""


Joined = tuple[list[Line], int]
"""lines with wrapped paragraphs made whole, and the number of joins"""


def join_wraps(lines: Sequence[Line]) -> Joined:
    """The lines with wrapped paragraphs made whole, and the number of joins."""
    laid_out = any(True for line in lines if line.wrapped)
    joined, joins = join_page_lines(lines) if laid_out else _join_wrapped(lines)
    whole = _join_sentences(joined)
    return whole, joins + len(joined) - len(whole)


def _join_sentences(lines: Sequence[Line]) -> list[Line]:
    """A sentence cut between two lines made whole, whatever the width of the page."""
    joined: list[Line] = []
    last = -1
    """index of the last line, over page numbers"""
    number = False
    """that line was nothing but a number inside a sentence, which goes on behind it"""
    for line in lines:
        if is_page_number(line):
            joined.append(line)
        elif last >= 0 and _is_rest(joined[last], line, number):
            joined[last] = _glue(joined[last], line)
            number = is_figure(line.words.folded)
        else:
            stray = line.mark == "body" and closes_sentence(line.text)
            last, number = len(joined), False
            joined.append(line.marked("furniture") if stray else line)
    return joined


def _is_rest(before: Line, line: Line, number: bool) -> bool:
    if before.text[-1] in _FULL_STOPS:  # as most lines end: nothing of what follows can hold
        return False
    if before.mark == "body" and before.text[-1:].isdigit() and _REST_OF_NUMBER.fullmatch(line.words.folded):
        return True
    if not (before.mark == line.mark == "body" and before.kind == line.kind == "text"):
        return False
    if not is_figure(line.words.folded) and (line.label or starts_run_in_item(line.text)):
        return False
    if not (
        number
        or _cuts_number(before.words.folded, line.words.folded)
        or goes_on(before.words.folded, line.words.folded)
    ):
        return False
    return not is_attachment(before) and not is_attachment(line)


def _cuts_number(before: str, text: str) -> bool:
    """A number parted from its first digits or from the word that asks for it: “投资1.” + “5亿元”, “最高” + “50万”."""
    if _found("wants_share", before):
        return True
    if not _found("quantity_first", text):
        return False
    cut = _CUT_NUMBER.search(before) and not _found("numbered_end", before)
    return bool(cut or _found("wants_number", before))


def _found(name: str, folded: str) -> bool:
    return rule("line_ends", name).finder.search(folded) is not None


def _join_wrapped(lines: Sequence[Line]) -> tuple[list[Line], int]:
    """Paragraphs cut at the width of the file, made whole; a list of short measures of one width stays a list."""
    width = _wrap_width(lines)
    indented = _is_indented(lines, width)
    chains: list[_Chain] = []
    open_: _Chain | None = None
    """the chain before the line, over page numbers that stand between"""
    for line in lines:
        if line.mark == "furniture" and is_page_number(line):
            chains.append(_Chain(line))
        elif open_ and _continues(open_, line, indented, width, turned=chains[-1] is not open_):
            open_.add(line)
        else:
            open_ = _Chain(line)
            chains.append(open_)
    joined = [line for chain in chains for line in ((chain.whole,) if chain.is_sentence() else chain.lines)]
    return joined, len(lines) - len(joined)


class _Chain:
    """Lines that go on with each other, and what they make together."""

    __slots__ = ("lines", "whole")

    def __init__(self, line: Line) -> None:
        self.lines = [line]
        self.whole = line

    def add(self, line: Line) -> None:
        self.lines.append(line)
        self.whole = _glue(self.whole, line)

    def is_finished(self) -> bool:
        """It ends in a mark; asked of the last line with a word in it, as the whole would have to be folded anew."""
        for line in reversed(self.lines):
            if words := line.words.folded.rstrip(CLOSING):
                return words[-1] in _FINAL
        return False

    def is_sentence(self) -> bool:
        """False for lines that each begin with an order or name a sum, the last without a full stop: units."""
        if len(self.lines) == 1 or ends_in(self.lines[-1].words.folded, _FINAL):
            return True
        return not all(stands_alone(line.words.folded) for line in self.lines)


def _wrap_width(lines: Sequence[Line]) -> int:
    """The width at which paragraphs are cut; 0 if the document is not wrapped."""
    return _prose_width(lines) or _item_width(lines)


def _prose_width(lines: Sequence[Line]) -> int:
    """The width that unfinished lines share which can be no headings."""
    repeated = Counter(line.text for line in lines)
    widths = Counter(
        line.width
        for line in lines
        if line.mark == "body"
        and line.width >= _MIN_WIDTH
        and line.kind == "text"
        and not ends_in(line.words.folded, _FINAL)
        and not (line.label and len(line.text) <= _MAX_HEADING)
        and repeated[line.text] == 1
        and not is_attachment(line)
    )
    if not widths:
        return 0
    best = max(widths, key=lambda w: (_near(widths, w), w))
    enough = _near(widths, best) >= max(3, sum(widths.values()) // 4)
    return best if enough else 0


def _item_width(lines: Sequence[Line]) -> int:
    """The width that numbered lines share above the ends of their sentences, if nothing in the text is wider."""
    prose = [line for line in lines if line.mark == "body" and line.kind == "text"]
    indented = _is_indented(prose, 0)
    least, tolerance = (2, _TOLERANCE) if indented else (3, _TOLERANCE - 1)
    cut = [line for line, below in pairwise(prose) if _is_cut(line, below, indented)]
    if len(cut) < least:
        return 0
    for measure in (_characters, _columns):
        widths = Counter(map(measure, cut))
        best = max(widths, key=lambda w: (_near(widths, w, tolerance), w), default=0)
        same = [line for line in cut if abs(measure(line) - best) <= tolerance]
        wider = sum(measure(line) > best + _TOLERANCE for line in prose)
        says = indented or 2 * sum(says_something(line.words.folded) for line in same) >= len(same)
        if says and len(same) >= max(least, _SHORT * len(cut)) and wider <= len(prose) // 10:
            return max(line.width for line in same)
    return 0


def _characters(line: Line) -> int:
    return line.width


def _columns(line: Line) -> int:
    return columns(line.text) + 2 * line.indent


def _is_cut(line: Line, below: Line, indented: bool) -> bool:
    """An unfinished line and the end of its sentence: un-indented where paragraphs are indented, else short."""
    if line.width < _MIN_WIDTH or ends_in(line.words.folded, _FINAL) or _gap(line, below):
        return False
    if below.label or starts_run_in_item(below.text) or is_attachment(line) or is_attachment(below):
        return False
    if indented:
        return line.indent >= 2 and below.indent < 2
    text, rest = line.words.folded, below.words.folded
    if text.endswith((",", "、")):
        return True
    measure = is_order(rest) and len(rest) > _MIN_MEASURE
    short = below.width < (1 if "," in text else _SHORT) * line.width
    return short and ends_in(rest, _FINAL) and not measure


def _is_indented(lines: Sequence[Line], width: int) -> bool:
    """True if paragraphs start with blanks: counted over lines that cannot go on a full line before them."""
    starts = [
        line
        for before, line in zip([None, *lines], lines, strict=False)
        if not before or abs(before.width - width) > _TOLERANCE
    ]
    return len([line for line in starts if line.indent >= 2]) >= max(3, len(starts) // 4)


def _near(widths: Counter[int], width: int, tolerance: int = _TOLERANCE) -> int:
    return sum(widths[w] for w in range(width - tolerance, width + tolerance + 1))


def _continues(chain: _Chain, line: Line, indented: bool, width: int, turned: bool) -> bool:
    """Whether a line goes on with a paragraph; `turned`: a page number stands between."""
    before = chain.whole
    if before.mark != "body" or line.mark != "body" or before.kind != "text" or line.kind != "text":
        return False
    cut_at_number = len(chain.lines) > 1 and is_figure(chain.lines[-1].words.folded)
    if not cut_at_number and not (width and _is_cut_off(chain, line, indented, width)):
        return False
    return (turned or not _gap(before, line)) and not line.label and not starts_run_in_item(line.text)


def _is_cut_off(chain: _Chain, line: Line, indented: bool, width: int) -> bool:
    """The line above is as wide as the page, and the line looks like the rest of its paragraph."""
    before = chain.whole
    if not indented:
        return before.width >= 0.8 * width and len(before.text) >= _MIN_WIDTH and not chain.is_finished()
    if line.indent >= 2 or not _is_indented_or_joined(before):
        return False
    full = abs(before.width - width) <= _TOLERANCE
    return full or (0.8 * width <= before.width <= width and not chain.is_finished())


def _is_indented_or_joined(before: Line) -> bool:
    """A joined paragraph keeps the indentation of its first line; a continuation may follow a continuation."""
    return before.indent >= 2 or before.last > before.first


def _gap(before: Line, line: Line) -> bool:
    return bool(before.last and line.first and line.first > before.last + 1)


def _glue(before: Line, line: Line) -> Line:
    space = (
        " "
        if before.text[-1:].isascii()
        and before.text[-1:].isalnum()
        and line.text[:1].isascii()
        and line.text[:1].isalpha()
        else ""
    )
    return before.saying(before.text + space + line.text, line.last or before.last, line.width)
