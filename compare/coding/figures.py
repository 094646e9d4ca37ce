"""Find the figures of a sentence: numbers with what they measure, how they compare and where they start from.

In: a `Statement`. Out: its `Figure` values in text order.
Example: “国家级、省级孵化器分别达到2家、3家” → 国家级孵化器 ≥ 2 家, 省级孵化器 ≥ 3 家.
Thresholds (产值超10亿元的企业) and sums of support (给予20万元) are no figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from compare.coding.comparators import STATED, find_comparator, printed_sign
from compare.coding.names import (
    again,
    before_predicate,
    counted,
    ends_with_verb,
    left_name,
    object_name,
    right_name,
    split_names,
    subject,
    without_base,
    without_kept,
    without_level,
    without_verb,
)  # fmt: skip
from compare.coding.patterns import cue, word_set
from compare.coding.quantities import Quantity, joined
from compare.coding.statements import Statement
from compare.kinds import Comparator

_REACH = 24
"""characters left of a number in which a word can govern it; the longest such words with their fillers have 14"""
_LAST_STOP = re.compile("(?s:.*)[,。;:()!?]")
_LAST_CLAUSE = re.compile("(?s:.*)[,;:。]")
_MARKS = frozenset(",。;:、()+")
_BASE = 5
"""characters in which “的基础上” stands right of a number"""
_NEAR = 16
"""characters right of a sum in which the noun stands that it is a threshold of"""


class Figure(NamedTuple):
    """A quantity that says something about an indicator."""

    quantity: Quantity
    indicator: str
    comparator: Comparator
    base: Quantity | None = None
    flags: tuple[str, ...] = ()
    behind: bool = False
    """the name stands right of the number: “20家孵化器”"""
    year: int | None = None
    """its own year in a list of years: 2027、2028年分别新增20家、25家"""


def find_figures(sentence: Statement) -> list[Figure]:
    """The quantities of a sentence that have an indicator, in order."""
    granting = not sentence.dated and _grants(sentence)
    quantities = [] if granting else [q for q in sentence.quantities if not _is_condition(sentence, q)]
    found: list[Figure] = []
    base: Figure | None = None
    index, size = 0, len(quantities)
    while index < size:
        members = _list(sentence, quantities, index)
        left = _left(sentence, members[0], quantities[index - 1].end if index else sentence.start)
        count = len(members)
        index += count
        following = _list(sentence, quantities, index) if count > 1 and index < size else ()
        if len(following) == count and (listed := _from_to(sentence, members, following, left)):
            found.extend(listed)
            index += count
        elif count > 1 and (listed := _zip(sentence, members, left, found)):
            found.extend(listed)
        elif index < size and (start := _start(sentence, members[-1], quantities[index], left, found)):
            base = start
        else:
            for member in members:
                if figure := _single(sentence, member, left, base, found):
                    found.append(figure)
            base = None
    return found


def qualitative_aims(sentence: Statement) -> list[Figure]:
    """“2035年全面建成…” in a sentence without figures: an aim with a year and no value."""
    found = []
    for year in [] if sentence.quantities else sentence.years:
        match = cue("targets", "qualitative").match(sentence.text, year.end)
        if match and year.kind != "base":
            marker = Quantity(match.start(), match.end(), 0.0, None, "", "qualitative")
            found.append(Figure(marker, right_name(sentence.text[match.end() : sentence.end]), ""))
    names = [f.indicator for f in found if f.indicator]
    return [f._replace(indicator=f.indicator or names[-1], flags=("qualitative",)) for f in found if names]


# --- what is no figure -----------------------------------------------------------------------------------------


def _grants(sentence: Statement) -> bool:
    """A sentence that hands out support: its numbers are sums and conditions."""
    return (
        sentence.supports and cue("targets", "grant").search(sentence.masked, sentence.start, sentence.end) is not None
    )


def _is_condition(sentence: Statement, quantity: Quantity) -> bool:
    """True for eligibility thresholds and sums of support: “产值超10亿元的企业”, “给予20万元补助”."""
    text, start, end = sentence.masked, quantity.start, quantity.end
    money = quantity.kind in ("money", "foreign", "bare")
    near = text[max(sentence.start, start - _REACH) : start]
    if cue("targets", "upper").search(near) or cue("figures", "stood_on").search(near):
        return True
    if money and (cue("targets", "spend").search(near) or _is_threshold(text, end, sentence.end)):
        return True
    stop = _LAST_CLAUSE.match(text, sentence.start, start)
    clause = text[stop.end() if stop else sentence.start : start]
    if cue("targets", "condition_open").match(clause) and cue("figures", "granted").search(text, end, sentence.end):
        return True
    if quantity.kind == "measure" and not cue("figures", "office_days").search(quantity.unit):
        return cue("targets", "elsewhere").match(text[end : sentence.end]) is not None
    return money and quantity.bound == "≥" and cue("figures", "attribute").match(text, end, sentence.end) is not None


def _is_threshold(text: str, start: int, end: int) -> bool:
    """“500万元以上的重点企业”: the sum describes the noun behind it; a verb, a stop or a number between parts them."""
    noun = cue("figures", "qualified").search(text, start, min(end, start + _NEAR))
    return noun is not None and not cue("figures", "parts_from_noun").search(text, start, noun.start())


# --- lists and starting values ---------------------------------------------------------------------------------


def _list(sentence: Statement, quantities: Sequence[Quantity], index: int) -> Sequence[Quantity]:
    """The quantity at `index` with those joined to it: “30%、35%”."""
    last = index
    while last + 1 < len(quantities) and joined(sentence.masked, quantities[last], quantities[last + 1]):
        last += 1
    return quantities[index : last + 1]


def _left(sentence: Statement, quantity: Quantity, floor: int) -> tuple[int, int]:
    """Where the words left of a number begin and end: after the last stop or the last number, without numbering."""
    stop = _LAST_STOP.match(sentence.masked, floor, quantity.start)
    begin = stop.end() if stop else floor
    label = cue("targets", "label").match(sentence.masked[begin : quantity.start]) if begin == sentence.start else None
    return begin + (label.end() if label else 0), quantity.start


def _zip(
    sentence: Statement, members: Sequence[Quantity], left: tuple[int, int], found: Sequence[Figure]
) -> list[Figure]:
    """“A、B分别增长3%和5%”: one figure a pair; empty if the sentence is no such list."""
    words = sentence.text[slice(*left)]
    parted = cue("amounts", "respectively").search(words)
    if not parted:
        return _levels(sentence, members, left)
    lead, behind = words[: parted.start()], words[parted.end() :]
    sign, _ = find_comparator(behind, members[0])
    if years := _listed_years(lead, len(members)):
        name = _name_of_years(sentence, lead, behind, members[-1])
        dated = zip(members, years, strict=True)
        return [Figure(q, name, printed_sign(sign, q), year=year) for q, year in dated] if name else []
    whole = left_name(lead)
    if not (whole or found):
        return []
    names, flags = split_names(whole), ()  # type: tuple[list[str], tuple[str, ...]]
    if len(names) != len(members):
        names, flags = [whole or found[-1].indicator] * len(members), ("list_mismatch",)
    return [Figure(q, n, printed_sign(sign, q), None, flags) for q, n in zip(members, names, strict=True)]


def _listed_years(words: str, count: int) -> list[int]:
    """2027、2028年 before as many numbers; empty if the words list no years, or not as many."""
    listed = cue("figures", "years_listed").search(words)
    years = [int(year) for year in re.findall(r"\d{4}", listed.group())] if listed else []
    return years if len(years) == count else []


def _name_of_years(sentence: Statement, lead: str, behind: str, last: Quantity) -> str:
    """“孵化器2027、2028年分别达到3家、4家”: before the years, else what the verb behind 分别 governs."""
    if name := without_verb(left_name(cue("figures", "years_listed").sub("", lead))):
        return name
    noun = counted(right_name(sentence.gap(last)))
    governed = object_name(behind, noun)
    return governed[0] if governed else noun


def _from_to(
    sentence: Statement, starts: Sequence[Quantity], ends: Sequence[Quantity], left: tuple[int, int]
) -> list[Figure]:
    """“A、B分别从10家、20家增加到15家、30家”: one figure a name, each with its own starting value."""
    words = sentence.text[slice(*left)]
    opening = cue("figures", "from").search(words)
    between = sentence.masked[starts[-1].end : ends[0].start]
    if not (opening and cue("figures", "to").search(between)):
        return []
    parted = cue("amounts", "respectively").search(words)
    names = split_names(left_name(words[: min(m.start() for m in (opening, parted) if m)]))
    sign, _ = find_comparator(between, ends[0])
    if len(names) != len(ends) or not sign:
        return []
    paired = zip(starts, ends, names, strict=True)
    return [Figure(end, name, printed_sign(sign, end), start) for start, end, name in paired]


def _levels(sentence: Statement, members: Sequence[Quantity], left: tuple[int, int]) -> list[Figure]:
    """“国家、省、市级孵化器达到3家、1家、10家”: as many levels as numbers pair without 分别."""
    sign, length = find_comparator(sentence.masked[slice(*left)], members[0])
    names = split_names(without_verb(left_name(sentence.text[slice(*left)][:length])))
    heads = {without_level(name) for name in names}
    if len(names) != len(members) or len(heads) != 1 or names[0] in heads:
        return []
    return [Figure(q, n, printed_sign(sign, q)) for q, n in zip(members, names, strict=True)]


def _start(
    sentence: Statement, quantity: Quantity, following: Quantity, left: tuple[int, int], found: Sequence[Figure]
) -> Figure | None:
    """A starting value: “由2020年72家(增至…)”, “在72家的基础上”."""
    words = sentence.masked[slice(*left)]
    opening = cue("figures", "from").search(words)
    if not (opening and cue("figures", "to").search(sentence.masked, quantity.end, following.start)):
        behind = min(quantity.end + _BASE, following.start)
        if not cue("figures", "on_base").search(sentence.masked, quantity.end, behind):
            return None
        opening = cue("figures", "at_base").search(words)
    words = words[: opening.start()] if opening else words
    words = sentence.text[left[0] : left[0] + len(words)]
    return Figure(quantity, _compared(sentence, words, left[0], None, found), "")


# --- the name of one number ------------------------------------------------------------------------------------


def _single(
    sentence: Statement, quantity: Quantity, left: tuple[int, int], base: Figure | None, found: Sequence[Figure]
) -> Figure | None:
    """The figure of one number: by comparator, by verb, or by the noun it stands next to."""
    words, behind = sentence.text[slice(*left)], False
    sign, length = find_comparator(sentence.masked[slice(*left)], quantity)
    plain = base or (sign and (sign != STATED or sentence.reported))
    if plain and not base and (governed := _governed(sentence, quantity, words[:length])):
        name, behind = governed, True
    elif plain:
        name = _compared(sentence, words[:length] if sign else "", left[0], base, found)
    elif quantity.kind in ("whole", "doubling", "first"):
        attribute = quantity.kind == "whole" and cue("figures", "attribute").match(sentence.masked, quantity.end)
        name = "" if attribute else _compared(sentence, words, left[0], base, found)
    else:
        name, behind = _acted(sentence, quantity, words, found)
    if not name or cue("targets", "places").match(name):
        return None
    if quantity.kind == "factor" and sign == "+":
        quantity = quantity._replace(value=quantity.value + 1)  # 增长2倍 is three times as much
    flags = ("shortfall",) if cue("targets", "shortfall").search(words) else ()
    return Figure(quantity, name, printed_sign(sign, quantity), base.quantity if base else None, flags, behind)


def _governed(sentence: Statement, quantity: Quantity, words: str) -> str:
    """“培育不少于20家瞪羚企业”: verb, comparator, number, noun."""
    noun = counted(right_name(sentence.text[quantity.end : sentence.end])) if ends_with_verb(words) else ""
    found = object_name(words, noun) if noun else None
    return found[0] if found and found[1] else ""


def _compared(sentence: Statement, words: str, start: int, base: Figure | None, found: Sequence[Figure]) -> str:
    """The name left of a comparator; where there is none, the subject of what stands before."""
    name = without_verb(left_name(without_base(words)))
    before = base.indicator if base and base.indicator else found[-1].indicator if found else ""
    if cue("figures", "share").match(name) or name in word_set("targets", "generic"):
        lead = _previous_subject(sentence, start) or without_kept(before)
        return cue("figures", "share").split(lead)[0] + name if lead else name
    if name in word_set("targets", "levels") and found:
        return name + without_level(found[-1].indicator)
    return name or (base.indicator if base else "") or _previous_subject(sentence, start) or before


def _previous_subject(sentence: Statement, start: int) -> str:
    """The noun phrase of the clause before, if it holds no number of its own."""
    end = start - 1
    if end <= sentence.start or sentence.masked[end] != ",":
        return ""
    stop = _LAST_CLAUSE.match(sentence.masked, sentence.start, end)
    begin = stop.end() if stop else sentence.start
    if any(begin <= q.start < end for q in sentence.quantities):
        return ""
    return subject(sentence.text[begin:end])


def _acted(sentence: Statement, quantity: Quantity, words: str, found: Sequence[Figure]) -> tuple[str, bool]:
    """The object of an action verb, or the noun beside the number; True if that noun stands right of the number."""
    if cue("figures", "named_before").search(words.rstrip()) and quantity.kind == "count":
        return "", False  # “甲、乙等5个项目” counts what it names
    after = sentence.gap(quantity)
    noun = right_name(after)
    if found and found[-1].behind and "," not in sentence.masked[found[-1].quantity.end : quantity.start]:
        *_, words = cue("figures", "joint").split(words)
        if not words.strip():
            return counted(noun), True
    adjacent = ends_with_verb(words)
    if quantity.han and quantity.unit in word_set("targets", "loose_units") and not (quantity.bound or adjacent):
        return "", False
    if governed := object_name(words if adjacent else without_base(words), noun):
        return governed if governed[0] or not (adjacent and found) else (again(words, found[-1].indicator), False)
    return _beside(sentence, quantity, words, after, found)


def _is_noun_of_another(sentence: Statement, quantity: Quantity) -> bool:
    """“15所院校21个专业”: the noun left of the number is what the number before it counts."""
    before = [q for q in sentence.quantities if q.end <= quantity.start and q.kind == "count"]
    words = sentence.masked[before[-1].end : quantity.start] if before else ""
    return words.strip() != "" and not any(mark in words for mark in _MARKS)


def _beside(
    sentence: Statement, quantity: Quantity, words: str, after: str, found: Sequence[Figure]
) -> tuple[str, bool]:
    """A noun next to a number without verb or comparator: “国家级2家、省级3家”, “覆盖率90%”, “50个项目竣工”."""
    name, noun = left_name(without_base(words)), right_name(after)
    if noun and _is_noun_of_another(sentence, quantity):
        return counted(noun), True
    if cue("figures", "served").search(words.rstrip()) and quantity.unit in word_set("targets", "served_units"):
        return counted(noun), True
    if not name:
        return noun if quantity.kind == "percent" else before_predicate(noun, after), True
    if name in word_set("targets", "levels") and found:
        return name + without_level(found[-1].indicator), False
    if name in word_set("targets", "generic"):
        return "", False
    if quantity.unit == "%" and noun and cue("targets", "predicates").search(after):
        name += noun
    plain = sentence.reported or sentence.role == "goal" or bool(found) or sentence.dated or bool(quantity.bound)
    if plain or cue("targets", "rate_nouns").search(name) or cue("targets", "strong_verbs").search(words):
        return name, False
    return "", False
