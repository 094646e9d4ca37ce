"""Wildcards of other programs' dictionaries as RE2 patterns, and back.

In: ``like*`` or ``SOUTH AFRICAN*``. Out: a pattern keyword that matches in running text, whatever the case; the way
back gives the same wildcard. Example: ``like*`` ↔ ``(?i)\\blike[0-9A-Za-z]*``; 科技* matches 科技 and any Latin
letters after it.
"""

from __future__ import annotations

import re

_ANY = "[0-9A-Za-z]*"
_ONE = "."
_SPECIAL = re.compile(r"[\\.+*?()|\[\]{}^$]")
_LATIN = re.compile("[0-9A-Za-z]")
_PATTERN = re.compile(r"\(\?i\)(?:\\b)?(?P<body>.*?)(?:\\b)?")


def has_wildcard(term: str, signs: str = "*?") -> bool:
    """Whether a term holds one of a format's wildcard signs."""
    return any(sign in term for sign in signs)


def pattern_from_glob(term: str, signs: str = "*?") -> str:
    """The RE2 pattern of a term with wildcards: ``*`` any letters and digits, ``?`` one character."""
    body = "".join(
        _ANY if char == "*" and char in signs else _ONE if char == "?" and char in signs else _escaped(char)
        for char in term
    )
    start = r"\b" if _LATIN.match(term) else ""
    end = r"\b" if _LATIN.match(term[-1]) else ""
    return f"(?i){start}{body}{end}"


def glob_from_pattern(pattern: str) -> str | None:
    """The term that `pattern_from_glob` made a pattern of; None for any other pattern."""
    match = _PATTERN.fullmatch(pattern)
    if match is None:
        return None
    body = match["body"].replace(_ANY, "\0")
    term = re.sub(r"\\(.)|(\.)", lambda m: m[1] or "\1", body).replace("\0", "*").replace("\1", "?")
    return term if term and pattern_from_glob(term) == pattern else None


def _escaped(char: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", char)
