"""Tell which lines head something: what stands below a line decides, not its shape.

In: the body lines of a document, in order. Out: a `Layout` that names for each line the rule by which it is a heading,
or gives nothing where the line is a unit of its own.
Example: “1.瞪羚企业奖励50万元” above “2.上市企业奖励500万元” is a unit; above “对首次入库的企业……” it is a heading.
Three things are asked of a line: what is below it, what its siblings (the items of its series) are, and whether it
says something (a sum, a comma, an order) or only names it. The words stand in rules/lines.yaml.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from compare.chinese.normalize import fold, han_length
from compare.chinese.traditional import shows_traditional
from compare.documents.lines import Line, ends_like_office, is_attachment, never_heads
from compare.documents.numbering import RANK, Kind, Label, next_in_series, starts_run_in_item
from compare.documents.orders import grants, is_order, names_sum
from compare.rules import rule

MAX_HEADING = 100
"""a numbered line without final mark may be a long heading (up to ~70 characters in five-year plans)"""
MAX_PLAIN_HEADING = 30
"""un-numbered headings are short (domain rule C1)"""
_MAX_SENTENCE_HEADING = 20
"""“指导思想。” above a paragraph: a numbered heading with a full stop"""
_MAX_DIVISION = 40
"""characters of the name of a chapter or a bullet; an article with more behind its number is its text"""
_MAX_LEAD = 20
"""“主要任务:” names what follows; longer words before a colon lead in a list"""
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
_RUN_IN_TITLE = re.compile(rf"[^,;:。\d]{{2,{_MAX_SENTENCE_HEADING}}}。.")
_DIVISIONS = frozenset({"part", "chapter", "section"})

Below = Literal["nothing", "text", "deeper"]


@dataclass(slots=True, kw_only=True)
class Row:
    """A body line with its numbering and its folded forms; a value, made for every line."""

    line: Line
    label: Label | None
    text: str
    """the whole line, folded"""
    rest: str
    """the words behind the label, folded"""
    apart: bool
    """a signature, a date or another line of the wrapper stands between it and the row above"""
    note: bool
    """it only says who does it or until when, and has no number: “(牵头单位:区科技局)”"""
    attachment: bool
    """“附件1:…清单” and “附件1”: the name of an attachment, or the head of its text"""


_NOTES = ("note_who", "note_when", "note_bracketed")


def is_outermost(folded: str) -> bool:
    """True for 前言, 附则 and the like, which stand beside the chapters without a number."""
    return rule("lines", "outermost").finder.match(folded) is not None


def says_who(folded: str) -> bool:
    """True for a line that only says who does it or until when: “(牵头单位:区科技局)”, “(市财政局配合)”."""
    return any(rule("lines", name).find(folded) for name in _NOTES)


def says_something(folded: str) -> bool:
    """True for words with a sum, a number of things, a clause; a bare name says nothing."""
    return rule("lines", "says").finder.search(folded) is not None


def read_rows(lines: Sequence[Line]) -> list[Row]:
    """The body lines as the rules look at them."""
    rows: list[Row] = []
    apart = False
    last: Label | None = None
    """the last number like 2."""
    for line in lines:
        if line.mark == "body":
            label = (line.label or next_in_series(line.text, last)) if line.kind != "fact" else None
            last = label if label and label.kind == "digit" else last
            rows.append(_row(line, label, apart))
        apart = line.mark in ("signature", "date", "salutation", "furniture", "contact")
    return rows


def _row(line: Line, label: Label | None, apart: bool) -> Row:
    text = line.words.folded
    if label:
        return Row(
            line=line, label=label, text=text, rest=_folded_rest(line, label), apart=apart, note=False, attachment=False
        )
    note = says_who(text)
    named = line.kind not in ("row", "fact") and not text.endswith("。") and is_attachment(line)
    return Row(line=line, label=None, text=text, rest=text, apart=apart, note=note, attachment=named)


def _folded_rest(line: Line, label: Label) -> str:
    """The words behind the label: the end of the folded line, but traditional characters depend on those around."""
    if shows_traditional(line.text):
        return fold(label.rest)
    return line.words.folded[len(line.text) - len(label.rest) :]


class Layout:
    """The body lines seen as a whole: ranks, what stands below each, and the series they belong to."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        kinds = Counter(r.label.kind for r in self.rows if r.label and r.label.kind != "bullet")
        self.numbered: frozenset[Kind] = frozenset(kind for kind, count in kinds.items() if count >= 2)
        """kinds of numbering that the document uses"""
        self._list_articles = self._articles_in_lists()
        self._next = self._next_telling()
        self._ranks = [self._find_rank(at) for at in range(len(rows))]
        self._below: list[Below | None] = [None] * len(rows)
        self._says: list[bool | None] = [None] * len(rows)
        self._topics: dict[int, int] = {}
        """first line of a series → how many of its items are topic sentences"""

    def _next_telling(self) -> list[int]:
        """For each row the next one that is no note; notes on who does it stand below nothing."""
        found = [0] * len(self.rows)
        telling = len(self.rows)
        for at in range(len(self.rows) - 1, -1, -1):
            found[at] = telling
            telling = telling if self.rows[at].note else at
        return found

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
        return self._ranks[at]

    def _find_rank(self, at: int) -> float | None:
        r = self.rows[at]
        if r.label:
            return self._label_rank(r.label)
        if r.line.kind in ("row", "fact"):
            return None
        if r.line.kind == "heading":
            return self._markup_rank(r.line.level)
        if r.attachment:
            return ATTACHMENT_RANK
        if is_outermost(r.text):
            return min((float(RANK[kind]) for kind in self.numbered), default=None)
        return self._ranks_of_owners.get(at)

    def _label_rank(self, label: Label) -> float:
        return 5.5 if label.kind == "article" and self._list_articles else float(RANK[label.kind])

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
        for r in self.rows:
            if r.line.kind == "heading" and r.label:
                rank = self._label_rank(r.label)
                found[r.line.level] = min(rank, found.get(r.line.level, rank))
        return found

    @cached_property
    def _ranks_of_owners(self) -> dict[int, float]:
        """Un-numbered line that heads a numbered series → its rank, just above the numbers."""
        owners: dict[int, float] = {}
        for at, following in enumerate(self.rows[1:]):
            label = following.label
            bare = rule("lines", "of_a_year").finder.sub("", self.rows[at].text)
            named = label and label.number == 1 and self._may_name(at) and not says_something(bare)
            if label and named and not self._runs_beyond(at):
                owners[at] = RANK[label.kind] - 0.5
        return owners

    def _may_name(self, at: int) -> bool:
        """An un-numbered line of the shape of a heading."""
        r = self.rows[at]
        if r.label or r.note or r.line.kind != "text" or len(r.text) > MAX_PLAIN_HEADING:
            return False
        return not never_heads(r.text) and not _FINAL.search(r.text) and han_length(r.text) >= 4

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
        """The next line that says something."""
        later = self._next[at]
        return self.rows[later] if later < len(self.rows) else None

    def below(self, at: int) -> Below:
        """What stands below a line that has a rank: deeper numbering, un-numbered text, or nothing of its own."""
        found = self._below[at]
        if found is None:
            found = self._below[at] = self._find_below(at)
        return found

    def _find_below(self, at: int) -> Below:
        own, later = self._ranks[at], self._next[at]
        if own is None or later >= len(self.rows):
            return "nothing"
        rank = self._ranks[later]
        if rank is None:
            return "nothing" if self.names_nothing(later) else "text"
        return "deeper" if rank > own else "nothing"

    def owns(self, at: int) -> bool:
        """An un-numbered line that heads the numbered series below it."""
        return at in self._ranks_of_owners

    def names_nothing(self, at: int) -> bool:
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
        found = self._says[at]
        if found is None:
            rest = self.rows[at].rest
            found = len(rest) >= _SAYS or says_something(rest) or (han_length(rest) >= 8 and is_order(rest))
            self._says[at] = found
        return found

    def _recurs(self, at: int) -> bool:
        """The same words stand further down with something below them: a line of a table of contents."""
        last = self._last[self.rows[at].line.words.bare]
        return last > at and not names_sum(self.rows[at].rest) and self.below(last) != "nothing"

    @cached_property
    def _last(self) -> dict[str, int]:
        return {r.line.words.bare: at for at, r in enumerate(self.rows)}

    # -- what the rules ask --

    def heading_rule(self, at: int, above: int, in_list: bool) -> str:
        """Name of the rule by which a line is a heading, empty if it is a unit.

        `above`: open headings of a higher rank; `in_list`: a lead-in sentence is open.
        """
        r = self.rows[at]
        if r.note or r.line.kind in ("row", "fact"):
            return ""
        rules = MARKUP_RULES if r.line.kind == "heading" else NUMBERED_RULES if r.label else PLAIN_RULES
        asked = Asked(
            layout=self,
            at=at,
            row=r,
            rest=r.rest,
            kind=r.label.kind if r.label else "",
            inside=above > 0,
            in_list=in_list,
        )
        for one in rules:
            if one.covers(asked):
                return one.name if one.heads(asked) else ""
        return ""

    def sentence_heads(self, at: int, in_list: bool) -> bool:
        """“指导思想。” or “支持平台。” on a line of its own, above its text or its items."""
        rest, below, following = self.rows[at].rest, self.below(at), self.following(at)
        if "。" in rest[:-1]:
            return False
        if below == "text" and self._all_head_texts(at):
            return True
        if len(rest) > MAX_PLAIN_HEADING or re.search("[,;:]", rest):
            return False
        if below == "text" and self._heads_text(at):
            brief = len(rest) <= _MAX_SENTENCE_HEADING
            if self._topics_among(at) > 1 or (brief and self._has_run_in_title(at)):
                return True
        if below != "text" or following is None:
            return below == "deeper"
        enough = len(following.text) >= max(MAX_PLAIN_HEADING, 2 * len(rest))
        return not in_list and len(rest) <= _MAX_SENTENCE_HEADING and enough

    def _all_head_texts(self, at: int) -> bool:
        """Every item of the series is a topic sentence."""
        return 1 < len(self._series(at)) == self._topics_among(at)

    def _topics_among(self, at: int) -> int:
        """How many items of the series are one sentence without a sum, above a text longer than itself."""
        series = self._series(at)
        if series[0] not in self._topics:
            self._topics[series[0]] = sum(self._heads_text(i) for i in series)
        return self._topics[series[0]]

    def _has_run_in_title(self, at: int) -> bool:
        """Another item of the series begins with such a sentence and goes on behind it: “(一)维权资助。对…给予…”."""
        return any(_RUN_IN_TITLE.match(self.rows[i].rest) is not None for i in self._series(at))

    def _heads_text(self, at: int) -> bool:
        rest, following = self.rows[at].rest, self.following(at)
        plain = len(rest) <= _MAX_TOPIC and not names_sum(rest) and "。" not in rest[:-1]
        return plain and self.below(at) == "text" and following is not None and len(following.text) > len(rest)

    def is_unit(self, at: int, inside: bool) -> bool:
        """A line with nothing below: a unit, unless it is part of a bare skeleton or of a table of contents."""
        if self._recurs(at) or is_outermost(self.rows[at].rest):
            return False
        return inside or any(self.says(i) for i in self._series(at))

    def is_among_units(self, at: int, in_list: bool) -> bool:
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

    def _is_name(self, at: int) -> bool:
        """Words without order, figure or place in a run-in list: they may name what follows, and do nothing."""
        text = self.rows[at].text
        return not (is_order(text) or starts_run_in_item(text) or re.search(r"\d", text))

    def names_text(self, at: int) -> bool:
        """A heading above a paragraph, or a bare name above lines that say something."""
        text, following = self.rows[at].text, self.following(at)
        if following is None:
            return False
        if len(following.text) >= max(_BODY, 1.5 * len(text)):
            return True
        name = len(text) <= _NAME and not (says_something(text) or is_order(text) or ends_like_office(text))
        whole = not self.rows[at].line.wrapped
        return whole and name and len(following.text) >= 1.5 * len(text) and says_something(following.text)


# -- the rules, in the order in which they are asked -------------------------------------------------------------


@dataclass(slots=True, kw_only=True)
class Asked:
    """A line before the rules."""

    layout: Layout
    at: int
    row: Row
    rest: str
    """words behind the number, folded"""
    kind: str
    """of the number, empty for an un-numbered line"""
    inside: bool
    """a heading of a higher rank is open"""
    in_list: bool
    """a lead-in sentence is open"""

    @property
    def below(self) -> Below:
        """What stands below the line."""
        return self.layout.below(self.at)

    @property
    def number_below(self) -> Label | None:
        """The number of the next line that says something."""
        following = self.layout.following(self.at)
        return following.label if following else None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; of the rules of a line the first that covers it decides."""

    name: str
    """a key ``heading.<name>`` of lexicons/wording/inspect.yaml; empty where all that is covered are units"""
    covers: Callable[[Asked], bool]
    heads: Callable[[Asked], bool]


def _never(_: Asked) -> bool:
    return False


def _always(_: Asked) -> bool:
    return True


# Where the numbers come from: 30 characters of an un-numbered heading are domain rule C1, 100 of a numbered one leave
# room beyond the longest of the five-year plans (about 70); the others are choices, each with its reason at its name.

MARKUP_RULES = (
    Rule("", lambda x: len(x.row.line.text) > MAX_HEADING or grants(x.rest), _never),
    Rule("markup", _always, lambda x: x.below != "nothing" or not x.layout.is_unit(x.at, x.inside)),
)
"""of lines that the markup of the file calls headings"""

NUMBERED_RULES = (
    Rule("", lambda x: not x.rest or _runs_in(x), _never),
    Rule("division", lambda x: x.kind in _DIVISIONS, lambda x: len(x.rest) <= _MAX_DIVISION),
    Rule("bullet", lambda x: x.kind == "bullet", lambda x: _names_briefly(x.rest) and x.below == "text"),
    Rule("sentence", lambda x: x.rest.endswith("。"),
         lambda x: x.kind != "article" and x.layout.sentence_heads(x.at, x.in_list)),
    Rule("", lambda x: len(x.rest) > MAX_HEADING or "。" in x.rest or _FINAL.search(x.rest) is not None, _never),
    Rule("colon", lambda x: x.rest.endswith(":"),
         lambda x: x.below != "nothing" and len(x.rest) <= _MAX_LEAD and not _leads_in(x.rest)),
    Rule("", lambda x: grants(x.rest), _never),
    Rule("empty", lambda x: x.below == "nothing", lambda x: not (x.in_list or x.layout.is_unit(x.at, x.inside))),
    Rule("", lambda x: x.kind == "article" and len(x.rest) > _MAX_DIVISION, _never),
    Rule("above-text", lambda x: x.below == "text", lambda x: not x.layout.is_among_units(x.at, x.in_list)),
    Rule("above-deeper", _always, _always),
)  # fmt: skip
"""of lines with a number"""

PLAIN_RULES = (
    Rule("", lambda x: not _is_brief(x.row.text), _never),
    Rule("outermost", lambda x: is_outermost(x.row.text), _always),
    Rule("owner", lambda x: x.layout.owns(x.at), _always),
    Rule("", lambda x: x.in_list or (bool(x.layout.numbered) and not x.inside) or han_length(x.row.text) < 4, _never),
    Rule("", lambda x: x.number_below is not None and (says_something(x.rest) or starts_run_in_item(x.rest)), _never),
    Rule("above-bullets", lambda x: _has_number(x, None), _always),
    Rule("above-number", lambda x: not x.layout.numbered and _has_number(x, 1), _always),
    Rule("empty", lambda x: x.number_below is not None, lambda x: x.layout.names_nothing(x.at)),
    Rule("above-text", _always, lambda x: x.layout.names_text(x.at)),
)
"""of lines without number or markup"""


def _runs_in(x: Asked) -> bool:
    return x.row.label is not None and starts_run_in_item(x.row.label.rest)


def _leads_in(rest: str) -> bool:
    return rule("lines", "leads_in").finder.search(rest) is not None


def _names_briefly(rest: str) -> bool:
    return len(rest) <= _MAX_DIVISION and not rest.endswith(":") and not _FINAL.search(rest)


def _is_brief(text: str) -> bool:
    """The shape of an un-numbered heading."""
    return len(text) <= MAX_PLAIN_HEADING and not never_heads(text) and not _FINAL.search(text) and han_length(text) > 1


def _has_number(x: Asked, number: int | None) -> bool:
    below = x.number_below
    return below is not None and below.number == number
