"""A regular expression that knows which words a text must hold before it can match.

In: an expression. Out: an `Expression`: the compiled pattern and, read off its own syntax, words of which every match
holds at least one. Example: ``(?:力争|争取)到?20\\d\\d年`` needs 力争 or 争取; a text without them is never searched.
The one scan of a text (chinese/vocabulary.py) says which of these words it holds, so of the thousands of alternatives
only those are tried that may match. What is read off is sound: where the syntax says nothing certain (a class, a
digit, letters of any case), nothing is demanded.
"""

from __future__ import annotations

import re
from re import _constants as code  # type: ignore[attr-defined]  # the parser of `re` itself has no public name
from typing import Any

from compare import lexicons
from compare.chinese.heads import Finder, syntax
from compare.chinese.vocabulary import VOCABULARY

_PRODUCT = 64
"""strings up to which a run of alternatives is multiplied out: 建(?:设|立)(?:一批)? is four words"""
_CLASS = 12
"""characters of the widest class that is read as alternatives"""
_WORDS = 400
"""words from which an expression is tried on every text: they would stand in nearly all of them"""
_COMMON = frozenset(" ,.;:()-、。“”一二三十") | set(lexicons.load("phrases")["everywhere"])
"""characters of nearly every paragraph: an expression that needs only one of them is tried on every text"""


class Expression(Finder):
    """A compiled pattern with the words one of which each of its matches holds."""

    __slots__ = ("number",)

    def __init__(self, pattern: str, flags: int = 0) -> None:
        super().__init__(pattern, flags)
        self.number = VOCABULARY.demand(needed_words(pattern, flags))
        """of the expression among all of the process; see `Text.may`"""


def needed_words(pattern: str, flags: int = 0) -> frozenset[str]:
    """Words of which every match holds one; none if nothing is certain."""
    parsed = syntax(pattern, flags)
    if parsed is None:
        return frozenset()
    needed = _sequence(parsed)[1] or set()
    return frozenset(word for word in needed if not any(other in word and other != word for other in needed))


_Words = set[str] | None
"""None = nothing certain"""
_NOTHING: set[str] = {""}


def _sequence(items: Any) -> tuple[_Words, _Words]:
    """All strings that match, if they are few; and the best words to demand."""
    run, best, whole = set(_NOTHING), None, True
    for operator, value in items:
        exact, needed = _item(operator, value)
        best = _better(best, needed)
        if exact is not None and len(run) * len(exact) <= _PRODUCT:
            run = {left + right for left in run for right in exact}
            continue
        best, whole = _better(best, run), False
        run = exact if exact is not None else set(_NOTHING)
    return (run if whole else None), _better(best, run)


def _item(operator: Any, value: Any) -> tuple[_Words, _Words]:
    if operator is code.LITERAL:
        return {chr(value)}, None
    if operator is code.IN:
        return _class(value), None
    if operator is code.BRANCH:
        return _branch(value[1])
    if operator is code.SUBPATTERN:
        return (None, None) if value[1] & re.IGNORECASE else _sequence(value[3])
    if operator is code.ATOMIC_GROUP:
        return _sequence(value)
    if operator in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
        return _repeat(*value)
    if operator in (code.AT, code.ASSERT_NOT):
        return set(_NOTHING), None
    if operator is code.ASSERT:
        return set(_NOTHING), _sequence(value[1])[1]
    return None, None


def _branch(choices: Any) -> tuple[_Words, _Words]:
    read = [_sequence(choice) for choice in choices]
    exacts, needs = [exact for exact, _ in read], [needed for _, needed in read]
    exact = set[str]().union(*(e for e in exacts if e)) if all(e is not None for e in exacts) else None
    needed = set[str]().union(*(n for n in needs if n)) if all(needs) else None
    return (exact if exact and len(exact) <= _PRODUCT else None), needed


def _repeat(least: int, most: int, items: Any) -> tuple[_Words, _Words]:
    exact, needed = _sequence(items)
    if least == most == 1:
        return exact, needed
    if most == 1 and exact is not None:
        return exact | _NOTHING, None
    return None, needed if least else None


def _class(members: Any) -> _Words:
    """The characters of a small class without ranges of letters."""
    found: set[str] = set()
    for operator, value in members:
        if operator is code.LITERAL:
            found.add(chr(value))
        elif operator is code.RANGE and value[1] - value[0] < _CLASS:
            found.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return None
    return found if len(found) <= _CLASS else None


def _better(one: _Words, two: _Words) -> _Words:
    """Of two demands the one that fewer texts fulfil: the longer words, then the fewer."""
    choices = [words for words in (one, two) if words and _tells(words)]
    return max(choices, key=lambda words: (min(2, *map(len, words)), -len(words)), default=None)


def _tells(words: set[str]) -> bool:
    return "" not in words and len(words) <= _WORDS and not words & _COMMON
