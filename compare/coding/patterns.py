"""The regular expressions and word sets of the packaged lexicons, compiled at first use.

In: a lexicon's stem and a key. Out: a compiled pattern or a set.
Example: ``cue("targets", "future")`` finds 力争 in “力争达到2%”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from compare.chinese.expressions import Expression
from compare.chinese.heads import Finder, heads
from compare.lexicons import load
from compare.rules import Book, Rule, current, rule, topics

_SIGN_REACH = 16
"""characters between the first of a match and its sign: 截止到 2021 - 2025年 has 15"""


def cue(stem: str, key: str) -> Finder:
    """The expression of a rule, for the few words beside a number."""
    return rule(stem, key).finder if _is_rule(stem, key) else _cue(stem, key)


def expression(stem: str, key: str) -> Expression:
    """The same for one that is asked of whole paragraphs: it knows the words without which it is not even tried."""
    return rule(stem, key).expression if _is_rule(stem, key) else _expression(stem, key)


@cache
def _is_rule(stem: str, key: str) -> bool:
    return stem in topics() and key in current().topic(stem).entries


@cache
def _cue(stem: str, key: str) -> Finder:
    return Finder(load(stem)[key])


@cache
def _expression(stem: str, key: str) -> Expression:
    return Expression(load(stem)[key])


@cache
def word_set(stem: str, *keys: str) -> frozenset[str]:
    """The words listed under the key (and the key below it) of ``lexicons/<stem>.yaml``."""
    found = load(stem)
    for key in keys:
        found = found[key]
    return frozenset(found)


@cache
def any_rule(book: Book, topic: str, key: str, signs: str = "") -> tuple[re.Pattern[str], tuple[Rule, ...]]:
    """One pattern of all rules of a topic that give the key, in their order; `matched` tells which of them fits.

    With `signs`, letters one of which stands near the beginning of every match, it is tried only before them.
    """
    named = tuple(rule for rule in book.topic(topic).rules if key in rule.gives)
    choices = "|".join(f"(?P<r{number}>{rule.pattern})" for number, rule in enumerate(named)) or "(?!)"
    starts = heads(choices)
    if not starts:
        return re.compile(choices), named
    look = rf"[{starts}].{{0,{_SIGN_REACH}}}[{signs}]|[{signs}]" if signs else f"[{starts}]"
    return re.compile(f"(?={look})(?:{choices})"), named


def matched(found: re.Match[str], rules: Sequence[Rule]) -> Rule:
    """The rule of a match of `any_rule`."""
    return rules[int((found.lastgroup or "r0")[1:])]


def alternatives(words: Iterable[str]) -> str:
    """An alternation of literal words, longest first, so that the longest wins."""
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))
