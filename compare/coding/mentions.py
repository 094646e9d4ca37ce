"""Read the function of a keyword in its clause: object of the action, or only named there.

In: a text, where keywords stand in it and of which type they are. Out: for each how it is named and the words that
decided; nothing for an object. Example: “为科技园区、众创空间内的企业提供信用贷款”: the loan is the object, the
places are beneficiaries. A taxonomy's own cues go first; rules/mentions.yaml knows what is said in any field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from typing import Literal, NamedTuple

from compare import lexicons
from compare.chinese.expressions import Expression
from compare.chinese.sentences import holding
from compare.chinese.text import Text
from compare.coding.patterns import alternatives, word_set
from compare.kinds import Mention
from compare.model import Cues, Span
from compare.rules import Book, current, rule

_BENEFICIARY_REACH = 8
_LOCATION_REACH = 10
_OUTCOME_REACH = 10
_FIRST_ITEM = 8
"""characters before the first 、 that belong to the first item: what stands before them leads into the list"""
_LONGEST = 14
"""characters of an item in an enumeration"""
_ITEM = f"[^、,。;:!?()《》]{{2,{_LONGEST}}}+"
_ENUMERATION = re.compile(f"(?:{_ITEM}、){{2,}}{_ITEM}")
_MARKS = re.compile(f"、(?:{_ITEM}、)")
"""what every enumeration holds from its first 、 on: found in a twentieth of the time"""
_BRACKETS = re.compile(r"(?<=[^\s。;])\((?P<x>[^()。]{2,80})\)")
"""what is said aside; a number that begins a line or a sentence is none"""

_ACTORS = re.compile("(?:^|(?<=[。;]))[^,。;:]{0,70}、[^,。;:、]{1,30}$")
"""a list of bodies at the head of a sentence, up to the verb that says what they may or shall do"""
_ACTORS_REACH = 101
_GIVEN = re.compile("[^;。:]{0,60}")
"""what is given, behind the verb"""
_ACTOR_LENGTHS = range(2, 31)
_TOPIC = "mentions"

Status = tuple[Mention | Literal[""], str]
"""how a keyword is named in passing, and the words that decided; twice empty for an object of the action"""
Place = tuple[int, int, str]
"""start, end and type of a keyword"""
_OBJECT: Status = ("", "")
"""no mention in passing"""


class _Stretch(NamedTuple):
    """Characters of a text whose keywords are no objects."""

    start: int
    end: int
    mention: Mention
    note: str


def passing_mention(
    text: Text, spans: Sequence[Place], cues: Cues, damped_by: Mapping[str, frozenset[str]], general: bool = True
) -> list[Status]:
    """For each (start, end, type): how it is named there; without `general` only by the taxonomy's own cues.

    `damped_by` names the headline types and what counts less for each; residual types are never damped, nor do they
    make a list one of several types.
    """
    if not spans:
        return []
    listed = _listed(text, spans, cues, damped_by.keys())
    signs = _signs(text.folded, cues, general)
    stretches = list(_stretches(text, spans)) if general else []
    cued = any(signs)
    if not (listed or stretches or cued):
        return [_OBJECT] * len(spans)
    found = [_OBJECT] * len(spans)
    for i, place in enumerate(spans):
        if allowed := damped_by.get(place[2]):
            said = _within(place, stretches) if stretches else []
            if cued:
                said.extend(_cued(text, place, signs))
            if i in listed:
                said.append(("list", listed[i]))
            found[i] = next((status for status in reversed(said) if status[0] in allowed), _OBJECT)
    return found


# -- what is said of any field ----------------------------------------------------------------------------------


def _stretches(text: Text, spans: Sequence[Place]) -> Iterator[_Stretch]:
    """Where the text says who acts, who is served, where, by which means, and what is said aside; the surest last."""
    folded = text.folded
    for found in _found(text, "inside"):
        yield from (_Stretch(s, e, "location", found[0]) for s, e, _ in spans if e == found.start())
    if "(" in folded:
        yield from (_Stretch(*found.span("x"), "aside", found[0][:20]) for found in _BRACKETS.finditer(folded))
    for said, mention in _sayings(current()):
        for found in said.finditer(folded) if text.may(said) else ():
            yield _Stretch(*found.span("x"), mention, found[0][:20])
    for found in _found(text, "must_or_may"):
        if actor := _actor(text, found.start()):
            yield _Stretch(*actor, "actor", folded[slice(*actor)][:20] + found[0])
    for found in _found(text, "given"):
        if _gives_another(found, spans):
            yield _Stretch(*found.span("x"), "beneficiary", found[0][:20])
    for found in _found(text, "ways"):
        if "、" in found["x"] and _single(found, spans):
            yield _Stretch(*found.span("x"), "list", found[0][-20:])


@cache
def _sayings(book: Book) -> tuple[tuple[Expression, Mention], ...]:
    """What says of its x how it is named, in the order of the rules."""
    return tuple((rule.expression, rule.gives["mention"]) for rule in book.topic(_TOPIC).rules if rule.gives)


def _found(text: Text, name: str) -> Iterable[re.Match[str]]:
    sought = rule(_TOPIC, name).expression
    return sought.finditer(text.folded) if text.may(sought) else ()


@cache
def _verbs_first() -> tuple[str, ...]:
    return tuple(word_set(_TOPIC, "verbs_first"))


def _actor(text: Text, end: int) -> Span | None:
    """Who must or may, from the beginning of the clause to the modal verb at `end`; None if that is an action."""
    folded, start = text.folded, holding(text.clauses, end).start
    if before := rule(_TOPIC, "before_actor").finder.match(folded, start, end):
        start = before.end()
    if own := rule(_TOPIC, "and_its").finder.search(folded, start, end):
        end = own.start()
    if end - start not in _ACTOR_LENGTHS or folded.startswith(_verbs_first(), start, end):
        return None
    return None if rule(_TOPIC, "adverbial").finder.search(folded, start, end) else Span(start, end)


def _gives_another(found: re.Match[str], spans: Sequence[Place]) -> bool:
    """对科技型中小企业给予贷款贴息: what is given is of another type than who gets it."""
    getting = {type_id for start, end, type_id in spans if found.start("x") <= start and end <= found.end("x")}
    behind = _GIVEN.match(found.string, found.end())
    last = behind.end() if behind else found.end()
    given = {type_id for start, end, type_id in spans if found.end() <= start and end <= last}
    return bool(given - getting)


def _single(found: re.Match[str], spans: Sequence[Place]) -> bool:
    """在建设、人才引进、用地等方面: no type has two of the things that are named."""
    types = [type_id for start, end, type_id in spans if found.start("x") <= start and end <= found.end("x")]
    return len(types) == len(set(types))


def _within(place: Place, stretches: Iterable[_Stretch]) -> list[Status]:
    start, end, _ = place
    return [(mention, note) for first, last, mention, note in stretches if first <= start and end <= last]


# -- what opens a sentence --------------------------------------------------------------------------------------

_OPENING = 14
"""characters from the beginning of a sentence within which the object of its first verb begins"""


def opening(text: Text, sentence: Span) -> int:
    """Where the object of the verb that opens a sentence begins at the latest; -1 if it opens otherwise.

    “大力培育高新技术企业,…” opens with an action, “依托高校资源,…” does not.
    """
    clause = holding(text.clauses, sentence.start)
    found = _opens(current()).match(text.folded, sentence.start, clause.end)
    return min(found.start("verb") + _OPENING, clause.end) if found else -1


@cache
def _opens(book: Book) -> re.Pattern[str]:
    verbs = {*word_set("verbs", "tasks"), *word_set("verbs", "orders"), *word_set(_TOPIC, "acts")}
    return re.compile(rf"\s*(?:{book.rule(_TOPIC, 'before_verb').pattern})*(?P<verb>{alternatives(verbs)})")


# -- what the taxonomy's cues say -------------------------------------------------------------------------------


class _Signs(NamedTuple):
    """The cues of passing mention that a text holds at all: a few of forty."""

    beneficiary: list[str]
    location: list[str]
    outcome: list[str]


def _signs(folded: str, cues: Cues, general: bool) -> _Signs:
    return _Signs(
        [cue for cue in cues.beneficiary if cue in folded],
        [cue for cue in cues.location if cue in folded],
        [cue for cue in (*cues.outcome, *(_outcomes() if general else ())) if cue in folded],
    )


@cache
def _outcomes() -> tuple[str, ...]:
    return tuple(lexicons.load(_TOPIC)["outcome"])


@cache
def _served() -> re.Pattern[str]:
    """Verbs that follow a beneficiary after 为."""
    return re.compile(alternatives(lexicons.load("verbs")["served"]))


def _cued(text: Text, place: Place, signs: _Signs) -> Iterator[Status]:
    """What the words before the keyword in its clause make of it; the surest last."""
    folded, (start, end, _) = text.folded, place
    clause = holding(text.clauses, start)
    before = folded[clause.start : start]
    cue = next((c for c in signs.outcome if before.startswith(c)), "")
    if cue and len(before) <= _OUTCOME_REACH + len(cue) and holding(text.sentences, start).start != clause.start:
        yield "outcome", cue
    if cue := _ending_cue(before, signs.location, _LOCATION_REACH):
        yield "location", cue
    cue = _ending_cue(before, signs.beneficiary, _BENEFICIARY_REACH)
    if cue and (cue not in word_set(_TOPIC, "if_served") or _served().search(folded[end : clause.end + 12])):
        yield "beneficiary", cue


def _ending_cue(before: str, cues: Sequence[str], reach: int) -> str:
    """The cue that stands at most `reach` characters before the keyword, with no other verb phrase between."""
    best = ""
    if not cues:
        return best
    tail = before[-(reach + 2) :]
    for cue in cues:
        at = tail.rfind(cue)
        between = tail[at + len(cue) :]
        if at >= 0 and len(between) <= reach and len(cue) >= len(best) and not _turn().search(between):
            best = cue
    return best


@cache
def _turn() -> re.Pattern[str]:
    """What ends the reach of a cue: 依托高校建设实验室 builds the laboratory."""
    return re.compile(f"[,;。]|{alternatives(_tasks())}")


# -- enumerations -----------------------------------------------------------------------------------------------


@cache
def _tasks() -> tuple[str, ...]:
    """Verbs that make an enumeration a list of tasks (建设…、提升…、优化…), not of things mentioned."""
    return tuple(lexicons.load("verbs")["tasks"])


@cache
def _few() -> int:
    """Items from which an enumeration says little of a type that has the smaller part of them."""
    return int(lexicons.load(_TOPIC)["few_items"])


@cache
def _shared() -> tuple[str, ...]:
    """知识产权创造、运用、保护: what is done to one thing, no list of things."""
    return tuple(lexicons.load(_TOPIC)["shared"])


def _listed(text: Text, spans: Sequence[Place], cues: Cues, headline: Set[str]) -> dict[int, str]:
    """Matches inside an enumeration of several types, or among the actors of a sentence.

    “全国重点实验室、科技领军企业等单位可以推荐…” names who may act, not what is done.
    """
    listed: dict[int, str] = {}
    folded = text.folded
    if "、" not in folded or not cues.list_items:
        return listed
    for allowed in _found(text, "may_act"):
        if run := _ACTORS.search(folded, max(0, allowed.start() - _ACTORS_REACH), allowed.start()):
            named = [i for i, (s, e, _) in enumerate(spans) if run.start() <= s and e <= allowed.end()]
            listed.update(dict.fromkeys(named, folded[run.start() : allowed.end()][:20]))
    marks = _MARKS.search(folded)
    for found in _ENUMERATION.finditer(folded, max(0, marks.start() - _LONGEST)) if marks else ():
        listed.update(dict.fromkeys(_items(found, spans, cues, headline), found.group()[:20]))
    return listed


def _items(run: re.Match[str], spans: Sequence[Place], cues: Cues, headline: Set[str]) -> list[int]:
    """The keywords that an enumeration only names.

    Of a long one of several types those that are not most of it, of any other a type's only item.
    """
    items = run.group().split("、")
    if sum(item.startswith(_tasks()) for item in items) * 2 > len(items):
        return []
    start = run.start() + max(0, len(items[0]) - _FIRST_ITEM)
    inside = [i for i, (s, e, _) in enumerate(spans) if start <= s and e <= run.end()]
    types = [spans[i][2] for i in inside]
    if len(items) >= cues.list_items and len(set(types) & headline) >= cues.list_types:
        return [i for i in inside if types.count(spans[i][2]) * 2 <= len(items)]
    linked = any(link in item for link in word_set(_TOPIC, "linking") for item in items[:-1])
    if len(items) < _few() or linked or items[1].startswith(_shared()):
        return []
    last = run.end() - len(items[-1])
    return [i for i in inside if types.count(spans[i][2]) == 1 and not _acted_on(run.string, last, spans[i][0])]


def _acted_on(text: str, last: int, start: int) -> bool:
    """企业、科研机构建设创新平台, 机械、电子等行业的人才: a verb or 的 in the last item ends the list before it."""
    return last < start and any(
        text.find(verb, last + 1, start) > 0 for verb in (*word_set(_TOPIC, "linking"), *_tasks())
    )
