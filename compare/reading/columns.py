"""Which columns of a table of documents hold the text: by what they are called and by what stands in them.

In: the first rows of a table and the columns that the user has named. Out: a `Layout`: the row of names, and either one
whole text (its column, and those that stand in for it where it is empty) or the parts of one (what is given, to whom,
on which conditions), each a column. Raises `ReadingError` where no column holds texts.
Example: 城市 / 区县 / 政策名称 / 条件 / 补贴内容 / 链接 → parts 条件 (conditions) and 补贴内容 (grants).
A column of numbers, addresses, hashes or base64 is no text, whatever its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from statistics import fmean
from typing import Literal

from compare import lexicons
from compare.reading.fields import column_key, fold, key_of
from compare.reading.lines import TAG, squeeze
from compare.reading.raw import Raw
from compare.reading.values import HAN
from compare.rules import rule

HEADER_ROWS = 10
"""rows at the top among which the header is looked for: exports begin with a title row or two"""
GUESS_ROWS = 50
"""rows looked at to tell what a column holds"""
GUESS_HAN = 200
"""mean Han characters from which a column without sentences may be the text"""
SENTENCE_HAN = 10
"""Han characters from which a cell with a mark of punctuation holds sentences"""
HAN_SHARE = 0.2
"""share of Han characters from which a cell holds words, not an address or a code"""
HALF = 0.5
"""share of the filled cells from which a column is what its cells are"""
SHOWN = 8_000
"""characters of a cell that are looked at"""
BRACKETED = re.compile(r"[(（][^()（）]*[)）]\s*$")
"""what a column's name says of its unit: 补贴标准（万元）"""

_MARK = re.compile("[。；;！？!?，,：]")
_PLAIN_NAME = re.compile(r"[^\s,=+\"']+")

Part = Literal["text", "grants", "conditions"]
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class TextColumn:
    """A column that holds text."""

    index: int
    name: str
    part: Part = "text"


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a table has its names and its texts."""

    header: int
    """index of the row of names"""
    texts: tuple[TextColumn, ...]
    parts: bool
    """True if a row's text is what all of the columns hold, False if it is that of the first that is filled"""
    whole: bool = False
    """True if the column's name says that it holds a whole text: 正文, full_text"""
    guessed: bool = False


def find_layout(raw: Raw, top: Rows, columns: Mapping[str, str]) -> Layout:
    """The layout of a table from its first rows; `columns` maps our names (text, title …) to those of the table."""
    head = top[:HEADER_ROWS]
    named = next((name for key, name in columns.items() if is_text_key(key)), "")
    found = _chosen(head, named) if named else _named(top) or _guessed(top)
    if found:
        return found
    names = [name for name in map(squeeze, top[header_row(head)] if top else ()) if name]
    listed = "、".join(name[:20] for name in names)[:200]
    raise raw.error("no-text-column", columns=listed or "-", example=example_of(_likely(top) or _text_name()))


def _text_name() -> str:
    """The Chinese name of a column of texts that we recommend."""
    names: list[str] = lexicons.load("reading")["text_columns"]
    return next(name for name in names if not name.isascii())


def is_text_key(key: str) -> bool:
    """True for what a user may call the text in ``--columns``: text, full_text, 正文."""
    return fold(key) in _text_names()


def example_of(column: str) -> str:
    """A column as it is to be written behind ``--columns``: text=资料, quoted where a shell needs it."""
    pair = f"text={column}"
    return pair if _PLAIN_NAME.fullmatch(column) else f'"{pair}"'


def header_row(top: Rows) -> int:
    """The row of names: the first with two that we know, else with two cells; titles stand in one."""
    known = (i for i, row in enumerate(top) if sum(bool(key_of(cell)) for cell in row) > 1)
    also = (i for i, row in enumerate(top) if sum(bool(column_key(cell)) for cell in row) > 1)
    wide = (i for i, row in enumerate(top) if sum(bool(cell.strip()) for cell in row) > 1)
    return next(chain(known, also, wide), 0)


# -- by name ------------------------------------------------------------------------------------------------------


def _chosen(head: Rows, named: str) -> Layout | None:
    """The columns that the user names, several joined by ``+``."""
    for start, row in enumerate(head):
        names = [fold(name) for name in row]
        wanted = [named] if fold(named) in names else named.split("+")
        if all(fold(name) and fold(name) in names for name in wanted):
            found = [names.index(fold(name)) for name in wanted]
            texts = tuple(TextColumn(at, squeeze(row[at]), _part_of(row[at]) or "text") for at in found)
            return Layout(start, texts, parts=len(texts) > 1, whole=len(texts) == 1)
    return None


def _named(top: Rows) -> Layout | None:
    """The columns whose names say that they hold texts, and that hold words."""
    for start, row in enumerate(top[:HEADER_ROWS]):
        table = _Table(start, top)
        whole = table.called(lexicons.load("reading")["text_columns"])
        loose = table.called(lexicons.load("reading")["loose_text_columns"])
        parts = [] if whole else table.parts(loose)
        if not whole and any(column.part == "grants" for column in parts) and _is_header(row):
            return Layout(start, tuple(parts), parts=True)
        if whole or loose:
            together = [column for column in parts if column.part == "conditions"]
            if loose and not whole and together:
                return Layout(start, tuple(sorted([*loose, *together], key=lambda c: c.index)), parts=True)
            return Layout(start, (*whole, *loose), parts=False, whole=bool(whole))
    return None


def _is_header(row: Sequence[str]) -> bool:
    """True for a row of names: one that a list of policies has, or several."""
    names = [fold(BRACKETED.sub("", name)) for name in row]
    return sum(map(bool, names)) > 2 or any(name in lexicons.load("records")["name"] for name in names)


def _guessed(top: Rows) -> Layout | None:
    """The column with the most words, beside those whose names say conditions."""
    if len(top) < 2:
        return None
    start = header_row(top[:HEADER_ROWS])
    table = _Table(start, top)
    best = table.fullest()
    if best is None:
        return None
    conditions = [column for column in table.parts([]) if column.part == "conditions" and column.index != best.index]
    texts = tuple(sorted([best, *conditions], key=lambda column: column.index))
    return Layout(start, texts, parts=bool(conditions), guessed=True)


def _likely(top: Rows) -> str:
    """The column that a user most probably means: the one with the most words, else the last."""
    if not top:
        return ""
    start = header_row(top[:HEADER_ROWS])
    table = _Table(start, top)
    named = [at for at, name in enumerate(top[start]) if name.strip()]
    best = max(named, key=lambda at: (table.words(at), at), default=None)
    return squeeze(top[start][best]) if best is not None else ""


def _part_of(name: str) -> Part | None:
    """What a column holds by its name: 申请条件 → conditions, 补贴内容 → grants; None for all others."""
    return _part_of_folded(fold(BRACKETED.sub("", name)))


def _part_of_folded(name: str) -> Part | None:
    labels = lexicons.load("records")
    if not name or name in labels["name"] or name in labels["facts"]:
        return None
    if name in labels["conditions"] or rule("reading", "condition_column").fits(name):
        return "conditions"
    return "grants" if name in labels["content"] or rule("reading", "grant_column").fits(name) else None


@cache
def _text_names() -> frozenset[str]:
    words = lexicons.load("reading")
    return frozenset(map(fold, [*words["text_columns"], *words["loose_text_columns"]]))


# -- by content ---------------------------------------------------------------------------------------------------


class _Table:
    """The first rows of a table below its names."""

    def __init__(self, start: int, top: Rows) -> None:
        self._names = top[start]
        self._folded = [fold(name) for name in self._names]
        self._rows = top[start + 1 : start + 1 + GUESS_ROWS]

    def called(self, names: Iterable[str]) -> list[TextColumn]:
        """The columns of these names, in the order of the names, that hold words or nothing at all."""
        found = (self._folded.index(fold(name)) for name in names if fold(name) in self._folded)
        return [self._column(at, "text") for at in dict.fromkeys(found) if self._may_be_text(at)]

    def parts(self, loose: Sequence[TextColumn]) -> list[TextColumn]:
        """The columns of grants and conditions, and what else holds sentences beside them, as they stand."""
        kinds = {at: kind for at, name in enumerate(self._names) if (kind := self._part(at, name))}
        if "grants" in kinds.values():
            kinds |= {column.index: "grants" for column in loose}
            kinds |= {at: "text" for at in range(len(self._names)) if at not in kinds and self._says_more(at)}
        return [self._column(at, kinds[at]) for at in sorted(kinds)]

    def fullest(self) -> TextColumn | None:
        """The unnamed column with the most words, if it holds sentences or as many words as a document."""
        columns = [at for at, name in enumerate(self._names) if not column_key(name) and len(name) < GUESS_HAN]
        able = [at for at in columns if self._part(at, self._names[at]) != "conditions" and self._holds_text(at)]
        apart = [at for at in able if not rule("reading", "outline_column").fits(self._folded[at])]
        best = max(apart or able, key=lambda at: (self.words(at), -at), default=None)
        return None if best is None else self._column(best, "text")

    def words(self, at: int) -> float:
        """Mean Han characters of a column."""
        return fmean([len(HAN.findall(words_of(cell))) for cell in self._filled(at)] or [0])

    def _column(self, at: int, part: Part) -> TextColumn:
        return TextColumn(at, squeeze(self._names[at]), part)

    def _part(self, at: int, name: str) -> Part | None:
        return _part_of(name) if any(map(is_words, self._filled(at))) else None

    def _says_more(self, at: int) -> bool:
        """True for a column without a name that we know which holds sentences: one more part of the text."""
        folded = self._folded[at]
        known = column_key(self._names[at]) or folded in lexicons.load("records")["name"]
        repeats = rule("reading", "outline_column").fits(folded)
        return bool(folded) and not known and not repeats and self._has_sentences(at)

    def _may_be_text(self, at: int) -> bool:
        filled = list(self._filled(at))
        return any(map(is_words, filled)) or not any(map(_is_code, filled))

    def _holds_text(self, at: int) -> bool:
        return self._has_sentences(at) or (self.words(at) >= GUESS_HAN and any(map(is_words, self._filled(at))))

    def _has_sentences(self, at: int) -> bool:
        filled = list(self._filled(at))
        return bool(filled) and sum(map(has_sentence, filled)) >= HALF * len(filled)

    def _filled(self, at: int) -> Iterator[str]:
        return (row[at][:SHOWN] for row in self._rows if at < len(row) and row[at].strip())


def words_of(cell: str) -> str:
    """A cell without tags."""
    return TAG.sub("", cell) if "<" in cell else cell


def is_words(cell: str) -> bool:
    """True for Chinese words; numbers, addresses, hashes and base64 have none."""
    text = words_of(cell)
    return len(HAN.findall(text)) >= max(1, HAN_SHARE * len(text.strip()))


def has_sentence(cell: str) -> bool:
    """True for a cell of running text: “本科1万元、硕士3万元，一次性发放。”"""
    text = words_of(cell)
    return is_words(cell) and len(HAN.findall(text)) >= SENTENCE_HAN and bool(_MARK.search(text))


def _is_code(cell: str) -> bool:
    """True for a cell that has no words at all and is longer than a few."""
    return len(cell) > SENTENCE_HAN and not HAN.search(cell)
