"""Find where paragraphs begin among the lines of a page: of all readings as rows and paragraphs the cheapest.

In: `Piece`s (lines with what the costs ask of them) and the page's measures. Out: indices at which paragraphs begin.
Example: “推动平台共建，” + “完善共享机” + “制。” → one start: the first two fill a row, so the third goes on.
Solved from the end backwards, as TeX finds its line breaks: every piece can begin a row, every row is full, or is the
last of its paragraph, or breaks off for a reason; the sum of the costs decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from compare.chinese.normalize import han_length
from compare.documents.lines import Line, ends_like_office
from compare.documents.numbering import starts_run_in_item
from compare.documents.titles import ends_title, leaves_title_open
from compare.rules import rule

_TOLERANCE = 3
"""columns by which a full row differs from the page's width: squeezed punctuation, blanks beside digits"""
_HEADING = 64
"""columns of the widest un-numbered heading"""
_MIN_TITLE, _MAX_TITLE = 8, 160
_NEVER_FIRST = frozenset("(,、。;:)》”")
"""“（某局负责）”, a lone mark"""

_STOPS = frozenset("。;!?")
_MARKS = frozenset("。;!?,、:")
_NO_TITLE = frozenset({"final", "pause", "colon"})
"""ends of pieces behind which no title goes on"""
_HANGING = frozenset(",。、;:")
"""marks that end a sentence; in which no line of a title but the last ends; that may stand beyond the margin"""

# What a reading costs: 1 is about as likely as an un-numbered new paragraph. Ordered by reason, settled on four policy
# handbooks (5,000 lines of pdf text broken at punctuation) and on 2,018 paragraphs wrapped again in three ways.
_NEW, _NEW_IN_ITEM, _NEW_RUN_IN, _NEW_ODD = 1.0, 1.5, 0.3, 4.0
"""un-numbered text after a numbered paragraph mostly belongs to it; what begins no paragraph always does"""
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
_NOWHERE = (_NEVER, _NEVER)


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


@dataclass(slots=True, kw_only=True)
class Piece:
    """One line with what the costs ask of it; not frozen, as every line of every page becomes one."""

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


_Choice = tuple[float, int, bool]
"""cost from here to the end, index after the row, whether the paragraph goes on there"""


class _Costs(NamedTuple):
    """What a piece costs the rows that end with it; worked out once, as many rows end with the same piece."""

    cut: float
    """of standing behind the piece before it in one row"""
    width: int
    room: int
    """columns of a row up to which the next piece would fit into it, and does not go on with its last word"""
    least: float
    """columns from which a row is full"""
    most: float
    """columns beyond which nothing stands in a row; a mark at its end may hang over the margin"""
    end: tuple[float, float]
    """of a paragraph of several pieces that ends with it: in a short row, in a full one"""
    begin: tuple[float, float]
    """of a paragraph that begins behind it: behind un-numbered text, behind a numbered paragraph"""
    into: tuple[float, float]
    """of a paragraph that goes on behind it: from a short row, from a full one"""
    strain: _Strain
    """of a full row that is wider or narrower than the page"""


class _Strain(dict[int, float]):
    """Columns beyond the page's width → what such a full row costs, at most 1; each width is worked out once."""

    def __init__(self, hanging: int = 0, fixed: float | None = None) -> None:
        """`hanging` = columns of a mark that may stand beyond the margin; `fixed` where the file says what is full."""
        super().__init__()
        self._hanging, self._fixed = hanging, fixed

    def __missing__(self, over: int) -> float:
        if self._fixed is None:
            self[over] = min(abs(over), abs(over - self._hanging), _TOLERANCE) / _TOLERANCE
        else:
            self[over] = self._fixed
        return self[over]


_STRAINS = {hanging: _Strain(hanging) for hanging in (0, 2)}
_KNOWN = {True: _Strain(fixed=0.0), False: _Strain(fixed=1.0)}


def find_starts(pieces: Sequence[Piece], page: Page) -> list[int]:
    """Indices of the pieces that begin a paragraph."""
    reading = _Reading(pieces, page)
    found = []
    at, goes_on, numbered = 0, False, False
    while at < len(pieces):
        if not goes_on:
            found.append(at)
            numbered = pieces[at].label == "label"
        _, at, goes_on = reading.rest[at][numbered] if goes_on else reading.new[at]
    return found


class _Reading:
    """For every piece the cheapest row that begins there, with all that follows.

    `new` = if the piece begins a paragraph, `rest` = if it goes on with one: an un-numbered one, a numbered one.
    """

    def __init__(self, pieces: Sequence[Piece], page: Page) -> None:
        self.pieces = pieces
        self.page = page
        self.count = len(pieces)
        self.odd = [_goes_on(piece.text) for piece in pieces]
        sides = [self._cut(a, b) for a, b in pairwise(pieces)] if page.fragments else [_NEVER] * (self.count - 1)
        cuts = [_NEVER, *sides, _NEVER]
        self.costs = [self._costs(i, cuts) for i in range(self.count)]
        done: _Choice = (0.0, self.count, False)
        self.new = [done] * (self.count + 1)
        self.rest = [(done, done)] * (self.count + 1)
        for at in range(self.count - 1, -1, -1):
            alone = self._end(at, single=True) if self._differs_alone(pieces[at]) else self.costs[at].end
            self.new[at] = self._cheapest(at, page.first, alone)[pieces[at].label == "label"]
            if at and self.costs[at - 1].into != _NOWHERE:
                self.rest[at] = self._cheapest(at, 0, self.costs[at].end)

    def _cheapest(self, at: int, total: int, first: tuple[float, float]) -> tuple[_Choice, _Choice]:
        """The cheapest row that can begin at a piece, ending its paragraph or not: of an un-numbered one, of a numbered
        one. Both in one pass, without calls but for full rows: this is the inner loop of joining.

        `total` = columns taken before the first piece, `first` = its `end`.
        """
        costs, new, rest, margin = self.costs, self.new, self.rest, self.page.width
        gap = _LABEL_GAP if self.pieces[at].bare else 0
        text = item = (_NEVER, self.count, False)
        text_cost = item_cost = _NEVER
        cuts = 0.0
        for i in range(at, self.count):
            cut, width, room, least, most, end, begin, into, strain = costs[i]
            total += width
            if i == at:
                end = first
            else:
                cuts += cut
                if cuts == _NEVER or total > most:
                    break
            # a row that has no room for the next piece may be full but for the blank behind its label
            filled = min(total + gap, margin) if gap and room < total < margin and i > at else total
            if filled < least:
                ends, onward = cuts + end[0], cuts + into[0]
            else:
                ends, onward = cuts + end[1], cuts + (into[1] + strain[filled - margin])
            following = new[i + 1][0]
            if (cost := ends + begin[0] + following) < text_cost:
                text_cost, text = cost, (cost, i + 1, False)
            if (cost := ends + begin[1] + following) < item_cost:
                item_cost, item = cost, (cost, i + 1, False)
            if onward == _NEVER:
                continue
            to_text, to_item = rest[i + 1]
            if (cost := onward + to_text[0]) < text_cost:
                text_cost, text = cost, (cost, i + 1, True)
            if (cost := onward + to_item[0]) < item_cost:
                item_cost, item = cost, (cost, i + 1, True)
        return text, item

    def _costs(self, i: int, cuts: Sequence[float]) -> _Costs:
        """The table for piece i; `cuts` = cost of standing behind the piece before, for every piece and the end."""
        piece, margin, known = self.pieces[i], self.page.width, self.pieces[i].line.full
        least = margin - _TOLERANCE if known is None else 0 if known else margin + 1
        hanging = _hanging(piece)
        most = margin + _TOLERANCE + hanging if known is None else _NEVER if known else margin
        strain = _STRAINS[hanging] if known is None else _KNOWN[known]
        if i + 1 == self.count:
            return _Costs(cuts[i], piece.width, -1, least, most, (0.0, 0.0), (0.0, 0.0), _NOWHERE, strain)
        following = self.pieces[i + 1]
        room = margin + _TOLERANCE - following.width if cuts[i + 1] < _CUT_IN_WORD else -1
        return _Costs(
            cuts[i], piece.width, room, least, most, self._end(i, single=False),
            self._begin(piece, following, self.odd[i + 1]), self._into(piece, following, self.odd[i + 1]), strain,
        )  # fmt: skip

    def _cut(self, left: Piece, right: Piece) -> float:
        """Cost of two pieces standing side by side in one row, on a page that shows rows in fragments."""
        if left.apart or left.calls or right.apart or right.label == "label":
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

    def _end(self, i: int, single: bool) -> tuple[float, float]:
        """Cost of a paragraph that ends with piece i, in a short row and in a full one; `single` if it is all of it."""
        piece = self.pieces[i]
        if i + 1 == self.count:
            return 0.0, 0.0
        if piece.line.mark != "body" and single:
            return _ENDS["title"], _ENDS["title"]
        ends: str = piece.ends
        if ends == "colon" and not single and i > 0 and self.pieces[i - 1].ends in ("pause", "colon", "open"):
            return _ENDS["pause"], _ENDS["pause"]
        if ends == "unfinished" and single:
            short = self.page.first + piece.width <= _HEADING
            ends = "numbered" if piece.label == "label" else "heading" if short else ends
        cost = _ENDS[ends]
        if self._is_next(self.pieces[i + 1]):
            cost = min(cost, _ENDS_NEXT)
        elif piece.line.full is False:
            cost = _ENDS["open"] if _cuts_number(piece, self.pieces[i + 1]) else min(cost, _ENDS_SHORT)
        elif ends in ("title", "colon", "numbered"):
            return cost, cost + _ENDS_FULL
        return cost, cost

    def _differs_alone(self, piece: Piece) -> bool:
        """A piece that may end a paragraph at another cost if it is all of it."""
        return piece.ends == "unfinished" or piece.ends == "colon" or piece.line.mark != "body"

    def _is_next(self, piece: Piece) -> bool:
        """True if a piece is the next of a series, and set as the beginning of a paragraph is."""
        return piece.follows and (not self.page.indents or piece.line.indent >= 2)

    def _begin(self, before: Piece, piece: Piece, odd: bool) -> tuple[float, float]:
        """Cost of a new paragraph at a piece: after un-numbered text, after a numbered paragraph."""
        if piece.apart or before.apart or before.calls:
            return 0.0, 0.0
        if piece.label == "label":
            cost = _NOT_INDENTED if before.line.full and self.page.indents and piece.line.indent < 2 else 0.0
            return cost, cost
        if self.page.indents:
            cost = 0.0 if piece.line.indent >= 2 else _NOT_INDENTED
            return cost, cost
        if odd:
            return _NEW_ODD, _NEW_ODD
        if before.ends != "final" or piece.line.mark != "body":
            return 0.0, 0.0
        return (_NEW_RUN_IN, _NEW_RUN_IN) if starts_run_in_item(piece.text) else (_NEW, _NEW_IN_ITEM)

    def _into(self, piece: Piece, following: Piece, odd: bool) -> tuple[float, float]:
        """Cost of a paragraph that goes on from a piece at the end of its row: of a short row, of a full one."""
        if piece.apart or piece.calls or following.apart:
            return _NOWHERE
        cost = _INTO_NEXT if self._is_next(following) else _INTO[following.label]
        title = not following.label and piece.ends not in _NO_TITLE and title_goes_on(piece.text, following.text)
        indented = self.page.indents and following.line.indent >= 2
        if indented and not title and (piece.line.full is not None or not following.label):
            cost += _NOT_INDENTED
        if piece.ends == "final":
            return _NEVER, cost + _FULL_STOP
        odd = odd or piece.ends == "open" or _cuts_number(piece, following)
        why = "title" if title else "open" if odd else "pause" if piece.ends == "pause" else ""
        return cost + _SHORT_GOES_ON[why], cost


def _hanging(piece: Piece) -> int:
    """Columns of the mark at the end of a piece."""
    return 2 if piece.text[-1:] in _HANGING else 0


def _cuts_number(piece: Piece, following: Piece) -> bool:
    """True for “……达到600” + “家，……”."""
    counted = piece.text[-1:].isdigit() and rule("line_ends", "unit_first").finder.match(following.text)
    return bool(counted) and not following.label


def _goes_on(text: str) -> bool:
    """A lone mark, “（某局负责）”, the rest of a title: what begins no paragraph."""
    return text[:1] in _NEVER_FIRST or rule("line_ends", "never_first").finder.match(text) is not None


def title_goes_on(text: str, following: str) -> bool:
    """Titles are set in a larger type and centred: they are cut before the page's width. Both texts are folded."""
    if len(text) < _MIN_TITLE or len(text) + len(following) > _MAX_TITLE or not _STOPS.isdisjoint(following[-2:]):
        return False
    if text[:1] == "(" or text[-1:] in _MARKS:
        return False
    if len(text) >= 15 and leaves_title_open(text):
        return True
    return "," not in text and ends_title(following) and not ends_like_office(text) and not ends_title(text)
