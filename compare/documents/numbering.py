"""Read the numbering at the head of a line.

In: one cleaned line. Out: its `Label` (kind, rank, words after it) or None.
Example: “(一)培育高新技术企业。组织…” → kind ``paren``, rank 6, number 1. Levels after GB/T 9704-2012
(一、 → (一) → 1. → (1)), with 编 章 节 条 of regulations above them and bullets below. The words beside the numbers
stand in lexicons/numbering.yaml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from compare import lexicons
from compare.chinese.normalize import fold, fold_once

Kind = Literal[
    "part", "chapter", "section", "article", "han", "paren", "digit", "decimal", "subdecimal", "paren-digit", "circled",
    "bullet",
]  # fmt: skip

RANK: dict[Kind, float] = {
    "part": 1, "chapter": 2, "section": 3, "article": 4, "han": 5, "paren": 6,
    "digit": 7, "decimal": 7.3, "subdecimal": 7.6, "paren-digit": 8, "circled": 9, "bullet": 10,
}  # fmt: skip
"""1 = outermost; un-numbered headings get their rank from their surroundings"""

_HAN_NUMBER = "[〇零一二三四五六七八九十百]{1,5}"
_WORDS = lexicons.load("numbering")
_DECIMAL_END = rf"[.、]?\s*(?=[一-鿿“《])(?!\s*(?:{'|'.join(_WORDS['measured'])}))"
"""“3.2.1 培育企业”, never 1.5亿元 or 12.31前"""


def _division(kind: Kind) -> re.Pattern[str]:
    """第三章, 第12条; never 第三章程, 第三条款."""
    words = _WORDS["divisions"][kind]
    follows = f"(?![{words['not_before']}])" if words["not_before"] else ""
    return re.compile(rf"{_WORDS['ordinal']}(?:{_HAN_NUMBER}|\d{{1,3}}){words['ends']}{follows}")


_PATTERNS: dict[Kind, re.Pattern[str]] = {
    "part": _division("part"),
    "chapter": _division("chapter"),
    "section": _division("section"),
    "article": _division("article"),
    "han": re.compile(rf"{_HAN_NUMBER}(?:、|[.](?!\d))"),
    "paren": re.compile(rf"\({_HAN_NUMBER}\)[、.]?"),
    "subdecimal": re.compile(rf"\d{{1,2}}(?:\.\d{{1,2}}){{2,3}}{_DECIMAL_END}"),
    "decimal": re.compile(rf"\d{{1,2}}\.\d{{1,2}}{_DECIMAL_END}"),
    "digit": re.compile(rf"\d{{1,2}}(?:、|[.](?!\d)|\s+(?=[^\d\s.%、{_WORDS['calendar']}]))"),
    "paren-digit": re.compile(r"\(\d{1,3}\)|\d{1,2}\)"),
    "circled": re.compile(r"[①-⑳]"),
    "bullet": re.compile(r"[●•○■◆▲★◎▪□►·](?!\s*$)|--+(?=[^-])|——(?=[^—])|—(?=[^—])"),
}
_RUN_IN_ITEM = re.compile(
    rf"(?:{_HAN_NUMBER}[{_WORDS['run_in']}]|{_WORDS['ordinal']}{_HAN_NUMBER}[,、]|{_WORDS['among']}[一二三四五六])(?=\S)"
)

_RUN_IN_HEADS = frozenset("〇零一二三四五六七八九十百" + _WORDS["ordinal"] + _WORDS["among"])
_LONGEST = 40
"""characters in which a label stands with what must follow it"""
_RUN_IN = 12
"""characters in which such a beginning and the first of its words stand"""


@dataclass(frozen=True, slots=True)
class Label:
    """Numbering found at the start of a line."""

    kind: Kind
    text: str
    """as printed, spaces trimmed"""
    number: int | None
    """its ordinal, None for bullets"""
    rest: str
    """the line without it"""


_FIRST: dict[str, tuple[Kind, ...]] = {
    _WORDS["ordinal"]: ("part", "chapter", "section", "article"),
    "(": ("paren", "paren-digit"),
    **dict.fromkeys("0123456789", ("subdecimal", "decimal", "digit", "paren-digit")),
    **dict.fromkeys("〇零一二三四五六七八九十百", ("han",)),
    **dict.fromkeys("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", ("circled",)),
    **dict.fromkeys("●•○■◆▲★◎▪□►·-—", ("bullet",)),
}
"""first character of a label, folded → the kinds that begin with it"""
_HEADS = frozenset(_FIRST) | frozenset("（–０１２３４５６７８９")


def find_label(line: str) -> Label | None:
    """The numbering that `line` starts with, or None; 1.5亿元 and 2.59 are numbers, not labels."""
    return _find_label(line) if line and line[0] in _HEADS else None


@lru_cache(maxsize=4096)
def _find_label(line: str) -> Label | None:
    """Marking, joining and structure ask for the same line one after the other, hence the cache."""
    folded = fold_once(line[:_LONGEST])
    for kind in _FIRST[folded[0]]:
        if found := _PATTERNS[kind].match(folded):
            label = line[: found.end()].strip()
            return Label(kind, label, _ordinal(kind, label, found[0]), line[found.end() :].strip())
    return None


_BEFORE_DIGIT = re.compile(rf"(\d{{1,2}})[.、](?=\d)(?!\d+(?:\.\d+)?(?:{'|'.join(_WORDS['decimal'])}))")


def next_in_series(line: str, last: Label | None) -> Label | None:
    """“2.2025年新认定的……” behind “1.……”: the next number of a series, although a digit follows it."""
    found = _BEFORE_DIGIT.match(fold(line)) if last and last.number and line[:1].isdigit() else None
    if not found or last is None or int(found[1]) != (last.number or 0) + 1:
        return None
    return Label("digit", line[: found.end()], int(found[1]), line[found.end() :].strip())


def starts_run_in_item(line: str) -> bool:
    """True for “一是…”, “二要…”, “第三,…”: an item of a run-in list, not a heading."""
    return line[:1] in _RUN_IN_HEADS and bool(_RUN_IN_ITEM.match(fold(line[:_RUN_IN])))


def is_article(label: str) -> bool:
    """True for 第十二条 and for what is cited from it (第十二条(一))."""
    return _PATTERNS["article"].match(fold(label)) is not None


_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0}


_NO_DIGIT = re.compile(r"\D")
_NO_ORDINAL = re.compile("[^〇零一二三四五六七八九十百]")


def _ordinal(kind: Kind, label: str, folded: str) -> int | None:
    if kind == "bullet":
        return None
    if kind == "circled":
        return ord(label[0]) - ord("①") + 1
    if kind in ("decimal", "subdecimal"):
        return int(re.findall(r"\d+", folded)[-1])
    digits = _NO_DIGIT.sub("", folded)
    return int(digits) if digits else han_ordinal(_NO_ORDINAL.sub("", label))


def han_ordinal(text: str) -> int:
    """Value of a Chinese ordinal below one thousand: 二十三 → 23, 一百零五 → 105."""
    total = current = 0
    for char in text:
        if char == "百":
            total, current = total + (current or 1) * 100, 0
        elif char == "十":
            total, current = total + (current or 1) * 10, 0
        else:
            current = _DIGITS[char]
    return total + current
