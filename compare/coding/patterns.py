"""The regular expressions and word sets of the packaged lexicons, compiled at first use.

In: a lexicon's stem and a key. Out: a compiled pattern or a set.
Example: ``cue("targets", "future")`` finds 力争 in “力争达到2%”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from compare.lexicons import load


@cache
def cue(stem: str, key: str) -> re.Pattern[str]:
    """The expression under ``key`` of ``lexicons/<stem>.yaml``."""
    return re.compile(load(stem)[key])


@cache
def word_set(stem: str, key: str) -> frozenset[str]:
    """The words listed under ``key`` of ``lexicons/<stem>.yaml``."""
    return frozenset(load(stem)[key])


def alternatives(words: Iterable[str]) -> str:
    """An alternation of literal words, longest first, so that the longest wins."""
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))
