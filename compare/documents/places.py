"""The administrative divisions: which place a name means, its level and its parent.

In: words of a title, an issuer or a body. Out: `Place`s of the packaged table (lexicons/places.tsv).
Example: in “清远市清城区科技创新规划” the chain 清远市 → 清城区 gives 清城区, level 区, parent 清远市.
Short names count only where they cannot be mistaken: 江门 (a city), 广州南沙 (after its parent).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from compare import lexicons
from compare.chinese.traditional import simplified

_SUFFIX = re.compile("(?:特别行政区|自治[州县旗区]|地区|盟|新区|省|市|区|县|旗|林区)$")
LEVELS = ("省", "自治区", "特别行政区", "直辖市", "副省级市", "地级市", "区", "县级市", "县", "功能区")
"""from the highest to the lowest, the first four equal; 功能区 = development zones outside the table"""

PROVINCES = LEVELS[:4]


class Division(NamedTuple):
    """One row of the table: three thousand are made at once."""

    name: str
    level: str
    city: str
    """prefecture-level city it belongs to; empty for provinces and cities themselves"""
    province: str

    @property
    def parent(self) -> str:
        """The next higher place; empty for provinces."""
        return "" if self.name == self.province else self.city or self.province


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name standing in a text."""

    divisions: tuple[Division, ...]
    """all places of that name, in table order"""
    start: int
    end: int
    full: bool
    """written with its 省/市/区/县"""


@lru_cache(maxsize=8192)
def short_name(name: str) -> str:
    """Name without 省/市/区/县 (and without the peoples of autonomous places); the name itself if nothing remains."""
    for ending in (_autonomous(), _SUFFIX) if "自治" in name else (_SUFFIX,):
        short = ending.sub("", name)
        if short != name and len(short) >= 2:
            return short
    return name


@cache
def _autonomous() -> re.Pattern[str]:
    """The end of an autonomous place's name: 土家族苗族自治州."""
    data = lexicons.load("divisions")
    peoples = "|".join([f"(?:{'|'.join(data['peoples'])})族", *data["bare_peoples"]])
    return re.compile(f"(?:{peoples})+自治(?:州|县|旗|区)$")


def zone(text: str, mention: Mention, place: Division) -> Division | None:
    """The development zone whose name goes on after a place: 北京|经济技术开发区, of its own level, below its city."""
    if place.level in PROVINCES[:3]:
        return None
    for pattern in _zones()[: 1 if mention.full else 2]:
        if found := pattern.match(text, mention.end):
            city = "" if place.name == place.province else place.name
            return Division(text[mention.start : found.end()], "功能区", city, place.province)
    return None


@cache
def _zones() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = lexicons.load("divisions")
    return re.compile(data["zones"]), re.compile(data["short_zones"])


@cache
def divisions() -> tuple[Division, ...]:
    """The whole table."""
    known = lexicons.load("divisions")
    rows: dict[Division, None] = {}
    for line in lexicons.text("places.tsv").splitlines():
        if line.startswith("#"):
            continue
        province, city, districts = line.split("\t")
        rows[Division(province, _province_level(province), "", province)] = None
        if city:
            rows[Division(city, "副省级市" if city in known["subprovincial"] else "地级市", "", province)] = None
        rows.update({Division(d, _level(d), city, province): None for d in districts.split()})
    return tuple(rows)


def _province_level(name: str) -> str:
    if name in lexicons.load("divisions")["municipalities"]:
        return "直辖市"
    return next((level for level in PROVINCES if name.endswith(level)), "省")


def _level(name: str) -> str:
    return {"区": "区", "市": "县级市"}.get(name[-1], "县")


@cache
def _by_name() -> dict[str, tuple[Division, ...]]:
    table: dict[str, tuple[Division, ...]] = {}
    for row in divisions():
        table[row.name] = (*table.get(row.name, ()), row)
    return table


@cache
def _by_short() -> dict[str, tuple[Division, ...]]:
    table: dict[str, tuple[Division, ...]] = {}
    for row in divisions():
        if (short := short_name(row.name)) != row.name:
            table[short] = (*table.get(short, ()), row)
    return table


class _Names:
    """All names, full and short, in one automaton."""

    def __init__(self) -> None:
        from ahocorasick_rs import AhoCorasick

        self._names = [*dict.fromkeys([*_by_name(), *_by_short()])]
        self._automaton = AhoCorasick(self._names)

    def longest(self, text: str) -> dict[int, str]:
        """Place in the text → the longest name that begins there, in reading order."""
        found: dict[int, str] = {}
        for index, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            name = self._names[index]
            if len(name) > len(found.get(start, "")):
                found[start] = name
        return dict(sorted(found.items()))


@cache
def _names() -> _Names:
    return _Names()


def find_places(text: str) -> tuple[Mention, ...]:
    """Place names in reading order; a short district name counts only right after its parent's name."""
    found: list[Mention] = []
    free = 0
    for position, name in _names().longest(simplified(text)).items():
        if position >= free and (mention := _mention(name, position, found[-1] if found else None)):
            found.append(mention)
            free = mention.end
    return tuple(found)


def _mention(name: str, start: int, before: Mention | None) -> Mention | None:
    adjacent = before is not None and before.end == start
    if name in _by_name():
        rows, full = _by_name()[name], True
    else:
        rows, full = _by_short()[name], False
        if not adjacent:
            rows = tuple(r for r in rows if r.level in (*PROVINCES, "副省级市", "地级市"))
    if adjacent and before is not None:
        parents = {d.name for d in before.divisions}
        rows = tuple(r for r in rows if r.city in parents or r.province in parents) or (rows if full else ())
    return Mention(rows, start, start + len(name), full) if rows else None


def resolve(mention: Mention, context: Iterable[str] = ()) -> Division:
    """The one place a mention means: the candidate whose city or province is named in `context`, else the first."""
    if len(mention.divisions) == 1:
        return mention.divisions[0]
    names = list(context)

    def nearness(place: Division) -> int:
        city = sum(bool(place.city) and place.city in n for n in names)
        return 3 * city + sum(short_name(place.province) in n for n in names)

    return max(mention.divisions, key=nearness)


def division(name: str, parent: str = "") -> Division | None:
    """The table's row for a full or short name, preferring the given parent; None if unknown."""
    rows = _by_name().get(name) or _by_short().get(name) or ()
    return next((r for r in rows if parent and parent in (r.city, r.province)), rows[0] if rows else None)


def table_order(name: str, parent: str = "") -> int:
    """Row of a place in the table, for a stable order; unknown places come last."""
    row = division(name, parent)
    return _positions()[row] if row else len(divisions())


@cache
def _positions() -> dict[Division, int]:
    return {row: i for i, row in reversed(list(enumerate(divisions())))}
