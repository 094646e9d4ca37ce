"""Fold a regular expression as `normalize.fold` folds the text it is looked for in.

In: an expression as an analyst writes it. Out: the expression with full-width characters as their half-width
counterparts, still literal. Example: ``建设（.{2,6}）`` → ``建设\\(.{2,6}\\)``, which finds 建设（科技园区）.
What is ASCII already is syntax and stays; in a class no Han character changes, for 一-龥 is a range.
"""

from __future__ import annotations

import re
import warnings

from compare.chinese.expressions import needed_words
from compare.chinese.normalize import fold

_PARTS = re.compile(
    r"(?P<quoted>\\Q.*?(?:\\E|$))|(?P<escaped>\\.)|(?P<class>\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\])|(?P<one>.)", re.S
)
_IN_CLASS = re.compile(r"\\.|.", re.S)


def fold_pattern(expression: str) -> str:
    """The RE2 expression in the form of folded text."""
    return expression if expression.isascii() else _PARTS.sub(_part, expression)


def needed_words_of_re2(expression: str) -> frozenset[str]:
    """Words one of which stands in whatever a folded RE2 expression matches, capitals or not; none if that is unsure.

    It is read as Python reads it, which is the same for what both know; where only RE2 knows it nothing is demanded.
    """
    if "[:" in expression or "{," in expression:  # which RE2 reads as a class of letters, and as literal
        return frozenset()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # of signs in a class that Python may read differently once
            words = needed_words(expression)
    except (re.error, OverflowError, RecursionError):
        return frozenset()
    return frozenset() if any(word.lower() != word or word.upper() != word for word in words) else words


def _part(part: re.Match[str]) -> str:
    match part.lastgroup:
        case "quoted":
            return "".join(map(_plain, part[0]))
        case "class":
            return _IN_CLASS.sub(lambda m: _escaped(m[0]) if len(m[0]) > 1 else _literal(m[0], han=False), part[0])
        case "escaped":
            return _escaped(part[0])
        case _:
            return _literal(part[0])


def _plain(char: str) -> str:
    """The folded character; full-width capitals stay capitals, so that ranges stay ranges (matching ignores case)."""
    if "\uff01" <= char <= "\uff5e":
        return chr(ord(char) - 0xFEE0)
    return char if char.isascii() else fold(char)


def _literal(char: str, han: bool = True) -> str:
    plain = _plain(char)
    if char.isascii() or plain == char or (not plain.isascii() and not han):
        return char
    return f"\\{plain}" if _is_sign(plain) else plain


def _escaped(pair: str) -> str:
    """An escaped sign; an escaped full-width letter stays a fault."""
    plain = _plain(pair[1])
    return f"\\{plain}" if plain != pair[1] and _is_sign(plain) else pair


def _is_sign(char: str) -> bool:
    return char.isascii() and not char.isalnum() and char != "_"
