"""The administrative divisions: which place a name means, its level and its parent.

In: words of a title, an issuer or a body. Out: `Place`s of the packaged table (lexicons/places.tsv).
Example: in “清远市清城区科技创新规划” the chain 清远市 → 清城区 gives 清城区, level 区, parent 清远市.
Short names count only where they cannot be mistaken: 江门 (a city), 广州南沙 (after its parent).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from compare import lexicons
from compare.chinese.normalize import fold_once
from compare.chinese.traditional import simplified
from compare.model import NATION
from compare.rules import rule

_LEVELS = lexicons.load("divisions")["levels"]
PROVINCES: tuple[str, ...] = tuple(_LEVELS["provinces"])
PREFECTURES: tuple[str, ...] = tuple(_LEVELS["prefectures"])
COUNTIES: tuple[str, ...] = tuple(_LEVELS["counties"])
ZONE: str = _LEVELS["zone"]
"""level of new areas, development zones and high-tech zones"""
LEVELS = (NATION, *PROVINCES, *PREFECTURES, *COUNTIES, ZONE)
"""from the highest to the lowest; provinces are equal, and so are prefectures and counties"""
_PROVINCE, _, _, _MUNICIPALITY = PROVINCES
_SUBPROVINCIAL, _CITY, AUTONOMOUS_PREFECTURE = PREFECTURES[:3]
_COUNTY_CITY = COUNTIES[1]


class Division(NamedTuple):
    """One row of the table: three thousand are made at once."""

    name: str
    level: str
    city: str
    """prefecture-level city it belongs to; empty for provinces and cities themselves"""
    province: str
    """empty for the state, and where one of several places of a name is meant and nobody knows which"""

    @property
    def parent(self) -> str:
        """The next higher place; empty for provinces and for the state."""
        return "" if self.name == self.province else self.city or self.province


STATE = Division(NATION, NATION, "", "")


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
    known = lexicons.load("divisions")
    if name.endswith(tuple(known["autonomous"])):
        short = _autonomous().sub("", name)
        if short != name and len(short) >= 2:
            return short
    ending = next((end for end in known["endings"] if name.endswith(end)), "")
    short = name.removesuffix(ending)
    return short if len(short) >= 2 else name


@cache
def _autonomous() -> re.Pattern[str]:
    """The end of an autonomous place's name: 土家族苗族自治州."""
    data = lexicons.load("divisions")
    peoples = "|".join([f"(?:{'|'.join(data['peoples'])}){data['people']}", *data["bare_peoples"]])
    return re.compile(f"(?:{peoples})+(?:{'|'.join(data['autonomous'])})$")


# --- the tables -------------------------------------------------------------------------------------------------


@cache
def divisions() -> tuple[Division, ...]:
    """The whole table of divisions; zones stand in `zones`."""
    known = lexicons.load("divisions")
    rows: dict[Division, None] = {}
    for province, city, districts in _table("places.tsv"):
        rows[Division(province, _province_level(province), "", province)] = None
        if city:
            level = _SUBPROVINCIAL if city in known["subprovincial"] else _level(city, _CITY)
            rows[Division(city, _COUNTY_CITY if city in known["directly_governed"] else level, "", province)] = None
        for name in districts.split():
            level = ZONE if name in known["zones_in_table"] else _level(name, _COUNTY_CITY)
            rows[Division(name, level, city, province)] = None
    return tuple(rows)


def _table(name: str) -> Iterator[list[str]]:
    return (line.split("\t") for line in lexicons.text(name).splitlines() if not line.startswith("#"))


def _province_level(name: str) -> str:
    if name in lexicons.load("divisions")["municipalities"]:
        return _MUNICIPALITY
    return next((level for level in PROVINCES if name.endswith(level)), _PROVINCE)


def _level(name: str, of_cities: str) -> str:
    """The level that a name ends in; `of_cities` is that of a 市."""
    ends = lexicons.load("divisions")["levels_by_ending"]
    return next((level for level in ends if name.endswith(level)), of_cities)


@cache
def zones() -> Mapping[str, Division]:
    """Every name of a zone of the table → the zone."""
    found: dict[str, Division] = {}
    for name, others, city, province in _table("zones.tsv"):
        place = Division(name, ZONE, "" if city == province else city, province)
        found |= dict.fromkeys([name, *others.split()], place)
    return found


@cache
def _former() -> tuple[Division, ...]:
    """Districts that were merged or renamed, still named by old documents."""
    return tuple(
        Division(name, _level(name, _COUNTY_CITY), city, province)
        for province, cities in lexicons.load("divisions")["former"].items()
        for city, names in cities.items()
        for name in names
    )


@cache
def _by_name() -> dict[str, tuple[Division, ...]]:
    table: dict[str, tuple[Division, ...]] = {}
    for row in (*divisions(), *_former()):
        table[row.name] = (*table.get(row.name, ()), row)
        if row.level == AUTONOMOUS_PREFECTURE:
            table[short_name(row.name) + row.level[-1]] = (row,)
    for common, name in lexicons.load("divisions")["other_names"].items():
        table[common] = table[name]
    return {name: (zone,) for name, zone in zones().items()} | table


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

    def at_each_place(self, text: str) -> dict[int, list[str]]:
        """Place in the text → the names that begin there, the longest first, in reading order."""
        found: dict[int, list[str]] = {}
        for index, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            found.setdefault(start, []).append(self._names[index])
        return {start: sorted(found[start], key=len, reverse=True) for start in sorted(found)}


@cache
def _names() -> _Names:
    return _Names()


# --- names in a text --------------------------------------------------------------------------------------------


def find_places(text: str) -> tuple[Mention, ...]:
    """Place names in reading order; a short district name counts only right after its parent's name."""
    found: list[Mention] = []
    free = 0
    text = simplified(text)
    for position, names in _names().at_each_place(text).items():
        if position < free:
            continue
        before = found[-1] if found else None
        if mention := next(filter(None, (_mention(text, name, position, before) for name in names)), None):
            found.append(mention)
            free = mention.end
    return tuple(found)


def _mention(text: str, name: str, start: int, before: Mention | None) -> Mention | None:
    adjacent = before is not None and before.end == start
    full = name in _by_name()
    rows = _by_name()[name] if full else _by_short()[name]
    if adjacent and before is not None:
        parents = {d.name for d in before.divisions}
        inside = tuple(r for r in rows if r.city in parents or r.province in parents)
        rows = inside or (rows if full and _may_follow(name) else ())
    elif full:
        rows = rows if _stands_alone(text, name, start) else ()
    else:
        rows = tuple(r for r in rows if _known_by_short_name(r)) if _short_stands(text, name, start) else ()
    if not rows or (full and _goes_on(text, start + len(name))):
        return None
    return Mention(rows, start, start + len(name), full)


def _may_follow(name: str) -> bool:
    """Whether a place may stand behind one that it does not belong to."""
    return not _is_common(name) and not name.endswith(lexicons.load("divisions")["new_area"])


def _known_by_short_name(place: Division) -> bool:
    """True for provinces and what stands right below them, districts of municipalities left out."""
    return place.level in (*PROVINCES, *PREFECTURES) or place.name in lexicons.load("divisions")["directly_governed"]


def _is_common(name: str) -> bool:
    """True for a name that is an ordinary word as well: 城区, 老城区."""
    return name in lexicons.load("divisions")["common_names"]


def _goes_on(text: str, end: int) -> bool:
    """True if a full name is part of a longer word: 东区|域, 息县|级, 海东市|场."""
    return rule("location", "longer_word").fits(fold_once(text[end - 1 : end + 3]))


def _stands_alone(text: str, name: str, start: int) -> bool:
    """A full name that needs no parent in front: not 城区, not 和县 in 市和县(市)区, not 光谷 within a text."""
    if _is_common(name):
        return False
    zone = zones().get(name)
    if len(name) > 3 or not (len(name) == 2 or zone):
        return True
    return start == 0 or not _HAN.match(text[start - 1]) or rule("location", "before_two").fits(text[:start][-_BEHIND:])


def _short_stands(text: str, name: str, start: int) -> bool:
    words = lexicons.load("divisions")["common_short"]
    return name not in words and not _behind("school_or_bank", text, start + len(name))


_HAN = re.compile("[一-鿿]")


_BEHIND = 30
"""characters beside a place that are looked at: the name of a zone is shorter"""


def _behind(name: str, text: str, end: int) -> re.Match[str] | None:
    """What a rule finds right behind a place."""
    return rule("location", name).finder.search(fold_once(text[end : end + _BEHIND]))


def zone(text: str, mention: Mention, place: Division) -> Division | None:
    """The development zone whose name goes on after a place: 北京|经济技术开发区, of its own level, below its city."""
    if place.level in (*PROVINCES[:3], ZONE):
        return None
    if place.level == _MUNICIPALITY and mention.full and _behind("kind_of_zone", text, mention.end):
        return None
    for name in ("zone",) if mention.full else ("zone", "short_zone"):
        if found := _behind(name, text, mention.end):
            city = "" if place.name == place.province else place.name
            return Division(text[mention.start : mention.end + found.end()], ZONE, city, place.province)
    return None


def leading_zone(text: str) -> Division | None:
    """The zone at the head of a text that only a district's short name or the country stands before.

    昆山经济技术开发区 → below 昆山市; 中国(广东)自由贸易试验区 → below 广东省.
    """
    text = simplified(text)
    if (found := _behind("free_trade", text, 0)) and (rows := _by_short().get(found["place"])):
        return Division(text[: found.end()], ZONE, "", rows[0].province)
    for length in (4, 3, 2):
        rows = _by_short().get(text[:length], ())
        if len(rows) == 1 and (found := _behind("county_zone", text, length)):
            return Division(text[: length + found.end()], ZONE, rows[0].name, rows[0].province)
    return None


def resolve(mention: Mention, context: Iterable[str] = ()) -> Division:
    """The one place a mention means: the candidate whose city or province is named in `context`, else the first."""
    if len(mention.divisions) == 1:
        return mention.divisions[0]
    names = list(context)
    return max(mention.divisions, key=lambda place: _nearness(place, names))


def _nearness(place: Division, context: Sequence[str]) -> int:
    city = sum(bool(place.city) and place.city in text for text in context)
    return 3 * city + sum(short_name(place.province) in text for text in context)


def settle(mention: Mention, context: Iterable[str] = ()) -> Division:
    """As `resolve`; where the context decides nothing only what all the places share: 鼓楼区 without a city."""
    rows = mention.divisions
    best = resolve(mention, context := list(context))
    alike = [row for row in rows if row.level == best.level and row != best]
    if all(_nearness(best, context) > _nearness(row, context) for row in alike):
        return best
    return Division(best.name, best.level, "", best.province if all(r.province == best.province for r in alike) else "")


def division(name: str, parent: str = "") -> Division | None:
    """The table's row for a full or short name, preferring the given parent; None if unknown."""
    if name in lexicons.load("manifest")["nation"]:
        return STATE
    rows = _by_name().get(name) or _by_short().get(name) or ()
    return next((r for r in rows if parent and parent in (r.city, r.province)), rows[0] if rows else None)


def is_shared(name: str) -> bool:
    """True if several places of one level have the name: 朝阳区, 鼓楼区."""
    rows = _by_name().get(name) or _by_short().get(name) or ()
    return len({(row.city, row.province) for row in rows if row.level == rows[0].level}) > 1


def table_order(name: str, parent: str = "") -> int:
    """Row of a place in the tables, for a stable order: the state, divisions, zones; unknown places come last."""
    row = division(name, parent)
    return _positions().get(row, len(_positions())) if row else len(_positions()) + 1


@cache
def _positions() -> dict[Division, int]:
    rows = dict.fromkeys([STATE, *divisions(), *zones().values()])
    return {row: position for position, row in enumerate(rows)}
