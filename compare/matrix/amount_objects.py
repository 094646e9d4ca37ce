"""What a sum of money is paid for: 发明专利, 孵化器, 购房 …, by the words of lexicons/amount_objects.yaml.

In: folded words and where a sum stands in them. Out: the id of an object, empty where no word says it.
Example: “对获得发明专利授权的高新技术企业,每件奖励2万元” is about invention-patent: what a sum is paid for decides
before who gets it, and of several words of a kind the nearest to the sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from compare.chinese.normalize import fold
from compare.lexicons import load

By = Literal["purpose", "holder"]


@dataclass(frozen=True, slots=True)
class SupportObject:
    """A line of the grid: what money is given for."""

    id: str
    zh: str
    en: str
    by: By
    """purpose: what is paid for (发明专利, 贴息); holder: who is paid (孵化器, 人才)"""

    def label(self, lang: str) -> str:
        """Its name in a language."""
        return self.en if lang == "en" else self.zh


class Mention(NamedTuple):
    """A word that names an object."""

    object: SupportObject
    start: int
    end: int


class ToolWord(NamedTuple):
    """A word that names an instrument: 贴息, 后补助."""

    word: str
    object: str
    """the object it is for by itself; empty where another word has to say it"""
    start: int
    end: int


@cache
def support_objects() -> dict[str, SupportObject]:
    """All objects by id, in the order of the grid."""
    return {
        row["id"]: SupportObject(row["id"], row["zh"], row["en"], row["by"])
        for row in load("amount_objects")["objects"]
    }


def find_mentions(text: str, start: int = 0, end: int | None = None) -> Iterator[Mention]:
    """The words of a folded text that name objects, the longest at each place."""
    objects, pattern = _object_words()
    for found in pattern.finditer(text, start, len(text) if end is None else end):
        if named := objects.get(found.group()):
            yield Mention(named, *found.span())


def find_tools(text: str) -> Iterator[ToolWord]:
    """The words of a folded text that name instruments."""
    tools, pattern = _tool_words()
    for found in pattern.finditer(text):
        yield ToolWord(found.group(), tools[found.group()], *found.span())


def nearest_object(mentions: Sequence[Mention], place: int) -> SupportObject | None:
    """What the words around a sum at `place` say it is for.

    A purpose before a holder, then what is attained (认定为, 获得, 引进) before what is merely named, then the nearest.
    """
    if not mentions:
        return None
    return min(mentions, key=lambda m: (m.object.by != "purpose", _distance(m, place))).object


def _distance(mention: Mention, place: int) -> int:
    return place - mention.end if mention.end <= place else mention.start - place


@cache
def _object_words() -> tuple[dict[str, SupportObject], re.Pattern[str]]:
    lexicon, objects = load("amount_objects"), support_objects()
    words = {fold(word): objects[row["id"]] for row in lexicon["objects"] for word in row["words"]}
    return words, _longest_first([*words, *map(fold, lexicon["apart"])])


@cache
def _tool_words() -> tuple[dict[str, str], re.Pattern[str]]:
    tools = {fold(word): row.get("by", "") for row in load("amount_objects")["tools"] for word in row["words"]}
    return tools, _longest_first(list(tools))


def _longest_first(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word))))
