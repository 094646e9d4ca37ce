"""Whether a value is one that its column can hold, and how the program writes it.

In: a field, the text typed, the other values of the row. Out: the value in the program's form, or `Refused` with a
code and what would be right. Example: genre 政策解读 → ``explainer``; period 二〇一八年 → ``2018``; place 火星区 is
refused: no such place in the table of divisions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Any

from compare import lexicons
from compare.chinese.calendar import read_date, read_period
from compare.documents.places import AUTONOMOUS_PREFECTURE, LEVELS, Division, division, divisions, find_places, zone
from compare.rules import finders

Values = Mapping[str, str]
"""field → text of one row"""
_NEAR = 0.5
"""likeness from which a name is offered instead: half the characters of a two-character word"""


class Refused(Exception):
    """The value is none that the field can have."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code, self.details = code, details


def read_value(field: str, text: str, row: Values) -> str:
    """The value as the program writes it; raises `Refused`. Columns without a closed list take any text."""
    reader = _readers().get(field)
    return reader(text, row) if reader else text


def nearest(text: str, known: Iterable[str]) -> str:
    """The known name most like a text, or an empty string."""
    return next(iter(get_close_matches(text, list(known), 1, _NEAR)), "")


def levels() -> Sequence[str]:
    """The levels that a place can have, highest first."""
    groups = lexicons.load("comparability")["levels"]
    return tuple(dict.fromkeys([*LEVELS, *(level for group in groups for level in group)]))


@cache
def _readers() -> Mapping[str, Callable[[str, Values], str]]:
    data = lexicons.load("manifest")
    return {
        "level": _level,
        "genre": _genre,
        "period": _period,
        "include": _include,
        **dict.fromkeys(data["dates"], _date),
        **dict.fromkeys(data["places"], _place),
    }


def _date(text: str, row: Values) -> str:
    if not (found := read_date(_tight(text))):
        raise Refused("bad-date")
    return found


def _tight(text: str) -> str:
    """A date without blanks between its parts, full-width signs as ASCII: “2022 年 8 月”, “2022－08－18”."""
    return re.sub(r"(?<=\D) +| +(?=\D)", "", unicodedata.normalize("NFKC", text))


def _period(text: str, row: Values) -> str:
    if not (found := read_period(_tight(text))):
        raise Refused("bad-period")
    return found


def _include(text: str, row: Values) -> str:
    data = lexicons.load("manifest")
    if text.lower() in data["included"]:
        return "true"
    if text.lower() in data["left_out"]:
        return "false"
    raise Refused("bad-value", near="", allowed=data["yes_or_no"])


def _genre(text: str, row: Values) -> str:
    names = _genre_names()
    if (found := names.get(text.casefold()) or _genre_of_title(text)) is None:
        chinese = lexicons.genre_names("zh").values()
        raise Refused("bad-value", near=nearest(text, [*chinese, *names]), allowed="、".join(chinese))
    return found


def _genre_of_title(text: str) -> str | None:
    """管理办法, 行动方案, 条例: what a title would be taken for; 新闻 and 规划节选, which no title says."""
    telling = finders("genres", "genre")
    for genre in lexicons.load("genres")["genres"]:
        words = telling.get(genre["id"])
        if text in genre.get("called", ()) or (words and re.search(f"(?:{words.pattern})$", text)):
            return str(genre["id"])
    return None


@cache
def _genre_names() -> Mapping[str, str]:
    """A genre's id, Chinese and English name → its id."""
    genres: Sequence[Mapping[str, Any]] = lexicons.load("genres")["genres"]
    return {str(name).casefold(): g["id"] for g in genres for name in (g["name_en"], g["name"], g["id"])}


def _level(text: str, row: Values) -> str:
    data = lexicons.load("manifest")
    if text in levels():
        return text
    if text in data["levels"]:
        return str(data["levels"][text])
    place = division(row.get("district", ""), row.get("parent", ""))
    if text in data["levels_by_place"] and place:
        return place.level
    raise Refused("bad-value", near=nearest(text, levels()), allowed="、".join(levels()))


def _place(text: str, row: Values) -> str:
    """A name of the table, alone or behind its parents (广州市花都区); a development zone; any place so called by
    its level (镇, 街道, 功能区 …)."""
    data = lexicons.load("manifest")
    if known := division(text):
        return known.name if known.level == AUTONOMOUS_PREFECTURE else text
    if _is_zone(text):
        return text
    if found := full_place(text):
        return found.name
    if row.get("level", "") in data["levels_beyond_table"] or text.endswith(tuple(data["beyond_table"])):
        return text
    raise Refused("bad-place", near=_slip_of(text))


def _slip_of(text: str) -> str:
    """The only place whose name differs from a text in one character after the first: 花都去 is 花都区.

    Between 东山县 and 东源县 for 东岭县 nothing can be chosen; 恩施州 is not 恩施市: another place is worse than none.
    """
    names = {d.name for d in divisions() if len(d.name) == len(text) > 2 and d.name[0] == text[0]}
    near = [name for name in names if sum(a != b for a, b in zip(name, text, strict=True)) == 1]
    if len(near) != 1:
        return ""
    ends_otherwise = text[-1] != near[0][-1] and text[-1] in lexicons.load("manifest")["place_endings"]
    return "" if ends_otherwise else near[0]


def full_place(text: str) -> Division | None:
    """The place that a whole chain of names means: 长春市朝阳区, 清远市/清城区, 恩施州; None for anything else."""
    text = re.sub(r"[/／ ]", "", text)
    mentions = find_places(text)
    spans = [0, *(edge for m in mentions for edge in (m.start, m.end)), len(text)]
    unbroken = bool(mentions) and all(a == b for a, b in zip(spans[::2], spans[1::2], strict=True))
    return mentions[-1].divisions[0] if unbroken else None


def _is_zone(text: str) -> bool:
    mentions = find_places(text)
    within = zone(text, mentions[-1], mentions[-1].divisions[0]) if mentions else None
    return within is not None and text.endswith(within.name)
