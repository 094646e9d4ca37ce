"""Say what a document is: title, place, issuer, number, dates, period, genre, each with its origin.

In: marked lines, the container's facts, the manifest entry. Out: `Metadata` and flags for what contradicts.
Example: behind “现将《清城区…规划(2021-2025年)》印发给你们” stands the title, its period 2021-2025 and its genre plan.
The wrapper gives issuer and date, the inner title subject and period; years of cited titles are never taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from compare.chinese.normalize import fold, squeeze
from compare.documents.conflicts import find_conflicts
from compare.documents.enactments import Enactment, read_enactment
from compare.documents.genres import find_genre
from compare.documents.headline import find_title, is_title
from compare.documents.issuers import find_issuer, find_speech
from compare.documents.lines import Line
from compare.documents.location import find_location, gather_clues, unlisted_facts
from compare.documents.manifest import ManifestEntry
from compare.documents.numbering import han_ordinal
from compare.documents.periods import find_period
from compare.documents.places import short_name
from compare.documents.titles import is_dated
from compare.documents.validity import find_validity
from compare.model import YEAR_FROM, Fact, Flag, Metadata
from compare.rules import current, rule

_DIGITS = {digit: value % 10 for value, digit in enumerate("〇一二三四五六七八九零")} | {"○": 0}
_TITLE_LABEL = 6
"""characters of a title by which a document without a place is cited"""
_NUMBERED = 15
"""lines in which the number of a document stands"""
_HEAD = 40
"""lines in which a notice, its title and its signature stand"""


def find_metadata(
    lines: Sequence[Line], facts: Mapping[str, Fact], entry: ManifestEntry | None, name: str, listed: str = ""
) -> tuple[Metadata, tuple[Flag, ...]]:
    """All that is known of the document, and flags for conflicts and gaps; `listed` as `Source.entry`."""
    given = entry.facts if entry else {}
    own = find_title(lines, {})
    title = given.get("title") or find_title(lines, facts, name)
    history = read_enactment(lines, title.value if title else "")
    issuer, flags = find_issuer(lines, facts, history.issuer)
    issued = facts.get("issued") or _find_issued(lines, history)
    number = facts.get("number") or _find_number(lines)
    genre = find_genre(title, lines, history.made_by_law, number, listed)
    found: dict[str, Fact | None] = {
        "title": title,
        "issuer": issuer,
        "number": number,
        "issued": issued,
        "published": facts.get("published") or history.published or _find_published(lines),
        "url": facts.get("url"),
        "genre": genre,
    }
    # a law takes effect from its promulgation: the day of passing is not that day
    event = history.published if history.made_by_law else issued
    begun, ended = find_validity(lines, given.get("issued") or event, given.get("effective") or facts.get("effective"))
    found["effective"], found["expires"] = begun or history.effective, facts.get("expires") or ended
    found["period"] = find_period(title, facts, issued, genre.value, lines)
    place, notes = find_location(gather_clues(lines, facts, title, issuer, name))
    if "district" in given:
        notes = _against_manifest(given["district"], place.get("district"))
        place = {} if notes else place
    found.update(place)
    found.update(given)
    found.update(unlisted_facts(found))
    flags += [*notes, *find_conflicts(_said(lines, facts, given, own), is_title), *_gaps(found)]
    return Metadata(**found, extra=entry.extra if entry else {}), tuple(flags)


def _said(
    lines: Sequence[Line], facts: Mapping[str, Fact], given: Mapping[str, Fact], title: Fact | None
) -> Mapping[str, Sequence[Fact | None]]:
    """What manifest, container and text say, each for itself; `title` is that of the text."""
    history = read_enactment(lines, title.value if title else "")
    body = {
        "title": title,
        "issuer": find_issuer(lines, {}, history.issuer)[0],
        "number": _find_number(lines),
        "issued": _find_issued(lines, history),
    }
    return {key: (given.get(key), facts.get(key), fact) for key, fact in body.items()}


# -- number, dates --------------------------------------------------------------------------------------


def _find_number(lines: Sequence[Line]) -> Fact | None:
    """The document's own number: alone on a line of the head, labelled, or in brackets behind the title.

    One that stands in a sentence or behind 《…》 is that of a document cited, relied on or abolished.
    """
    for line in lines[:_NUMBERED]:
        for told in current().topic("numbers").rules:
            if found := told.find(line.words.folded):
                start, end = found.span("number")
                return Fact(re.sub(r"\s", "", line.text[start:end]), "body", line.text[:80])
    return None


def _iso(text: str) -> str:
    """The first date of a text as ``2020-01-01``; empty if the calendar has no such day (2023年99月99日)."""
    value = _read_date(squeeze(text)[0])
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return ""


def _read_date(text: str) -> str:
    if found := rule("dates", "day").finder.search(fold(text)):
        return f"{found['year']}-{int(found['month']):02d}-{int(found['day']):02d}"
    if found := rule("dates", "han_day").finder.search(fold(text)):
        year = "".join(str(_DIGITS[digit]) for digit in found["year"])
        day = han_ordinal(found["day"]) if found["day"] else 1
        return f"{year}-{han_ordinal(found['month']):02d}-{day:02d}"
    return ""


def _find_issued(lines: Sequence[Line], history: Enactment) -> Fact | None:
    """The day of passing, of the speech, of the signature, of a date on a line of its own or behind the title."""
    return history.issued or _spoken_on(lines[:_HEAD]) or _signed_on(lines) or _dated_title(lines[:_HEAD])


def _spoken_on(head: Sequence[Line]) -> Fact | None:
    """The date of the session to which a work report was given."""
    speech = find_speech(head)
    value = _iso(speech.date) if speech else ""
    return Fact(value, "body", speech.quote) if speech and value else None


def _signed_on(lines: Sequence[Line]) -> Fact | None:
    signed = [i for i, x in enumerate(lines) if x.mark == "date" and i and lines[i - 1].mark == "signature"]
    signed += [i for i, x in enumerate(lines) if x.mark == "signature" and _iso(x.text)]
    chosen = sorted(signed) or [i for i, x in enumerate(lines) if x.mark == "date" and x.kind == "text"]
    for i in chosen:
        if value := _iso(lines[i].text):
            return Fact(value, "body", lines[i].text)
    return None


def _dated_title(head: Sequence[Line]) -> Fact | None:
    """“…的通知(2023年5月15日)”: the date in brackets at the end of a title."""
    for line in head:
        if is_dated(line.words.folded) and (value := _last_day(line)):
            return Fact(value, "body", line.text[:80])
    return None


def _last_day(line: Line) -> str:
    """The last date of a line as ``2020-01-01``; a title may name another before it."""
    folded = squeeze(line.words.folded)[0]
    starts = [found.start() for found in rule("dates", "day").finder.finditer(folded)]
    return _iso(folded[starts[-1] :]) if starts else ""


def _find_published(lines: Sequence[Line]) -> Fact | None:
    for line in lines[:60]:
        if (
            line.mark == "furniture"
            and not rule("dates", "other_day").fits(line.words.folded)
            and not find_speech([line])
            and (value := _iso(line.text))
        ):
            return Fact(value, "body", line.text[:80])
    return None


# -- place ------------------------------------------------------------------------------------------------------


def _against_manifest(given: Fact, detected: Fact | None) -> list[Flag]:
    """The manifest wins; a place read from the text that is not the same is still said."""
    if detected is None or short_name(given.value) == short_name(detected.value):
        return []
    return [Flag("place_conflict", "info", f"{given.value} / {detected.value}({detected.quote})"[:80])]


def _gaps(found: Mapping[str, Fact | None]) -> list[Flag]:
    """What nobody said: place, year, address."""
    flags = []
    if not found.get("district"):
        flags.append(Flag("place_unknown", "bad"))
    if not any(found.get(name) for name in YEAR_FROM):
        flags.append(Flag("year_unknown", "warn"))
    if not found.get("url"):
        flags.append(Flag("no_url", "info"))
    return flags


def place_label(metadata: Metadata) -> str:
    """Short place and first year, for citations: 清城2021; without a place how the title begins: 科研条件管理2021."""
    place = short_name(metadata.value("district")) or re.sub("[^一-鿿]", "", metadata.value("title"))[:_TITLE_LABEL]
    return place + metadata.value("year") if place else ""
