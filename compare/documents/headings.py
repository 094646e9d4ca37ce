"""Tell which lines head something: what stands below a line decides, not its shape.

In: the body lines of a document, in order. Out: a `Layout` that names for each line the rule by which it is a heading,
or gives nothing where the line is a unit of its own.
Example: “1.瞪羚企业奖励50万元” above “2.上市企业奖励500万元” is a unit; above “对首次入库的企业……” it is a heading.
Three things are asked of a line: what is below it, what its siblings (the items of its series) are, and whether it
says something (a sum, a comma, an order) or only names it. Words stand in lexicons/headings.yaml.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

from compare import lexicons
from compare.chinese.normalize import bare, fold, han_length
from compare.chinese.traditional import simplified
from compare.documents.lines import Line, ends_like_office, is_attachment, never_heads
from compare.documents.numbering import RANK, Kind, Label, find_label, next_in_series, starts_run_in_item
from compare.documents.orders import grants, is_order, names_sum

MAX_HEADING = 100
"""a numbered line without final mark may be a long heading (up to ~70 characters in five-year plans)"""
MAX_PLAIN_HEADING = 30
"""un-numbered headings are short (domain rule C1)"""
_MAX_SENTENCE_HEADING = 20
"""“指导思想。” above a paragraph: a numbered heading with a full stop"""
_MAX_TOPIC = 60
"""characters of a topic sentence that stands on a line of its own (work reports)"""
_NAME = 12
"""characters up to which an un-numbered line without verb or figure only names what follows"""
_SAYS = 16
"""characters from which a numbered line without verb or figure still says something"""
_BODY = 40
"""characters of a text that an un-numbered heading can stand above"""
MARKUP_RANK = -10.0
"""rank of markup headings: their level is added; they stand above all numbering"""
_MARKUP_LEVELS = 6
"""levels that markup has (h1 to h6); deeper ones are names of records, which say their rank themselves"""
ATTACHMENT_RANK = -20.0
"""an attachment begins a text of its own"""

_FINAL = re.compile(r"[。;!?,、][”’》)】\"']*$")
_LEADS_IN = re.compile("下列|以下|如下|应当|可以")
_DIVISIONS = frozenset({"part", "chapter", "section"})

Below = Literal["nothing", "text", "deeper"]


@dataclass(frozen=True, slots=True)
class Row:
    """A body line with its numbering and its folded forms."""

    line: Line
    label: Label | None
    text: str
    """the whole line, folded"""
    rest: str
    """the words behind the label, folded"""
    apart: bool = False
    """a signature, a date or another line of the wrapper stands between it and the row above"""


@dataclass(frozen=True, slots=True)
class _Words:
    outermost: re.Pattern[str]
    note: re.Pattern[str]
    says: re.Pattern[str]


@cache
def _words() -> _Words:
    data = lexicons.load("headings")
    return _Words(re.compile(data["outermost"]), re.compile(data["note"]), re.compile(data["says"]))


def is_outermost(text: str) -> bool:
    """True for 前言, 附则 and the like, which stand beside the chapters without a number."""
    return bool(_words().outermost.match(simplified(text)))


def is_note(folded: str) -> bool:
    """True for a line that only says who does it or until when: “(牵头单位:区科技局)”."""
    return bool(_words().note.match(folded))


def says_something(folded: str) -> bool:
    """True for words with a sum, a number of things, a clause; a bare name says nothing."""
    return bool(_words().says.search(folded))


def names_attachment(row: Row) -> bool:
    """True for “附件1:…清单” and “附件1”: the name of an attachment, or the head of its text."""
    return (
        not row.label
        and row.line.kind not in ("row", "fact")
        and is_attachment(row.line)
        and not row.text.endswith("。")
    )


def read_rows(lines: Sequence[Line]) -> list[Row]:
    """The body lines as the rules look at them."""
    rows: list[Row] = []
    apart = False
    last: Label | None = None
    """the last number like 2."""
    for line in lines:
        if line.mark == "body":
            label = (find_label(line.text) or next_in_series(line.text, last)) if line.kind != "fact" else None
            last = label if label and label.kind == "digit" else last
            rows.append(Row(line, label, fold(line.text), fold(label.rest if label else line.text), apart))
        apart = line.mark in ("signature", "date", "salutation", "furniture")
    return rows


class Layout:
    """The body lines seen as a whole: ranks, what stands below each, and the series they belong to."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        kinds = Counter(r.label.kind for r in self.rows if r.label and r.label.kind != "bullet")
        self.numbered: frozenset[Kind] = frozenset(kind for kind, count in kinds.items() if count >= 2)
        """kinds of numbering that the document uses"""
        self._list_articles = self._articles_in_lists()
        self._topics: dict[int, bool] = {}
        """first line of a series → whether all its items are topic sentences"""

    def _articles_in_lists(self) -> bool:
        """True where 第X条 runs on below 一、 headings: then an article ranks below them."""
        seen_han = False
        for r in self.rows:
            if r.label and r.label.kind == "han" and len(r.rest) <= 30 and not _FINAL.search(r.rest):
                seen_han = True
            if r.label and r.label.kind == "article":
                return seen_han
        return False

    # -- ranks --

    def rank(self, at: int) -> float | None:
        """Rank of a line by its own marks (1 = outermost numbering); None for an un-numbered line."""
        r = self.rows[at]
        if r.line.kind in ("row", "fact") and not r.label:
            return None
        if r.label:
            return 5.5 if r.label.kind == "article" and self._list_articles else float(RANK[r.label.kind])
        if r.line.kind == "heading":
            return self._markup_rank(r.line.level)
        if names_attachment(r):
            return ATTACHMENT_RANK
        if is_outermost(r.line.text):
            return min((float(RANK[kind]) for kind in self.numbered), default=None)
        return self._owned_rank(at)

    def _markup_rank(self, level: int) -> float:
        """An un-numbered heading ranks with the numbered ones of its level, or just below those above."""
        if level > _MARKUP_LEVELS:
            return MARKUP_RANK + level
        if level in self._numbered_levels:
            return self._numbered_levels[level]
        above = [rank for upper, rank in self._numbered_levels.items() if upper < level]
        return max(above) + 0.45 if above else MARKUP_RANK + level

    @cached_property
    def _numbered_levels(self) -> dict[int, float]:
        """Level of the markup → outermost rank of the numbered headings that have it."""
        found: dict[int, float] = {}
        for at, r in enumerate(self.rows):
            if r.line.kind == "heading" and r.label and (rank := self.rank(at)) is not None:
                found[r.line.level] = min(rank, found.get(r.line.level, rank))
        return found

    def _owned_rank(self, at: int) -> float | None:
        """Rank of an un-numbered line that heads a numbered series: just above the numbers."""
        return self._ranks_of_owners.get(at)

    @cached_property
    def _ranks_of_owners(self) -> dict[int, float]:
        owners: dict[int, float] = {}
        for at, following in enumerate(self.rows[1:]):
            label = following.label
            named = label and label.number == 1 and self._may_name(at) and not says_something(self.rows[at].text)
            if label and named and not self._runs_beyond(at):
                owners[at] = RANK[label.kind] - 0.5
        return owners

    def _may_name(self, at: int) -> bool:
        """An un-numbered line of the shape of a heading."""
        r = self.rows[at]
        return (
            r.label is None and r.line.kind == "text" and han_length(r.text) >= 4 and len(r.text) <= MAX_PLAIN_HEADING
            and not never_heads(r.text) and not _FINAL.search(r.text) and not is_note(r.text)
        )  # fmt: skip

    def _runs_beyond(self, at: int) -> bool:
        """The series below an un-numbered line goes on below the next such line: neither of them owns it."""
        first = self.rows[at + 1].label
        assert first is not None
        last = 1
        for i in range(at + 1, len(self.rows)):
            r = self.rows[i]
            if r.label and RANK[r.label.kind] < RANK[first.kind]:
                return False
            if r.label and r.label.kind == first.kind:
                if r.label.number == 1 and i > at + 1:
                    return False
                if r.label.number == last + 1 and i > at + 1 and self._may_name(i - 1):
                    return True
                last = r.label.number or last
        return False

    # -- neighbours --

    def following(self, at: int) -> Row | None:
        """The next line that says something: notes on who does it stand below nothing."""
        later = (self.rows[i] for i in range(at + 1, len(self.rows)))
        return next((r for r in later if r.label or not is_note(r.text)), None)

    def below(self, at: int) -> Below:
        """What stands below a line that has a rank: deeper numbering, un-numbered text, or nothing of its own."""
        own, i = self.rank(at), at + 1
        while i < len(self.rows) and not self.rows[i].label and is_note(self.rows[i].text):
            i += 1
        if own is None or i >= len(self.rows):
            return "nothing"
        rank = self.rank(i)
        if rank is None:
            return "nothing" if self._names_nothing(i) else "text"
        return "deeper" if rank > own else "nothing"

    def _names_nothing(self, at: int) -> bool:
        """A bare name above numbering that goes on from before: neither text nor the head of a series."""
        following = self.rows[at + 1].label if at + 1 < len(self.rows) else None
        if following is None or following.number is None or not (self._may_name(at) and self._is_name(at)):
            return False
        if following.number == 1:
            return self._runs_beyond(at)
        before = self.rows[at - 1].label if at else None
        goes_on = before is not None and before.kind == following.kind and before.number == following.number - 1
        return goes_on and self.says(at - 1) and len(self.rows[at].text) <= _NAME and not self.says(at)

    def _series(self, at: int) -> Sequence[int]:
        """The items of a line's series, itself included: same kind, same parent, numbers that rise."""
        return self._all_series[at]

    @cached_property
    def _all_series(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        open_: list[tuple[float, list[int]]] = []
        for at, r in enumerate(self.rows):
            rank = self.rank(at)
            if rank is None:
                continue
            while open_ and open_[-1][0] > rank:
                open_.pop()
            before = open_[-1][1] if open_ and open_[-1][0] == rank else None
            if before is None or not self._comes_next(before[-1], r):
                before = []
                open_ = [(k, s) for k, s in open_ if k < rank] + [(rank, before)]
            before.append(at)
            found[at] = before
        return found

    def _comes_next(self, before: int, r: Row) -> bool:
        one, two = self.rows[before].label, r.label
        if one is None or two is None or one.kind != two.kind:
            return False
        return one.number is None or two.number is None or two.number > one.number

    def says(self, at: int) -> bool:
        """True if the line says something itself: a sum, a comma, an order; a bare name says nothing."""
        rest = self.rows[at].rest
        return len(rest) >= _SAYS or says_something(rest) or (han_length(rest) >= 8 and is_order(rest))

    def _recurs(self, at: int) -> bool:
        """The same words stand further down with something below them: a line of a table of contents."""
        last = self._last[bare(self.rows[at].text)]
        return last > at and not names_sum(self.rows[at].rest) and self.below(last) != "nothing"

    @cached_property
    def _last(self) -> dict[str, int]:
        return {bare(r.text): at for at, r in enumerate(self.rows)}

    # -- rules --

    def heading_rule(self, at: int, above: int, in_list: bool) -> str:
        """Name of the rule by which a line is a heading, empty if it is a unit.

        `above`: open headings of a higher rank; `in_list`: a lead-in sentence is open.
        """
        r = self.rows[at]
        if r.line.kind in ("row", "fact") or (not r.label and is_note(r.text)):
            return ""
        if r.line.kind == "heading":
            return self._by_markup(at, above > 0)
        if r.label:
            return self._by_label(at, r.label, above > 0, in_list)
        return self._by_place(at, above > 0, in_list)

    def _by_markup(self, at: int, inside: bool) -> str:
        r = self.rows[at]
        if len(r.line.text) > MAX_HEADING or grants(r.rest):
            return ""
        return "" if self.below(at) == "nothing" and self._is_unit(at, inside) else "markup"

    def _by_label(self, at: int, label: Label, inside: bool, in_list: bool) -> str:
        rest, below = self.rows[at].rest, self.below(at)
        if not rest or starts_run_in_item(label.rest):
            return ""
        if label.kind in _DIVISIONS:
            return "division" if len(rest) <= 40 else ""
        if label.kind == "bullet":
            plain = len(rest) <= 40 and not _FINAL.search(rest) and not rest.endswith(":")
            return "bullet" if plain and below == "text" else ""
        if rest.endswith("。"):
            return "sentence" if self._sentence_heads(at, label, below, in_list) else ""
        if _FINAL.search(rest) or len(rest) > MAX_HEADING or "。" in rest:
            return ""
        if rest.endswith(":"):
            return "colon" if below != "nothing" and len(rest) <= 20 and not _LEADS_IN.search(rest) else ""
        if grants(rest):
            return ""
        if below == "nothing":
            return "" if in_list or self._is_unit(at, inside) else "empty"
        if label.kind == "article" and len(rest) > 40:
            return ""
        return "" if below == "text" and self._is_among_units(at, in_list) else "above-" + below

    def _sentence_heads(self, at: int, label: Label, below: Below, in_list: bool) -> bool:
        """“指导思想。” or “支持平台。” on a line of its own, above its text or its items."""
        rest, following = self.rows[at].rest, self.following(at)
        if label.kind == "article" or "。" in rest[:-1]:
            return False
        if below == "text" and self._all_head_texts(at):
            return True
        if len(rest) > MAX_PLAIN_HEADING or re.search("[,;:]", rest):
            return False
        if below != "text" or following is None:
            return below == "deeper"
        enough = len(following.text) >= max(MAX_PLAIN_HEADING, 2 * len(rest))
        return not in_list and len(rest) <= _MAX_SENTENCE_HEADING and enough

    def _all_head_texts(self, at: int) -> bool:
        """Every item of the series is one sentence without a sum, above a text longer than itself: topic sentences."""
        series = self._series(at)
        if series[0] not in self._topics:
            self._topics[series[0]] = len(series) > 1 and all(self._heads_text(i) for i in series)
        return self._topics[series[0]]

    def _heads_text(self, at: int) -> bool:
        rest, following = self.rows[at].rest, self.following(at)
        plain = len(rest) <= _MAX_TOPIC and not names_sum(rest) and "。" not in rest[:-1]
        return plain and self.below(at) == "text" and following is not None and len(following.text) > len(rest)

    def _is_unit(self, at: int, inside: bool) -> bool:
        """A line with nothing below: a unit, unless it is part of a bare skeleton or of a table of contents."""
        if self._recurs(at) or is_outermost(self.rows[at].rest):
            return False
        return inside or any(self.says(i) for i in self._series(at))

    def _is_among_units(self, at: int, in_list: bool) -> bool:
        """The only item of a series of units that has un-numbered text below: the text goes with the list."""
        series = self._series(at)
        enough = len(series) > 2 or (len(series) == 2 and (in_list or self.says(at)))
        return enough and self._heads_among[series[0]] == 1

    @cached_property
    def _heads_among(self) -> dict[int, int]:
        """First item of each series → how many of its items have something below them."""
        return {
            at: sum(self.below(i) != "nothing" or self._recurs(i) for i in series)
            for at, series in self._all_series.items()
            if at == series[0]
        }

    def _by_place(self, at: int, inside: bool, in_list: bool) -> str:
        r, following = self.rows[at], self.following(at)
        if len(r.text) > MAX_PLAIN_HEADING or han_length(r.text) < 2 or never_heads(r.text) or _FINAL.search(r.text):
            return ""
        if is_outermost(r.line.text):
            return "outermost"
        if self._owned_rank(at) is not None:
            return "owner"
        if (self.numbered and not inside) or following is None or han_length(r.text) < 4 or in_list:
            return ""
        if following.label:
            return self._above_label(at, following.label)
        return "above-text" if self._names_text(at, following) else ""

    def _above_label(self, at: int, label: Label) -> str:
        """An un-numbered line above numbering that it does not own; only a bare name is left a heading."""
        text = self.rows[at].text
        if says_something(text) or starts_run_in_item(text):
            return ""
        if label.number is None or (label.number == 1 and not self.numbered):
            return "above-bullets" if label.number is None else "above-number"
        return "empty" if self._names_nothing(at) else ""

    def _is_name(self, at: int) -> bool:
        """Words without order, figure or place in a run-in list: they may name what follows, and do nothing."""
        text = self.rows[at].text
        return not (is_order(text) or starts_run_in_item(text) or re.search(r"\d", text))

    def _names_text(self, at: int, following: Row) -> bool:
        """A heading above a paragraph, or a bare name above lines that say something."""
        text = self.rows[at].text
        if len(following.text) >= max(_BODY, 1.5 * len(text)):
            return True
        name = len(text) <= _NAME and not (says_something(text) or is_order(text) or ends_like_office(text))
        whole = not self.rows[at].line.wrapped
        return whole and name and len(following.text) >= 1.5 * len(text) and says_something(following.text)
