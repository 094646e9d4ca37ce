"""What a sum of money is paid for: 发明专利, 孵化器, 购房 …, by the words of lexicons/amount_objects.yaml.

In: folded words and where a sum stands in them. Out: the id of an object, empty where no word says it.
Example: “对获得发明专利授权的高新技术企业,每件奖励2万元” is about invention-patent: what a sum is paid for decides
before who gets it, and of several words of a kind the nearest to the sum.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from compare.chinese.normalize import fold
from compare.lexicons import load

By = Literal["purpose", "holder"]
STOPS = ",;。"
"""ends of clauses in folded text"""
_STOP = re.compile(rf"[{STOPS}](?<!\d,(?=\d{{3}}))")
"""a stop that is not the comma of 1,500"""
_LISTED = 4
"""different objects in a clause that make it a list"""
_LISTING = "、"
_LEVEL = 3
"""characters of a level, or a class, in a list of them: 国家级"""
_MANY = 3
"""things in a list of which one does not speak for all"""
_REACH = 15
"""characters between an instrument and what it is for"""


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
    behind = tuple(load("amount_objects")["behind"])
    for found in pattern.finditer(text, start, len(text) if end is None else end):
        if (named := objects.get(found.group())) and not text.startswith(behind, found.end()):
            yield Mention(named, *found.span())


def find_tools(text: str) -> list[ToolWord]:
    """The words of a folded text that name instruments; “风险补偿专项资金” is one."""
    tools, pattern = _tool_words()
    found: list[ToolWord] = []
    for match in pattern.finditer(text):
        tool = tools.get(match.group())
        continued = bool(found) and found[-1].end == match.start()
        if tool and not continued and _is_done(text, match.start(), tool.verbs):
            found.append(ToolWord(match.group(), tool.object, *match.span()))
    return found


def _is_done(text: str, place: int, verbs: Sequence[str]) -> bool:
    """Whether one of the verbs stands before a place in its clause, if any is asked for."""
    opening = text[clause(text, place)[0] : place]
    return not verbs or any(verb in opening for verb in verbs)


def clause(text: str, place: int) -> tuple[int, int]:
    """Where the clause around a place begins and ends."""
    stops = _stops(text)
    before = bisect_left(stops, place)
    return (stops[before - 1] + 1 if before else 0), clause_end(text, place)


def clause_end(text: str, place: int, also: str = "") -> int:
    """Where the clause around a place ends."""
    stops = _stops(text)
    behind = stops[(at := bisect_left(stops, place)) : at + 1] or [len(text)]
    return min(*behind, *(end for mark in also if (end := text.find(mark, place)) >= 0), len(text))


@lru_cache(maxsize=256)  # a paragraph is asked for each of its sums and instruments
def _stops(text: str) -> list[int]:
    """Where the clauses of a folded text end, in order."""
    return [stop.start() for stop in _STOP.finditer(text)]


def named_alone(text: str, mentions: Sequence[Mention], start: int, end: int) -> list[Mention]:
    """The mentions between two places without those that are but one of several things listed there.

    “购置数据查询、快速成型、知识产权服务等设备” is not for 知识产权服务; levels (国家级、省级) are no things.
    """
    inside = [m for m in mentions if start <= m.start and m.end <= end]
    items = [item for item in text[start:end].split(_LISTING) if len(item) > _LEVEL]
    if not inside or len(items) < _MANY:
        return inside
    alike = len({m.object.id for m in inside}) == 1 and len(inside) * 2 >= len(items)
    return inside if alike else []


def gives_money(words: str) -> bool:
    """Whether words say that money is given: 给予, 奖励."""
    return any(word in words for word in load("amount_objects")["gives"])


def nearest_object(mentions: Sequence[Mention], place: int) -> SupportObject | None:
    """What the words of a clause say that a sum at `place` is for: a purpose before a holder, then the nearest.

    None where four or more are listed: the sum is for each of them.
    """
    if not mentions or len({m.object.id for m in mentions}) >= _LISTED:
        return None
    return min(mentions, key=lambda m: (m.object.by != "purpose", _distance(m.start, m.end, place))).object


def object_of_tool(tool: ToolWord, beside: Sequence[ToolWord], mentions: Sequence[Mention]) -> str:
    """The object of an instrument: its own, else what is named close to it in its clause; empty if nothing is.

    `beside` are all instruments of the clause: a list of them is for nothing in particular.
    """
    if tool.object or len(beside) > 1:
        return tool.object
    near = [(_distance(m.start, m.end, tool.start), m) for m in mentions if m.end <= tool.start or m.start >= tool.end]
    distance, mention = min(near, key=lambda pair: pair[0], default=(_REACH, None))
    return mention.object.id if mention and distance < _REACH else ""


def _distance(start: int, end: int, place: int) -> int:
    return place - end if end <= place else start - place


@cache
def _object_words() -> tuple[dict[str, SupportObject], re.Pattern[str]]:
    lexicon, objects = load("amount_objects"), support_objects()
    words = {fold(word): objects[row["id"]] for row in lexicon["objects"] for word in row["words"]}
    return words, _longest_first([*words, *map(fold, lexicon["apart"])])


def gets_money(receiver: str) -> bool:
    """Whether words name who can be paid: 运营单位, 高层次人才, and not 展位费 or 该企业."""
    words = load("amount_objects")
    if any(word in receiver for word in words["half_said"]):
        return False
    return receiver.endswith(tuple(words["receivers"])) and not receiver.startswith(tuple(words["vague"]))


def is_general(receiver: str) -> bool:
    """Whether a receiver says nothing of what the money is for: 企业, 单位, or nobody."""
    return not receiver or receiver in load("amount_objects")["receivers"]


class _Tool(NamedTuple):
    object: str
    verbs: tuple[str, ...]
    """one of which must stand before it in its clause; empty if none is needed"""


@cache
def _tool_words() -> tuple[dict[str, _Tool], re.Pattern[str]]:
    rows, apart = load("amount_objects")["tools"], load("amount_objects")["no_tools"]
    tools = {fold(word): _Tool(row.get("by", ""), tuple(row.get("verbs", ()))) for row in rows for word in row["words"]}
    return tools, _longest_first([*tools, *map(fold, apart)])


def _longest_first(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word))))
