"""Make the heading tree and hang the paragraphs on it.

In: marked, unwrapped lines and the document's title. Out: `Draft` paragraphs with heading path, citation and place.
Example: “三、重点任务” / “(二)人才引领” / “1.引进” / “一是加强…” → a paragraph cited 三、(二)1. at place 3.2.1-1.
Headings are never paragraphs; a numbered line with a body of its own is a paragraph that also heads what follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from compare import lexicons
from compare.chinese.normalize import bare, fold, han_length
from compare.documents.attachments import Attachments
from compare.documents.headings import ATTACHMENT_RANK, Layout, Row, is_outermost, read_rows
from compare.documents.lines import Line
from compare.documents.numbering import Label, is_article
from compare.documents.orders import stands_alone
from compare.documents.titles import ends_title
from compare.kinds import OmissionReason
from compare.model import Heading, Omission, Text
from compare.rules import rule

_FINAL = re.compile(r"[。;!?,、][”’》)】\"']*$")
_MARKED = re.compile("[。;:!?,]")
_MAX_FRONT_PIECE = 40
_MAX_RUN_IN = 30
"""characters of the heading part of a numbered paragraph"""
_MAX_ITEM = 60
"""characters of an un-numbered item of a list"""
_PLAIN_RANK = 0.5
_OWNS_NOTHING = 99.0
_RUN_IN = "run-in"
"""rule of a numbered paragraph, which heads what follows and stands in no outline"""
_BULLETS = "●•○■◆▲★◎▪□►·-—"
_COLONS = (":", "：")
"""at the end of a line: it leads in a list"""
_LABEL_END = re.compile(r"[.\s]+$|(?<=\d)、$")
_BRACKETED = re.compile(r"^[【\[](.{2,30}?)[】\]]")
_FIRST_STOP = re.compile("[。:]")


@dataclass(slots=True, kw_only=True)
class Draft:
    """A paragraph before its role is known."""

    text: str
    first: int
    last: int
    headings: tuple[Heading, ...]
    label: Label | None
    clause: str
    place: str
    leads: tuple[str, ...] = ()
    """the lead-in sentences that it stands below, from the outermost: “…应当具备下列条件:”, “(一)组织条件包括:”"""
    kind: str = "text"
    caveats: tuple[str, ...] = ()
    words: Text = field(default=Text(""), compare=False, repr=False)
    """the text prepared, as the line has it and the paragraph gets it"""
    rest: str = ""
    """the words behind the number, folded"""

    def __post_init__(self) -> None:
        if self.words.source != self.text:
            self.words = Text(self.text)
        if not self.rest:
            self.rest = fold(self.label.rest) if self.label else self.words.folded

    @property
    def lead(self) -> str:
        """All that leads in, in one; empty for what stands in no list."""
        return "".join(self.leads)


@dataclass(slots=True, kw_only=True)
class _Node:
    rank: float
    heading: Heading
    ordinal: int
    place: str
    """its ordinal behind those of the nodes above: 3.2.1"""
    run_in: bool = False
    children: int = 0
    paragraphs: int = 0


@dataclass(slots=True)
class Outline:
    """What the structure step found."""

    drafts: list[Draft] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    """attachments that the text names and the file does not hold"""
    omissions: list[Omission] = field(default_factory=list)
    """body lines that are neither heading nor paragraph, with why"""


def build_outline(lines: Sequence[Line], title: str) -> Outline:
    """Headings and paragraphs of the body lines, in order."""
    lines = _merge_bare_labels(lines)
    front, repeated = _before_title(lines, title), _Title(title)
    omitted: list[tuple[Line, OmissionReason]] = [(x, "front" if i in front else "title") for i, x in enumerate(lines)
               if i in front or (x.mark == "body" and repeated.by(x))]  # fmt: skip
    left = {id(x) for x, _ in omitted}
    kept = [x for x in lines if id(x) not in left]
    titles = [x.text for x, why in omitted if why == "title"]
    builder = _Builder(Layout(read_rows(kept)), [*titles, title])
    builder.outline.omissions.extend(Omission(x.first, x.text, why) for x, why in omitted)
    at = 0
    for line in kept:
        if line.mark == "note":
            builder.hang_note(line.text)
        elif line.mark == "body":
            builder.add(at)
            at += 1
        else:
            builder.omit(line, line.mark)
    return builder.close()


def _before_title(lines: Sequence[Line], title: str) -> frozenset[int]:
    """Indices of the column banners and site names that stand above the title: short lines that say nothing."""
    body, whole = [i for i, x in enumerate(lines) if x.mark == "body"][:20], bare(title)
    at = next((i for i in body if whole and lines[i].words.bare == whole), 0)
    return frozenset(
        i
        for i in body
        if i < at and len(lines[i].text) <= 40 and not lines[i].label
        and not _FINAL.search(lines[i].words.folded)
    )  # fmt: skip


class _Title:
    """The title of a document, which a notice repeats."""

    def __init__(self, title: str) -> None:
        folded = fold(title)
        self._bare = bare(_without_years(folded))
        self._of_notice = _is_notice(folded)

    def by(self, line: Line) -> bool:
        """The title repeated inside a notice (and the bracketed year under it) is no paragraph."""
        folded, whole = line.words.folded, self._bare
        if folded[0] == "(" and rule("parts", "state_of_title").finder.match(folded):
            return True
        if not whole or len(folded) > 120:
            return False
        text = bare(_without_years(folded)) if "(" in folded else line.words.bare
        if not text or not (text in whole or whole in text) or "。" in folded or ";" in folded:
            return False
        if text == whole or (len(text) >= 6 and text in whole and self._of_notice):
            return True
        if whole in text and _is_notice(folded):
            return True
        return min(len(text), len(whole)) >= max(6, 0.7 * max(len(text), len(whole)))


def _merge_bare_labels(lines: Sequence[Line]) -> list[Line]:
    """“第二章” on a line of its own belongs to the line below."""
    merged: list[Line] = []
    waiting: int | None = None
    """index of a label that has no words yet"""
    for line in lines:
        if line.mark == "body":
            if waiting is not None:
                head = merged.pop(waiting)
                below, line = line, head.saying(f"{head.text} {line.text}", line.last, line.width)
                line.wrapped = below.wrapped
            label = line.label
            waiting = len(merged) if label and not label.rest else None
        merged.append(line)
    return merged


class _Builder:
    def __init__(self, layout: Layout, titles: Sequence[str]) -> None:
        self.layout = layout
        self.attachments = Attachments(layout.rows, titles)
        self.outline = Outline()
        self.stack: list[_Node] = []
        self.roots = 0
        self.loose = 0
        self.lead: tuple[str, float] | None = None
        """the open lead-in sentence and the rank of its paragraph; without words where a heading leads in"""
        self.leads: list[tuple[str, float]] = []
        """lead-in sentences with a number, from the outermost: they hold for all that is numbered more deeply"""
        self.shared = ""
        """the lead-in sentence of un-numbered lines, up to the next number or a long paragraph"""
        self.notes: list[str] = []
        """footnotes that stand before any paragraph"""

    def add(self, at: int) -> None:
        line, label = self.layout.rows[at].line, self.layout.rows[at].label
        if part := self.attachments.part(at):
            if part == "start":
                self._begin_attachment(at)
            elif part == "listed":
                self.omit(line, "attachment")
            return
        if label and not label.rest:
            self.omit(line, "label")
        elif rule := self.layout.heading_rule(at, self._heads_above(at), self.lead is not None):
            self._head(at, line, label, rule)
        elif self._is_front_piece(at) or self._is_unread_title(at):
            self.omit(line, "front")
        else:
            self._paragraph(self.layout.rows[at], self._rank(at))

    def close(self) -> Outline:
        """The outline, with the attachments that were named and are not there."""
        self.outline.attachments.extend(self.attachments.missing())
        if self.notes and not self.outline.drafts:
            self.outline.omissions.extend(Omission(0, note, "note") for note in self.notes)
        return self.outline

    def omit(self, line: Line, why: OmissionReason) -> None:
        """A line that is no text of the policy, with why."""
        self.outline.omissions.append(Omission(line.first, line.text, why))

    def hang_note(self, text: str) -> None:
        """A footnote of the markup belongs to the paragraph before it, else to the first one."""
        if self.outline.drafts:
            self.outline.drafts[-1].caveats += (text,)
        else:
            self.notes.append(text)

    def _is_front_piece(self, at: int) -> bool:
        """Names, offices and title parts above the first heading or paragraph of a numbered document."""
        r = self.layout.rows[at]
        return bool(self.layout.numbered) and not self.stack and not self.outline.drafts and _may_be_front(r)

    def _is_unread_title(self, at: int) -> bool:
        """A first line without any mark that heads nothing is the title or a banner."""
        return at == 0 and len(self.layout.rows) > 1 and _may_be_front(self.layout.rows[at])

    # -- headings --

    def _heads_above(self, at: int) -> int:
        """How many open headings stand above a line: all of them above an un-numbered one."""
        own = self.layout.rank(at)
        return len(self.stack) if own is None else len([node for node in self.stack if node.rank < own])

    def _head(self, at: int, line: Line, label: Label | None, rule: str) -> None:
        words = _heading_text(label.rest if label else line.text)
        rank = self._rank(at) if label or rule != "empty" else _OWNS_NOTHING
        self._close_leads(rank if label else 0.0)
        self._push(rank, label.text if label else "", words, rule)
        self.lead = ("", self.stack[-1].rank) if rule == "colon" and label else None
        self.shared = ""

    def _begin_attachment(self, at: int) -> None:
        label, title = self.attachments.title(at)
        self._push(ATTACHMENT_RANK, label, title, "attachment")
        self.lead = None
        self._close_leads(ATTACHMENT_RANK)

    def _close_leads(self, rank: float) -> None:
        """What has a number of this rank stands beside the lead-in sentences of the same and of deeper ranks."""
        while self.leads and self.leads[-1][1] >= rank:
            self.leads.pop()

    def _rank(self, at: int) -> float:
        """The line's own rank; an un-numbered one stands below whatever is open."""
        own = self.layout.rank(at)
        if own is not None:
            return own
        if not self.layout.numbered or is_outermost(self.layout.rows[at].text):
            return _PLAIN_RANK
        return max((n.rank for n in self.stack if n.rank < 10), default=0.0) + 0.4

    def _push(self, rank: float, label: str, text: str, rule: str) -> _Node:
        while self.stack and self.stack[-1].rank >= rank:
            self.stack.pop()
        if self.stack:
            self.stack[-1].children += 1
            ordinal = self.stack[-1].children
        else:
            self.roots += 1
            ordinal = self.roots
        heading = Heading(len(self.stack) + 1, label, text, rule)
        place = f"{self.stack[-1].place}.{ordinal}" if self.stack else str(ordinal)
        node = _Node(rank=rank, heading=heading, ordinal=ordinal, place=place, run_in=rule == _RUN_IN)
        self.stack.append(node)
        if not node.run_in:
            self.outline.headings.append(heading)
        return node

    # -- paragraphs --

    def _paragraph(self, row: Row, own_rank: float) -> None:
        line, label = row.line, row.label
        leads = line.text.endswith(_COLONS)
        if label or leads:
            self.shared = ""
        if self.lead and not label:
            self._leave_list()
        rank = own_rank if label else (self.stack[-1].rank if self.stack else 0.0)
        if self.lead and rank <= self.lead[1]:
            self.lead = None
        self._close_leads(rank)
        lead = self.lead[0] if self.lead else self.shared
        above = [words for words, _ in self.leads if words != lead]
        if label and label.kind != "bullet":
            path = self._own_node(label, rank)
        else:
            path = tuple([n.heading for n in self.stack])
        self.outline.drafts.append(
            Draft(
                text=line.text,
                first=line.first,
                last=line.last,
                headings=path,
                label=label,
                clause=self._clause(),
                place=self._place(),
                leads=(*above, lead) if lead else tuple(above),
                kind=line.kind,
                caveats=tuple(self.notes),
                words=line.words,
                rest=row.rest,
            )
        )
        self.notes = []
        if leads:
            self.lead = (line.text, rank)
            self.shared = "" if label else line.text
            if label and label.kind != "bullet":
                self.leads.append((line.text, rank))
        elif len(line.text) > _MAX_ITEM:
            self.shared = ""

    def _leave_list(self) -> None:
        """An un-numbered paragraph after list items goes on where the lead-in sentence stood."""
        assert self.lead is not None
        if self.stack and self.stack[-1].rank > self.lead[1]:
            while self.stack and self.stack[-1].run_in and self.stack[-1].rank > self.lead[1]:
                self.stack.pop()
            self.lead = None
        elif not self.lead[0]:
            self.lead = None

    def _own_node(self, label: Label, rank: float) -> tuple[Heading, ...]:
        """A numbered paragraph heads what follows; its own path ends above it, but an article names itself."""
        node = self._push(rank, label.text, run_in_title(label.rest), _RUN_IN)
        above = tuple(n.heading for n in self.stack[:-1])
        return (*above, Heading(node.heading.level, label.text, "", _RUN_IN)) if label.kind == "article" else above

    def _clause(self) -> str:
        """Citation for people: the labels from the article (or the outermost numbered heading) down."""
        chosen = [n for n in self.stack if n.heading.label or n.rank < 5]
        for i, node in enumerate(chosen):
            if is_article(node.heading.label):
                chosen = chosen[i:]
                break
        cited = "".join([_cited(n.heading.label) for n in chosen]) or _plainly_cited(chosen)
        count = (self.stack[-1].paragraphs if self.stack else self.loose) + 1
        if cited and count == 1:
            return cited
        words: dict[str, str] = lexicons.load("numbering")["cited"]
        return cited + words["clause" if is_article(cited) else "paragraph"].format(count=count)

    def _place(self) -> str:
        node = self.stack[-1] if self.stack else None
        if node:
            node.paragraphs += 1
            count = node.paragraphs
        else:
            self.loose += 1
            count = self.loose
        return f"{node.place if node else '0'}-{count}"


@lru_cache(maxsize=2048)
def _cited(label: str) -> str:
    """A number as it is cited: “1.” → “1”; empty for a bullet."""
    return _LABEL_END.sub("", fold(label)) if label and label[0] not in _BULLETS else ""


def _plainly_cited(nodes: Sequence[_Node]) -> str:
    """The nearest heading without number, by its words."""
    plain = [n.heading.text for n in nodes if not n.heading.label or n.heading.label[0] in _BULLETS]
    return f"“{plain[-1][:16]}”" if plain else ""


def _without_years(folded: str) -> str:
    return rule("parts", "years_of_title").finder.sub("", folded)


def _is_notice(folded: str) -> bool:
    return rule("parts", "notice_title").finder.search(folded) is not None


def _may_be_front(row: Row) -> bool:
    """A short line without number, mark, order or sum."""
    plain = not row.label and row.line.kind == "text" and not _MARKED.search(row.text)
    return plain and len(row.text) <= _MAX_FRONT_PIECE and (ends_title(row.text) or not stands_alone(row.text))


def run_in_title(rest: str) -> str:
    """The heading part of a numbered paragraph: bracketed, or the words before the first 。 or : if short."""
    folded = fold(rest)
    if bracketed := _BRACKETED.match(folded):
        return rest[bracketed.start(1) : bracketed.end(1)]
    stop = _FIRST_STOP.search(folded, 0, _MAX_RUN_IN + 1)
    return rest[: stop.start()] if stop else ""


def _heading_text(text: str) -> str:
    """Heading words; spaces that only stretch two characters (总 则) are closed."""
    text = text.strip().rstrip("。:：")
    return re.sub(r"\s+", "", text) if han_length(text) <= 4 else text
