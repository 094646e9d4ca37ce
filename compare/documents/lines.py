"""Tell the lines of a policy from the furniture of its page.

In: a `Source`. Out: its lines, cleaned, each with a mark: body, furniture, salutation, date, signature, enactment,
toc, attachment, title. Example: “扫一扫在手机打开当前页” is furniture, “各镇人民政府、街道办事处:” a salutation.
The wording that decides stands in lexicons/furniture.yaml; a line is never dropped for merely containing a word, and
what gives an order, names a sum or is a whole sentence (“来源:区财政安排2000万元”) is text whatever it looks like.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from compare import lexicons
from compare.chinese.normalize import bare, fold, squeeze
from compare.chinese.traditional import simplified
from compare.documents.numbering import Kind, find_label
from compare.documents.orders import is_order, names_sum
from compare.documents.spacing import close_cells, close_letters, is_spaced
from compare.documents.titles import ends_title
from compare.model import Block, Source

Mark = Literal[
    "body", "furniture", "spam", "salutation", "date", "signature", "enactment", "toc", "attachment", "title", "note"
]

_LONG = 80
"""furniture lines are short; a longer line that matches a pattern is kept as body (measured on saved pages)"""


_MARKS: dict[str, Mark] = {"note": "note", "furniture": "furniture"}
"""what the reader of a file knows already"""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source with what it is."""

    text: str
    """cleaned: no invisible characters, single spaces"""
    first: int
    """1-based line of the file, 0 unknown"""
    last: int
    width: int
    """raw length with indentation, for the join rule"""
    indent: int
    """leading blanks"""
    kind: Literal["text", "heading", "row", "note", "fact"] = "text"
    level: int = 0
    wrapped: bool = False
    mark: Mark = "body"
    full: bool | None = None


@dataclass(frozen=True, slots=True)
class _Furniture:
    lines: frozenset[str]
    endings: tuple[str, ...]
    always: re.Pattern[str]
    patterns: re.Pattern[str]
    tail: re.Pattern[str]
    salutation: re.Pattern[str]
    label: re.Pattern[str]
    clause: re.Pattern[str]
    stops: re.Pattern[str]
    office: re.Pattern[str]
    founds: re.Pattern[str]
    site: re.Pattern[str]
    link: re.Pattern[str]
    date: re.Pattern[str]
    awaits_date: re.Pattern[str]
    dated: re.Pattern[str]
    ends_date: re.Pattern[str]
    enactment: re.Pattern[str]
    attachment: re.Pattern[str]
    toc_title: re.Pattern[str]
    toc_line: re.Pattern[str]
    never_heading: re.Pattern[str]
    digits: re.Pattern[str]
    figure: re.Pattern[str]
    counted: re.Pattern[str]
    expects: re.Pattern[str]
    never_first: re.Pattern[str]
    colon: re.Pattern[str]


@cache
def _furniture() -> _Furniture:
    data = lexicons.load("furniture")
    patterns = {
        field.name: re.compile("|".join(f"(?:{p})" for p in _listed(data[field.name])))
        for field in fields(_Furniture)
        if field.name not in ("lines", "endings")
    }
    return _Furniture(frozenset(bare(x) for x in data["lines"]), tuple(data["signature_endings"]), **patterns)


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def read_lines(source: Source) -> list[Line]:
    """The non-empty lines of a source, marked; furniture stays in the list for the metadata to read."""
    spaced = sum(is_spaced(block.text) for block in source.blocks) > 1
    lines = [line for block in source.blocks if (line := _read_alone(block, spaced)).text]
    lines = _mark_page_numbers(_mark_tail(_free_dates(lines)))
    marked = _mark_signatures(_mark_contents(mark_salutations(lines)))
    return [replace(x, mark="body") if x.kind == "fact" else x for x in marked]


@lru_cache(maxsize=8192)
def _read_alone(block: Block, spaced: bool) -> Line:
    """A block as a line with the mark that it earns by itself.

    The parts of a compilation hold the blocks of the file in which their titles were sought, hence the cache.
    """
    return _mark_alone(_line(block, spaced))


def _line(block: Block, spaced: bool) -> Line:
    raw = block.text
    text = close_cells(raw) if block.kind == "row" else close_letters(raw, spaced)
    return Line(
        text, block.line, block.line, len(raw.rstrip()), len(raw) - len(raw.lstrip(" \t\u00a0\u3000")),
        "text" if block.kind == "furniture" else block.kind, block.level, block.wrapped, _MARKS.get(block.kind, "body"),
        block.full,
    )  # fmt: skip


def _mark_alone(line: Line) -> Line:
    """Marks that a line earns by itself."""
    rules, folded = _furniture(), fold(line.text).strip()
    short = len(folded) <= _LONG
    if line.mark != "body":
        return line
    if rules.date.match(squeeze(folded)[0]):
        return replace(line, mark="date")
    if rules.enactment.match(folded) and not names_sum(folded):
        return replace(line, mark="enactment")
    if len(folded) <= 60 and has_spam(folded) and not re.search("[,。;]", folded) and not find_label(line.text):
        return replace(line, mark="spam")
    if closes_sentence(line.text):
        return line
    named = bare(line.text) in rules.lines and not re.search("[,、。;]$", folded)
    if short and (named or not bare(line.text) or rules.always.match(folded)):
        return replace(line, mark="furniture")
    if short and rules.patterns.match(folded) and not _says_measure(folded):
        return replace(line, mark="furniture")
    return line


def _free_dates(lines: list[Line]) -> list[Line]:
    """Dates on lines of their own that a sentence goes through: “力争于” + “2025年12月31日” + “前建成”."""
    texts = ["", *(x.text for x in lines), ""]
    return [
        replace(x, mark="body") if x.mark == "date" and _is_in_clause(before, x.text, after) else x
        for before, x, after in zip(texts, lines, texts[2:], strict=False)
    ]


def _is_in_clause(before: str, text: str, after: str) -> bool:
    return goes_on(before, text) or goes_on(text, after)


def _says_measure(folded: str) -> bool:
    """Words that the furniture of a page never holds: a sum, a benefit, an order, a whole sentence."""
    rules = _furniture()
    value = folded[found.end() :] if (found := rules.label.match(folded)) else folded
    if names_sum(folded) or _gives_order(value):
        return True
    return not rules.stops.match(folded) and (folded.endswith("。") or bool(rules.clause.search(value)))


def _gives_order(folded: str) -> bool:
    """An order, and neither the name of an office (发展和改革局) nor the title of a document (推进……的意见)."""
    return is_order(folded) and not _furniture().office.match(folded) and not ends_title(folded)


def _mark_tail(lines: list[Line]) -> list[Line]:
    """From a copyright block or a link list on, everything is furniture, if no text of the policy follows."""
    rules = _furniture()
    for i in range(len(lines) * 3 // 5, len(lines)):
        if rules.tail.match(fold(lines[i].text)) and not any(_is_numbered_text(x) or _is_text(x) for x in lines[i:]):
            return lines[:i] + [replace(x, mark="furniture") for x in lines[i:]]
    return lines


_SENTENCE = 12
"""characters from which a line with a full stop is a sentence, not a name"""


def _is_text(line: Line) -> bool:
    """A line that gives an order, names a sum or is a sentence; what the site says of itself and links are not."""
    rules, folded = _furniture(), fold(line.text).strip()
    if line.mark != "body" or rules.link.search(folded):
        return False
    if _gives_order(folded) or names_sum(folded):
        return True
    return len(folded) >= _SENTENCE and folded.endswith("。") and not rules.site.search(folded)


def _mark_page_numbers(lines: list[Line]) -> list[Line]:
    """Lines of digits alone: page numbers if they count pages, unless the sentence around them lacks a number."""
    rules = _furniture()
    digits = [i for i, x in enumerate(lines) if x.mark == "body" and rules.digits.match(fold(x.text))]
    if not digits:
        return lines
    marked, counting = list(lines), _counting(digits, lines)
    parts = _parts_of_number(digits, lines)
    for i in digits:
        if i in parts or _is_in_sentence(lines, i, i in counting):
            continue
        if i in counting or not _is_cell(lines, i, digits):
            marked[i] = replace(lines[i], mark="furniture")
    return marked


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
    return int(fold(line.text))


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
    named = len(before.text) <= _NAME and not re.search("[,;、]", fold(before.text))
    goes_on = any(x.mark == "body" for x in lines[at + 1 :])
    return falls or (named and (goes_on or len(values) > 1))


_NAME = 18
"""characters of a name above its number; a longer line without a stop is one that the page has cut"""


def _counts_from_one(digits: Sequence[int], lines: Sequence[Line]) -> bool:
    """The numbers of a short file: 1, 2; or a single page of it."""
    values = [_value(lines[i]) for i in digits]
    return values in ([1], [2], [1, 2], [2, 3])


def _is_finished(line: Line) -> bool:
    return bool(re.search(r"[。;!?:][”’》)]*$", fold(line.text)))


def _is_in_sentence(lines: Sequence[Line], at: int, counts: bool) -> bool:
    """The digits belong to a sentence: it goes on below them, or ends above them in a word that asks for a number."""
    rules = _furniture()
    before = next((x for x in reversed(lines[:at]) if x.mark == "body"), None)
    after = next((x for x in lines[at + 1 :] if x.mark == "body"), None)
    finished = before is None or _is_finished(before)
    goes_on = after is not None and after.kind == "text" and bool(rules.counted.match(fold(after.text)))
    if goes_on:
        return not (finished and counts)
    return not finished and not counts and before is not None and bool(rules.expects.search(fold(before.text)))


_PROSE = 5
"""characters from which a line may be the first half of a sentence; shorter ones are names and cells"""


def is_page_number(line: Line) -> bool:
    """True for furniture that is nothing but a number: 12, — 12 —."""
    return line.mark == "furniture" and bool(_furniture().digits.match(fold(line.text).strip(" -—·")))


def closes_sentence(text: str) -> bool:
    """True for a line of nothing but closing marks: “。”, “）。”."""
    return bool(re.fullmatch(r"[。，；：、！？）》”.,;:!?)]{1,3}", text))


def is_figure(text: str) -> bool:
    """True for a line that holds nothing but a number: 2024, 2.5, 12%."""
    return bool(_furniture().figure.match(fold(text)))


def goes_on(before: str, text: str) -> bool:
    """True if a line is the rest of the sentence in the line before: it begins with what begins no paragraph.

    “主要预期目标” + “是:生产总值增长5%”, “争取到” + “2024” + “年建成”, “支持企业、” + “高校”.
    """
    rules, one, two = _furniture(), fold(before), fold(text)
    if rules.figure.match(two):
        return bool(rules.expects.search(one)) or (len(one) >= _PROSE and one[-1].isalnum())
    if one[-1:].isdigit() and rules.counted.match(two):
        return True
    if (rules.date.match(two) and rules.awaits_date.search(one)) or (
        rules.ends_date.search(one) and rules.dated.match(two)
    ):
        return True
    if rules.colon.match(one):
        return bool(re.search("[。;]$", two))
    if re.search(r"[。;!?:][”’》)]*$", one):
        return False
    return bool(rules.never_first.match(two) or re.search(r"[,、(《“〔]$", one))


def _is_numbered_text(line: Line) -> bool:
    label = find_label(line.text)
    return label is not None and label.kind in ("chapter", "article", "han", "paren", "digit") and len(label.rest) >= 8


def is_salutation(line: Line) -> bool:
    """True for “各镇人民政府、街道办事处:”, the addressees of a notice."""
    return not find_label(line.text) and bool(_furniture().salutation.match(fold(line.text)))


def mark_salutations(lines: list[Line]) -> list[Line]:
    """The addressees of a notice stand among its first lines, before its text; a notice inside begins with a title."""
    marked, begun = list(lines), False
    for i, line in enumerate(lines[:_HEAD]):
        if line.mark != "body":
            continue
        folded = fold(line.text)
        if not begun and is_salutation(line):
            marked[i] = replace(line, mark="salutation")
        elif ends_title(folded):
            begun = False
        else:
            begun = begun or _is_numbered_text(line) or (len(folded) >= _SENTENCE and folded.endswith("。"))
    return marked


_HEAD = 40
"""lines among which the addressees stand"""


def _mark_contents(lines: list[Line]) -> list[Line]:
    """Tables of contents: three or more lines in a row that end in a page number, or lines after 目录 that recur."""
    rules = _furniture()
    marked = list(lines)
    run: list[int] = []
    for i, line in enumerate([*lines, Line("", 0, 0, 0, 0)]):
        if line.mark == "body" and line.text and rules.toc_line.match(fold(line.text)) and len(line.text) <= 70:
            run.append(i)
            continue
        if len(run) >= 3 and any(_is_contents(lines[j]) for j in run) and _rises([lines[j] for j in run]):
            for j in run:
                marked[j] = replace(lines[j], mark="toc")
        run = []
    return _mark_unpaged_contents(marked)


def _is_contents(line: Line) -> bool:
    return find_label(line.text) is not None or bool(re.search(r"[-—.·…]\s*\d{1,4}\s*[-—]?$", fold(line.text)))


def _rises(lines: Sequence[Line]) -> bool:
    """The numbers at the ends of the lines go up, as the pages of a table of contents do and sums need not."""
    pages = [int(re.findall(r"\d+", fold(line.text))[-1]) for line in lines]
    return all(one <= two for one, two in pairwise(pages))


def _mark_unpaged_contents(lines: list[Line]) -> list[Line]:
    """A 目录 without page numbers: the following lines that stand again, in order, further down."""
    rules = _furniture()
    title = next((i for i, x in enumerate(lines) if rules.toc_title.match(fold(x.text))), None)
    if title is None:
        return lines
    marked = list(lines)
    counts = Counter(bare(x.text) for x in lines[title + 1 :])
    first = ""
    for i in range(title + 1, len(lines)):
        entry = bare(lines[i].text)
        if lines[i].mark != "body":
            continue
        if len(lines[i].text) > 60 or counts[entry] < 2 or entry == first:
            break
        first = first or entry
        marked[i] = replace(lines[i], mark="toc")
    return marked


def _mark_signatures(lines: list[Line]) -> list[Line]:
    """A short unlabelled line right before a date (or a date at the end) signs a notice."""
    marked = list(lines)
    for i, line in enumerate(lines):
        if line.mark != "date" or i == 0 or _is_amid_numbers(lines, i):
            continue
        for j in range(i - 1, max(-1, i - 4), -1):
            if marked[j].mark == "spam" or not _may_sign(marked[j], lines, j):
                break
            marked[j] = replace(marked[j], mark="signature")
    return marked


def _is_amid_numbers(lines: Sequence[Line], at: int) -> bool:
    """The numbering goes on below a line where it stopped above: no notice ends there."""
    last: dict[Kind, int] = {}
    for line in lines[:at]:
        if line.mark == "body" and (label := find_label(line.text)) and label.number:
            last[label.kind] = label.number
    below = (label for x in lines[at + 1 :] if x.mark == "body" and (label := find_label(x.text)) and label.number)
    first = next(below, None)
    return first is not None and first.number != 1 and first.number == last.get(first.kind, 0) + 1


def _may_sign(line: Line, lines: Sequence[Line], index: int) -> bool:
    folded = fold(line.text)
    plain = line.mark == "body" and line.kind == "text" and len(line.text) <= 30 and not find_label(line.text)
    if not plain or re.search("[。;:!?,《》、]", folded) or _founds(folded):
        return False
    signs = ends_like_office(line.text)
    before = lines[index - 1].text if index else ""
    return signs or (before.endswith(("。", "!")) and len(line.text) <= 20)


def _founds(folded: str) -> bool:
    """Words of a measure that end like the name of an office: “设立区科技创新委员会”."""
    rules = _furniture()
    return _gives_order(folded) or names_sum(folded) or bool(rules.founds.search(folded) or rules.clause.search(folded))


@cache
def _spam() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, lexicons.load("integrity")["spam"])))


def has_spam(text: str) -> bool:
    """True if the text carries the name of a betting site or a link farm."""
    return bool(_spam().search(fold(text)))


def is_attachment(line: Line) -> bool:
    """True for “附件1:…清单”: an attachment named, not given."""
    folded = fold(line.text)
    return len(line.text) <= 60 and bool(_furniture().attachment.match(folded)) and not names_sum(folded)


def never_heads(folded: str) -> bool:
    """True for short lines that look like un-numbered headings and are none: names with offices, table heads."""
    return bool(_furniture().never_heading.search(folded))


def ends_like_office(text: str) -> bool:
    """True if a signature line ends as the name of an office does (府 局 委 办 厅 …)."""
    return simplified(text).endswith(_furniture().endings)
