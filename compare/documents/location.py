"""Whose document it is: the evidence for its place, the best first, and what contradicts it.

In: marked lines, the container's facts, title and issuer. Out: district, level, parent and province as facts, flags.
The order: what columns say, a state body at the head, the place at the head of the title, the issuer, a place further
on in the title, the text's own scope, who is named as source, the site, the file's name; names counted in the text
come last and need a clear majority. A document that only a wrong place could be given has none.
Example: “区人社局” on the site “广州市天河区人民政府门户网站” → 天河区, 区, 广州市; 国务院令第746号公布 → 国家.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import NamedTuple

from compare import lexicons
from compare.chinese.normalize import fold
from compare.chinese.traditional import simplified
from compare.documents.lines import Line, has_spam
from compare.documents.places import (
    STATE,
    Division,
    Mention,
    division,
    find_places,
    is_shared,
    leading_zone,
    settle,
    zone,
)
from compare.model import NATION, Fact, Flag, Origin
from compare.rules import current, rule

_CONTEXT = 60
"""lines of the text in which a city is looked for that tells two districts of one name apart"""
_SIGNATURE = 30
"""characters of a line that signs"""
_COLUMNS = ("district", "city", "province")
_OPENING = 12
"""lines at the head in which an order of promulgation or the addressees stand"""
_MAJORITY = 2
"""a counted place is named at least so often, and so many times as often as any other"""
_CITED = re.compile("《[^《》]*》")
_TOKENS = re.compile(r"[\d_\-.\s#()()《》【】\[\]/、,]+")


class Sign(NamedTuple):
    """One piece of evidence for a place."""

    place: Division
    origin: Origin
    quote: str
    sure: bool = True
    """said by the document or the container; not guessed from a file's name or counted"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """All that may say whose document it is."""

    lines: Sequence[Line]
    facts: Mapping[str, Fact]
    title: Fact | None
    issuer: Fact | None
    name: str
    """file name, with #number for the parts of a table"""
    context: Sequence[str]
    """texts that may name the city of a district"""


def find_location(clues: Clues) -> tuple[dict[str, Fact], list[Flag]]:
    """The facts of the place, empty if it is not known, and what is to be checked about it."""
    signs = [sign for look in _SAID if (sign := look(clues))]
    if not signs:
        signs = [*islice(filter(None, (look(clues) for look in _INFERRED)), 1)]
    if not signs:
        return {}, []
    first = signs[0]
    flags = [] if first.sure else [Flag("district_inferred", "info", first.quote[:80])]
    return place_facts(first.place, first.origin, first.quote), flags + _contradictions(signs)


def gather_clues(
    lines: Sequence[Line], facts: Mapping[str, Fact], title: Fact | None, issuer: Fact | None, name: str
) -> Clues:
    """The clues with their context."""
    said = [facts[key].value for key in ("province", "city", "site", "source", "issuer", "url") if key in facts]
    said += [fact.value for fact in (title, issuer) if fact] + [name]
    body = [x.text[:400] for x in lines if x.mark in ("body", "salutation", "enactment")][:_CONTEXT]
    return Clues(lines=lines, facts=facts, title=title, issuer=issuer, name=name, context=(*said, *body))


def place_facts(place: Division, origin: Origin, quote: str) -> dict[str, Fact]:
    """District, level, parent and province as facts; what the place does not have is left out."""
    values = {"district": place.name, "level": place.level, "province": place.province, "parent": place.parent}
    return {key: Fact(value, origin, quote) for key, value in values.items() if value}


def _contradictions(signs: Sequence[Sign]) -> list[Flag]:
    """Two that say for sure places neither of which contains the other contradict each other."""
    first, *others = signs
    for other in others:
        if other.sure and _apart(first.place, other.place):
            return [Flag("place_conflict", "warn", f"{first.place.name} / {other.place.name}({other.quote})"[:80])]
    return []


def _apart(one: Division, other: Division) -> bool:
    """True if neither place lies in the other; everything lies in the state."""
    if STATE in (one, other):
        return False
    return one.name not in (other.name, other.city, other.province) and other.name not in (one.city, one.province)


def _is_within(place: Division, other: Division) -> bool:
    """True if the first place lies below the second."""
    return place.name != other.name and other.name in (place.city, place.province)


# --- each kind of evidence --------------------------------------------------------------------------------------


def _by_columns(clues: Clues) -> Sign | None:
    """The most specific of the columns for district, city and province, or the title where it names a place in it; 国家
    as the level of a policy.
    """
    best: Sign | None = None
    for key in _COLUMNS:
        given = clues.facts.get(key)
        place = _named(given.value, clues.context) if given else None
        if given and place and (best is None or _is_within(place, best.place)):
            best = Sign(place, given.origin, given.quote or given.value)
    if best:
        head = _by_title_head(clues)
        return head if head and _is_within(head.place, best.place) else best
    level = clues.facts.get("level")
    known: Mapping[str, str] = lexicons.load("manifest")["levels"]
    if level and NATION in (level.value, known.get(level.value)):
        return Sign(STATE, level.origin, level.quote or level.value)
    return None


def _by_state(clues: Clues) -> Sign | None:
    """A body of the state at the head of issuer, title or the notice around it; its order of promulgation."""
    for text, folded, origin in _heads(clues):
        if _is_state(folded):
            return Sign(STATE, origin, text[:60])
    return _line_of_state(clues, "state_enactment")


def _by_form(clues: Clues) -> Sign | None:
    """What only documents of the state have: its numbers, letters to all provinces, its approval, the name of a law."""
    number = clues.facts.get("number")
    for line in clues.lines[:_OPENING]:
        text = simplified(line.text)
        if _has_form_of_state(line, text):
            return Sign(STATE, "body", text[:60])
    if number and _fits("state_number", number.value):
        return Sign(STATE, number.origin, number.value)
    return _line_of_state(clues, "state_approval") or _by_name_of_law(clues)


def _line_of_state(clues: Clues, key: str) -> Sign | None:
    for line in clues.lines[:_OPENING]:
        text = simplified(line.text)
        if (line.mark == "enactment" or text[:1] in "(（") and rule("location", key).fits(line.words.folded):
            return Sign(STATE, "body", text[:60])
    return None


def _by_name_of_law(clues: Clues) -> Sign | None:
    """中华人民共和国科学技术进步法, 专利法实施细则 as title or alone in a line at the head."""
    title = _title(clues)
    for text, folded in ((title, fold(title)), *((simplified(x.text), x.words.folded) for x in clues.lines[:2])):
        if text and rule("location", "state_law").fits(folded) and not find_places(text):
            return Sign(STATE, "body", text[:60])
    return None


def _heads(clues: Clues) -> Iterator[tuple[str, str, Origin]]:
    """The lines that say who speaks, as they are and folded: title and issuer, and the notice before the title that it
    puts into force.

    What was read as the issuer tells nothing against a title that begins with a place: it may be that of a text below.
    """
    if clues.issuer and not has_spam(fold(clues.issuer.value)) and not _by_title_head(clues):
        yield simplified(clues.issuer.value), fold(clues.issuer.value), clues.issuer.origin
    for fact in (clues.title, clues.facts.get("title")):
        if fact and not has_spam(fold(fact.value)):
            yield simplified(fact.value), fold(fact.value), fact.origin
    title = _title(clues)
    for number, line in enumerate(clues.lines[:_OPENING]):
        if rule("location", "notice").fits(line.words.folded):
            text = simplified(line.text)
            if not number or (title and title in text):
                yield text, line.words.folded, "body"


def _is_state(folded: str) -> bool:
    rest = folded[_lead(folded) :]
    bodies = (r.finder.search(rest) for r in current().topic("location").rules if r.gives.get("sign") == "state")
    found = next(filter(None, bodies), None)
    if not found:
        return False
    mentions = find_places(rest[found.end() : found.end() + 12])
    return not (mentions and mentions[0].start == 0)


def _has_form_of_state(line: Line, text: str) -> bool:
    if line.mark == "salutation":
        return _fits("state_addressees", text)
    return len(text) <= 40 and _fits("state_number", text) and bool(re.search(r"\d{4}\D{0,3}\d+\D?$", text))


def _by_title_head(clues: Clues) -> Sign | None:
    title = _title(clues)
    place = _at_head(title, clues.context)
    return Sign(place, clues.title.origin, title[:60]) if place and clues.title else None


def _by_issuer(clues: Clues) -> Sign | None:
    fact = clues.issuer
    if fact is None or has_spam(fold(fact.value)):
        return None
    places = [
        place for part in re.split("[、,，;； ]", simplified(fact.value)) if (place := _at_head(part, clues.context))
    ]
    if not places or any(_apart(places[0], other) for other in places[1:]):
        return None
    return Sign(places[0], fact.origin, fact.value[:60])


def _by_signature(clues: Clues) -> Sign | None:
    """A body of the state that signs above the date."""
    for line, below in pairwise(clues.lines):
        text = simplified(line.text) if below.mark == "date" and len(line.text) <= _SIGNATURE else ""
        if text and _is_state(fold(text)):
            return Sign(STATE, "body", line.text)
    return None


def _by_enactment(clues: Clues) -> Sign | None:
    """The place whose congress passed it stands first, who approved it behind."""
    for line in clues.lines[:_OPENING]:
        if line.mark == "enactment" and (place := _first(line.text, clues.context)):
            return Sign(place, "body", line.text[:60])
    return None


def _by_title(clues: Clues) -> Sign | None:
    """A place further on in the title, not that of a cited document or of somebody else."""
    title = _CITED.sub(lambda found: "。" * len(found.group()), _title(clues))
    mentions = find_places(title)
    if not mentions or not clues.title or _joined(title, mentions):
        return None
    if _fits("elsewhere", title[: mentions[0].start]):
        return None
    place = _chain(title, mentions, clues.context)
    return Sign(place, clues.title.origin, title[:60]) if place else None


def _by_statement(clues: Clues) -> Sign | None:
    return _stated(clues, "statement")


def _by_registration(clues: Clues) -> Sign | None:
    return _stated(clues, "registration")


def _stated(clues: Clues, key: str) -> Sign | None:
    """The one place that the text says it is for; none if it says several."""
    found: dict[str, Sign] = {}
    for line in clues.lines:
        text = _CITED.sub("", simplified(line.text)) if line.mark == "body" else ""
        for match in _statements(key, fold(text)) if text else ():
            if place := _at_head(text[slice(*match.span("place"))], clues.context):
                found.setdefault(place.name, Sign(place, "body", text[slice(*match.span())][:60]))
    return next(iter(found.values())) if len(found) == 1 else None


def _statements(key: str, folded: str) -> Iterator[re.Match[str]]:
    """What the rules of one kind find in a text."""
    for stating in current().topic("location").rules:
        if stating.gives.get("sign") == key:
            yield from stating.finder.finditer(folded)


def _by_source(clues: Clues) -> Sign | None:
    """Who is named as source, if it is an office and no newspaper."""
    fact = clues.facts.get("source")
    if fact is None or _fits("media", fact.value) or not _fits("own_body", fact.value):
        return None
    place = _at_head(simplified(fact.value), clues.context)
    return Sign(place, fact.origin, fact.quote or fact.value) if place else None


def _by_site(clues: Clues) -> Sign | None:
    """The place of the site; an office without a place (区人社局, 市科技局) says which of its levels speaks."""
    place, fact = _site(clues)
    if place is None or fact is None:
        return None
    for rank in _spoken_ranks(clues):
        if (place := _of_rank(place, rank)) is None:
            return None
    return Sign(place, fact.origin, fact.quote or fact.value, sure=False)


def _site(clues: Clues) -> tuple[Division | None, Fact | None]:
    if (site := clues.facts.get("site")) and (place := _first(site.value, clues.context)):
        return place, site
    for key in ("domain", "url"):
        fact = clues.facts.get(key)
        found = re.search(r"([a-z0-9-]+)\.gov\.cn", fact.value.lower()) if fact else None
        if found and (name := lexicons.load("location")["domains"].get(found[1])):
            return division(name), fact
    return None, None


def _spoken_ranks(clues: Clues) -> Iterator[str]:
    """区 for 区人社局 as issuer or source."""
    for fact in (clues.issuer, clues.facts.get("source")):
        if fact and (found := rule("location", "relative").finder.search(fold(fact.value))):
            yield found["rank"]
            return


def _of_rank(place: Division, rank: str) -> Division | None:
    """The place itself or the one above it that has the rank; None for a place below it, which nobody knows."""
    levels = lexicons.load("location")["ranks"][rank]
    for name, parent in ((place.name, place.parent), (place.city, place.province), (place.province, "")):
        row = place if name == place.name else division(name, parent) if name else None
        if row and row.level in levels:
            return row
    return None


def _by_file_name(clues: Clues) -> Sign | None:
    name = simplified(clues.name)
    tokens = [token for token in _TOKENS.split(name) if token]
    for token in tokens:
        place = _at_head(token, clues.context) or _first(token, clues.context)
        if place:
            return Sign(place, "filename", clues.name[:60], sure=False)
    for token in tokens:
        place = division(token)
        if place and place.level != NATION and token not in lexicons.load("divisions")["common_short"]:
            return Sign(place, "filename", clues.name[:60], sure=False)
    return None


def _by_count(clues: Clues) -> Sign | None:
    """The place that the text names far more often than any other and on the level that it calls its own."""
    body = [simplified(x.text) for x in clues.lines if x.mark in ("body", "salutation", "enactment")]
    text = _CITED.sub("", "\n".join(body))
    counts = _count(text, clues.context)
    if not counts:
        return None
    ranked = sorted(counts, key=lambda place: (-counts[place], place))
    best, number = ranked[0], counts[ranked[0]]
    others = max((counts[p] for p in ranked[1:] if _apart(best, p)), default=0)
    if number < max(_MAJORITY, _MAJORITY * others) or not _is_of_own_rank(best, clues, text):
        return None
    return Sign(best, "body", f"{best.name}×{number}", sure=False)


def _count(text: str, context: Sequence[str]) -> Counter[Division]:
    """How often each place is named in full, last of its chain, and not as the authority of something."""
    counts: Counter[Division] = Counter()
    mentions = find_places(text)
    for number, mention in enumerate(mentions):
        chained = number + 1 < len(mentions) and mentions[number + 1].start == mention.end
        if mention.full and not chained and not _is_cited(text, mention):
            counts[settle(mention, context)] += 1
    return counts


def _is_cited(text: str, mention: Mention) -> bool:
    """Whether words beside a place say that it is the authority of something: 按照…, …有关规定."""
    before, behind = text[max(0, mention.start - 4) : mention.start], text[mention.end : mention.end + 8]
    return _fits("cited_before", before) or _fits("cited_behind", behind)


def _is_of_own_rank(place: Division, clues: Clues, text: str) -> bool:
    """Whether office and text speak of themselves as being of the place's level.

    Districts cite their city and province, which do not cite them: what is no district must be called 我市, 全省.
    """
    said = Counter(_spoken_ranks(clues)) or Counter(_self_named(text))
    words = lexicons.load("location")
    if not said:
        return place.level not in words["cited_levels"]
    ranks: Mapping[str, Sequence[str]] = words["ranks"]
    return place.level in ranks[max(said, key=lambda rank: (said[rank], rank))]


def _self_named(text: str) -> Iterator[str]:
    """市 for each 我市, 全市."""
    return (found["rank"] for found in rule("location", "self_name").finder.finditer(fold(text)))


_SAID: tuple[Callable[[Clues], Sign | None], ...] = (
    _by_columns, _by_state, _by_title_head, _by_issuer, _by_form, _by_signature, _by_enactment, _by_title,
)  # fmt: skip
"""what document and container say of themselves, all held against each other"""
_INFERRED: tuple[Callable[[Clues], Sign | None], ...] = (
    _by_statement, _by_source, _by_site, _by_registration, _by_file_name, _by_count,
)  # fmt: skip
"""looked for only where nothing is said; these go through the whole text"""


# --- the place that a text names --------------------------------------------------------------------------------


def _title(clues: Clues) -> str:
    return simplified(clues.title.value) if clues.title and not has_spam(fold(clues.title.value)) else ""


def _named(value: str, context: Sequence[str]) -> Division | None:
    """The place that a cell means: 广东省/广州市/花都区, 花都, 国家; none if it lists several (天河区、越秀区)."""
    value = simplified(value)
    listed = [place for part in re.split("[、,，;；]", value) if (place := _at_head(part, context))]
    if any(_apart(listed[0], place) for place in listed[1:]):
        return None
    known = lexicons.load("manifest")["levels"]
    if NATION in (value, known.get(value)):
        return STATE
    joined = re.sub(r"[/／>\s,，、-]", "", value)
    return _at_head(joined, (*context, value)) or _first(joined, (*context, value)) or division(joined)


def _lead(folded: str) -> int:
    """Where a title's own words begin: behind 《, the year, 关于印发."""
    found = rule("location", "lead").finder.search(folded)
    return found.end() if found else 0


def _at_head(text: str, context: Sequence[str]) -> Division | None:
    """The most specific place of the chain of places with which a text begins: 清远市清城区… → 清城区."""
    rest = text[_lead(fold(text)) :]
    if found := leading_zone(rest):
        return found
    mentions = find_places(rest)
    if not mentions or mentions[0].start or _joined(rest, mentions):
        return None
    return _chain(rest, mentions, context)


def _first(text: str, context: Sequence[str]) -> Division | None:
    """The first place of a text."""
    text = simplified(text)
    mentions = find_places(text)
    return _chain(text, mentions, context) if mentions else None


def _chain(text: str, mentions: Sequence[Mention], context: Sequence[str]) -> Division | None:
    chosen = mentions[0]
    for mention in mentions[1:]:
        if mention.start != chosen.end or not any(d.city or d.province for d in mention.divisions):
            break
        chosen = mention
    if rule("location", "media").finder.match(text, chosen.end):
        return None
    place = settle(chosen, [*context, text])
    return zone(text, chosen, place) or place


def _joined(text: str, mentions: Sequence[Mention]) -> bool:
    """True for two places side by side (广州市、佛山市…): the document is of neither alone."""
    for one, other in pairwise(mentions):
        if _fits("side_by_side", text[one.end : other.start]):
            return _apart(one.divisions[0], other.divisions[0])
    return False


def _fits(name: str, text: str) -> bool:
    return rule("location", name).fits(fold(text))


def unlisted_facts(found: Mapping[str, Fact | None]) -> dict[str, Fact]:
    """Level, parent and province of a place given by name only; nothing that two places of the name do not share."""
    district, parent = found.get("district"), found.get("parent")
    place = division(district.value, parent.value if parent else "") if district else None
    if district is None or place is None:
        return {}
    if is_shared(district.value) and parent is None and district.origin != "manifest":
        place = place._replace(city="", province="")
    table = place_facts(place, district.origin, district.quote)
    return {key: fact for key, fact in table.items() if found.get(key) is None or key == "district"}
