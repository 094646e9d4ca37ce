"""Say what a document is: title, place, issuer, number, dates, period, genre, each with its origin.

In: marked lines, the container's facts, the manifest entry. Out: `Metadata` and flags for what contradicts.
Example: behind “现将《清城区…规划(2021-2025年)》印发给你们” stands the title, its period 2021-2025 and its genre plan.
The wrapper gives issuer and date, the inner title subject and period; years of cited titles are never taken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice, pairwise, zip_longest
from typing import Any

from compare import lexicons
from compare.chinese.calendar import with_arabic_years
from compare.chinese.normalize import fold, han_length, squeeze
from compare.chinese.traditional import simplified
from compare.documents.conflicts import find_conflicts
from compare.documents.lines import Line, ends_like_office, has_spam
from compare.documents.manifest import ManifestEntry
from compare.documents.numbering import find_label, han_ordinal
from compare.documents.places import PROVINCES, Division, division, find_places, resolve, short_name, zone
from compare.documents.validity import find_validity
from compare.model import Fact, Flag, Grade, Metadata, Origin

_WRAPPED = re.compile(
    r"(?:印发|转发|批转|发布|公布|下发)(?:了)?《(?P<title>(?:[^《》]|《[^《》]*》)+)》"
    r"|(?:现将|关于)《(?P<other>(?:[^《》]|《[^《》]*》)+)》(?:的通知|.{0,6}(?:印发|转发|公布|予以))"
)
_TITLE_WORD = re.compile(
    "(?:规划|纲要|计划|方案|办法|措施|意见|条例|规定|细则|政策|通知|公告|指南|要点|解读|报告|决定|举措|行动)"
    r"(?:》)?(?:政策解读|解读)?(?:[(（].{1,24}[)）])?(?:的?(?:通知|解读|政策解读))?$"
)
_NUMBER = re.compile(r"[一-鿿]{1,12}[〔\[(【](?:19|20)\d\d[〕\])】]\s*第?\s*\d{1,4}\s*号")
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
_BETWEEN_PLACES = re.compile(r"[\s/\\>|·-]+")
"""what a cell puts between a place and the place in it"""
_PROSE = 40
"""characters from which a line is a paragraph, not a heading"""
_OPENING = 2
"""paragraphs in which a plan says for when it is"""
_HEAD = 40
"""lines in which a notice, its title and its signature stand"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Genre:
    """One kind of document, from lexicons/genres.yaml."""

    id: str
    pattern: re.Pattern[str]
    role: str
    grade: Grade
    force: int
    plan: bool
    missing: bool


@cache
def genres() -> Mapping[str, Genre]:
    """Genre id → genre, in the order in which titles are tried."""
    return {
        g["id"]: Genre(
            id=g["id"],
            pattern=re.compile(g["title"]),
            role=g["role"],
            grade=g["grade"],
            force=g["force"],
            plan=g["plan"],
            missing=g["missing"],
        )
        for g in lexicons.load("genres")["genres"]
    }


def find_metadata(
    lines: Sequence[Line], facts: Mapping[str, Fact], entry: ManifestEntry | None, name: str, listed: str = ""
) -> tuple[Metadata, tuple[Flag, ...]]:
    """All that is known of the document, and flags for conflicts and gaps; `listed` as `Source.entry`."""
    given = entry.facts if entry else {}
    own = _find_title(lines, {}, name)
    title = given.get("title") or (_find_title(lines, facts, name) if "title" in facts else own)
    issuer, flags = _find_issuer(lines, facts, title)
    issued = _find_issued(lines, facts)
    found: dict[str, Fact | None] = {
        "title": title,
        "issuer": issuer,
        "number": facts.get("number") or _find_number(lines),
        "issued": issued,
        "published": facts.get("published") or _find_published(lines),
        "url": facts.get("url"),
        "genre": _genre_of_entry(title, lines, listed) if listed else _find_genre(title, lines),
    }
    begun, ended = find_validity(lines, given.get("issued") or issued, given.get("effective") or facts.get("effective"))
    found["effective"], found["expires"] = begun, facts.get("expires") or ended
    found["period"] = _find_period(title, facts, issued, found["genre"], lines)
    place, notes = _find_place(lines, facts, title, issuer, name)
    if "district" in given:
        notes = _against_manifest(given["district"], place.get("district"))
        place = {} if notes else place
    found.update(place)
    found.update(given)
    found.update(_complete_place(found))
    flags += [*notes, *find_conflicts(_said(lines, facts, given, own), _is_title), *_gaps(found)]
    return Metadata(**found, extra=entry.extra if entry else {}), tuple(flags)


def _said(
    lines: Sequence[Line], facts: Mapping[str, Fact], given: Mapping[str, Fact], title: Fact | None
) -> Mapping[str, Sequence[Fact | None]]:
    """What manifest, container and text say, each for itself; `title` is that of the text."""
    body = {
        "title": title,
        "issuer": _find_issuer(lines, {}, title)[0],
        "number": _find_number(lines),
        "issued": _find_issued(lines, {}),
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
    score += 2.0 * any(m.full or m.divisions[0].level in PROVINCES for m in find_places(text))
    score += 1.5 * any(x.mark in ("furniture", "date", "enactment") for x in below)
    score += 1.0 * ("关于" in text)
    return score - 2.0 * bool(re.search("[,。;]", text))


# -- issuer, number, dates --------------------------------------------------------------------------------------


def _find_issuer(
    lines: Sequence[Line], facts: Mapping[str, Fact], title: Fact | None
) -> tuple[Fact | None, list[Flag]]:
    flags: list[Flag] = []
    for i, line in enumerate(lines):
        injected = line.mark == "spam" and i + 1 < len(lines) and lines[i + 1].mark == "date"
        if line.mark != "signature" and not injected:
            continue
        if injected or not ends_like_office(line.text):
            flags.append(Flag("issuer_corrupted", "bad", line.text[:80]))
            continue
        return Fact(line.text, "body", line.text), flags
    if fact := facts.get("issuer"):
        return fact, flags
    for line in [*lines[:_HEAD]]:
        if found := re.search(
            "^(?:转发)?([一-鿿、]{4,30}?(?:人民政府|办公室|办公厅|委员会|局|厅|委))关于(?:印发|转发|发布|进一步|加快|促进|支持|推进|实施)",
            simplified(line.text),
        ):
            return Fact(found[1].removeprefix("转发"), "body", line.text[:80]), flags
        if line.mark == "enactment" and (
            found := re.search("日\\s*([一-鿿]{2,12}?)第[一-鿿]{1,8}届人民代表大会(?:常务委员会)?", line.text)
        ):
            body = "人民代表大会常务委员会" if "常务委员会" in line.text else "人民代表大会"
            return Fact(found[1] + body, "body", line.text[:80]), flags
    return None, flags


def _find_number(lines: Sequence[Line]) -> Fact | None:
    """Only a number standing alone in the head is the document's own; one after 《…》 is cited."""
    for line in lines[:15]:
        if len(line.text) <= 40 and "《" not in line.text and (found := _NUMBER.search(simplified(line.text))):
            return Fact(re.sub(r"\s", "", line.text[slice(*found.span())]), "body", line.text)
    return None


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


def _find_issued(lines: Sequence[Line], facts: Mapping[str, Fact]) -> Fact | None:
    if fact := facts.get("issued"):
        return fact
    dated = [x for x in lines[:_HEAD] if x.mark == "enactment" and _iso(x.text)]
    if dated:
        last = max(dated, key=lambda x: _iso(x.text))
        return Fact(_iso(last.text), "body", last.text[:80])
    signed = [i for i, x in enumerate(lines) if x.mark == "date" and i and lines[i - 1].mark == "signature"]
    chosen = signed or [i for i, x in enumerate(lines) if x.mark == "date" and x.kind == "text"]
    for i in chosen:
        if value := _iso(lines[i].text):
            return Fact(value, "body", lines[i].text)
    return None


def _find_published(lines: Sequence[Line]) -> Fact | None:
    for line in lines[:60]:
        if line.mark == "furniture" and (value := _iso(line.text)):
            return Fact(value, "body", line.text[:80])
    return None


def _find_genre(title: Fact | None, lines: Sequence[Line]) -> Fact:
    text = fold(title.value) if title else ""
    for genre in genres().values():
        if text and (found := genre.pattern.search(text)):
            return Fact(genre.id, "body", found.group() or text[:40])
    articles = [x for x in lines if (label := x.label) and label.kind == "article"]
    if len(articles) >= 5:
        return Fact("scheme", "body", articles[0].text[:40])
    return _news_or_excerpt(lines)


def _genre_of_entry(title: Fact | None, lines: Sequence[Line], listed: str) -> Fact:
    """A row in parts is an entry, whatever its title names; so is a short text of which nothing says what it is."""
    found = _find_genre(title, lines)
    unclear = found.value in ("news", "excerpt", "work-plan") and not _byline(lines)
    return Fact("entry", "markup", "") if listed == "parts" or unclear else found


def _byline(lines: Sequence[Line]) -> str:
    """The line by which news names its reporter; empty if there is none."""
    pattern = lexicons.load("genres")["news"]["byline"]
    return next((x.text for x in lines if len(x.text) <= 80 and re.search(pattern, simplified(x.text))), "")


def _news_or_excerpt(lines: Sequence[Line]) -> Fact:
    rules: Mapping[str, Any] = lexicons.load("genres")["news"]
    byline = _byline(lines)
    long = [x.text for x in lines if x.mark == "body" and len(x.text) >= 40]
    past = [t for t in long if re.search(rules["past"], simplified(t))]
    labelled = sum((label := x.label) is not None and label.kind != "bullet" for x in lines)
    if (
        long
        and labelled < 5
        and (byline or len(past) >= max(2, 2 * rules["past_share"] * len(long)))
        and len(past) >= rules["past_share"] * len(long)
    ):
        return Fact("news", "body", (byline or past[0])[:40])
    return Fact("excerpt" if labelled < 5 or not long else "work-plan", "body", "")


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


def _find_place(
    lines: Sequence[Line], facts: Mapping[str, Fact], title: Fact | None, issuer: Fact | None, name: str
) -> tuple[dict[str, Fact], list[Flag]]:
    """Place by: the table's own columns, title, file name, issuer, addressees, most frequent place of the body."""
    body = [x.text for x in lines if x.mark in ("body", "salutation", "enactment")]
    context = [t[:400] for t in body[:60]] + ([title.value] if title else [])
    if named := _place_of_columns(facts):
        return _place_facts(named[0], named[1].origin, named[1].quote or named[1].value), []
    candidates: list[tuple[Division, Origin, str]] = []
    for text, origin in _place_texts(title, name, issuer):
        if row := _leading_place(text, context):
            candidates.append((row, origin, text[:60]))
    counted = _most_frequent(body)
    if counted:
        candidates.append((counted[0], "body", _counted_quote(counted)))
    if not candidates:
        return {}, []
    row, origin, quote = candidates[0]
    guessed = origin == "filename" or quote == _counted_quote(counted)
    inferred = [Flag("district_inferred", "info", quote[:80])] if guessed else []
    return _place_facts(row, origin, quote), inferred + _conflicts(candidates)


def _place_of_columns(facts: Mapping[str, Fact]) -> tuple[Division, Fact] | None:
    """The place that a table's own columns name, the lowest first: 区县 within 城市 within 省份.

    “广州市/花都区” is one place. A cell that lists several names none; the column above it decides.
    """
    given = [facts[key] for key in ("district", "city", "province") if key in facts]
    for at, fact in enumerate(given):
        if row := _place_of_cell(fact.value, [other.value for other in given[at + 1 :]]):
            return row, fact
    return None


def _place_of_cell(value: str, above: Sequence[str]) -> Division | None:
    name = _BETWEEN_PLACES.sub("", value)
    parents = [place.name for text in above for mention in find_places(text) for place in mention.divisions]
    for parent in parents:
        if (row := division(name, parent)) and parent in (row.city, row.province):
            return row
    if row := division(name):
        return row
    mentions = find_places(name)
    if any(here.end != there.start for here, there in pairwise(mentions)):
        return None
    return _leading_place(name, above)


def _counted_quote(counted: tuple[Division, int] | None) -> str:
    return f"{counted[0].name}×{counted[1]}" if counted else ""


def _against_manifest(given: Fact, detected: Fact | None) -> list[Flag]:
    """The manifest wins; a place read from the text that is not the same is still said."""
    if detected is None or short_name(given.value) == short_name(detected.value):
        return []
    return [Flag("place_conflict", "info", f"{given.value} / {detected.value}({detected.quote})"[:80])]


def _place_texts(title: Fact | None, name: str, issuer: Fact | None) -> Iterable[tuple[str, Origin]]:
    if title and not has_spam(fold(title.value)):
        yield title.value, title.origin
    if issuer and not has_spam(fold(issuer.value)):
        yield issuer.value, issuer.origin
    yield re.sub(r"[_\-.\s#]+", " ", name), "filename"


def _leading_place(text: str, context: Sequence[str]) -> Division | None:
    """The most specific place of the first chain of places in a text: 清远市清城区… → 清城区."""
    mentions = find_places(text)
    if not mentions:
        return None
    chosen = mentions[0]
    for mention in mentions[1:]:
        if mention.start != chosen.end or not any(d.city or d.province for d in mention.divisions):
            break
        chosen = mention
    place = resolve(chosen, [*context, text])
    if within := zone(text, chosen, place):
        return within
    return place if chosen.full or place.level not in ("区", "县", "县级市") or chosen is not mentions[0] else None


def _most_frequent(body: Sequence[str]) -> tuple[Division, int] | None:
    """The place named most often in the body, at least twice; a parent written before its child is the child."""
    counts: Counter[tuple[str, str]] = Counter()
    rows: dict[tuple[str, str], Division] = {}
    known: dict[tuple[Division, ...], Division] = {}
    mentions = find_places("\n".join(body))
    for mention, following in zip_longest(mentions, mentions[1:]):
        if not mention.full or (following and following.start == mention.end):
            continue
        row = known.get(mention.divisions)
        if row is None:
            row = known[mention.divisions] = resolve(mention, body[:40])
        counts[row.name, row.city] += 1
        rows[row.name, row.city] = row
    if not counts:
        return None
    (key, number) = max(counts.items(), key=lambda item: (item[1], item[0]))
    return (rows[key], number) if number >= 2 else None


def _place_facts(row: Division, origin: Origin, quote: str) -> dict[str, Fact]:
    facts = {
        "district": Fact(row.name, origin, quote),
        "level": Fact(row.level, origin, quote),
        "province": Fact(row.province, origin, quote),
    }
    if row.parent:
        facts["parent"] = Fact(row.parent, origin, quote)
    return facts


def _conflicts(candidates: Sequence[tuple[Division, Origin, str]]) -> list[Flag]:
    """Two origins that name places neither of which contains the other contradict each other."""
    first = candidates[0]
    for row, _, quote in candidates[1:]:
        if row.name not in (first[0].name, first[0].city, first[0].province) and first[0].name not in (
            row.city,
            row.province,
        ):
            return [Flag("place_conflict", "warn", f"{first[0].name} / {row.name}({quote})"[:80])]
    return []


def _complete_place(found: Mapping[str, Fact | None]) -> dict[str, Fact]:
    """Level, parent and province of a place given by name only."""
    district = found.get("district")
    if district is None:
        return {}
    parent = found.get("parent")
    row = division(district.value, parent.value if parent else "")
    if row is None:
        return {}
    table = _place_facts(row, district.origin, district.quote)
    return {k: v for k, v in table.items() if found.get(k) is None or k == "district"}


def _gaps(found: Mapping[str, Fact | None]) -> list[Flag]:
    """What nobody said: place, year, address."""
    flags = []
    if not found.get("district"):
        flags.append(Flag("place_unknown", "bad"))
    if not (found.get("period") or found.get("issued") or found.get("published")):
        flags.append(Flag("year_unknown", "warn"))
    if not found.get("url"):
        flags.append(Flag("no_url", "info"))
    return flags


def place_label(metadata: Metadata) -> str:
    """Short place and first year, for citations: 清城2021."""
    return short_name(metadata.value("district")) + metadata.year
