"""Make the heading tree and hang the paragraphs on it.

In: marked, unwrapped lines and the document's title. Out: `Draft` paragraphs with heading path, citation and place.
Example: “三、重点任务” / “(二)人才引领” / “1.引进” / “一是加强…” → a paragraph cited 三、(二)1. at place 3.2.1-1.
Headings are never paragraphs; a numbered line with a body of its own is a paragraph that also heads what follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from compare.chinese.normalize import bare, fold, han_length
from compare.chinese.traditional import simplified
from compare.documents.lines import Line, is_attachment, never_heads
from compare.documents.numbering import RANK, Kind, Label, find_label, starts_run_in_item
from compare.model import Heading

_FINAL = re.compile(r"[。;!?,、][”’》)】\"']*$")
_MARKED = re.compile("[。;:!?,]")
_OUTERMOST = re.compile(r"^(?:前\s*言|引\s*言|序\s*言|结\s*语|附\s*则|总\s*则)$")
_MAX_HEADING = 100
"""a numbered line without final mark may be a long heading (up to ~70 characters in five-year plans)"""
_MAX_PLAIN_HEADING = 30
"""un-numbered headings are short (domain rule C1)"""
_MAX_FRONT_PIECE = 40
_PLAIN_RANK = 0.5
_BULLETS = "●•○■◆▲★◎▪□►·-—"
_LIST_LEAD = re.compile(r"[:：]$")
_YEARS = re.compile(r"\((?:19|20)\d\d\s*年?\s*[-—~至到]+\s*(?:19|20)\d\d\s*年?\)")
_LEADS_IN = re.compile("下列|以下|如下|应当|可以")
_NOTICE = re.compile("(?:印发|转发|发布).*通知$")


@dataclass(slots=True)
class Draft:
    """A paragraph before its role is known."""

    text: str
    first: int
    last: int
    headings: tuple[Heading, ...]
    label: Label | None
    clause: str
    place: str
    lead: str
    kind: str = "text"
    caveats: tuple[str, ...] = ()


@dataclass(slots=True)
class _Node:
    rank: float
    heading: Heading
    ordinal: int
    run_in: bool = False
    children: int = 0
    paragraphs: int = 0


@dataclass(slots=True)
class Outline:
    """What the structure step found."""

    drafts: list[Draft] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)


def build_outline(lines: Sequence[Line], title: str) -> Outline:
    """Headings and paragraphs of the body lines, in order."""
    body = _merge_bare_labels([x for x in lines if x.mark in ("body", "note")])
    body = [x for x in _after_title(body, title) if not _repeats_title(x, title)]
    builder = _Builder(numbered=_numbered_kinds(body), list_articles=_articles_in_lists(body))
    for i, line in enumerate(body):
        builder.add(line, body[i + 1] if i + 1 < len(body) else None)
    return builder.outline


def _after_title(lines: list[Line], title: str) -> list[Line]:
    """Without the column banners and site names that stand above the title: short lines that say nothing."""
    at = next((i for i, x in enumerate(lines[:20]) if bare(title) and bare(x.text) == bare(title)), 0)
    return [
        x
        for i, x in enumerate(lines)
        if i >= at or x.mark == "note" or len(x.text) > 40 or find_label(x.text) or _FINAL.search(fold(x.text))
    ]


def _repeats_title(line: Line, title: str) -> bool:
    """The title repeated inside a notice (and the bracketed year under it) is no paragraph."""
    folded = fold(line.text)
    text, whole = (bare(_YEARS.sub("", t)) for t in (folded, fold(title)))
    if re.match(r"^\(\d{4}\s*[-—~至]\s*\d{4}\s*年?\)$|^\((?:试行|暂行|修订|征求意见稿|草案)\)$", folded):
        return True
    if not text or not whole or len(folded) > 120 or re.search("[。;]", folded):
        return False
    if (
        text == whole
        or (whole in text and _NOTICE.search(folded))
        or (len(text) >= 6 and text in whole and _NOTICE.search(fold(title)))
    ):
        return True
    shorter, longer = sorted((text, whole), key=len)
    return len(shorter) >= 6 and shorter in longer and len(shorter) >= 0.7 * len(longer)


def _merge_bare_labels(lines: list[Line]) -> list[Line]:
    """“第二章” on a line of its own belongs to the line below."""
    merged: list[Line] = []
    for line in lines:
        above = find_label(merged[-1].text) if merged else None
        if above and not above.rest:
            head = merged.pop()
            text = f"{head.text} {line.text}"
            line = Line(
                text, head.first, line.last, line.width, head.indent, head.kind, head.level, line.wrapped, line.mark
            )
        merged.append(line)
    return merged


def _numbered_kinds(lines: Sequence[Line]) -> frozenset[Kind]:
    kinds = [label.kind for x in lines if (label := find_label(x.text)) and label.kind != "bullet"]
    return frozenset(k for k in kinds if kinds.count(k) >= 2)


def _articles_in_lists(lines: Sequence[Line]) -> bool:
    """True where 第X条 runs on below 一、 headings: then an article ranks below them."""
    seen_han = False
    for line in lines:
        label = find_label(line.text)
        if label and label.kind == "han" and len(label.rest) <= 30 and not _FINAL.search(fold(label.rest)):
            seen_han = True
        if label and label.kind == "article":
            return seen_han
    return False


class _Builder:
    def __init__(self, numbered: frozenset[Kind], list_articles: bool) -> None:
        self.numbered = numbered
        self.list_articles = list_articles
        self.outline = Outline()
        self.stack: list[_Node] = []
        self.roots = 0
        self.loose = 0
        self.lead: tuple[str, float] | None = None
        """the open lead-in sentence and the rank of its paragraph; without words where a heading leads in"""
        self.notes: list[str] = []
        """footnotes that stand before any paragraph"""

    def add(self, line: Line, following: Line | None) -> None:
        label = find_label(line.text) if line.kind != "fact" else None
        if line.mark == "note":
            self._hang_note(line.text)
        elif line.kind == "fact":
            self._paragraph(line, label)
        elif (is_attachment(line) and not label and not line.text.endswith("。")) or self._is_next_attachment(
            line, label
        ):
            self.outline.attachments.append(line.text)
        elif self._is_front_piece(line, label) or (label and not label.rest):
            return
        elif self._is_heading(line, label, following):
            self._push(
                self._rank(line, label),
                label.text if label else "",
                _heading_text(label.rest if label else line.text),
                False,
            )
            self.lead = ("", self.stack[-1].rank) if label and _LIST_LEAD.search(line.text) else None
        elif not self._is_unread_title(line, label, following):
            self._paragraph(line, label)

    def _hang_note(self, text: str) -> None:
        """A footnote of the markup belongs to the paragraph before it, else to the first one."""
        if self.outline.drafts:
            self.outline.drafts[-1].caveats += (text,)
        else:
            self.notes.append(text)

    def _is_next_attachment(self, line: Line, label: Label | None) -> bool:
        """“2.企业名单” below “附件:1.申报表”."""
        listed = label is not None and label.kind == "digit" and label.number == len(self.outline.attachments) + 1 > 1
        return listed and len(line.text) <= _MAX_FRONT_PIECE and not _FINAL.search(fold(line.text))

    def _is_front_piece(self, line: Line, label: Label | None) -> bool:
        """Names, offices and title parts above the first heading or paragraph of a numbered document."""
        loose = self.numbered and not self.stack and not self.outline.drafts and not label and line.kind == "text"
        return (
            bool(loose)
            and len(line.text) <= _MAX_FRONT_PIECE
            and not _MARKED.search(fold(line.text))
            and not _OUTERMOST.match(simplified(line.text))
        )

    def _is_unread_title(self, line: Line, label: Label | None, following: Line | None) -> bool:
        """A first line without any mark that heads nothing is the title or a banner."""
        first = not (self.outline.drafts or self.outline.headings or label) and line.kind == "text"
        return (
            first
            and following is not None
            and len(line.text) <= _MAX_FRONT_PIECE
            and not _MARKED.search(fold(line.text))
        )

    # -- headings --

    def _rank(self, line: Line, label: Label | None) -> float:
        if label:
            return 5.5 if label.kind == "article" and self.list_articles else float(RANK[label.kind])
        if line.kind == "heading":
            return -10.0 + line.level
        if _OUTERMOST.match(simplified(line.text)):
            return min((float(RANK[kind]) for kind in self.numbered), default=_PLAIN_RANK)
        if not self.numbered:
            return _PLAIN_RANK
        return max((n.rank for n in self.stack if n.rank < 10), default=0.0) + 0.4

    def _is_heading(self, line: Line, label: Label | None, following: Line | None) -> bool:
        if line.kind in ("row", "fact"):
            return False
        if line.kind == "heading":
            return len(line.text) <= _MAX_HEADING
        if label:
            return self._is_labelled_heading(line, label, following)
        return self._is_plain_heading(line, following)

    def _is_labelled_heading(self, line: Line, label: Label, following: Line | None) -> bool:
        rest = fold(label.rest)
        if not rest or starts_run_in_item(label.rest):
            return False
        if label.kind in ("part", "chapter", "section"):
            return len(rest) <= 40
        next_label = find_label(following.text) if following else None
        leaf = following is None or (next_label is not None and RANK[next_label.kind] <= RANK[label.kind])
        if label.kind == "bullet":
            return len(rest) <= 40 and not _FINAL.search(rest) and not leaf and not rest.endswith(":")
        if rest.endswith("。"):
            if label.kind == "article" or len(rest) > _MAX_PLAIN_HEADING or re.search("[,;:。]", rest[:-1]):
                return False
            if next_label is None:
                return (
                    self.lead is None
                    and len(rest) <= 20
                    and following is not None
                    and len(following.text) >= max(30, 2 * len(rest))
                )
            return RANK[next_label.kind] > RANK[label.kind]
        if _FINAL.search(rest) or len(rest) > _MAX_HEADING or "。" in rest:
            return False
        if rest.endswith(":"):
            return not leaf and len(rest) <= 20 and not _LEADS_IN.search(rest)
        if label.kind == "article":
            return len(rest) <= 40 and not leaf
        return not (leaf and (len(rest) > 30 or self.lead is not None))

    def _is_plain_heading(self, line: Line, following: Line | None) -> bool:
        text = fold(line.text)
        if len(text) > _MAX_PLAIN_HEADING or han_length(text) < 2 or never_heads(text) or _FINAL.search(text):
            return False
        if _OUTERMOST.match(simplified(line.text)):
            return True
        if self.numbered and not self.stack:
            return False
        if following is None or han_length(text) < 4 or self.lead is not None:
            return False
        label = find_label(following.text)
        if label:
            return not self.numbered or label.kind != "article"
        return len(following.text) >= max(40, 1.5 * len(text))

    def _push(self, rank: float, label: str, text: str, run_in: bool) -> _Node:
        while self.stack and self.stack[-1].rank >= rank:
            self.stack.pop()
        if self.stack:
            self.stack[-1].children += 1
            ordinal = self.stack[-1].children
        else:
            self.roots += 1
            ordinal = self.roots
        heading = Heading(len(self.stack) + 1, label, text)
        node = _Node(rank, heading, ordinal, run_in)
        self.stack.append(node)
        if not run_in:
            self.outline.headings.append(heading)
        return node

    # -- paragraphs --

    def _paragraph(self, line: Line, label: Label | None) -> None:
        if self.lead and not label:
            self._leave_list()
        rank = self._rank(line, label) if label else (self.stack[-1].rank if self.stack else 0.0)
        if self.lead and rank <= self.lead[1]:
            self.lead = None
        lead = self.lead[0] if self.lead else ""
        if label and label.kind != "bullet":
            path = self._own_node(label, rank)
        else:
            path = tuple(n.heading for n in self.stack)
        self.outline.drafts.append(
            Draft(
                line.text,
                line.first,
                line.last,
                path,
                label,
                self._clause(),
                self._place(),
                lead,
                line.kind,
                tuple(self.notes),
            )
        )
        self.notes = []
        if _LIST_LEAD.search(line.text):
            self.lead = (line.text, rank)

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
        node = self._push(rank, label.text, run_in_title(label.rest), True)
        above = tuple(n.heading for n in self.stack[:-1])
        return (*above, Heading(node.heading.level, label.text, "")) if label.kind == "article" else above

    def _clause(self) -> str:
        """Citation for people: the labels from the article (or the outermost numbered heading) down."""
        labels = [(n.heading.label, n.heading.text, n.rank) for n in self.stack if n.heading.label or n.rank < 5]
        start = next((i for i, (x, _, _) in enumerate(labels) if x.startswith("第") and "条" in x), 0)
        chosen = labels[start:]
        numbered = [re.sub(r"[.\s]+$|(?<=\d)、$", "", fold(x)) for x, _, _ in chosen if x and x[0] not in _BULLETS]
        plain = [f"“{t[:16]}”" for x, t, _ in chosen if not x or x[0] in _BULLETS]
        cited = "".join(numbered) or "".join(plain[-1:])
        node = self.stack[-1] if self.stack else None
        count = (node.paragraphs if node else self.loose) + 1
        if not cited:
            return f"第{count}段"
        return cited if count == 1 else f"{cited}第{count}{'款' if '条' in cited else '段'}"

    def _place(self) -> str:
        node = self.stack[-1] if self.stack else None
        if node:
            node.paragraphs += 1
            count = node.paragraphs
        else:
            self.loose += 1
            count = self.loose
        path = ".".join(str(n.ordinal) for n in self.stack) or "0"
        return f"{path}-{count}"


def run_in_title(rest: str) -> str:
    """The heading part of a numbered paragraph: bracketed, or the words before the first 。 or : if short."""
    folded = fold(rest)
    if bracketed := re.match(r"^[【\[](.{2,30}?)[】\]]", folded):
        return rest[bracketed.start(1) : bracketed.end(1)]
    stop = re.search("[。:]", folded)
    return rest[: stop.start()] if stop and stop.start() <= 30 else ""


def _heading_text(text: str) -> str:
    """Heading words; spaces that only stretch two characters (总 则) are closed."""
    text = text.strip().rstrip("。:：")
    return re.sub(r"\s+", "", text) if han_length(text) <= 4 else text
