"""From the entry of a file to a rule: the one compiler of all rules.

In: an entry as a mapping, and the lists of words it may name. Out: a `Rule`. Example: ``any_of: [给予, 予以]`` with
``not_before: [处分]`` compiles to ``(?:给予|予以)(?!处分)``. Plain words go first, the longest first, so that the
longest is found; then phrases in the order of the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

from compare.chinese.heads import Finder
from compare.chinese.normalize import fold
from compare.rules.phrase import PhraseFault, expression
from compare.rules.rule import Rule

Item = str | Mapping[str, Any]
"""a phrase, or phrases with the words that must or must not stand right beside them"""
Lists = Callable[[str], str]

_SIGNS = re.compile(r"[…~^_*#!()\[\]{}<>|\\ ]")
_WORD = re.compile(r"(?:\\.|[^\\()\[\]{}?*+.^$|])+")
"""an escaped word, without anything that may be longer or shorter"""
_ANCHORS = {"start": ("^", ""), "line": ("^", ""), "end": ("", "$"), "whole": ("^", "$")}


def build_rule(topic: str, entry: Mapping[str, Any], lists: Lists) -> Rule:
    """The rule of an entry. Raises `PhraseFault` for a phrase that cannot be read."""
    at = entry.get("at", "any")
    before, after = _ANCHORS.get(at, ("", ""))
    return Rule(
        topic=topic, name=entry["name"], why=entry.get("why", ""), at=at,
        pattern=f"{before}(?:{beside(entry, lists)}){after}",
        unless=_optional(entry.get("unless"), lists), near=_optional(entry.get("near"), lists),
        under=_optional(entry.get("under"), lists), when=entry.get("when", {}), gives=entry.get("gives", {}),
        hits=tuple(entry.get("hits", ())), misses=tuple(entry.get("misses", ())),
    )  # fmt: skip


def _optional(items: Sequence[Item] | None, lists: Lists) -> Finder | None:
    """Asked only where the rule itself fits: that the scan says whether it may match would come too late."""
    return Finder(any_of(items, lists)) if items else None


def any_of(items: Sequence[Item], lists: Lists) -> str:
    """One of several phrases."""
    plain = sorted((i for i in items if isinstance(i, str) and not _SIGNS.search(i)), key=lambda i: (-len(i), i))
    others = [i for i in items if not isinstance(i, str) or _SIGNS.search(i)]
    return "|".join([*(re.escape(fold(word)) for word in plain), *(_item(item, lists) for item in others)])


def _item(item: Item, lists: Lists) -> str:
    return expression(item, lists) if isinstance(item, str) else beside(item, lists)


def beside(entry: Mapping[str, Any], lists: Lists) -> str:
    """The phrases of an entry with what must and must not stand right before (after…) and behind them."""
    words = any_of(entry["any_of"], lists)
    left = _behind(entry.get("after", ()), "=", lists) + _behind(entry.get("not_after", ()), "!", lists)
    right = _ahead(entry.get("before", ()), "=", lists) + _ahead(entry.get("not_before", ()), "!", lists)
    return f"{left}(?:{words}){right}" if left or right else words


def _ahead(items: Sequence[Item], sign: str, lists: Lists) -> str:
    return f"(?{sign}{any_of(items, lists)})" if items else ""


def _behind(words: Sequence[Item], sign: str, lists: Lists) -> str:
    """A look behind for the words of each length: within one expression they may not differ in it."""
    plain = sorted({word for item in words for word in _plain(item, lists)}, key=_length)
    looks = [f"(?<{sign}{_one_of(list(same))})" for _, same in groupby(plain, _length)]
    return "".join(looks) if sign == "!" or len(looks) < 2 else f"(?:{'|'.join(looks)})"


def _length(escaped: str) -> int:
    """Characters of an escaped word."""
    return len(re.sub(r"\\(.)", r"\1", escaped))


def _one_of(words: list[str]) -> str:
    """Of single characters a class, which is looked up at once."""
    words.sort()
    return f"[{''.join(words)}]" if _length(words[0]) == 1 else "|".join(words)


def _listed(name: str, lists: Lists) -> str:
    try:
        return lists(name)
    except KeyError:
        raise PhraseFault("phrase-list", name) from None


def _plain(item: Item, lists: Lists) -> list[str]:
    """The words of an item that has no gap: itself, or those of the list that it names."""
    if isinstance(item, str) and (name := re.fullmatch(r"\{([^{}]*)\}", item)):
        words = _listed(name[1], lists).split("|")
        if not all(map(_WORD.fullmatch, words)):
            raise PhraseFault("phrase-behind", item)
        return words
    if not isinstance(item, str) or _SIGNS.search(item):
        raise PhraseFault("phrase-behind", str(item))
    return [re.escape(fold(item))]
