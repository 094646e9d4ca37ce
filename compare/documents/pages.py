"""Put together again what a page cut: fragments become rows, rows become paragraphs.

In: lines of page text (pdf, or text with page markers). Out: the lines with paragraphs whole, and the number of joins.
Example: “推动平台共建，” + “完善共享机” + “制。” are two fragments of one row and the rest of the sentence.
Some converters break a justified row at every punctuation mark. Such fragments add up to the width of the page; first
lines of paragraphs are two characters shorter (GB/T 9704-2012, 7.3.3) even where the indent itself is lost. Every way
to read the lines as rows and paragraphs has a cost, and the cheapest one is taken (as TeX breaks lines, backwards).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

from compare.chinese.normalize import fold
from compare.chinese.widths import columns
from compare.documents.lines import Line, ends_like_office, mark_salutations
from compare.documents.numbering import find_label, starts_run_in_item

_FINAL = re.compile(r"[。;!?][”’》)】\"']*$")
_PAUSE = re.compile(r"[,、]$")
_INDENT = 4
"""columns of two characters"""
_TOLERANCE = 3
"""columns by which a full row differs from the page's width: squeezed punctuation, blanks beside digits"""
_MIN_WIDTH = 36
"""columns of the narrowest page (pdf text of two columns is about 20 characters wide)"""
_MIN_SHARE = 0.12
"""share of unfinished lines that must have a width for it to be the page's"""
_HEADING = 64
"""columns of the widest un-numbered heading"""
_MAX_TITLE = 160
_TITLE_END = re.compile(
    r"(?:规划|纲要|计划|方案|办法|措施|意见|条例|规定|细则|政策|通知|公告|通告|指南|要点|决定|清单|批复|函)[》”]?(?:\([^()]{1,24}\))*$"
)
_TITLE_OPEN = re.compile("关于(?!.*的?(?:通知|意见|决定|公告|通告|批复|函|规定|办法|措施|报告))")
_NUMBER = re.compile(r"^[一-鿿]{2,14}[〔\[(](?:19|20)\d\d[〕\])]\s*第?\s*\d{1,4}\s*号$")
_PAIRS = ("()", "《》", "“”", "〔〕")
_APART = frozenset({"salutation", "date", "enactment", "spam", "note", "signature"})
"""marks of lines that are never part of a paragraph"""

# What a reading costs: 1 is about as likely as an un-numbered new paragraph. Ordered by reason, settled on the
# paragraphs of four policy handbooks (5,000 lines, pdf text broken at punctuation).
_NEW, _NEW_IN_ITEM, _NEW_RUN_IN, _NEW_BRACKET = 1.0, 2.0, 0.3, 4.0
"""un-numbered text after a numbered paragraph mostly belongs to it; “（某局负责）” always does"""
_NOT_INDENTED = 3.0
_CUT_AT_MARK, _CUT_AT_STOP, _CUT_IN_WORD = 0.1, 0.5, 3.0
_FULL_STOP = 1.0
"""a sentence that ends just where the row does, and its paragraph goes on"""
_SHORT_GOES_ON = {"title": 0.2, "open": 1.0, "pause": 1.5, "": 5.0}
_ENDS = {"final": 0.0, "title": 0.2, "colon": 0.5, "numbered": 0.5, "heading": 1.5, "unfinished": 4.0, "pause": 6.0, "open": 5.0}
_INTO = {"label": 3.0, "digits": 0.3, "": 0.0}
"""“依照本办法” + “第七条规定”; “不少于” + “30 日”"""


@dataclass(frozen=True, slots=True)
class _Page:
    width: int
    """columns of a full row; 0 = unknown"""
    indents: bool
    """the file shows the indents of first lines"""
    fragments: bool
    """rows are broken at punctuation"""


@dataclass(frozen=True, slots=True)
class _Piece:
    """One line with what the costs ask of it."""

    line: Line
    text: str
    """folded"""
    width: int
    label: Literal["label", "digits", ""]
    """numbering; a number that only looks like it; none"""
    apart: bool
    """never part of a paragraph"""
    ends: str
    """how a paragraph would end here: a key of _ENDS"""


def join_page_lines(lines: Sequence[Line]) -> tuple[list[Line], int]:
    """The lines with paragraphs made whole, and the number of joins."""
    page = _measure(lines)
    starts = _Reading([_piece(x, page) for x in lines], page).starts() if page.width else _unmeasured(lines)
    joined = [_merge(lines[a:b]) for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
    return mark_salutations(joined), len(lines) - len(joined)


# -- the page ---------------------------------------------------------------------------------------------------


def _measure(lines: Sequence[Line]) -> _Page:
    prose = [x for x in lines if x.mark == "body" and x.kind == "text"]
    indents = sum(x.indent >= 2 for x in prose) >= max(3, len(prose) // 20)
    unfinished = [x for x in prose if not re.search("[。;!?,、:]", fold(x.text)[-1:])]
    widths = Counter(_print_width(x) + (2 * x.indent if indents else 0) for x in unfinished)
    short = [x for x in prose if _print_width(x) <= 30]
    fragments = sum(bool(_PAUSE.search(fold(x.text))) for x in short) > 0.1 * len(short)
    return _Page(_full_width(widths), indents, fragments and not indents)


def _full_width(widths: Counter[int]) -> int:
    """The width that most unfinished lines share, or that of full rows where first lines are the most."""

    def near(width: int) -> int:
        return sum(widths[w] for w in range(width - 1, width + 2))

    wide = [w for w in widths if w >= _MIN_WIDTH]
    best = max(wide, key=lambda w: (near(w), widths[w]), default=0)
    if not best or near(best) < max(3, _MIN_SHARE * sum(widths.values())):
        return 0
    best = max(range(best - 1, best + 2), key=lambda w: widths[w])
    wider = max(range(best + 3, best + 6), key=lambda w: widths[w])
    return wider if near(wider) >= max(3, near(best) // 4) else best


def _print_width(line: Line) -> int:
    return columns(line.text, print_width=True)


def _piece(line: Line, page: _Page) -> _Piece:
    text = fold(line.text)
    label = find_label(line.text)
    looks = label is not None and label.kind == "digit" and label.text[-1].isdigit()
    apart = line.mark in _APART or line.kind != "text" or bool(_NUMBER.match(text))
    width = _print_width(line) + (2 * line.indent if page.indents else 0)
    return _Piece(line, text, width, "" if label is None else "digits" if looks else "label", apart, _ending(text, apart))


def _ending(text: str, apart: bool) -> str:
    if apart or _FINAL.search(text):
        return "final"
    if _PAUSE.search(text):
        return "pause"
    if any(text.rfind(o) > text.rfind(c) for o, c in _PAIRS):
        return "open"
    if text.endswith(":"):
        return "colon"
    return "title" if _TITLE_END.search(text) or text.endswith(")") else "unfinished"


# -- the cheapest reading ---------------------------------------------------------------------------------------

_State = Literal["new", "item", "text"]
"""what stands at a piece: a new paragraph; the rest of a numbered one; the rest of another"""
_Choice = tuple[float, int, _State]
"""cost from here to the end, index after the row, state there"""


class _Reading:
    """The cheapest reading from every piece and state on, found from the end backwards."""

    def __init__(self, pieces: Sequence[_Piece], page: _Page) -> None:
        self.pieces = pieces
        self.page = page
        self.best: list[dict[_State, _Choice]] = [{} for _ in pieces]
        for at in range(len(pieces) - 1, -1, -1):
            for state in ("new", "item", "text"):
                self.best[at][state] = min(self._rows(at, state), key=lambda row: row[:2])

    def starts(self) -> list[int]:
        """Indices at which paragraphs begin."""
        found = []
        at, state = 0, cast(_State, "new")
        while at < len(self.pieces):
            if state == "new":
                found.append(at)
            _, at, state = self.best[at][state]
        return found

    def _rows(self, at: int, state: _State) -> Iterator[_Choice]:
        """Every row that can begin here, ending its paragraph or not."""
        item = state == "item" or state == "new" and self.pieces[at].label == "label"
        total = _INDENT if state == "new" and not self.page.indents else 0
        cut = 0.0
        for i in range(at, len(self.pieces)):
            total += self.pieces[i].width
            if i > at:
                cost = self._cut(i)
                if cost is None or total > self.page.width + _TOLERANCE:
                    return
                cut += cost
            single = state == "new" and i == at
            yield cut + self._end(i, single, total) + self._begin(i + 1, item) + self._after(i + 1, "new"), i + 1, "new"
            rest: _State = "item" if item else "text"
            onward = self._onward(i, total)
            if onward is not None:
                yield cut + onward + self._after(i + 1, rest), i + 1, rest

    def _after(self, i: int, state: _State) -> float:
        return self.best[i][state][0] if i < len(self.pieces) else 0.0

    def _cut(self, i: int) -> float | None:
        """Cost of pieces i-1 and i standing side by side in one row; None if they cannot."""
        left, right = self.pieces[i - 1], self.pieces[i]
        if not self.page.fragments or left.apart or right.apart or right.label == "label":
            return None
        if left.ends == "final":
            return _CUT_AT_STOP
        both = "\u3400" <= left.text[-1] <= "\u9fff" and "\u3400" <= right.text[0] <= "\u9fff"
        return _CUT_IN_WORD if both else _CUT_AT_MARK

    def _end(self, i: int, single: bool, total: int) -> float:
        """Cost of a paragraph that ends with piece i; `single` if the piece is all of it."""
        piece = self.pieces[i]
        if i + 1 == len(self.pieces):
            return 0.0
        if piece.line.mark != "body" and single:
            return _ENDS["title"]
        if piece.ends == "unfinished" and single:
            return _ENDS["numbered" if piece.label == "label" else "heading" if total <= _HEADING else "unfinished"]
        return _ENDS[piece.ends]

    def _begin(self, i: int, item: bool) -> float:
        """Cost of a paragraph that begins with piece i, after a numbered paragraph or another."""
        if i >= len(self.pieces):
            return 0.0
        piece, before = self.pieces[i], self.pieces[i - 1]
        if piece.label == "label" or piece.apart or before.apart:
            return 0.0
        if self.page.indents:
            return 0.0 if piece.line.indent >= 2 else _NOT_INDENTED
        if before.ends != "final" or piece.line.mark != "body":
            return 0.0
        if piece.text[0] == "(":
            return _NEW_BRACKET
        return _NEW_RUN_IN if starts_run_in_item(piece.text) else _NEW_IN_ITEM if item else _NEW

    def _onward(self, i: int, total: int) -> float | None:
        """Cost of a paragraph that goes on after a row that ends with piece i; None if it cannot."""
        if i + 1 >= len(self.pieces) or self.pieces[i].apart or self.pieces[i + 1].apart:
            return None
        piece, following = self.pieces[i], self.pieces[i + 1]
        cost = _INTO[following.label]
        if self.page.indents and following.line.indent >= 2 and not following.label:
            cost += _NOT_INDENTED
        off = abs(total - self.page.width) / _TOLERANCE
        if off <= 1 or total > self.page.width:
            return cost + min(off, 1.0) + (_FULL_STOP if piece.ends == "final" else 0.0)
        if piece.ends == "final":
            return None
        title = not following.label and title_goes_on(piece.text, following.text)
        return cost + _SHORT_GOES_ON["title" if title else piece.ends if piece.ends in ("open", "pause") else ""]


def title_goes_on(text: str, following: str) -> bool:
    """Titles are set in a larger type and centred: they are cut before the page's width. Both texts are folded."""
    if len(text) + len(following) > _MAX_TITLE or re.search("[。;!?,、:]$", text) or _FINAL.search(following):
        return False
    if _TITLE_OPEN.search(text) and len(text) >= 15:
        return True
    plain = len(text) >= 8 and "," not in text and not ends_like_office(text)
    return plain and not _TITLE_END.search(text) and bool(_TITLE_END.search(following))


# -- without a common width -------------------------------------------------------------------------------------


def _unmeasured(lines: Sequence[Line]) -> list[int]:
    """Starts of paragraphs where the lines share no width: anything long and unfinished goes on."""
    starts = []
    for i, line in enumerate(lines):
        if i == 0 or not _goes_on(lines[i - 1], line, i - 1 in starts):
            starts.append(i)
    return starts


def _goes_on(before: Line, line: Line, first: bool) -> bool:
    text = fold(before.text)
    if {before.kind, line.kind} != {"text"} or {before.mark, line.mark} != {"body"}:
        return False
    if _FINAL.search(text) or find_label(line.text) or starts_run_in_item(line.text):
        return False
    label = find_label(before.text)
    if label and label.kind in ("chapter", "section", "part"):
        return False
    if label and len(label.rest) <= 25 and not re.search("[。;:]|[,、(《“]$", text) and first:
        return before.width >= 32 or len(line.text) <= 4
    return before.width >= 28 or bool(re.search("[,、:(《“]", text)) or not first


def _merge(fragments: Sequence[Line]) -> Line:
    line = fragments[0]
    for fragment in fragments[1:]:
        line = _glue(line, fragment)
    return line


def _glue(before: Line, line: Line) -> Line:
    latin = before.text[-1:].isascii() and before.text[-1:].isalnum() and line.text[:1].isascii() and line.text[:1].isalpha()
    text = before.text + (" " if latin else "") + line.text
    return replace(before, text=text, last=line.last or before.last, width=line.width, mark="body")
