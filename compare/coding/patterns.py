"""The regular expressions and word sets of the packaged lexicons, compiled at first use.

In: a lexicon's stem and a key. Out: a compiled pattern or a set.
Example: ``cue("targets", "future")`` finds 力争 in “力争达到2%”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from compare.chinese.expressions import Expression
from compare.chinese.heads import Finder
from compare.lexicons import load


@cache
def cue(stem: str, key: str) -> Finder:
    """The expression under ``key`` of ``lexicons/<stem>.yaml``."""
    return Finder(load(stem)[key])


@cache
def expression(stem: str, key: str) -> Expression:
    """The same for one that is asked of whole paragraphs: it knows the words without which it is not even tried.

    A `cue` is looked for in the few words beside a number, where asking the scan would take longer than trying.
    """
    return Expression(load(stem)[key])


@cache
def word_set(stem: str, *keys: str) -> frozenset[str]:
    """The words listed under the key (and the key below it) of ``lexicons/<stem>.yaml``."""
    found = load(stem)
    for key in keys:
        found = found[key]
    return frozenset(found)


def alternatives(words: Iterable[str]) -> str:
    """An alternation of literal words, longest first, so that the longest wins."""
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))
