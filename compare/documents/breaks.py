"""Find where paragraphs begin among the lines of a page: of all readings as rows and paragraphs the cheapest.

In: `Piece`s (lines with what the costs ask of them) and the page's measures. Out: indices at which paragraphs begin.
Example: “推动平台共建，” + “完善共享机” + “制。” → one start: the first two fill a row, so the third goes on.
Solved from the end backwards, as TeX finds its line breaks: every piece can begin a row, every row is full, or is the
last of its paragraph, or breaks off for a reason; the sum of the costs decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from compare.chinese.normalize import han_length
from compare.documents.lines import Line, ends_like_office
from compare.documents.numbering import starts_run_in_item
from compare.documents.titles import ends_title, leaves_title_open

_TOLERANCE = 3
"""columns by which a full row differs from the page's width: squeezed punctuation, blanks beside digits"""
_HEADING = 64
"""columns of the widest un-numbered heading"""
_MAX_TITLE = 160
_NEVER_FIRST = re.compile("[(,、。;:)》”]|[的和及与](?:[《“]|通知|$)")
"""“（某局负责）”, a lone mark, the rest of a title"""

_COUNTED = re.compile("[年月日家个万亿元%号名项条款件人倍天]")
"""what counts or measures, at the head of a line"""

# What a reading costs: 1 is about as likely as an un-numbered new paragraph. Ordered by reason, settled on four policy
# handbooks (5,000 lines of pdf text broken at punctuation) and on 2,018 paragraphs wrapped again in three ways.
_NEW, _NEW_IN_ITEM, _NEW_RUN_IN, _NEW_ODD = 1.0, 1.5, 0.3, 4.0
"""un-numbered text after a numbered paragraph mostly belongs to it; what starts like _NEVER_FIRST always does"""
_NOT_INDENTED = 3.0
_CUT_AT_MARK, _CUT_AT_STOP, _CUT_IN_WORD = 0.1, 0.5, 3.0
"""two pieces side by side in one row, cut between them after a comma, after a sentence, inside a phrase"""
_FULL_STOP = 0.7
"""a sentence that ends just where the row does, and its paragraph goes on"""
_SHORT_GOES_ON = {"title": 0.2, "open": 1.0, "pause": 1.5, "": 5.0}
_ENDS = {
    "final": 0.0, "title": 0.2, "colon": 0.5, "numbered": 0.5, "heading": 1.5,
    "unfinished": 4.0, "open": 5.0, "pause": 6.0,
}  # fmt: skip
_ENDS_SHORT = 0.5
"""a line that the page shows to have room left, whatever stands at its end"""
_ENDS_NEXT = 1.0
"""a line before the next number of a series: items need no full stop"""
_ENDS_FULL = 1.5
"""a heading or a title that is just as wide as the page"""
_INTO = {"label": 3.0, "looks": 0.3, "": 0.0}
"""“依照本办法” + “第七条规定”; “不少于” + “30 日”"""
_INTO_NEXT = 5.0
"""a number that follows the last of its kind"""
_LABEL_GAP = 4
"""columns of the blank behind “第十一条” at the head of a row, lost where the page's text parts the label from it"""
_NEVER = float("inf")


@dataclass(frozen=True, slots=True)
class Page:
    """The measures of a page."""

    width: int
    """columns of a full row; 0 = unknown"""
    first: int
    """columns by which the first row of a paragraph is shorter, where the indent itself is lost"""
    indents: bool
    """the file shows the indents of first lines"""
    fragments: bool
    """rows are broken at punctuation"""


@dataclass(frozen=True, slots=True)
class Piece:
    """One line with what the costs ask of it."""

    line: Line
    text: str
    """folded"""
    width: int
    """columns in print, with its indent where indents are shown"""
    label: Literal["label", "looks", ""]
    """numbering; a number that may only look like it; none"""
    bare: bool
    """nothing but a number: “第十一条”, “(五)”"""
    follows: bool
    """its number is the next of its kind"""
    apart: bool
    """never part of a paragraph: dates, signatures, document numbers"""
    calls: bool
    """ends a salutation: nothing goes on after it"""
    ends: Literal["final", "title", "colon", "open", "pause", "unfinished"]
    """how its text ends"""


_State = Literal["new", "item", "text"]
"""what stands at a piece: a new paragraph; the rest of a numbered one; the rest of another"""
_Choice = tuple[float, int, _State]
"""cost from here to the end, index after the row, state there"""


def find_starts(pieces: Sequence[Piece], page: Page) -> list[int]:
    """Indices of the pieces that begin a paragraph."""
    best = _Reading(pieces, page).best
    found = []
    at = 0
    state: _State = "new"
    while at < len(pieces):
        if state == "new":
            found.append(at)
        _, at, state = best[at][state]
    return found


class _Reading:
    """`best` = for every piece and state the cheapest row that begins there, with all that follows."""

    def __init__(self, pieces: Sequence[Piece], page: Page) -> None:
        self.pieces = pieces
        self.page = page
        self.count = len(pieces)
        self.hanging = [2 if piece.text[-1:] in tuple(",。、;:") else 0 for piece in pieces]
        self.cuts = [0.0, *(self._cut(a, b) for a, b in pairwise(pieces))]
        self.begins = [(0.0, 0.0), *(self._begin(a, b) for a, b in pairwise(pieces)), (0.0, 0.0)]
        self.into = [*(self._into(a, b) for a, b in pairwise(pieces)), (_NEVER, _NEVER)]
        self.best: list[dict[_State, _Choice]] = [{} for _ in range(self.count)]
        done: _Choice = (0.0, self.count, "new")
        self.best.append({"new": done, "item": done, "text": done})
        for at in range(self.count - 1, -1, -1):
            for state in ("new", "item", "text"):
                self.best[at][state] = min(self._rows(at, state), key=lambda row: row[:2])

    def _rows(self, at: int, state: _State) -> Iterator[_Choice]:
        """Every row that can begin here, ending its paragraph or not."""
        item = state == "item" or (state == "new" and self.pieces[at].label == "label")
        rest: _State = "item" if item else "text"
        total = self.page.first if state == "new" else 0
        gap = _LABEL_GAP if self.pieces[at].bare else 0
        cut = 0.0
        for i in range(at, self.count):
            total += self.pieces[i].width
            cut += self.cuts[i] if i > at else 0.0
            if cut == _NEVER:
                return
            off = self._off(i, total, gap if i > at and not self._has_room(i, total) else 0)
            if i > at and off > 1 and total > self.page.width:
                return
            full = off <= 1 or total > self.page.width
            end = self._end(i, state == "new" and i == at, total, full)
            yield cut + end + self.begins[i + 1][item] + self.best[i + 1]["new"][0], i + 1, "new"
            onward = self.into[i][0] + min(off, 1.0) if full else self.into[i][1]
            if onward < _NEVER:
                yield cut + onward + self.best[i + 1][rest][0], i + 1, rest

    def _has_room(self, i: int, total: int) -> bool:
        """The next piece would still fit into the row, and does not go on with its last word."""
        if i + 1 == self.count or self.cuts[i + 1] >= _CUT_IN_WORD:
            return False
        return total + self.pieces[i + 1].width <= self.page.width + _TOLERANCE

    def _off(self, i: int, total: int, gap: int) -> float:
        """How far a row is from full, in tolerances; a mark at its end may hang over the margin.

        `gap` = columns by which it may be shorter, as the blank behind its label is unknown.
        """
        if (known := self.pieces[i].line.full) is not None:
            return 0.0 if known else _NEVER
        over = total - self.page.width
        over = min(over + gap, 0) if over < 0 else over
        return min(abs(over), abs(over - self.hanging[i])) / _TOLERANCE

    def _cut(self, left: Piece, right: Piece) -> float:
        """Cost of two pieces standing side by side in one row."""
        if not self.page.fragments or left.apart or left.calls or right.apart or right.label == "label":
            return _NEVER
        if right.calls and left.ends != "pause":
            return _NEVER
        if left.line.mark == "furniture" and han_length(left.text) >= 4 and left.ends != "pause":
            return _CUT_IN_WORD
        closed = left.ends == "title" and (right.ends == "title" or left.text[0] == "(")
        if left.ends in ("final", "colon") or closed:
            return _CUT_AT_STOP
        both = "\u3400" <= left.text[-1] <= "\u9fff" and "\u3400" <= right.text[0] <= "\u9fff"
        return _CUT_IN_WORD if both else _CUT_AT_MARK

    def _end(self, i: int, single: bool, total: int, full: bool) -> float:
        """Cost of a paragraph that ends with piece i; `single` if the piece is all of it."""
        piece = self.pieces[i]
        if i + 1 == self.count:
            return 0.0
        if piece.line.mark != "body" and single:
            return _ENDS["title"]
        ends: str = piece.ends
        if ends == "colon" and i > 0 and self.pieces[i - 1].ends in ("pause", "colon", "open") and not single:
            return _ENDS["pause"]
        if ends == "unfinished" and single:
            ends = "numbered" if piece.label == "label" else "heading" if total <= _HEADING else ends
        if self._is_next(self.pieces[i + 1]):
            return min(_ENDS[ends], _ENDS_NEXT)
        if piece.line.full is False:
            return _ENDS["open"] if _cuts_number(piece, self.pieces[i + 1]) else min(_ENDS[ends], _ENDS_SHORT)
        return _ENDS[ends] + (_ENDS_FULL if full and ends in ("title", "colon", "numbered") else 0.0)

    def _is_next(self, piece: Piece) -> bool:
        """True if a piece is the next of a series, and set as the beginning of a paragraph is."""
        return piece.follows and (not self.page.indents or piece.line.indent >= 2)

    def _begin(self, before: Piece, piece: Piece) -> tuple[float, float]:
        """Cost of a new paragraph at a piece: after un-numbered text, after a numbered paragraph."""
        if piece.apart or before.apart or before.calls:
            return 0.0, 0.0
        if piece.label == "label":
            cost = _NOT_INDENTED if before.line.full and self.page.indents and piece.line.indent < 2 else 0.0
            return cost, cost
        if self.page.indents:
            cost = 0.0 if piece.line.indent >= 2 else _NOT_INDENTED
            return cost, cost
        if _NEVER_FIRST.match(piece.text):
            return _NEW_ODD, _NEW_ODD
        if before.ends != "final" or piece.line.mark != "body":
            return 0.0, 0.0
        return (_NEW_RUN_IN, _NEW_RUN_IN) if starts_run_in_item(piece.text) else (_NEW, _NEW_IN_ITEM)

    def _into(self, piece: Piece, following: Piece) -> tuple[float, float]:
        """Cost of a paragraph that goes on from a piece at the end of its row: of a full row, of a short one."""
        if piece.apart or piece.calls or following.apart:
            return _NEVER, _NEVER
        cost = _INTO_NEXT if self._is_next(following) else _INTO[following.label]
        title = not following.label and piece.ends != "final" and title_goes_on(piece.text, following.text)
        indented = self.page.indents and following.line.indent >= 2
        if indented and not title and (piece.line.full is not None or not following.label):
            cost += _NOT_INDENTED
        if piece.ends == "final":
            return cost + _FULL_STOP, _NEVER
        odd = piece.ends == "open" or _NEVER_FIRST.match(following.text) or _cuts_number(piece, following)
        why = "title" if title else "open" if odd else "pause" if piece.ends == "pause" else ""
        return cost, cost + _SHORT_GOES_ON[why]


def _cuts_number(piece: Piece, following: Piece) -> bool:
    """True for “……达到600” + “家，……”."""
    return piece.text[-1:].isdigit() and bool(_COUNTED.match(following.text)) and not following.label


def title_goes_on(text: str, following: str) -> bool:
    """Titles are set in a larger type and centred: they are cut before the page's width. Both texts are folded."""
    if len(text) + len(following) > _MAX_TITLE or re.search("[。;!?]", following[-2:]):
        return False
    if re.search(r"^\(|[。;!?,、:]$", text):
        return False
    if len(text) >= 15 and leaves_title_open(text):
        return True
    plain = len(text) >= 8 and "," not in text and not ends_like_office(text)
    return plain and not ends_title(text) and ends_title(following)
