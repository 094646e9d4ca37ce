"""When and by whom a law or regulation was made: the history that its head line tells.

In: marked lines. Out: an `Enactment` of the text in hand: who passed it, and when; when it was promulgated.
Example: “2014年8月22日望江市人大常委会通过 … 2019年5月9日…通过 … 批准的《…》修正” → passed 2019-05-09, by
望江市人民代表大会常务委员会. Who approves (批准) does not pass it, and promulgation (公布) is not 成文.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from compare import lexicons
from compare.chinese.calendar import read_date
from compare.chinese.normalize import fold
from compare.documents.lines import Line
from compare.model import Fact
from compare.rules import rule

_HEAD = 40
"""lines in which the history stands"""
_CITED = re.compile("《[^《》]*(?:《[^《》]*》[^《》]*)*》|<[^<>]*>|〈[^〈〉]*〉")
_QUOTED = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Enactment:
    """The making of the text in hand; None for what its head line does not say."""

    issuer: Fact | None = None
    issued: Fact | None = None
    """when it was passed, amended or approved"""
    published: Fact | None = None
    """when it was promulgated"""
    effective: Fact | None = None
    made_by_law: bool = False
    """passed by a people's congress or promulgated by the State Council: a law or regulation whatever it is called"""


@dataclass(frozen=True, slots=True)
class _Event:
    """One date of the history and what was done on it."""

    day: str
    text: str
    """from the date to the next, cited titles blanked"""
    quote: str

    def did(self, *acts: str) -> bool:
        """Whether one of these acts was done on the day."""
        return any(rule("enactments", act).fits(self.text) for act in acts)

    def fact(self) -> Fact:
        return Fact(self.day, "body", self.quote)


def read_enactment(lines: Sequence[Line], title: str) -> Enactment:
    """What the head says of the making of this text; `title` names the place where the line says 市人大常委会 only."""
    events = [event for line in lines[:_HEAD] if line.mark == "enactment" for event in _events(line.text)]
    current = _in_hand(events)
    if not current:
        return Enactment()
    passed = next((event for event in current if event.did("passed", "amended", "approved")), None)
    promulgated = next((event for event in current if event.did("promulgated") and event is not passed), None)
    effective = next((event for event in current if event.did("takes_effect")), None)
    return Enactment(
        issuer=_issuer(events, current, title),
        issued=passed.fact() if passed else None,
        published=promulgated.fact() if promulgated else None,
        effective=effective.fact() if effective else None,
        made_by_law=any(rule("enactments", "law").fits(event.text) for event in events),
    )


def _events(text: str) -> Iterator[_Event]:
    folded = _CITED.sub(lambda found: "·" * len(found.group()), re.sub(r"\s+", "", text))
    folded = fold(folded)
    dates = [*rule("enactments", "day").finder.finditer(folded)]
    for found, following in zip(dates, [*(d.start() for d in dates[1:]), len(folded)], strict=False):
        if day := read_date(found.group()):
            yield _Event(day, folded[found.end() : following], text[:_QUOTED])


def _in_hand(events: Sequence[_Event]) -> list[_Event]:
    """The events of the last amendment, else of the first passing: what is printed below is their text."""
    entries: list[list[_Event]] = []
    for event in events:
        amends_alone = event.did("amended") and not event.did("approved")
        if not entries or event.did("passed") or amends_alone:
            entries.append([])
        entries[-1].append(event)
    amended = [entry for entry in entries if any(event.did("amended") for event in entry)]
    return amended[-1] if amended else entries[0] if entries else []


def _issuer(events: Sequence[_Event], current: Sequence[_Event], title: str) -> Fact | None:
    """Who passed the text in hand, else who passed or promulgated it first; who only approves made nothing."""
    makers = [event for event in (*current, *events) if not event.did("approved")]
    for event in makers:
        if name := _maker(event.text, title):
            return Fact(name, "body", event.quote)
    return None


def _maker(text: str, title: str) -> str:
    """The body that acts in the text of one event, by its full name: without 第…届, with the place of the title."""
    words = lexicons.load("enactments")
    if found := rule("enactments", "congress").finder.search(text):
        nation = found["national"] or found["place"] in words["nation"]
        place = words["nation"][0] if nation else found["place"]
        if rule("enactments", "unit").fits(place):
            place = _place_of(title, place)
        return f"{place}{words['congress']}{words['standing'] if found['standing'] else ''}" if place else ""
    found = rule("enactments", "government").finder.search(text)
    return str(found["body"]) if found else ""


def _place_of(title: str, unit: str) -> str:
    """“市” in the head of 某市科学技术普及条例 → 某市; empty where the title names no such place."""
    found = re.match(f"[\u4e00-\u9fff]{{1,10}}?{unit}", title)
    return found.group() if found else ""
