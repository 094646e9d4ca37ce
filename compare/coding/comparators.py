"""Read the comparator of a number: 达到, 超过, 增长, 控制在, 以上.

In: the words left of a number and the number. Out: one of ≥ ≤ = > < +% -% + - × range.
Example: “增长到” → ≥, “年均增长” before 8% → +%, “压缩至” → ≤; 以上 or 以内 behind the number outranks the word before.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal

from compare.coding.patterns import alternatives, cue, word_set
from compare.coding.quantities import Quantity
from compare.kinds import Comparator
from compare.lexicons import load
from compare.rules import Book, current

Sign = Comparator | Literal["=?"]
STATED: Final = "=?"
"""sign of words that state a figure but never aim at one (为, 有, 共)"""

_RATES: dict[Sign, Comparator] = {"+": "+%", "-": "-%"}

_OTHERS: dict[Sign, str] = {">": "above_others", "<": "below_others"}
_WORDS = ("whole", "doubling", "first")
"""全覆盖, 翻番 and 零的突破 carry their comparator themselves"""


def find_comparator(words: str, quantity: Quantity) -> tuple[Sign, int]:
    """The sign left of a number and where its word begins; an empty sign if there is none."""
    found = None if quantity.kind in _WORDS else _comparator(words)
    if found is None:
        return _relative(words, quantity)
    word, start = found
    growth_only = quantity.kind in ("count", "measure")
    if growth_only and word in word_set("targets", "percent_only"):
        return "", len(words)
    return _signs()[word], start


def printed_sign(sign: Sign, quantity: Quantity) -> Comparator:
    """The comparator to print, from the word on the left and the suffix on the right of a number."""
    if quantity.kind in ("doubling", "factor"):
        return "×"
    if quantity.value_to is not None:
        return "range"
    if sign in ("+", "-"):
        return _RATES[sign] if quantity.unit == "%" else sign
    if quantity.kind == "first":
        return "≥"
    if quantity.bound == "≈":
        return "="
    return quantity.bound or ("=" if sign == STATED else sign or "=")


def _relative(words: str, quantity: Quantity) -> tuple[Sign, int]:
    """“高于全省平均2个百分点”: the comparator stands before what is compared with."""
    if quantity.kind == "points":
        for sign, name in _OTHERS.items():
            if found := cue("targets", name).search(words):
                return sign, found.start()
    return "", len(words)


def _comparator(words: str) -> tuple[str, int] | None:
    """The word of comparison at the end of the words, and where it begins.

    Most words end in a letter that neither such a word nor what may follow it ends in, and need no search.
    """
    words = cue("targets", "year_behind").sub("", words)
    pattern, last_letters = _comparators(current())
    found = pattern.search(words) if words[-1:] in last_letters or words[-1:].isspace() else None
    return (found["word"], found.start()) if found else None


@cache
def _comparators(book: Book) -> tuple[re.Pattern[str], frozenset[str]]:
    """The words of comparison with their fillers, and the letters that they can end in."""
    filler = book.rule("targets", "filler").pattern
    letters = {word[-1] for word in _signs()} | {letter for letter in filler if not letter.isascii()}
    return re.compile(rf"(?P<word>{alternatives(_signs())})(?:{filler}|[:\s])*$"), frozenset({*letters, ":"})


@cache
def _signs() -> dict[str, Sign]:
    cues = load("targets")
    signs: dict[str, Sign] = {word: sign for sign, words in cues["comparators"].items() for word in words}
    return signs | dict.fromkeys(cues["past_only"], STATED)
