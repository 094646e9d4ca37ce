"""Read a keyword's surroundings: is it forbidden, denied, or only mentioned in passing?

In: a clause, the keyword's position, the taxonomy's cue words. Out: a status and the words that decided.
Example: “为科技型中小企业提供信用贷款”: 科技型中小企业 is the beneficiary, the loan is the measure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from functools import cache
from typing import Literal, NamedTuple

from compare import lexicons
from compare.chinese.sentences import holding
from compare.chinese.text import Text
from compare.kinds import Mention, Rejection
from compare.model import Cues, Span

_NEGATIVE_REACH = 12
"""characters after the keyword within which 不足, 缺乏 … deny it (domain rule C5)"""
_BENEFICIARY_REACH = 8
_LOCATION_REACH = 10
_OUTCOME_REACH = 10
_FIRST_ITEM = 8
"""characters before the first 、 that belong to the first item: what stands before them leads into the list"""
_PAUSE = re.compile("[,;。]")
_LONGEST = 14
"""characters of an item in an enumeration"""
_ITEM = f"[^、,。;:!?()《》]{{2,{_LONGEST}}}+"
_ENUMERATION = re.compile(f"(?:{_ITEM}、){{3,}}{_ITEM}")
_MARKS = re.compile(f"、(?:{_ITEM}、){{2}}")
"""what every enumeration holds from its first 、 on: found in a twentieth of the time"""


@cache
def _tasks() -> tuple[str, ...]:
    """Verbs that make an enumeration a list of tasks (建设…、提升…、优化…), not of things mentioned."""
    return tuple(lexicons.load("verbs")["tasks"])


@cache
def _served() -> re.Pattern[str]:
    """Verbs that follow a beneficiary after 为."""
    return re.compile("|".join(lexicons.load("verbs")["served"]))


@cache
def _made() -> re.Pattern[str]:
    """Verbs whose object is the document itself; any other 《…》 is a citation (domain rule G18)."""
    return re.compile(f"(?:{'|'.join(lexicons.load('verbs')['made'])})[^。;《》]{{0,8}}$")


_ALLOWED = "等(?:单位|部门|机构|组织|主体|各方|企业|团体|方面)?(?=应当?|可以|可|要|须|按照?|根据|依法)"
_ACTORS = re.compile(
    f"(?:^|(?<=[。;]))(?:第[一二三四五六七八九十百]+条 ?)?[^,。;:]{{0,60}}、[^,。;:、]{{1,30}}{_ALLOWED}"
)
"""a list of bodies at the head of a sentence, before the verb that says what they may or shall do"""
_ALLOWS = re.compile(_ALLOWED)
"""what every such list ends with: one of ten texts holds it"""


def cited_title(text: str, position: int) -> str:
    """The start of the cited title 《…》 that a position stands in; empty outside titles and in titles being made."""
    opening = text.rfind("《", 0, position)
    if opening < 0 or text.find("》", opening, position) >= 0 or text.find("》", position) < 0:
        return ""
    if _made().search(text[max(0, opening - 14) : opening]):
        return ""
    return text[opening : opening + 20]


class Denials(NamedTuple):
    """The cues of a text that forbid or deny: mostly one or two of fifty."""

    prohibition: Sequence[str]
    negative: Sequence[str]
    negative_cancel: Sequence[str]


def denials(text: str, cues: Cues) -> Denials | None:
    """Those that the text holds at all."""
    prohibition = [cue for cue in cues.prohibition if cue in text]
    negative = [cue for cue in cues.negative if cue in text]
    if not prohibition and not negative:
        return None
    return Denials(prohibition, negative, cues.negative_cancel)


def polarity(text: str, start: int, end: int, clause: Span, cues: Cues | Denials) -> tuple[Rejection, str] | None:
    """(why, cue) if the clause forbids or denies what the keyword names; None otherwise."""
    before = text[clause.start : start]
    for cue in cues.prohibition:
        if cue in before:
            return "prohibited", cue
    if not cues.negative:
        return None
    after = text[end : min(clause.end, end + _NEGATIVE_REACH)]
    for cue in cues.negative:
        if (at := after.find(cue)) >= 0 and not any(c in before + after[:at] for c in cues.negative_cancel):
            return "negated", cue
    return None


Status = tuple[Mention | Literal[""], str]
"""how a keyword is named in passing, and the words that decided; twice empty for an object of the action"""


def passing_mention(
    text: Text, spans: Sequence[tuple[int, int, str]], cues: Cues, damped_by: Mapping[str, frozenset[str]]
) -> list[Status]:
    """For each (start, end, type): how it is named there.

    `damped_by` names the headline types and what counts less for each; residual types are never damped, nor do they
    make a list one of several types.
    """
    if not spans:
        return []
    listed = _listed(text.folded, spans, cues, damped_by.keys())
    signs = _signs(text.folded, cues)
    if not listed and not any(signs):
        return [_OBJECT] * len(spans)
    found = []
    for i, (start, end, type_id) in enumerate(spans):
        mention, allowed = _OBJECT, damped_by.get(type_id)
        if allowed and any(signs):
            mention = _mention(text, start, end, signs)
        if allowed and i in listed and (not mention[0] or "list" in allowed):
            mention = "list", listed[i]
        found.append(mention if allowed and mention[0] in allowed else _OBJECT)
    return found


_OBJECT: Status = ("", "")
"""no mention in passing"""


class _Signs(NamedTuple):
    """The cues of passing mention that a text holds at all: a few of forty."""

    beneficiary: list[str]
    location: list[str]
    outcome: list[str]


def _signs(folded: str, cues: Cues) -> _Signs:
    return _Signs(
        [cue for cue in cues.beneficiary if cue in folded],
        [cue for cue in cues.location if cue in folded],
        [cue for cue in cues.outcome if cue in folded],
    )


def _mention(text: Text, start: int, end: int, signs: _Signs) -> Status:
    folded = text.folded
    clause = holding(text.clauses, start)
    before = folded[clause.start : start]
    cue = _ending_cue(before, signs.beneficiary, _BENEFICIARY_REACH)
    if cue and (cue != "为" or _served().search(folded[end : clause.end + 12])):
        return "beneficiary", cue
    if cue := _ending_cue(before, signs.location, _LOCATION_REACH):
        return "location", cue
    cue = next((c for c in signs.outcome if before.startswith(c)), "") if signs.outcome else ""
    near = cue and len(before) <= _OUTCOME_REACH + len(cue)
    if near and holding(text.sentences, clause.start).start != clause.start:
        return "outcome", cue
    return _OBJECT


def _ending_cue(before: str, cues: Sequence[str], reach: int) -> str:
    """The cue that stands at most `reach` characters before the keyword, with no other verb phrase between."""
    best = ""
    if not cues:
        return best
    tail = before[-(reach + 2) :]
    for cue in cues:
        at = tail.rfind(cue)
        if at >= 0 and len(tail) - at - len(cue) <= reach and not _PAUSE.search(tail, at) and len(cue) >= len(best):
            best = cue
    return best


def _listed(text: str, spans: Sequence[tuple[int, int, str]], cues: Cues, headline: Set[str]) -> dict[int, str]:
    """Matches inside an enumeration of ≥ list_items items of ≥ list_types types, or among the actors of a sentence.

    “全国重点实验室、科技领军企业等单位可以推荐…” names who may act, not what is done.
    """
    listed: dict[int, str] = {}
    if "、" not in text or not cues.list_items:
        return listed
    for run in _ACTORS.finditer(text) if "等" in text and _ALLOWS.search(text) else ():
        listed.update({i: run.group()[:20] for i, (s, e, _) in enumerate(spans) if run.start() <= s and e <= run.end()})
    marks = _MARKS.search(text) if text.count("、") >= 3 else None
    for run in _ENUMERATION.finditer(text, max(0, marks.start() - _LONGEST)) if marks else ():
        if run.group().count("、") + 1 < cues.list_items:
            continue
        items = run.group().split("、")
        if sum(item.startswith(_tasks()) for item in items) * 2 > len(items):
            continue
        start = run.start() + max(0, len(items[0]) - _FIRST_ITEM)
        inside = [i for i, (s, e, _) in enumerate(spans) if start <= s and e <= run.end()]
        if len({spans[i][2] for i in inside} & headline) >= cues.list_types:
            listed.update(dict.fromkeys(inside, run.group()[:20]))
    return listed
