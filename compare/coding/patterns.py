"""The patterns of rules by their names, and the word sets of the packaged lexicons.

In: a topic and the name of a rule, or a lexicon's stem and a key. Out: a compiled pattern or a set.
Example: ``cue("targets", "future")`` finds 力争 in “力争达到2%”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from compare.chinese.expressions import Expression
from compare.chinese.heads import Finder, heads
from compare.lexicons import load
from compare.rules import Book, Rule, current, rule

_SIGN_REACH = 16
"""characters between the first of a match and its sign: 截止到 2021 - 2025年 has 15"""


def cue(topic: str, name: str) -> Finder:
    """The pattern of a rule, for the few words beside a number."""
    return rule(topic, name).finder


def expression(topic: str, name: str) -> Expression:
    """The same for one that is asked of whole paragraphs: it knows the words without which it is not even tried."""
    return rule(topic, name).expression


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


def is_general(topic: str, name: str) -> bool:
    """Whether a rule of the topic says that what looks like a name is none: 有关部门, 行动计划."""
    return any(rule.fits(name) for rule in _general(current(), topic))


@cache
def _general(book: Book, topic: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in book.topic(topic).rules if rule.gives.get("named") is False)


def alternatives(words: Iterable[str]) -> str:
    """An alternation of literal words, longest first, so that the longest wins."""
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))
