"""Say what a document is: title, place, issuer, number, dates, period, genre, each with its origin.

In: marked lines, the container's facts, the manifest entry. Out: `Metadata` and flags for what contradicts.
Example: behind “现将《清城区…规划(2021-2025年)》印发给你们” stands the title, its period 2021-2025 and its genre plan.
The wrapper gives issuer and date, the inner title subject and period; years of cited titles are never taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from itertools import islice

from compare import lexicons
from compare.chinese.calendar import with_arabic_years
from compare.chinese.normalize import fold, han_length, squeeze
from compare.chinese.traditional import simplified
from compare.documents.conflicts import find_conflicts
from compare.documents.enactments import Enactment, read_enactment
from compare.documents.genres import find_genre
from compare.documents.issuers import find_issuer, find_speech
from compare.documents.lines import Line, has_spam
from compare.documents.location import find_location, gather_clues, unlisted_facts
from compare.documents.manifest import ManifestEntry
from compare.documents.numbering import find_label, han_ordinal
from compare.documents.places import PROVINCES, find_places, short_name
from compare.documents.titles import is_dated
from compare.documents.validity import find_validity
from compare.model import YEAR_FROM, Fact, Flag, Metadata, Origin

_WRAPPED = re.compile(
    r"(?:印发|转发|批转|发布|公布|下发)(?:了)?《(?P<title>(?:[^《》]|《[^《》]*》)+)》"
    r"|(?:现将|关于)《(?P<other>(?:[^《》]|《[^《》]*》)+)》(?:的通知|.{0,6}(?:印发|转发|公布|予以))"
)
_TITLE_WORD = re.compile(
    "(?:规划|纲要|计划|方案|办法|措施|意见|条例|规定|细则|政策|通知|公告|指南|要点|解读|报告|决定|举措|行动)"
    r"(?:》)?(?:政策解读|解读)?(?:[(（].{1,24}[)）])?(?:的?(?:通知|解读|政策解读))?$"
)
_LIKE_A_PLACE = re.compile("(?![全各本我该])[一-鿿]{2,4}[省市区县](?:入选|荣获|获批|上榜|出台|印发|发布|召开)")
"""a name as places have them, in front of what they do"""
_LEVELS = 6
"""heading levels of documents; names of records stand below them"""
_DATE = re.compile(r"((?:19|20)\d\d)[-/.年]\s*(\d{1,2})[-/.月]\s*(\d{1,2})")
_HAN_DATE = re.compile(
    "([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})日)?"
)
_YEARS = re.compile(r"((?:19|20)\d\d)\s*年?\s*[-—~至到]+\s*((?:19|20)\d\d)\s*年?")
_PLAN_PERIODS = {
    "十一五": "2006-2010",
    "十二五": "2011-2015",
    "十三五": "2016-2020",
    "十四五": "2021-2025",
    "十五五": "2026-2030",
}
_PLANNING = ("plan", "excerpt", "action-plan", "work-plan")
_TITLE_LABEL = 6
"""characters of a title by which a document without a place is cited"""
_PROSE = 40
"""characters from which a line is a paragraph, not a heading"""
_OPENING = 2
"""paragraphs in which a plan says for when it is"""
_NUMBERED = 15
"""lines in which the number of a document stands"""
_HEAD = 40
"""lines in which a notice, its title and its signature stand"""


def find_metadata(
    lines: Sequence[Line], facts: Mapping[str, Fact], entry: ManifestEntry | None, name: str, listed: str = ""
) -> tuple[Metadata, tuple[Flag, ...]]:
    """All that is known of the document, and flags for conflicts and gaps; `listed` as `Source.entry`."""
    given = entry.facts if entry else {}
    own = _find_title(lines, {}, name)
    title = given.get("title") or (_find_title(lines, facts, name) if "title" in facts else own)
    history = read_enactment(lines, title.value if title else "")
    issuer, flags = find_issuer(lines, facts, history.issuer)
    issued = facts.get("issued") or _find_issued(lines, history)
    number = facts.get("number") or _find_number(lines)
    found: dict[str, Fact | None] = {
        "title": title,
        "issuer": issuer,
        "number": number,
        "issued": issued,
        "published": facts.get("published") or history.published or _find_published(lines),
        "url": facts.get("url"),
        "genre": find_genre(title, lines, history.made_by_law, number, listed),
    }
    # a law takes effect from its promulgation: the day of passing is not that day
    event = history.published if history.made_by_law else issued
    begun, ended = find_validity(lines, given.get("issued") or event, given.get("effective") or facts.get("effective"))
    found["effective"], found["expires"] = begun or history.effective, facts.get("expires") or ended
    found["period"] = _find_period(title, facts, issued, found["genre"], lines)
    place, notes = find_location(gather_clues(lines, facts, title, issuer, name))
    if "district" in given:
        notes = _against_manifest(given["district"], place.get("district"))
        place = {} if notes else place
    found.update(place)
    found.update(given)
    found.update(unlisted_facts(found))
    flags += [*notes, *find_conflicts(_said(lines, facts, given, own), _is_title), *_gaps(found)]
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


def _is_title(text: str) -> bool:
    """True for the title of a policy: a page's or a section's name contradicts nothing."""
    return bool(_TITLE_WORD.search(folded := fold(text))) and not has_spam(folded)


# -- title ------------------------------------------------------------------------------------------------------


def _find_title(lines: Sequence[Line], facts: Mapping[str, Fact], name: str) -> Fact | None:
    head = [*islice((x for x in lines if x.mark in ("body", "furniture", "title") and x.kind != "fact"), _HEAD)]
    for line in head[:25]:
        wrapped = _WRAPPED.search(simplified(line.text))
        inner = line.text[slice(*wrapped.span(wrapped.lastgroup or 0))] if wrapped else ""
        if han_length(inner) >= 6 and len(head) > 12 and not has_spam(line.words.folded):
            return Fact(inner.replace("<", "《").replace(">", "》").strip(), "body", line.text[:80])
    if (fact := facts.get("title")) and not has_spam(fold(fact.value)):
        return fact
    markup = next((x for x in head if x.kind == "heading" and x.level <= _LEVELS and not x.label), None)
    if markup and not has_spam(markup.words.folded):
        return Fact(markup.text, "markup", markup.text)
    scored = [(s, -i, x) for i, x in enumerate(head[:15]) if (s := _title_score(x, head[i + 1 : i + 4])) > 2]
    if not scored:
        return None
    best = max(scored, key=lambda t: t[:2])[2]
    return Fact(_with_years(best.text, head), "body", best.text)


def _with_years(text: str, head: Sequence[Line]) -> str:
    position = next(i for i, x in enumerate(head) if x.text == text)
    below = head[position + 1].text if position + 1 < len(head) else ""
    return text + below if re.match(r"^[(（]\d{4}.{0,14}[)）]$", below) else text


def _title_score(line: Line, below: Sequence[Line]) -> float:
    text = line.words.folded
    if (
        line.mark == "furniture"
        or has_spam(text)
        or not 6 <= len(text) <= 80
        or re.search("[。;!?,:]$", text)
        or find_label(text)
    ):
        return 0.0
    score = 1.0
    score += 3.0 * bool(_TITLE_WORD.search(text))
    named = any(m.full or m.divisions[0].level in PROVINCES for m in find_places(text))
    score += 2.0 * (named or bool(_LIKE_A_PLACE.match(text)))
    score += 1.5 * any(x.mark in ("furniture", "date", "enactment") for x in below)
    score += 1.0 * ("关于" in text)
    return score - 2.0 * bool(re.search("[,。;]", text))


# -- number, dates --------------------------------------------------------------------------------------


def _find_number(lines: Sequence[Line]) -> Fact | None:
    """The document's own number: alone on a line of the head, labelled, or in brackets behind the title.

    One that stands in a sentence or behind 《…》 is that of a document cited, relied on or abolished.
    """
    for line in lines[:_NUMBERED]:
        folded = fold(simplified(line.text))
        for rule in ("alone", "titled"):
            if found := _number_rules()[rule].search(folded):
                start, end = found.span("number")
                return Fact(re.sub(r"\s", "", line.text[start:end]), "body", line.text[:80])
    return None


@cache
def _number_rules() -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(text) for name, text in lexicons.load("numbers").items()}


def _iso(text: str) -> str:
    """The first date of a text as ``2020-01-01``; empty if the calendar has no such day (2023年99月99日)."""
    value = _read_date(squeeze(text)[0])
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return ""


def _read_date(text: str) -> str:
    if found := _DATE.search(text):
        return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}"
    if found := _HAN_DATE.search(text):
        year = "".join(str("〇一二三四五六七八九".find(c.replace("零", "〇").replace("○", "〇"))) for c in found[1])
        day = han_ordinal(found[3]) if found[3] else 1
        return f"{year}-{han_ordinal(found[2]):02d}-{day:02d}"
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
        if is_dated(fold(line.text)) and (value := _iso(line.text[line.text.rfind("年") - 4 :])):
            return Fact(value, "body", line.text[:80])
    return None


def _find_published(lines: Sequence[Line]) -> Fact | None:
    for line in lines[:60]:
        if line.mark == "furniture" and (value := _iso(line.text)):
            return Fact(value, "body", line.text[:80])
    return None


def _find_period(
    title: Fact | None, facts: Mapping[str, Fact], issued: Fact | None, genre: Fact | None, lines: Sequence[Line]
) -> Fact | None:
    """Years of the title, else of the plan's span from its date, else of the plan period the text opens with."""
    text = with_arabic_years(fold(title.value)) if title else ""
    origin: Origin = title.origin if title else "body"
    if found := _YEARS.search(text):
        return Fact(f"{found[1]}-{found[2]}", origin, found.group())
    for name, years in _PLAN_PERIODS.items():
        if name in text:
            return Fact(years, origin, name)
    if found := re.search(r"((?:19|20)\d\d)年", text):
        return Fact(found[1], origin, found.group())
    if (span := re.search("([三五二两])年(?:行动|计划)", text)) and issued and issued.value[:4].isdecimal():
        length = {"二": 2, "两": 2, "三": 3, "五": 5}[span[1]]
        start = int(issued.value[:4])
        return Fact(f"{start}-{start + length - 1}", issued.origin, span.group())
    return facts.get("year") or (_opening_period(lines) if genre and genre.value in _PLANNING else None)


def _opening_period(lines: Sequence[Line]) -> Fact | None:
    """The five-year plan that the first paragraphs name (“十四五”时期,…), for plans without years in their title."""
    opening = [x.text for x in lines if x.mark == "body" and len(x.text) >= _PROSE][:_OPENING]
    for text in opening:
        if found := re.search('[“"]?(十[一二三四五]五)[”"]?(?:时期|期间|规划)', simplified(text)):
            return Fact(_PLAN_PERIODS[found[1]], "body", text[: found.end()][-40:])
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
