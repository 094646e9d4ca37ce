"""Make records of the cards and tables in which portals list their policies.

In: the blocks of a source. Out: the same blocks; where a set of labels recurs, the name of a card is a heading, what it
says is done stands below its label, and every other labelled line has the kind ``fact`` (listed, never counted).
Example: 高新技术企业认定奖励 / 发文机关 某区科技局 / 服务内容 给予20万元奖励。 → heading, fact, heading 服务内容, text.
No word is dropped and none moves; a text with one “发文机关：” in its head comes back as it is. Labels stand in
lexicons/records.yaml.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Literal

from compare import lexicons
from compare.chinese.normalize import fold
from compare.documents.numbering import RANK, find_label
from compare.model import Block, Source
from compare.rules import rule

Kind = Literal["name", "content", "conditions", "facts"]

_LABELS = 3
"""different labels that must recur, and that the head of a table must have"""
_RECORDS = 2
_MAX_NAME = 60
_MARKS = "\u3000●•■◆▪▶➤★·*-"
"""blanks and marks that may stand before a label"""
_BEFORE_LABEL = "".join(char for char in map(chr, range(0x3001)) if char.isspace()) + _MARKS + "【[［"
_FINAL = re.compile(r"[。;；!！?？,，、:：]$")
_SECTIONS = ("part", "chapter", "section", "han", "paren")
_OUTSIDE = 7
"""heading level of a name without number: inside the six levels of HTML, outside all numbered headings"""
_INSIDE = 16
"""the same below numbered sections: rank of (一), see `numbering.RANK`"""


@dataclass(frozen=True, slots=True)
class _Part:
    """A label of a line with its value."""

    label: str
    """folded, without blanks"""
    kind: Kind
    printed: str
    """label and value as they stand"""
    head: str
    """the label as it stands"""
    value: str


def mark_records(source: Source) -> Source:
    """The source with its cards and tables of policies as records; any other source unchanged."""
    source = _with_heads(source)
    blocks = source.blocks
    likely = [block.text for block in blocks if block.text.lstrip(_BEFORE_LABEL)[:1] in _content_heads()]
    if not any(map(_begins_content, likely)) and not _has_head(blocks):
        return source
    made = list(_tables(blocks))
    cards = _Cards(made)
    return replace(source, blocks=tuple(cards.blocks() if cards.found else made))


def has_records(source: Source) -> bool:
    """True if the source is a list of records: it is one document, however many documents its cards name."""
    headed = _with_heads(source)
    made = mark_records(source).blocks
    return made != headed.blocks and any(block.kind == "fact" for block in made)


@cache
def _kinds() -> dict[str, Kind]:
    words = lexicons.load("records")
    kinds: tuple[Kind, ...] = ("name", "content", "conditions", "facts")
    return {label: kind for kind in kinds for label in words[kind]}


@cache
def _telling() -> frozenset[str]:
    """Labels by which cards are recognised."""
    return frozenset(_kinds()) - frozenset(lexicons.load("records")["common"])


@cache
def _pattern() -> re.Pattern[str]:
    """A label at the start of a line or behind a blank, with a colon, a blank, its bracket or the line's end behind."""
    names = "|".join(r"[ \u3000]*".join(name) for name in sorted(_kinds(), key=lambda name: (-len(name), name)))
    return re.compile(
        rf"(?:^[\s{re.escape(_MARKS)}]*|(?<=[\s\u3000;；|｜]))(?P<head>[【\[［]?\s*(?P<label>{names})(?:[(（][^()（）]{{1,10}}[)）])?"
        rf"(?:\s*[】\]］]\s*[:：]?|\s*[:：]|(?=[\s\u3000]|$)))"
    )


def _begins_content(text: str) -> bool:
    """True for a line that begins with the label of a content."""
    found = _pattern().match(text)
    return found is not None and _kinds().get(re.sub(r"\s", "", found["label"])) == "content"


@cache
def _content_heads() -> frozenset[str]:
    """First characters of the labels of contents."""
    return frozenset(label[0] for label, kind in _kinds().items() if kind == "content")


def _parts(text: str) -> list[_Part]:
    """The labels of a line with their values; empty for a line that begins with none."""
    found = list(_pattern().finditer(text))
    if not found or found[0].start("head") != len(text) - len(text.lstrip(" \t" + _MARKS)):
        return []
    ends = [match.start() for match in found[1:]] + [len(text)]
    parts = []
    for match, end in zip(found, ends, strict=True):
        label = re.sub(r"\s", "", match["label"])
        value = text[match.end() : end].strip()
        parts.append(
            _Part(label, _kinds()[label], text[match.start("head") : end].strip(), match["head"].strip(), value)
        )
    return parts


# -- cards ------------------------------------------------------------------------------------------------------


class _Cards:
    """The labelled lines of a source, told apart into cards."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.source = blocks
        self.parts = [_parts(block.text) if block.kind in ("text", "row") else [] for block in blocks]
        counts = Counter(part.label for parts in self.parts for part in parts)
        self.labels = {label for label, count in counts.items() if count >= _RECORDS}
        telling = self.labels & _telling()
        self.found = len(telling) >= _LABELS and any(_kinds()[label] == "content" for label in telling)
        self.named = any(_kinds()[label] == "name" for label in self.labels)
        self.made: list[Block] = []

    def blocks(self) -> list[Block]:
        """The blocks with names as headings, contents below their labels, all else as facts."""
        starts = [at for at, parts in enumerate(self.parts) if parts]
        opening = self._openings(starts)
        heads = {at: self._heads(at, before) for at, before in opening.items()}
        taken = {line for lines in heads.values() for line in lines}
        sections = any(find_label(self.source[lines[0]].text) for lines in heads.values() if len(lines) > 1)
        self.level = _INSIDE if sections else _OUTSIDE
        longest = self._longest(starts, taken)
        owner: _Part | None = None
        lines, last = 0, ""
        for at, block in enumerate(self.source):
            if self.parts[at]:
                owner, lines = self._labelled(block, self.parts[at]), 0
                last = owner.value
            elif at in taken:
                self._head(block)
                owner = None
            elif owner and _ends_above(owner, last, block):
                self.made.append(block)
                owner = None
            else:
                lines, last = lines + 1, block.text
                self._goes_on(block, owner, lines, longest)
        return self.made

    def _openings(self, starts: Sequence[int]) -> dict[int, int]:
        """Line that opens a card → last labelled line before it (-1 for the first): a label comes round again."""
        opening: dict[int, int] = {}
        seen: set[str] = set()
        before = -1
        for at in starts:
            labels = {part.label for part in self.parts[at]}
            if before < 0 or labels & seen:
                opening[at], seen = before, set()
            seen |= labels
            before = at
        return opening

    def _heads(self, at: int, before: int) -> list[int]:
        """The lines above a card that name it and its section, outermost first."""
        if self.named:
            return []
        alone = before >= 0 and not self.parts[before][-1].value
        lowest = max(before + 1 + alone, at - 3, 1 if before < 0 and at > 1 else 0)
        heads: list[int] = []
        for line in range(at - 1, lowest - 1, -1):
            block = self.source[line]
            label = find_label(block.text.strip())
            section = label is not None and label.kind in _SECTIONS
            if len(block.text) > _MAX_NAME or _FINAL.search(fold(block.text).strip()) or (heads and not section):
                break
            heads.insert(0, line)
        return heads

    def _longest(self, starts: Sequence[int], taken: set[int]) -> int:
        """Lines that the last label of any card but the last takes below it: the last card ends like the others."""
        ends = [b - a - 1 - sum(line in taken for line in range(a, b)) for a, b in pairwise(starts)]
        return max(ends, default=0)

    def _labelled(self, block: Block, parts: Sequence[_Part]) -> _Part:
        """A line of labels and values; returns the last, to which the lines below may belong."""
        facts: list[str] = []
        for part in parts:
            if part.kind in ("content", "name") or grants_sum(part.value):
                self._fact(block, facts)
                self._value(block, part)
            else:
                facts.append(part.printed)
        self._fact(block, facts)
        return parts[-1]

    def _fact(self, block: Block, facts: list[str]) -> None:
        if facts:
            self.made.append(replace(block, text=" ".join(facts), kind="fact", wrapped=False))
            facts.clear()

    def _value(self, block: Block, part: _Part) -> None:
        """The name of a card as its heading; a content below its label."""
        if part.kind == "name":
            self.made.append(replace(block, text=part.value or part.head, kind="heading", level=self.level))
            return
        rank = self._name_rank()
        self.made.append(replace(block, text=part.head.strip("【】[]［］:： "), kind="heading", level=rank + 11))
        if part.value:
            self.made.append(replace(block, text=part.value, kind="text" if block.wrapped else "row"))

    def _name_rank(self) -> int:
        """Rank of the nearest name above, see `structure`: by its number, else by its level."""
        names = (b for b in reversed(self.made) if b.kind == "heading" and b.level < self.level + 1)
        label = find_label(name.text) if (name := next(names, None)) else None
        return int(RANK[label.kind]) if label else self.level - 10

    def _head(self, block: Block) -> None:
        self.made.append(block if block.kind == "heading" else replace(block, kind="heading", level=self.level))

    def _goes_on(self, block: Block, owner: _Part | None, lines: int, longest: int) -> None:
        """A line without label: the value of a label that stood alone, more conditions, or what it always was."""
        if owner is None or lines > max(longest, not owner.value) or block.kind not in ("text", "row"):
            self.made.append(block)
        elif owner.kind == "name" and not owner.value and lines == 1:
            self.made[-1] = replace(block, kind="heading", level=self.level)
        elif owner.kind == "conditions" or (owner.kind == "facts" and not owner.value and lines == 1):
            self._more(block)
        else:
            self.made.append(block)

    def _more(self, block: Block) -> None:
        """A further line of a fact: a paragraph of its own, or the rest of a line that the page has cut."""
        last = self.made[-1]
        if block.wrapped and last.kind == "fact":
            self.made[-1] = replace(last, text=last.text + block.text.strip())
        else:
            self.made.append(replace(block, kind="fact", wrapped=False))


def grants_sum(text: str) -> bool:
    """True for words that give money: no fact, and no condition but for money that an applicant has got before."""
    folded = fold(text)
    return rule("records", "grant").fits(folded) and not rule("records", "received").fits(folded)


def _ends_above(owner: _Part, last: str, block: Block) -> bool:
    """True if a line without label is no rest of a fact or of conditions: their list or sentence is at its end.

    “申报条件：无” ends at its line; “申报条件：1.在本区注册；” and a label that stands alone go on.
    """
    before = fold(last).strip()
    if owner.kind in ("content", "name") or (block.wrapped and before and not _FINAL.search(before)):
        return False
    if grants_sum(block.text):
        return True
    numbered = find_label(last.strip()) and find_label(block.text.strip())
    return bool(owner.kind == "conditions" and owner.value and not numbered and not re.search("[;:,、]$", before))


# -- tables -----------------------------------------------------------------------------------------------------


def _cells(block: Block) -> list[str]:
    return [cell.strip() for cell in block.text.split("\t")] if block.kind == "row" else []


def _column(cell: str) -> Kind | None:
    return _kinds().get(re.sub(r"\s|[(（].*[)）]$", "", cell))


def _is_head(block: Block) -> bool:
    """The head of a table of policies: three labels at least, one of them a content."""
    kinds = [_column(cell) for cell in _cells(block)]
    known = sum(kind is not None for kind in kinds)
    return known >= _LABELS and 2 * known > len(kinds) and "content" in kinds


def _has_head(blocks: Sequence[Block]) -> bool:
    return any(_is_head(block) for block in blocks if block.kind == "row")


_NAME = 12
"""characters of the name of a column"""


def _with_heads(source: Source) -> Source:
    """The source with the head of every table as a fact: names of columns above the first row with a value."""
    blocks = source.blocks
    heads = {
        at
        for at, block in enumerate(blocks[:-1])
        if block.kind == "row"
        and (at == 0 or len(_cells(blocks[at - 1])) < 2)
        and _names_columns(block, blocks[at + 1])
    }
    if not heads:
        return source
    made = (replace(block, kind="fact") if at in heads else block for at, block in enumerate(blocks))
    return replace(source, blocks=tuple(made))


def _names_columns(block: Block, below: Block) -> bool:
    """True for “序号 / 人才类别 / 补贴标准” above a row; a head with a year belongs to figures and stays a row."""
    cells, values = _cells(block), _cells(below)
    filled = [fold(cell) for cell in cells if cell]
    if len(filled) < 2 or len(values) < 2 or _is_head(block):
        return False
    return all(len(cell) <= _NAME and rule("records", "column").fits(cell) for cell in filled)


def _tables(blocks: Sequence[Block]) -> Iterator[Block]:
    """Rows below a head of labels as records; all other blocks as they are."""
    head: list[str] = []
    for block in blocks:
        cells = _cells(block)
        if block.kind == "row" and _is_head(block):
            head = cells
            yield replace(block, kind="fact", text=" ".join(filter(None, cells)))
        elif head and len(cells) > 1:
            yield from _record(block, head, [*cells, *[""] * (len(head) - len(cells))])
        else:
            head = []
            yield block


def _record(block: Block, head: Sequence[str], cells: Sequence[str]) -> Iterator[Block]:
    """A row: its name as heading, its contents below the heads of their columns, then the other cells with theirs."""
    names = [*head, *[""] * (len(cells) - len(head))]
    columns = [(name, _column(name), cell) for name, cell in zip(names, cells, strict=True) if cell]
    name = next((cell for _, kind, cell in columns if kind == "name"), "")
    unknown = [cell for _, kind, cell in columns if kind is None and re.search("[\u3400-\u9fff]", cell)]
    name = name or (unknown[0] if unknown and len(unknown[0]) <= _MAX_NAME else "")
    if name:
        yield replace(block, text=name, kind="heading", level=_OUTSIDE)
    for column, kind, cell in columns:
        if kind == "content" or (cell != name and grants_sum(cell)):
            yield replace(block, text=column, kind="heading", level=_OUTSIDE + 1)
            yield replace(block, text=cell, kind="row")
    facts = [
        f"{column} {cell}".strip()
        for column, kind, cell in columns
        if kind != "content" and cell != name and not grants_sum(cell)
    ]
    if facts:
        yield replace(block, text="；".join(facts), kind="fact")
