"""Look for a regular expression only where one of the characters stands that it can begin with.

In: an expression. Out: a `Finder`, which is asked as a compiled pattern is. Example: every match of
``(?:最高|最多)[^,。]{0,8}$|(?:资助|奖励)不超过`` begins with 最, 资 or 奖.
`re` skips to such characters by itself where an expression begins with a character, a class or an alternative of plain
words. Below a group it does not look for them, and tries the whole at every place: this one took 1.9 µs on 24
characters, 0.5 µs as it is looked for here. It tries at every place, too, what can only begin where the text does.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from re import _constants as code  # type: ignore[attr-defined]  # the parser of `re` itself has no public name
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_MOST = 80
"""characters from which skipping to them saves little: they stand everywhere"""
_CATEGORIES = {code.CATEGORY_DIGIT: r"\d", code.CATEGORY_SPACE: r"\s"}

_Heads = set[str] | None
"""members of a class; None = any character may come first"""
_Search = Callable[..., re.Match[str] | None]
_METHODS = frozenset({"finditer", "match", "split", "sub"})
"""what a compiled pattern does as it is"""


class Finder:
    """A pattern that is searched for where it can begin.

    It is compiled when it is first asked: of those that are only searched for, nothing may ever match, and of those
    that are only matched nobody asks where they can begin.
    """

    __slots__ = ("_flags", "finditer", "match", "pattern", "search", "split", "sub")

    pattern: str
    search: _Search
    match: _Search
    finditer: Callable[..., Iterator[re.Match[str]]]
    split: Callable[..., list[str | Any]]
    sub: Callable[..., str]

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """Asked only for what was not compiled yet."""
        if name == "search":
            self.search = self._search_where_it_begins()
        elif name in _METHODS:
            self._compile()
        else:
            raise AttributeError(name)
        return getattr(self, name)

    def _compile(self) -> re.Pattern[str]:
        compiled = re.compile(self.pattern, self._flags)
        self.match, self.finditer, self.sub = compiled.match, compiled.finditer, compiled.sub
        self.split = compiled.split
        return compiled

    def _search_where_it_begins(self) -> _Search:
        """A look behind the first character tells whether the pattern begins there."""
        parsed = syntax(self.pattern, self._flags)
        if parsed is not None and _begins_text(parsed) and not parsed.state.flags & re.MULTILINE:
            return self._compile().match
        first = heads(self.pattern, self._flags)
        if not first:
            return self._compile().search
        look = re.compile(f"[{first}](?<=(?={self.pattern})(?s:.))", self._flags).search

        def search(text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
            found = look(text, start, end)
            return self.match(text, found.start(), end) if found else None

        return search

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.pattern!r})"


@lru_cache(maxsize=1)  # of one expression both what it begins with and what it needs is read
def syntax(pattern: str, flags: int = 0) -> Any:
    """The syntax tree of a pattern as `re` reads it; None if it ignores case, where a letter says nothing certain."""
    parsed = parser.parse(pattern, flags)
    return None if parsed.state.flags & re.IGNORECASE else parsed


def heads(pattern: str, flags: int = 0) -> str:
    """The members of a class of characters with which every match begins; empty if they are too many, if nothing is
    certain, or if `re` skips to them by itself."""
    parsed = syntax(pattern, flags)
    if parsed is None or _is_plain(parsed):
        return ""
    found, empty = _of_sequence(parsed)
    return "".join(sorted(found)) if found and not empty and len(found) <= _MOST else ""


def _begins_text(items: Any) -> bool:
    """Whether every match begins where the text does."""
    if not len(items):
        return False
    operator, value = items[0]
    if operator is code.SUBPATTERN:
        return _begins_text(value[3])
    if operator is code.BRANCH:
        return all(map(_begins_text, value[1]))
    return operator is code.AT and value is code.AT_BEGINNING


def _is_plain(items: Any) -> bool:
    """Whether `re` knows what the pattern begins with: a character, a class, an alternative of characters."""
    if not len(items):
        return False
    operator, value = items[0]
    if operator is code.SUBPATTERN:
        return _is_plain(value[3])
    if operator is code.BRANCH:
        return all(len(choice) and choice[0][0] is code.LITERAL for choice in value[1])
    return operator in (code.LITERAL, code.IN)


def _of_sequence(items: Any) -> tuple[_Heads, bool]:
    """What a sequence begins with, and whether it may match nothing."""
    found: set[str] = set()
    for operator, value in items:
        first, empty = _of_item(operator, value)
        if first is None:
            return None, False
        found |= first
        if not empty:
            return found, False
    return found, True


def _of_item(operator: Any, value: Any) -> tuple[_Heads, bool]:
    if operator is code.LITERAL:
        return {_member(value)}, False
    if operator is code.IN:
        return _of_class(value), False
    if operator is code.BRANCH:
        return _of_choices(map(_of_sequence, value[1]))
    if operator is code.SUBPATTERN:
        return (None, False) if value[1] & re.IGNORECASE else _of_sequence(value[3])
    if operator is code.ATOMIC_GROUP:
        return _of_sequence(value)
    if operator in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
        found, empty = _of_sequence(value[2])
        return found, empty or value[0] == 0
    if operator in (code.ASSERT, code.ASSERT_NOT):
        return set(), True
    return None, False


def _of_choices(choices: Iterable[tuple[_Heads, bool]]) -> tuple[_Heads, bool]:
    found: set[str] = set()
    empty = False
    for first, nothing in choices:
        if first is None:
            return None, False
        found |= first
        empty |= nothing
    return found, empty


def _of_class(members: Any) -> _Heads:
    found = set()
    for operator, value in members:
        if operator is code.LITERAL:
            found.add(_member(value))
        elif operator is code.RANGE:
            found.add(f"{_member(value[0])}-{_member(value[1])}")
        elif operator is code.CATEGORY and value in _CATEGORIES:
            found.add(_CATEGORIES[value])
        else:
            return None
    return found


def _member(character: int) -> str:
    return re.escape(chr(character))
