"""Put together again what a page cut: fragments become rows, rows become paragraphs.

In: lines of page text (pdf, or text with page markers). Out: the lines with paragraphs whole, and the number of joins.
Example: “推动平台共建，” + “完善共享机” + “制。” are two fragments of one row and the rest of the sentence.
Some converters break a justified row at every punctuation mark. Such fragments add up to the width of the page, and
that is what tells them from short paragraphs; how the sums are weighed stands in `breaks`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from compare.chinese.widths import columns
from compare.documents.breaks import Page, Piece, find_starts, title_goes_on
from compare.documents.lines import Line, is_attachment, is_salutation, mark_salutations
from compare.documents.numbering import Kind, Label, starts_run_in_item
from compare.documents.titles import ends_title, is_number

_FINAL = frozenset("。;!?")
_CLOSING = "”’》)】\"'"
_PAUSE = frozenset(",、")
_MARKS = frozenset("。;!?,、:")
_OPEN = frozenset(",、:(《“")
_PAIRS = (("(", ")"), ("《", "》"), ("“", "”"), ("〔", "〕"))
_OPENING = re.compile("[(《“〔]")
_MAX_TOPIC = 31
"""characters of a topic sentence with its full stop: an un-numbered heading has 30 (domain rule C1)"""
_SAID = re.compile(r"[。,;:]|\d")
"""what a topic does not hold: a clause, a list, a number"""
_ASIDE = frozenset("([〔【")
_LATIN = re.compile("[0-9A-Za-z][A-Za-z]")
"""two words of Latin letters, or a number and one, keep a blank between them"""
_APART = frozenset({"contact", "date", "enactment", "note", "signature"})
"""marks of lines that are never part of a paragraph"""
_BARE = frozenset({"han", "paren", "digit", "paren-digit", "circled"})
"""“(二)” on a line of its own is the beginning of something; “第二章” may be all of a heading"""
_INDENT = 4
"""columns of the two characters by which first lines are shorter (GB/T 9704-2012, 7.3.3)"""
_NO_INDENT = 0.03
"""share of rows that are an indent shorter below which first lines are set flush left"""
_MIN_WIDTH = 36
"""columns of the narrowest page (pdf text of two columns is about 20 characters wide)"""
_SHORT = 30
"""columns of a short line: where a tenth of them end in a comma, rows are broken at punctuation"""
_MIN_SHARE = 0.12
"""share of unfinished lines that must have a width for it to be the page's"""


def join_page_lines(lines: Sequence[Line]) -> tuple[list[Line], int]:
    """The lines with paragraphs made whole, and the number of joins."""
    texts = [line.words.folded for line in lines]
    widths = [columns(line.text, print_width=True) for line in lines]
    page = _measure(lines, texts, widths)
    starts = find_starts(_pieces(lines, texts, widths, page), page) if page.width else _unmeasured(lines, texts, page)
    starts = sorted({*starts, *(a + 1 for a in starts if a + 1 < len(lines) and _is_topic(lines[a], texts[a + 1]))})
    joined = [_merge(lines[a:b]) for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
    return mark_salutations(joined), len(lines) - len(joined)


def _measure(lines: Sequence[Line], texts: Sequence[str], widths: Sequence[int]) -> Page:
    """The measures of the page, from `texts` (folded) and `widths` (columns in print) of its lines."""
    prose = [i for i, line in enumerate(lines) if line.mark == "body" and line.kind == "text"]
    indents = len([i for i in prose if lines[i].indent >= 2]) >= max(3, len(prose) // 20)
    if indents:
        widths = [_indented(line, width) for line, width in zip(lines, widths, strict=True)]
    if any(True for i in prose if lines[i].full):
        return Page(max(widths), 0, indents, fragments=False)
    shared = Counter(widths[i] for i in prose if texts[i][-1:] not in _MARKS)
    width = _full_width(shared)
    if indents:
        return Page(width, 0, indents, fragments=False)
    short = [i for i in prose if widths[i] <= _SHORT]
    fragments = len([i for i in short if texts[i][-1:] in _PAUSE]) > 0.1 * len(short)
    first = _INDENT if _near(shared, width - _INDENT) >= _NO_INDENT * _near(shared, width) else 0
    return Page(width, first, indents, fragments)


def _indented(line: Line, width: int) -> int:
    """Columns of a line with its indent."""
    return width + 2 * line.indent


def _full_width(widths: Counter[int]) -> int:
    """The width that most unfinished lines share, or that of full rows where first lines are the most."""

    wide = [w for w in widths if w >= _MIN_WIDTH]
    best = max(wide, key=lambda w: (_near(widths, w), widths[w], w), default=0)
    if not best or _near(widths, best) < max(3, _MIN_SHARE * sum(widths.values())):
        return 0
    best = max(range(best - 1, best + 2), key=lambda w: widths[w])
    wider = max(range(best + _INDENT - 1, best + _INDENT + 2), key=lambda w: widths[w])
    return wider if _near(widths, wider) >= max(3, _near(widths, best) // 8) else best


def _near(widths: Counter[int], width: int) -> int:
    return sum(widths[w] for w in range(width - 1, width + 2))


def _is_topic(line: Line, following: str) -> bool:
    """A numbered topic sentence that the page shows on a line of its own, above its text: a heading, not a beginning.

    “7.规范中介服务。” + “实行清单管理，……”, but not above “（责任单位：某局）”. `following` is folded.
    """
    label = line.label
    if line.mark != "body" or label is None or label.kind in ("article", "bullet"):
        return False
    rest = line.words.folded[-len(label.rest) :] if label.rest else ""
    plain = rest.endswith("。") and len(rest) <= _MAX_TOPIC and _SAID.search(rest[:-1]) is None
    return plain and following[:1] not in _ASIDE


# -- pieces -----------------------------------------------------------------------------------------------------


def _pieces(lines: Sequence[Line], texts: Sequence[str], widths: Sequence[int], page: Page) -> list[Piece]:
    numbers: dict[Kind, int] = {}
    made = []
    for line, text, width in zip(lines, texts, widths, strict=True):
        label = line.label
        kind = _label_kind(line, label, numbers)
        follows = False
        if label and label.number and kind == "label":
            follows = label.number == numbers.get(label.kind, 0) + 1
            numbers[label.kind] = label.number
        made.append(_piece(line, text, _indented(line, width) if page.indents else width, label, kind, follows))
    return made


def _label_kind(line: Line, label: Label | None, numbers: dict[Kind, int]) -> Literal["label", "looks", ""]:
    """`numbers` = the last number of each kind: a reference to 第七条 at the head of a row does not follow it."""
    if label is None:
        return "label" if is_attachment(line) else ""
    if label.kind == "digit" and label.text[-1].isdigit():
        return "looks"
    ordered = label.kind in ("chapter", "section", "article")
    return "looks" if ordered and label.number not in (1, numbers.get(label.kind, 0) + 1) else "label"


def _piece(
    line: Line, text: str, width: int, label: Label | None, kind: Literal["label", "looks", ""], follows: bool
) -> Piece:
    apart = line.mark in _APART or line.kind != "text" or is_number(text)
    calls = line.mark == "salutation" or is_salutation(line)
    bare = label is not None and not label.rest
    begins = label is not None and bare and label.kind in _BARE
    ends = "final" if apart or calls else "open" if begins else _ending(text)
    return Piece(
        line=line, text=text, width=width, label=kind, bare=bare, follows=follows, apart=apart, calls=calls, ends=ends
    )


def _ending(text: str) -> Literal["final", "title", "colon", "open", "pause", "unfinished"]:
    if _is_final(text):
        return "final"
    last = text[-1:]
    if last in _PAUSE:
        return "pause"
    for opening, closing in _PAIRS if _OPENING.search(text) else ():
        if text.rfind(opening) > text.rfind(closing):
            return "open"
    if last == ":":
        return "colon"
    return "title" if last == ")" or ends_title(text) else "unfinished"


def _is_final(text: str) -> bool:
    """True for the end of a sentence, with what closes behind it: “……。”）"""
    return text.rstrip(_CLOSING)[-1:] in _FINAL


# -- without a common width -------------------------------------------------------------------------------------


def _unmeasured(lines: Sequence[Line], texts: Sequence[str], page: Page) -> list[int]:
    """Starts of paragraphs where the lines share no width: anything long and unfinished goes on."""
    starts: list[int] = []
    for i, line in enumerate(lines):
        indented = page.indents and line.indent >= 2
        if i == 0 or not _goes_on(lines[i - 1], line, texts[i - 1], texts[i], starts[-1] == i - 1, indented):
            starts.append(i)
    return starts


def _goes_on(before: Line, line: Line, above: str, text: str, first: bool, indented: bool) -> bool:
    """`above`, `text` are folded; `first` if `before` begins its paragraph, `indented` if the file shows an indent of
    `line`."""
    if {before.kind, line.kind} != {"text"} or {before.mark, line.mark} != {"body"}:
        return False
    if _is_final(above) or line.label or starts_run_in_item(line.text):
        return False
    if title_goes_on(above, text):
        return True
    label = before.label
    if indented or (label and label.kind in ("chapter", "section", "part")):
        return False
    if label and len(label.rest) <= 25 and not re.search("[。;:]|[,、(《“]$", above) and first:
        return before.width >= 32 or len(line.text) <= 4
    return before.width >= 28 or not _OPEN.isdisjoint(above) or not first


def _merge(fragments: Sequence[Line]) -> Line:
    """One line of fragments, from the first to the last that has a place in the file."""
    first, *others = fragments
    if not others:
        return first
    text, last = first.text, first.last
    for fragment in others:
        latin = text[-1:].isascii() and _LATIN.fullmatch(text[-1:] + fragment.text[:1])
        text += " " + fragment.text if latin else fragment.text
        last = fragment.last or last
    return first.saying(text, last, others[-1].width).marked("body")
