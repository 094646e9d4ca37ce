"""What finds each value that the rules of a topic give.

In: a topic and the name of what its rules give. Out: value → `Finder` of all words that tell it, in the order of the
file. Example: ``finders("genres", "genre")["regulation"]`` finds 条例 in a title.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from compare.chinese.heads import Finder
from compare.rules.book import Book, current


def finders(topic: str, name: str) -> Mapping[str, Finder]:
    """Value → what finds it, by the rules in force."""
    return _finders(current(), topic, name)


@cache
def _finders(book: Book, topic: str, name: str) -> Mapping[str, Finder]:
    patterns: dict[str, list[str]] = {}
    for rule in book.topic(topic).rules:
        if name in rule.gives:
            patterns.setdefault(rule.gives[name], []).append(rule.pattern)
    return {value: Finder("|".join(alternatives)) for value, alternatives in patterns.items()}
