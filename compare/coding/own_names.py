"""The names by which a document speaks of itself: a zone's name in a law or a set of measures about the zone.

In: a `Document`. Out: `OwnNames`, which says where a text names them. Example: in 云岭国家自主创新示范区条例, which
defines “以下简称自主创新示范区”, the words 自主创新示范区 say where something holds, not what is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from compare import lexicons
from compare.chinese.normalize import fold
from compare.coding.patterns import alternatives
from compare.model import Document, Match, Span
from compare.rules import rule

_PROPER = 12
"""characters before 示范区, 高新区 … that may belong to the name"""
_MARKS = re.compile("[、:()《》]")
"""a name begins behind the last of them"""


class OwnNames:
    """What a document calls itself; false if nothing is known."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(sorted(set(names)))
        others = "".join(lexicons.load("mentions")["others"])
        self._sought = re.compile(f"(?<![{others}])(?:{alternatives(self.names)})") if self.names else None

    def __bool__(self) -> bool:
        return self._sought is not None

    def spans(self, folded: str) -> list[Span]:
        """Where a folded text says one of the names."""
        return [Span(*found.span()) for found in self._sought.finditer(folded)] if self._sought else []

    def without(self, text: str) -> str:
        """A heading or a title with the names blanked out, so that they say nothing of its subject."""
        for start, end in self.spans(fold(text)):
            text = text[:start] + " " * (end - start) + text[end:]
        return text

    def marked(self, matches: tuple[Match, ...], folded: str) -> tuple[Match, ...]:
        """The matches; those inside a name are named in passing."""
        if not matches or not (spans := self.spans(folded)):
            return matches
        return tuple([match if match.rejected else _marked(match, spans) for match in matches])


def own_names(document: Document) -> OwnNames:
    """The zone that the title or the place of a document names, in all its forms, and the zones it abbreviates."""
    names: set[str] = set()
    for text in (document.title, document.metadata.value("district")):
        names |= _zone_names(fold(text))
    for paragraph in document.paragraphs:
        if paragraph.words.may(rule("mentions", "defined").expression):
            names |= _abbreviated(paragraph.words.folded)
    return OwnNames(names)


def _zone_names(text: str) -> set[str]:
    """云岭高新区促进办法 → 云岭高新区 and all that a 高新区 may be called; nothing for 国家级高新区管理办法."""
    names: set[str] = set()
    for zone in _zones().finditer(text):
        before = text[max(0, zone.start() - _PROPER) : zone.start()]
        if before and not rule("mentions", "kind_of_zone").fits(before):
            names.update(_called(zone[0]))
            names.add(before[-2:] + zone[0])
    return names


def _abbreviated(text: str) -> set[str]:
    """云岭国家自主创新示范区(以下简称云岭示范区) → 云岭示范区."""
    found = rule("mentions", "defined").expression.finditer(text)
    named = ((_MARKS.split(name["long"])[-1], name["short"]) for name in found)
    return {short for name, short in named if _zone_names(name) and _zones().search(short)}


def _marked(match: Match, spans: Iterable[Span]) -> Match:
    around = any(start <= match.span.start and match.span.end <= end for start, end in spans)
    return match._replace(status="name", note=match.quote) if around else match


@cache
def _zones() -> re.Pattern[str]:
    return re.compile(alternatives([name for row in lexicons.load("mentions")["zones"] for name in row]))


def _called(zone: str) -> list[str]:
    """All names of the kind of zone."""
    return next(row for row in lexicons.load("mentions")["zones"] if zone in row)
