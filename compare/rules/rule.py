"""What a rule is: which words decide, where, next to what, and the sentences that show it.

In: an entry of a file of rules. Out: a frozen `Rule` with one compiled expression. Example: ``{name: principle, at:
lead, any_of: [坚持……原则], gives: {role: guiding}, hits: [坚持政府引导的原则。], misses: [坚持开展科技服务。]}``.
A rule asks the one scan of a text first: a text without the words of its phrases is never searched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, get_args

from compare.chinese.expressions import Expression
from compare.chinese.heads import Finder
from compare.chinese.sentences import first_sentence

At = Literal["any", "start", "end", "whole", "lead", "line"]
"""anywhere; where the text begins, ends, from beginning to end; in its first sentence; where its line begins, with the
number it may have"""
PLACES: tuple[At, ...] = get_args(At)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One entry of a file of rules.

    `find` is asked of paragraphs, by rules in order; `fits` of a line or a name, yes or no. Whoever needs a place or
    what is taken out asks `finder` or `expression`, and thereby the words alone, not what must stand elsewhere.
    """

    topic: str
    """the file: roles, amounts …"""
    name: str
    why: str
    at: At
    pattern: str
    """the regular expression that its phrases stand for"""
    unless: Finder | None
    """words that must not stand in the text"""
    near: Finder | None
    """words one of which must stand in the text as well"""
    under: Finder | None
    """words one of which must stand in a heading above"""
    when: Mapping[str, Any]
    """what must be known of the place: genres, headings …; each topic says what it knows"""
    gives: Mapping[str, Any]
    hits: tuple[str, ...]
    """sentences that it must hit"""
    misses: tuple[str, ...]

    @cached_property
    def expression(self) -> Expression:
        """The pattern, which knows the words that a text must hold before it is searched."""
        return Expression(self.pattern)

    @cached_property
    def finder(self) -> Finder:
        """The same for the few words beside a number, where asking the scan takes longer than trying."""
        return Finder(self.pattern)

    def find(self, text: str, whole: str | None = None) -> re.Match[str] | None:
        """The words of a folded text that fit; None if it is none of the rule's.

        `whole` = the text with its number, for rules that look at the line.
        """
        asked = whole if self.at == "line" and whole is not None else text
        asked = asked[: first_sentence(asked).end] if self.at == "lead" else asked
        found = self.expression.search(asked)
        return found if found and self.admits(text) else None

    def fits(self, text: str) -> bool:
        """Whether the words of a folded line or name fit; no scan is asked, which knows paragraphs only."""
        return self.finder.search(text) is not None and self.admits(text)

    def admits(self, text: str) -> bool:
        """Whether the words that must or must not stand beside the hit leave the rule its say."""
        return not (self.unless and self.unless.search(text)) and not (self.near and not self.near.search(text))


def nothing(topic: str, name: str) -> Rule:
    """The rule that finds nothing, for a name whose rule was switched off."""
    return Rule(
        topic=topic, name=name, why="", at="any", pattern="(?!)", unless=None, near=None, under=None, when={}, gives={},
        hits=(), misses=(),
    )  # fmt: skip
