"""Find named programmes: “…计划”, 《…办法》, 实施…行动, …卡, …券, …贷.

In: a `Document` and the main types of its paragraphs. Out: `Programme` rows in text order, own or upstream.
Example: “实施‘鸿雁领航’人才计划” → 鸿雁领航人才计划, own; “落实国家‘火炬计划’” → upstream.
The document itself, five-year plans and general words (行动方案, 重点工程) are no programmes (domain rule E6).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from compare.chinese.expressions import Expression
from compare.chinese.normalize import bare, fold
from compare.chinese.text import Text
from compare.chinese.words import word_across
from compare.coding.patterns import alternatives, is_general
from compare.lexicons import load
from compare.model import Document, Programme, Span
from compare.rules import Book, current, rule

_MARKS = re.compile('[“”"《》]')
_OPENS = re.compile('[“"《]$')
_CLAUSE_ENDS = re.compile("[,。;]")
_BEFORE = 48
"""characters before a name that can say whose it is; the longest such words have 37"""
_STOPS = ",。;、:()\uff0c\uff1b\uff1a\uff08\uff09"
_CLAIMED = 24
"""characters between “对接国家” and the name that still belongs to it"""
_TIERS = ("national", "provincial", "municipal")
_TIERS_ABOVE = {0: 0, 1: 1, 2: 2, 3: 2}
"""administrative rank (`levels` of lexicons/comparability.yaml) → how many tiers stand above; below a city all do"""
_TOPIC = "programmes"


def find_programmes(document: Document, main_types: Mapping[str, str]) -> tuple[Programme, ...]:
    """Programmes named in counted paragraphs; each name once a paragraph."""
    own_title = bare(document.title)
    sought = _sought(current())
    rows: list[Programme] = []
    for paragraph in document.paragraphs:
        if not paragraph.counted:
            continue
        seen: set[str] = set()
        for start, end, kind in _named(paragraph.words, sought):
            name = _MARKS.sub("", paragraph.text[start:end])
            folded = fold(name)
            if name in seen or not _acceptable(folded) or bare(name) in own_title:
                continue
            seen.add(name)
            above = _is_upstream(folded, paragraph.words.folded[:start], document)
            type_id = main_types.get(paragraph.key, "")
            rows.append(
                Programme(
                    name=name,
                    kind=kind,
                    document_id=document.id,
                    paragraph_key=paragraph.key,
                    measure_id=type_id,
                    upstream=above,
                    span=Span(start, end),
                )
            )
    return tuple(rows)


def _named(words: Text, sought: _Sought) -> list[tuple[int, int, str]]:
    """(start, end, kind) of everything that looks like a programme's name, in text order, without overlaps."""
    found: list[tuple[int, int, str]] = []
    for match in _matches(words, sought):
        start, end = match.span("name")
        if not found or not any(s < end and start < e for s, e, _ in found):
            found.append((start, end, match.group("kind")))
    found.sort()
    return found


def _matches(words: Text, sought: _Sought) -> Iterator[re.Match[str]]:
    """Quoted (“…”计划, “…计划”), titled (出台《…办法》), bare (实施…工程), in order of trust."""
    folded, possible = words.folded, words.passing(sought.newest)
    if possible >> sought.quoted.number & 1 and ("“" in folded or '"' in folded):
        yield from sought.quoted.finditer(folded)
        yield from sought.inside.finditer(folded)
    if possible >> sought.titled.number & 1 and "《" in folded:
        yield from sought.titled.finditer(folded)
    for kind in sought.bare_kind.finditer(folded) if possible >> sought.bare_kind.number & 1 else ():
        match = sought.bare_name.search(folded, max(0, kind.start() - 24), kind.end())
        if match and not word_across(folded, match.start(), match.start("name")):
            yield match


class _Sought(NamedTuple):
    """How names of programmes look."""

    quoted: Expression
    """a quoted name before its kind"""
    inside: Expression
    """one with its kind"""
    titled: Expression
    """a title behind the verb that takes it on"""
    bare_kind: Expression
    """a kind at the end of a phrase"""
    bare_name: re.Pattern[str]
    """a verb and a name up to the kind that it ends with"""
    newest: int
    """the greatest number of the expressions"""


@cache
def _sought(book: Book) -> _Sought:
    cues = load(_TOPIC)
    kinds, bare_kinds = alternatives(cues["kinds"]), alternatives(cues["bare_kinds"])
    introduces, takes_on = (book.rule(_TOPIC, name).pattern for name in ("introduces", "takes_on"))
    inside, guard = '[^“”"《》,。;:]', f"(?!{alternatives(cues['kind_not_before'])})"
    between = rf"(?:(?!{alternatives(cues['not_between'])})[\u4e00-\u9fff]){{0,8}}?"
    document = f"(?P<kind>{alternatives(cues['documents'])})"
    expressions = (
        Expression(rf"(?P<name>[“\"]{inside}{{2,20}}[”\"]{between}(?P<kind>{kinds}){guard})"),
        Expression(rf"[“\"](?P<name>{inside}{{1,18}}?(?P<kind>{kinds}))[”\"]"),
        Expression(rf"{takes_on}《(?P<name>[^《》]{{3,40}}?{document})(?:\([^()]{{1,12}}\))?》"),
        Expression(rf"(?:{bare_kinds})(?=[{_STOPS}]|{alternatives(cues['joining'])}|$)"),
    )
    bare_name = re.compile(rf"{introduces}(?P<name>[\u4e00-\u9fffa-z0-9+·]{{2,18}}?(?P<kind>{bare_kinds}))$")
    return _Sought(*expressions, bare_name, max(expression.number for expression in expressions))


def _acceptable(name: str) -> bool:
    """Long enough for a name, and no general word."""
    cues = load(_TOPIC)
    if not cues["min_length"] <= len(name) <= cues["max_length"]:
        return False
    return not is_general(_TOPIC, name)


# -- whose it is ------------------------------------------------------------------------------------------------


def _is_upstream(name: str, before: str, document: Document) -> bool:
    """Does the programme belong to a place above the document's own?"""
    metadata = document.metadata
    tiers = _tiers_above(metadata.value("level"))
    if any(_belongs(tier, name, _OPENS.sub("", before[-_BEFORE:])) for tier in tiers):
        return True
    above = (metadata.value("parent"), metadata.value("province")) if tiers else ()
    return any(place and place != metadata.value("district") and name.startswith(place) for place in above)


def _tiers_above(level: str) -> Sequence[str]:
    """The tiers that stand above a level; of a document without one: the state and the province."""
    return _TIERS[: _TIERS_ABOVE.get(_ranks().get(level, -1), len(_TIERS)) if level else 2]


@cache
def _ranks() -> dict[str, int]:
    return {level: rank for rank, levels in enumerate(load("comparability")["levels"]) for level in levels}


def _belongs(tier: str, name: str, before: str) -> bool:
    """Whether the name or the words before it say that it is a programme of the tier."""
    named, beside = rule(_TOPIC, tier), rule(_TOPIC, f"before_{tier}")
    return bool(named.fits(name) or beside.fits(before)) or _is_claimed(tier, before)


def _is_claimed(tier: str, before: str) -> bool:
    """“主动对接省重点领域研发、”: the clause names the tier first, and nothing of one's own since."""
    if f"claims_{tier}" not in current().topic(_TOPIC).entries:
        return False
    clause = _CLAUSE_ENDS.split(before)[-1]
    own = rule(_TOPIC, "own_act").expression
    return any(
        len(clause) - claim.end() <= _CLAIMED and not own.search(clause, claim.end())
        for claim in rule(_TOPIC, f"claims_{tier}").expression.finditer(clause)
    )
