"""Whether an expression may take endless time on a text that nearly fits.

In: an expression. Out: yes or no. Example: ``支持[[大力/大/力]]发展`` tries every way of parting 大力大力大力…, twice
as many with each word: on a paragraph of a hundred words no computer would come to an end.
Tried out are texts made of the expression's own letters, a few first, then more: what doubles with every letter is
seen within a second, what is sound takes some microseconds however slow the computer.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from re import _compiler as compiler  # type: ignore[attr-defined]  # an expression's parts have no text of their own
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_LENGTHS = tuple(range(6, 29, 2))
"""times that a letter or word is repeated"""
_SECONDS = 0.5
"""for a text of at most some hundred letters, on which what is sound takes some thousandths"""
_LETTERS = 24
"""letters and words of an expression that are tried"""
_OPTIONS = 12
_REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT)


def is_endless(pattern: str) -> bool:
    """Whether some text of the expression's own letters takes longer than any paragraph may."""
    parsed = parser.parse(pattern)
    return _is_risky(parsed) and any(_takes_long(search, letters) for search, letters in _trials(parsed))


def _is_risky(items: Any) -> bool:
    """Whether words may come again and again, or a dozen may be left out: only there ways are multiplied by ways."""
    repeats = list(_repeated(items))
    return True in repeats or len(repeats) >= _OPTIONS


def _repeated(items: Any) -> Iterator[bool]:
    """For all that may stand or be left out: whether it may come again and again, and is more than one letter."""
    for operator, value in items:
        if operator in _REPEATS:
            _, most, body = value
            yield most > 1 and not (len(body) == 1 and body[0][0] in (code.IN, code.LITERAL))
        for part in _parts(operator, value):
            yield from _repeated(part)


def _parts(operator: Any, value: Any) -> list[Any]:
    if operator in _REPEATS:
        return [value[2]]
    if operator is code.SUBPATTERN:
        return [value[3]]
    if operator is code.BRANCH:
        return list(value[1])
    return [value[1]] if operator in (code.ASSERT, code.ASSERT_NOT) else []


def _trials(parsed: Any) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Every part of the expression with the texts that come before it, never to be matched as a whole."""
    words = list(dict.fromkeys([*_words(parsed), *"".join(_words(parsed))]))[:_LETTERS]
    for items in _sequences(parsed):
        for start in range(len(items)):
            part = parser.SubPattern(parsed.state, [*list(items)[start:], (code.LITERAL, 0)])
            if _is_risky(part):
                yield _search(part), (*words, "1", "一")


def _search(part: Any) -> Any:
    try:
        return compiler.compile(part).search
    except (re.error, ValueError):  # a part that refers to what stands outside it
        return lambda text: None


def _sequences(items: Any) -> Iterator[Any]:
    yield items
    for operator, value in items:
        for part in _parts(operator, value):
            yield from _sequences(part)


def _words(items: Any) -> list[str]:
    """The literal words of an expression, of a class its first letter."""
    found, run = [], ""
    for operator, value in items:
        letter = chr(value) if operator is code.LITERAL else ""
        run += letter
        if not letter:
            found.append(run)
            run = ""
            if operator is code.IN and value[0][0] is code.LITERAL:
                found.append(chr(value[0][1]))
            for part in _parts(operator, value):
                found += _words(part)
    return [word for word in [*found, run] if word]


def _takes_long(search: Any, words: tuple[str, ...]) -> bool:
    return any(_is_slow(search, word * times) for times in _LENGTHS for word in words)


def _is_slow(search: Any, text: str) -> bool:
    started = time.perf_counter()
    search(text)
    return time.perf_counter() - started > _SECONDS
