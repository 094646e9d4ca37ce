"""Tell the lines of a policy from the furniture of its page.

In: a `Source`. Out: its lines, cleaned, each with a mark: body, furniture, contact, salutation, date, signature,
enactment, toc, attachment, title. Example: “扫一扫在手机打开当前页” is furniture, “各镇人民政府、街道办事处:” a
salutation, “(成果处,王某,010-12345678)” a contact.
The words that decide stand in rules/furniture.yaml; a line is never dropped for merely containing a word, and
what gives an order, names a sum or is a whole sentence (“来源:区财政安排2000万元”) is text whatever it looks like.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import accumulate, pairwise
from typing import Literal

from compare import lexicons
from compare.chinese.expressions import needed_words
from compare.chinese.normalize import bare, squeeze
from compare.chinese.text import Text, prepare
from compare.chinese.traditional import simplified
from compare.documents.numbering import Label, find_label
from compare.documents.orders import is_order, names_sum
from compare.documents.spacing import close_cells, close_letters, is_spaced
from compare.documents.titles import ends_title
from compare.model import Block, Source
from compare.rules import Book, Rule, current, fits

Mark = Literal[
    "body", "furniture", "contact", "spam", "salutation", "date", "signature", "enactment", "toc", "attachment",
    "title", "note",
]  # fmt: skip

_LONG = 80
"""furniture lines are short; a longer line that matches a pattern is kept as body (measured on saved pages)"""


Kind = Literal["text", "heading", "row", "note", "fact"]

_MARKS: dict[str, Mark] = {"note": "note", "furniture": "furniture"}
"""what the reader of a file knows already"""


@dataclass(slots=True, init=False)
class Line:
    """One line of the source with what it is; a value, though not frozen: a handbook has forty thousand of them."""

    text: str
    """cleaned: no invisible characters, single spaces"""
    first: int
    """1-based line of the file, 0 unknown"""
    last: int
    width: int
    """raw length with indentation, for the join rule"""
    indent: int
    """leading blanks"""
    kind: Kind
    level: int
    wrapped: bool
    mark: Mark
    full: bool | None
    words: Text = field(compare=False, repr=False)
    """the text prepared; the paragraph that a line becomes takes it over"""
    _label: Label | Literal[False] | None = field(compare=False, repr=False, init=False)
    """its number once it was asked for"""

    def __init__(
        self, text: str, first: int, last: int, width: int, indent: int, *, kind: Kind = "text", level: int = 0,
        wrapped: bool = False, mark: Mark = "body", full: bool | None = None, words: Text | None = None,
    ) -> None:  # fmt: skip
        self.text = text
        self.first, self.last = first, last
        self.width, self.indent = width, indent
        self.kind, self.level = kind, level
        self.wrapped, self.mark, self.full = wrapped, mark, full
        self.words = words if words is not None and words.source == text else Text(text)
        self._label = False

    @property
    def label(self) -> Label | None:
        """The number that the line starts with: marking, joining and structure ask for it one after the other."""
        if self._label is False:
            self._label = find_label(self.text)
        return self._label

    def part(self, start: int, end: int) -> Line:
        """Some of its characters as a line of the same place."""
        return Line(
            self.text[start:end].strip(), self.first, self.last, self.width, self.indent, kind=self.kind,
            level=self.level, wrapped=self.wrapped, mark=self.mark, full=self.full,
        )  # fmt: skip

    def marked(self, mark: Mark) -> Line:
        """The same line with another mark."""
        line = Line(
            self.text, self.first, self.last, self.width, self.indent, kind=self.kind, level=self.level,
            wrapped=self.wrapped, mark=mark, full=self.full, words=self.words,
        )  # fmt: skip
        line._label = self._label
        return line

    def saying(self, text: str, last: int, width: int) -> Line:
        """The line with other words, that ends in another line of the file: two lines made one."""
        return Line(
            text, self.first, last, width, self.indent, kind=self.kind, level=self.level, wrapped=self.wrapped,
            mark=self.mark, full=self.full,
        )  # fmt: skip


_ADDRESS = re.compile(r"https?://[!-~]+")
_FIGURE = re.compile(r"\d{1,5}(?:[.,]\d+)*[%‰]?")
_TOC_LINE = re.compile(r".{2,60}?(?:\s*[-—]\s*\d{1,4}\s*[-—]|[.·…‥]{3,}\s*\d{1,4}|\s*\(\d{1,4}\)|\s+\d{1,4})")
_LABEL = re.compile(r"[·【\s]*(?:[^:。,;]{2,8}:)?\s*")
"""the name of a column, behind which stands what to look at"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Furniture:
    """What makes a line furniture by itself."""

    names: frozenset[str]
    """of links and buttons, bare"""
    begins: frozenset[str]
    """first two characters of these names"""
    always: tuple[Rule, ...]
    plain: tuple[Rule, ...]
    """only lines that say no measure"""
    telling: _Telling
    dating: _Telling
    """of the rules for lines with dates"""


_fits = partial(fits, "furniture")
"""whether the rule of a name fits a folded line"""
_DATED = ("date", "enactment", "in_force", "signed")


class _Telling:
    """The words one of which stands in every line that a rule matches."""

    def __init__(self, patterns: Sequence[str]) -> None:
        from ahocorasick_rs import AhoCorasick

        needed = {pattern: needed_words(pattern) for pattern in patterns}
        self._automaton = AhoCorasick(sorted(set[str]().union(*needed.values())))
        self._wordless = re.compile("|".join(f"(?:{p})" for p, words in needed.items() if not words) or "(?!)")
        """the rules that demand no word"""

    def lines(self, whole: str, lines: Sequence[str]) -> set[int]:
        """Indices of the lines, which make up the whole, that one of the rules may fit."""
        ends = [*accumulate(len(line) + 1 for line in lines)]
        worded = {bisect(ends, at) for _, at, _ in self._automaton.find_matches_as_indexes(whole)}
        return worded.union(i for i, line in enumerate(lines) if self._wordless.search(line))


@cache
def _furniture(book: Book) -> _Furniture:
    names = frozenset(bare(name) for name in lexicons.load("furniture")["lines"])
    rules = [r for r in book.topic("furniture").rules if r.gives]
    return _Furniture(
        names=names,
        begins=frozenset(name[:2] for name in names),
        always=tuple(r for r in rules if not r.when),
        plain=tuple(r for r in rules if r.when),
        telling=_Telling([r.pattern for r in rules]),
        dating=_Telling([book.rule("furniture", name).pattern for name in _DATED]),
    )


def read_lines(source: Source) -> list[Line]:
    """The non-empty lines of a source, marked; furniture stays in the list for the metadata to read."""
    return mark_together(lines_alone(source.blocks, are_spaced(source.blocks)))


def are_spaced(blocks: Sequence[Block]) -> bool:
    """True if several lines have their letters spaced out: then shorter words are closed as well."""
    blanks = [block.text for block in blocks if " " in block.text or not block.text.isprintable()]
    return sum(map(is_spaced, blanks)) > 1


def lines_alone(blocks: Sequence[Block], spaced: bool) -> list[Line]:
    """The non-empty lines, cleaned, with the marks that they earn by themselves: the same in any part of a file."""
    kept = [(block, text) for block in blocks if (text := _clean(block, spaced))]
    texts = prepare([text for _, text in kept])
    lines = [_line(block, words) for (block, _), words in zip(kept, texts, strict=True)]
    _mark_alone(lines)
    return lines


def mark_together(lines: list[Line]) -> list[Line]:
    """The lines with the marks that they earn by what stands around them; those that came are left as they are."""
    lines = _mark_page_numbers(_mark_tail(_mark_contacts(_cut_contacts(_free_dates(lines)))))
    marked = _mark_signatures(_mark_contents(mark_salutations(lines)))
    return [x.marked("body") if x.kind == "fact" and x.mark != "body" else x for x in marked]


def _clean(block: Block, spaced: bool) -> str:
    if block.text.isprintable() and " " not in block.text:  # nothing to close: no blank of any kind
        return block.text
    return close_cells(block.text) if block.kind == "row" else close_letters(block.text, spaced)


def _line(block: Block, words: Text) -> Line:
    raw, kind = block.text, block.kind
    width, indent = len(raw), 0
    if raw != words.source:  # blanks at its ends or inside
        width, indent = len(raw.rstrip()), width - len(raw.lstrip(" \t\u00a0\u3000"))
    return Line(
        words.source, block.line, block.line, width, indent, kind="text" if kind == "furniture" else kind,
        level=block.level, wrapped=block.wrapped, mark=_MARKS.get(kind, "body"), full=block.full, words=words,
    )  # fmt: skip


def _mark_alone(lines: Sequence[Line]) -> None:
    """The marks that lines earn by themselves; what is rare is sought in the whole file at once."""
    folded = [line.words.folded for line in lines]
    whole = "\n".join(folded)
    rules = _furniture(current())
    spammed = _spam().search(whole) is not None
    dated, telling = rules.dating.lines(whole, folded), rules.telling.lines(whole, folded)
    for i, line in enumerate(lines):
        if line.mark == "body":
            line.mark = (i in dated and _dated_mark(folded[i])) or _own_mark(line.words, rules, spammed, i in telling)


def _dated_mark(folded: str) -> Mark | None:
    if _fits("date", squeeze(folded)[0]):
        return "date"
    if (_fits("enactment", folded) or _fits("in_force", folded)) and not names_sum(folded):
        return "enactment"
    return "signature" if _fits("signed", folded) and not _founds(folded) else None


def _own_mark(words: Text, rules: _Furniture, spammed: bool, telling: bool) -> Mark:
    """`spammed`: some line of the file names a betting site; `telling`: a rule of furniture may fit the line."""
    folded = words.folded
    if spammed and _is_spam(words):
        return "spam"
    if len(folded) > _LONG or closes_sentence(words.source):
        return "body"
    if _is_named(words, rules) or _ADDRESS.fullmatch(folded):
        return "furniture"
    if telling and any(r.fits(folded) for r in rules.always):
        return "furniture"
    found = next((r for r in rules.plain if r.fits(folded)), None) if telling else None
    return found.gives["mark"] if found and not _says_measure(folded) else "body"


def _is_spam(words: Text) -> bool:
    folded = words.folded
    if len(folded) > 60 or re.search("[,。;]", folded):
        return False
    return has_spam(folded) and not find_label(words.source)


def _is_named(words: Text, rules: _Furniture) -> bool:
    """A line that is the name of a link or a button, or nothing but marks."""
    folded = words.folded
    start = folded[:2]
    worded = "\u3400" <= start[0] <= "\u9fff" and "\u3400" <= start[1:] <= "\u9fff"
    if worded and start not in rules.begins:  # most lines begin like none of the names
        return False
    return not words.bare or (words.bare in rules.names and folded[-1] not in ",、。;")


def _free_dates(lines: list[Line]) -> list[Line]:
    """Dates on lines of their own that a sentence goes through: “力争于” + “2025年12月31日” + “前建成”."""
    freed = list(lines)
    for i in [i for i, x in enumerate(lines) if x.mark == "date"]:
        before = lines[i - 1].words.folded if i else ""
        after = lines[i + 1].words.folded if i + 1 < len(lines) else ""
        date = lines[i].words.folded
        if goes_on(before, date) or goes_on(date, after):
            freed[i] = lines[i].marked("body")
    return freed


_DIALLED = re.compile(r"\d{4}|@")
"""what a line with a telephone number, the second half of one, or an address holds"""
_WORDLESS = re.compile(r"[^\u3400-\u9fff]*(?:\d{5}|@)[^\u3400-\u9fff]*")
"""a number or an address without a word"""
_BETWEEN_CALLED = re.compile("[,、;:/ ()]+")
_PIECES = 4
"""lines over which a page sets an office, a person and a number"""
_CUT = 18
"""characters from which an unfinished line may be cut at the width of its page; shorter ones are names or headings"""


_BEHIND = re.compile(r"(?<=[。;!])\s*\([^()]+\)[。;]?$")
"""a bracket behind a whole sentence, at the end of a line"""


def _cut_contacts(lines: Sequence[Line]) -> list[Line]:
    """The lines; a bracket that says whom to call behind a measure is one of its own: “……补助。(成果处,王某,…)”."""
    cut: list[Line] = []
    for line in lines:
        folded = line.words.folded
        dialled = line.mark == "body" and _DIALLED.search(folded)
        behind = _BEHIND.search(folded) if dialled else None
        if behind and _says_whom_to_call(behind.group().strip()):
            cut += [line.part(0, behind.start()), line.part(behind.start(), len(folded))]
        else:
            cut.append(line)
    return cut


def _mark_contacts(lines: list[Line]) -> list[Line]:
    """Whom to call: an office, a person and a number, on one line or a few, and the numbers below."""
    marked = list(lines)
    for i, line in enumerate(lines):
        if line.mark != "body" or not _DIALLED.search(line.words.folded):
            continue
        if i and marked[i - 1].mark == "contact" and _WORDLESS.fullmatch(line.words.folded):
            begin = i
        else:
            begin = _begins_call(marked, i)
        marked[begin : i + 1] = [x.marked("contact") for x in marked[begin : i + 1]]
    return marked


def _begins_call(lines: Sequence[Line], end: int) -> int:
    """The line with which what says whom to call begins: the one with the number or one above; behind it if none."""
    said = ""
    for begin in range(end, max(-1, end - _PIECES), -1):
        if lines[begin].mark != "body":
            break
        if _stands_below(lines[begin - 1] if begin else None, lines[begin]) and _says_whom_to_call(
            _unnumbered(lines[begin]) + said
        ):
            return begin
        said = lines[begin].words.folded + said
    return end + 1


def _stands_below(above: Line | None, line: Line) -> bool:
    """A line is no rest of the sentence above it: that is finished, or too short to be cut, or this is in brackets."""
    if above is None or above.mark != "body":
        return True
    folded = above.words.folded
    if folded.rfind("(") > folded.rfind(")") or folded[-1] in ",、":
        return False
    return line.words.folded[0] == "(" or _is_finished(above) or len(folded) < _CUT


def _says_whom_to_call(folded: str) -> bool:
    """Nothing but offices, persons, what they are called for, and numbers."""
    if len(folded) > _LONG or folded.count("(") != folded.count(")") or not _fits("calls", folded):
        return False
    return all(_fits("called", part) for part in _BETWEEN_CALLED.split(folded.rstrip("。;")) if part)


def _unnumbered(line: Line) -> str:
    """The folded words behind the number of a line."""
    return line.words.folded[len(line.text) - len(line.label.rest) :] if line.label else line.words.folded


def _says_measure(folded: str) -> bool:
    """Words that the furniture of a page never holds: a sum, a benefit, an order, a whole sentence."""
    value = folded[found.end() :] if (found := _LABEL.match(folded)) else folded
    if names_sum(folded) or _gives_order(value):
        return True
    return not _fits("stops", folded) and (folded.endswith("。") or _fits("clause", value))


def _gives_order(folded: str) -> bool:
    """An order, and neither the name of an office (发展和改革局) nor the title of a document (推进……的意见)."""
    return is_order(folded) and not (_fits("office", folded) or _fits("task_force", folded) or ends_title(folded))


def _mark_tail(lines: list[Line]) -> list[Line]:
    """From a copyright block or a link list on, everything is furniture, if no text of the policy follows."""
    for i in range(len(lines) * 3 // 5, len(lines)):
        if _fits("tail", lines[i].words.folded) and not any(_is_numbered_text(x) or _is_text(x) for x in lines[i:]):
            return lines[:i] + [x.marked("furniture") for x in lines[i:]]
    return lines


_SENTENCE = 12
"""characters from which a line with a full stop is a sentence, not a name"""


def _is_text(line: Line) -> bool:
    """A line that gives an order, names a sum or is a sentence; what the site says of itself and links are not."""
    folded = line.words.folded
    if line.mark != "body" or _fits("link", folded):
        return False
    if _gives_order(folded) or names_sum(folded):
        return True
    return len(folded) >= _SENTENCE and folded.endswith("。") and not _fits("site", folded)


def _mark_page_numbers(lines: list[Line]) -> list[Line]:
    """Lines of digits alone: page numbers if they count pages, unless the sentence around them lacks a number."""
    digits = [i for i, x in enumerate(lines) if x.text[-1].isdecimal() and x.mark == "body" and _is_digits(x.text)]
    if not digits:
        return lines
    marked, counting = list(lines), _counting(digits, lines)
    parts = _parts_of_number(digits, lines)
    for i in digits:
        if i in parts or _is_in_sentence(lines, i, i in counting):
            continue
        if i in counting or not _is_cell(lines, i, digits):
            marked[i] = lines[i].marked("furniture")
    return marked


def _is_digits(text: str) -> bool:
    return len(text) <= 4 and text.isdecimal()


_RUN = 3
"""numbers one apart from which lines of digits count pages"""


def _counting(digits: Sequence[int], lines: Sequence[Line]) -> set[int]:
    """Indices of the lines whose numbers rise by one through the file, as page numbers do."""
    runs: dict[int, list[int]] = {}
    for i in digits:
        value = _value(lines[i])
        runs[value] = [*runs.pop(value - 1, []), i]
    return {i for run in runs.values() if len(run) >= _RUN for i in run}


def _value(line: Line) -> int:
    return int(line.words.folded)


def _parts_of_number(digits: Sequence[int], lines: Sequence[Line]) -> set[int]:
    """Digits right below digits that do not count on from them: one number cut in two (1 + 00)."""
    found: set[int] = set()
    for one, two in pairwise(digits):
        if two == one + 1 and _value(lines[two]) != _value(lines[one]) + 1:
            found |= {one, two}
    return found


def _is_cell(lines: Sequence[Line], at: int, digits: Sequence[int]) -> bool:
    """A number that belongs to the name above it: “国家级平台” + “500”; it stands between texts and counts no pages."""
    before = next((x for x in reversed(lines[:at]) if x.mark == "body"), None)
    if before is None or _is_finished(before) or _counts_from_one(digits, lines):
        return False
    values = [_value(lines[i]) for i in digits]
    falls = any(one > two for one, two in pairwise(values))
    named = len(before.text) <= _NAME and not re.search("[,;、]", before.words.folded)
    goes_on = any(x.mark == "body" for x in lines[at + 1 :])
    return falls or (named and (goes_on or len(values) > 1))


_NAME = 18
"""characters of a name above its number; a longer line without a stop is one that the page has cut"""


def _counts_from_one(digits: Sequence[int], lines: Sequence[Line]) -> bool:
    """The numbers of a short file: 1, 2; or a single page of it."""
    values = [_value(lines[i]) for i in digits]
    return values in ([1], [2], [1, 2], [2, 3])


def _is_finished(line: Line) -> bool:
    return ends_in(line.words.folded, _STOPS, "”’》)")


def _is_in_sentence(lines: Sequence[Line], at: int, counts: bool) -> bool:
    """The digits belong to a sentence: it goes on below them, or ends above them in a word that asks for a number."""
    before = next((x for x in reversed(lines[:at]) if x.mark == "body"), None)
    after = next((x for x in lines[at + 1 :] if x.mark == "body"), None)
    finished = before is None or _is_finished(before)
    goes_on = after is not None and after.kind == "text" and _fits("counted", after.words.folded)
    if goes_on:
        return not (finished and counts)
    return not finished and not counts and before is not None and _fits("expects", before.words.folded)


_STOPS = frozenset("。;!?:")
CLOSING = "”’》)】\"'"
"""marks that may stand behind the end of a sentence"""


def ends_in(folded: str, marks: Collection[str], closing: str = CLOSING) -> bool:
    """True if a text ends in one of the marks, with nothing behind but what closes."""
    return folded.rstrip(closing)[-1:] in marks


_PROSE = 5
"""characters from which a line may be the first half of a sentence; shorter ones are names and cells"""


def is_page_number(line: Line) -> bool:
    """True for furniture that is nothing but a number: 12, — 12 —."""
    return line.mark == "furniture" and _is_digits(line.words.folded.strip(" -—·"))


_CLOSES = frozenset("。，；：、！？）》”.,;:!?)")


def closes_sentence(text: str) -> bool:
    """True for a line of nothing but closing marks: “。”, “）。”."""
    return text[-1] in _CLOSES and len(text) <= 3 and bool(re.fullmatch(r"[。，；：、！？）》”.,;:!?)]{1,3}", text))


def is_figure(folded: str) -> bool:
    """True for a line that holds nothing but a number: 2024, 2.5, 12%."""
    return _FIGURE.fullmatch(folded) is not None


def goes_on(one: str, two: str) -> bool:
    """True if a folded line is the rest of the sentence in the line before: it begins with what begins no paragraph.

    “主要预期目标” + “是:生产总值增长5%”, “争取到” + “2024” + “年建成”, “支持企业、” + “高校”.
    """
    if is_figure(two):
        return _fits("expects", one) or (len(one) >= _PROSE and one[-1].isalnum())
    if one[-1:].isdigit() and _fits("counted", two):
        return True
    if _goes_on_in_date(one, two):
        return True
    if _fits("colon", one):
        return bool(re.search("[。;]$", two))
    if ends_in(one, _STOPS, "”’》)"):
        return False
    return _fits("never_first", two) or bool(re.search(r"[,、(《“〔]$", one))


def _goes_on_in_date(one: str, two: str) -> bool:
    """“力争于” + “2025年12月31日”, “申报截至2025年12月31日” + “前”."""
    if _fits("date", two) and _fits("awaits_date", one):
        return True
    return _fits("ends_date", one) and _fits("dated", two)


def _is_numbered_text(line: Line) -> bool:
    label = line.label
    return label is not None and label.kind in ("chapter", "article", "han", "paren", "digit") and len(label.rest) >= 8


_COLONS = frozenset(":：")
_ADDRESSED = 120
"""characters up to which a line lists addressees"""


def is_salutation(line: Line) -> bool:
    """True for “各镇人民政府、街道办事处:”, the addressees of a notice."""
    if line.text[-1] not in _COLONS:
        return False
    return not line.label and len(line.text) <= _ADDRESSED and _fits("salutation", line.words.folded)


def mark_salutations(lines: list[Line]) -> list[Line]:
    """The addressees of a notice stand among its first lines, before its text; a notice inside begins with a title."""
    marked, begun = list(lines), False
    for i, line in enumerate(lines[:_HEAD]):
        if line.mark != "body":
            continue
        folded = line.words.folded
        if not begun and is_salutation(line):
            marked[i] = line.marked("salutation")
        elif ends_title(folded):
            begun = False
        else:
            begun = begun or _is_numbered_text(line) or (len(folded) >= _SENTENCE and folded.endswith("。"))
    return marked


_HEAD = 40
"""lines among which the addressees stand"""


def _mark_contents(lines: list[Line]) -> list[Line]:
    """Tables of contents: three or more lines in a row that end in a page number, or lines after 目录 that recur."""
    marked = list(lines)
    paged = [
        i for i, x in enumerate(lines)
        if (x.text[-1] in _BEHIND_PAGE or x.text[-1].isdecimal()) and x.mark == "body" and _names_page(x.words.folded)
    ]  # fmt: skip
    for run in _runs(paged):
        found = [lines[i] for i in run]
        if len(run) >= 3 and any(map(_is_contents, found)) and _rises(found):
            for i in run:
                marked[i] = lines[i].marked("toc")
    return _mark_unpaged_contents(marked)


_BEHIND_PAGE = frozenset(")）-–－—")
"""what may stand behind the number of a page, as printed"""


def _names_page(folded: str) -> bool:
    """A short line that ends in the number of a page: “一、总则……3”, “一、总则 (3)”, “一、总则 — 3 —”."""
    return len(folded) <= 70 and _TOC_LINE.fullmatch(folded) is not None


def _runs(indices: Sequence[int]) -> list[list[int]]:
    """Neighbouring indices together."""
    runs: list[list[int]] = []
    for i in indices:
        if runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _is_contents(line: Line) -> bool:
    return line.label is not None or bool(re.search(r"[-—.·…]\s*\d{1,4}\s*[-—]?$", line.words.folded))


def _rises(lines: Sequence[Line]) -> bool:
    """The numbers at the ends of the lines go up, as the pages of a table of contents do and sums need not."""
    pages = [int(re.findall(r"\d+", line.words.folded)[-1]) for line in lines]
    return all(one <= two for one, two in pairwise(pages))


def _mark_unpaged_contents(lines: list[Line]) -> list[Line]:
    """A 目录 without page numbers: the following lines that stand again, in order, further down."""
    title = next((i for i, x in enumerate(lines) if len(x.text) < 4 and _fits("toc_title", x.words.folded)), None)
    if title is None:
        return lines
    marked = list(lines)
    counts = Counter(x.words.bare for x in lines[title + 1 :])
    first = ""
    for i in range(title + 1, len(lines)):
        entry = lines[i].words.bare
        if lines[i].mark != "body":
            continue
        if len(lines[i].text) > 60 or counts[entry] < 2 or entry == first:
            break
        first = first or entry
        marked[i] = lines[i].marked("toc")
    return marked


def _mark_signatures(lines: list[Line]) -> list[Line]:
    """A short unlabelled line right before a date (or a date at the end) signs a notice."""
    marked = list(lines)
    for i, line in enumerate(lines):
        if line.mark != "date" or i == 0 or _is_amid_numbers(lines, i):
            continue
        for j in range(i - 1, max(-1, i - 1 - _SIGNERS), -1):
            if marked[j].mark == "spam" or not _may_sign(marked[j], lines, j):
                break
            marked[j] = marked[j].marked("signature")
    return marked


_SIGNERS = 12
"""lines on which the bodies of a joint notice sign"""


def _is_amid_numbers(lines: Sequence[Line], at: int) -> bool:
    """The numbering goes on below a line where it stopped above: no notice ends there."""
    first = next(_labels(lines, range(at + 1, len(lines))), None)
    if first is None or first.number in (None, 1):
        return False
    last = next((label for label in _labels(lines, range(at - 1, -1, -1)) if label.kind == first.kind), None)
    return last is not None and last.number is not None and first.number == last.number + 1


def _labels(lines: Sequence[Line], indices: range) -> Iterator[Label]:
    """The numbers of the lines of the body."""
    for i in indices:
        if lines[i].mark == "body" and (label := lines[i].label) and label.number:
            yield label


def _may_sign(line: Line, lines: Sequence[Line], index: int) -> bool:
    folded = line.words.folded
    plain = line.mark == "body" and line.kind == "text" and not line.label
    if not plain or re.search("[。;:!?《》]", folded) or _founds(folded):
        return False
    names = re.split("[、, ]+", close_spread(line.text).replace("，", ","))
    if len(names) > 1:
        return all(3 <= len(name) <= 30 and ends_like_office(name) for name in names)
    if len(line.text) > 30:
        return False
    signs = ends_like_office(line.text)
    before = lines[index - 1].text if index else ""
    return signs or (before.endswith(("。", "!")) and len(line.text) <= 20)


def close_spread(name: str) -> str:
    """A name set over the width of its line without the blanks: 科 技 部 → 科技部; others as they are."""
    letters = name.split()
    return "".join(letters) if len(letters) > 2 and all(len(letter) == 1 for letter in letters) else name


def _founds(folded: str) -> bool:
    """Words of a measure that end like the name of an office: “设立区科技创新委员会”."""
    return _gives_order(folded) or names_sum(folded) or _fits("founds", folded) or _fits("clause", folded)


@cache
def _spam() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, lexicons.load("integrity")["spam"])))


def has_spam(folded: str) -> bool:
    """True if a folded text carries the name of a betting site or a link farm."""
    return bool(_spam().search(folded))


def is_attachment(line: Line) -> bool:
    """True for “附件1:…清单”: an attachment named, not given."""
    folded = line.words.folded
    return len(folded) <= 60 and _fits("attachment", folded) and not names_sum(folded)


_NO_HEADINGS = ("digit_first", "person", "table_head", "broken_line")


def never_heads(folded: str) -> bool:
    """True for short lines that look like un-numbered headings and are none: names with offices, table heads."""
    return any(_fits(name, folded) for name in _NO_HEADINGS)


def ends_like_office(text: str) -> bool:
    """True if a signature line ends as the name of an office does (府 局 委 办 厅 …)."""
    name = simplified(text)
    return name.endswith(_office_endings()) and not _fits("no_office", name)


@cache
def _office_endings() -> tuple[str, ...]:
    return tuple(lexicons.load("furniture")["signature_endings"])
